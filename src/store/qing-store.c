/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-store.h"

#include "qing-attachments-table.h"
#include "qing-fault.h"
#include "qing-opening.h"
#include "qing-store-private.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

struct _QingStore
{
  GObject parent_instance;

  char *path;
  char *notice;
  GAsyncQueue *queue;
  gboolean shared;
  gboolean write_protected;
  gboolean backup_has_more;
  gboolean closed;
};

/* What the worker thread itself knows. */
typedef struct
{
  GAsyncQueue *queue;
  QingDatabase *database;
  QingTail *tail; /* NULL where another process has the history open, too */
  int lock;
  gboolean ended;
} Worker;

typedef struct _Order Order;

/* One thing for the worker thread to do, and what came of it. */
struct _Order
{
  void (*carry_out) (Worker *worker, Order *order);
  GTask *task;
  QingStoreJob job;
  GDestroyNotify free_result;
  QingDatabaseHook hook;
  gpointer hook_data;
  gpointer result;
  GError *error;
};

static void blob_source_init (QingBlobSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingStore,
                               qing_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_BLOB_SOURCE, blob_source_init))

static gboolean
deliver_cb (gpointer data)
{
  g_autofree Order *order = data;
  g_autoptr (GTask) task = order->task;

  if (order->error != NULL)
    g_task_return_error (task, order->error);
  else
    g_task_return_pointer (task, order->result, order->free_result);
  return G_SOURCE_REMOVE;
}

/* The task goes back to where it came from, with the worker's reference on it and thereby on the
 * store, so that objects are never let go of in the worker thread. */
static void
deliver (Order *order)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (order->task));
  g_source_set_callback (source, deliver_cb, order, NULL);
  g_source_attach (source, g_task_get_context (order->task));
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  while (!worker->ended)
    {
      Order *order = g_async_queue_pop (worker->queue);

      order->carry_out (worker, order);
      if (order->task != NULL)
        deliver (order);
      else
        g_free (order);
    }
  g_async_queue_unref (worker->queue);
  g_free (worker);
  return NULL;
}

static void
note_damage (Worker *worker, Order *order)
{
  if (order->error != NULL && qing_database_is_damaged (worker->database))
    qing_opening_mark_damaged (
      sqlite3_db_filename (qing_database_get_handle (worker->database), "main"));
}

static void
run_job (Worker *worker, Order *order)
{
  gpointer data = g_task_get_task_data (order->task);

  /* Whoever types on does not wait for the search of the letter before. */
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (order->task), &order->error))
    return;
  /* Whoever reads finds all of it. If there is no room for that, the rest can be read. */
  if (worker->tail != NULL)
    qing_tail_spill (worker->tail, NULL);
  order->result = order->job (worker->database, data, &order->error);
  note_damage (worker, order);
}

static void
run_commit (Worker *worker, Order *order)
{
  QingBatch *batch = g_task_get_task_data (order->task);

  if (worker->tail != NULL && qing_tail_take (worker->tail, batch))
    return;
  /* Where there is nothing to write, it does not matter whether that could be done. */
  if (qing_batch_get_size (batch) == 0)
    {
      if (worker->tail != NULL)
        qing_tail_spill (worker->tail, &order->error);
      return;
    }
  qing_batch_run (batch, worker->database, &order->error);
  note_damage (worker, order);
}

static void
run_open (Worker *worker, Order *order)
{
  QingOpening *opening = qing_opening_run (g_task_get_task_data (order->task), &order->error);

  if (opening == NULL)
    return;
  worker->database = g_steal_pointer (&opening->database);
  worker->tail = g_steal_pointer (&opening->tail);
  worker->lock = opening->lock;
  opening->lock = -1;
  order->result = opening;
  order->free_result = (GDestroyNotify) qing_opening_free;
}

static void
run_close (Worker *worker, Order *order)
{
  g_clear_pointer (&worker->tail, qing_tail_close);
  g_clear_pointer (&worker->database, qing_database_close);
  if (worker->lock >= 0)
    close (worker->lock);
  worker->lock = -1;
  worker->ended = TRUE;
}

static void
run_hook (Worker *worker, Order *order)
{
  qing_database_set_hook (worker->database, order->hook, order->hook_data);
}

static void
push (QingStore *self, void (*carry_out) (Worker *worker, Order *order), GTask *task)
{
  Order *order = g_new0 (Order, 1);

  order->carry_out = carry_out;
  order->task = task;
  g_async_queue_push (self->queue, order);
}

