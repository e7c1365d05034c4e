/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-index.h"

G_BEGIN_DECLS

#define QING_TYPE_CONVERSATION_LIST (qing_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (QingConversationList,
                      qing_conversation_list,
                      QING,
                      CONVERSATION_LIST,
                      GObject)

/**
 * QingConversationList: a GListModel of QingConversation, pinned ones first, then by the chosen
 * order: the newest first. It holds cheap rows; the object of a row is made when somebody asks for
 * it and stays the same from then on. It is a QingConversationIndex.
 */
QingConversationList *qing_conversation_list_new (void);
/* Adds what the store has listed: (transfer full) (element-type QingStoredConversation). */
void qing_conversation_list_take_rows (QingConversationList *self, GPtrArray *rows);
/* The same, when not everything is listed yet: remembers from now on what is taken away. */
void qing_conversation_list_take_first (QingConversationList *self, GPtrArray *rows);
/* Adds all the others, but for what has been taken away meanwhile. */
void qing_conversation_list_take_rest (QingConversationList *self, GPtrArray *rows);
void qing_conversation_list_add (QingConversationList *self, QingConversation *conversation);
void qing_conversation_list_remove (QingConversationList *self, QingConversation *conversation);
/* Moves it to where it belongs after something changed that its row is about. */
void qing_conversation_list_update (QingConversationList *self, QingConversation *conversation);
void qing_conversation_list_set_order (QingConversationList *self, QingOrder order);
QingOrder qing_conversation_list_get_order (QingConversationList *self);
/* What changes between these two is told as one change. Nobody may look at the list meanwhile. */
void qing_conversation_list_begin_changes (QingConversationList *self);
void qing_conversation_list_end_changes (QingConversationList *self);
/* Puts all that is in the folder @from, or in a folder in it, into @to (nullable): with @below, the
 * folders in it keep their names below @to. Returns the uids of what was moved, and from where:
 * (transfer full) (element-type utf8 utf8). */
GHashTable *qing_conversation_list_move_folder (QingConversationList *self,
                                                const char *from,
                                                const char *to,
                                                gboolean below);
gboolean
qing_conversation_list_contains (QingConversationList *self, QingConversation *conversation);
/* (transfer none) (nullable) */
QingConversation *qing_conversation_list_lookup (QingConversationList *self, const char *uid);

G_END_DECLS
