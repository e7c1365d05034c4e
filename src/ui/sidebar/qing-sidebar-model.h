/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSidebarModel: the conversations as the sidebar lists them, as a GListModel: those of the
 * source, in its order, whose title holds the search text. Without a search no item of the source
 * is asked for, because the source makes its items only then.
 */
#define QING_TYPE_SIDEBAR_MODEL (qing_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (QingSidebarModel, qing_sidebar_model, QING, SIDEBAR_MODEL, GObject)

/* @source: of QingConversation */
QingSidebarModel *qing_sidebar_model_new (GListModel *source);
/* All words of @text must be in a title, in any order, whatever their case. */
void qing_sidebar_model_set_search (QingSidebarModel *self, const char *text);
gboolean qing_sidebar_model_is_searching (QingSidebarModel *self);
/* G_MAXUINT when it is not listed. */
guint qing_sidebar_model_find (QingSidebarModel *self, QingConversation *conversation);

G_END_DECLS
