/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-dump.h"

#include "qing-attachment.h"
#include "qing-message-private.h"
#include "qing-tool-call.h"

static void
append_text (GString *out, const char *name, const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  escaped = g_strescape (text, NULL);
  g_string_append_printf (out, " %s=\"%s\"", name, escaped);
}

static void
append_time (GString *out, const char *name, gint64 time)
{
  if (g_get_real_time () - time < G_TIME_SPAN_HOUR)
    g_string_append_printf (out, " %s=now", name);
  else
    g_string_append_printf (out, " %s=%" G_GINT64_FORMAT, name, time);
}

static void
append_numbers (GString *out, const char *name, const gint64 *numbers, gsize n, gint64 first)
{
  gboolean known = numbers[0] != first;

  for (gsize i = 1; i < n; i++)
    known = known || numbers[i] != -1;
  if (!known)
    return;
  g_string_append_printf (out, " %s=", name);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", numbers[i]);
}

static void
append_bytes (GString *out, const char *name, GBytes *bytes)
{
  g_autofree char *digest =
    bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes) : NULL;

  if (bytes != NULL)
    g_string_append_printf (out, " %s=%.8s", name, digest);
}

static void
append_attachments (GString *out, QingMessage *message, const char *indent)
{
  GListModel *attachments = qing_message_get_attachments (message);

  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);
      int width;
      int height;

      qing_attachment_get_dimensions (attachment, &width, &height);
      g_string_append_printf (out, "%s  @ %d %s \"%s\" %" G_GSIZE_FORMAT " %dx%d", indent,
                              qing_attachment_get_kind (attachment),
                              qing_attachment_get_mime_type (attachment),
                              qing_attachment_get_name (attachment),
                              qing_attachment_get_size (attachment), width, height);
      append_text (out, "uid", qing_attachment_get_uid (attachment));
      append_bytes (out, "bytes", qing_attachment_get_bytes (attachment));
      append_bytes (out, "thumbnail", qing_attachment_get_thumbnail (attachment));
      g_string_append_c (out, '\n');
    }
}

static void
append_calls (GString *out, QingMessage *message, const char *indent)
{
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);

      g_string_append_printf (out, "%s  > %d", indent, qing_tool_call_get_state (call));
      append_text (out, "id", qing_tool_call_get_id (call));
      append_text (out, "name", qing_tool_call_get_name (call));
      append_text (out, "arguments", qing_tool_call_get_arguments (call));
      append_text (out, "result", qing_tool_call_get_result (call));
      g_string_append_c (out, '\n');
    }
}

static void
append_fault (GString *out, const QingFault *fault)
{
  if (fault == NULL)
    return;
  g_string_append_printf (out, " fault=%d/%d/%d/%d/%d", fault->code, fault->action,
                          fault->http_status, fault->retry_after_ms, fault->retryable);
  append_text (out, "summary", fault->summary);
  append_text (out, "detail", fault->detail);
  append_text (out, "server-code", fault->server_code);
  append_text (out, "fault-request", fault->request_id);
  append_text (out, "parameter", fault->parameter);
}

static void
append_logprobs (GString *out, QingLogprobs *logprobs)
{
  for (guint i = 0; logprobs != NULL && i < qing_logprobs_get_n (logprobs); i++)
    {
      QingToken token;

      qing_logprobs_get_token (logprobs, i, &token);
      g_string_append_printf (out, " token=%u+%u:%.17g/%u", token.start, token.length,
                              token.logprob, token.n_alternatives);
    }
}

static void
append_message (GString *out, QingMessage *message, const char *indent, gboolean chosen)
{
  static const char *const roles[] = { "?", "system", "user", "assistant", "tool" };

  g_string_append_printf (out, "%s%c %s", indent, chosen ? '*' : '-',
                          roles[qing_message_get_role (message)]);
  append_text (out, "text", qing_message_get_text (message, NULL));
  append_text (out, "reasoning", qing_message_get_reasoning (message, NULL));
  append_text (out, "model", qing_message_get_model (message));
  append_text (out, "finish", qing_message_get_finish_reason (message));
  append_text (out, "request", qing_message_get_request_id (message));
  append_text (out, "answers", qing_message_get_tool_call_id (message));
  append_text (out, "verdict", qing_message_get_verdict (message));
  append_logprobs (out, qing_message_get_logprobs (message));
  if (qing_message_get_state (message) != QING_MESSAGE_COMPLETE)
    g_string_append_printf (out, " state=%d", qing_message_get_state (message));
  append_fault (out, qing_message_get_fault (message));
  append_numbers (out, "usage", (const gint64 *) (gconstpointer) qing_message_get_usage (message),
                  sizeof (QingUsage) / sizeof (gint64), -1);
  append_numbers (out, "timing", (const gint64 *) (gconstpointer) qing_message_get_timing (message),
                  sizeof (QingTiming) / sizeof (gint64), 0);
  append_time (out, "created", qing_message_get_created (message));
  append_text (out, "uid", qing_message_get_uid (message));
  g_string_append_c (out, '\n');
  append_attachments (out, message, indent);
  append_calls (out, message, indent);
}

