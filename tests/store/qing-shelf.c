/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include <glib/gstdio.h>

void
qing_shelf_set_up (QingShelf *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("qingtan-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "history.db", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
qing_shelf_tear_down (QingShelf *self, gconstpointer data)
{
  remove_folder (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

void
qing_shelf_keep_result (GObject *object, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

GAsyncResult *
qing_shelf_wait (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (place);
}

QingStore *
qing_shelf_try_open (QingShelf *self, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_store_open_async (self->path, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  return qing_store_open_finish (result, error);
}

void
qing_shelf_copy (const QingShelf *self, QingShelf *copy)
{
  static const char *const suffixes[] = { "", "-wal", "-tail" };

  qing_shelf_set_up (copy, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (copy->path, suffixes[i], NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (from, &content, &length, NULL))
        g_assert_true (g_file_set_contents (to, content, (gssize) length, NULL));
    }
}

QingStore *
qing_shelf_open (QingShelf *self)
{
  g_autoptr (GError) error = NULL;
  QingStore *store = qing_shelf_try_open (self, &error);

  g_assert_no_error (error);
  return store;
}

void
qing_shelf_close (QingStore *store)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_store_close_async (store, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  qing_store_close_finish (store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (store);
}

gboolean
qing_shelf_try_commit (QingStore *store, QingBatch *batch, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_store_commit_async (store, batch, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  return qing_store_commit_finish (store, result, error);
}

void
qing_shelf_commit (QingStore *store, QingBatch *batch)
{
  g_autoptr (GError) error = NULL;

  qing_shelf_try_commit (store, batch, &error);
  g_assert_no_error (error);
}

QingConversation *
qing_shelf_load (QingStore *store, const char *uid)
{
  QingConversation *conversation = qing_conversation_new_with_uid (uid);
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_store_load_async (store, conversation, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  qing_store_load_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_true (qing_conversation_is_loaded (conversation));
  return conversation;
}

GPtrArray *
qing_shelf_search (QingStore *store, const char *query)
{
  g_autoptr (QingSearchQuery) words = qing_search_query_new (query);

  return qing_shelf_search_for (store, words);
}

GPtrArray *
qing_shelf_search_for (QingStore *store, const QingSearchQuery *query)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  qing_store_search_async (store, query, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  found = qing_store_search_finish (store, result, &error);
  g_assert_no_error (error);
  return found;
}

QingMessage *
qing_shelf_say (QingConversation *conversation,
                QingBatch *batch,
                QingMessage *parent,
                QingRole role,
                const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, parent, TRUE);
  qing_batch_insert_message (batch, conversation, message, TRUE);
  return message;
}

static gboolean
is_shown (QingConversation *conversation, QingMessage *message)
{
  for (QingMessage *m = qing_conversation_get_leaf (conversation); m != NULL;
       m = qing_message_get_parent (m))
    if (m == message)
      return TRUE;
  return FALSE;
}

static void
describe (QingConversation *conversation, QingMessage *message, GString *text)
{
  static const char *const roles[] = { "", "system", "user", "assistant", "tool" };
  guint n = qing_message_get_n_children (message);

  g_string_append_printf (text, "%s %s%s", roles[qing_message_get_role (message)],
                          qing_message_get_text (message, NULL),
                          is_shown (conversation, message) ? "*" : "");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i == 0 ? " (" : ", ");
      describe (conversation, qing_message_get_child (message, i), text);
    }
  if (n > 0)
    g_string_append_c (text, ')');
}

char *
qing_shelf_describe (QingConversation *conversation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      describe (conversation, qing_conversation_get_root (conversation, i), text);
    }
  return g_string_free (text, FALSE);
}

char *
qing_shelf_query (QingShelf *self, const char *sql)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;
  char *value = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL), ==, SQLITE_OK);
  if (sqlite3_step (row) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return value;
}

void
qing_shelf_run (QingShelf *self, const char *sql)
{
  g_autofree char *message = NULL;
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_null (message);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

void
qing_shelf_run_file (QingShelf *self, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "store", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  qing_shelf_run (self, sql);
}
