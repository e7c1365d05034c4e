/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask-report.h"

#include "qing-exchange-text.h"
#include "qing-json-pretty.h"
#include "qing-tool-call.h"

#include <math.h>
#include <string.h>

static char *
to_string (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}

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
add_moment (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value < 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, (double) value / 1000.0);
}

static void
add_timing (JsonBuilder *builder, const QingUsage *usage, const QingTiming *timing)
{
  double speed = qing_usage_get_speed (usage, timing);

  json_builder_set_member_name (builder, "timing_ms");
  json_builder_begin_object (builder);
  add_moment (builder, "dns", timing->dns_done);
  add_moment (builder, "connected", timing->connected);
  add_moment (builder, "tls", timing->tls_done);
  add_moment (builder, "first_byte", timing->first_byte);
  add_moment (builder, "first_token", timing->first_token);
  add_moment (builder, "answer_began", timing->answer_began);
  add_moment (builder, "finished", timing->finished);
  json_builder_end_object (builder);
  if (speed > 0)
    {
      json_builder_set_member_name (builder, "tokens_per_second");
      json_builder_add_double_value (builder, round (speed * 10) / 10);
    }
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

/* The request is put in as it was sent: read and written again, its numbers would be others. */
static char *
add_exchange (JsonBuilder *builder, QingExchange *exchange)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *answer = json_to_string (root, FALSE);
  g_autofree char *members = qing_exchange_dup_members (exchange);
  g_autofree char *all = NULL;

  g_assert (g_str_has_suffix (answer, "}"));
  answer[strlen (answer) - 1] = '\0';
  all = g_strdup_printf ("%s,%s}", answer, members);
  return qing_json_pretty (all, -1);
}

char *
qing_ask_report_answer (QingMessage *message, QingExchange *exchange)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gsize length;

  json_builder_begin_object (builder);
  add_string (builder, "model", qing_message_get_model (message));
  add_string (builder, "text", qing_message_get_text (message, NULL));
  qing_message_get_reasoning (message, &length);
  if (length > 0)
    add_string (builder, "reasoning", qing_message_get_reasoning (message, NULL));
  add_tool_calls (builder, qing_message_get_tool_calls (message));
  add_string (builder, "finish_reason", qing_message_get_finish_reason (message));
  add_string (builder, "request_id", qing_message_get_request_id (message));
  add_usage (builder, qing_message_get_usage (message));
  add_timing (builder, qing_message_get_usage (message), qing_message_get_timing (message));
  add_fault (builder, qing_message_get_fault (message));
  json_builder_end_object (builder);
  return exchange != NULL ? add_exchange (builder, exchange) : to_string (builder);
}

static const char *
thinking_name (QingThinking thinking)
{
  static const char *const names[] = { "no", "off", "on", "always", "?" };

  return names[thinking];
}

static char *
modalities_name (QingModalities modalities)
{
  static const char letters[] = "tiva";
  char name[8] = { 0 };
  guint n = 0;

  for (guint i = 0; letters[i] != '\0'; i++)
    if ((modalities & (1u << i)) != 0)
      name[n++] = letters[i];
  return g_strdup (name);
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
      g_autofree char *in = modalities_name (qing_model_info_get_input (info));
      g_autofree char *out = modalities_name (qing_model_info_get_output (info));
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

char *
qing_ask_report_models_json (GListModel *models)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (models, i);
      g_autofree char *in = modalities_name (qing_model_info_get_input (info));
      g_autofree char *out = modalities_name (qing_model_info_get_output (info));

      json_builder_begin_object (builder);
      add_string (builder, "id", qing_model_info_get_id (info));
      add_string (builder, "name", qing_model_info_get_name (info));
      add_string (builder, "family", qing_model_info_get_family (info));
      add_string (builder, "thinking", thinking_name (qing_model_info_get_thinking (info)));
      add_string (builder, "input", in);
      add_string (builder, "output", out);
      add_count (builder, "context", qing_model_info_get_context (info));
      add_count (builder, "max_input", qing_model_info_get_max_input (info, FALSE));
      add_count (builder, "max_output", qing_model_info_get_max_output (info, FALSE));
      add_count (builder, "max_thinking", qing_model_info_get_max_thinking (info));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return to_string (builder);
}
