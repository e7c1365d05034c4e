/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

#include <glib/gi18n-lib.h>

/* What a question takes on its way to the disk, and what is needed to take it back. */
typedef struct
{
  QingConversation *conversation;
  QingMessage *beside; /* the question that this one changes; or NULL for one at the end */
  QingMessage *question;
  QingTurn *turn;
  char *text;
  GPtrArray *attachments;
  char *old_title;
  gint64 old_updated;
  gboolean was_unsent;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->conversation);
  g_clear_object (&sending->beside);
  g_clear_object (&sending->question);
  g_clear_object (&sending->turn);
  g_ptr_array_unref (sending->attachments);
  g_free (sending->text);
  g_free (sending->old_title);
  g_free (sending);
}

static Sending *
sending_new (QingConversation *conversation, const char *text, GListModel *attachments)
{
  Sending *sending = g_new0 (Sending, 1);
  guint n = attachments != NULL ? g_list_model_get_n_items (attachments) : 0;

  sending->conversation = g_object_ref (conversation);
  sending->text = g_strdup (text);
  sending->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (sending->attachments, g_list_model_get_item (attachments, i));
  return sending;
}

static void
take_back (Sending *sending)
{
  qing_turn_abandon (sending->turn);
  qing_conversation_remove (sending->conversation, sending->question);
  qing_conversation_set_updated (sending->conversation, sending->old_updated);
  qing_conversation_set_unsent (sending->conversation, sending->was_unsent);
  if (!qing_conversation_is_title_final (sending->conversation))
    qing_conversation_set_title (sending->conversation, sending->old_title, FALSE);
}

static void
start_sent (QingEngine *self, Sending *sending)
{
  const char *draft = qing_conversation_get_draft (sending->conversation);
  gboolean was_draft = g_strcmp0 (draft, sending->text) == 0;

  /* The draft is the message now. */
  if (was_draft)
    {
      qing_conversation_set_draft (sending->conversation, NULL);
      qing_conversation_set_draft_cursor (sending->conversation, -1);
    }
  qing_engine_list (self, sending->conversation);
  /* What was done to the draft of one that was not listed is not written yet. */
  if (was_draft || sending->was_unsent)
    qing_engine_touch (self, sending->conversation);
  if (sending->was_unsent && sending->attachments->len > 0)
    qing_engine_save_draft_attachments (self, sending->conversation);
  qing_turn_start (sending->turn);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  if (qing_autosave_commit_finish (QING_AUTOSAVE (object), result, &error))
    {
      start_sent (self, sending);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      take_back (sending);
      g_task_return_error (task, error);
    }
}

/* So that the conversation remembers who answered, whatever becomes the default later. */
static void
fix_model_and_account (QingEngine *self, QingConversation *conversation)
{
  QingModelInfo *model = qing_engine_get_model (self, conversation);
  QingAccount *account = qing_engine_find_account (self, conversation);

  if (qing_conversation_get_model (conversation) == NULL)
    qing_conversation_set_model (conversation, qing_model_info_get_id (model));
  if (qing_conversation_get_account (conversation) == NULL && account != NULL)
    qing_conversation_set_account (conversation, qing_account_get_uid (account));
}

static void
add_question (QingEngine *self, Sending *sending)
{
  QingConversation *conversation = sending->conversation;
  QingMessage *parent = sending->beside != NULL ? qing_message_get_parent (sending->beside)
                                                : qing_conversation_get_leaf (conversation);

  sending->old_title = g_strdup (qing_conversation_get_title (conversation));
  sending->old_updated = qing_conversation_get_updated (conversation);
  sending->was_unsent = qing_conversation_get_unsent (conversation);
  qing_conversation_set_unsent (conversation, FALSE);
  sending->question = qing_message_new (QING_ROLE_USER);
  qing_message_set_text (sending->question, sending->text, -1);
  for (guint i = 0; i < sending->attachments->len; i++)
    qing_message_add_attachment (sending->question, g_ptr_array_index (sending->attachments, i));
  qing_conversation_add (conversation, sending->question, parent, TRUE);
  qing_conversation_set_updated (conversation, g_get_real_time ());
  qing_engine_title_from_question (self, conversation, sending->text);
  fix_model_and_account (self, conversation);
}

static gboolean
check_can_send (Sending *sending, GError **error)
{
  QingMessage *leaf = qing_conversation_get_leaf (sending->conversation);

  if (*sending->text == '\0' && sending->attachments->len == 0)
    g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST, _ ("There is nothing to send."));
  else if (sending->beside == NULL && leaf != NULL && qing_message_is_running (leaf))
    g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                         _ ("The last answer is still coming. Wait for it, or stop it."));
  else
    return TRUE;
  return FALSE;
}

static void
send_loaded (GTask *task)
{
  QingEngine *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (QingBatch) batch = NULL;
  QingMessage *answer;
  GError *error = NULL;

  if (!check_can_send (sending, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_question (self, sending);
  sending->turn = g_object_ref (
    qing_engine_add_turn (self, sending->conversation,
                          qing_engine_get_model (self, sending->conversation), QING_PURPOSE_CHAT));
  answer = qing_turn_prepare (sending->turn, sending->question, NULL);
  qing_engine_watch (self, sending->conversation);
  qing_engine_notify_running (self);
  if (!qing_engine_is_stored (self, sending->conversation))
    {
      start_sent (self, sending);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  batch = qing_batch_new ();
  qing_batch_put_conversation (batch, sending->conversation);
  qing_batch_insert_message (batch, sending->conversation, sending->question, TRUE);
  qing_batch_insert_message (batch, sending->conversation, answer, TRUE);
  qing_autosave_commit_async (self->autosave, batch, committed_cb, task);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (qing_engine_load_finish (QING_ENGINE (object), result, &error))
    {
      send_loaded (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
qing_engine_send_async (QingEngine *self,
                        QingConversation *conversation,
                        const char *text,
                        GListModel *attachments,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_send_async);
  g_task_set_task_data (task, sending_new (conversation, text, attachments), sending_free);
  /* Once it is asked for, whether it is on the disk is a fact that cancelling cannot change. */
  g_task_set_check_cancellable (task, FALSE);
  if (qing_conversation_is_loaded (conversation))
    send_loaded (task);
  else
    qing_engine_load_async (self, conversation, cancellable, loaded_cb, task);
}

gboolean
qing_engine_send_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!qing_engine_send_finish (QING_ENGINE (object), result, &error))
    qing_engine_tell (QING_ENGINE (object), error->message);
}

static void
send_beside (QingEngine *self,
             QingConversation *conversation,
             QingMessage *message,
             const char *text,
             GListModel *attachments)
{
  Sending *sending = sending_new (conversation, text, attachments);
  GTask *task = g_task_new (self, NULL, edited_cb, NULL);

  sending->beside = g_object_ref (message);
  g_task_set_source_tag (task, send_beside);
  g_task_set_task_data (task, sending, sending_free);
  send_loaded (task);
}

void
qing_engine_edit_and_send (QingEngine *self,
                           QingConversation *conversation,
                           QingMessage *message,
                           const char *text)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));
  g_return_if_fail (text != NULL);

  send_beside (self, conversation, message, text, qing_message_get_attachments (message));
}

void
qing_engine_send_without_attachments (QingEngine *self,
                                      QingConversation *conversation,
                                      QingMessage *message)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));

  send_beside (self, conversation, message, qing_message_get_text (message, NULL), NULL);
}
