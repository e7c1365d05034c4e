/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chat-call.h"

#include "qing-attachment-loader.h"
#include "qing-endpoint.h"
#include "qing-fault-mapper.h"
#include "qing-request-builder.h"
#include "qing-response.h"
#include "qing-retry-policy.h"
#include "qing-ruling.h"
#include "qing-transfer.h"
#include "qing-wait.h"

/* A server may move its paths, but not send us round in circles. */
#define MAX_REDIRECTS 3

struct _QingChatCall
{
  GObject parent_instance;

  SoupSession *session;
  QingPatience patience;
  QingRetryPolicy policy;
  QingChatRequest *request;
  QingRuling *ruling;
  QingDeltaFunc func;
  gpointer func_data;
  gboolean record;

  QingBuiltRequest *built;
  QingExchange *exchange;
  QingTransfer *transfer;
  QingDeltaDecoder *decoder;
  QingResponse *response;
  QingTiming timing;
  GUri *uri; /* where a redirect led */
  guint n_redirects;
  guint n_retries;
  GCancellable *cancellable;
  GCancellable *pause; /* between two tries: cancelled when it is to end */
};

G_DEFINE_FINAL_TYPE (QingChatCall, qing_chat_call, G_TYPE_OBJECT)

static void
emit (QingChatCall *self, const QingDelta *delta)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->func (delta, self->func_data);
}

static void
mark (gint64 *moment, gint64 elapsed)
{
  if (*moment < 0)
    *moment = elapsed;
}

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  QingChatCall *self = user_data;

  if (delta->kind == QING_DELTA_TEXT || delta->kind == QING_DELTA_AUDIO)
    mark (&self->timing.answer_began, qing_transfer_get_elapsed (self->transfer));
  if (delta->kind == QING_DELTA_TEXT || delta->kind == QING_DELTA_AUDIO ||
      delta->kind == QING_DELTA_REASONING)
    mark (&self->timing.first_token, qing_transfer_get_elapsed (self->transfer));

  emit (self, delta);

  /* Nothing more of what has come already is told once the user stopped it. */
  if (g_cancellable_is_cancelled (self->cancellable))
    qing_delta_decoder_stop (self->decoder);
}

static void
emit_timing (QingChatCall *self)
{
  QingDelta delta = { QING_DELTA_TIMING };

  qing_transfer_get_timing (self->transfer, &self->timing);
  delta.timing = &self->timing;
  emit (self, &delta);
}

static void
record_request (QingChatCall *self, SoupMessage *message)
{
  SoupMessageHeadersIter iter;
  g_autofree char *address = NULL;
  const char *name;
  const char *value;

  if (self->exchange == NULL)
    return;

  address = g_uri_to_string_partial (soup_message_get_uri (message), G_URI_HIDE_USERINFO);
  qing_exchange_set_address (self->exchange, address);
  qing_exchange_clear_headers (self->exchange, QING_EXCHANGE_REQUEST);
  soup_message_headers_iter_init (&iter, soup_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    qing_exchange_add_header (self->exchange, QING_EXCHANGE_REQUEST, name, value);
}

/* What libsoup added to the request is known when it has gone out. */
static void
record_end (QingChatCall *self, const QingFault *fault, guint delay_ms)
{
  if (self->exchange == NULL || self->transfer == NULL)
    return;

  record_request (self, qing_transfer_get_message (self->transfer));
  qing_exchange_end_try (self->exchange, &self->timing, fault != NULL ? fault->summary : NULL,
                         delay_ms);
}

static void
end (QingChatCall *self, GTask *task, QingFault *fault)
{
  const char *key = qing_account_get_key (qing_chat_request_get_account (self->request));

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&fault, qing_fault_free);
      fault = qing_fault_new_cancelled ();
    }
  if (fault != NULL)
    qing_fault_redact (fault, key);
  /* No button that leads nowhere. */
  if (fault != NULL && fault->action == QING_FAULT_ACTION_OPEN_BILLING &&
      qing_account_get_billing_page (qing_chat_request_get_account (self->request)) == NULL)
    fault->action = QING_FAULT_ACTION_NONE;
  if (self->exchange != NULL)
    qing_exchange_end (self->exchange, key);

  g_task_return_pointer (task, fault, (GDestroyNotify) qing_fault_free);
}

