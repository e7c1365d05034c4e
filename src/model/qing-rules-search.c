/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>

void
qing_rule_enable_search (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_SEARCH))
    qing_rule_refuse (rule, _ ("This model does not search the web."));
  /* protocol.md 6, row "deepseek-v3.2 (-exp), v3.1": "exp/v3.1: only non-think" */
  else if (s->thinking && qing_situation_has (s, QING_FEATURE_SEARCH_PLAIN))
    qing_rule_hold_back (rule, _ ("This model searches only when it does not think."));
}

/* Whether a search will be made, so that its options mean something. */
static gboolean
will_search (const QingSituation *s, QingRule *rule)
{
  if (!qing_situation_has (s, QING_FEATURE_SEARCH))
    qing_rule_refuse (rule, _ ("This model does not search the web."));
  else if (!s->search)
    qing_rule_hold_back (rule, _ ("Only with web search."));
  else
    return TRUE;
  return FALSE;
}

/* API page: agent only on the models it lists, agent_max on qwen3-max only in thinking mode. */
void
qing_rule_search_strategy (const QingSituation *s, QingRule *rule)
{
  static const char *const max[] = { "qwen3-max", NULL };
  const char *const *taken = qing_model_info_get_search_strategies (s->model);
  const char *forced = qing_situation_get_strategy (s);
  const char *value = rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : NULL;

  if (qing_situation_has (s, QING_FEATURE_SEARCH) && taken[0] == NULL)
    {
      qing_rule_refuse (rule, qing_rule_not_this_model ());
      return;
    }
  if (!will_search (s, rule))
    return;
  rule->choices = taken;
  rule->fallback = g_variant_new_string (taken[0]);
  if (value != NULL && !g_strv_contains (taken, value))
    qing_rule_hold_back (rule, _ ("This model does not know this strategy."));
  else if (g_strcmp0 (value, "agent_max") == 0 && !s->thinking && qing_situation_is_family (s, max))
    qing_rule_hold_back (rule, qing_rule_only_thinking ());
  if (rule->effective == NULL && forced != NULL && taken[1] == NULL)
    rule->effective = g_variant_new_string (forced);
}

/* API page: "When agent or agent_max is enabled … all other web search features are
 * unavailable." */
static gboolean
searches_plainly (const QingSituation *s, QingRule *rule)
{
  const char *strategy = qing_situation_get_strategy (s);

  if (!will_search (s, rule))
    return FALSE;
  if (strategy == NULL || !g_str_has_prefix (strategy, "agent"))
    return TRUE;
  qing_rule_hold_back (rule, _ ("Not with the agent strategies."));
  return FALSE;
}

void
qing_rule_search_option (const QingSituation *s, QingRule *rule)
{
  searches_plainly (s, rule);
}

/* protocol.md 1.5: at most 25 sites, with the turbo strategy. */
void
qing_rule_search_sites (const QingSituation *s, QingRule *rule)
{
  const char *strategy = qing_situation_get_strategy (s);

  if (!searches_plainly (s, rule))
    return;
  if (strategy != NULL && !g_str_equal (strategy, "turbo"))
    qing_rule_hold_back (rule, _ ("Only with the turbo strategy."));
  else if (rule->effective != NULL && g_variant_n_children (rule->effective) > 25)
    qing_rule_hold_back (rule, _ ("At most 25 sites."));
}

/* protocol.md 1.1: qwen-max, qwen-plus-latest and qwen-flash. */
void
qing_rule_text_image_mixed (const QingSituation *s, QingRule *rule)
{
  static const char *const families[] = { "qwen-max", "qwen-flash", NULL };

  if (!qing_situation_is_family (s, families) &&
      !g_str_equal (qing_model_info_get_id (s->model), "qwen-plus-latest"))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
}
