/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "qing-tool-call.h"

G_BEGIN_DECLS

typedef struct _QingToolCallAssembler QingToolCallAssembler;

/**
 * QingToolCallAssembler: puts the calls of one answer together from their pieces (protocol.md 2.5).
 *
 * A call is never taken for complete because its arguments happen to parse: only the end of the
 * stream completes it.
 */
QingToolCallAssembler *qing_tool_call_assembler_new (void);
void qing_tool_call_assembler_free (QingToolCallAssembler *self);

/* One element of delta.tool_calls (or of message.tool_calls). */
void qing_tool_call_assembler_push (QingToolCallAssembler *self, JsonObject *piece);
/* The older delta.function_call: a single call without an id. */
void qing_tool_call_assembler_push_function (QingToolCallAssembler *self, JsonObject *function);

gboolean qing_tool_call_assembler_is_empty (QingToolCallAssembler *self);
/* More calls or longer arguments came than any honest answer holds. */
gboolean qing_tool_call_assembler_is_overflowed (QingToolCallAssembler *self);
/* (transfer full) (element-type QingToolCall): in the order they began; those without a name, which
 * nobody could run, are left out. */
GPtrArray *qing_tool_call_assembler_finish (QingToolCallAssembler *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingToolCallAssembler, qing_tool_call_assembler_free)

G_END_DECLS
