/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-remedies.h"

#include "qing-edit-dialog.h"

#include <glib/gi18n.h>

/* Limits are counted by the minute (protocol.md 3.4), so half of one is a fair wait. */
#define WAIT_MS 30000

struct _QingRemedies
{
  GObject parent_instance;

  QingRulingWatch *watch;
  QingComposer *composer;
  GtkWidget *host;
  GHashTable *waits; /* QingMessage -> Wait */
};

typedef struct
{
  QingRemedies *self; /* which owns it */
  QingConversation *conversation;
  QingMessage *message;
  guint source;
} Wait;

G_DEFINE_FINAL_TYPE (QingRemedies, qing_remedies, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPEN_URI,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_clear_handle_id (&wait->source, g_source_remove);
  qing_message_set_retry (wait->message, 0, 0);
  g_object_unref (wait->conversation);
  g_object_unref (wait->message);
  g_free (wait);
}

static QingEngine *
get_engine (QingRemedies *self)
{
  return qing_ruling_watch_get_engine (self->watch);
}

static QingConversation *
get_conversation (QingRemedies *self)
{
  return qing_ruling_watch_get_conversation (self->watch);
}

static void
ask_again (QingRemedies *self, QingMessage *answer)
{
  qing_engine_regenerate (get_engine (self), get_conversation (self), answer, NULL);
}

static gboolean
waited_cb (gpointer data)
{
  Wait *wait = data;
  QingEngine *engine = get_engine (wait->self);
  g_autoptr (QingConversation) conversation = g_object_ref (wait->conversation);
  g_autoptr (QingMessage) message = g_object_ref (wait->message);

  wait->source = 0;
  g_hash_table_remove (wait->self->waits, message);
  /* It may have been deleted in the meantime. */
  if (qing_conversation_get_message (conversation, qing_message_get_uid (message)) == message)
    qing_engine_regenerate (engine, conversation, message, NULL);
  return G_SOURCE_REMOVE;
}

static void
wait_and_ask (QingRemedies *self, QingMessage *message, const QingFault *fault)
{
  int delay_ms = fault->retry_after_ms > 0 ? fault->retry_after_ms : WAIT_MS;
  Wait *wait = g_new0 (Wait, 1);

  wait->self = self;
  wait->conversation = g_object_ref (get_conversation (self));
  wait->message = g_object_ref (message);
  wait->source = g_timeout_add ((guint) delay_ms, waited_cb, wait);
  g_hash_table_replace (self->waits, message, wait);
  qing_message_set_retry (message, 1,
                          g_get_monotonic_time () + (gint64) delay_ms * G_TIME_SPAN_MILLISECOND);
}

/* The question that @answer is about. */
static QingMessage *
get_question (QingMessage *answer)
{
  QingMessage *message = answer;

  while (message != NULL && qing_message_get_role (message) != QING_ROLE_USER)
    message = qing_message_get_parent (message);
  return message;
}

static void
edit_question (QingRemedies *self, QingMessage *answer)
{
  QingMessage *question = get_question (answer);

  if (question != NULL)
    qing_edit_dialog_show (self->host, get_engine (self), get_conversation (self), question);
}

/* The nearest message above that has something to leave out: the pictures of an earlier question
 * are sent with every later one. */
static QingMessage *
find_attached (QingMessage *answer)
{
  for (QingMessage *at = answer; at != NULL; at = qing_message_get_parent (at))
    if (g_list_model_get_n_items (qing_message_get_attachments (at)) > 0 &&
        qing_message_get_role (at) == QING_ROLE_USER)
      return at;
  return NULL;
}

static void
drop_attachments (QingRemedies *self, QingMessage *answer)
{
  QingMessage *question = get_question (answer);
  QingMessage *attached = find_attached (answer);

  if (attached == NULL)
    edit_question (self, answer);
  else if (attached == question)
    qing_engine_send_without_attachments (get_engine (self), get_conversation (self), question);
  else
    /* What was said since then depends on the pictures: the user decides how to go on. */
    qing_edit_dialog_show (self->host, get_engine (self), get_conversation (self), attached);
}

