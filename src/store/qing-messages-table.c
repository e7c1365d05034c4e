/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-messages-table.h"

#include "qing-attachments-table.h"
#include "qing-chunks-table.h"
#include "qing-fault.h"
#include "qing-search-index.h"
#include "qing-tool-call.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  char *name;
  char *arguments;
  char *result;
  QingToolCallState state;
} CallRecord;

static void
call_record_free (gpointer data)
{
  CallRecord *call = data;

  g_free (call->id);
  g_free (call->name);
  g_free (call->arguments);
  g_free (call->result);
  g_free (call);
}

static GPtrArray *
copy_calls (QingMessage *message)
{
  GListModel *model = qing_message_get_tool_calls (message);
  guint n = g_list_model_get_n_items (model);
  GPtrArray *calls = g_ptr_array_new_with_free_func (call_record_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingToolCall) source = g_list_model_get_item (model, i);
      CallRecord *call = g_new0 (CallRecord, 1);

      call->id = g_strdup (qing_tool_call_get_id (source));
      call->name = g_strdup (qing_tool_call_get_name (source));
      call->arguments = g_strdup (qing_tool_call_get_arguments (source));
      call->result = g_strdup (qing_tool_call_get_result (source));
      call->state = qing_tool_call_get_state (source);
      g_ptr_array_add (calls, call);
    }
  return calls;
}

static GPtrArray *
copy_attachments (QingMessage *message)
{
  GListModel *model = qing_message_get_attachments (message);
  guint n = g_list_model_get_n_items (model);
  GPtrArray *records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_attachment_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (model, i);

      g_ptr_array_add (records, qing_stored_attachment_new (attachment));
    }
  return records;
}

QingStoredMessage *
qing_stored_message_new (QingConversation *conversation,
                         QingMessage *message,
                         gboolean chosen,
                         gboolean with_body)
{
  QingStoredMessage *self = g_new0 (QingStoredMessage, 1);
  QingMessage *parent = qing_message_get_parent (message);

  self->uid = g_strdup (qing_message_get_uid (message));
  if (conversation != NULL)
    self->conversation_uid = g_strdup (qing_conversation_get_uid (conversation));
  self->parent_uid = parent != NULL ? g_strdup (qing_message_get_uid (parent)) : NULL;
  self->chosen = chosen;
  self->role = qing_message_get_role (message);
  self->state = qing_message_get_state (message);
  self->created = qing_message_get_created (message);
  self->model = g_strdup (qing_message_get_model (message));
  self->finish_reason = g_strdup (qing_message_get_finish_reason (message));
  self->request_id = g_strdup (qing_message_get_request_id (message));
  self->tool_call_id = g_strdup (qing_message_get_tool_call_id (message));
  self->verdict = g_strdup (qing_message_get_verdict (message));
  if (qing_message_get_logprobs (message) != NULL)
    self->logprobs = qing_logprobs_to_bytes (qing_message_get_logprobs (message));
  self->usage = *qing_message_get_usage (message);
  self->timing = *qing_message_get_timing (message);
  self->fault = qing_fault_copy (qing_message_get_fault (message));
  self->calls = copy_calls (message);
  if (with_body)
    {
      const char *text = qing_message_get_text (message, &self->text_length);
      const char *reasoning = qing_message_get_reasoning (message, &self->reasoning_length);

      self->text = g_strndup (text, self->text_length);
      self->reasoning = g_strndup (reasoning, self->reasoning_length);
      self->attachments = copy_attachments (message);
    }
  return self;
}

void
qing_stored_message_free (QingStoredMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->conversation_uid);
  g_free (self->parent_uid);
  g_free (self->model);
  g_free (self->finish_reason);
  g_free (self->request_id);
  g_free (self->tool_call_id);
  g_free (self->verdict);
  g_clear_pointer (&self->logprobs, g_bytes_unref);
  g_free (self->text);
  g_free (self->reasoning);
  qing_fault_free (self->fault);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_free (self);
}

gboolean
qing_messages_find (QingDatabase *database, const char *uid, gint64 *id, GError **error)
{
  return qing_database_get_number (database, id, -1, error, "SELECT id FROM message WHERE uid = ?1",
                                   "s", uid);
}

