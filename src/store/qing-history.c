/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-history.h"

#include "qing-attachments-table.h"
#include "qing-fault.h"
#include "qing-tool-call.h"

#include <glib/gi18n-lib.h>

/* One message. Its texts lie in the arena of the history. */
typedef struct
{
  gint64 id;
  gint64 parent;
  gboolean chosen;
  QingRole role;
  QingMessageState state;
  gint64 created;
  const char *uid;
  const char *model;
  const char *finish_reason;
  const char *request_id;
  const char *tool_call_id;
  const char *verdict;
  const char *text;
  const char *reasoning;
  gsize text_length;
  gsize reasoning_length;
  guint measures; /* index + 1 into the history's measures; 0 for none */
} Entry;

typedef struct
{
  QingUsage usage;
  QingTiming timing;
} Measures;

/* What only few messages have is kept apart, in the order of the messages. */
typedef struct
{
  gint64 message;
  QingFault *fault;
  QingToolCall *call;
  GBytes *logprobs;
  QingPart part;
  GString *chunk;
} Extra;

struct _QingHistory
{
  QingStoredConversation *record;
  GStringChunk *arena;
  GArray *entries;
  GArray *measures;
  GArray *extras;
  GPtrArray *attachments;
  GPtrArray *draft_attachments;
};

static void
extra_clear (gpointer data)
{
  Extra *extra = data;

  qing_fault_free (extra->fault);
  g_clear_object (&extra->call);
  g_clear_pointer (&extra->logprobs, g_bytes_unref);
  if (extra->chunk != NULL)
    g_string_free (extra->chunk, TRUE);
}

static QingHistory *
history_new (void)
{
  QingHistory *self = g_new0 (QingHistory, 1);

  self->arena = g_string_chunk_new (1 << 16);
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->measures = g_array_new (FALSE, FALSE, sizeof (Measures));
  self->extras = g_array_new (FALSE, TRUE, sizeof (Extra));
  g_array_set_clear_func (self->extras, extra_clear);
  return self;
}

void
qing_history_free (QingHistory *self)
{
  if (self == NULL)
    return;
  qing_stored_conversation_free (self->record);
  g_string_chunk_free (self->arena);
  g_array_unref (self->entries);
  g_array_unref (self->measures);
  g_array_unref (self->extras);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->draft_attachments, g_ptr_array_unref);
  g_free (self);
}

static const char *
keep (QingHistory *self, sqlite3_stmt *row, int column, gsize *length)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  int bytes = sqlite3_column_bytes (row, column);

  if (length != NULL)
    *length = (gsize) bytes;
  return text != NULL ? g_string_chunk_insert_len (self->arena, text, bytes) : NULL;
}

/* The columns of usage and timing begin at 14. */
static guint
keep_measures (QingHistory *self, sqlite3_stmt *row)
{
  Measures m;
  gint64 *const fields[] = {
    &m.timing.dns_done,        &m.timing.connected,
    &m.timing.tls_done,        &m.timing.first_byte,
    &m.timing.first_token,     &m.timing.answer_began,
    &m.timing.finished,        &m.usage.prompt,
    &m.usage.completion,       &m.usage.total,
    &m.usage.cached,           &m.usage.cache_creation,
    &m.usage.reasoning,        &m.usage.prompt_text,
    &m.usage.prompt_image,     &m.usage.prompt_video,
    &m.usage.prompt_audio,     &m.usage.completion_text,
    &m.usage.completion_audio,
  };

  m.timing.started = sqlite3_column_int64 (row, 14);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *fields[i] = qing_column_get_count (row, 15 + (int) i);
  g_array_append_val (self->measures, m);
  return self->measures->len;
}

