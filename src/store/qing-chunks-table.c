/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-chunks-table.h"

#include "qing-search-index.h"

gboolean
qing_chunks_append (QingDatabase *database,
                    const char *message_uid,
                    QingPart part,
                    gint64 position,
                    const char *text,
                    gsize length,
                    GError **error)
{
  return qing_database_execute (database, error,
                                "INSERT INTO chunk (message, part, position, text)"
                                " SELECT id, ?2, ?3, ?4 FROM message WHERE uid = ?1",
                                "sixt", message_uid, (int) part, position, text, length);
}

/* Adds a chunk where it belongs. Two processes never write one answer, so a chunk normally begins
 * where the text ends; if it begins earlier, only what is new is taken. */
static void
add_chunk (GString *text, gint64 position, const char *bytes, gsize length)
{
  gsize known = (gsize) position < text->len ? text->len - (gsize) position : 0;

  if (known < length)
    g_string_append_len (text, bytes + known, (gssize) (length - known));
}

static gboolean
read_body (QingDatabase *database, gint64 message, GString *parts[2], GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error, "SELECT text, reasoning FROM body WHERE message = ?1",
                         "x", message);

  if (row == NULL)
    return FALSE;
  if (qing_database_next (database, row, &failure))
    {
      for (int i = 0; i < 2; i++)
        g_string_append_len (parts[i], (const char *) sqlite3_column_text (row, i),
                             sqlite3_column_bytes (row, i));
      qing_database_done (database, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_chunks (QingDatabase *database, gint64 message, GString *parts[2], GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row = qing_database_query (database, error,
                                           "SELECT part, position, text FROM chunk"
                                           " WHERE message = ?1 ORDER BY part, position",
                                           "x", message);

  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    {
      const char *bytes = (const char *) sqlite3_column_text (row, 2);

      add_chunk (parts[sqlite3_column_int (row, 0) & 1], sqlite3_column_int64 (row, 1), bytes,
                 (gsize) sqlite3_column_bytes (row, 2));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
qing_chunks_fold (QingDatabase *database, gint64 message, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) reasoning = g_string_new (NULL);
  GString *parts[2] = { text, reasoning };
  gint64 has_chunks;

  if (!qing_database_get_number (database, &has_chunks, 0, error,
                                 "SELECT 1 FROM chunk WHERE message = ?1 LIMIT 1", "x", message))
    return FALSE;
  if (!has_chunks)
    return TRUE;
  if (!read_body (database, message, parts, error) ||
      !qing_search_index_remove (database, message, error) ||
      !read_chunks (database, message, parts, error))
    return FALSE;
  /* In this order the body takes the pages that the chunks leave, which are written once. */
  return qing_database_execute (database, error, "DELETE FROM chunk WHERE message = ?1", "x",
                                message) &&
         qing_database_execute (database, error,
                                "INSERT OR REPLACE INTO body (message, reasoning, text)"
                                " VALUES (?1, ?2, ?3)",
                                "xtt", message, reasoning->str, reasoning->len, text->str,
                                text->len) &&
         qing_search_index_add (database, message, error);
}

static gboolean
recover (QingDatabase *database, gpointer user_data, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row;

  row = qing_database_query (database, error, "SELECT DISTINCT message FROM chunk", "");
  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    {
      gint64 id = sqlite3_column_int64 (row, 0);

      g_array_append_val (ids, id);
    }
  for (guint i = 0; failure == NULL && i < ids->len; i++)
    qing_chunks_fold (database, g_array_index (ids, gint64, i), &failure);
  if (failure == NULL)
    qing_database_execute (database, &failure, "UPDATE message SET state = 4 WHERE state IN (1, 2)",
                           "");
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
qing_chunks_recover (QingDatabase *database, GError **error)
{
  return qing_database_transact (database, recover, NULL, error);
}
