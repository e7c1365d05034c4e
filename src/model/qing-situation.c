/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
qing_rule_refuse (QingRule *rule, const char *reason)
{
  rule->offered = FALSE;
  rule->reason = reason;
}

/* The control stays, but what the user set cannot be sent now. */
void
qing_rule_hold_back (QingRule *rule, const char *reason)
{
  rule->conflict = rule->effective != NULL;
  rule->reason = reason;
  /* A value that another part of the rule has just made belongs to nobody yet. */
  if (rule->effective != NULL && g_variant_is_floating (rule->effective))
    g_variant_unref (g_variant_ref_sink (rule->effective));
  rule->effective = NULL;
}

void
qing_rule_say (const QingSituation *s, QingRule *rule, char *reason)
{
  g_ptr_array_add (s->words, reason);
  rule->reason = reason;
}

void
qing_rule_fall_back_number (QingRule *rule, double value)
{
  if (isfinite (value))
    rule->fallback = g_variant_new_double (value);
}

/* Narrows the upper end; a larger value is sent as the largest that is taken, and the user is told. */
void
qing_rule_limit (const QingSituation *s, QingRule *rule, gint64 maximum)
{
  if (maximum <= 0)
    return;
  rule->maximum = (double) maximum;
  if (rule->effective != NULL && g_variant_get_int64 (rule->effective) > maximum)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);

      rule->effective = g_variant_new_int64 (maximum);
      rule->conflict = TRUE;
      qing_rule_say (s, rule,
                     g_strdup_printf (_ ("This model takes at most %s, which is sent instead."),
                                      number));
    }
}

gboolean
qing_situation_has (const QingSituation *self, QingFeatures feature)
{
  return (self->features & feature) != 0;
}

gboolean
qing_situation_get_switch (const QingSituation *self, QingParameterId id)
{
  gboolean value = FALSE;

  return qing_parameters_get_switch (self->parameters, id, &value) && value;
}

gboolean
qing_situation_is_set (const QingSituation *self, QingParameterId id)
{
  return qing_parameters_is_set (self->parameters, id);
}

gboolean
qing_situation_is_family (const QingSituation *self, const char *const *families)
{
  return g_strv_contains (families, qing_model_info_get_family (self->model));
}

/* protocol.md 1.5: the Omni models need "agent" and take nothing else. */
const char *
qing_situation_get_strategy (const QingSituation *self)
{
  const char *const *taken = qing_model_info_get_search_strategies (self->model);
  const char *set = qing_parameters_get_string (self->parameters, QING_PARAMETER_SEARCH_STRATEGY);

  if (self->known && taken[0] != NULL && taken[1] == NULL && g_str_equal (taken[0], "agent"))
    return taken[0];
  if (set != NULL && self->known && !g_strv_contains (taken, set))
    return NULL;
  return set;
}

const char *
qing_rule_only_thinking (void)
{
  return _ ("Only while the model thinks.");
}

const char *
qing_rule_not_this_model (void)
{
  return _ ("This model does not take it.");
}