static gboolean
put_calls (QingDatabase *database, gint64 id, const QingStoredMessage *record, GError **error)
{
  for (guint i = 0; i < record->calls->len; i++)
    {
      const CallRecord *call = g_ptr_array_index (record->calls, i);

      if (!qing_database_execute (database, error,
                                  "INSERT OR REPLACE INTO tool_call (message, position, call_id,"
                                  " name, arguments, state, result)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                  "xisssis", id, (int) i, call->id, call->name, call->arguments,
                                  (int) call->state, call->result))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_fault (QingDatabase *database, gint64 id, const QingFault *fault, GError **error)
{
  if (fault == NULL)
    return qing_database_execute (database, error, "DELETE FROM fault WHERE message = ?1", "x", id);
  return qing_database_execute (
    database, error,
    "INSERT OR REPLACE INTO fault (message, code, action, summary, detail, server_code,"
    " request_id, parameter, http_status, retry_after_ms, retryable)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    "xiisssssiii", id, (int) fault->code, (int) fault->action, fault->summary, fault->detail,
    fault->server_code, fault->request_id, fault->parameter, fault->http_status,
    fault->retry_after_ms, fault->retryable);
}

static gboolean
put_logprobs (QingDatabase *database, gint64 id, GBytes *logprobs, GError **error)
{
  if (logprobs == NULL)
    return qing_database_execute (database, error, "DELETE FROM logprobs WHERE message = ?1", "x",
                                  id);
  return qing_database_execute (database, error,
                                "INSERT OR REPLACE INTO logprobs (message, tokens) VALUES (?1, ?2)",
                                "xb", id, logprobs);
}

static gboolean
put_details (QingDatabase *database, gint64 id, const QingStoredMessage *record, GError **error)
{
  const QingTiming *t = &record->timing;
  const QingUsage *u = &record->usage;

  return qing_database_execute (
           database, error,
           "UPDATE message SET state = ?2, model = ?3, finish_reason = ?4, request_id = ?5,"
           " started = ?6, dns_done = ?7, connected = ?8, tls_done = ?9, first_byte = ?10,"
           " first_token = ?11, answer_began = ?12, finished = ?13, prompt = ?14,"
           " completion = ?15, total = ?16, cached = ?17, cache_creation = ?18,"
           " reasoning = ?19, prompt_text = ?20, prompt_image = ?21, prompt_video = ?22,"
           " prompt_audio = ?23, completion_text = ?24, completion_audio = ?25, verdict = ?26 "
           "WHERE id = ?1",
           "xisssnnnnnnnnnnnnnnnnnnnns", id, (int) record->state, record->model,
           record->finish_reason, record->request_id, t->started > 0 ? t->started : (gint64) -1,
           t->dns_done, t->connected, t->tls_done, t->first_byte, t->first_token, t->answer_began,
           t->finished, u->prompt, u->completion, u->total, u->cached, u->cache_creation,
           u->reasoning, u->prompt_text, u->prompt_image, u->prompt_video, u->prompt_audio,
           u->completion_text, u->completion_audio, record->verdict) &&
         put_logprobs (database, id, record->logprobs, error) &&
         put_fault (database, id, record->fault, error) && put_calls (database, id, record, error);
}

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                       _ ("The conversation or the message before this one is not stored."));
  return FALSE;
}

/* Finds where a new message goes. */
static gboolean
find_place (QingDatabase *database,
            const QingStoredMessage *record,
            gint64 *conversation,
            gint64 *parent,
            GError **error)
{
  *parent = -1;
  if (!qing_database_get_number (database, conversation, -1, error,
                                 "SELECT id FROM conversation WHERE uid = ?1", "s",
                                 record->conversation_uid))
    return FALSE;
  if (record->parent_uid != NULL &&
      !qing_messages_find (database, record->parent_uid, parent, error))
    return FALSE;
  if (*conversation < 0 || (record->parent_uid != NULL && *parent < 0))
    return fail_missing (error);
  return TRUE;
}

/* The plus keeps SQLite from walking through the first messages of every conversation. */
static gboolean
mark_chosen (QingDatabase *database, gint64 id, gint64 parent, gint64 conversation, GError **error)
{
  gboolean ok;

  if (parent >= 0)
    ok = qing_database_execute (
      database, error,
      "UPDATE message SET chosen = 0 WHERE parent = ?1 AND chosen = 1 AND id <> ?2", "xx", parent,
      id);
  else
    ok = qing_database_execute (database, error,
                                "UPDATE message SET chosen = 0 WHERE conversation = ?1"
                                " AND +parent IS NULL AND chosen = 1 AND id <> ?2",
                                "xx", conversation, id);
  return ok && qing_database_execute (database, error,
                                      "UPDATE message SET chosen = 1 WHERE id = ?1 AND chosen = 0",
                                      "x", id);
}

