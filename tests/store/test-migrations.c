/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-fault.h"
#include "qing-migrations.h"

#include <glib/gstdio.h>

/* A database of each old version, and of what was said in it. */
static const struct
{
  const char *file;
  guint version;
} fixtures[] = {
  { "version-1.sql", 1 }, { "version-2.sql", 2 }, { "version-3.sql", 3 },
  { "version-4.sql", 4 }, { "version-5.sql", 5 },
};

static const char shown[] =
  "user 你好，世界* (assistant Hello there, assistant Good day* (user Thanks* (assistant *)))";

static void
check_everything (QingShelf *self)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_shelf_load (store, "conversation-1");
  g_autofree char *tree = qing_shelf_describe (conversation);
  g_autoptr (GPtrArray) found = qing_shelf_search (store, "世");
  QingMessage *leaf = qing_conversation_get_leaf (conversation);
  QingMessage *answer = qing_message_get_parent (qing_message_get_parent (leaf));

  g_assert_cmpstr (tree, ==, shown);
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  g_assert_cmpint (qing_message_get_usage (answer)->total, ==, 30);
  g_assert_cmpint (qing_message_get_usage (answer)->cached, ==, -1);
  g_assert_cmpint (qing_message_get_timing (answer)->first_token, ==, 500);
  g_assert_cmpstr (qing_message_get_reasoning (answer, NULL), ==, "Politely.");
  g_assert_cmpint (qing_message_get_state (leaf), ==, QING_MESSAGE_FAILED);
  g_assert_cmpint (qing_message_get_fault (leaf)->code, ==, QING_ERROR_RATE);
  g_assert_cmpstr (qing_conversation_get_draft (conversation), ==, "And then?");
  g_assert_cmpuint (found->len, ==, 1);
  g_clear_object (&conversation);
  qing_shelf_close (store);
}

static void
test_fixture (QingShelf *self, gconstpointer data)
{
  const char *file = data;
  g_autofree char *version = NULL;
  g_autofree char *expected = g_strdup_printf ("%u", qing_migrations_get_version ());
  g_autofree char *integrity = NULL;

  qing_shelf_run_file (self, file);
  check_everything (self);
  version = qing_shelf_query (self, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, expected);
  integrity = qing_shelf_query (self, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  check_everything (self);
}

/* A file that went through the steps has the same tables as a new one. */
static void
test_same_schema (QingShelf *self, gconstpointer data)
{
  const char *file = data;
  static const char sql[] = "SELECT group_concat (type || name || sql, '|') FROM"
                            " (SELECT * FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)";
  g_autofree char *migrated = NULL;
  g_autofree char *new = NULL;

  qing_shelf_run_file (self, file);
  qing_shelf_close (qing_shelf_open (self));
  migrated = qing_shelf_query (self, sql);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  qing_shelf_close (qing_shelf_open (self));
  new = qing_shelf_query (self, sql);
  g_assert_cmpstr (migrated, ==, new);
}

static int
fail_nth (const char *sql, gpointer user_data)
{
  int *left = user_data;

  return --*left == 0 ? SQLITE_FULL : SQLITE_OK;
}

/* Whichever statement fails, the file is of one version or another, and opens afterwards. */
static void
test_failing (QingShelf *self, gconstpointer data)
{
  const char *file = data;
  gboolean failed = TRUE;

  for (int n = 1; failed; n++)
    {
      QingDatabase *database;
      g_autoptr (GError) error = NULL;
      gboolean damaged;
      int left = n;

      g_unlink (self->path);
      if (file != NULL)
        qing_shelf_run_file (self, file);
      database = qing_database_open (self->path, &damaged, &error);
      g_assert_no_error (error);
      qing_database_set_hook (database, fail_nth, &left);
      failed = !qing_migrations_run (database, &error);
      g_assert_true (failed == (error != NULL));
      if (failed)
        g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      else
        g_assert_cmpint (n, >, 5);
      g_assert_true (sqlite3_get_autocommit (qing_database_get_handle (database)));
      qing_database_close (database);

      if (file != NULL)
        check_everything (self);
      else
        qing_shelf_close (qing_shelf_open (self));
    }
}

static void
test_newer (QingShelf *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *mark = NULL;

  qing_shelf_run_file (self, "version-1.sql");
  qing_shelf_close (qing_shelf_open (self));
  mark = qing_shelf_query (self, "PRAGMA user_version = 9999");
  g_assert_null (qing_shelf_try_open (self, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "newer"));
  version = qing_shelf_query (self, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "9999");
  rows = qing_shelf_query (self, "SELECT count(*) FROM message");
  g_assert_cmpstr (rows, ==, "5");
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/migrations/" path, QingShelf, data, qing_shelf_set_up, func, qing_shelf_tear_down)

static void
add (const char *name, const char *file, void (*func) (QingShelf *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/migrations/%s/%s", file, name);

  g_test_add (path, QingShelf, file, qing_shelf_set_up, func, qing_shelf_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Every version but the last has its fixture. */
  g_assert_cmpuint (G_N_ELEMENTS (fixtures), ==, qing_migrations_get_version () - 1);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_assert_cmpuint (fixtures[i].version, ==, i + 1);
      add ("fixture", fixtures[i].file, test_fixture);
      add ("same-schema", fixtures[i].file, test_same_schema);
      add ("failing", fixtures[i].file, test_failing);
    }
  ADD ("failing-new", NULL, test_failing);
  ADD ("newer", NULL, test_newer);
  return g_test_run ();
}
