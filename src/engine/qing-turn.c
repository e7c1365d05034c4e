/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-turn.h"

#include "qing-answer-format.h"
#include "qing-answer.h"
#include "qing-request-path.h"
#include "qing-tool-call.h"
#include "qing-tool-round.h"

#include <glib/gi18n-lib.h>

/* A model that calls tools again and again must come to an end. */
#define MAX_ROUNDS 8
/* The server gives at most four (protocol.md 1.1, "n"). */
#define MAX_CHOICES 4

struct _QingTurn
{
  GObject parent_instance;

  QingProvider *provider;
  QingAutosave *autosave;
  QingToolRegistry *registry;
  QingToolPolicy *policy;
  QingConversation *conversation;
  QingAccount *account;
  QingModelInfo *model;
  QingPurpose purpose;

  QingTurnState state;
  QingMessage *parent;
  GPtrArray *answers;       /* of QingAnswer, by choice */
  QingChatRequest *request; /* the last */
  GCancellable *cancellable;
  QingToolRound *tools;
  guint round;
};

/* One request: what comes of an earlier one is not taken any more. */
typedef struct
{
  QingTurn *turn;
  QingChatRequest *request;
  GCancellable *cancellable;
  gulong exchanged_id;
} Call;

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

enum
{
  SIGNAL_BEGAN,
  SIGNAL_ANSWERED,
  SIGNAL_FINISHED,
  SIGNAL_TOOL_ASKED,
  SIGNAL_AUDIO,
  SIGNAL_EXCHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingTurn, qing_turn, G_TYPE_OBJECT)

static void ask (QingTurn *self);

static void
qing_turn_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingTurn *self = QING_TURN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_turn_finalize (GObject *object)
{
  QingTurn *self = QING_TURN (object);

  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_object (&self->request);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->tools);
  g_clear_object (&self->parent);
  g_clear_object (&self->provider);
  g_clear_object (&self->autosave);
  g_clear_object (&self->registry);
  g_clear_object (&self->policy);
  g_clear_object (&self->conversation);
  g_clear_object (&self->account);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (qing_turn_parent_class)->finalize (object);
}

static void
qing_turn_class_init (QingTurnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_turn_get_property;
  object_class->finalize = qing_turn_finalize;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, QING_TURN_STOPPED, QING_TURN_IDLE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_BEGAN] = g_signal_new ("began", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, QING_TYPE_MESSAGE);
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, QING_TYPE_MESSAGE);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOOL_ASKED] =
    g_signal_new ("tool-asked", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, QING_TYPE_MESSAGE, QING_TYPE_TOOL_CALL);
  signals[SIGNAL_AUDIO] = g_signal_new ("audio", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, QING_TYPE_MESSAGE, G_TYPE_BYTES);
  signals[SIGNAL_EXCHANGED] =
    g_signal_new ("exchanged", QING_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, QING_TYPE_EXCHANGE, G_TYPE_PTR_ARRAY);
}

static void
qing_turn_init (QingTurn *self)
{
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_answer_free);
}

static gpointer
ref_nullable (gpointer object)
{
  return object != NULL ? g_object_ref (object) : NULL;
}

QingTurn *
qing_turn_new (const QingTurnSetup *setup, QingPurpose purpose)
{
  QingTurn *self = g_object_new (QING_TYPE_TURN, NULL);

  self->provider = g_object_ref (setup->provider);
  self->autosave = ref_nullable (setup->autosave);
  self->registry = g_object_ref (setup->registry);
  self->policy = g_object_ref (setup->policy);
  self->conversation = g_object_ref (setup->conversation);
  self->account = ref_nullable (setup->account);
  self->model = g_object_ref (setup->model);
  self->purpose = purpose;
  return self;
}

QingTurnState
qing_turn_get_state (QingTurn *self)
{
  g_return_val_if_fail (QING_IS_TURN (self), QING_TURN_IDLE);
  return self->state;
}

QingConversation *
qing_turn_get_conversation (QingTurn *self)
{
  g_return_val_if_fail (QING_IS_TURN (self), NULL);
  return self->conversation;
}