static QingRetryWish
get_wish (QingChatCall *self)
{
  SoupMessage *message = qing_transfer_get_message (self->transfer);

  return qing_retry_wish_parse (
    soup_message_headers_get_one (soup_message_get_response_headers (message), "x-should-retry"));
}

static void
emit_retry (QingChatCall *self, QingFault *fault, guint delay_ms)
{
  QingAccount *account = qing_chat_request_get_account (self->request);
  QingDelta delta = { QING_DELTA_RETRY };

  qing_fault_redact (fault, qing_account_get_key (account));
  delta.attempt = self->n_retries;
  delta.delay_ms = delay_ms;
  delta.fault = fault;
  emit (self, &delta);
}

static gboolean
plan_retry (QingChatCall *self, QingFault *fault, guint *delay_ms)
{
  gboolean began = qing_delta_decoder_has_content (self->decoder);

  if (fault == NULL || !qing_retry_policy_decide (&self->policy, fault, self->n_retries, began,
                                                  get_wish (self), delay_ms))
    return FALSE;

  self->n_retries++;
  emit_retry (self, fault, *delay_ms);

  return TRUE;
}

static gboolean
follow_redirect (QingChatCall *self)
{
  GUri *uri = qing_endpoint_follow (qing_transfer_get_message (self->transfer));

  if (uri == NULL)
    return FALSE;

  g_clear_pointer (&self->uri, g_uri_unref);
  self->uri = uri;
  return self->n_redirects++ < MAX_REDIRECTS;
}

static QingFault *
make_fault (QingChatCall *self, const GError *error)
{
  gboolean began = qing_delta_decoder_has_content (self->decoder);
  QingFault *fault = qing_response_finish (self->response, error);

  if (fault != NULL && !began && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      qing_fault_free (fault);
      fault = qing_fault_new_timeout (qing_transfer_is_connected (self->transfer));
    }

  return fault;
}

static void
headers_cb (QingTransfer *transfer, gpointer user_data)
{
  QingChatCall *self = user_data;

  qing_response_take_headers (self->response, qing_transfer_get_message (transfer));
  emit_timing (self);
}

