/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"
#include "qing-tool-policy.h"
#include "qing-tool-registry.h"

G_BEGIN_DECLS

#define QING_TYPE_TOOL_ROUND (qing_tool_round_get_type ())
G_DECLARE_FINAL_TYPE (QingToolRound, qing_tool_round, QING, TOOL_ROUND, GObject)

/**
 * QingToolRound: carries out the tool calls of one answer, one after the other.
 *
 * Signal "asked" (QingToolCall): the policy wants the user to decide; the round goes on with
 * qing_tool_round_decide().
 */
QingToolRound *
qing_tool_round_new (QingToolRegistry *registry, QingToolPolicy *policy, QingMessage *answer);
void qing_tool_round_run_async (QingToolRound *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) (element-type QingMessage): a message of role TOOL for each call, in order, not
 * in any conversation yet. Fails only when it was cancelled. */
GPtrArray *qing_tool_round_run_finish (QingToolRound *self, GAsyncResult *result, GError **error);
void qing_tool_round_decide (QingToolRound *self, QingToolCall *call, gboolean allowed);

G_END_DECLS