QingPurpose
qing_turn_get_purpose (QingTurn *self)
{
  g_return_val_if_fail (QING_IS_TURN (self), QING_PURPOSE_CHAT);
  return self->purpose;
}

gboolean
qing_turn_is_over (QingTurn *self)
{
  g_return_val_if_fail (QING_IS_TURN (self), TRUE);
  return self->state >= QING_TURN_FINISHED;
}

guint
qing_turn_get_n_running (QingTurn *self)
{
  guint n = 0;

  g_return_val_if_fail (QING_IS_TURN (self), 0);

  for (guint i = 0; i < self->answers->len; i++)
    n += qing_answer_is_running (g_ptr_array_index (self->answers, i)) ? 1 : 0;
  return n;
}

static QingAnswer *
find_answer (QingTurn *self, QingMessage *message)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (qing_answer_get_message (g_ptr_array_index (self->answers, i)) == message)
      return g_ptr_array_index (self->answers, i);
  return NULL;
}

gboolean
qing_turn_is_answer (QingTurn *self, QingMessage *message)
{
  g_return_val_if_fail (QING_IS_TURN (self), FALSE);
  return find_answer (self, message) != NULL;
}

static void
set_state (QingTurn *self, QingTurnState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
finish (QingTurn *self, QingTurnState state)
{
  if (qing_turn_is_over (self))
    return;
  set_state (self, state);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

/* The answer to choice @choice gets its message: the first one when the turn is prepared, others
 * when their first word comes. */
static QingAnswer *
add_answer (QingTurn *self, QingMessage *reuse)
{
  g_autoptr (QingMessage) message = ref_nullable (reuse);
  QingAnswer *answer;

  if (message == NULL)
    message = qing_message_new (QING_ROLE_ASSISTANT);
  qing_message_set_model (message, qing_model_info_get_id (self->model));
  answer = qing_answer_new (message);
  qing_answer_begin (answer);
  if (reuse == NULL)
    qing_conversation_add (self->conversation, message, self->parent, self->answers->len == 0);
  g_ptr_array_add (self->answers, answer);
  return answer;
}

QingMessage *
qing_turn_prepare (QingTurn *self, QingMessage *parent, QingMessage *reuse)
{
  g_return_val_if_fail (QING_IS_TURN (self), NULL);
  g_return_val_if_fail (self->state == QING_TURN_IDLE, NULL);

  self->parent = g_object_ref (parent);
  set_state (self, QING_TURN_COMMITTING);
  return qing_answer_get_message (add_answer (self, reuse));
}

/* Writes the end of an answer and tells everybody. */
static void
settle (QingTurn *self, QingAnswer *answer)
{
  g_autoptr (QingMessage) message = g_object_ref (qing_answer_get_message (answer));
  g_autoptr (QingAttachment) audio = qing_answer_take_audio (answer);

  if (audio != NULL)
    {
      qing_message_add_attachment (message, audio);
      if (self->autosave != NULL)
        qing_batch_add_attachment (qing_autosave_get_batch (self->autosave), message, audio);
    }
  if (self->autosave != NULL)
    qing_autosave_settle (self->autosave, message);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, message);
}

static void
judge_format (QingTurn *self, QingAnswer *answer)
{
  QingMessage *message = qing_answer_get_message (answer);
  g_autofree char *verdict = qing_answer_format_judge (self->request, message);

  qing_message_set_verdict (message, verdict);
}

static void
end_answers (QingTurn *self, const QingFault *fault)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      QingAnswer *answer = g_ptr_array_index (self->answers, i);

      if (!qing_answer_is_running (answer))
        continue;
      qing_answer_end (answer, fault);
      if (fault == NULL)
        judge_format (self, answer);
      settle (self, answer);
    }
}

