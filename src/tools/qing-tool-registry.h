/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-tool-policy.h"
#include "qing-tool.h"

G_BEGIN_DECLS

#define QING_TYPE_TOOL_REGISTRY (qing_tool_registry_get_type ())
G_DECLARE_FINAL_TYPE (QingToolRegistry, qing_tool_registry, QING, TOOL_REGISTRY, GObject)

/* QingToolRegistry: the tools there are, as a GListModel of QingTool; the built-in ones at first. */
QingToolRegistry *qing_tool_registry_new (void);
/* Refused with FALSE: a name that is taken, too long, or not of A-Z a-z 0-9 _ and -, and "search",
 * which DashScope does not take. */
gboolean qing_tool_registry_add (QingToolRegistry *self, QingTool *tool);
void qing_tool_registry_remove (QingToolRegistry *self, QingTool *tool);
/* (transfer none) (nullable) */
QingTool *qing_tool_registry_lookup (QingToolRegistry *self, const char *name);
/* What may be offered to a model: (transfer full) (nullable), NULL when there is nothing. */
GListModel *qing_tool_registry_list_offered (QingToolRegistry *self, QingToolPolicy *policy);

G_END_DECLS
