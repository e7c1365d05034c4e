/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-listing.h"
#include "qing-engine-private.h"
#include "qing-tree.h"

#include <glib/gi18n-lib.h>

/* Conversations on their way into the history, one transaction each, so that neither the main loop
 * nor the worker is held up for long. */
typedef struct
{
  GPtrArray *conversations;
  guint next;
  guint n_added;
  QingEngineProgress progress;
  gpointer progress_data;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_ptr_array_unref (import->conversations);
  g_free (import);
}

typedef struct
{
  QingBatch *batch;
  QingConversation *conversation;
} Writing;

static void
insert (QingMessage *message, gboolean shown, gpointer user_data)
{
  Writing *writing = user_data;

  qing_batch_insert_message (writing->batch, writing->conversation, message, shown);
}

void
qing_engine_list_rows (QingEngine *self, GPtrArray *conversations)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_conversation_free);

  for (guint i = 0; i < conversations->len; i++)
    {
      QingConversation *conversation = g_ptr_array_index (conversations, i);

      if (qing_conversation_get_archived (conversation))
        continue;
      if (self->store == NULL || qing_conversation_get_temporary (conversation))
        {
          qing_engine_list (self, conversation);
          continue;
        }
      qing_engine_need_folder (self, qing_conversation_get_folder (conversation));
      g_ptr_array_add (rows, qing_stored_conversation_new (conversation));
    }
  if (rows->len > 0)
    qing_conversation_list_take_rows (self->conversations, rows);
  else
    g_ptr_array_unref (rows);
}

void
qing_engine_list_row (QingEngine *self, QingConversation *conversation)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, conversation);
  qing_engine_list_rows (self, one);
}

static void import_next (GTask *task);

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  QingConversation *conversation = g_ptr_array_index (import->conversations, import->next);
  GError *error = NULL;

  if (qing_autosave_commit_finish (QING_AUTOSAVE (object), result, &error))
    {
      import->n_added++;
      qing_engine_list_row (self, conversation);
    }
  else if (g_error_matches (error, QING_ERROR, QING_ERROR_REQUEST))
    {
      /* One that cannot be stored, for its messages are in another, does not stop the rest. */
      g_clear_error (&error);
    }
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  import->next++;
  if (import->progress != NULL)
    import->progress ((double) import->next / import->conversations->len, import->progress_data);
  import_next (task);
}

/* A temporary one is never stored, nor listed. */
static gboolean
is_known (QingEngine *self, QingConversation *conversation)
{
  return qing_conversation_get_temporary (conversation) ||
         qing_conversation_list_lookup (self->conversations,
                                        qing_conversation_get_uid (conversation)) != NULL;
}

static void
import_next (GTask *task)
{
  QingEngine *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  g_autoptr (QingBatch) batch = qing_batch_new ();
  Writing writing = { batch, NULL };

  while (import->next < import->conversations->len &&
         is_known (self, g_ptr_array_index (import->conversations, import->next)))
    import->next++;
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (import->next >= import->conversations->len)
    {
      g_task_return_int (task, (gssize) import->n_added);
      g_object_unref (task);
      return;
    }
  writing.conversation = g_ptr_array_index (import->conversations, import->next);
  qing_batch_drop_conversation (batch, writing.conversation);
  qing_batch_put_conversation (batch, writing.conversation);
  qing_tree_walk (writing.conversation, insert, &writing);
  qing_autosave_commit_async (self->autosave, batch, stored_cb, task);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (qing_engine_list_all_finish (QING_ENGINE (object), result, &error))
    {
      import_next (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
qing_engine_import_async (QingEngine *self,
                          GPtrArray *conversations,
                          QingEngineProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Import *import;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (conversations != NULL);

  import = g_new0 (Import, 1);
  import->conversations = g_ptr_array_ref (conversations);
  import->progress = progress;
  import->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_import_async);
  g_task_set_task_data (task, import, import_free);
  /* What is known already is not imported again. */
  qing_engine_list_all_async (self, NULL, listed_cb, task);
}

gssize
qing_engine_import_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

typedef struct
{
  QingConversation *copy;
  GHashTable *path;   /* what is copied; NULL: everything */
  GHashTable *copies; /* original -> copy */
} Copying;

static void
copy_message (QingMessage *message, gboolean shown, gpointer user_data)
{
  Copying *copying = user_data;
  g_autoptr (QingMessage) copy = qing_tree_copy_message (message, NULL);
  QingMessage *parent = qing_message_get_parent (message);

  if (copying->path != NULL && !g_hash_table_contains (copying->path, message))
    return;
  qing_conversation_add (copying->copy, copy,
                         parent != NULL ? g_hash_table_lookup (copying->copies, parent) : NULL,
                         shown || copying->path != NULL);
  g_hash_table_insert (copying->copies, message, copy);
}

static QingConversation *
copy_conversation (QingConversation *conversation, QingMessage *leaf)
{
  QingConversation *copy = qing_conversation_new ();
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) path = leaf != NULL ? g_hash_table_new (NULL, NULL) : NULL;
  Copying copying = { copy, path, copies };
  /* Translators: the title of a copied conversation. */
  g_autofree char *title =
    g_strdup_printf (_ ("%s (copy)"), qing_conversation_get_title (conversation));

  qing_conversation_set_title (copy, title, TRUE);
  qing_conversation_set_model (copy, qing_conversation_get_model (conversation));
  qing_conversation_set_account (copy, qing_conversation_get_account (conversation));
  qing_conversation_set_folder (copy, qing_conversation_get_folder (conversation));
  qing_conversation_set_temporary (copy, qing_conversation_get_temporary (conversation));
  qing_parameters_assign (qing_conversation_get_parameters (copy),
                          qing_conversation_get_parameters (conversation));
  for (QingMessage *m = leaf; m != NULL; m = qing_message_get_parent (m))
    g_hash_table_add (path, m);
  qing_tree_walk (conversation, copy_message, &copying);
  qing_conversation_set_loaded (copy, TRUE);
  return copy;
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GPtrArray *copies = g_task_get_task_data (task);
  QingConversation *copy = copies->pdata[0];
  QingConversation *listed;
  GError *error = NULL;

  if (qing_engine_import_finish (self, result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  listed = qing_conversation_list_lookup (self->conversations, qing_conversation_get_uid (copy));
  if (listed == NULL)
    {
      qing_engine_watch (self, copy);
      qing_engine_list (self, copy);
    }
  g_task_return_pointer (task, g_object_ref (listed != NULL ? listed : copy), g_object_unref);
}

static void
original_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = QING_ENGINE (object);
  QingConversation *original = g_task_get_task_data (task);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  if (!qing_engine_load_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (copies, copy_conversation (original, NULL));
  g_task_set_task_data (task, g_ptr_array_ref (copies), (GDestroyNotify) g_ptr_array_unref);
  qing_engine_import_async (self, copies, NULL, NULL, NULL, copied_cb, task);
}

void
qing_engine_duplicate_async (QingEngine *self,
                             QingConversation *conversation,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_duplicate_async);
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  qing_engine_load_async (self, conversation, cancellable, original_loaded_cb, task);
}

QingConversation *
qing_engine_duplicate_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qing_engine_fork_async (QingEngine *self,
                        QingConversation *conversation,
                        QingMessage *message,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));

  g_ptr_array_add (copies, copy_conversation (conversation, message));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_fork_async);
  g_task_set_task_data (task, g_ptr_array_ref (copies), (GDestroyNotify) g_ptr_array_unref);
  qing_engine_import_async (self, copies, NULL, NULL, cancellable, copied_cb, task);
}

QingConversation *
qing_engine_fork_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