static QingAnswer *
get_answer (QingTurn *self, guint choice)
{
  if (choice >= MAX_CHOICES)
    return NULL;
  while (self->answers->len <= choice)
    {
      QingAnswer *answer = add_answer (self, NULL);
      QingMessage *message = qing_answer_get_message (answer);
      QingMessage *first = qing_answer_get_message (g_ptr_array_index (self->answers, 0));

      /* It came with the headers, before anybody knew of this answer. */
      qing_message_set_request_id (message, qing_message_get_request_id (first));
      if (self->autosave != NULL)
        {
          qing_batch_insert_message (qing_autosave_get_batch (self->autosave), self->conversation,
                                     message, FALSE);
          qing_autosave_follow (self->autosave, message);
        }
      g_signal_emit (self, signals[SIGNAL_BEGAN], 0, message);
    }
  return g_ptr_array_index (self->answers, choice);
}

static void
announce_audio (QingTurn *self, QingAnswer *answer, const QingDelta *delta)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!g_signal_has_handler_pending (self, signals[SIGNAL_AUDIO], 0, FALSE))
    return;
  bytes = g_bytes_new (delta->bytes, delta->n_bytes);
  g_signal_emit (self, signals[SIGNAL_AUDIO], 0, qing_answer_get_message (answer), bytes);
}

/* What belongs to the request as a whole belongs to each of its answers. */
static gboolean
is_for_all (const QingDelta *delta)
{
  return delta->kind == QING_DELTA_STARTED || delta->kind == QING_DELTA_RETRY ||
         delta->kind == QING_DELTA_TIMING || delta->kind == QING_DELTA_USAGE;
}

static void
update_state (QingTurn *self)
{
  QingTurnState state = QING_TURN_WAITING;

  for (guint i = 0; i < self->answers->len; i++)
    {
      QingAnswer *answer = g_ptr_array_index (self->answers, i);

      if (qing_message_get_state (qing_answer_get_message (answer)) == QING_MESSAGE_STREAMING)
        state = QING_TURN_STREAMING;
    }
  set_state (self, state);
}

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  Call *call = user_data;
  QingTurn *self = call->turn;
  QingAnswer *answer;

  if (call->cancellable != self->cancellable || qing_turn_is_over (self))
    return;
  answer = get_answer (self, delta->choice);
  if (answer == NULL || (!qing_answer_is_running (answer) && !is_for_all (delta)))
    return;
  for (guint i = 0; i < self->answers->len; i++)
    {
      QingAnswer *each = g_ptr_array_index (self->answers, i);

      if (each == answer || (is_for_all (delta) && qing_answer_is_running (each)))
        qing_answer_take (each, delta);
    }
  if (delta->kind == QING_DELTA_AUDIO)
    announce_audio (self, answer, delta);
  if (self->state != QING_TURN_STREAMING || delta->kind == QING_DELTA_RETRY)
    update_state (self);
}

static QingAnswer *
get_first_answer (QingTurn *self)
{
  return g_ptr_array_index (self->answers, 0);
}

static gboolean
wants_tools (QingTurn *self)
{
  QingMessage *message = qing_answer_get_message (get_first_answer (self));

  return qing_message_get_state (message) == QING_MESSAGE_COMPLETE &&
         g_list_model_get_n_items (qing_message_get_tool_calls (message)) > 0;
}

/* Puts the results below the answer, one after the other. Returns the last. */
static QingMessage *
add_results (QingTurn *self, GPtrArray *results)
{
  QingMessage *last = qing_answer_get_message (get_first_answer (self));

  if (self->autosave != NULL)
    qing_batch_update_message (qing_autosave_get_batch (self->autosave), last);
  for (guint i = 0; i < results->len; i++)
    {
      QingMessage *message = g_ptr_array_index (results, i);

      qing_conversation_add (self->conversation, message, last, TRUE);
      if (self->autosave != NULL)
        qing_batch_insert_message (qing_autosave_get_batch (self->autosave), self->conversation,
                                   message, TRUE);
      last = message;
    }
  return last;
}

static void
ask_next_round (QingTurn *self, QingMessage *parent)
{
  QingMessage *message;

  g_set_object (&self->parent, parent);
  g_ptr_array_set_size (self->answers, 0);
  self->purpose = QING_PURPOSE_CHAT;
  self->round++;
  message = qing_answer_get_message (add_answer (self, NULL));
  if (self->autosave != NULL)
    qing_batch_insert_message (qing_autosave_get_batch (self->autosave), self->conversation,
                               message, TRUE);
  ask (self);
}

