/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-conversations-table.h"

#include "qing-search-index.h"

QingStoredConversation *
qing_stored_conversation_new (QingConversation *conversation)
{
  QingStoredConversation *self = g_new0 (QingStoredConversation, 1);

  self->uid = g_strdup (qing_conversation_get_uid (conversation));
  self->title = g_strdup (qing_conversation_get_title (conversation));
  self->title_final = qing_conversation_is_title_final (conversation);
  self->model = g_strdup (qing_conversation_get_model (conversation));
  self->account = g_strdup (qing_conversation_get_account (conversation));
  self->created = qing_conversation_get_created (conversation);
  self->updated = qing_conversation_get_updated (conversation);
  self->pinned = qing_conversation_get_pinned (conversation);
  self->archived = qing_conversation_get_archived (conversation);
  self->folder = g_strdup (qing_conversation_get_folder (conversation));
  self->complete = qing_conversation_is_loaded (conversation);
  if (self->complete)
    {
      QingParameters *parameters = qing_conversation_get_parameters (conversation);

      self->parameters = qing_parameters_to_json (parameters);
      self->draft = g_strdup (qing_conversation_get_draft (conversation));
    }
  return self;
}

void
qing_stored_conversation_free (QingStoredConversation *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->title);
  g_free (self->model);
  g_free (self->account);
  g_free (self->folder);
  g_free (self->parameters);
  g_free (self->draft);
  g_free (self);
}

void
qing_stored_conversation_apply (QingStoredConversation *self, QingConversation *conversation)
{
  qing_conversation_set_title (conversation, self->title, self->title_final);
  qing_conversation_set_model (conversation, self->model);
  qing_conversation_set_account (conversation, self->account);
  qing_conversation_set_created (conversation, self->created);
  qing_conversation_set_updated (conversation, self->updated);
  qing_conversation_set_pinned (conversation, self->pinned);
  qing_conversation_set_archived (conversation, self->archived);
  qing_conversation_set_folder (conversation, self->folder);
}

void
qing_stored_conversation_apply_details (QingStoredConversation *self,
                                        QingConversation *conversation)
{
  g_autoptr (GError) error = NULL;
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  g_return_if_fail (self->complete);

  if (!qing_parameters_load_json (parameters, self->parameters, &error))
    g_debug ("Stored parameters are not readable: %s", error->message);
  qing_conversation_set_draft (conversation, self->draft);
}

gboolean
qing_conversations_put (QingDatabase *database,
                        const QingStoredConversation *record,
                        GError **error)
{
  if (!qing_database_execute (
        database, error,
        "INSERT INTO conversation (uid, title, title_final, model, account, created, updated,"
        " pinned, archived, folder) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        " ON CONFLICT (uid) DO UPDATE SET title = ?2, title_final = ?3, model = ?4,"
        " account = ?5, updated = ?7, pinned = ?8, archived = ?9, folder = ?10",
        "ssissxxiis", record->uid, record->title, record->title_final, record->model,
        record->account, record->created, record->updated, record->pinned, record->archived,
        record->folder))
    return FALSE;
  return !record->complete ||
         qing_database_execute (database, error,
                                "UPDATE conversation SET parameters = ?2, draft = ?3"
                                " WHERE uid = ?1",
                                "sss", record->uid, record->parameters, record->draft);
}

static QingStoredConversation *
read_row (sqlite3_stmt *row)
{
  QingStoredConversation *record = g_new0 (QingStoredConversation, 1);

  record->uid = qing_column_dup_text (row, 0);
  record->title = qing_column_dup_text (row, 1);
  record->title_final = sqlite3_column_int (row, 2);
  record->model = qing_column_dup_text (row, 3);
  record->account = qing_column_dup_text (row, 4);
  record->created = sqlite3_column_int64 (row, 5);
  record->updated = sqlite3_column_int64 (row, 6);
  record->pinned = sqlite3_column_int (row, 7);
  record->archived = sqlite3_column_int (row, 8);
  record->folder = qing_column_dup_text (row, 9);
  return record;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const QingStoredConversation *x = *(const QingStoredConversation *const *) a;
  const QingStoredConversation *y = *(const QingStoredConversation *const *) b;

  if (x->pinned != y->pinned)
    return x->pinned ? -1 : 1;
  return x->updated > y->updated ? -1 : x->updated < y->updated;
}

GPtrArray *
qing_conversations_list (QingDatabase *database, gboolean archived, GError **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_conversation_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row;

  row = qing_database_query (database, error,
                             "SELECT uid, title, title_final, model, account, created, updated,"
                             " pinned, archived, folder FROM conversation"
                             " WHERE deleted_at IS NULL AND archived = ?1",
                             "i", archived ? 1 : 0);
  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    g_ptr_array_add (records, read_row (row));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_ptr_array_sort (records, compare_records);
  return g_steal_pointer (&records);
}

QingStoredConversation *
qing_conversations_get (QingDatabase *database, const char *uid, GError **error)
{
  QingStoredConversation *record;
  sqlite3_stmt *row;

  row = qing_database_query (database, error,
                             "SELECT uid, title, title_final, model, account, created, updated,"
                             " pinned, archived, folder, parameters, draft FROM conversation"
                             " WHERE uid = ?1",
                             "s", uid);
  if (row == NULL || !qing_database_next (database, row, error))
    return NULL;
  record = read_row (row);
  record->complete = TRUE;
  record->parameters = qing_column_dup_text (row, 10);
  record->draft = qing_column_dup_text (row, 11);
  qing_database_done (database, row);
  return record;
}

gboolean
qing_conversations_set_deleted (QingDatabase *database,
                                const char *uid,
                                gint64 deleted_at,
                                GError **error)
{
  return qing_database_execute (database, error,
                                "UPDATE conversation SET deleted_at = ?2 WHERE uid = ?1", "sn", uid,
                                deleted_at);
}

gboolean
qing_conversations_drop (QingDatabase *database, const char *uid, GError **error)
{
  gint64 id;

  if (!qing_database_get_number (database, &id, -1, error,
                                 "SELECT id FROM conversation WHERE uid = ?1", "s", uid))
    return FALSE;
  return id < 0 || (qing_search_index_remove_all (
                      database,
                      "SELECT b.message, b.text FROM message m JOIN body b ON b.message = m.id"
                      " WHERE m.conversation = ?1",
                      id, error) &&
                    qing_database_execute (database, error,
                                           "DELETE FROM conversation WHERE id = ?1", "x", id));
}

gboolean
qing_conversations_purge (QingDatabase *database, gint64 before, GError **error)
{
  return qing_search_index_remove_all (
           database,
           "SELECT b.message, b.text FROM conversation c"
           " JOIN message m ON m.conversation = c.id JOIN body b ON b.message = m.id"
           " WHERE c.deleted_at < ?1",
           before, error) &&
         qing_database_execute (database, error, "DELETE FROM conversation WHERE deleted_at < ?1",
                                "x", before);
}
