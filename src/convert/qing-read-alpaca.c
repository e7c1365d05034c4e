/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* A database is somebody else's program text as well: what its tables are is not known before they
 * are read, so a view could compute for ever. A statement may do this many steps (of 1,000
 * instructions each), which is minutes. */
#define MAX_STEPS 2000000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

typedef struct
{
  QingReader *reader;
  sqlite3 *database;
  GHashTable *conversations; /* chat id -> QingConversationRecord, borrowed */
  GHashTable *messages;      /* message id -> QingMessageNote, borrowed */
  GPtrArray *order;          /* of the conversations */
  guint steps;
} Alpaca;

static int
step_cb (gpointer data)
{
  Alpaca *self = data;

  return ++self->steps > MAX_STEPS || g_cancellable_is_cancelled (self->reader->cancellable);
}

static gboolean
fail (Alpaca *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->reader->cancellable, error))
    return FALSE;
  g_set_error (error, QING_ERROR, QING_ERROR_PROTOCOL, _ ("The database cannot be read: %s"),
               sqlite3_errmsg (self->database));
  return FALSE;
}

static char *
dup_column (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static gboolean
for_each_row (Alpaca *self,
              const char *sql,
              gboolean (*func) (Alpaca *self, sqlite3_stmt *row, GError **error),
              GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code;

  self->steps = 0;
  if (sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    if (!func (self, statement, error))
      return FALSE;
  return code == SQLITE_DONE || fail (self, error);
}

static gboolean
read_chat (Alpaca *self, sqlite3_stmt *row, GError **error)
{
  g_autofree char *id = dup_column (row, 0);
  QingConversationRecord *record;

  if (id == NULL || g_hash_table_contains (self->conversations, id))
    return TRUE;
  record = qing_reader_begin (self->reader, QING_JSON_NONE, id);
  record->title = dup_column (row, 1);
  record->title_final = record->title != NULL;
  g_ptr_array_add (self->order, record);
  g_hash_table_insert (self->conversations, g_steal_pointer (&id), record);
  return TRUE;
}

/* "2025/01/31 12:34:56" in the time of the place where it was written, taken for this one. */
static gint64
parse_time (const char *text)
{
  int part[6] = { 0 };
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL || sscanf (text, "%4d%*c%2d%*c%2d%*c%2d%*c%2d%*c%2d", &part[0], &part[1],
                              &part[2], &part[3], &part[4], &part[5]) != 6)
    return 0;
  time = g_date_time_new_local (part[0], part[1], part[2], part[3], part[4], part[5]);
  return time != NULL ? MAX (g_date_time_to_unix (time) * G_USEC_PER_SEC, 0) : 0;
}

static gboolean
read_message (Alpaca *self, sqlite3_stmt *row, GError **error)
{
  g_autofree char *id = dup_column (row, 0);
  g_autofree char *chat = dup_column (row, 1);
  g_autofree char *role = dup_column (row, 2);
  g_autofree char *time = dup_column (row, 4);
  QingConversationRecord *record =
    chat != NULL ? g_hash_table_lookup (self->conversations, chat) : NULL;
  QingMessageNote *note;

  if (record == NULL || id == NULL)
    {
      self->reader->report->n_orphans++;
      return TRUE;
    }
  if (record->messages->len >= 200000)
    return qing_reader_fail (self->reader, QING_JSON_NONE,
                             _ ("the conversation has too many messages"), error);
  note = qing_reader_add_message (self->reader, record, QING_JSON_NONE,
                                  qing_reader_parse_role (role), id);
  if (record->messages->len > 1)
    {
      QingMessageNote *previous = g_ptr_array_index (record->messages, record->messages->len - 2);

      note->parent_id = g_strdup (previous->id);
    }
  note->skipped = note->role == 0;
  if (note->role == QING_ROLE_ASSISTANT)
    note->model = dup_column (row, 3);
  note->created = parse_time (time);
  note->text = dup_column (row, 5);
  qing_reader_take_prompt (record, note);
  g_hash_table_replace (self->messages, note->id, note);
  return TRUE;
}

/* Pictures are kept in base64; of other files there is the text that was read from them. What the
 * model thought is a file of type "thought", too. */
static gboolean
read_attachment (Alpaca *self, sqlite3_stmt *row, GError **error)
{
  g_autofree char *id = dup_column (row, 0);
  g_autofree char *type = dup_column (row, 1);
  g_autofree char *name = dup_column (row, 2);
  const char *content = (const char *) sqlite3_column_text (row, 3);
  QingMessageNote *note = id != NULL ? g_hash_table_lookup (self->messages, id) : NULL;

  if (note == NULL || content == NULL)
    return TRUE;
  if (g_strcmp0 (type, "image") == 0 || g_strcmp0 (type, "audio") == 0)
    {
      qing_reader_add_file (self->reader, note, QING_JSON_NONE, name, NULL, content,
                            strlen (content));
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (content, -1);

      if (g_strcmp0 (type, "thought") == 0)
        qing_message_note_add_reasoning (note, valid);
      else
        qing_reader_add_document (self->reader, note, name, valid);
    }
  return TRUE;
}

/* The bytes as a database. A header that asks for a write-ahead log, which a file in memory cannot
 * have, is changed in a copy; what was only in the log is not in this file. */
static int
open_bytes (Alpaca *self, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  guchar *copy = sqlite3_malloc64 (size);
  int code;

  if (copy == NULL)
    return SQLITE_NOMEM;
  memcpy (copy, data, size);
  if (size > 19)
    copy[18] = copy[19] = 1;
  code = sqlite3_open_v2 (":memory:", &self->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                          NULL);
  if (code != SQLITE_OK)
    {
      sqlite3_free (copy);
      return code;
    }
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (self->database, SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024);
  sqlite3_progress_handler (self->database, 1000, step_cb, self);
  return sqlite3_deserialize (self->database, "main", copy, (sqlite3_int64) size,
                              (sqlite3_int64) size,
                              SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE);
}

static gboolean
read_all (Alpaca *self, GError **error)
{
  if (open_bytes (self, self->reader->bytes) != SQLITE_OK)
    return fail (self, error);
  if (!for_each_row (self, "SELECT id, name FROM chat", read_chat, error) ||
      !for_each_row (self,
                     "SELECT id, chat_id, role, model, date_time, content FROM message"
                     " ORDER BY chat_id, date_time, rowid",
                     read_message, error) ||
      !for_each_row (self, "SELECT message_id, type, name, content FROM attachment",
                     read_attachment, error))
    return FALSE;
  while (self->order->len > 0)
    if (!qing_reader_finish (self->reader, g_ptr_array_steal_index (self->order, 0), QING_JSON_NONE,
                             error))
      return FALSE;
  return TRUE;
}

gboolean
qing_read_alpaca (QingReader *reader, GError **error)
{
  g_autoptr (GHashTable) conversations =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) messages = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_conversation_record_free);
  Alpaca self = { reader, NULL, conversations, messages, order };
  gboolean ok = read_all (&self, error);

  sqlite3_close (self.database);
  return ok;
}
