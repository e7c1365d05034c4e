/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-writer.h"

#include "qing-json-text.h"
#include "qing-message-private.h"
#include "qing-own-format.h"
#include "qing-tool-call.h"

static void
begin (QingExportWriter *self)
{
  g_string_append (self->out, "{\"format\":");
  qing_json_append_string (self->out, QING_OWN_FORMAT, -1);
  qing_json_append_int (self->out, "version", QING_OWN_VERSION);
  qing_json_append_int (self->out, "exported", g_get_real_time ());
  g_string_append (self->out, ",\"conversations\":[");
}

static void
begin_conversation (QingExportWriter *self, QingConversation *conversation)
{
  GString *out = self->out;
  g_autofree char *parameters =
    qing_parameters_to_json (qing_conversation_get_parameters (conversation));

  g_string_append (out, self->conversation > 0 ? ",\n{" : "\n{");
  qing_json_append_member (out, "uid", qing_conversation_get_uid (conversation));
  qing_json_append_member (out, "title", qing_conversation_get_title (conversation));
  qing_json_append_true (out, "title-final", qing_conversation_is_title_final (conversation));
  qing_json_append_member (out, "model", qing_conversation_get_model (conversation));
  qing_json_append_member (out, "account", qing_conversation_get_account (conversation));
  qing_json_append_member (out, "folder", qing_conversation_get_folder (conversation));
  qing_json_append_member (out, "draft", qing_conversation_get_draft (conversation));
  qing_json_append_int (out, "created", qing_conversation_get_created (conversation));
  qing_json_append_int (out, "updated", qing_conversation_get_updated (conversation));
  qing_json_append_true (out, "pinned", qing_conversation_get_pinned (conversation));
  qing_json_append_true (out, "archived", qing_conversation_get_archived (conversation));
  qing_json_append_name (out, "parameters");
  g_string_append (out, parameters);
  g_string_append (out, ",\"messages\":[");
}

static void
append_fields (GString *out,
               const char *name,
               const QingOwnField *fields,
               gconstpointer values,
               gint64 first_unknown)
{
  gboolean begun = FALSE;

  for (gsize i = 0; fields[i].name != NULL; i++)
    {
      gint64 value = *(const gint64 *) (gconstpointer) ((const char *) values + fields[i].offset);

      if (value == (i == 0 ? first_unknown : -1))
        continue;
      if (!begun)
        {
          qing_json_append_name (out, name);
          g_string_append_c (out, '{');
          begun = TRUE;
        }
      qing_json_append_int (out, fields[i].name, value);
    }
  if (begun)
    g_string_append_c (out, '}');
}

static void
append_fault (GString *out, const QingFault *fault)
{
  if (fault == NULL)
    return;
  qing_json_append_name (out, "fault");
  g_string_append_c (out, '{');
  qing_json_append_int (out, "code", fault->code);
  qing_json_append_int (out, "action", fault->action);
  qing_json_append_member (out, "summary", fault->summary);
  qing_json_append_member (out, "detail", fault->detail);
  qing_json_append_member (out, "server-code", fault->server_code);
  qing_json_append_member (out, "request-id", fault->request_id);
  qing_json_append_member (out, "parameter", fault->parameter);
  qing_json_append_int (out, "http-status", fault->http_status);
  qing_json_append_int (out, "retry-after-ms", fault->retry_after_ms);
  qing_json_append_true (out, "retryable", fault->retryable);
  g_string_append_c (out, '}');
}

static void
append_calls (GString *out, QingMessage *message)
{
  GListModel *calls = qing_message_get_tool_calls (message);
  guint n = g_list_model_get_n_items (calls);

  if (n == 0)
    return;
  qing_json_append_name (out, "tool-calls");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);

      g_string_append (out, i == 0 ? "[{" : ",{");
      qing_json_append_member (out, "id", qing_tool_call_get_id (call));
      qing_json_append_member (out, "name", qing_tool_call_get_name (call));
      qing_json_append_member (out, "arguments", qing_tool_call_get_arguments (call));
      qing_json_append_member (out, "result", qing_tool_call_get_result (call));
      qing_json_append_member (out, "state",
                               qing_own_get_name (qing_own_call_states,
                                                  qing_tool_call_get_state (call)));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static const char *
get_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Of a set of siblings the last stands for the chosen one when none was. */
static gboolean
is_chosen (QingMessage *message)
{
  QingMessage *parent = qing_message_get_parent (message);
  QingMessage *chosen = parent != NULL ? qing_message_get_chosen (parent) : NULL;

  if (chosen != NULL)
    return chosen == message;
  return qing_message_get_sibling_index (message) + 1 == qing_message_get_n_siblings (message);
}

