/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-conversations-table.h"

#include "qing-search-index.h"

#include <string.h>

/* Moves the strings behind the numbers. */
static QingStoredConversation *
pack (const QingStoredConversation *loose)
{
  const char *const strings[] = {
    loose->uid,    loose->title,      loose->model, loose->account,
    loose->folder, loose->parameters, loose->draft, loose->scroll,
  };
  const char *places[G_N_ELEMENTS (strings)] = { NULL };
  gsize total = sizeof (QingStoredConversation);
  QingStoredConversation *self;
  char *end;

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    total += strings[i] != NULL ? strlen (strings[i]) + 1 : 0;
  self = g_malloc (total);
  end = (char *) (self + 1);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    if (strings[i] != NULL)
      {
        places[i] = end;
        end = g_stpcpy (end, strings[i]) + 1;
      }
  *self = *loose;
  self->uid = places[0];
  self->title = places[1];
  self->model = places[2];
  self->account = places[3];
  self->folder = places[4];
  self->parameters = places[5];
  self->draft = places[6];
  self->scroll = places[7];
  return self;
}

static gboolean
is_empty (QingConversation *conversation)
{
  return qing_conversation_get_draft (conversation) == NULL &&
         g_list_model_get_n_items (qing_conversation_get_draft_attachments (conversation)) == 0;
}

QingStoredConversation *
qing_stored_conversation_new (QingConversation *conversation)
{
  g_autofree char *parameters = NULL;
  QingStoredConversation loose = { 0 };

  loose.uid = qing_conversation_get_uid (conversation);
  loose.title = qing_conversation_get_title (conversation);
  loose.title_final = !!qing_conversation_is_title_final (conversation);
  loose.model = qing_conversation_get_model (conversation);
  loose.account = qing_conversation_get_account (conversation);
  loose.created = qing_conversation_get_created (conversation);
  loose.updated = qing_conversation_get_updated (conversation);
  loose.pinned = !!qing_conversation_get_pinned (conversation);
  loose.archived = !!qing_conversation_get_archived (conversation);
  loose.unsent = !!qing_conversation_get_unsent (conversation);
  loose.empty = loose.unsent && is_empty (conversation);
  loose.folder = qing_conversation_get_folder (conversation);
  loose.complete = !!qing_conversation_is_loaded (conversation);
  if (loose.complete)
    {
      parameters = qing_parameters_to_json (qing_conversation_get_parameters (conversation));
      loose.parameters = parameters;
      loose.draft = qing_conversation_get_draft (conversation);
      loose.draft_cursor = qing_conversation_get_draft_cursor (conversation);
      loose.scroll = qing_conversation_get_scroll (conversation);
    }
  return pack (&loose);
}

void
qing_stored_conversation_free (QingStoredConversation *self)
{
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
  qing_conversation_set_unsent (conversation, self->unsent);
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
  qing_conversation_set_scroll (conversation, self->scroll);
  qing_conversation_set_draft_cursor (conversation, self->draft_cursor);
  qing_conversation_set_draft (conversation, self->draft);
}

gboolean
qing_conversations_put (QingDatabase *database,
                        const QingStoredConversation *record,
                        GError **error)
{
  if (record->complete && record->empty)
    return qing_database_execute (database, error,
                                  "DELETE FROM conversation WHERE uid = ?1 AND unsent = 1", "s",
                                  record->uid);
  if (!qing_database_execute (
        database, error,
        "INSERT INTO conversation (uid, title, title_final, model, account, created, updated,"
        " pinned, archived, folder, unsent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        " ON CONFLICT (uid) DO UPDATE SET title = ?2, title_final = ?3, model = ?4,"
        " account = ?5, updated = ?7, pinned = ?8, archived = ?9, folder = ?10, unsent = ?11",
        "ssissxxiisi", record->uid, record->title, record->title_final, record->model,
        record->account, record->created, record->updated, record->pinned, record->archived,
        record->folder, record->unsent))
    return FALSE;
  return !record->complete ||
         qing_database_execute (database, error,
                                "UPDATE conversation SET parameters = ?2, draft = ?3,"
                                " draft_cursor = ?4, scroll = ?5 WHERE uid = ?1",
                                "sssns", record->uid, record->parameters, record->draft,
                                (gint64) record->draft_cursor, record->scroll);
}