static void
keep_entry (QingHistory *self, sqlite3_stmt *row)
{
  Entry entry = { 0 };

  entry.id = sqlite3_column_int64 (row, 0);
  entry.uid = keep (self, row, 1, NULL);
  entry.parent = qing_column_get_count (row, 2);
  entry.chosen = sqlite3_column_int (row, 3);
  entry.role = (QingRole) sqlite3_column_int (row, 4);
  entry.state = (QingMessageState) sqlite3_column_int (row, 5);
  entry.created = sqlite3_column_int64 (row, 6);
  entry.model = keep (self, row, 7, NULL);
  entry.finish_reason = keep (self, row, 8, NULL);
  entry.request_id = keep (self, row, 9, NULL);
  entry.tool_call_id = keep (self, row, 10, NULL);
  entry.text = keep (self, row, 11, &entry.text_length);
  entry.reasoning = keep (self, row, 12, &entry.reasoning_length);
  entry.verdict = keep (self, row, 34, NULL);
  if (sqlite3_column_int (row, 13))
    entry.measures = keep_measures (self, row);
  g_array_append_val (self->entries, entry);
}

typedef void (*RowFunc) (QingHistory *self, sqlite3_stmt *row);

static gboolean
read_rows (QingHistory *self,
           QingDatabase *database,
           const char *sql,
           gint64 conversation,
           RowFunc func,
           GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row = qing_database_query (database, error, sql, "x", conversation);

  if (row == NULL)
    return FALSE;
  while (qing_database_next (database, row, &failure))
    func (self, row);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
keep_fault (QingHistory *self, sqlite3_stmt *row)
{
  Extra extra = { 0 };
  QingError code = (QingError) sqlite3_column_int (row, 1);

  extra.message = sqlite3_column_int64 (row, 0);
  extra.fault = qing_fault_new (code, (const char *) sqlite3_column_text (row, 3));
  extra.fault->action = (QingFaultAction) sqlite3_column_int (row, 2);
  extra.fault->detail = qing_column_dup_text (row, 4);
  extra.fault->server_code = qing_column_dup_text (row, 5);
  extra.fault->request_id = qing_column_dup_text (row, 6);
  extra.fault->parameter = qing_column_dup_text (row, 7);
  extra.fault->http_status = sqlite3_column_int (row, 8);
  extra.fault->retry_after_ms = sqlite3_column_int (row, 9);
  extra.fault->retryable = sqlite3_column_int (row, 10);
  g_array_append_val (self->extras, extra);
}

static void
keep_call (QingHistory *self, sqlite3_stmt *row)
{
  Extra extra = { 0 };

  extra.message = sqlite3_column_int64 (row, 0);
  extra.call = qing_tool_call_new ((const char *) sqlite3_column_text (row, 1),
                                   (const char *) sqlite3_column_text (row, 2),
                                   (const char *) sqlite3_column_text (row, 3));
  qing_tool_call_set_outcome (extra.call, (QingToolCallState) sqlite3_column_int (row, 4),
                              (const char *) sqlite3_column_text (row, 5));
  g_array_append_val (self->extras, extra);
}

static void
keep_chunk (QingHistory *self, sqlite3_stmt *row)
{
  Extra extra = { 0 };

  extra.message = sqlite3_column_int64 (row, 0);
  extra.part = sqlite3_column_int (row, 1) & 1;
  extra.chunk =
    g_string_new_len ((const char *) sqlite3_column_text (row, 2), sqlite3_column_bytes (row, 2));
  g_array_append_val (self->extras, extra);
}

static void
keep_logprobs (QingHistory *self, sqlite3_stmt *row)
{
  Extra extra = { 0 };

  extra.message = sqlite3_column_int64 (row, 0);
  extra.logprobs =
    g_bytes_new (sqlite3_column_blob (row, 1), (gsize) sqlite3_column_bytes (row, 1));
  g_array_append_val (self->extras, extra);
}

static const char messages_sql[] =
  "SELECT m.id, m.uid, m.parent, m.chosen, m.role, m.state, m.created, m.model,"
  " m.finish_reason, m.request_id, m.tool_call_id, b.text, b.reasoning,"
  " m.started IS NOT NULL OR m.total IS NOT NULL,"
  " m.started, m.dns_done, m.connected, m.tls_done, m.first_byte, m.first_token,"
  " m.answer_began, m.finished, m.prompt, m.completion, m.total, m.cached,"
  " m.cache_creation, m.reasoning, m.prompt_text, m.prompt_image, m.prompt_video,"
  " m.prompt_audio, m.completion_text, m.completion_audio, m.verdict"
  " FROM message m LEFT JOIN body b ON b.message = m.id"
  " WHERE m.conversation = ?1 AND m.deleted_at IS NULL ORDER BY m.id";
static const char faults_sql[] =
  "SELECT f.message, f.code, f.action, f.summary, f.detail, f.server_code, f.request_id,"
  " f.parameter, f.http_status, f.retry_after_ms, f.retryable"
  " FROM message m CROSS JOIN fault f ON f.message = m.id"
  " WHERE m.conversation = ?1 AND m.deleted_at IS NULL ORDER BY f.message";
static const char calls_sql[] =
  "SELECT c.message, c.call_id, c.name, c.arguments, c.state, c.result"
  " FROM message m CROSS JOIN tool_call c ON c.message = m.id"
  " WHERE m.conversation = ?1 AND m.deleted_at IS NULL ORDER BY c.message, c.position";
static const char logprobs_sql[] =
  "SELECT l.message, l.tokens FROM message m CROSS JOIN logprobs l ON l.message = m.id"
  " WHERE m.conversation = ?1 AND m.deleted_at IS NULL ORDER BY l.message";
static const char chunks_sql[] =
  "SELECT c.message, c.part, c.text FROM chunk c CROSS JOIN message m ON c.message = m.id"
  " WHERE m.conversation = ?1 AND m.deleted_at IS NULL"
  " ORDER BY c.message, c.part, c.position";

QingHistory *
qing_history_read (QingDatabase *database, const char *conversation_uid, GError **error)
{
  g_autoptr (QingHistory) self = history_new ();
  gint64 id;

  self->record = qing_conversations_get (database, conversation_uid, error);
  if (self->record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                             _ ("This conversation is not in the history any more."));
      return NULL;
    }
  if (!qing_database_get_number (database, &id, -1, error,
                                 "SELECT id FROM conversation WHERE uid = ?1", "s",
                                 conversation_uid) ||
      !read_rows (self, database, messages_sql, id, keep_entry, error) ||
      !read_rows (self, database, faults_sql, id, keep_fault, error) ||
      !read_rows (self, database, calls_sql, id, keep_call, error) ||
      !read_rows (self, database, logprobs_sql, id, keep_logprobs, error) ||
      !read_rows (self, database, chunks_sql, id, keep_chunk, error))
    return NULL;
  self->attachments = qing_attachments_list (database, id, error);
  if (self->attachments != NULL)
    self->draft_attachments = qing_attachments_list_drafts (database, id, error);
  return self->draft_attachments != NULL ? g_steal_pointer (&self) : NULL;
}