static gboolean
is_chosen_root (QingExportWriter *self, QingMessage *message)
{
  return qing_message_get_parent (message) == NULL && message == self->chosen_root;
}

static void
append_logprobs (GString *out, QingMessage *message)
{
  QingLogprobs *logprobs = qing_message_get_logprobs (message);
  g_autoptr (GBytes) bytes = logprobs != NULL ? qing_logprobs_to_bytes (logprobs) : NULL;

  qing_json_append_base64 (out, "logprobs", bytes);
}

static void
begin_message (QingExportWriter *self, QingMessage *message)
{
  GString *out = self->out;
  QingMessage *parent = qing_message_get_parent (message);
  gboolean chosen = parent != NULL ? is_chosen (message) : is_chosen_root (self, message);
  int state = (int) qing_message_get_state (message);

  g_string_append (out, self->message > 0 ? ",\n{" : "\n{");
  qing_json_append_member (out, "uid", qing_message_get_uid (message));
  qing_json_append_member (out, "parent", parent != NULL ? qing_message_get_uid (parent) : NULL);
  qing_json_append_true (out, "chosen", chosen);
  qing_json_append_member (out, "role",
                           qing_own_get_name (qing_own_roles,
                                              (int) qing_message_get_role (message)));
  qing_json_append_member (out, "state", qing_own_get_name (qing_own_states, state));
  qing_json_append_int (out, "created", qing_message_get_created (message));
  qing_json_append_member (out, "text", get_text (qing_message_get_text (message, NULL)));
  qing_json_append_member (out, "reasoning", get_text (qing_message_get_reasoning (message, NULL)));
  qing_json_append_member (out, "model", qing_message_get_model (message));
  qing_json_append_member (out, "finish-reason", qing_message_get_finish_reason (message));
  qing_json_append_member (out, "request-id", qing_message_get_request_id (message));
  qing_json_append_member (out, "tool-call-id", qing_message_get_tool_call_id (message));
  qing_json_append_member (out, "verdict", qing_message_get_verdict (message));
  append_logprobs (out, message);
  append_fields (out, "usage", qing_own_usage, qing_message_get_usage (message), -1);
  append_fields (out, "timing", qing_own_timing, qing_message_get_timing (message), 0);
  append_fault (out, qing_message_get_fault (message));
  append_calls (out, message);
}

static gboolean
wants_bytes (QingExportWriter *self, QingAttachment *attachment)
{
  return TRUE;
}

static void
write_attachment (QingExportWriter *self,
                  QingAttachment *attachment,
                  GBytes *bytes,
                  const char *link)
{
  GString *out = self->out;
  int kind = (int) qing_attachment_get_kind (attachment);
  int width;
  int height;

  qing_attachment_get_dimensions (attachment, &width, &height);
  g_string_append (out, self->attachment == 0 ? ",\"attachments\":[{" : ",{");
  qing_json_append_member (out, "uid", qing_attachment_get_uid (attachment));
  qing_json_append_member (out, "kind", qing_own_get_name (qing_own_kinds, kind));
  qing_json_append_member (out, "name", qing_attachment_get_name (attachment));
  qing_json_append_member (out, "mime-type", qing_attachment_get_mime_type (attachment));
  qing_json_append_int (out, "size", (gint64) qing_attachment_get_size (attachment));
  qing_json_append_int (out, "width", width);
  qing_json_append_int (out, "height", height);
  qing_json_append_base64 (out, "thumbnail", qing_attachment_get_thumbnail (attachment));
  qing_json_append_base64 (out, "bytes", bytes);
  g_string_append_c (out, '}');
}

static void
end_message (QingExportWriter *self, QingMessage *message)
{
  g_string_append (self->out, self->attachment > 0 ? "]}" : "}");
}

static void
end_conversation (QingExportWriter *self, QingConversation *conversation)
{
  g_string_append (self->out, "]}");
}

static void
end (QingExportWriter *self)
{
  g_string_append (self->out, "\n]}\n");
}

const QingExportOps qing_export_qingtan_ops = {
  .tree = TRUE,
  .begin = begin,
  .begin_conversation = begin_conversation,
  .begin_message = begin_message,
  .wants_bytes = wants_bytes,
  .attachment = write_attachment,
  .end_message = end_message,
  .end_conversation = end_conversation,
  .end = end,
};
