/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

static void
network_changed_cb (QingEngine *self)
{
  g_object_notify (G_OBJECT (self), "online");
}

static void
apply_meta (QingEngine *self, GHashTable *meta)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, "tool."))
      qing_tool_policy_set (self->policy, (const char *) key + strlen ("tool."),
                            qing_tool_decision_parse (value));
}

/* Only now, because it asks other programs. */
static void
watch_network (QingEngine *self)
{
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "notify::network-available",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  network_changed_cb (self);
}

static void
become_ready (QingEngine *self)
{
  self->ready = TRUE;
  g_object_notify (G_OBJECT (self), "ready");
  /* What another process has deleted a moment ago can still be undone there. */
  if (self->store != NULL && !qing_store_is_shared (self->store) &&
      !qing_store_is_protected (self->store))
    qing_batch_purge (qing_autosave_get_batch (self->autosave), g_get_real_time ());
  qing_engine_watch_backups (self);
  watch_network (self);
}

static void
conversations_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *records;

  records = qing_store_list_conversations_finish (QING_STORE (object), result, &error);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  qing_engine_take_first (self, records, GPOINTER_TO_INT (g_task_get_task_data (task)));
  qing_engine_find_folders (self);
  become_ready (self);
  g_task_return_boolean (task, TRUE);
}

static void
unsent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  QingStore *store = QING_STORE (object);
  QingStoredKind kind;
  GError *error = NULL;
  g_autoptr (GPtrArray) records = qing_store_list_conversations_finish (store, result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  qing_engine_keep_unsent (self, records);
  kind = qing_engine_get_first_kind (self);
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
  qing_store_list_conversations_async (store, kind, self->cancellable, conversations_cb,
                                       g_steal_pointer (&task));
}

static void
folders_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  QingStore *store = QING_STORE (object);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = qing_store_list_folders_finish (store, result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  qing_engine_take_folders (self, records);
  qing_store_list_conversations_async (store, QING_STORED_UNSENT, self->cancellable, unsent_cb,
                                       g_steal_pointer (&task));
}

static void
meta_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  QingStore *store = QING_STORE (object);
  GError *error = NULL;
  g_autoptr (GHashTable) meta = qing_store_read_meta_finish (store, result, &error);

  if (meta == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  apply_meta (self, meta);
  qing_store_list_folders_async (store, self->cancellable, folders_cb, g_steal_pointer (&task));
}

static void
accounts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  QingStore *store = QING_STORE (object);
  GError *error = NULL;
  g_autoptr (GListModel) accounts = qing_store_list_accounts_finish (store, result, &error);

  if (accounts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (QingAccount) account = g_list_model_get_item (accounts, i);

      g_list_store_append (self->accounts, account);
    }
  qing_store_read_meta_async (store, self->cancellable, meta_cb, g_steal_pointer (&task));
}

void
qing_engine_start_async (QingEngine *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_start_async);
  if (self->store == NULL)
    {
      become_ready (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  qing_store_list_accounts_async (self->store, self->cancellable, accounts_cb,
                                  g_steal_pointer (&task));
}

gboolean
qing_engine_start_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (qing_store_close_finish (QING_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!qing_autosave_commit_finish (QING_AUTOSAVE (object), result, &error))
    g_task_return_error (task, error);
  else if (self->store == NULL)
    g_task_return_boolean (task, TRUE);
  else
    qing_store_close_async (self->store, closed_cb, g_steal_pointer (&task));
}

void
qing_engine_shutdown_async (QingEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (QingBatch) nothing = qing_batch_new ();
  g_autoptr (GError) closed =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The history is closed.");
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, qing_engine_shutdown_async);
  self->closing = TRUE;
  g_clear_handle_id (&self->purge_id, g_source_remove);
  g_clear_handle_id (&self->backup_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  qing_engine_stop_all (self);
  qing_engine_end_listing (self, closed);
  qing_autosave_commit_async (self->autosave, nothing, flushed_cb, task);
}

gboolean
qing_engine_shutdown_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
