/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-writer.h"

#include "qing-base64.h"
#include "qing-json-text.h"
#include "qing-tool-call.h"

#include <string.h>

static void
begin (QingExportWriter *self)
{
  g_string_append (self->out, "[");
}

static void
begin_conversation (QingExportWriter *self, QingConversation *conversation)
{
  GString *out = self->out;
  const char *prompt = qing_export_get_prompt (conversation);

  g_string_append (out, self->conversation > 0 ? ",\n{" : "\n{");
  qing_json_append_member (out, "title", qing_conversation_get_title (conversation));
  qing_json_append_member (out, "model", qing_conversation_get_model (conversation));
  g_string_append (out, ",\"messages\":[");
  if (prompt == NULL)
    return;
  g_string_append (out, "\n{\"role\":\"system\"");
  qing_json_append_member (out, "content", prompt);
  g_string_append_c (out, '}');
}

static void
append_calls (GString *out, QingMessage *message)
{
  GListModel *calls = qing_message_get_tool_calls (message);
  guint n = g_list_model_get_n_items (calls);

  if (n == 0)
    return;
  qing_json_append_name (out, "tool_calls");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);
      const char *arguments = qing_tool_call_get_arguments (call);

      g_string_append (out, i == 0 ? "[{" : ",{");
      qing_json_append_member (out, "id", qing_tool_call_get_id (call));
      qing_json_append_member (out, "type", "function");
      g_string_append (out, ",\"function\":{");
      qing_json_append_member (out, "name", qing_tool_call_get_name (call));
      qing_json_append_member (out, "arguments", *arguments != '\0' ? arguments : "{}");
      g_string_append (out, "}}");
    }
  g_string_append_c (out, ']');
}

static const char *
get_wire_role (QingRole role)
{
  static const char *const roles[] = { "user", "system", "user", "assistant", "tool" };

  return roles[role <= QING_ROLE_TOOL ? role : 0];
}

/* A message with files has parts; the first one is its text, and the array stays open. */
static void
begin_message (QingExportWriter *self, QingMessage *message)
{
  GString *out = self->out;
  const char *reasoning = qing_message_get_reasoning (message, NULL);
  guint n_files = g_list_model_get_n_items (qing_message_get_attachments (message));

  g_string_append (out, self->message > 0 || self->has_prompt ? ",\n{" : "\n{");
  qing_json_append_member (out, "role", get_wire_role (qing_message_get_role (message)));
  if (self->options.reasoning && *reasoning != '\0')
    qing_json_append_member (out, "reasoning_content", reasoning);
  qing_json_append_member (out, "tool_call_id", qing_message_get_tool_call_id (message));
  append_calls (out, message);
  if (n_files == 0)
    {
      qing_json_append_member (out, "content", qing_message_get_text (message, NULL));
      return;
    }
  g_string_append (out, ",\"content\":[{\"type\":\"text\"");
  qing_json_append_member (out, "text", qing_message_get_text (message, NULL));
  g_string_append_c (out, '}');
}

static gboolean
wants_bytes (QingExportWriter *self, QingAttachment *attachment)
{
  return TRUE;
}

static void
append_data_uri (GString *out, const char *name, QingAttachment *attachment, GBytes *bytes)
{
  qing_json_append_name (out, name);
  g_string_append (out, "{\"url\":");
  qing_json_append_string (out, "data:", -1);
  g_string_truncate (out, out->len - 1);
  g_string_append_uri_escaped (out, qing_attachment_get_mime_type (attachment), "/+.-", FALSE);
  g_string_append (out, ";base64,");
  qing_base64_append (out, bytes);
  g_string_append (out, "\"}");
}

/* A document is text to a model; only its text can go on. */
static void
append_document (GString *out, QingAttachment *attachment, GBytes *bytes)
{
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  gboolean readable = data != NULL && g_utf8_validate (data, (gssize) size, NULL);
  g_autofree char *text =
    g_strdup_printf ("[%s]%s%.*s", qing_attachment_get_name (attachment), readable ? "\n" : "",
                     readable ? (int) size : 0, readable ? data : "");

  g_string_append (out, "\"text\"");
  qing_json_append_member (out, "text", text);
}

static void
append_audio (GString *out, QingAttachment *attachment, GBytes *bytes)
{
  g_string_append (out, "\"input_audio\",\"input_audio\":{");
  qing_json_append_base64 (out, "data", bytes);
  qing_json_append_member (out, "format",
                           qing_mime_get_extension (qing_attachment_get_mime_type (attachment)));
  g_string_append_c (out, '}');
}

static void
write_attachment (QingExportWriter *self,
                  QingAttachment *attachment,
                  GBytes *bytes,
                  const char *link)
{
  GString *out = self->out;
  QingAttachmentKind kind = qing_attachment_get_kind (attachment);

  g_string_append (out, ",\n{\"type\":");
  if (bytes == NULL || kind == QING_ATTACHMENT_DOCUMENT)
    {
      append_document (out, attachment, bytes);
    }
  else if (kind == QING_ATTACHMENT_AUDIO)
    {
      append_audio (out, attachment, bytes);
    }
  else
    {
      const char *type = kind == QING_ATTACHMENT_VIDEO ? "video_url" : "image_url";

      qing_json_append_string (out, type, -1);
      append_data_uri (out, type, attachment, bytes);
    }
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
  g_string_append (self->out, "\n]\n");
}

const QingExportOps qing_export_json_ops = {
  .begin = begin,
  .begin_conversation = begin_conversation,
  .begin_message = begin_message,
  .wants_bytes = wants_bytes,
  .attachment = write_attachment,
  .end_message = end_message,
  .end_conversation = end_conversation,
  .end = end,
};
