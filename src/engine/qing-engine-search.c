/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

static void
search_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = qing_store_search_finish (QING_STORE (object), result, &error);
  GListStore *hits;

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  hits = g_list_store_new (QING_TYPE_SEARCH_HIT);
  for (guint i = 0; i < records->len; i++)
    {
      const QingFoundText *record = g_ptr_array_index (records, i);
      QingConversation *conversation =
        qing_conversation_list_lookup (self->conversations, record->conversation_uid);
      g_autoptr (QingSearchHit) hit = NULL;

      if (conversation == NULL)
        continue;
      hit = qing_search_hit_new (conversation, record->message_uid, record->excerpt, record->start,
                                 record->length, record->created);
      g_list_store_append (hits, hit);
    }
  g_task_return_pointer (task, hits, g_object_unref);
}

void
qing_engine_search_async (QingEngine *self,
                          const char *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (query != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_search_async);
  if (self->store == NULL)
    {
      g_task_return_pointer (task, g_list_store_new (QING_TYPE_SEARCH_HIT), g_object_unref);
      g_object_unref (task);
      return;
    }
  qing_store_search_async (self->store, query, cancellable, search_cb, task);
}

GListModel *
qing_engine_search_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
