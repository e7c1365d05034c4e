/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-view.h"

G_BEGIN_DECLS

#define QING_TYPE_CONVERSATION_PANE (qing_conversation_pane_get_type ())
G_DECLARE_FINAL_TYPE (QingConversationPane,
                      qing_conversation_pane,
                      QING,
                      CONVERSATION_PANE,
                      GtkWidget)

/**
 * QingConversationPane: a conversation's view with what belongs to it: scrollbar, a button that
 * leads back to the end, the bar for finding text. This is what a window embeds.
 *
 * Property: conversation (nullable, notifies). Actions: pane.find, pane.find-next,
 * pane.find-previous.
 */
GtkWidget *qing_conversation_pane_new (void);
void qing_conversation_pane_set_conversation (QingConversationPane *self,
                                              QingConversation *conversation);
QingConversation *qing_conversation_pane_get_conversation (QingConversationPane *self);
QingConversationView *qing_conversation_pane_get_view (QingConversationPane *self);
void qing_conversation_pane_open_find (QingConversationPane *self);

G_END_DECLS
