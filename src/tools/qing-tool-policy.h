/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  QING_TOOL_DENY,  /* it is not even offered to the model */
  QING_TOOL_ASK,   /* the user is asked each time */
  QING_TOOL_ALLOW, /* it runs without asking */
} QingToolDecision;

#define QING_TYPE_TOOL_POLICY (qing_tool_policy_get_type ())
G_DECLARE_FINAL_TYPE (QingToolPolicy, qing_tool_policy, QING, TOOL_POLICY, GObject)

/**
 * QingToolPolicy: what each tool may do, by name. A tool that was never decided on is denied, so
 * that nothing is offered to a model without the user's will.
 *
 * Signal "changed" (const char *name).
 */
QingToolPolicy *qing_tool_policy_new (void);
QingToolDecision qing_tool_policy_get (QingToolPolicy *self, const char *name);
void qing_tool_policy_set (QingToolPolicy *self, const char *name, QingToolDecision decision);
/* The word for a decision as it is stored: "deny", "ask" or "allow"; parse takes anything else for
 * deny. */
const char *qing_tool_decision_to_string (QingToolDecision decision);
QingToolDecision qing_tool_decision_parse (const char *word);

G_END_DECLS