static int
find_entry (QingHistory *self, gint64 id)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 found = g_array_index (self->entries, Entry, middle).id;

      if (found == id)
        return (int) middle;
      if (found < id)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

/* Nothing that is read from the disk is under way, whatever its row says. */
static QingMessageState
settled (QingMessageState state)
{
  return state == QING_MESSAGE_WAITING || state == QING_MESSAGE_STREAMING ? QING_MESSAGE_INTERRUPTED
                                                                          : state;
}

static QingMessage *
create_message (QingHistory *self, const Entry *entry)
{
  QingMessage *message = qing_message_new_with_uid (entry->role, entry->uid);

  qing_message_set_created (message, entry->created);
  if (entry->text_length > 0)
    qing_message_set_text (message, entry->text, (gssize) entry->text_length);
  if (entry->reasoning_length > 0)
    qing_message_set_reasoning (message, entry->reasoning, (gssize) entry->reasoning_length);
  qing_message_set_state (message, settled (entry->state));
  if (entry->model != NULL)
    qing_message_set_model (message, entry->model);
  if (entry->finish_reason != NULL)
    qing_message_set_finish_reason (message, entry->finish_reason);
  if (entry->request_id != NULL)
    qing_message_set_request_id (message, entry->request_id);
  if (entry->tool_call_id != NULL)
    qing_message_set_tool_call_id (message, entry->tool_call_id);
  if (entry->verdict != NULL)
    qing_message_set_verdict (message, entry->verdict);
  if (entry->measures > 0)
    {
      const Measures *m = &g_array_index (self->measures, Measures, entry->measures - 1);

      qing_message_set_usage (message, &m->usage);
      qing_message_set_timing (message, &m->timing);
    }
  return message;
}

