/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask-report.h"

#include "qing-exchange-text.h"
#include "qing-json-pretty.h"
#include "qing-tool-call.h"

#include <string.h>

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_count (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value < 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_usage (JsonBuilder *builder, const QingUsage *usage)
{
  if (!qing_usage_is_known (usage))
    return;
  json_builder_set_member_name (builder, "usage");
  json_builder_begin_object (builder);
  add_count (builder, "prompt_tokens", usage->prompt);
  add_count (builder, "completion_tokens", usage->completion);
  add_count (builder, "total_tokens", usage->total);
  add_count (builder, "cached_tokens", usage->cached);
  add_count (builder, "cache_creation_tokens", usage->cache_creation);
  add_count (builder, "reasoning_tokens", usage->reasoning);
  add_count (builder, "prompt_text_tokens", usage->prompt_text);
  add_count (builder, "prompt_image_tokens", usage->prompt_image);
  add_count (builder, "prompt_video_tokens", usage->prompt_video);
  add_count (builder, "prompt_audio_tokens", usage->prompt_audio);
  add_count (builder, "completion_text_tokens", usage->completion_text);
  add_count (builder, "completion_audio_tokens", usage->completion_audio);
  json_builder_end_object (builder);
}

/* Microseconds become milliseconds, which is what people compare. */
static void
add_moment (GString *text, const char *name, gint64 value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (value < 0)
    return;
  g_ascii_formatd (number, sizeof number, "%.3f", (double) value / 1000.0);
  g_string_append_printf (text, "%s\"%s\":%s", g_str_has_suffix (text->str, "{") ? "" : ",", name,
                          number);
}

static void
add_timing (GString *text, const QingUsage *usage, const QingTiming *timing)
{
  double speed = qing_usage_get_speed (usage, timing);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, ",\"timing_ms\":{");
  add_moment (text, "dns", timing->dns_done);
  add_moment (text, "connected", timing->connected);
  add_moment (text, "tls", timing->tls_done);
  add_moment (text, "first_byte", timing->first_byte);
  add_moment (text, "first_token", timing->first_token);
  add_moment (text, "answer_began", timing->answer_began);
  add_moment (text, "finished", timing->finished);
  g_string_append_c (text, '}');
  if (speed > 0)
    g_string_append_printf (text, ",\"tokens_per_second\":%s",
                            g_ascii_formatd (number, sizeof number, "%.1f", speed));
}

static void
add_fault (JsonBuilder *builder, const QingFault *fault)
{
  if (fault == NULL)
    return;
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  add_string (builder, "summary", fault->summary);
  add_string (builder, "detail", fault->detail);
  add_string (builder, "code", fault->server_code);
  add_string (builder, "request_id", fault->request_id);
  add_count (builder, "status", fault->http_status > 0 ? fault->http_status : -1);
  json_builder_end_object (builder);
}

static void
add_tool_calls (JsonBuilder *builder, GListModel *calls)
{
  guint n = g_list_model_get_n_items (calls);

  if (n == 0)
    return;
  json_builder_set_member_name (builder, "tool_calls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);

      json_builder_begin_object (builder);
      add_string (builder, "id", qing_tool_call_get_id (call));
      add_string (builder, "name", qing_tool_call_get_name (call));
      add_string (builder, "arguments", qing_tool_call_get_arguments (call));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What one of several answers says. */
static void
add_answer (JsonBuilder *builder, QingMessage *message)
{
  gsize length;

  add_string (builder, "text", qing_message_get_text (message, NULL));
  qing_message_get_reasoning (message, &length);
  if (length > 0)
    add_string (builder, "reasoning", qing_message_get_reasoning (message, NULL));
  add_tool_calls (builder, qing_message_get_tool_calls (message));
  add_string (builder, "finish_reason", qing_message_get_finish_reason (message));
}

static void
add_others (JsonBuilder *builder, GPtrArray *answers)
{
  if (answers->len < 2)
    return;
  json_builder_set_member_name (builder, "alternatives");
  json_builder_begin_array (builder);
  for (guint i = 1; i < answers->len; i++)
    {
      json_builder_begin_object (builder);
      add_answer (builder, g_ptr_array_index (answers, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
qing_ask_report_answer (GPtrArray *answers, QingExchange *exchange)
{
  QingMessage *message = g_ptr_array_index (answers, 0);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GString) all = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "model", qing_message_get_model (message));
  add_answer (builder, message);
  add_others (builder, answers);
  add_string (builder, "request_id", qing_message_get_request_id (message));
  add_usage (builder, qing_message_get_usage (message));
  add_fault (builder, qing_message_get_fault (message));
  json_builder_end_object (builder);

  /* What follows keeps the spelling of its numbers: the builder would write 0.1 in 17 digits, and
   * the request is put in as it was sent. */
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  all = g_string_new_len (text, (gssize) strlen (text) - 1);
  add_timing (all, qing_message_get_usage (message), qing_message_get_timing (message));
  if (exchange != NULL)
    {
      g_autofree char *members = qing_exchange_dup_members (exchange);

      g_string_append_printf (all, ",%s", members);
    }
  g_string_append_c (all, '}');
  return qing_json_pretty (all->str, (gssize) all->len);
}

static const char *
thinking_name (QingThinking thinking)
{
  static const char *const names[] = { "no", "off", "on", "always", "?" };

  return names[thinking];
}

static char *
count_name (gint64 count)
{
  return count < 0 ? g_strdup ("?") : g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

char *
qing_ask_report_models_table (GListModel *models)
{
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "%-32s %-9s %-10s %10s %10s %9s\n", "MODEL", "THINKING", "IN>OUT",
                          "CONTEXT", "ANSWER", "THOUGHT");
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (models, i);
      g_autofree char *in = qing_modalities_to_string (qing_model_info_get_input (info));
      g_autofree char *out = qing_modalities_to_string (qing_model_info_get_output (info));
      g_autofree char *flow = g_strdup_printf ("%s>%s", in, out);
      g_autofree char *context = count_name (qing_model_info_get_context (info));
      g_autofree char *answer = count_name (qing_model_info_get_max_output (info, FALSE));
      g_autofree char *thought = count_name (qing_model_info_get_max_thinking (info));

      g_string_append_printf (table, "%-32s %-9s %-10s %10s %10s %9s\n",
                              qing_model_info_get_id (info),
                              thinking_name (qing_model_info_get_thinking (info)), flow, context,
                              answer, thought);
    }
  return g_string_free (table, FALSE);
}

/* Rows as a models file has them, to be copied into one and changed. */
char *
qing_ask_report_models_json (GListModel *models)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (models, i);
      g_autofree char *row = qing_model_info_to_json (info);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", row);
    }
  g_string_append_c (text, ']');
  return qing_json_pretty (text->str, (gssize) text->len);
}