static void
tools_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingTurn) self = user_data;
  g_autoptr (GPtrArray) results =
    qing_tool_round_run_finish (QING_TOOL_ROUND (object), result, NULL);

  g_clear_object (&self->tools);
  if (results == NULL || qing_turn_is_over (self))
    finish (self, QING_TURN_STOPPED);
  else
    ask_next_round (self, add_results (self, results));
}

static void
asked_cb (QingToolRound *round, QingToolCall *call, gpointer user_data)
{
  QingTurn *self = user_data;
  QingMessage *message = qing_answer_get_message (get_first_answer (self));

  g_signal_emit (self, signals[SIGNAL_TOOL_ASKED], 0, message, call);
}

static void
run_tools (QingTurn *self)
{
  QingMessage *message = qing_answer_get_message (get_first_answer (self));

  set_state (self, QING_TURN_TOOLS);
  self->tools = qing_tool_round_new (self->registry, self->policy, message);
  g_signal_connect_object (self->tools, "asked", G_CALLBACK (asked_cb), self, 0);
  qing_tool_round_run_async (self->tools, self->cancellable, tools_cb, g_object_ref (self));
}

static void
call_free (Call *call)
{
  g_signal_handler_disconnect (call->turn->provider, call->exchanged_id);
  g_object_unref (call->request);
  g_object_unref (call->turn);
  g_object_unref (call->cancellable);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Comes before the end of the call, so that the answers are still those of this round. */
static void
exchanged_cb (QingProvider *provider,
              QingChatRequest *request,
              QingExchange *exchange,
              gpointer user_data)
{
  Call *call = user_data;
  QingTurn *self = call->turn;
  g_autoptr (GPtrArray) messages = NULL;

  if (request != call->request || call->cancellable != self->cancellable)
    return;
  messages = g_ptr_array_new ();
  for (guint i = 0; i < self->answers->len; i++)
    g_ptr_array_add (messages, qing_answer_get_message (g_ptr_array_index (self->answers, i)));
  g_signal_emit (self, signals[SIGNAL_EXCHANGED], 0, exchange, messages);
}

static void
chat_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (QingFault) fault = NULL;
  QingTurn *self = call->turn;
  gboolean ok;

  ok = qing_provider_chat_finish (QING_PROVIDER (object), result, &fault);
  if (!ok && fault == NULL)
    fault = qing_fault_new (QING_ERROR_PROTOCOL, _ ("The answer could not be read."));
  if (call->cancellable != self->cancellable || qing_turn_is_over (self))
    return;
  end_answers (self, ok ? NULL : fault);
  if (qing_turn_is_over (self))
    return;
  if (!ok)
    finish (self, fault->code == QING_ERROR_CANCELLED ? QING_TURN_STOPPED : QING_TURN_FAILED);
  else if (wants_tools (self))
    run_tools (self);
  else
    finish (self, QING_TURN_FINISHED);
}

static void
fail (QingTurn *self, QingError code, QingFaultAction action, const char *words)
{
  g_autoptr (QingFault) fault = qing_fault_new (code, words);

  fault->action = action;
  end_answers (self, fault);
  finish (self, QING_TURN_FAILED);
}

static QingChatRequest *
make_request (QingTurn *self)
{
  gboolean more = self->purpose == QING_PURPOSE_CONTINUE;
  QingMessage *leaf = more ? qing_answer_get_message (get_first_answer (self)) : self->parent;
  g_autoptr (GPtrArray) messages = qing_request_path_list (self->conversation, leaf);
  g_autoptr (GListModel) tools = NULL;

  if (!more)
    tools = qing_tool_registry_list_offered (self->registry, self->policy);
  return qing_chat_request_new (self->purpose, self->account, self->model,
                                qing_conversation_get_parameters (self->conversation), messages,
                                tools);
}

