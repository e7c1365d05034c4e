/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-moving.h"

#include "qing-engine-private.h"

typedef struct
{
  GPtrArray *conversations;
  QingExportFormat format;
  GFile *file;
  guint n_missing;
  QingEngineProgress progress;
  gpointer progress_data;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_ptr_array_unref (export->conversations);
  g_object_unref (export->file);
  g_free (export);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (qing_store_load_finish (QING_STORE (object), result, &error))
    g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* What is not in memory is read into an object of its own, which is gone when it was written. */
static void
open_conversation (QingConversation *conversation,
                   gpointer engine,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  QingEngine *self = engine;
  GTask *task = g_task_new (conversation, cancellable, callback, user_data);
  QingStoredConversation *row;
  QingConversation *copy;

  g_task_set_source_tag (task, open_conversation);
  if (qing_conversation_is_loaded (conversation) || self->store == NULL)
    {
      g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
      g_object_unref (task);
      return;
    }
  copy = qing_conversation_new_with_uid (qing_conversation_get_uid (conversation));
  row = qing_stored_conversation_new (conversation);
  qing_stored_conversation_apply (row, copy);
  qing_stored_conversation_free (row);
  qing_conversation_set_loaded (copy, FALSE);
  g_task_set_task_data (task, copy, g_object_unref);
  qing_store_load_async (self->store, copy, cancellable, read_cb, task);
}

static QingConversation *
open_finish (QingConversation *conversation, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qing_engine_set_export_options (QingEngine *self, QingExportOptions *options)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (options != NULL);

  options->open = open_conversation;
  options->open_finish = open_finish;
  options->open_data = self;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Export *export = g_task_get_task_data (user_data);

  if (export->progress != NULL)
    export->progress (fraction, export->progress_data);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (qing_export_finish (result, &export->n_missing, &error))
    g_task_return_int (task, (gssize) export->conversations->len);
  else
    g_task_return_error (task, error);
}

static void
begin (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  QingExportOptions options = {
    .format = export->format,
    .pictures = QING_EXPORT_PICTURES_FOLDER,
    .reasoning = export->format == QING_EXPORT_MARKDOWN || export->format == QING_EXPORT_HTML,
  };

  qing_engine_set_export_options (g_task_get_source_object (task), &options);
  qing_export_async (export->conversations, &options, export->file, progress_cb,
                     g_object_ref (task), g_object_unref, g_task_get_cancellable (task),
                     exported_cb, task);
}

static void
add_list (GPtrArray *conversations, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (!qing_conversation_get_temporary (conversation))
        g_ptr_array_add (conversations, g_steal_pointer (&conversation));
    }
}

static void
archived_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = QING_ENGINE (object);
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GListModel) archived = qing_engine_list_archived_finish (self, result, &error);

  if (archived == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_list (export->conversations, G_LIST_MODEL (self->conversations));
  add_list (export->conversations, archived);
  begin (task);
}

void
qing_engine_export_async (QingEngine *self,
                          GPtrArray *conversations,
                          QingExportFormat format,
                          GFile *file,
                          QingEngineProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Export *export;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  export->format = format;
  export->file = g_object_ref (file);
  export->progress = progress;
  export->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_export_async);
  g_task_set_task_data (task, export, export_free);
  if (conversations == NULL)
    {
      qing_engine_list_archived_async (self, cancellable, archived_cb, task);
      return;
    }
  for (guint i = 0; i < conversations->len; i++)
    g_ptr_array_add (export->conversations, g_object_ref (conversations->pdata[i]));
  begin (task);
}

gssize
qing_engine_export_finish (QingEngine *self, GAsyncResult *result, guint *n_missing, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  if (n_missing != NULL)
    *n_missing = ((Export *) g_task_get_task_data (G_TASK (result)))->n_missing;
  return g_task_propagate_int (G_TASK (result), error);
}
