/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

#include <glib/gi18n-lib.h>

/* How long something deleted can be put back. */
#define PURGE_AFTER_S 60

/* A message that was taken out of its conversation. */
typedef struct
{
  QingConversation *conversation;
  QingMessage *message;
  QingMessage *parent;
  guint position;
  gint64 when;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->conversation);
  g_object_unref (removed->message);
  g_clear_object (&removed->parent);
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

QingConversation *
qing_engine_create_conversation (QingEngine *self)
{
  QingConversation *conversation;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  conversation = qing_conversation_new ();
  qing_engine_watch (self, conversation);
  return conversation;
}

static void
finish_load (QingEngine *self, QingConversation *conversation, const GError *error)
{
  gpointer key = NULL;
  gpointer tasks = NULL;

  if (!g_hash_table_steal_extended (self->loading, conversation, &key, &tasks))
    return;
  for (guint i = 0; i < ((GPtrArray *) tasks)->len; i++)
    {
      GTask *task = g_ptr_array_index ((GPtrArray *) tasks, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  g_ptr_array_unref (tasks);
  g_object_unref (key);
}

typedef struct
{
  QingEngine *engine;
  QingConversation *conversation;
} Loading;

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Loading *loading = user_data;
  g_autoptr (QingEngine) self = loading->engine;
  g_autoptr (QingConversation) conversation = loading->conversation;
  g_autoptr (GError) error = NULL;

  if (qing_store_load_finish (QING_STORE (object), result, &error))
    qing_engine_watch (self, conversation);
  if (self->loading != NULL)
    finish_load (self, conversation, error);
}

void
qing_engine_load_async (QingEngine *self,
                        QingConversation *conversation,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GPtrArray *waiting;
  Loading *loading;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_load_async);
  if (qing_conversation_is_loaded (conversation) || self->store == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  waiting = g_hash_table_lookup (self->loading, conversation);
  if (waiting != NULL)
    {
      g_ptr_array_add (waiting, task);
      return;
    }
  waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (waiting, task);
  g_hash_table_insert (self->loading, g_object_ref (conversation), waiting);
  loading = g_new0 (Loading, 1);
  loading->engine = g_object_ref (self);
  loading->conversation = g_object_ref (conversation);
  qing_store_load_async (self->store, conversation, NULL, loaded_cb, loading);
}

gboolean
qing_engine_load_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
qing_engine_touch (QingEngine *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (qing_engine_is_stored (self, conversation) &&
      qing_conversation_list_contains (self->conversations, conversation))
    qing_autosave_touch (self->autosave, conversation);
}

void
qing_engine_set_pinned (QingEngine *self, QingConversation *conversation, gboolean pinned)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  qing_conversation_set_pinned (conversation, pinned);
  qing_conversation_list_update (self->conversations, conversation);
  qing_engine_touch (self, conversation);
}

void
qing_engine_set_archived (QingEngine *self, QingConversation *conversation, gboolean archived)
{
  g_autoptr (QingConversation) kept = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (qing_conversation_get_archived (conversation) == archived)
    return;
  kept = g_object_ref (conversation);
  qing_conversation_set_archived (conversation, archived);
  if (archived)
    qing_conversation_list_remove (self->conversations, conversation);
  else
    qing_engine_list (self, conversation);
  if (qing_engine_is_stored (self, conversation))
    qing_autosave_touch (self->autosave, conversation);
}

static void
archived_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  QingConversationList *list;
  GPtrArray *rows;

  rows = qing_store_list_conversations_finish (QING_STORE (object), result, &error);
  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  list = qing_conversation_list_new ();
  qing_conversation_list_take_rows (list, rows);
  g_task_return_pointer (task, list, g_object_unref);
}

void
qing_engine_list_archived_async (QingEngine *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_list_archived_async);
  if (self->store != NULL)
    {
      qing_store_list_conversations_async (self->store, TRUE, cancellable, archived_cb, task);
      return;
    }
  g_task_return_pointer (task, qing_conversation_list_new (), g_object_unref);
  g_object_unref (task);
}

GListModel *
qing_engine_list_archived_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qing_engine_delete (QingEngine *self, QingConversation *conversation)
{
  gint64 now = g_get_real_time ();

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (!qing_conversation_list_contains (self->conversations, conversation))
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

guint
qing_engine_delete_message (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  Removed *removed;

  g_return_val_if_fail (QING_IS_ENGINE (self), 0);
  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), 0);
  g_return_val_if_fail (QING_IS_MESSAGE (message), 0);

  stop_below (self, conversation, message);
  removed = g_new0 (Removed, 1);
  removed->conversation = g_object_ref (conversation);
  removed->message = g_object_ref (message);
  g_set_object (&removed->parent, qing_message_get_parent (message));
  removed->when = g_get_real_time ();
  removed->position = qing_conversation_remove (conversation, message);
  g_hash_table_insert (self->removed, GUINT_TO_POINTER (++self->last_token), removed);
  if (qing_engine_is_stored (self, conversation))
    {
      qing_batch_delete_message (qing_autosave_get_batch (self->autosave), message, removed->when);
      note_choice (self, conversation, removed->parent);
    }
  qing_engine_purge_later (self);
  return self->last_token;
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
  qing_conversation_restore (conversation, removed->message, removed->parent, removed->position);
  if (qing_engine_is_stored (self, conversation))
    {
      qing_batch_delete_message (qing_autosave_get_batch (self->autosave), removed->message, -1);
      qing_batch_choose (qing_autosave_get_batch (self->autosave), removed->message);
    }
  g_hash_table_remove (self->removed, GUINT_TO_POINTER (token));
}

static QingMessage *
copy_with_text (QingMessage *message, const char *text)
{
  QingMessage *copy = qing_message_new (qing_message_get_role (message));
  GListModel *attachments = qing_message_get_attachments (message);

  qing_message_set_text (copy, text, -1);
  if (qing_message_get_model (message) != NULL)
    qing_message_set_model (copy, qing_message_get_model (message));
  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      qing_message_add_attachment (copy, attachment);
    }
  return copy;
}

void
qing_engine_edit (QingEngine *self,
                  QingConversation *conversation,
                  QingMessage *message,
                  const char *text)
{
  g_autoptr (QingMessage) copy = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));
  g_return_if_fail (text != NULL);

  copy = copy_with_text (message, text);
  qing_conversation_add (conversation, copy, qing_message_get_parent (message), TRUE);
  if (qing_engine_is_stored (self, conversation))
    qing_batch_insert_message (qing_autosave_get_batch (self->autosave), conversation, copy, TRUE);
}

void
qing_engine_choose_sibling (QingEngine *self,
                            QingConversation *conversation,
                            QingMessage *message,
                            int step)
{
  QingMessage *parent;
  gint64 index;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));

  parent = qing_message_get_parent (message);
  index = (gint64) qing_message_get_sibling_index (message) + step;
  if (index < 0 || index >= qing_message_get_n_siblings (message))
    return;
  qing_conversation_choose (conversation,
                            parent != NULL
                              ? qing_message_get_child (parent, (guint) index)
                              : qing_conversation_get_root (conversation, (guint) index));
}
