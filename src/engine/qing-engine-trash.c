/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

/* How long something deleted can be put back. */
#define PURGE_AFTER_S 60

/* A message that was taken out of its conversation. */
typedef struct
{
  QingConversation *conversation;
  QingMessage *message;
  QingMessage *parent;
  guint position;
  GPtrArray *below; /* of QingMessage: what followed it and stayed; NULL when all of it went */
  gint64 when;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->conversation);
  g_object_unref (removed->message);
  g_clear_object (&removed->parent);
  g_clear_pointer (&removed->below, g_ptr_array_unref);
  g_free (removed);
}

GHashTable *
qing_engine_new_removed (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, removed_free);
}

static gboolean
is_old_deletion (gpointer conversation, gpointer when, gpointer before)
{
  return *(gint64 *) when < *(gint64 *) before;
}

static gboolean
is_old_removal (gpointer token, gpointer removed, gpointer before)
{
  return ((Removed *) removed)->when < *(gint64 *) before;
}

static gboolean
purge_cb (gpointer user_data)
{
  QingEngine *self = user_data;
  gint64 before = g_get_real_time () - (gint64) PURGE_AFTER_S * G_USEC_PER_SEC;

  self->purge_id = 0;
  g_hash_table_foreach_remove (self->deleted, is_old_deletion, &before);
  g_hash_table_foreach_remove (self->removed, is_old_removal, &before);
  qing_batch_purge (qing_autosave_get_batch (self->autosave), before);
  if (g_hash_table_size (self->deleted) + g_hash_table_size (self->removed) > 0)
    qing_engine_purge_later (self);
  return G_SOURCE_REMOVE;
}

void
qing_engine_purge_later (QingEngine *self)
{
  if (self->purge_id == 0)
    self->purge_id = g_timeout_add_seconds (PURGE_AFTER_S + 1, purge_cb, self);
}

void
qing_engine_delete (QingEngine *self, QingConversation *conversation)
{
  gint64 now = g_get_real_time ();

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (!qing_conversation_list_contains (self->conversations, conversation) &&
      !qing_conversation_get_archived (conversation))
    return;
  qing_engine_stop (self, conversation);
  g_hash_table_insert (self->deleted, g_object_ref (conversation), g_memdup2 (&now, sizeof now));
  qing_conversation_list_remove (self->conversations, conversation);
  if (qing_engine_is_stored (self, conversation))
    qing_batch_delete_conversation (qing_autosave_get_batch (self->autosave), conversation, now);
  qing_engine_purge_later (self);
}

void
qing_engine_undelete (QingEngine *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (!g_hash_table_remove (self->deleted, conversation))
    return;
  qing_engine_list (self, conversation);
  if (qing_engine_is_stored (self, conversation))
    qing_batch_delete_conversation (qing_autosave_get_batch (self->autosave), conversation, -1);
}

/* Remembers which of its siblings is looked at after one came or went. */
static void
note_choice (QingEngine *self, QingConversation *conversation, QingMessage *parent)
{
  QingMessage *message = qing_conversation_get_leaf (conversation);

  while (message != NULL && qing_message_get_parent (message) != parent)
    message = qing_message_get_parent (message);
  if (message != NULL)
    qing_batch_choose (qing_autosave_get_batch (self->autosave), message);
}

static void
stop_below (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, message);
  while (stack->len > 0)
    {
      QingMessage *next = g_ptr_array_steal_index (stack, stack->len - 1);

      if (qing_message_is_running (next))
        qing_engine_stop_message (self, conversation, next);
      for (guint i = 0; i < qing_message_get_n_children (next); i++)
        g_ptr_array_add (stack, qing_message_get_child (next, i));
    }
}

static Removed *
removed_new (QingConversation *conversation, QingMessage *message)
{
  Removed *removed = g_new0 (Removed, 1);

  removed->conversation = g_object_ref (conversation);
  removed->message = g_object_ref (message);
  g_set_object (&removed->parent, qing_message_get_parent (message));
  removed->position = qing_message_get_sibling_index (message);
  removed->when = g_get_real_time ();
  return removed;
}

static guint
keep_removed (QingEngine *self, Removed *removed)
{
  QingConversation *conversation = removed->conversation;

  g_hash_table_insert (self->removed, GUINT_TO_POINTER (++self->last_token), removed);
  if (qing_engine_is_stored (self, conversation))
    {
      qing_batch_delete_message (qing_autosave_get_batch (self->autosave), removed->message,
                                 removed->when);
      note_choice (self, conversation, removed->parent);
    }
  qing_engine_purge_later (self);
  return self->last_token;
}

