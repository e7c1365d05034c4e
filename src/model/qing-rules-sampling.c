/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* API page: "Do not set a System Message for the QwQ model. A System Message has no effect on the
 * QVQ model." */
void
qing_rule_system_prompt (const QingSituation *s, QingRule *rule)
{
  if (qing_situation_has (s, QING_FEATURE_NO_SYSTEM))
    qing_rule_refuse (rule, _ ("This model takes no system prompt."));
}

/* API page: "Do not modify the default temperature value for QVQ models." */
static gboolean
is_fixed (const QingSituation *s, QingRule *rule)
{
  if (!qing_situation_has (s, QING_FEATURE_FIXED_SAMPLING))
    return FALSE;
  qing_rule_refuse (rule, _ ("This model’s own value must not be changed."));
  return TRUE;
}

/* protocol.md 1.1: "qwen3.8-max/-flash thinking mode: values < 0.6 are silently raised to 0.6". Not
 * silently here. */
static void
raise_temperature (const QingSituation *s, QingRule *rule)
{
  double least = qing_model_info_get_sampling (s->model, s->thinking)->temperature_minimum;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!s->dashscope || !isfinite (least))
    return;
  rule->minimum = least;
  if (rule->effective == NULL || g_variant_get_double (rule->effective) >= least)
    return;
  rule->effective = g_variant_new_double (least);
  rule->conflict = TRUE;
  qing_rule_say (
    s, rule,
    g_strdup_printf (_ ("While it thinks, this model takes at least %s, which is sent instead."),
                     g_ascii_formatd (number, sizeof number, "%g", least)));
}

void
qing_rule_temperature (const QingSituation *s, QingRule *rule)
{
  qing_rule_fall_back_number (rule,
                              qing_model_info_get_sampling (s->model, s->thinking)->temperature);
  if (!is_fixed (s, rule))
    raise_temperature (s, rule);
}

/* API page: "Both temperature and top_p control the diversity of the generated text. Set only one
 * of them." */
void
qing_rule_top_p (const QingSituation *s, QingRule *rule)
{
  qing_rule_fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)->top_p);
  if (is_fixed (s, rule))
    return;
  if (qing_situation_is_set (s, QING_PARAMETER_TEMPERATURE))
    qing_rule_hold_back (rule, _ ("Temperature is set: only one of the two is sent."));
}

/* protocol.md 1.1: not supported by DeepSeek, Kimi and MiniMax on DashScope. */
void
qing_rule_top_k (const QingSituation *s, QingRule *rule)
{
  static const char *const without[] = { "deepseek", "kimi", "minimax", NULL };
  int value = qing_model_info_get_sampling (s->model, s->thinking)->top_k;

  if (value >= 0)
    rule->fallback = g_variant_new_int64 (value);
  if (qing_situation_is_family (s, without))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else
    is_fixed (s, rule);
}

void
qing_rule_presence_penalty (const QingSituation *s, QingRule *rule)
{
  qing_rule_fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)
                                      ->presence_penalty);
  is_fixed (s, rule);
}

void
qing_rule_repetition_penalty (const QingSituation *s, QingRule *rule)
{
  qing_rule_fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)
                                      ->repetition_penalty);
}

/* API page: "The default and maximum values correspond to the model's maximum output length." */
void
qing_rule_max_tokens (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_output (s->model, s->thinking);

  if (most > 0)
    rule->fallback = g_variant_new_int64 (most);
  qing_rule_limit (s, rule, most);
  if (qing_situation_is_set (s, QING_PARAMETER_MAX_COMPLETION_TOKENS) &&
      qing_situation_has (s, QING_FEATURE_COMPLETION_LIMIT))
    qing_rule_hold_back (rule, _ ("The length with thinking is set, which takes its place."));
}

void
qing_rule_max_completion_tokens (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_output (s->model, s->thinking);

  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_COMPLETION_LIMIT))
    {
      qing_rule_refuse (rule, qing_rule_not_this_model ());
      return;
    }
  if (most > 0)
    qing_rule_limit (s, rule,
                     most +
                       (s->thinking ? MAX (qing_model_info_get_max_thinking (s->model), 0) : 0));
}

/* API page: "Supported only by Qwen3 (non-thinking mode) models. If you pass the tools parameter,
 * set n to 1." */
void
qing_rule_n (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_int64 (1);
  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_SEVERAL))
    qing_rule_refuse (rule, _ ("This model gives one answer at a time."));
  else if (s->dashscope && s->thinking)
    qing_rule_hold_back (rule, _ ("While the model thinks it gives one answer at a time."));
  else if (s->has_tools)
    qing_rule_hold_back (rule, _ ("With tools there is one answer at a time."));
}
