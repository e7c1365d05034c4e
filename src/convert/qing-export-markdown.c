/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-writer.h"

#include "qing-base64.h"
#include "qing-tool-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One line of text that means nothing in Markdown or HTML. */
static void
append_plain (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (strchr ("\\`*_[]<>#|~$&!", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, (guchar) *text < 0x20 ? ' ' : *text);
    }
}

/* A code block whose fence is longer than any in the text. */
static void
append_code (GString *out, const char *language, const char *text)
{
  guint longest = 2;
  guint run = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  for (guint i = 0; i <= longest; i++)
    g_string_append_c (out, '`');
  g_string_append_printf (out, "%s\n%s\n", language, text);
  for (guint i = 0; i <= longest; i++)
    g_string_append_c (out, '`');
  g_string_append (out, "\n\n");
}

static void
begin (QingExportWriter *self)
{
}

static void
begin_conversation (QingExportWriter *self, QingConversation *conversation)
{
  GString *out = self->out;
  g_autofree char *time = qing_export_dup_time (qing_conversation_get_created (conversation));
  const char *prompt = qing_export_get_prompt (conversation);

  if (self->conversation > 0)
    g_string_append (out, "---\n\n");
  g_string_append (out, "# ");
  append_plain (out, qing_export_get_title (conversation));
  g_string_append_printf (out, "\n\n%s\n\n", time);
  if (prompt != NULL)
    g_string_append_printf (out, "## %s\n\n%s\n\n", qing_export_get_role_label (QING_ROLE_SYSTEM),
                            prompt);
}

/* A thought must not end the fold that it stands in. */
static void
append_thought (GString *out, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "</details", -1);
  g_autofree char *safe = g_strjoinv ("&lt;/details", parts);

  g_string_append_printf (out, "<details>\n<summary>%s</summary>\n\n%s\n\n</details>\n\n",
                          _ ("Thoughts"), safe);
}

static void
append_calls (GString *out, QingMessage *message)
{
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);

      g_string_append_printf (out, "**%s** ", _ ("Tool call"));
      append_plain (out, qing_tool_call_get_name (call));
      g_string_append (out, "\n\n");
      append_code (out, "json", qing_tool_call_get_arguments (call));
    }
}

static void
begin_message (QingExportWriter *self, QingMessage *message)
{
  GString *out = self->out;
  QingRole role = qing_message_get_role (message);
  const char *model = qing_message_get_model (message);
  const char *reasoning = qing_message_get_reasoning (message, NULL);
  const char *text = qing_message_get_text (message, NULL);
  const QingFault *fault = qing_message_get_fault (message);

  g_string_append_printf (out, "## %s", qing_export_get_role_label (role));
  if (model != NULL && *model != '\0')
    {
      g_string_append (out, " (");
      append_plain (out, model);
      g_string_append_c (out, ')');
    }
  g_string_append (out, "\n\n");
  if (self->options.reasoning && *reasoning != '\0')
    append_thought (out, reasoning);
  if (role == QING_ROLE_TOOL)
    append_code (out, "", text);
  else if (*text != '\0')
    g_string_append_printf (out, "%s\n\n", text);
  append_calls (out, message);
  if (fault != NULL)
    {
      g_string_append (out, "> ");
      append_plain (out, fault->summary);
      g_string_append (out, "\n\n");
    }
}

static gboolean
wants_bytes (QingExportWriter *self, QingAttachment *attachment)
{
  return self->options.pictures != QING_EXPORT_PICTURES_OMIT &&
         qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE;
}

static void
write_attachment (QingExportWriter *self,
                  QingAttachment *attachment,
                  GBytes *bytes,
                  const char *link)
{
  GString *out = self->out;
  gboolean shown = link != NULL || bytes != NULL;

  g_string_append (out, shown ? "![" : "*");
  append_plain (out, qing_attachment_get_name (attachment));
  g_string_append (out, shown ? "](" : "*\n\n");
  if (!shown)
    return;
  if (link != NULL)
    {
      g_string_append_uri_escaped (out, link, "/", FALSE);
    }
  else
    {
      g_string_append (out, "data:");
      g_string_append_uri_escaped (out, qing_attachment_get_mime_type (attachment), "/+.-", FALSE);
      g_string_append (out, ";base64,");
      qing_base64_append (out, bytes);
    }
  g_string_append (out, ")\n\n");
}

static void
end_message (QingExportWriter *self, QingMessage *message)
{
}

static void
end_conversation (QingExportWriter *self, QingConversation *conversation)
{
}

static void
end (QingExportWriter *self)
{
}

const QingExportOps qing_export_markdown_ops = {
  .begin = begin,
  .begin_conversation = begin_conversation,
  .begin_message = begin_message,
  .wants_bytes = wants_bytes,
  .attachment = write_attachment,
  .end_message = end_message,
  .end_conversation = end_conversation,
  .end = end,
};