static const char *
get_text (sqlite3_stmt *row, int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

static QingStoredConversation *
read_row (sqlite3_stmt *row, gboolean complete)
{
  QingStoredConversation loose = { 0 };

  loose.uid = get_text (row, 0);
  loose.title = get_text (row, 1);
  loose.title_final = sqlite3_column_int (row, 2) != 0;
  loose.model = get_text (row, 3);
  loose.account = get_text (row, 4);
  loose.created = sqlite3_column_int64 (row, 5);
  loose.updated = sqlite3_column_int64 (row, 6);
  loose.pinned = sqlite3_column_int (row, 7) != 0;
  loose.archived = sqlite3_column_int (row, 8) != 0;
  loose.folder = get_text (row, 9);
  loose.unsent = sqlite3_column_int (row, 10) != 0;
  loose.draft_cursor = -1;
  loose.complete = complete;
  if (complete)
    {
      loose.parameters = get_text (row, 11);
      loose.draft = get_text (row, 12);
      loose.draft_cursor = (int) qing_column_get_count (row, 13);
      loose.scroll = get_text (row, 14);
    }
  return pack (&loose);
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

#define COLUMNS                                                                                    \
  "SELECT uid, title, title_final, model, account, created, updated, pinned, archived, folder,"    \
  " unsent"

#define LISTED "deleted_at IS NULL AND archived = 0 AND unsent = 0"
#define FIRST                                                                                      \
  "SELECT id FROM (SELECT id FROM conversation WHERE " LISTED                                      \
  " ORDER BY pinned DESC, updated DESC LIMIT " G_STRINGIFY (QING_STORED_N_FIRST) ")"

GPtrArray *
qing_conversations_list (QingDatabase *database, QingStoredKind kind, GError **error)
{
  static const char *const queries[] = {
    COLUMNS " FROM conversation WHERE " LISTED,
    COLUMNS " FROM conversation WHERE deleted_at IS NULL AND archived = 1",
    COLUMNS " FROM conversation WHERE deleted_at IS NULL AND archived = 0 AND unsent = 1",
    /* The plus keeps SQLite from going through the index of all that is listed instead. */
    COLUMNS " FROM conversation WHERE id IN (" FIRST
            " UNION SELECT id FROM conversation WHERE folder IS NOT NULL)"
            " AND +deleted_at IS NULL AND +archived = 0 AND +unsent = 0",
  };

  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_conversation_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row;

  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (queries), NULL);

  row = qing_database_query (database, error, queries[kind], "");
  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    g_ptr_array_add (records, read_row (row, FALSE));
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
                             COLUMNS ", parameters, draft, draft_cursor, scroll FROM conversation"
                                     " WHERE uid = ?1",
                             "s", uid);
  if (row == NULL || !qing_database_next (database, row, error))
    return NULL;
  record = read_row (row, TRUE);
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
  return id < 0 ||
         (qing_search_index_remove_all (database, "SELECT id FROM message WHERE conversation = ?1",
                                        id, error) &&
          qing_database_execute (database, error, "DELETE FROM conversation WHERE id = ?1", "x",
                                 id));
}

gboolean
qing_conversations_purge (QingDatabase *database, gint64 before, GError **error)
{
  return qing_search_index_remove_all (
           database,
           "SELECT m.id FROM conversation c JOIN message m ON m.conversation = c.id"
           " WHERE c.deleted_at < ?1",
           before, error) &&
         qing_database_execute (database, error, "DELETE FROM conversation WHERE deleted_at < ?1",
                                "x", before);
}
