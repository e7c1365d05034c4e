/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QING_TYPE_TOOL_CALL_LIST (qing_tool_call_list_get_type ())
G_DECLARE_FINAL_TYPE (QingToolCallList, qing_tool_call_list, QING, TOOL_CALL_LIST, GtkWidget)

/* The functions that an answer asked for: by name, with arguments and result folded away. */
GtkWidget *qing_tool_call_list_new (GListModel *calls);

G_END_DECLS
