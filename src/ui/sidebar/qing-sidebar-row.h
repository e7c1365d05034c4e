/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSidebarRow: one conversation in the sidebar, with the heading of its group above it where a
 * group begins.
 *
 * Properties: conversation, heading (nullable).
 * Signals: "clicked", "menu-requested" (double x, double y): the user asked for the context menu.
 */
#define QING_TYPE_SIDEBAR_ROW (qing_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (QingSidebarRow, qing_sidebar_row, QING, SIDEBAR_ROW, GtkWidget)

GtkWidget *qing_sidebar_row_new (void);
QingConversation *qing_sidebar_row_get_conversation (QingSidebarRow *self);
void qing_sidebar_row_set_conversation (QingSidebarRow *self, QingConversation *conversation);
const char *qing_sidebar_row_get_heading (QingSidebarRow *self);
void qing_sidebar_row_set_heading (QingSidebarRow *self, const char *heading);

G_END_DECLS
