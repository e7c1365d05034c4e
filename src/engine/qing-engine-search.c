/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

G_STATIC_ASSERT (sizeof (QingSearchMark) == 2 * sizeof (guint));

static void
forgotten_cb (gpointer data, GObject *conversation)
{
  GHashTable *found = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == (gpointer) conversation)
      g_hash_table_iter_remove (&iter);
  g_hash_table_unref (found);
}

/* Two searches that find the same conversation of the archive give the same object, so that it does
 * not matter from which of them it was opened. */
static QingConversation *
keep_archived (QingEngine *self, QingConversation *conversation)
{
  const char *uid = qing_conversation_get_uid (conversation);
  QingConversation *known = g_hash_table_lookup (self->found, uid);

  if (known != NULL)
    return known;
  g_hash_table_insert (self->found, g_strdup (uid), conversation);
  g_object_weak_ref (G_OBJECT (conversation), forgotten_cb, g_hash_table_ref (self->found));
  return conversation;
}

static QingConversation *
find_conversation (QingEngine *self, const char *uid, GListModel *archived)
{
  QingConversation *conversation = qing_conversation_list_lookup (self->conversations, uid);

  if (conversation != NULL || archived == NULL)
    return conversation;
  conversation = qing_conversation_list_lookup (QING_CONVERSATION_LIST (archived), uid);
  return conversation != NULL ? keep_archived (self, conversation) : NULL;
}

QingConversation *
qing_engine_get_shared (QingEngine *self, QingConversation *conversation)
{
  QingConversation *listed;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), NULL);

  listed =
    qing_conversation_list_lookup (self->conversations, qing_conversation_get_uid (conversation));
  return listed != NULL ? listed : keep_archived (self, conversation);
}

/* What lies below a deleted message is only gone from the disk once that cannot be undone. */
static gboolean
is_gone (QingConversation *conversation, const QingFoundText *record)
{
  return record->message_uid != NULL && qing_conversation_is_loaded (conversation) &&
         qing_conversation_get_message (conversation, record->message_uid) == NULL;
}

static GListModel *
make_hits (QingEngine *self, GPtrArray *records, GListModel *archived)
{
  GListStore *hits = g_list_store_new (QING_TYPE_SEARCH_HIT);

  for (guint i = 0; i < records->len; i++)
    {
      const QingFoundText *record = g_ptr_array_index (records, i);
      QingConversation *conversation = find_conversation (self, record->conversation_uid, archived);
      g_autoptr (QingSearchHit) hit = NULL;
      QingSearchFind find = {
        record->part,       record->message_uid,
        record->excerpt,    (const guint *) (gpointer) record->marks->data,
        record->marks->len, record->created,
        record->role,       record->model,
      };

      if (conversation == NULL || is_gone (conversation, record))
        continue;
      hit = qing_search_hit_new (conversation, &find);
      g_list_store_append (hits, hit);
    }
  return G_LIST_MODEL (hits);
}

static gboolean
are_all_listed (QingEngine *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    if (!qing_conversation_list_lookup (self->conversations,
                                        ((QingFoundText *) g_ptr_array_index (records, i))
                                          ->conversation_uid))
      return FALSE;
  return TRUE;
}

static void
archived_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = QING_ENGINE (object);
  g_autoptr (GListModel) archived = qing_engine_list_archived_finish (self, result, NULL);

  g_task_return_pointer (task, make_hits (self, g_task_get_task_data (task), archived),
                         g_object_unref);
}

static void
search_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = qing_store_search_finish (QING_STORE (object), result, &error);

  if (records == NULL)
    g_task_return_error (task, error);
  else if (self->store == NULL || are_all_listed (self, records))
    g_task_return_pointer (task, make_hits (self, records, NULL), g_object_unref);
  else
    {
      g_task_set_task_data (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
      qing_engine_list_archived_async (self, g_task_get_cancellable (task), archived_cb,
                                       g_object_ref (task));
    }
}

/* What has just been said or renamed is on the disk now, or it cannot be written: then what the disk
 * knows is searched. */
static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);

  qing_autosave_commit_finish (QING_AUTOSAVE (object), result, NULL);
  if (self->store != NULL)
    {
      qing_store_search_async (self->store, g_task_get_task_data (task),
                               g_task_get_cancellable (task), search_cb, task);
      return;
    }
  g_task_return_pointer (task, g_list_store_new (QING_TYPE_SEARCH_HIT), g_object_unref);
  g_object_unref (task);
}

void
qing_engine_search_async (QingEngine *self,
                          const QingSearchQuery *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (QingBatch) batch = NULL;
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
  g_task_set_task_data (task, qing_search_query_copy (query),
                        (GDestroyNotify) qing_search_query_free);
  batch = qing_batch_new ();
  qing_autosave_commit_async (self->autosave, batch, written_cb, task);
}

GListModel *
qing_engine_search_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
