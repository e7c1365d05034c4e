/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-client.h"

#include "qing-chat-call.h"
#include "qing-endpoint.h"
#include "qing-fault-mapper.h"
#include "qing-model-lister.h"
#include "qing-request-builder.h"
#include "qing-ruling.h"

#include <libsoup/soup.h>

/* Several chats with one server at once are usual: libsoup's own limit of 2 would queue them. */
#define MAX_CONNECTIONS          64
#define MAX_CONNECTIONS_PER_HOST 32

/* Until an unused connection is closed, in seconds: longer than a person thinks between two
 * questions, shorter than most servers keep it. */
#define IDLE_TIMEOUT 55

struct _QingClient
{
  QingProvider parent_instance;

  SoupSession *session;
  QingPatience patience;
  GPtrArray *calls; /* QingChatCall: those under way */
};

G_DEFINE_FINAL_TYPE (QingClient, qing_client, QING_TYPE_PROVIDER)

static void
return_fault (GTask *task, QingFault *fault)
{
  g_task_return_pointer (task, fault, (GDestroyNotify) qing_fault_free);
}

static void
chat_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingChatCall *call = QING_CHAT_CALL (object);
  QingFault *fault = qing_chat_call_run_finish (call, result);
  QingExchange *exchange = qing_chat_call_get_exchange (call);
  QingClient *self = g_task_get_source_object (task);
  g_autoptr (QingChatCall) held = g_object_ref (call);

  g_ptr_array_remove_fast (self->calls, call);
  if (exchange != NULL)
    qing_provider_tell_exchanged (g_task_get_source_object (task),
                                  qing_chat_call_get_request (call), exchange);

  return_fault (task, fault);
}

static void
qing_client_chat_async (QingProvider *provider,
                        QingChatRequest *request,
                        QingDeltaFunc func,
                        gpointer func_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  QingClient *self = QING_CLIENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (QingChatCall) call =
    qing_chat_call_new (self->session, &self->patience, request, func, func_data);

  g_task_set_source_tag (task, qing_client_chat_async);
  /* Why it ended is in the fault, for being cancelled too. */
  g_task_set_check_cancellable (task, FALSE);
  if (qing_provider_is_watched (provider))
    qing_chat_call_record (call);
  g_ptr_array_add (self->calls, g_object_ref (call));
  qing_chat_call_run_async (call, cancellable, chat_cb, task);
}

static gboolean
qing_client_retry_now (QingProvider *provider, QingChatRequest *request)
{
  QingClient *self = QING_CLIENT (provider);

  for (guint i = 0; i < self->calls->len; i++)
    if (qing_chat_call_get_request (self->calls->pdata[i]) == request)
      return qing_chat_call_retry_now (self->calls->pdata[i]);
  return FALSE;
}

static gboolean
qing_client_chat_finish (QingProvider *provider, GAsyncResult *result, QingFault **fault)
{
  g_autoptr (QingFault) found = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean good = found == NULL;

  if (fault != NULL)
    *fault = g_steal_pointer (&found);

  return good;
}

static void
models_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (result), g_object_unref);
}

static void
qing_client_list_models_async (QingProvider *provider,
                               QingAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  QingClient *self = QING_CLIENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_client_list_models_async);
  g_task_set_check_cancellable (task, FALSE);
  qing_models_list_async (self->session, &self->patience, account, cancellable, models_cb, task);
}

static char **
qing_client_list_models_finish (QingProvider *provider, GAsyncResult *result, QingFault **fault)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (QingFault) found = NULL;
  char **models = qing_models_list_finish (inner, &found);

  if (fault != NULL)
    *fault = g_steal_pointer (&found);

  return models;
}

static QingBuiltRequest *
build (QingChatRequest *request, QingFault **fault)
{
  GListModel *tools = qing_chat_request_get_tools (request);
  g_autoptr (QingRuling) ruling =
    qing_ruling_new (qing_chat_request_get_purpose (request),
                     qing_chat_request_get_account (request), qing_chat_request_get_model (request),
                     qing_chat_request_get_parameters (request),
                     qing_chat_request_get_messages (request),
                     tools != NULL && g_list_model_get_n_items (tools) > 0);
  g_autoptr (QingFault) found = NULL;
  QingBuiltRequest *built = qing_request_build (request, ruling, NULL, NULL, &found);

  if (fault != NULL)
    *fault = g_steal_pointer (&found);
  return built;
}

char *
qing_client_build_preview (QingClient *self, QingChatRequest *request, QingFault **fault)
{
  g_autoptr (QingBuiltRequest) built = build (request, fault);
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  if (built == NULL)
    return NULL;

  data = g_bytes_get_data (built->body, &length);
  text = g_strndup (data, length);
  return qing_redact (text, qing_account_get_key (qing_chat_request_get_account (request)));
}

QingExchange *
qing_client_build_exchange (QingClient *self, QingChatRequest *request, QingFault **fault)
{
  QingAccount *account = qing_chat_request_get_account (request);
  g_autoptr (QingBuiltRequest) built = build (request, fault);
  g_autofree char *address =
    g_strconcat (qing_account_get_base_url (account), QING_CHAT_PATH, NULL);
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeadersIter iter;
  QingExchange *exchange;
  const char *name;
  const char *value;

  if (built == NULL)
    return NULL;

  exchange = qing_exchange_new (address, built->body);
  message = qing_endpoint_draft_message (account, SOUP_METHOD_POST, QING_CHAT_PATH,
                                         (const char *const *) built->headers);
  if (message != NULL)
    {
      soup_message_set_request_body_from_bytes (message, "application/json", built->body);
      soup_message_headers_iter_init (&iter, soup_message_get_request_headers (message));
      while (soup_message_headers_iter_next (&iter, &name, &value))
        qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, name, value);
    }
  qing_exchange_end (exchange, qing_account_get_key (account));
  return exchange;
}

void
qing_client_set_patience (QingClient *self, const QingPatience *patience)
{
  g_return_if_fail (QING_IS_CLIENT (self));
  self->patience = *patience;
}

void
qing_client_set_trust (QingClient *self, GTlsDatabase *database)
{
  g_return_if_fail (QING_IS_CLIENT (self));
  soup_session_set_tls_database (self->session, database);
}

static void
qing_client_finalize (GObject *object)
{
  QingClient *self = QING_CLIENT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->calls, g_ptr_array_unref);

  G_OBJECT_CLASS (qing_client_parent_class)->finalize (object);
}

static void
qing_client_class_init (QingClientClass *klass)
{
  QingProviderClass *provider_class = QING_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qing_client_finalize;
  provider_class->chat_async = qing_client_chat_async;
  provider_class->chat_finish = qing_client_chat_finish;
  provider_class->list_models_async = qing_client_list_models_async;
  provider_class->list_models_finish = qing_client_list_models_finish;
  provider_class->retry_now = qing_client_retry_now;
}

/* The timeout of a session counts reads; the watchdog of a transfer knows more, so it is off. */
static void
qing_client_init (QingClient *self)
{
  self->patience = (QingPatience) QING_PATIENCE_INIT;
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
  self->session =
    soup_session_new_with_options ("user-agent", "Qingtan/" QING_VERSION, "timeout", 0,
                                   "idle-timeout", IDLE_TIMEOUT, "max-conns", MAX_CONNECTIONS,
                                   "max-conns-per-host", MAX_CONNECTIONS_PER_HOST, NULL);
}

QingClient *
qing_client_new (void)
{
  return g_object_new (QING_TYPE_CLIENT, NULL);
}