/* A new conversation with the question, which can be made shorter there. */
static void
begin_anew (QingRemedies *self, QingMessage *answer)
{
  QingMessage *question = get_question (answer);
  g_autofree char *text =
    question != NULL ? g_strdup (qing_message_get_text (question, NULL)) : NULL;

  gtk_widget_activate_action (self->host, "win.new-conversation", NULL);
  if (text != NULL)
    qing_composer_insert (self->composer, text, FALSE);
}

static void
reset_parameter (QingRemedies *self, QingMessage *answer, const QingFault *fault)
{
  const QingParameterSpec *spec =
    fault->parameter != NULL ? qing_parameter_lookup (fault->parameter) : NULL;

  if (spec != NULL)
    qing_parameters_unset (qing_ruling_watch_get_parameters (self->watch), spec->id);
  ask_again (self, answer);
}

/* The account may have got another address since then: its page tells where to pay. */
static void
open_billing (QingRemedies *self)
{
  QingAccount *account = qing_ruling_watch_get_account (self->watch);
  const char *page = account != NULL ? qing_account_get_billing_page (account) : NULL;

  if (page != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, page);
  else
    gtk_widget_activate_action (self->host, "win.edit-key", NULL);
}

static void
qing_remedies_dispose (GObject *object)
{
  QingRemedies *self = QING_REMEDIES (object);

  g_hash_table_remove_all (self->waits);
  g_clear_object (&self->watch);
  g_clear_object (&self->composer);
  g_clear_weak_pointer (&self->host);

  G_OBJECT_CLASS (qing_remedies_parent_class)->dispose (object);
}

static void
qing_remedies_finalize (GObject *object)
{
  g_hash_table_unref (QING_REMEDIES (object)->waits);

  G_OBJECT_CLASS (qing_remedies_parent_class)->finalize (object);
}

static void
qing_remedies_class_init (QingRemediesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qing_remedies_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_remedies_finalize;

  signals[SIGNAL_OPEN_URI] = g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
qing_remedies_init (QingRemedies *self)
{
  self->waits = g_hash_table_new_full (NULL, NULL, NULL, wait_free);
}

QingRemedies *
qing_remedies_new (QingRulingWatch *watch, QingComposer *composer, GtkWidget *host)
{
  QingRemedies *self = g_object_new (QING_TYPE_REMEDIES, NULL);

  self->watch = g_object_ref (watch);
  self->composer = g_object_ref (composer);
  g_set_weak_pointer (&self->host, host);
  return self;
}

void
qing_remedies_apply (QingRemedies *self, QingMessage *message)
{
  const QingFault *fault;

  g_return_if_fail (QING_IS_REMEDIES (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  fault = qing_message_get_fault (message);
  switch (fault != NULL ? fault->action : QING_FAULT_ACTION_NONE)
    {
    case QING_FAULT_ACTION_RETRY:
      ask_again (self, message);
      break;
    case QING_FAULT_ACTION_WAIT:
      wait_and_ask (self, message, fault);
      break;
    case QING_FAULT_ACTION_EDIT_KEY:
      gtk_widget_activate_action (self->host, "win.edit-key", NULL);
      break;
    case QING_FAULT_ACTION_DROP_ATTACHMENT:
      drop_attachments (self, message);
      break;
    case QING_FAULT_ACTION_SHORTEN:
      begin_anew (self, message);
      break;
    case QING_FAULT_ACTION_EDIT_MESSAGE:
      edit_question (self, message);
      break;
    case QING_FAULT_ACTION_RESET_PARAMETER:
      reset_parameter (self, message, fault);
      break;
    case QING_FAULT_ACTION_CHOOSE_MODEL:
      gtk_widget_activate_action (self->host, "win.choose-model", NULL);
      break;
    case QING_FAULT_ACTION_CONTINUE:
      if (qing_engine_can_continue (get_engine (self), get_conversation (self), message))
        qing_engine_continue (get_engine (self), get_conversation (self), message);
      else
        ask_again (self, message);
      break;
    case QING_FAULT_ACTION_OPEN_BILLING:
      open_billing (self);
      break;
    case QING_FAULT_ACTION_NONE:
    default:
      break;
    }
}

gboolean
qing_remedies_cancel_wait (QingRemedies *self, QingMessage *message)
{
  g_return_val_if_fail (QING_IS_REMEDIES (self), FALSE);

  return g_hash_table_remove (self->waits, message);
}
