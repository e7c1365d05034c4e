/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-file.h"

#include <glib/gi18n-lib.h>

struct _QingExportFile
{
  GFile *target;
  GFile *temporary; /* NULL once it is in its place, or before it was made */
  GOutputStream *stream;
};

void
qing_export_file_free (QingExportFile *self)
{
  if (self == NULL)
    return;
  if (self->temporary != NULL)
    g_file_delete_async (self->temporary, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->temporary);
  g_clear_object (&self->target);
  g_clear_object (&self->stream);
  g_free (self);
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (QingExportFile) self = g_new0 (QingExportFile, 1);
  GError *error = NULL;

  self->stream = G_OUTPUT_STREAM (g_file_create_finish (G_FILE (object), result, &error));
  if (self->stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->temporary = g_object_ref (G_FILE (object));
  self->target = g_object_ref (g_task_get_task_data (task));
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) qing_export_file_free);
}

void
qing_export_file_open_async (GFile *target,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autoptr (GFile) temporary = NULL;
  g_autofree char *uid = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".qingtan-%.8s.part", uid);

  g_task_set_source_tag (task, qing_export_file_open_async);
  g_task_set_task_data (task, g_object_ref (target), g_object_unref);
  if (folder == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "%s",
                               _ ("This is a folder"));
      return;
    }
  temporary = g_file_get_child (folder, name);
  g_file_create_async (temporary, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable,
                       created_cb, g_steal_pointer (&task));
}

QingExportFile *
qing_export_file_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GOutputStream *
qing_export_file_get_stream (QingExportFile *self)
{
  return self->stream;
}

static void
moved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingExportFile *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_file_move_finish (G_FILE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_object (&self->temporary);
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingExportFile *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_file_move_async (self->temporary, self->target, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT,
                     cancellable, NULL, NULL, moved_cb, g_steal_pointer (&task));
}

void
qing_export_file_commit_async (QingExportFile *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_export_file_commit_async);
  g_task_set_task_data (task, self, NULL);
  g_output_stream_close_async (self->stream, G_PRIORITY_DEFAULT, cancellable, closed_cb, task);
}

gboolean
qing_export_file_commit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