/* What does not fit to the text any more is of no use. */
static void
apply_logprobs (QingMessage *message, GBytes *bytes)
{
  g_autoptr (QingLogprobs) logprobs = NULL;
  gsize length;

  qing_message_get_text (message, &length);
  logprobs = qing_logprobs_from_bytes (bytes, length);
  qing_message_set_logprobs (message, logprobs);
}

static void
apply_extras (QingHistory *self, GPtrArray *messages, QingBlobSource *source)
{
  for (guint i = 0; i < self->extras->len; i++)
    {
      const Extra *extra = &g_array_index (self->extras, Extra, i);
      int place = find_entry (self, extra->message);
      QingMessage *message = place >= 0 ? g_ptr_array_index (messages, place) : NULL;

      if (message == NULL)
        continue;
      if (extra->fault != NULL)
        qing_message_set_fault (message, extra->fault);
      if (extra->call != NULL)
        qing_message_add_tool_call (message, extra->call);
      if (extra->logprobs != NULL)
        apply_logprobs (message, extra->logprobs);
      if (extra->chunk != NULL)
        qing_message_append (message, extra->part, extra->chunk->str, (gssize) extra->chunk->len);
    }
  for (guint i = 0; i < self->attachments->len; i++)
    {
      const QingStoredAttachment *record = g_ptr_array_index (self->attachments, i);
      int place = find_entry (self, record->message);
      QingMessage *message = place >= 0 ? g_ptr_array_index (messages, place) : NULL;
      g_autoptr (QingAttachment) attachment = NULL;

      if (message == NULL)
        continue;
      attachment = qing_stored_attachment_create (record, source);
      qing_message_add_attachment (message, attachment);
    }
}

static void
apply_draft_attachments (QingHistory *self, QingConversation *conversation, QingBlobSource *source)
{
  g_autoptr (GListStore) attachments = g_list_store_new (QING_TYPE_ATTACHMENT);

  for (guint i = 0; i < self->draft_attachments->len; i++)
    {
      g_autoptr (QingAttachment) attachment =
        qing_stored_attachment_create (self->draft_attachments->pdata[i], source);

      g_list_store_append (attachments, attachment);
    }
  qing_conversation_set_draft_attachments (conversation, G_LIST_MODEL (attachments));
}

static void
unref_nullable (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

/* A message's number is always greater than its parent's. A message whose parent is not here
 * belongs to a deleted branch, and its place in @messages stays empty. */
void
qing_history_apply (QingHistory *self, QingConversation *conversation, QingBlobSource *source)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_full (self->entries->len, unref_nullable);
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_if_fail (qing_conversation_get_n_roots (conversation) == 0);

  g_ptr_array_set_size (messages, (int) self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      int parent = entry->parent >= 0 ? find_entry (self, entry->parent) : -1;

      if (entry->parent < 0 || (parent >= 0 && messages->pdata[parent] != NULL))
        messages->pdata[i] = create_message (self, entry);
      g_array_append_val (parents, parent);
    }
  apply_extras (self, messages, source);
  apply_draft_attachments (self, conversation, source);
  qing_stored_conversation_apply_details (self->record, conversation);
  for (guint i = 0; i < messages->len; i++)
    if (messages->pdata[i] != NULL)
      {
        int parent = g_array_index (parents, int, i);

        qing_conversation_add (conversation, messages->pdata[i],
                               parent >= 0 ? messages->pdata[parent] : NULL,
                               g_array_index (self->entries, Entry, i).chosen);
      }
  qing_conversation_set_loaded (conversation, TRUE);
}
