/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-autosave.h"

/* What is shown is on the disk half a second later; the rest is for the commit itself. */
#define INTERVAL_MS    430
#define FIRST_RETRY_MS 2000
#define LAST_RETRY_MS  30000

/* A message under way: how much of each part has been handed to the store. */
typedef struct
{
  QingMessage *message;
  gsize saved[2];
  gulong appended_id;
  gulong replaced_id;
  gboolean replaced;
} Followed;

/* A batch that waits for the store, and who waits for it (nullable). */
typedef struct
{
  QingBatch *batch;
  GTask *task;
} Entry;

struct _QingAutosave
{
  GObject parent_instance;

  QingStore *store;
  QingFault *fault;
  QingBatch *batch;
  GHashTable *touched;
  GHashTable *followed;
  GQueue entries;
  gboolean committing;
  guint tick_id;
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

G_DEFINE_FINAL_TYPE (QingAutosave, qing_autosave, G_TYPE_OBJECT)

static void run (QingAutosave *self);

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
entry_free (gpointer data)
{
  Entry *entry = data;

  qing_batch_unref (entry->batch);
  g_clear_object (&entry->task);
  g_free (entry);
}

static void
qing_autosave_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingAutosave *self = QING_AUTOSAVE (object);

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
qing_autosave_dispose (GObject *object)
{
  QingAutosave *self = QING_AUTOSAVE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->followed);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (qing_autosave_parent_class)->dispose (object);
}

static void
qing_autosave_finalize (GObject *object)
{
  QingAutosave *self = QING_AUTOSAVE (object);

  g_queue_clear_full (&self->entries, entry_free);
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->followed);
  qing_batch_unref (self->batch);
  qing_fault_free (self->fault);

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
  g_queue_init (&self->entries);
}

/**
 * qing_autosave_new:
 * @store: (nullable)
 */
QingAutosave *
qing_autosave_new (QingStore *store)
{
  QingAutosave *self = g_object_new (QING_TYPE_AUTOSAVE, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  return self;
}

const QingFault *
qing_autosave_get_fault (QingAutosave *self)
{
  g_return_val_if_fail (QING_IS_AUTOSAVE (self), NULL);
  return self->fault;
}

static void
take_fault (QingAutosave *self, QingFault *fault)
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

/* Puts everything that changed at the end of the queue. */
static void
collect (QingAutosave *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  Entry *tail;

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
  if (qing_batch_get_size (self->batch) == 0)
    return;

  tail = g_queue_peek_tail (&self->entries);
  if (tail == NULL || tail->task != NULL || (self->committing && self->entries.length == 1))
    {
      tail = g_new0 (Entry, 1);
      tail->batch = qing_batch_new ();
      g_queue_push_tail (&self->entries, tail);
    }
  qing_batch_take (tail->batch, self->batch);
}

static gboolean
tick_cb (gpointer user_data)
{
  QingAutosave *self = user_data;

  self->tick_id = 0;
  collect (self);
  run (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (QingAutosave *self)
{
  if (self->tick_id == 0 && self->store != NULL)
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

static gboolean
retry_cb (gpointer user_data)
{
  QingAutosave *self = user_data;

  self->retry_id = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

/* Whoever waits behind a batch that failed would fail for the same reason. They are taken out of the
 * queue first, because a callback may add to it. */
static void
fail_waiting (QingAutosave *self, const GError *error)
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
handle_failure (QingAutosave *self, GError *error)
{
  Entry *head = g_queue_peek_head (&self->entries);

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
  g_autoptr (QingAutosave) self = user_data;
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
run (QingAutosave *self)
{
  Entry *head = g_queue_peek_head (&self->entries);

  if (head == NULL || self->committing || self->retry_id != 0 || self->store == NULL)
    return;
  self->committing = TRUE;
  qing_store_commit_async (self->store, head->batch, commit_cb, g_object_ref (self));
}

void
qing_autosave_retry (QingAutosave *self)
{
  g_return_if_fail (QING_IS_AUTOSAVE (self));

  g_clear_handle_id (&self->retry_id, g_source_remove);
  run (self);
}

void
qing_autosave_commit_async (QingAutosave *self,
                            QingBatch *batch,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (QING_IS_AUTOSAVE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, qing_autosave_commit_async);
  if (self->store == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  collect (self);
  entry = g_new0 (Entry, 1);
  entry->batch = qing_batch_ref (batch);
  entry->task = g_steal_pointer (&task);
  g_queue_push_tail (&self->entries, entry);
  qing_autosave_retry (self);
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

  if (self->store == NULL)
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

  if (self->store == NULL)
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

  if (self->store == NULL || g_hash_table_contains (self->followed, message))
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

  if (self->store == NULL)
    return;
  followed = g_hash_table_lookup (self->followed, message);
  if (followed != NULL)
    add_followed (self, followed);
  qing_batch_fold (self->batch, message);
  qing_batch_update_message (self->batch, message);
  g_hash_table_remove (self->followed, message);
  collect (self);
  run (self);
}

void
qing_autosave_forget (QingAutosave *self, QingMessage *message)
{
  g_return_if_fail (QING_IS_AUTOSAVE (self));
  g_hash_table_remove (self->followed, message);
}
