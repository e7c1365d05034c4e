/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-index.h"

#include "qing-search-words.h"

#define WIPE_BUDGET_US 100000

gboolean
qing_search_index_add (QingDatabase *database,
                       gint64 message,
                       const char *text,
                       gsize length,
                       GError **error)
{
  g_autofree char *spaced = NULL;

  if (length == 0)
    return TRUE;
  spaced = qing_search_words_space (text, length);
  return qing_database_execute (database, error,
                                "INSERT INTO message_index (rowid, text) VALUES (?1, ?2)", "xs",
                                message, spaced);
}

gboolean
qing_search_index_remove (QingDatabase *database,
                          gint64 message,
                          const char *text,
                          gsize length,
                          GError **error)
{
  g_autofree char *spaced = NULL;

  if (length == 0)
    return TRUE;
  spaced = qing_search_words_space (text, length);
  return qing_database_execute (database, error,
                                "INSERT INTO message_index (message_index, rowid, text)"
                                " VALUES ('delete', ?1, ?2)",
                                "xs", message, spaced);
}

static gboolean
each_body (QingDatabase *database,
           sqlite3_stmt *row,
           gboolean (*func) (QingDatabase *, gint64, const char *, gsize, GError **),
           GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (qing_database_next (database, row, &failure))
    {
      const char *text = (const char *) sqlite3_column_text (row, 1);
      gsize length = (gsize) sqlite3_column_bytes (row, 1);

      if (func (database, sqlite3_column_int64 (row, 0), text, length, &failure))
        continue;
      qing_database_done (database, row);
      break;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
qing_search_index_remove_all (QingDatabase *database,
                              const char *sql,
                              gint64 parameter,
                              GError **error)
{
  sqlite3_stmt *row = qing_database_query (database, error, sql, "x", parameter);

  return row != NULL && each_body (database, row, qing_search_index_remove, error);
}

/* FTS5 only notes that a word is gone; the word itself goes when the parts of the index are merged.
 * That is done in small steps, because a large index takes seconds, and answers must be saved. */
gboolean
qing_search_index_wipe (QingDatabase *database, GError **error)
{
  gint64 end = g_get_monotonic_time () + WIPE_BUDGET_US;
  sqlite3 *handle = qing_database_get_handle (database);
  int before;

  do
    {
      before = sqlite3_total_changes (handle);
      if (!qing_database_execute (database, error,
                                  "INSERT INTO message_index (message_index, rank)"
                                  " VALUES ('merge', -64)",
                                  ""))
        return FALSE;
    }
  while (sqlite3_total_changes (handle) - before >= 2 && g_get_monotonic_time () < end);
  return TRUE;
}

gboolean
qing_search_index_rebuild (QingDatabase *database, GError **error)
{
  sqlite3_stmt *row;

  if (!qing_database_run_script (database,
                                 "INSERT INTO message_index (message_index) VALUES ('delete-all');",
                                 error))
    return FALSE;
  row = qing_database_query (database, error, "SELECT message, text FROM body", "");
  return row != NULL && each_body (database, row, qing_search_index_add, error);
}

void
qing_found_text_free (QingFoundText *self)
{
  g_free (self->conversation_uid);
  g_free (self->message_uid);
  g_free (self->excerpt);
  g_free (self);
}

/* Columns: conversation, message, time, text. */
static gboolean
collect (QingDatabase *database,
         sqlite3_stmt *row,
         const char *query,
         GPtrArray *records,
         GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    {
      QingFoundText *record = g_new0 (QingFoundText, 1);
      const char *text = (const char *) sqlite3_column_text (row, 3);

      record->conversation_uid = qing_column_dup_text (row, 0);
      record->message_uid = qing_column_dup_text (row, 1);
      record->created = sqlite3_column_int64 (row, 2);
      record->excerpt = qing_search_words_excerpt (text != NULL ? text : "", query, &record->start,
                                                   &record->length);
      g_ptr_array_add (records, record);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GPtrArray *
qing_search_index_find (QingDatabase *database, const char *query, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_found_text_free);
  g_autofree char *expression = qing_search_words_parse (query);
  g_autofree char *pattern = qing_search_words_make_pattern (query);
  sqlite3_stmt *row;

  if (expression == NULL)
    return g_steal_pointer (&records);
  row = qing_database_query (database, error,
                             "SELECT uid, NULL, updated, title FROM conversation"
                             " WHERE deleted_at IS NULL AND archived = 0"
                             " AND title LIKE ?1 ESCAPE '\\' ORDER BY updated DESC LIMIT ?2",
                             "si", pattern, (int) limit);
  if (!collect (database, row, query, records, error))
    return NULL;
  row = qing_database_query (
    database, error,
    "SELECT c.uid, m.uid, m.created, b.text FROM message_index i"
    " CROSS JOIN message m ON m.id = i.rowid"
    " CROSS JOIN conversation c ON c.id = m.conversation CROSS JOIN body b ON b.message = m.id"
    " WHERE message_index MATCH ?1 AND m.deleted_at IS NULL"
    " AND c.deleted_at IS NULL AND c.archived = 0 ORDER BY i.rowid DESC LIMIT ?2",
    "si", expression, (int) limit);
  if (!collect (database, row, query, records, error))
    return NULL;
  return g_steal_pointer (&records);
}