static gboolean
put_body (QingDatabase *database, gint64 id, const QingStoredMessage *record, GError **error)
{
  return qing_database_execute (database, error,
                                "INSERT OR REPLACE INTO body (message, reasoning, text)"
                                " VALUES (?1, ?2, ?3)",
                                "xtt", id, record->reasoning, record->reasoning_length,
                                record->text, record->text_length);
}

gboolean
qing_messages_insert (QingDatabase *database, const QingStoredMessage *record, GError **error)
{
  gint64 conversation, parent, id;

  if (!find_place (database, record, &conversation, &parent, error) ||
      !qing_database_execute (database, error,
                              "INSERT INTO message (uid, conversation, parent, role, state,"
                              " created, tool_call_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                              "sxniixs", record->uid, conversation, parent, (int) record->role,
                              (int) record->state, record->created, record->tool_call_id))
    return FALSE;
  id = qing_database_get_last_id (database);
  if (!put_details (database, id, record, error) || !put_body (database, id, record, error))
    return FALSE;
  for (guint i = 0; i < record->attachments->len; i++)
    if (!qing_attachments_put (database, id, g_ptr_array_index (record->attachments, i), error))
      return FALSE;
  return qing_search_index_add (database, id, error) &&
         (!record->chosen || mark_chosen (database, id, parent, conversation, error));
}

gboolean
qing_messages_merge (QingDatabase *database, const QingStoredMessage *record, GError **error)
{
  gint64 id;

  if (!qing_database_get_number (database, &id, -1, error,
                                 "SELECT m.id FROM message m JOIN conversation c"
                                 " ON c.id = m.conversation WHERE m.uid = ?1 AND c.uid = ?2",
                                 "ss", record->uid, record->conversation_uid))
    return FALSE;
  return id < 0 ? qing_messages_insert (database, record, error)
                : qing_messages_set_deleted (database, record->uid, -1, error);
}

gboolean
qing_messages_update (QingDatabase *database, const QingStoredMessage *record, GError **error)
{
  gint64 id;

  if (!qing_messages_find (database, record->uid, &id, error))
    return FALSE;
  return id < 0 || put_details (database, id, record, error);
}

gboolean
qing_messages_set_body (QingDatabase *database, const QingStoredMessage *record, GError **error)
{
  gint64 id;

  if (!qing_messages_find (database, record->uid, &id, error))
    return FALSE;
  return id < 0 ||
         (qing_search_index_remove (database, id, error) &&
          qing_database_execute (database, error, "DELETE FROM chunk WHERE message = ?1", "x",
                                 id) &&
          put_body (database, id, record, error) && qing_search_index_add (database, id, error));
}

gboolean
qing_messages_move (QingDatabase *database, const char *uid, const char *parent_uid, GError **error)
{
  return qing_database_execute (database, error,
                                "UPDATE message SET parent = (SELECT p.id FROM message p"
                                " WHERE p.uid = ?2) WHERE uid = ?1",
                                "ss", uid, parent_uid);
}

gboolean
qing_messages_choose (QingDatabase *database, const char *uid, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 id = -1, parent = -1, conversation = -1;
  sqlite3_stmt *row =
    qing_database_query (database, error,
                         "SELECT id, parent, conversation FROM message WHERE uid = ?1", "s", uid);

  if (row == NULL)
    return FALSE;
  if (qing_database_next (database, row, &failure))
    {
      id = sqlite3_column_int64 (row, 0);
      parent = qing_column_get_count (row, 1);
      conversation = sqlite3_column_int64 (row, 2);
      qing_database_done (database, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return id < 0 || mark_chosen (database, id, parent, conversation, error);
}

gboolean
qing_messages_set_deleted (QingDatabase *database,
                           const char *uid,
                           gint64 deleted_at,
                           GError **error)
{
  return qing_database_execute (database, error,
                                "UPDATE message SET deleted_at = ?2 WHERE uid = ?1", "sn", uid,
                                deleted_at);
}

#define GONE                                                                                       \
  "WITH RECURSIVE gone (id) AS (SELECT id FROM message WHERE deleted_at < ?1"                      \
  " UNION SELECT m.id FROM message m JOIN gone ON m.parent = gone.id) "

/* The parents' rule of the schema is checked at the end of the transaction, so the order in which
 * a branch goes does not matter; a cascade would end at SQLite's depth of a thousand. */
gboolean
qing_messages_purge (QingDatabase *database, gint64 before, GError **error)
{
  return qing_search_index_remove_all (database, GONE "SELECT id FROM gone", before, error) &&
         qing_database_execute (database, error,
                                GONE "DELETE FROM message WHERE id IN (SELECT id FROM gone)", "x",
                                before);
}
