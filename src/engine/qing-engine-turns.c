/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"
#include "qing-request-path.h"
#include "qing-ruling.h"

QingModelInfo *
qing_engine_get_model (QingEngine *self, QingConversation *conversation)
{
  const char *id = qing_conversation_get_model (conversation);

  return id != NULL ? qing_catalogue_lookup (self->catalogue, id)
                    : qing_catalogue_get_default (self->catalogue);
}

/* A conversation whose account is gone is answered by the first there is. */
QingAccount *
qing_engine_find_account (QingEngine *self, QingConversation *conversation)
{
  const char *uid = qing_conversation_get_account (conversation);
  QingAccount *account = uid != NULL ? qing_engine_get_account (self, uid) : NULL;

  return account != NULL ? account : qing_engine_get_account (self, NULL);
}

static void
answered_cb (QingEngine *self, QingMessage *message, QingTurn *turn)
{
  qing_engine_notify_running (self);
  qing_engine_tell_answered (self, message, qing_turn_get_conversation (turn));
}

static void
finished_cb (QingEngine *self, QingTurn *turn)
{
  g_autoptr (QingTurn) kept = g_object_ref (turn);

  if (self->turns != NULL)
    g_ptr_array_remove (self->turns, turn);
  qing_engine_notify_running (self);
  if (qing_turn_get_state (turn) == QING_TURN_FINISHED &&
      qing_turn_get_purpose (turn) == QING_PURPOSE_CHAT)
    qing_engine_ask_title (self, qing_turn_get_conversation (turn));
}

static void
tool_asked_cb (QingEngine *self, QingMessage *message, QingToolCall *call, QingTurn *turn)
{
  qing_engine_tell_tool (self, qing_turn_get_conversation (turn), message, call);
}

static void
audio_cb (QingEngine *self, GObject *message, GBytes *bytes, QingTurn *turn)
{
  qing_engine_tell_audio (self, QING_MESSAGE (message), bytes);
}

static void
exchanged_cb (QingEngine *self, QingExchange *exchange, GPtrArray *answers)
{
  qing_exchange_shelf_add (self->exchanges, exchange, answers);
}

QingExchange *
qing_engine_get_exchange (QingEngine *self, QingMessage *message)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  g_return_val_if_fail (QING_IS_MESSAGE (message), NULL);

  return qing_exchange_shelf_get (self->exchanges, message);
}

QingTurn *
qing_engine_add_turn (QingEngine *self,
                      QingConversation *conversation,
                      QingModelInfo *model,
                      QingPurpose purpose)
{
  QingTurnSetup setup = {
    self->provider, qing_engine_is_stored (self, conversation) ? self->autosave : NULL,
    self->tools,    self->policy,
    conversation,   qing_engine_find_account (self, conversation),
    model,
  };
  QingTurn *turn = qing_turn_new (&setup, purpose);

  g_signal_connect_object (turn, "began", G_CALLBACK (qing_engine_notify_running), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "tool-asked", G_CALLBACK (tool_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "audio", G_CALLBACK (audio_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "exchanged", G_CALLBACK (exchanged_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->turns, turn);
  return turn;
}

static QingTurn *
find_turn (QingEngine *self, QingMessage *message)
{
  for (guint i = 0; i < self->turns->len; i++)
    if (qing_turn_is_answer (g_ptr_array_index (self->turns, i), message))
      return g_ptr_array_index (self->turns, i);
  return NULL;
}

/* A copy, because a turn that ends leaves the engine's own list. */
static GPtrArray *
list_turns (QingEngine *self, QingConversation *conversation)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->turns->len; i++)
    {
      QingTurn *turn = g_ptr_array_index (self->turns, i);

      if (conversation == NULL || qing_turn_get_conversation (turn) == conversation)
        g_ptr_array_add (turns, g_object_ref (turn));
    }
  return turns;
}

static void
stop_turns (QingEngine *self, QingConversation *conversation)
{
  g_autoptr (GPtrArray) turns = list_turns (self, conversation);

  for (guint i = 0; i < turns->len; i++)
    qing_turn_stop (g_ptr_array_index (turns, i));
}

void
qing_engine_stop_all (QingEngine *self)
{
  stop_turns (self, NULL);
}

void
qing_engine_stop (QingEngine *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  stop_turns (self, conversation);
}

void
qing_engine_stop_message (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  QingTurn *turn;

  g_return_if_fail (QING_IS_ENGINE (self));

  turn = find_turn (self, message);
  if (turn != NULL)
    qing_turn_stop_message (turn, message);
}

void
qing_engine_retry_now (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  QingTurn *turn;

  g_return_if_fail (QING_IS_ENGINE (self));

  turn = find_turn (self, message);
  if (turn != NULL)
    qing_turn_retry_now (turn);
}

void
qing_engine_decide_tool (QingEngine *self, QingToolCall *call, gboolean allowed)
{
  g_autoptr (GPtrArray) turns = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));

  turns = list_turns (self, NULL);
  for (guint i = 0; i < turns->len; i++)
    qing_turn_decide_tool (g_ptr_array_index (turns, i), call, allowed);
}

