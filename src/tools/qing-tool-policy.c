/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-tools"

#include "qing-tool-policy.h"

struct _QingToolPolicy
{
  GObject parent_instance;

  GHashTable *decisions;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingToolPolicy, qing_tool_policy, G_TYPE_OBJECT)

static const char *const words[] = { "deny", "ask", "allow" };

static void
qing_tool_policy_finalize (GObject *object)
{
  QingToolPolicy *self = QING_TOOL_POLICY (object);

  g_hash_table_unref (self->decisions);

  G_OBJECT_CLASS (qing_tool_policy_parent_class)->finalize (object);
}

static void
qing_tool_policy_class_init (QingToolPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_tool_policy_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", QING_TYPE_TOOL_POLICY, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
qing_tool_policy_init (QingToolPolicy *self)
{
  self->decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

QingToolPolicy *
qing_tool_policy_new (void)
{
  return g_object_new (QING_TYPE_TOOL_POLICY, NULL);
}

QingToolDecision
qing_tool_policy_get (QingToolPolicy *self, const char *name)
{
  g_return_val_if_fail (QING_IS_TOOL_POLICY (self), QING_TOOL_DENY);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->decisions, name));
}

void
qing_tool_policy_set (QingToolPolicy *self, const char *name, QingToolDecision decision)
{
  g_return_if_fail (QING_IS_TOOL_POLICY (self));
  g_return_if_fail (name != NULL);

  if (qing_tool_policy_get (self, name) == decision)
    return;
  g_hash_table_insert (self->decisions, g_strdup (name), GINT_TO_POINTER (decision));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, name);
}

const char *
qing_tool_decision_to_string (QingToolDecision decision)
{
  g_return_val_if_fail (decision < G_N_ELEMENTS (words), "deny");
  return words[decision];
}

QingToolDecision
qing_tool_decision_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return (QingToolDecision) i;
  return QING_TOOL_DENY;
}
