/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-loader.h"

typedef struct
{
  GPtrArray *attachments;
  guint next;
  GHashTable *loaded;
} QingLoading;

static void
loading_free (QingLoading *loading)
{
  g_ptr_array_unref (loading->attachments);
  g_hash_table_unref (loading->loaded);
  g_free (loading);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingLoading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes = NULL;

  if (object != NULL)
    {
      bytes = qing_attachment_load_finish (QING_ATTACHMENT (object), result, &error);
      if (bytes == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_hash_table_insert (loading->loaded, g_object_ref (object), bytes);
    }

  if (loading->next == loading->attachments->len)
    {
      g_task_return_pointer (task, g_hash_table_ref (loading->loaded),
                             (GDestroyNotify) g_hash_table_unref);
      return;
    }

  qing_attachment_load_async (g_ptr_array_index (loading->attachments, loading->next++),
                              g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

void
qing_attachments_load_async (GPtrArray *attachments,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  QingLoading *loading = g_new0 (QingLoading, 1);

  g_task_set_source_tag (task, qing_attachments_load_async);
  loading->attachments = g_ptr_array_ref (attachments);
  loading->loaded = g_hash_table_new_full (g_direct_hash, g_direct_equal, g_object_unref,
                                           (GDestroyNotify) g_bytes_unref);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);

  loaded_cb (NULL, NULL, task);
}

GHashTable *
qing_attachments_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
