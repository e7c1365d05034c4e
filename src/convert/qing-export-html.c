/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-writer.h"

#include "qing-base64.h"
#include "qing-html-text.h"
#include "qing-tool-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The page asks nobody for anything, and would not be allowed to. */
static const char head[] =
  "<meta charset=\"utf-8\">\n"
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
  " media-src data:; style-src 'unsafe-inline'\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<meta name=\"color-scheme\" content=\"light dark\">\n"
  "<meta name=\"generator\" content=\"Qingtan\">\n";

static const char style[] =
  "<style>\n"
  ":root { color-scheme: light dark; --text: #1d1d20; --page: #fff; --faint: #66666e;\n"
  "  --bubble: #eef1f6; --code: #f5f5f7; --line: #d8d8de; --link: #1a5fb4; }\n"
  "@media (prefers-color-scheme: dark) { :root { --text: #ececf0; --page: #1d1d20;\n"
  "  --faint: #a0a0aa; --bubble: #2c3340; --code: #28282c; --line: #44444c; --link: #99c1f1; } }\n"
  "body { color: var(--text); background: var(--page); font: 16px/1.55 system-ui, sans-serif;\n"
  "  max-width: 760px; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere; }\n"
  "h1 { font-size: 1.6em; line-height: 1.25; margin: 1em 0 0; } time, .role { color: "
  "var(--faint);\n"
  "  font-size: .85em; } .role { font-weight: 600; margin: 2em 0 .4em; }\n"
  "h3, h4, h5, h6 { margin: 1.2em 0 .4em; } a { color: var(--link); }\n"
  ".user .body { background: var(--bubble); border-radius: 12px; padding: 10px 14px; }\n"
  ".plain { white-space: pre-wrap; } .plain, li p, blockquote p, .footnote p {\n"
  "  unicode-bidi: plaintext; } pre, .math { direction: ltr; }\n"
  "pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px;\n"
  "  padding: 10px 12px; overflow-x: auto; font: .88em/1.45 monospace; white-space: pre; }\n"
  "code { font-family: monospace; font-size: .92em; } pre code { font-size: 1em; }\n"
  ":not(pre) > code { background: var(--code); border-radius: 4px; padding: 1px 4px; }\n"
  ".table { overflow-x: auto; } table { border-collapse: collapse; margin: .8em 0; }\n"
  "th, td { border: 1px solid var(--line); padding: 4px 10px; text-align: start; }\n"
  "th { background: var(--code); } .center { text-align: center; } .right { text-align: right; }\n"
  "blockquote { border-inline-start: 3px solid var(--line); margin: .8em 0; padding: 0 1em;\n"
  "  color: var(--faint); } li.task { list-style: none; } li > p:first-child { display: inline; }\n"
  ".math { overflow-x: auto; margin: .8em 0; } math { font-size: 1.1em; }\n"
  "details { border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; margin: .6em "
  "0;\n"
  "  color: var(--faint); } summary { cursor: pointer; } .fault { color: #c01c28; }\n"
  "img { max-width: 100%; height: auto; border-radius: 8px; } hr { border: 0; border-top: 1px\n"
  "  solid var(--line); } article { margin-top: 1em; } .conversation + .conversation {\n"
  "  border-top: 2px solid var(--line); margin-top: 3em; }\n"
  "@media print { body { max-width: none; padding: 0; color: #000; background: #fff;\n"
  "  font-size: 11pt; } pre { white-space: pre-wrap; } pre, table, img, .user { break-inside:\n"
  "  avoid; } .role, h1, h3, h4 { break-after: avoid; } .conversation + .conversation {\n"
  "  break-before: page; border: 0; } }\n"
  "</style>\n";

static void
begin (QingExportWriter *self)
{
}

/* The page is named after the conversation when it holds but one. */
static void
append_head (QingExportWriter *self, QingConversation *conversation)
{
  g_string_append (self->out, "<!DOCTYPE html>\n<html>\n<head>\n");
  g_string_append (self->out, head);
  g_string_append (self->out, "<title>");
  qing_html_append_text (self->out,
                         self->n_conversations == 1 ? qing_export_get_title (conversation)
                                                    : _ ("Conversations"),
                         -1);
  g_string_append (self->out, "</title>\n");
  g_string_append (self->out, style);
  g_string_append (self->out, "</head>\n<body>\n");
}