guint
qing_engine_delete_message (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  Removed *removed;

  g_return_val_if_fail (QING_IS_ENGINE (self), 0);
  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), 0);
  g_return_val_if_fail (QING_IS_MESSAGE (message), 0);

  stop_below (self, conversation, message);
  removed = removed_new (conversation, message);
  qing_conversation_remove (conversation, message);
  return keep_removed (self, removed);
}

/* The messages below @message, the one that is looked at last, so that it stays chosen when they
 * are added to another place in this order. */
static GPtrArray *
list_below (QingConversation *conversation, QingMessage *message)
{
  GPtrArray *below = g_ptr_array_new_with_free_func (g_object_unref);
  QingMessage *leaf;
  QingMessage *shown = NULL;

  for (leaf = qing_conversation_get_leaf (conversation); leaf != NULL && leaf != message;
       leaf = qing_message_get_parent (leaf))
    shown = leaf;
  for (guint i = 0; i < qing_message_get_n_children (message); i++)
    if (qing_message_get_child (message, i) != shown)
      g_ptr_array_add (below, g_object_ref (qing_message_get_child (message, i)));
  if (leaf == message && shown != NULL)
    g_ptr_array_add (below, g_object_ref (shown));
  return below;
}

static void
move (QingEngine *self,
      QingConversation *conversation,
      QingMessage *message,
      QingMessage *parent,
      guint position)
{
  qing_conversation_remove (conversation, message);
  qing_conversation_restore (conversation, message, parent, position);
  if (qing_engine_is_stored (self, conversation))
    qing_batch_move_message (qing_autosave_get_batch (self->autosave), message);
}

guint
qing_engine_delete_message_alone (QingEngine *self,
                                  QingConversation *conversation,
                                  QingMessage *message)
{
  QingMessage *leaf;
  QingMessage *shown;
  Removed *removed;

  g_return_val_if_fail (QING_IS_ENGINE (self), 0);
  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), 0);
  g_return_val_if_fail (QING_IS_MESSAGE (message), 0);

  if (qing_message_is_running (message))
    qing_engine_stop_message (self, conversation, message);
  leaf = qing_conversation_get_leaf (conversation);
  shown = leaf != message ? leaf : NULL;
  removed = removed_new (conversation, message);
  removed->below = list_below (conversation, message);
  for (guint i = 0; i < removed->below->len; i++)
    move (self, conversation, g_ptr_array_index (removed->below, i), removed->parent,
          removed->position + 1 + i);
  qing_conversation_remove (conversation, message);
  if (shown != NULL)
    qing_conversation_choose (conversation, shown);
  return keep_removed (self, removed);
}

/* What was imported meanwhile need not be put back: it is only looked at again. */
static gboolean
is_there_again (QingEngine *self, Removed *removed)
{
  const char *uid = qing_message_get_uid (removed->message);
  QingMessage *again = qing_conversation_get_message (removed->conversation, uid);

  if (again == NULL)
    return FALSE;
  qing_conversation_choose (removed->conversation, again);
  if (qing_engine_is_stored (self, removed->conversation))
    qing_batch_choose (qing_autosave_get_batch (self->autosave), again);
  return TRUE;
}

void
qing_engine_undelete_message (QingEngine *self, QingConversation *conversation, guint token)
{
  Removed *removed;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  removed = g_hash_table_lookup (self->removed, GUINT_TO_POINTER (token));
  if (removed == NULL || removed->conversation != conversation)
    return;
  if (is_there_again (self, removed))
    {
      g_hash_table_remove (self->removed, GUINT_TO_POINTER (token));
      return;
    }
  qing_conversation_restore (conversation, removed->message, removed->parent, removed->position);
  if (qing_engine_is_stored (self, conversation))
    {
      qing_batch_delete_message (qing_autosave_get_batch (self->autosave), removed->message, -1);
      qing_batch_choose (qing_autosave_get_batch (self->autosave), removed->message);
    }
  for (guint i = 0; removed->below != NULL && i < removed->below->len; i++)
    {
      QingMessage *below = g_ptr_array_index (removed->below, i);

      /* What was deleted itself meanwhile, or hangs elsewhere, stays as it is. */
      if (qing_conversation_get_message (conversation, qing_message_get_uid (below)) == below &&
          qing_message_get_parent (below) == removed->parent)
        move (self, conversation, below, removed->message, G_MAXUINT);
    }
  if (removed->below != NULL && removed->below->len > 0)
    note_choice (self, conversation, removed->message);
  g_hash_table_remove (self->removed, GUINT_TO_POINTER (token));
}
