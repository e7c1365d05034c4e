/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-store-backups.h"

#include "qing-merge.h"
#include "qing-opening.h"
#include "qing-restore.h"
#include "qing-store-private.h"

/* The tasks of other threads have no source object, so that the store is never let go of there. */
static void
back_up (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  gboolean damaged;
  GError *error = NULL;

  if (qing_backups_make (path, cancellable, &damaged, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (damaged)
    qing_opening_mark_damaged (path);
  g_task_return_error (task, error);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was written beside the database is in it by then. */
static void
ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) thread = user_data;

  g_task_run_in_thread (thread, back_up);
}

static gpointer
get_ready (QingDatabase *database, gpointer data, GError **error)
{
  return NULL;
}

void
qing_store_back_up_async (QingStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) thread = NULL;
  GTask *first;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_back_up_async);
  if (qing_store_is_shared (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  thread = g_task_new (NULL, cancellable, backed_up_cb, g_steal_pointer (&task));
  g_task_set_source_tag (thread, back_up);
  g_task_set_task_data (thread, g_strdup (qing_store_get_path (self)), g_free);
  first = g_task_new (self, NULL, ready_cb, g_steal_pointer (&thread));
  g_task_set_source_tag (first, get_ready);
  qing_store_submit (self, first, get_ready, NULL);
}

gboolean
qing_store_back_up_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
qing_restored_free (QingRestored *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->merged);
  g_free (self);
}

/* A backup on its way: the main thread hands the worker one step after the other. */
typedef struct
{
  QingStoreProgress progress;
  gpointer progress_data;
  QingRestore *restore;
  QingMerge *merge;
  QingRestored *restored;
  double fraction;
  gboolean done;
  GError *error; /* why it ends before its end */
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  if (restoring->merge != NULL)
    qing_merge_free (restoring->merge);
  qing_restore_free (restoring->restore);
  qing_restored_free (restoring->restored);
  g_clear_error (&restoring->error);
  g_free (restoring);
}

static void
submit (GTask *task, QingStoreJob job, GAsyncReadyCallback callback)
{
  GTask *step = g_task_new (g_task_get_source_object (task), NULL, callback, task);

  g_task_set_source_tag (step, submit);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  qing_store_submit (g_task_get_source_object (task), step, job, NULL);
}

static gpointer
begin (QingDatabase *database, gpointer data, GError **error)
{
  Restoring *restoring = data;

  restoring->merge = qing_merge_begin (database, restoring->restore->path, error);
  return NULL;
}

static gpointer
take_step (QingDatabase *database, gpointer data, GError **error)
{
  Restoring *restoring = data;

  qing_merge_step (restoring->merge, &restoring->done, error);
  restoring->fraction = qing_merge_get_fraction (restoring->merge);
  return NULL;
}

static gpointer
end (QingDatabase *database, gpointer data, GError **error)
{
  Restoring *restoring = data;
  GPtrArray *merged = qing_merge_get_merged (restoring->merge);

  for (guint i = 0; i < merged->len; i++)
    g_ptr_array_add (restoring->restored->merged, g_strdup (merged->pdata[i]));
  qing_merge_get_counts (restoring->merge, &restoring->restored->n_new,
                         &restoring->restored->n_same);
  qing_merge_end (g_steal_pointer (&restoring->merge));
  return NULL;
}

static void
finish (GTask *task)
{
  Restoring *restoring = g_task_get_task_data (task);

  if (restoring->error != NULL)
    g_task_return_error (task, g_steal_pointer (&restoring->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&restoring->restored),
                           (GDestroyNotify) qing_restored_free);
  g_object_unref (task);
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Restoring *restoring = g_task_get_task_data (user_data);

  g_task_propagate_pointer (G_TASK (result), restoring->error == NULL ? &restoring->error : NULL);
  finish (user_data);
}

static void
stepped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Restoring *restoring = g_task_get_task_data (user_data);
  GCancellable *cancellable = g_task_get_cancellable (user_data);

  g_task_propagate_pointer (G_TASK (result), &restoring->error);
  if (restoring->merge == NULL)
    {
      finish (user_data);
      return;
    }
  if (restoring->error == NULL && !restoring->done)
    g_cancellable_set_error_if_cancelled (cancellable, &restoring->error);
  if (restoring->error == NULL && restoring->progress != NULL)
    restoring->progress (restoring->fraction, restoring->progress_data);
  if (restoring->error != NULL || restoring->done)
    submit (user_data, end, ended_cb);
  else
    submit (user_data, take_step, stepped_cb);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char **paths = data;
  QingRestore *restore;
  GError *error = NULL;

  restore = qing_restore_prepare (paths[0], paths[1], cancellable, &error);
  if (restore != NULL)
    g_task_return_pointer (task, restore, (GDestroyNotify) qing_restore_free);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Restoring *restoring = g_task_get_task_data (user_data);

  restoring->restore = g_task_propagate_pointer (G_TASK (result), &restoring->error);
  if (restoring->restore == NULL)
    {
      finish (user_data);
      return;
    }
  restoring->restored->damaged = restoring->restore->damaged;
  submit (user_data, begin, stepped_cb);
}

void
qing_store_restore_async (QingStore *self,
                          const char *path,
                          QingStoreProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const char *paths[] = { NULL, path, NULL };
  g_autoptr (GTask) thread = NULL;
  Restoring *restoring;
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));
  g_return_if_fail (path != NULL);

  restoring = g_new0 (Restoring, 1);
  restoring->progress = progress;
  restoring->progress_data = progress_data;
  restoring->restored = g_new0 (QingRestored, 1);
  restoring->restored->merged = g_ptr_array_new_with_free_func (g_free);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_restore_async);
  g_task_set_task_data (task, restoring, restoring_free);
  g_task_set_check_cancellable (task, FALSE);
  paths[0] = qing_store_get_path (self);
  thread = g_task_new (NULL, cancellable, prepared_cb, task);
  g_task_set_source_tag (thread, prepare);
  g_task_set_task_data (thread, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (thread, prepare);
}

QingRestored *
qing_store_restore_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
