/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-scripted-provider.h"

#include <string.h>

struct _QingScriptedCall
{
  QingChatRequest *request;
  QingDeltaFunc func;
  gpointer func_data;
  GTask *task;
  gulong cancelled_id;
};

struct _QingScriptedProvider
{
  QingProvider parent_instance;

  GPtrArray *calls;
  char *title;
  guint n_titles;
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingScriptedProvider, qing_scripted_provider, QING_TYPE_PROVIDER)

static void
call_free (gpointer data)
{
  QingScriptedCall *call = data;

  g_assert_null (call->task);
  g_object_unref (call->request);
  g_free (call);
}

static void
qing_scripted_provider_finalize (GObject *object)
{
  QingScriptedProvider *self = QING_SCRIPTED_PROVIDER (object);

  g_ptr_array_unref (self->calls);
  g_free (self->title);

  G_OBJECT_CLASS (qing_scripted_provider_parent_class)->finalize (object);
}

static void
free_fault (gpointer fault)
{
  qing_fault_free (fault);
}

/* The task's result is the fault; NULL says that all went well. */
static void
end (QingScriptedCall *call, QingFault *fault)
{
  g_autoptr (GTask) task = g_steal_pointer (&call->task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (call->cancelled_id != 0)
    g_signal_handler_disconnect (cancellable, call->cancelled_id);
  call->cancelled_id = 0;
  g_task_return_pointer (task, fault, free_fault);
}

static gboolean
cancelled_cb (gpointer data)
{
  QingScriptedCall *call = data;

  if (call->task != NULL)
    end (call, qing_fault_new (QING_ERROR_CANCELLED, "Stopped"));
  return G_SOURCE_REMOVE;
}

static void
cancel_cb (GCancellable *cancellable, gpointer data)
{
  g_idle_add (cancelled_cb, data);
}

static void
answer_title (QingScriptedProvider *self,
              GTask *task,
              QingDeltaFunc func,
              gpointer func_data,
              GCancellable *cancellable)
{
  QingDelta delta = { QING_DELTA_TEXT };

  self->n_titles++;
  if (self->title != NULL && !g_cancellable_is_cancelled (cancellable))
    {
      delta.text = self->title;
      delta.length = strlen (self->title);
      func (&delta, func_data);
    }
  g_task_return_pointer (task,
                         self->title == NULL ? qing_fault_new (QING_ERROR_SERVER, "No title")
                                             : NULL,
                         free_fault);
}

static void
chat_async (QingProvider *provider,
            QingChatRequest *request,
            QingDeltaFunc func,
            gpointer func_data,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  QingScriptedProvider *self = QING_SCRIPTED_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  QingScriptedCall *call;

  g_task_set_check_cancellable (task, FALSE);
  if (qing_chat_request_get_purpose (request) == QING_PURPOSE_TITLE)
    {
      answer_title (self, task, func, func_data, cancellable);
      return;
    }
  call = g_new0 (QingScriptedCall, 1);
  call->request = g_object_ref (request);
  call->func = func;
  call->func_data = func_data;
  call->task = g_steal_pointer (&task);
  g_ptr_array_add (self->calls, call);
  if (cancellable != NULL)
    call->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), call, NULL);
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, call);
}

static gboolean
chat_finish (QingProvider *provider, GAsyncResult *result, QingFault **fault)
{
  QingFault *found = g_task_propagate_pointer (G_TASK (result), NULL);

  *fault = found;
  return found == NULL;
}

static void
list_models_async (QingProvider *provider,
                   QingAccount *account,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  static const char *const ids[] = { "qwen-plus", "qwen-max", NULL };
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);

  if (qing_account_has_key (account))
    g_task_return_pointer (task, g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static char **
list_models_finish (QingProvider *provider, GAsyncResult *result, QingFault **fault)
{
  char **ids = g_task_propagate_pointer (G_TASK (result), NULL);

  if (ids == NULL)
    *fault = qing_fault_new (QING_ERROR_AUTH, "No key");
  return ids;
}

static void
qing_scripted_provider_class_init (QingScriptedProviderClass *klass)
{
  QingProviderClass *provider_class = QING_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qing_scripted_provider_finalize;
  provider_class->chat_async = chat_async;
  provider_class->chat_finish = chat_finish;
  provider_class->list_models_async = list_models_async;
  provider_class->list_models_finish = list_models_finish;

  signals[SIGNAL_ASKED] = g_signal_new ("asked", QING_TYPE_SCRIPTED_PROVIDER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
qing_scripted_provider_init (QingScriptedProvider *self)
{
  self->calls = g_ptr_array_new_with_free_func (call_free);
}

QingScriptedProvider *
qing_scripted_provider_new (void)
{
  return g_object_new (QING_TYPE_SCRIPTED_PROVIDER, NULL);
}

void
qing_scripted_provider_set_title (QingScriptedProvider *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
}

guint
qing_scripted_provider_get_n_titles (QingScriptedProvider *self)
{
  return self->n_titles;
}

guint
qing_scripted_provider_get_n_calls (QingScriptedProvider *self)
{
  return self->calls->len;
}

QingScriptedCall *
qing_scripted_provider_get_call (QingScriptedProvider *self, guint index)
{
  g_assert_cmpuint (index, <, self->calls->len);
  return g_ptr_array_index (self->calls, index);
}

QingChatRequest *
qing_scripted_call_get_request (QingScriptedCall *call)
{
  return call->request;
}

gboolean
qing_scripted_call_is_open (QingScriptedCall *call)
{
  return call->task != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (call->task));
}

void
qing_scripted_call_send (QingScriptedCall *call, const QingDelta *delta)
{
  if (qing_scripted_call_is_open (call))
    call->func (delta, call->func_data);
}

static void
send_words (QingScriptedCall *call, QingDeltaKind kind, guint choice, const char *text)
{
  QingDelta delta = { kind, choice, text, strlen (text) };

  qing_scripted_call_send (call, &delta);
}

void
qing_scripted_call_text (QingScriptedCall *call, guint choice, const char *text)
{
  send_words (call, QING_DELTA_TEXT, choice, text);
}

void
qing_scripted_call_reasoning (QingScriptedCall *call, const char *text)
{
  send_words (call, QING_DELTA_REASONING, 0, text);
}

void
qing_scripted_call_reason (QingScriptedCall *call, guint choice, const char *reason)
{
  QingDelta delta = { QING_DELTA_FINISH, choice };

  delta.reason = reason;
  qing_scripted_call_send (call, &delta);
}

void
qing_scripted_call_finish (QingScriptedCall *call)
{
  if (qing_scripted_call_is_open (call))
    end (call, NULL);
}

void
qing_scripted_call_take_fault (QingScriptedCall *call, QingFault *fault)
{
  if (qing_scripted_call_is_open (call))
    end (call, fault);
  else
    qing_fault_free (fault);
}

void
qing_scripted_call_fail (QingScriptedCall *call, QingError code, QingFaultAction action)
{
  QingFault *fault = qing_fault_new (code, "It went wrong.");

  fault->action = action;
  qing_scripted_call_take_fault (call, fault);
}
