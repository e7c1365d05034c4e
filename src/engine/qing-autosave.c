/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-autosave.h"

#include "qing-commit-queue.h"

/* What is shown is on the disk half a second later; the rest is for the commit itself. */
#define INTERVAL_MS 430

/* A message under way: how much of each part has been handed to the store. */
typedef struct
{
  QingMessage *message;
  gsize saved[2];
  gulong appended_id;
  gulong replaced_id;
  gboolean replaced;
} Followed;

struct _QingAutosave
{
  GObject parent_instance;

  QingCommitQueue *queue; /* NULL without a store */
  QingBatch *batch;
  GHashTable *touched;
  GHashTable *followed;
  guint tick_id;
};

enum
{
  PROP_0,
  PROP_FAULT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QingAutosave, qing_autosave, G_TYPE_OBJECT)

static void
followed_free (gpointer data)
{
  Followed *followed = data;

  g_clear_signal_handler (&followed->appended_id, followed->message);
  g_clear_signal_handler (&followed->replaced_id, followed->message);
  g_object_unref (followed->message);
  g_free (followed);
}

static void
qing_autosave_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingAutosave *self = QING_AUTOSAVE (object);

  switch (prop_id)
    {
    case PROP_FAULT:
      g_value_set_boxed (value, qing_autosave_get_fault (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_autosave_dispose (GObject *object)
{
  QingAutosave *self = QING_AUTOSAVE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->followed);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (qing_autosave_parent_class)->dispose (object);
}

static void
qing_autosave_finalize (GObject *object)
{
  QingAutosave *self = QING_AUTOSAVE (object);

  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->followed);
  qing_batch_unref (self->batch);

  G_OBJECT_CLASS (qing_autosave_parent_class)->finalize (object);
}

static void
qing_autosave_class_init (QingAutosaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_autosave_get_property;
  object_class->dispose = qing_autosave_dispose;
  object_class->finalize = qing_autosave_finalize;

  properties[PROP_FAULT] =
    g_param_spec_boxed ("fault", NULL, NULL, QING_TYPE_FAULT,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_autosave_init (QingAutosave *self)
{
  self->batch = qing_batch_new ();
  self->touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->followed = g_hash_table_new_full (NULL, NULL, NULL, followed_free);
}

static void
fault_changed_cb (QingAutosave *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
}

/**
 * qing_autosave_new:
 * @store: (nullable)
 */
QingAutosave *
qing_autosave_new (QingStore *store)
{
  QingAutosave *self = g_object_new (QING_TYPE_AUTOSAVE, NULL);

  if (store == NULL)
    return self;
  self->queue = qing_commit_queue_new (store);
  g_signal_connect_object (self->queue, "notify::fault", G_CALLBACK (fault_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const QingFault *
qing_autosave_get_fault (QingAutosave *self)
{
  g_return_val_if_fail (QING_IS_AUTOSAVE (self), NULL);
  return self->queue != NULL ? qing_commit_queue_get_fault (self->queue) : NULL;
}

static void
add_part (QingAutosave *self, Followed *followed, QingPart part)
{
  gsize length;
  const char *text = part == QING_PART_TEXT
                       ? qing_message_get_text (followed->message, &length)
                       : qing_message_get_reasoning (followed->message, &length);
  gsize saved = followed->saved[part];

  if (length > saved)
    qing_batch_append (self->batch, followed->message, part, saved, text + saved, length - saved);
  followed->saved[part] = length;
}

/* Copies what is new; never what was handed over before. */
static void
add_followed (QingAutosave *self, Followed *followed)
{
  if (followed->replaced)
    {
      followed->replaced = FALSE;
      qing_batch_set_body (self->batch, followed->message);
      qing_message_get_text (followed->message, &followed->saved[QING_PART_TEXT]);
      qing_message_get_reasoning (followed->message, &followed->saved[QING_PART_REASONING]);
      return;
    }
  add_part (self, followed, QING_PART_TEXT);
  add_part (self, followed, QING_PART_REASONING);
}

/* Puts everything that changed into the queue. */
static void
collect (QingAutosave *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->followed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    add_followed (self, value);
  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      qing_batch_put_conversation (self->batch, key);
      g_hash_table_iter_remove (&iter);
    }
  if (qing_batch_get_size (self->batch) > 0)
    qing_commit_queue_add (self->queue, self->batch);
}

static gboolean
tick_cb (gpointer user_data)
{
  QingAutosave *self = user_data;

  self->tick_id = 0;
  collect (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (QingAutosave *self)
{
  if (self->tick_id == 0 && self->queue != NULL)
    self->tick_id = g_timeout_add (INTERVAL_MS, tick_cb, self);
}

gint64
qing_autosave_get_deadline (QingAutosave *self)
{
  GSource *source;

  g_return_val_if_fail (QING_IS_AUTOSAVE (self), 0);

  if (self->tick_id == 0)
    return 0;
  source = g_main_context_find_source_by_id (NULL, self->tick_id);
  return g_source_get_ready_time (source);
}

void
qing_autosave_retry (QingAutosave *self)
{
  g_return_if_fail (QING_IS_AUTOSAVE (self));

  if (self->queue != NULL)
    qing_commit_queue_retry (self->queue);
}

void
qing_autosave_commit_async (QingAutosave *self,
                            QingBatch *batch,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QING_IS_AUTOSAVE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, qing_autosave_commit_async);
  if (self->queue == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  collect (self);
  qing_commit_queue_add_urgent (self->queue, batch, g_steal_pointer (&task));
}

gboolean
qing_autosave_commit_finish (QingAutosave *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

QingBatch *
qing_autosave_get_batch (QingAutosave *self)
{
  g_return_val_if_fail (QING_IS_AUTOSAVE (self), NULL);

  if (self->queue == NULL)
    {
      qing_batch_unref (self->batch);
      self->batch = qing_batch_new ();
    }
  schedule (self);
  return self->batch;
}

void
qing_autosave_touch (QingAutosave *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_AUTOSAVE (self));

  if (self->queue == NULL)
    return;
  g_hash_table_add (self->touched, g_object_ref (conversation));
  schedule (self);
}

static void
appended_cb (QingMessage *message, guint part, guint64 offset, gpointer user_data)
{
  schedule (user_data);
}

static void
replaced_cb (QingMessage *message, guint part, gpointer user_data)
{
  QingAutosave *self = user_data;
  Followed *followed = g_hash_table_lookup (self->followed, message);

  followed->replaced = TRUE;
  schedule (self);
}

void
qing_autosave_follow (QingAutosave *self, QingMessage *message)
{
  Followed *followed;

  g_return_if_fail (QING_IS_AUTOSAVE (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  if (self->queue == NULL || g_hash_table_contains (self->followed, message))
    return;
  followed = g_new0 (Followed, 1);
  followed->message = g_object_ref (message);
  qing_message_get_text (message, &followed->saved[QING_PART_TEXT]);
  qing_message_get_reasoning (message, &followed->saved[QING_PART_REASONING]);
  followed->appended_id = g_signal_connect (message, "appended", G_CALLBACK (appended_cb), self);
  followed->replaced_id = g_signal_connect (message, "replaced", G_CALLBACK (replaced_cb), self);
  g_hash_table_insert (self->followed, message, followed);
}

void
qing_autosave_settle (QingAutosave *self, QingMessage *message)
{
  Followed *followed;

  g_return_if_fail (QING_IS_AUTOSAVE (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  if (self->queue == NULL)
    return;
  followed = g_hash_table_lookup (self->followed, message);
  if (followed != NULL)
    add_followed (self, followed);
  qing_batch_fold (self->batch, message);
  qing_batch_update_message (self->batch, message);
  g_hash_table_remove (self->followed, message);
  collect (self);
}

void
qing_autosave_forget (QingAutosave *self, QingMessage *message)
{
  g_return_if_fail (QING_IS_AUTOSAVE (self));
  g_hash_table_remove (self->followed, message);
}
