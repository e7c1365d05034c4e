/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>

/* protocol.md 3.2 and 8.1: refused by models that never think, and "false" by those that always
 * do. Partial mode (1.3), titles and tests need it off. */
void
qing_rule_enable_thinking (const QingSituation *s, QingRule *rule)
{
  QingThinking thinking = qing_model_info_get_thinking (s->model);

  if (thinking == QING_THINKING_NONE)
    qing_rule_refuse (rule, _ ("This model does not think."));
  else if (thinking == QING_THINKING_ALWAYS)
    qing_rule_refuse (rule, _ ("This model always thinks."));
  else if (thinking != QING_THINKING_UNKNOWN)
    rule->fallback = g_variant_new_boolean (thinking == QING_THINKING_HYBRID_ON);

  /* protocol.md 1.8: the code interpreter wants the switch said aloud. */
  if (rule->offered && s->dashscope && s->thinking && rule->effective == NULL &&
      qing_situation_has (s, QING_FEATURE_CODE_INTERPRETER) &&
      qing_situation_get_switch (s, QING_PARAMETER_ENABLE_CODE_INTERPRETER) && !s->has_tools)
    rule->effective = g_variant_new_boolean (TRUE);
  if (rule->offered && s->purpose != QING_PURPOSE_CHAT &&
      (thinking != QING_THINKING_UNKNOWN || rule->effective != NULL))
    rule->effective = g_variant_new_boolean (FALSE);
}

/* What refines the thinking makes no sense without it. */
static const char *
say_off (const QingSituation *s)
{
  return s->purpose == QING_PURPOSE_CHAT ? _ ("Thinking is off in this conversation.")
                                         : qing_rule_only_thinking ();
}

/* protocol.md 1.1: at most the model's chain of thought; not together with reasoning_effort. */
void
qing_rule_thinking_budget (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_thinking (s->model);

  /* The limit of some is not known; they take a budget all the same ("GLM, Kimi"). */
  if (qing_situation_has (s, QING_FEATURE_NO_BUDGET) ||
      qing_model_info_get_thinking (s->model) == QING_THINKING_NONE)
    {
      qing_rule_refuse (rule, qing_rule_not_this_model ());
      return;
    }
  if (!s->thinking)
    {
      qing_rule_refuse (rule, say_off (s));
      return;
    }
  if (most > 0)
    rule->fallback = g_variant_new_int64 (most);
  qing_rule_limit (s, rule, most);
}

/* protocol.md 1.1: low, medium and xhigh on Qwen3.8, high and max on DeepSeek and GLM; "none" is
 * thinking off, so that it stays to be changed when it is what switched it off. */
void
qing_rule_reasoning_effort (const QingSituation *s, QingRule *rule)
{
  static const char *const qwen[] = { "none", "low", "medium", "xhigh", NULL };
  static const char *const others[] = { "high", "max", NULL };
  static const char *const standard[] = { "low", "medium", "high", NULL };
  static const char *const foreign[] = { "deepseek", "glm", NULL };
  const char *value = rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : NULL;

  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_EFFORT))
    {
      qing_rule_refuse (rule, qing_rule_not_this_model ());
      return;
    }
  if (s->dashscope && !s->thinking && g_strcmp0 (value, "none") != 0)
    {
      qing_rule_refuse (rule, say_off (s));
      return;
    }
  rule->choices = !s->dashscope ? standard : qing_situation_is_family (s, foreign) ? others : qwen;
  if (value != NULL && !g_strv_contains (rule->choices, value))
    qing_rule_hold_back (rule, _ ("This model does not know this effort."));
  else if (s->dashscope && qing_situation_is_set (s, QING_PARAMETER_THINKING_BUDGET) &&
           !qing_situation_has (s, QING_FEATURE_NO_BUDGET))
    qing_rule_hold_back (rule, _ ("The thinking budget is set: only one of the two is sent."));
  else if (s->purpose != QING_PURPOSE_CHAT)
    qing_rule_hold_back (rule, qing_rule_only_thinking ());
}

/* protocol.md 1.1: replays earlier thoughts, which a request without thinking does not carry. */
void
qing_rule_preserve_thinking (const QingSituation *s, QingRule *rule)
{
  static const char *const on[] = { "qwen3.8", "qwen3.8-omni", NULL };

  if (!qing_situation_has (s, QING_FEATURE_PRESERVE_THINKING))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else if (!s->thinking)
    qing_rule_refuse (rule, say_off (s));
  else
    rule->fallback = g_variant_new_boolean (qing_situation_is_family (s, on));
}

/* protocol.md 1.1: "GLM only", "default false (glm-5.3: true)". */
void
qing_rule_clear_thinking (const QingSituation *s, QingRule *rule)
{
  static const char *const families[] = { "glm", NULL };

  if (!qing_situation_is_family (s, families))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else
    rule->fallback =
      g_variant_new_boolean (g_str_equal (qing_model_info_get_id (s->model), "glm-5.3"));
}