static QingMessage *
get_chosen (QingMessage *message)
{
  QingMessage *chosen = qing_message_get_chosen (message);
  guint n = qing_message_get_n_children (message);

  return chosen != NULL || n == 0 ? chosen : qing_message_get_child (message, n - 1);
}

/* A branch that does not fork goes straight down; only siblings are indented. */
static void
append_tree (GString *out, QingMessage *message, guint depth, gboolean chosen)
{
  while (message != NULL)
    {
      g_autofree char *indent = g_strnfill (2 * depth + 2, ' ');
      guint n = qing_message_get_n_children (message);
      QingMessage *down = get_chosen (message);

      append_message (out, message, indent, chosen);
      if (n <= 1)
        {
          chosen = TRUE;
          message = down;
          continue;
        }
      for (guint i = 0; i < n; i++)
        append_tree (out, qing_message_get_child (message, i), depth + 1,
                     qing_message_get_child (message, i) == down);
      return;
    }
}

static void
append_conversation (GString *out, QingConversation *conversation)
{
  g_autofree char *parameters =
    qing_parameters_to_json (qing_conversation_get_parameters (conversation));
  g_autoptr (QingMessage) first = g_list_model_get_item (G_LIST_MODEL (conversation), 0);

  g_string_append (out, "conversation");
  append_text (out, "title", qing_conversation_get_title (conversation));
  append_text (out, "model", qing_conversation_get_model (conversation));
  append_text (out, "account", qing_conversation_get_account (conversation));
  append_text (out, "folder", qing_conversation_get_folder (conversation));
  append_text (out, "draft", qing_conversation_get_draft (conversation));
  g_string_append_printf (out, "%s%s%s",
                          qing_conversation_is_title_final (conversation) ? " final" : "",
                          qing_conversation_get_pinned (conversation) ? " pinned" : "",
                          qing_conversation_get_archived (conversation) ? " archived" : "");
  append_time (out, "created", qing_conversation_get_created (conversation));
  append_time (out, "updated", qing_conversation_get_updated (conversation));
  append_text (out, "uid", qing_conversation_get_uid (conversation));
  g_string_append_printf (out, "\n  parameters %s\n", parameters);
  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    {
      QingMessage *root = qing_conversation_get_root (conversation, i);

      append_tree (out, root, 0, root == first);
    }
}

char *
qing_dump_conversation (QingConversation *conversation)
{
  GString *out = g_string_new (NULL);

  append_conversation (out, conversation);
  return g_string_free (out, FALSE);
}

char *
qing_dump_import (GPtrArray *conversations, QingImportReport *report)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out,
                          "%s: %u conversations, %u messages, %u attachments; %u hidden,"
                          " %u orphans, %u missing, %u refused, %u empty, %u duplicate\n",
                          qing_import_format_get_label (report->format), report->n_conversations,
                          report->n_messages, report->n_attachments, report->n_hidden,
                          report->n_orphans, report->n_missing_files, report->n_refused_files,
                          report->n_empty, report->n_duplicates);
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (out, "! %s\n", (char *) g_ptr_array_index (report->notes, i));
  for (guint i = 0; i < conversations->len; i++)
    append_conversation (out, g_ptr_array_index (conversations, i));
  return g_string_free (out, FALSE);
}

static void
keep_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
wait_for (GAsyncResult **result, QingImportReport **report, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  kept = *result;
  return qing_import_finish (kept, report, error);
}

GPtrArray *
qing_import_and_wait (GBytes *bytes, QingImportReport **report, GError **error)
{
  GAsyncResult *result = NULL;

  qing_import_bytes_async (bytes, NULL, NULL, NULL, NULL, keep_result_cb, &result);
  return wait_for (&result, report, error);
}

GPtrArray *
qing_import_file_and_wait (GFile *file, QingImportReport **report, GError **error)
{
  GAsyncResult *result = NULL;

  qing_import_async (file, NULL, NULL, NULL, NULL, keep_result_cb, &result);
  return wait_for (&result, report, error);
}
