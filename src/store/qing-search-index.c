/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-index.h"

#include "qing-search-words.h"

#define WIPE_BUDGET_US 100000
/* So much of an attached text is indexed, which is more than a message may hold. */
#define MAX_FILE_BYTES (1024 * 1024)

/* What is indexed of a message, as it is given to SQLite; NULL for nothing. */
typedef struct
{
  char *text;
  char *thinking;
  char *files;
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->text);
  g_free (entry->thinking);
  g_free (entry->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static char *
dup_spaced (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  int length = sqlite3_column_bytes (row, column);

  return length > 0 ? qing_search_words_space (text, (gsize) length) : NULL;
}

static gboolean
read_body (QingDatabase *database, gint64 message, Entry *entry, GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error, "SELECT text, reasoning FROM body WHERE message = ?1",
                         "x", message);

  if (row == NULL)
    return FALSE;
  if (qing_database_next (database, row, &failure))
    {
      entry->text = dup_spaced (row, 0);
      entry->thinking = dup_spaced (row, 1);
      qing_database_done (database, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Appends the name, and what is in the file if it is text. */
static void
append_file (GString *files, sqlite3_stmt *row)
{
  const char *name = (const char *) sqlite3_column_text (row, 0);
  const char *bytes = sqlite3_column_blob (row, 1);
  gsize length = MIN ((gsize) sqlite3_column_bytes (row, 1), MAX_FILE_BYTES);
  const char *end = NULL;

  if (name != NULL)
    g_string_append_printf (files, "%s\n", name);
  if (length > 0 && !g_utf8_validate_len (bytes, length, &end) && bytes + length - end > 4)
    return;
  if (length > 0)
    g_string_append_len (files, bytes, end - bytes);
  g_string_append_c (files, '\n');
}

static gboolean
read_files (QingDatabase *database, gint64 message, Entry *entry, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GString) files = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error,
                         "SELECT a.name, CASE WHEN a.kind = 4 THEN b.bytes END FROM attachment a"
                         " LEFT JOIN blob b ON b.id = a.blob WHERE a.message = ?1 ORDER BY a.id",
                         "x", message);

  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    {
      if (files == NULL)
        files = g_string_new (NULL);
      append_file (files, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (files != NULL)
    entry->files = qing_search_words_space (files->str, files->len);
  return TRUE;
}

static gboolean
read_entry (QingDatabase *database, gint64 message, Entry *entry, GError **error)
{
  return read_body (database, message, entry, error) &&
         read_files (database, message, entry, error);
}

static gboolean
is_empty (const Entry *entry)
{
  return entry->text == NULL && entry->thinking == NULL && entry->files == NULL;
}

gboolean
qing_search_index_add (QingDatabase *database, gint64 message, GError **error)
{
  g_auto (Entry) entry = { NULL, NULL, NULL };

  if (!read_entry (database, message, &entry, error))
    return FALSE;
  return is_empty (&entry) ||
         qing_database_execute (database, error,
                                "INSERT INTO message_index (rowid, text, thinking, files)"
                                " VALUES (?1, ?2, ?3, ?4)",
                                "xsss", message, entry.text, entry.thinking, entry.files);
}

gboolean
qing_search_index_remove (QingDatabase *database, gint64 message, GError **error)
{
  g_auto (Entry) entry = { NULL, NULL, NULL };

  if (!read_entry (database, message, &entry, error))
    return FALSE;
  return is_empty (&entry) ||
         qing_database_execute (
           database, error,
           "INSERT INTO message_index (message_index, rowid, text, thinking, files)"
           " VALUES ('delete', ?1, ?2, ?3, ?4)",
           "xsss", message, entry.text, entry.thinking, entry.files);
}

static gboolean
each_message (QingDatabase *database,
              sqlite3_stmt *row,
              gboolean (*func) (QingDatabase *, gint64, GError **),
              GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    {
      if (func (database, sqlite3_column_int64 (row, 0), &failure))
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
  return each_message (database, qing_database_query (database, error, sql, "x", parameter),
                       qing_search_index_remove, error);
}

gboolean
qing_search_index_add_all (QingDatabase *database,
                           const char *sql,
                           gint64 parameter,
                           GError **error)
{
  return each_message (database, qing_database_query (database, error, sql, "x", parameter),
                       qing_search_index_add, error);
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
  if (!qing_database_run_script (database,
                                 "INSERT INTO message_index (message_index) VALUES ('delete-all');",
                                 error))
    return FALSE;
  return each_message (database,
                       qing_database_query (database, error, "SELECT id FROM message", ""),
                       qing_search_index_add, error);
}