void
qing_store_set_hook (QingStore *self, QingDatabaseHook hook, gpointer user_data)
{
  Order *order = g_new0 (Order, 1);

  order->carry_out = run_hook;
  order->hook = hook;
  order->hook_data = user_data;
  g_async_queue_push (self->queue, order);
}

static gboolean
refuse_when_closed (QingStore *self, GTask *task)
{
  if (!self->closed)
    return FALSE;
  g_task_return_new_error (task, QING_ERROR, QING_ERROR_STORAGE, "%s",
                           _ ("The history is closed."));
  g_object_unref (task);
  return TRUE;
}

void
qing_store_submit (QingStore *self, GTask *task, QingStoreJob job, GDestroyNotify free_result)
{
  Order *order;

  if (refuse_when_closed (self, task))
    return;
  order = g_new0 (Order, 1);
  order->carry_out = run_job;
  order->task = task;
  order->job = job;
  order->free_result = free_result;
  g_async_queue_push (self->queue, order);
}

static void
qing_store_finalize (GObject *object)
{
  QingStore *self = QING_STORE (object);

  if (!self->closed)
    push (self, run_close, NULL);
  g_async_queue_unref (self->queue);
  g_free (self->path);
  g_free (self->notice);

  G_OBJECT_CLASS (qing_store_parent_class)->finalize (object);
}

static void
qing_store_class_init (QingStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_store_finalize;
}

static void
qing_store_init (QingStore *self)
{
  Worker *worker = g_new0 (Worker, 1);

  self->queue = g_async_queue_new ();
  worker->queue = g_async_queue_ref (self->queue);
  worker->lock = -1;
  g_thread_unref (g_thread_new ("qing-store", work, worker));
}

void
qing_store_open_async (const char *path,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (QingStore) self = g_object_new (QING_TYPE_STORE, NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_store_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  self->path = g_strdup (path);
  push (self, run_open, task);
}

QingStore *
qing_store_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (QingOpening) opening = NULL;
  QingStore *self;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  opening = g_task_propagate_pointer (G_TASK (result), error);
  if (opening == NULL)
    return NULL;
  self = g_task_get_source_object (G_TASK (result));
  self->notice = g_steal_pointer (&opening->notice);
  self->shared = opening->shared;
  self->write_protected = opening->write_protected;
  self->backup_has_more = opening->backup_has_more;
  return g_object_ref (self);
}

static gboolean
finish_without_result (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
qing_store_close_async (QingStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, qing_store_close_async);
  if (self->closed)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  push (self, run_close, task);
  self->closed = TRUE;
}

gboolean
qing_store_close_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return finish_without_result (result, error);
}

const char *
qing_store_get_path (QingStore *self)
{
  g_return_val_if_fail (QING_IS_STORE (self), NULL);
  return self->path;
}

gboolean
qing_store_is_shared (QingStore *self)
{
  g_return_val_if_fail (QING_IS_STORE (self), FALSE);
  return self->shared;
}

gboolean
qing_store_is_protected (QingStore *self)
{
  g_return_val_if_fail (QING_IS_STORE (self), FALSE);
  return self->write_protected;
}

gboolean
qing_store_has_fuller_backup (QingStore *self)
{
  g_return_val_if_fail (QING_IS_STORE (self), FALSE);
  return self->backup_has_more;
}

const char *
qing_store_get_notice (QingStore *self)
{
  g_return_val_if_fail (QING_IS_STORE (self), NULL);
  return self->notice;
}

void
qing_store_commit_async (QingStore *self,
                         QingBatch *batch,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, qing_store_commit_async);
  g_task_set_task_data (task, qing_batch_ref (batch), (GDestroyNotify) qing_batch_unref);
  if (!refuse_when_closed (self, task))
    push (self, run_commit, task);
}

gboolean
qing_store_commit_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return finish_without_result (result, error);
}

static gpointer
load_blob (QingDatabase *database, gpointer uid, GError **error)
{
  return qing_attachments_load (database, uid, error);
}

static void
load_blob_async (QingBlobSource *source,
                 const char *attachment_uid,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_blob_async);
  g_task_set_task_data (task, g_strdup (attachment_uid), g_free);
  qing_store_submit (QING_STORE (source), task, load_blob, (GDestroyNotify) g_bytes_unref);
}

static GBytes *
load_blob_finish (QingBlobSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
blob_source_init (QingBlobSourceInterface *iface)
{
  iface->load_async = load_blob_async;
  iface->load_finish = load_blob_finish;
}
