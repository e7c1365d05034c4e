/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

/* Stored by number: append only. */
typedef enum
{
  QING_TOOL_CALL_PENDING = 0,
  QING_TOOL_CALL_RUNNING = 1,
  QING_TOOL_CALL_DONE = 2,
  QING_TOOL_CALL_FAILED = 3,
  QING_TOOL_CALL_REFUSED = 4,
} QingToolCallState;

#define QING_TYPE_TOOL_CALL (qing_tool_call_get_type ())
G_DECLARE_FINAL_TYPE (QingToolCall, qing_tool_call, QING, TOOL_CALL, GObject)

/**
 * qing_tool_call_new:
 * @id: the server's id of the call
 * @name: the function's name
 * @arguments: the arguments as JSON text, untrusted; "" means "{}"
 */
QingToolCall *qing_tool_call_new (const char *id, const char *name, const char *arguments);
const char *qing_tool_call_get_id (QingToolCall *self);
const char *qing_tool_call_get_name (QingToolCall *self);
const char *qing_tool_call_get_arguments (QingToolCall *self);
const char *qing_tool_call_get_result (QingToolCall *self);
QingToolCallState qing_tool_call_get_state (QingToolCall *self);
void qing_tool_call_set_outcome (QingToolCall *self, QingToolCallState state, const char *result);

G_END_DECLS
