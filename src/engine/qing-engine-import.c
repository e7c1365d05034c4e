/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

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

/* The messages of the branch that is shown. */
static GHashTable *
list_shown (QingConversation *conversation)
{
  GHashTable *shown = g_hash_table_new (NULL, NULL);

  for (QingMessage *m = qing_conversation_get_leaf (conversation); m != NULL;
       m = qing_message_get_parent (m))
    g_hash_table_add (shown, m);
  return shown;
}

typedef void (*TreeFunc) (QingMessage *message, gboolean shown, gpointer user_data);

/* Every message after its parent, siblings in their order. */
static void
walk (QingConversation *conversation, TreeFunc func, gpointer user_data)
{
  g_autoptr (GHashTable) shown = list_shown (conversation);
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  for (guint i = qing_conversation_get_n_roots (conversation); i > 0; i--)
    g_ptr_array_add (stack, qing_conversation_get_root (conversation, i - 1));
  while (stack->len > 0)
    {
      QingMessage *message = g_ptr_array_steal_index (stack, stack->len - 1);

      for (guint i = qing_message_get_n_children (message); i > 0; i--)
        g_ptr_array_add (stack, qing_message_get_child (message, i - 1));
      func (message, g_hash_table_contains (shown, message), user_data);
    }
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

/* The list gets a row whose messages are read when they are wanted, so that a large import does not
 * stay in memory. */
static void
list_row (QingEngine *self, QingConversation *conversation)
{
  GPtrArray *rows;

  if (qing_conversation_get_archived (conversation))
    return;
  if (self->store == NULL)
    {
      qing_engine_list (self, conversation);
      return;
    }
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_conversation_free);
  g_ptr_array_add (rows, qing_stored_conversation_new (conversation));
  qing_conversation_list_take_rows (self->conversations, rows);
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
      list_row (self, conversation);
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

static gboolean
is_known (QingEngine *self, QingConversation *conversation)
{
  return qing_conversation_list_lookup (self->conversations,
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
  walk (writing.conversation, insert, &writing);
  qing_autosave_commit_async (self->autosave, batch, stored_cb, task);
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
  import_next (task);
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
  GHashTable *copies; /* original -> copy */
} Copying;

static void
copy_texts (QingMessage *message, QingMessage *copy)
{
  gsize length;
  const char *text = qing_message_get_text (message, &length);

  qing_message_set_text (copy, text, (gssize) length);
  text = qing_message_get_reasoning (message, &length);
  qing_message_set_reasoning (copy, text, (gssize) length);
}

static void
copy_lists (QingMessage *message, QingMessage *copy)
{
  GListModel *attachments = qing_message_get_attachments (message);
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      qing_message_add_attachment (copy, attachment);
    }
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);
      g_autoptr (QingToolCall) other =
        qing_tool_call_new (qing_tool_call_get_id (call), qing_tool_call_get_name (call),
                            qing_tool_call_get_arguments (call));

      qing_tool_call_set_outcome (other, qing_tool_call_get_state (call),
                                  qing_tool_call_get_result (call));
      qing_message_add_tool_call (copy, other);
    }
}

static void
copy_message (QingMessage *message, gboolean shown, gpointer user_data)
{
  Copying *copying = user_data;
  g_autoptr (QingMessage) copy = qing_message_new (qing_message_get_role (message));
  QingMessage *parent = qing_message_get_parent (message);

  qing_message_set_created (copy, qing_message_get_created (message));
  copy_texts (message, copy);
  copy_lists (message, copy);
  qing_message_set_model (copy, qing_message_get_model (message));
  qing_message_set_finish_reason (copy, qing_message_get_finish_reason (message));
  qing_message_set_request_id (copy, qing_message_get_request_id (message));
  qing_message_set_tool_call_id (copy, qing_message_get_tool_call_id (message));
  qing_message_set_usage (copy, qing_message_get_usage (message));
  qing_message_set_timing (copy, qing_message_get_timing (message));
  qing_message_set_fault (copy, qing_message_get_fault (message));
  qing_message_set_state (copy, qing_message_is_running (message)
                                  ? QING_MESSAGE_INTERRUPTED
                                  : qing_message_get_state (message));
  qing_conversation_add (copying->copy, copy,
                         parent != NULL ? g_hash_table_lookup (copying->copies, parent) : NULL,
                         shown);
  g_hash_table_insert (copying->copies, message, copy);
}

static QingConversation *
copy_conversation (QingConversation *conversation)
{
  QingConversation *copy = qing_conversation_new ();
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  Copying copying = { copy, copies };
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
  walk (conversation, copy_message, &copying);
  return copy;
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GPtrArray *copies = g_task_get_task_data (task);
  const char *uid = qing_conversation_get_uid (copies->pdata[0]);
  GError *error = NULL;

  if (qing_engine_import_finish (self, result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           g_object_ref (qing_conversation_list_lookup (self->conversations, uid)),
                           g_object_unref);
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
  g_ptr_array_add (copies, copy_conversation (original));
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