static void
send (QingTurn *self)
{
  g_autoptr (QingChatRequest) request = make_request (self);
  Call *call = g_new0 (Call, 1);

  g_set_object (&self->request, request);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  call->turn = g_object_ref (self);
  call->request = g_object_ref (request);
  call->cancellable = g_object_ref (self->cancellable);
  call->exchanged_id =
    g_signal_connect (self->provider, "exchanged", G_CALLBACK (exchanged_cb), call);
  set_state (self, QING_TURN_WAITING);
  qing_provider_chat_async (self->provider, request, delta_cb, call, self->cancellable, chat_cb,
                            call);
}

static void
ask (QingTurn *self)
{
  if (self->autosave != NULL)
    qing_autosave_follow (self->autosave, qing_answer_get_message (get_first_answer (self)));
  if (self->account == NULL)
    fail (self, QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY,
          _ ("There is no account yet. Add one with the address of a server and a key."));
  else if (self->round > MAX_ROUNDS)
    fail (self, QING_ERROR_REQUEST, QING_FAULT_ACTION_RETRY,
          _ ("The model kept on calling tools without coming to an answer, so it was stopped."));
  else
    send (self);
}

void
qing_turn_start (QingTurn *self)
{
  g_return_if_fail (QING_IS_TURN (self));

  if (self->state == QING_TURN_COMMITTING)
    ask (self);
}

void
qing_turn_abandon (QingTurn *self)
{
  g_return_if_fail (QING_IS_TURN (self));

  finish (self, QING_TURN_STOPPED);
}

void
qing_turn_stop (QingTurn *self)
{
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingTurn) kept = NULL;

  g_return_if_fail (QING_IS_TURN (self));

  if (qing_turn_is_over (self))
    return;
  kept = g_object_ref (self);
  fault = qing_fault_new (QING_ERROR_CANCELLED, NULL);
  end_answers (self, fault);
  finish (self, QING_TURN_STOPPED);
  g_cancellable_cancel (self->cancellable);
}

void
qing_turn_stop_message (QingTurn *self, QingMessage *message)
{
  g_autoptr (QingFault) fault = NULL;
  QingAnswer *answer;

  g_return_if_fail (QING_IS_TURN (self));

  answer = find_answer (self, message);
  if (answer == NULL || qing_turn_is_over (self))
    return;
  if (qing_turn_get_n_running (self) <= 1)
    {
      qing_turn_stop (self);
      return;
    }
  if (!qing_answer_is_running (answer))
    return;
  fault = qing_fault_new (QING_ERROR_CANCELLED, NULL);
  qing_answer_end (answer, fault);
  settle (self, answer);
}

static void
clear_countdown (QingTurn *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      QingMessage *message = qing_answer_get_message (g_ptr_array_index (self->answers, i));

      qing_message_set_retry (message, 0, 0);
      if (qing_message_is_running (message))
        qing_message_set_fault (message, NULL);
    }
}

void
qing_turn_retry_now (QingTurn *self)
{
  g_autoptr (GCancellable) waiting = NULL;
  QingMessage *message;

  g_return_if_fail (QING_IS_TURN (self));

  if (self->state != QING_TURN_WAITING)
    return;
  message = qing_answer_get_message (get_first_answer (self));
  if (qing_message_get_retry_at (message) == 0)
    return;
  if (qing_provider_retry_now (self->provider, self->request))
    {
      clear_countdown (self);
      return;
    }
  /* A provider that does not count its tries is asked anew. */
  waiting = g_steal_pointer (&self->cancellable);
  g_cancellable_cancel (waiting);
  for (guint i = 0; i < self->answers->len; i++)
    {
      QingAnswer *answer = g_ptr_array_index (self->answers, i);

      qing_message_set_retry (qing_answer_get_message (answer), 0, 0);
      if (qing_answer_is_running (answer))
        qing_answer_begin (answer);
    }
  send (self);
}

void
qing_turn_decide_tool (QingTurn *self, QingToolCall *call, gboolean allowed)
{
  g_return_if_fail (QING_IS_TURN (self));

  if (self->tools != NULL)
    qing_tool_round_decide (self->tools, call, allowed);
}
