/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

#define QING_TYPE_CONVERSATION_LIST (qing_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (QingConversationList,
                      qing_conversation_list,
                      QING,
                      CONVERSATION_LIST,
                      GObject)

/**
 * QingConversationList: a GListModel of QingConversation, pinned ones first, then the newest
 * first. It holds cheap rows; the object of a row is made when somebody asks for it and stays the
 * same from then on.
 */
QingConversationList *qing_conversation_list_new (void);
/* Adds what the store has listed: (transfer full) (element-type QingStoredConversation). */
void qing_conversation_list_take_rows (QingConversationList *self, GPtrArray *rows);
void qing_conversation_list_add (QingConversationList *self, QingConversation *conversation);
void qing_conversation_list_remove (QingConversationList *self, QingConversation *conversation);
/* Moves it to where it belongs after "pinned" or "updated" changed. */
void qing_conversation_list_update (QingConversationList *self, QingConversation *conversation);
gboolean
qing_conversation_list_contains (QingConversationList *self, QingConversation *conversation);
/* (transfer none) (nullable) */
QingConversation *qing_conversation_list_lookup (QingConversationList *self, const char *uid);

G_END_DECLS
