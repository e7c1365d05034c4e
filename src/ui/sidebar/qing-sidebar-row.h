/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-folder.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSidebarRow: a conversation or a folder in the sidebar, and the heading of its group if it is
 * the first of it.
 *
 * Properties: item (nullable), heading (nullable), depth, checkable, checked.
 * Signals:
 *  "clicked" (GdkModifierType): with the first button, on the row itself, not on its heading.
 *   TRUE: this was all that is to happen.
 *  "menu-requested" (double x, double y): where, in coordinates of the row.
 *  "renamed" (const char *name): the user has written another name.
 */
#define QING_TYPE_SIDEBAR_ROW (qing_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (QingSidebarRow, qing_sidebar_row, QING, SIDEBAR_ROW, GtkWidget)

GtkWidget *qing_sidebar_row_new (void);
gpointer qing_sidebar_row_get_item (QingSidebarRow *self);
/* @item: (nullable): a QingConversation or a QingFolder */
void qing_sidebar_row_set_item (QingSidebarRow *self, gpointer item);
/* NULL where the row is a folder. */
QingConversation *qing_sidebar_row_get_conversation (QingSidebarRow *self);
QingFolder *qing_sidebar_row_get_folder (QingSidebarRow *self);
const char *qing_sidebar_row_get_heading (QingSidebarRow *self);
void qing_sidebar_row_set_heading (QingSidebarRow *self, const char *heading);
guint qing_sidebar_row_get_depth (QingSidebarRow *self);
void qing_sidebar_row_set_depth (QingSidebarRow *self, guint depth);
/* Shows a box to check, while several are chosen; a folder has none. */
void qing_sidebar_row_set_checked (QingSidebarRow *self, gboolean checkable, gboolean checked);
/* Says below the name that nothing is in the folder. */
void qing_sidebar_row_set_hollow (QingSidebarRow *self, gboolean hollow);
/* Puts an entry in place of the name; Escape leaves the name as it is. */
void qing_sidebar_row_begin_rename (QingSidebarRow *self);
gboolean qing_sidebar_row_is_renaming (QingSidebarRow *self);
/* What is dragged onto this row would go where it is: shown while it is so. */
void qing_sidebar_row_set_target (QingSidebarRow *self, gboolean target);

G_END_DECLS