static QingTransferNeed
bytes_cb (QingTransfer *transfer, const guint8 *bytes, gsize length, gpointer user_data)
{
  QingChatCall *self = user_data;
  gboolean more = qing_response_take_bytes (self->response, bytes, length);

  /* What the server still writes for an answer that nobody reads would be paid for. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return QING_TRANSFER_CLOSE;
  if (more)
    return QING_TRANSFER_MORE;

  return qing_delta_decoder_is_complete (self->decoder) ? QING_TRANSFER_ENOUGH
                                                        : QING_TRANSFER_CLOSE;
}

static const QingTransferSink sink = { headers_cb, bytes_cb };

/* protocol.md 3.4: a server that holds a request back in its queue is silent meanwhile. */
static guint
get_queueing (QingChatCall *self)
{
  GVariant *wait = qing_ruling_get (self->ruling, QING_PARAMETER_WAIT_TIMEOUT)->effective;

  return wait != NULL ? (guint) g_variant_get_int64 (wait) * 1000 : 0;
}

static guint
get_silence (QingChatCall *self)
{
  const QingRule *code = qing_ruling_get (self->ruling, QING_PARAMETER_ENABLE_CODE_INTERPRETER);
  gboolean slow = qing_ruling_is_thinking (self->ruling) ||
                  (code->effective != NULL && g_variant_get_boolean (code->effective));

  if (!qing_ruling_is_streaming (self->ruling))
    return self->patience.whole;

  return slow ? self->patience.thinking : self->patience.silence;
}

static void
set_up_decoder (QingChatCall *self)
{
  QingModelInfo *model = qing_chat_request_get_model (self->request);
  gboolean prefilled = !qing_ruling_is_dashscope (self->ruling) &&
                       qing_model_info_get_thinking (model) == QING_THINKING_ALWAYS;

  g_clear_pointer (&self->response, qing_response_free);
  g_clear_pointer (&self->decoder, qing_delta_decoder_free);
  self->decoder = qing_delta_decoder_new (delta_cb, self);
  qing_delta_decoder_set_n_choices (self->decoder, self->built->n_choices);
  qing_delta_decoder_set_prefilled (self->decoder, prefilled);
  self->response = qing_response_new (self->decoder, self->exchange);
}

/* Takes @task, which @callback gets. */
static void
begin_try (QingChatCall *self, GTask *task, GAsyncReadyCallback callback)
{
  QingAccount *account = qing_chat_request_get_account (self->request);
  QingPatience *patience = &self->patience;
  QingTransferPatience limits = { patience->connect, get_silence (self) + get_queueing (self) };
  QingFault *fault = NULL;
  g_autoptr (GTask) owned = task;
  g_autoptr (SoupMessage) message =
    qing_endpoint_new_message (account, SOUP_METHOD_POST, QING_CHAT_PATH,
                               (const char *const *) self->built->headers, &fault);

  if (message == NULL)
    {
      end (self, task, fault);
      return;
    }

  if (self->uri != NULL)
    soup_message_set_uri (message, self->uri);
  soup_message_set_request_body_from_bytes (message, "application/json", self->built->body);
  if (self->exchange != NULL)
    qing_exchange_begin (self->exchange);
  record_request (self, message);

  self->timing = (QingTiming) QING_TIMING_INIT;
  set_up_decoder (self);
  g_clear_object (&self->transfer);
  self->transfer = qing_transfer_new (self->session, message, limits);
  qing_transfer_run_async (self->transfer, &sink, self, self->cancellable, callback,
                           g_steal_pointer (&owned));
}

/* A try that was stopped is over; what was stopped while it waited for the next try had none. */
static void
record_stop (QingChatCall *self, gboolean trying)
{
  g_autoptr (QingFault) fault = NULL;

  if (!trying || self->exchange == NULL)
    return;
  fault = qing_fault_new_cancelled ();
  qing_transfer_get_timing (self->transfer, &self->timing);
  self->timing.finished = qing_transfer_get_elapsed (self->transfer);
  record_end (self, fault, 0);
}

static void step_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* Takes @task. The wait ends with the user's patience, too. */
static void
pause_before_next_try (QingChatCall *self, GTask *task, guint delay_ms)
{
  g_clear_object (&self->pause);
  self->pause = g_cancellable_new ();
  if (self->cancellable != NULL)
    g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->pause, G_CONNECT_SWAPPED);
  qing_wait_async (delay_ms, self->pause, step_cb, task);
}

gboolean
qing_chat_call_retry_now (QingChatCall *self)
{
  if (self->pause == NULL)
    return FALSE;
  g_cancellable_cancel (self->pause);
  return TRUE;
}

/* Called at the end of each try, and of each wait between two of them (without @object). */
static void
step_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingChatCall *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  QingFault *fault;
  guint delay_ms = 0;

  if (object != NULL)
    qing_transfer_run_finish (self->transfer, result, &error);
  else
    qing_wait_finish (result, NULL);
  g_clear_object (&self->pause);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      record_stop (self, object != NULL);
      end (self, task, NULL);
      return;
    }
  if (object == NULL || (error == NULL && follow_redirect (self)))
    {
      if (object != NULL)
        record_end (self, NULL, 0);
      begin_try (self, g_steal_pointer (&task), step_cb);
      return;
    }

  fault = make_fault (self, error);
  self->timing.finished = qing_transfer_get_elapsed (self->transfer);
  emit_timing (self);
  if (!plan_retry (self, fault, &delay_ms))
    {
      record_end (self, fault, 0);
      end (self, task, fault);
      return;
    }
  record_end (self, fault, delay_ms);

  qing_fault_free (fault);
  pause_before_next_try (self, g_steal_pointer (&task), delay_ms);
}

