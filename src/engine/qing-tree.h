/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/* @shown: whether it is on the chosen branch */
typedef void (*QingTreeFunc) (QingMessage *message, gboolean shown, gpointer user_data);
/* Every message after its parent, siblings in their order. */
void qing_tree_walk (QingConversation *conversation, QingTreeFunc func, gpointer user_data);
/* A message that says the same and belongs to no tree; an answer under way is interrupted in it.
 * @uid: (nullable): a new one when it is %NULL. */
QingMessage *qing_tree_copy_message (QingMessage *message, const char *uid);

G_END_DECLS
