/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-listing.h"
#include "qing-engine-private.h"

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

QingOrder
qing_engine_get_order (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), QING_ORDER_ACTIVITY);
  return qing_conversation_list_get_order (self->conversations);
}

void
qing_engine_set_order (QingEngine *self, QingOrder order)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  qing_conversation_list_set_order (self->conversations, order);
  if (order != QING_ORDER_ACTIVITY && self->listed != QING_LISTED_NONE)
    qing_engine_list_all (self);
}

void
qing_engine_begin_changes (QingEngine *self)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  qing_conversation_list_begin_changes (self->conversations);
}

void
qing_engine_end_changes (QingEngine *self)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  qing_conversation_list_end_changes (self->conversations);
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

/* Who wants what is archived wants it besides all that is not. */
static void
all_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = QING_ENGINE (object);
  GError *error = NULL;

  if (!qing_engine_list_all_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  qing_store_list_conversations_async (self->store, QING_STORED_ARCHIVED,
                                       g_task_get_cancellable (task), archived_cb, task);
}

/* What was archived a moment ago is on the disk now, or it cannot be written: then the list is what
 * the disk knows. */
static void
pending_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);

  qing_autosave_commit_finish (QING_AUTOSAVE (object), result, NULL);
  if (self->store != NULL)
    qing_engine_list_all_async (self, NULL, all_listed_cb, task);
  else
    {
      g_task_return_pointer (task, qing_conversation_list_new (), g_object_unref);
      g_object_unref (task);
    }
}

void
qing_engine_list_archived_async (QingEngine *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_list_archived_async);
  qing_autosave_commit_async (self->autosave, batch, pending_written_cb, task);
}

GListModel *
qing_engine_list_archived_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
