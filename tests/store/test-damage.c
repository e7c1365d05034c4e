/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-fault.h"

#include <glib/gstdio.h>
#include <string.h>

#define CONVERSATIONS 12
#define MESSAGES      20

/* A history worth saving; everything is in the main file afterwards. */
static void
write_history (QingShelf *self)
{
  QingStore *store = qing_shelf_open (self);

  for (guint i = 0; i < CONVERSATIONS; i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autoptr (QingBatch) batch = qing_batch_new ();
      g_autofree char *long_text = g_strnfill (1500, (char) ('a' + i));
      QingMessage *last = NULL;

      qing_batch_put_conversation (batch, conversation);
      for (guint j = 0; j < MESSAGES; j++)
        last = qing_shelf_say (conversation, batch, last,
                               j % 2 == 0 ? QING_ROLE_USER : QING_ROLE_ASSISTANT,
                               j % 2 == 0 ? "short" : long_text);
      qing_shelf_commit (store, batch);
    }
  qing_shelf_close (store);
}

static guint
count_asides (QingShelf *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, ".corrupt-") != NULL && !g_str_has_suffix (name, "-wal") &&
             !g_str_has_suffix (name, "-shm")
           ? 1
           : 0;
  return n;
}

static guint
count_messages (QingShelf *self)
{
  g_autofree char *n = qing_shelf_query (self, "SELECT count(*) FROM message");

  return (guint) atoi (n);
}

/* Loads every conversation; every message must be found somewhere. */
static guint
load_all (QingStore *store)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint n = 0;

  qing_store_list_conversations_async (store, FALSE, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  records = qing_store_list_conversations_finish (store, result, NULL);
  g_assert_nonnull (records);
  for (guint i = 0; i < records->len; i++)
    {
      QingStoredConversation *record = g_ptr_array_index (records, i);
      g_autoptr (QingConversation) conversation = qing_shelf_load (store, record->uid);

      n += g_list_model_get_n_items (G_LIST_MODEL (conversation));
    }
  return n;
}

/* The file is made unusable; the program starts with a new one, says so, and keeps the old. */
static void
test_replaced (QingShelf *self, gconstpointer data)
{
  const char *content = data;
  QingStore *store;

  write_history (self);
  g_assert_true (g_file_set_contents (self->path, content, -1, NULL));
  store = qing_shelf_open (self);
  if (*content == '\0')
    g_assert_null (qing_store_get_notice (store));
  else
    g_assert_nonnull (strstr (qing_store_get_notice (store), "damaged"));
  g_assert_cmpuint (count_asides (self), ==, *content == '\0' ? 0 : 1);
  qing_shelf_close (store);
  store = qing_shelf_open (self);
  g_assert_null (qing_store_get_notice (store));
  qing_shelf_close (store);
}

/* One page in the middle is overwritten. Whichever it is, the program comes through: most is still
 * there, at the latest after the next start. */
static void
test_one_page (QingShelf *self, gconstpointer data)
{
  g_autofree char *sound = NULL;
  gsize length;
  guint repaired = 0;
  guint whole = CONVERSATIONS * MESSAGES;

  write_history (self);
  g_assert_true (g_file_get_contents (self->path, &sound, &length, NULL));
  for (gsize page = 1; page < length / 1024; page += 7)
    {
      g_autofree char *broken = g_memdup2 (sound, length);
      g_autofree char *mark = g_strconcat (self->path, ".damaged", NULL);
      g_autofree char *integrity = NULL;
      g_autofree char *orphans = NULL;
      QingStore *store;

      memset (broken + page * 1024, 0xa5, 1024);
      g_assert_true (g_file_set_contents (self->path, broken, (gssize) length, NULL));
      /* As if the last run had met it. */
      g_assert_true (g_file_set_contents (mark, "", 0, NULL));
      store = qing_shelf_open (self);
      g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
      repaired += qing_store_get_notice (store) != NULL;
      load_all (store);
      qing_shelf_close (store);
      integrity = qing_shelf_query (self, "PRAGMA integrity_check");
      g_assert_cmpstr (integrity, ==, "ok");
      orphans = qing_shelf_query (self, "PRAGMA foreign_key_check");
      g_assert_null (orphans);
      /* The first pages hold the schema's tables; without a leaf of them little is lost. */
      if (count_messages (self) < whole * 3 / 4)
        g_test_message ("page %" G_GSIZE_FORMAT ": %u messages", page, count_messages (self));
      g_assert_cmpuint (count_messages (self), >, whole / 4);
    }
  g_assert_cmpuint (repaired, >, 10);
}

/* A page that is broken is met while something is read: the error has words, and the next start
 * repairs. */
static void
test_met_while_reading (QingShelf *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *mark = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *root = NULL;
  g_autofree char *uid = NULL;
  g_autoptr (QingConversation) conversation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  QingStore *store;
  gsize length;

  write_history (self);
  root = qing_shelf_query (self, "SELECT rootpage FROM sqlite_schema WHERE name = 'body'");
  uid = qing_shelf_query (self, "SELECT uid FROM conversation LIMIT 1");
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  memset (content + (atoi (root) - 1) * 1024, 0xa5, 1024);
  g_assert_true (g_file_set_contents (self->path, content, (gssize) length, NULL));

  store = qing_shelf_open (self);
  g_assert_null (qing_store_get_notice (store));
  conversation = qing_conversation_new_with_uid (uid);
  qing_store_load_async (store, conversation, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  g_assert_false (qing_store_load_finish (store, result, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "damaged"));
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_clear_object (&result);
  qing_shelf_close (store);

  store = qing_shelf_open (self);
  g_assert_nonnull (qing_store_get_notice (store));
  g_assert_cmpuint (load_all (store), ==, CONVERSATIONS * MESSAGES);
  qing_shelf_close (store);
  g_assert_cmpuint (count_asides (self), ==, 1);
}

static void
test_truncated (QingShelf *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;
  QingStore *store;

  write_history (self);
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  for (guint tenths = 1; tenths < 10; tenths++)
    {
      g_autofree char *mark = g_strconcat (self->path, ".damaged", NULL);

      g_assert_true (
        g_file_set_contents (self->path, content, (gssize) (length * tenths / 10), NULL));
      g_assert_true (g_file_set_contents (mark, "", 0, NULL));
      store = qing_shelf_open (self);
      g_assert_nonnull (qing_store_get_notice (store));
      load_all (store);
      qing_shelf_close (store);
    }
  g_assert_cmpuint (count_asides (self), ==, 9);
}

/* A folder that cannot be written to: words, and nothing is touched. */
static void
test_no_folder (QingShelf *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *in_the_way = g_build_filename (self->folder, "file", NULL);
  QingShelf other = { self->folder, g_build_filename (in_the_way, "history.db", NULL) };

  g_assert_true (g_file_set_contents (in_the_way, "x", 1, NULL));
  g_assert_null (qing_shelf_try_open (&other, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_free (other.path);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/damage/" path, QingShelf, data, qing_shelf_set_up, func, qing_shelf_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("replaced-by-text",
       "This is a letter to my aunt, and no database at all. It is long enough "
       "to be taken for the header of one, which has a hundred bytes.",
       test_replaced);
  ADD ("replaced-by-few-bytes", "SQLite", test_replaced);
  ADD ("replaced-by-nothing", "", test_replaced);
  ADD ("one-page", NULL, test_one_page);
  ADD ("met-while-reading", NULL, test_met_while_reading);
  ADD ("truncated", NULL, test_truncated);
  ADD ("no-folder", NULL, test_no_folder);
  return g_test_run ();
}
