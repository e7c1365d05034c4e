/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-height-index.h"
#include "qing-message-view.h"
#include "qing-scroll-anchor.h"

G_BEGIN_DECLS

/**
 * QingConversationRows: the messages of a conversation as rows. A row has a widget only while it is
 * near the viewport, has the focus, or its answer is still coming; of the others, the height is
 * what it last was, or an estimate.
 */
typedef struct _QingConversationRows QingConversationRows;

typedef void (*QingViewMadeFunc) (QingMessageView *view, gpointer data);

QingConversationRows *qing_conversation_rows_new (GtkWidget *host,
                                                  const QingChatContext *context,
                                                  QingViewMadeFunc made,
                                                  gpointer data);
void qing_conversation_rows_free (QingConversationRows *self);

void qing_conversation_rows_set_model (QingConversationRows *self, GListModel *model);
void qing_conversation_rows_items_changed (QingConversationRows *self,
                                           guint position,
                                           guint n_removed,
                                           guint n_added);
void qing_conversation_rows_set_width (QingConversationRows *self, int width);
void qing_conversation_rows_restyle (QingConversationRows *self);
void qing_conversation_rows_refold (QingConversationRows *self);
gboolean qing_conversation_rows_update (QingConversationRows *self);

guint qing_conversation_rows_get_n_rows (QingConversationRows *self);
guint qing_conversation_rows_count_views (QingConversationRows *self);
QingHeightIndex *qing_conversation_rows_get_heights (QingConversationRows *self);
QingMessage *qing_conversation_rows_get_message (QingConversationRows *self, guint row);
QingMessageView *qing_conversation_rows_get_view (QingConversationRows *self, guint row);
QingMessageView *qing_conversation_rows_need_view (QingConversationRows *self, guint row);
gboolean
qing_conversation_rows_find_view (QingConversationRows *self, QingMessageView *view, guint *row);
gboolean
qing_conversation_rows_find_message (QingConversationRows *self, QingMessage *message, guint *row);
void qing_conversation_rows_keep (QingConversationRows *self, guint first, guint last);

extern const QingScrollGeometry qing_conversation_rows_geometry;

G_END_DECLS
