/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message.h"
#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* protocol.md 1.8: thinking and streaming are needed, tools are excluded. */
void
qing_rule_code_interpreter (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_CODE_INTERPRETER))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else if (!s->thinking)
    qing_rule_hold_back (rule, qing_rule_only_thinking ());
  else if (s->has_tools)
    qing_rule_hold_back (rule, _ ("Not together with tools."));
}

static gboolean
has_tools (const QingSituation *s, QingRule *rule)
{
  if (s->dashscope && s->known && !qing_situation_has (s, QING_FEATURE_TOOLS))
    qing_rule_refuse (rule, _ ("This model does not use tools."));
  else if (!s->has_tools)
    qing_rule_hold_back (rule, _ ("Only with tools."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
ends_in_tool_result (const QingSituation *s)
{
  QingMessage *last = NULL;

  if (s->messages != NULL && s->messages->len > 0)
    last = g_ptr_array_index (s->messages, s->messages->len - 1);
  return last != NULL && qing_message_get_role (last) == QING_ROLE_TOOL;
}

/* protocol.md 1.1: ""required" not supported by Qwen … works for kimi/kimi-k3". */
static gboolean
takes_required (const QingSituation *s)
{
  return g_str_equal (qing_model_info_get_id (s->model), "kimi/kimi-k3");
}

/* API page: "Models in thinking mode do not support forcing a specific tool." protocol.md 1.1: a
 * forced choice is dropped in the request that carries the results, and "required" is not taken. */
void
qing_rule_tool_choice (const QingSituation *s, QingRule *rule)
{
  const char *value =
    rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : "auto";
  gboolean forced = !g_str_equal (value, "auto") && !g_str_equal (value, "none");

  rule->fallback = g_variant_new_string ("auto");
  if (!has_tools (s, rule))
    return;
  if (s->dashscope && g_str_equal (value, "required") && !takes_required (s))
    qing_rule_hold_back (rule, _ ("DashScope does not take “required”: name the tool."));
  else if (s->dashscope && forced && s->thinking)
    qing_rule_hold_back (rule, _ ("While the model thinks, no tool can be forced."));
  else if (forced && ends_in_tool_result (s))
    rule->effective = NULL;
}

void
qing_rule_parallel_tool_calls (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (!s->dashscope);
  has_tools (s, rule);
}

/* protocol.md 1.1: without it GLM returns no calls at all. */
void
qing_rule_tool_stream (const QingSituation *s, QingRule *rule)
{
  static const char *const needed[] = { "glm", NULL };

  if (!qing_situation_has (s, QING_FEATURE_TOOL_STREAM))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else if (!s->streaming)
    qing_rule_hold_back (rule, _ ("Only for streamed answers."));
  else if (has_tools (s, rule) && rule->effective == NULL && qing_situation_is_family (s, needed))
    rule->effective = g_variant_new_boolean (TRUE);
}

static gboolean
has_logprobs (const QingSituation *s, QingRule *rule)
{
  if (!s->dashscope || qing_situation_has (s, QING_FEATURE_LOGPROBS))
    return TRUE;
  qing_rule_refuse (rule, qing_rule_not_this_model ());
  return FALSE;
}

void
qing_rule_logprobs (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  has_logprobs (s, rule);
}

/* API page: "This parameter applies only if logprobs is set to true." */
void
qing_rule_top_logprobs (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_int64 (0);
  if (has_logprobs (s, rule) && !qing_situation_get_switch (s, QING_PARAMETER_LOGPROBS))
    qing_rule_hold_back (rule, _ ("Only with token probabilities."));
}

/* protocol.md 1.1: "qwen-mt-* only"; these models do nothing without it. */
static void
translate (const QingSituation *s, QingRule *rule, const char *otherwise)
{
  if (!qing_situation_has (s, QING_FEATURE_TRANSLATION))
    {
      qing_rule_refuse (rule, _ ("Only for models that translate."));
      return;
    }
  rule->fallback = g_variant_new_string (otherwise);
  if (rule->effective == NULL)
    rule->effective = g_variant_new_string (otherwise);
}

void
qing_rule_translate_from (const QingSituation *s, QingRule *rule)
{
  translate (s, rule, "auto");
}

void
qing_rule_translate_to (const QingSituation *s, QingRule *rule)
{
  translate (s, rule, "English");
}

void
qing_rule_content_inspection (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
}

/* protocol.md 3.4: "3–120 advised, 0 = off". */
void
qing_rule_wait_timeout (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_int64 (0);
}

/* What decides is in qing-ruling.c, because other rules look at it. */
void
qing_rule_stream (const QingSituation *s, QingRule *rule)
{
  gboolean wanted = rule->effective == NULL || g_variant_get_boolean (rule->effective);

  rule->fallback = g_variant_new_boolean (TRUE);
  if (!wanted && s->streaming)
    {
      rule->conflict = TRUE;
      rule->reason = _ ("This model, as it is set, answers only as a stream.");
    }
  rule->effective = g_variant_new_boolean (s->streaming);
}

/* protocol.md 1.1: stream_options must not be sent without a stream. */
void
qing_rule_include_usage (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (TRUE);
  if (!s->streaming)
    {
      qing_rule_refuse (rule, _ ("An answer that is not streamed always has its count."));
      return;
    }
  if (rule->effective == NULL)
    rule->effective = g_variant_new_boolean (TRUE);
}

void
qing_rule_extra_body (const QingSituation *s, QingRule *rule)
{
  g_autoptr (JsonNode) node = NULL;

  if (rule->effective == NULL)
    return;
  node = json_from_string (g_variant_get_string (rule->effective, NULL), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    qing_rule_hold_back (rule, _ ("This is not a JSON object."));
}
