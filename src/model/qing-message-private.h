/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

G_BEGIN_DECLS

/* The tree's links, changed by QingConversation alone. */

void qing_message_insert_child (QingMessage *self, QingMessage *child, guint index);
void qing_message_remove_child (QingMessage *self, QingMessage *child);
QingMessage *qing_message_get_chosen (QingMessage *self);
void qing_message_set_chosen (QingMessage *self, QingMessage *child);
void qing_message_set_place (QingMessage *self, guint index, guint n_siblings);
/* The conversation is told when a message of its own begins or ends to run: a pointer is cheaper
 * than a signal handler for each of 10,000 messages. */
void qing_message_set_owner (QingMessage *self, QingConversation *owner);

G_END_DECLS