static void
begin_conversation (QingExportWriter *self, QingConversation *conversation)
{
  GString *out = self->out;
  g_autofree char *time = qing_export_dup_time (qing_conversation_get_created (conversation));
  const char *prompt = qing_export_get_prompt (conversation);

  if (self->conversation == 0)
    append_head (self, conversation);
  g_string_append (out, "<section class=\"conversation\">\n<h1 dir=\"auto\">");
  qing_html_append_text (out, qing_export_get_title (conversation), -1);
  g_string_append_printf (out, "</h1>\n<time>%s</time>\n", time);
  if (prompt == NULL)
    return;
  g_string_append_printf (out, "<details><summary>%s</summary>\n<div class=\"plain\" dir=\"auto\">",
                          _ ("System prompt"));
  qing_html_append_text (out, prompt, -1);
  g_string_append (out, "</div></details>\n");
}

static void
append_calls (GString *out, QingMessage *message)
{
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);

      g_string_append_printf (out, "<details><summary>%s: ", _ ("Tool call"));
      qing_html_append_text (out, qing_tool_call_get_name (call), -1);
      g_string_append (out, "</summary><pre>");
      qing_html_append_text (out, qing_tool_call_get_arguments (call), -1);
      g_string_append (out, "</pre></details>\n");
    }
}

static void
append_role (GString *out, QingMessage *message)
{
  const char *model = qing_message_get_model (message);

  g_string_append (out, "<div class=\"role\">");
  g_string_append (out, qing_export_get_role_label (qing_message_get_role (message)));
  if (model != NULL && *model != '\0')
    {
      g_string_append (out, " · ");
      qing_html_append_text (out, model, -1);
    }
  g_string_append (out, "</div>\n");
}

/* What a user wrote is not Markdown, in the window neither. */
static void
append_body (GString *out, QingMessage *message)
{
  const char *text = qing_message_get_text (message, NULL);

  if (*text == '\0')
    return;
  if (qing_message_get_role (message) == QING_ROLE_ASSISTANT)
    {
      qing_html_append_markdown (out, text);
      return;
    }
  g_string_append (out, "<div class=\"plain\" dir=\"auto\">");
  qing_html_append_text (out, text, -1);
  g_string_append (out, "</div>\n");
}

static void
begin_message (QingExportWriter *self, QingMessage *message)
{
  GString *out = self->out;
  const char *reasoning = qing_message_get_reasoning (message, NULL);
  const QingFault *fault = qing_message_get_fault (message);

  g_string_append (out, qing_message_get_role (message) == QING_ROLE_USER
                          ? "<article class=\"user\">\n"
                          : "<article>\n");
  append_role (out, message);
  if (self->options.reasoning && *reasoning != '\0')
    {
      g_string_append_printf (out, "<details><summary>%s</summary>\n", _ ("Thoughts"));
      qing_html_append_markdown (out, reasoning);
      g_string_append (out, "</details>\n");
    }
  g_string_append (out, "<div class=\"body\">\n");
  append_body (out, message);
  append_calls (out, message);
  if (fault == NULL)
    return;
  g_string_append (out, "<p class=\"fault\">");
  qing_html_append_text (out, fault->summary, -1);
  g_string_append (out, "</p>\n");
}

static gboolean
wants_bytes (QingExportWriter *self, QingAttachment *attachment)
{
  return qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE;
}

/* Of a claimed type only what is one: a data URI with a type like "text/html" would be a page. */
static void
write_attachment (QingExportWriter *self,
                  QingAttachment *attachment,
                  GBytes *bytes,
                  const char *link)
{
  GString *out = self->out;
  const char *type = bytes != NULL ? qing_mime_sniff (bytes) : NULL;

  if (type == NULL || !g_str_has_prefix (type, "image/"))
    {
      g_string_append (out, "<p dir=\"auto\">\360\237\223\216 ");
      qing_html_append_text (out, qing_attachment_get_name (attachment), -1);
      g_string_append (out, "</p>\n");
      return;
    }
  g_string_append (out, "<p><img alt=\"");
  qing_html_append_text (out, qing_attachment_get_name (attachment), -1);
  g_string_append_printf (out, "\" src=\"data:%s;base64,", type);
  qing_base64_append (out, bytes);
  g_string_append (out, "\"></p>\n");
}

static void
end_message (QingExportWriter *self, QingMessage *message)
{
  g_string_append (self->out, "</div>\n</article>\n");
}

static void
end_conversation (QingExportWriter *self, QingConversation *conversation)
{
  g_string_append (self->out, "</section>\n");
}

static void
end (QingExportWriter *self)
{
  if (self->n_conversations == 0)
    {
      g_autoptr (QingConversation) none = qing_conversation_new ();

      append_head (self, none);
    }
  g_string_append (self->out, "</body>\n</html>\n");
}

const QingExportOps qing_export_html_ops = {
  .begin = begin,
  .begin_conversation = begin_conversation,
  .begin_message = begin_message,
  .wants_bytes = wants_bytes,
  .attachment = write_attachment,
  .end_message = end_message,
  .end_conversation = end_conversation,
  .end = end,
};