static GBytes *
bytes_of_cb (QingAttachment *attachment, gpointer user_data)
{
  return g_hash_table_lookup (user_data, attachment);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingChatCall *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) loaded = qing_attachments_load_finish (result, &error);
  QingFault *fault = NULL;

  if (loaded == NULL)
    {
      end (self, task, qing_fault_new_from_error (error));
      return;
    }

  self->built = qing_request_build (self->request, self->ruling, bytes_of_cb, loaded, &fault);
  if (self->built == NULL)
    {
      end (self, task, fault);
      return;
    }

  if (self->record)
    {
      QingAccount *account = qing_chat_request_get_account (self->request);
      g_autofree char *address =
        g_strconcat (qing_account_get_base_url (account), QING_CHAT_PATH, NULL);

      self->exchange = qing_exchange_new (address, self->built->body);
    }
  begin_try (self, g_steal_pointer (&task), step_cb);
}

void
qing_chat_call_run_async (QingChatCall *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) attachments = NULL;
  QingFault *fault = qing_endpoint_check (qing_chat_request_get_account (self->request));

  g_task_set_source_tag (task, qing_chat_call_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_set_object (&self->cancellable, cancellable);

  if (fault != NULL)
    {
      end (self, task, fault);
      g_object_unref (task);
      return;
    }

  attachments = qing_request_list_attachments (self->request, self->ruling);
  qing_attachments_load_async (attachments, cancellable, loaded_cb, task);
}

QingFault *
qing_chat_call_run_finish (QingChatCall *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

QingChatRequest *
qing_chat_call_get_request (QingChatCall *self)
{
  return self->request;
}

QingExchange *
qing_chat_call_get_exchange (QingChatCall *self)
{
  return self->exchange;
}

void
qing_chat_call_record (QingChatCall *self)
{
  self->record = TRUE;
}

static void
qing_chat_call_finalize (GObject *object)
{
  QingChatCall *self = QING_CHAT_CALL (object);

  g_clear_pointer (&self->response, qing_response_free);
  g_clear_pointer (&self->decoder, qing_delta_decoder_free);
  g_clear_pointer (&self->built, qing_built_request_free);
  g_clear_pointer (&self->ruling, qing_ruling_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->exchange);
  g_clear_object (&self->transfer);
  g_clear_object (&self->session);
  g_clear_object (&self->request);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->pause);

  G_OBJECT_CLASS (qing_chat_call_parent_class)->finalize (object);
}

static void
qing_chat_call_class_init (QingChatCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_chat_call_finalize;
}

static void
qing_chat_call_init (QingChatCall *self)
{
  self->timing = (QingTiming) QING_TIMING_INIT;
}

static QingRuling *
make_ruling (QingChatRequest *request)
{
  GListModel *tools = qing_chat_request_get_tools (request);

  return qing_ruling_new (qing_chat_request_get_purpose (request),
                          qing_chat_request_get_account (request),
                          qing_chat_request_get_model (request),
                          qing_chat_request_get_parameters (request),
                          qing_chat_request_get_messages (request),
                          tools != NULL && g_list_model_get_n_items (tools) > 0);
}

QingChatCall *
qing_chat_call_new (SoupSession *session,
                    const QingPatience *patience,
                    QingChatRequest *request,
                    QingDeltaFunc func,
                    gpointer func_data)
{
  QingChatCall *self = g_object_new (QING_TYPE_CHAT_CALL, NULL);

  self->session = g_object_ref (session);
  self->patience = *patience;
  self->request = g_object_ref (request);
  self->ruling = make_ruling (request);
  self->func = func;
  self->func_data = func_data;
  qing_retry_policy_init (&self->policy, qing_chat_request_get_purpose (request));
  self->policy.first_delay_ms = patience->retry;

  return self;
}
