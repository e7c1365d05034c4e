/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

G_BEGIN_DECLS

/**
 * QingMessageTree: the messages of a conversation with the chosen branch as an array.
 *
 * A pure data structure of QingConversation, which turns what the functions report into signals.
 */
typedef struct
{
  GPtrArray *roots;    /* owned */
  QingMessage *chosen; /* of the roots */
  GHashTable *by_uid;  /* uid -> message, both borrowed */
  GPtrArray *path;     /* borrowed: the chosen branch */
} QingMessageTree;

/* What changed in the path: as the arguments of g_list_model_items_changed(). */
typedef struct
{
  guint position;
  guint removed;
  guint added;
} QingSplice;

void qing_message_tree_init (QingMessageTree *self);
void qing_message_tree_clear (QingMessageTree *self);
void qing_message_tree_insert (QingMessageTree *self,
                               QingMessage *message,
                               QingMessage *parent,
                               guint index,
                               gboolean choose,
                               QingSplice *splice);
guint qing_message_tree_remove (QingMessageTree *self, QingMessage *message, QingSplice *splice);
void qing_message_tree_choose (QingMessageTree *self, QingMessage *message, QingSplice *splice);
/* Calls @func for @message and everything below it. */
void qing_message_tree_foreach (QingMessage *message, GFunc func, gpointer user_data);

G_END_DECLS