/* An answer without anything in it is not worth a place beside the next try. */
static gboolean
is_reusable (QingMessage *message)
{
  gsize text;
  gsize reasoning;

  qing_message_get_text (message, &text);
  qing_message_get_reasoning (message, &reasoning);
  return qing_message_get_role (message) == QING_ROLE_ASSISTANT &&
         qing_message_get_state (message) != QING_MESSAGE_COMPLETE && text == 0 && reasoning == 0 &&
         qing_message_get_n_children (message) == 0 &&
         g_list_model_get_n_items (qing_message_get_tool_calls (message)) == 0;
}

/* Starts a turn whose question is on the disk already. */
static void
start_turn (QingEngine *self, QingTurn *turn, QingMessage *parent, QingMessage *reuse)
{
  QingConversation *conversation = qing_turn_get_conversation (turn);
  QingMessage *answer = qing_turn_prepare (turn, parent, reuse);

  qing_engine_watch (self, conversation);
  qing_conversation_set_updated (conversation, g_get_real_time ());
  if (qing_engine_is_stored (self, conversation))
    {
      QingBatch *batch = qing_autosave_get_batch (self->autosave);

      if (reuse != NULL)
        qing_batch_update_message (batch, answer);
      else
        qing_batch_insert_message (batch, conversation, answer, TRUE);
      qing_engine_touch (self, conversation);
    }
  qing_engine_list (self, conversation);
  qing_turn_start (turn);
  qing_engine_notify_running (self);
}

void
qing_engine_regenerate (QingEngine *self,
                        QingConversation *conversation,
                        QingMessage *message,
                        const char *model)
{
  gboolean is_answer;
  QingMessage *parent;
  QingModelInfo *info;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));

  is_answer = qing_message_get_role (message) == QING_ROLE_ASSISTANT;
  parent = is_answer ? qing_message_get_parent (message) : message;
  if (parent == NULL)
    return;
  if (qing_message_is_running (message))
    qing_engine_stop_message (self, conversation, message);
  info = model != NULL ? qing_catalogue_lookup (self->catalogue, model)
                       : qing_engine_get_model (self, conversation);
  start_turn (self, qing_engine_add_turn (self, conversation, info, QING_PURPOSE_CHAT), parent,
              is_answer && is_reusable (message) ? message : NULL);
}

/* Goes on only with what was cut: by the user, by the line, or by the limit of tokens. */
static gboolean
is_cut (QingMessage *message)
{
  gsize length;

  qing_message_get_text (message, &length);
  if (qing_message_get_role (message) != QING_ROLE_ASSISTANT || length == 0 ||
      qing_message_get_n_children (message) > 0)
    return FALSE;
  switch (qing_message_get_state (message))
    {
    case QING_MESSAGE_STOPPED:
    case QING_MESSAGE_INTERRUPTED:
    case QING_MESSAGE_FAILED:
      return TRUE;
    case QING_MESSAGE_COMPLETE:
      return g_strcmp0 (qing_message_get_finish_reason (message), "length") == 0;
    case QING_MESSAGE_WAITING:
    case QING_MESSAGE_STREAMING:
    default:
      return FALSE;
    }
}

static QingModelInfo *
get_model_of (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  const char *id = qing_message_get_model (message);

  return id != NULL ? qing_catalogue_lookup (self->catalogue, id)
                    : qing_engine_get_model (self, conversation);
}

gboolean
qing_engine_can_continue (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (QingRuling) ruling = NULL;
  QingAccount *account;

  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (QING_IS_MESSAGE (message), FALSE);

  account = qing_engine_find_account (self, conversation);
  if (account == NULL || !is_cut (message))
    return FALSE;
  messages = qing_request_path_list (conversation, message);
  ruling =
    qing_ruling_new (QING_PURPOSE_CONTINUE, account, get_model_of (self, conversation, message),
                     qing_conversation_get_parameters (conversation), messages, FALSE);
  return qing_ruling_can_continue (ruling);
}

void
qing_engine_continue (QingEngine *self, QingConversation *conversation, QingMessage *message)
{
  QingTurn *turn;

  g_return_if_fail (QING_IS_ENGINE (self));

  if (!qing_engine_can_continue (self, conversation, message))
    return;
  turn = qing_engine_add_turn (self, conversation, get_model_of (self, conversation, message),
                               QING_PURPOSE_CONTINUE);
  start_turn (self, turn, qing_message_get_parent (message), message);
}
