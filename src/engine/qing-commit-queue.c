/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-commit-queue.h"

#define FIRST_RETRY_MS 2000
#define LAST_RETRY_MS  4000

/* A batch that waits for the store, and who waits for it (nullable). */
typedef struct
{
  QingBatch *batch;
  GTask *task;
} Entry;

struct _QingCommitQueue
{
  GObject parent_instance;

  QingStore *store;
  QingFault *fault;
  GQueue entries;
  gboolean committing;
  guint retry_id;
  guint retry_ms;
};

enum
{
  PROP_0,
  PROP_FAULT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QingCommitQueue, qing_commit_queue, G_TYPE_OBJECT)

static void run (QingCommitQueue *self);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  qing_batch_unref (entry->batch);
  g_clear_object (&entry->task);
  g_free (entry);
}

static void
qing_commit_queue_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingCommitQueue *self = QING_COMMIT_QUEUE (object);

  switch (prop_id)
    {
    case PROP_FAULT:
      g_value_set_boxed (value, self->fault);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_commit_queue_dispose (GObject *object)
{
  QingCommitQueue *self = QING_COMMIT_QUEUE (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (qing_commit_queue_parent_class)->dispose (object);
}

static void
qing_commit_queue_finalize (GObject *object)
{
  QingCommitQueue *self = QING_COMMIT_QUEUE (object);

  g_queue_clear_full (&self->entries, entry_free);
  qing_fault_free (self->fault);

  G_OBJECT_CLASS (qing_commit_queue_parent_class)->finalize (object);
}

static void
qing_commit_queue_class_init (QingCommitQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_commit_queue_get_property;
  object_class->dispose = qing_commit_queue_dispose;
  object_class->finalize = qing_commit_queue_finalize;

  properties[PROP_FAULT] =
    g_param_spec_boxed ("fault", NULL, NULL, QING_TYPE_FAULT,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_commit_queue_init (QingCommitQueue *self)
{
  g_queue_init (&self->entries);
}

QingCommitQueue *
qing_commit_queue_new (QingStore *store)
{
  QingCommitQueue *self = g_object_new (QING_TYPE_COMMIT_QUEUE, NULL);

  self->store = g_object_ref (store);
  return self;
}

const QingFault *
qing_commit_queue_get_fault (QingCommitQueue *self)
{
  g_return_val_if_fail (QING_IS_COMMIT_QUEUE (self), NULL);
  return self->fault;
}

static void
take_fault (QingCommitQueue *self, QingFault *fault)
{
  gboolean same = fault == self->fault || (fault != NULL && self->fault != NULL &&
                                           g_strcmp0 (fault->summary, self->fault->summary) == 0);

  if (same && fault != self->fault)
    qing_fault_free (fault);
  if (same)
    return;
  qing_fault_free (self->fault);
  self->fault = fault;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
}

static gboolean
retry_cb (gpointer user_data)
{
  QingCommitQueue *self = user_data;

  self->retry_id = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

/* Whoever waits behind a batch that failed would fail for the same reason. They are taken out of the
 * queue first, because a callback may add to it. */
static void
fail_waiting (QingCommitQueue *self, const GError *error)
{
  g_autoptr (GPtrArray) failed = g_ptr_array_new_with_free_func (entry_free);
  GList *next;

  for (GList *link = self->entries.head; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      if (entry->task == NULL)
        continue;
      g_queue_delete_link (&self->entries, link);
      g_ptr_array_add (failed, entry);
    }
  for (guint i = 0; i < failed->len; i++)
    g_task_return_error (((Entry *) failed->pdata[i])->task, g_error_copy (error));
}

static void
handle_failure (QingCommitQueue *self, GError *error)
{
  Entry *head = g_queue_peek_head (&self->entries);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_fault (self, qing_fault_new_from_error (error));
  if (head->task != NULL)
    {
      g_queue_pop_head (&self->entries);
      g_task_return_error (head->task, g_error_copy (error));
      entry_free (head);
    }
  else if (g_error_matches (error, QING_ERROR, QING_ERROR_REQUEST))
    {
      if (!qing_batch_set_lenient (head->batch))
        {
          g_warning ("Changes could not be stored: %s", error->message);
          entry_free (g_queue_pop_head (&self->entries));
        }
    }
  else
    {
      self->retry_ms = CLAMP (self->retry_ms * 2, FIRST_RETRY_MS, LAST_RETRY_MS);
      self->retry_id = g_timeout_add (self->retry_ms, retry_cb, self);
      fail_waiting (self, error);
    }
}

static void
commit_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingCommitQueue) self = user_data;
  g_autoptr (GError) error = NULL;

  self->committing = FALSE;
  if (qing_store_commit_finish (QING_STORE (object), result, &error))
    {
      Entry *head = g_queue_pop_head (&self->entries);

      self->retry_ms = 0;
      take_fault (self, NULL);
      if (head->task != NULL)
        g_task_return_boolean (head->task, TRUE);
      entry_free (head);
    }
  else
    {
      handle_failure (self, error);
    }
  run (self);
}

static void
run (QingCommitQueue *self)
{
  Entry *head = g_queue_peek_head (&self->entries);

  if (head == NULL || self->committing || self->retry_id != 0 || self->store == NULL)
    return;
  self->committing = TRUE;
  qing_store_commit_async (self->store, head->batch, commit_cb, g_object_ref (self));
}

void
qing_commit_queue_retry (QingCommitQueue *self)
{
  g_return_if_fail (QING_IS_COMMIT_QUEUE (self));

  g_clear_handle_id (&self->retry_id, g_source_remove);
  run (self);
}

static Entry *
push (QingCommitQueue *self, QingBatch *batch, GTask *task)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->batch = batch;
  entry->task = task;
  g_queue_push_tail (&self->entries, entry);
  return entry;
}

void
qing_commit_queue_add (QingCommitQueue *self, QingBatch *batch)
{
  Entry *tail;

  g_return_if_fail (QING_IS_COMMIT_QUEUE (self));

  tail = g_queue_peek_tail (&self->entries);
  if (tail == NULL || tail->task != NULL || (self->committing && self->entries.length == 1))
    tail = push (self, qing_batch_new (), NULL);
  qing_batch_take (tail->batch, batch);
  run (self);
}

void
qing_commit_queue_add_urgent (QingCommitQueue *self, QingBatch *batch, GTask *task)
{
  g_return_if_fail (QING_IS_COMMIT_QUEUE (self));

  push (self, qing_batch_ref (batch), task);
  qing_commit_queue_retry (self);
}
