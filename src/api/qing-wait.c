/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-wait.h"

static gboolean
wait_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
qing_wait_async (guint delay_ms,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_timeout_source_new (delay_ms);

  g_task_set_source_tag (task, qing_wait_async);
  g_source_set_static_name (source, "qing-wait");
  g_source_set_callback (source, wait_cb, task, g_object_unref);

  /* A ready child makes its parent ready. */
  if (cancellable != NULL)
    {
      g_autoptr (GSource) child = g_cancellable_source_new (cancellable);

      g_source_set_callback (child, G_SOURCE_FUNC (wake_cb), NULL, NULL);
      g_source_add_child_source (source, child);
    }

  g_source_attach (source, g_main_context_get_thread_default ());
}

gboolean
qing_wait_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
