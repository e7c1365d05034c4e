/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-picture-fetcher.h"

#include "qing-fault.h"
#include "qing-fault-mapper.h"
#include "qing-host.h"
#include "qing-transfer.h"

#include <glib/gi18n-lib.h>

#define MAX_CONNECTIONS 4
#define IDLE_TIMEOUT    15
#define MAX_REDIRECTS   5

/* Milliseconds to connect, and of silence. */
static const QingTransferPatience patience = { 15000, 20000 };

struct _QingPictureFetcher
{
  GObject parent_instance;

  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (QingPictureFetcher, qing_picture_fetcher, G_TYPE_OBJECT)

typedef struct
{
  QingTransfer *transfer;
  GByteArray *body;
  gsize max_bytes;
  guint n_redirects;
} QingFetch;

static void
fetch_free (QingFetch *fetch)
{
  g_clear_object (&fetch->transfer);
  g_clear_pointer (&fetch->body, g_byte_array_unref);
  g_free (fetch);
}

static void
qing_picture_fetcher_finalize (GObject *object)
{
  g_clear_object (&QING_PICTURE_FETCHER (object)->session);
  G_OBJECT_CLASS (qing_picture_fetcher_parent_class)->finalize (object);
}

static void
qing_picture_fetcher_class_init (QingPictureFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_picture_fetcher_finalize;
}

static void
qing_picture_fetcher_init (QingPictureFetcher *self)
{
  self->session =
    soup_session_new_with_options ("timeout", 0, "idle-timeout", IDLE_TIMEOUT, "max-conns",
                                   MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

QingPictureFetcher *
qing_picture_fetcher_new (void)
{
  return g_object_new (QING_TYPE_PICTURE_FETCHER, NULL);
}

static void
headers_cb (QingTransfer *transfer, gpointer user_data)
{
}

/* One byte more than what is allowed says that it is too much. */
static QingTransferNeed
bytes_cb (QingTransfer *transfer, const guint8 *bytes, gsize length, gpointer user_data)
{
  QingFetch *fetch = user_data;

  g_byte_array_append (fetch->body, bytes,
                       (guint) MIN (length, fetch->max_bytes + 1 - fetch->body->len));
  return fetch->body->len > fetch->max_bytes ? QING_TRANSFER_CLOSE : QING_TRANSFER_MORE;
}

static const QingTransferSink sink = { headers_cb, bytes_cb };

static GError *
make_error (QingFetch *fetch, const GError *reason)
{
  guint status = soup_message_get_status (qing_transfer_get_message (fetch->transfer));

  if (reason != NULL)
    {
      g_autoptr (QingFault) fault = qing_fault_map_error (reason);

      return g_error_new_literal (QING_ERROR, (int) fault->code, fault->summary);
    }
  if (status != SOUP_STATUS_OK)
    /* Translators: %u is a number such as 404 */
    return g_error_new (QING_ERROR, QING_ERROR_NETWORK, _ ("The server answered with %u"), status);
  if (fetch->body->len > fetch->max_bytes)
    return g_error_new_literal (QING_ERROR, QING_ERROR_REQUEST, _ ("The picture is too large"));
  return NULL;
}

static gboolean
is_of_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && host != NULL &&
         host[0] != '\0';
}

/* The user agreed to ask the server whose name was shown. It may send them on, but not to what only
 * this computer and its neighbours can reach. */
static GUri *
get_target (SoupMessage *message)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  GUri *from = soup_message_get_uri (message);
  g_autoptr (GUri) to = NULL;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;
  to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (to == NULL || !is_of_web (to) ||
      (qing_host_is_near (g_uri_get_host (to)) && !qing_host_is_near (g_uri_get_host (from))))
    return NULL;
  return g_steal_pointer (&to);
}

static gboolean start (GTask *task, GUri *uri);

static void
transfer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GUri) target = NULL;
  GError *error;

  qing_transfer_run_finish (fetch->transfer, result, &reason);
  if (reason == NULL && fetch->n_redirects++ < MAX_REDIRECTS)
    target = get_target (qing_transfer_get_message (fetch->transfer));
  if (target != NULL && start (task, target))
    {
      g_steal_pointer (&task);
      return;
    }
  error = make_error (fetch, reason);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&fetch->body)),
                           (GDestroyNotify) g_bytes_unref);
}

static gboolean
start (GTask *task, GUri *uri)
{
  QingPictureFetcher *self = g_task_get_source_object (task);
  QingFetch *fetch = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);

  if (message == NULL)
    return FALSE;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_byte_array_set_size (fetch->body, 0);
  g_clear_object (&fetch->transfer);
  fetch->transfer = qing_transfer_new (self->session, message, patience);
  qing_transfer_run_async (fetch->transfer, &sink, fetch, g_task_get_cancellable (task),
                           transfer_cb, task);
  return TRUE;
}

void
qing_picture_fetcher_fetch_async (QingPictureFetcher *self,
                                  const char *url,
                                  gsize max_bytes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  QingFetch *fetch = g_new0 (QingFetch, 1);

  g_task_set_source_tag (task, qing_picture_fetcher_fetch_async);
  fetch->body = g_byte_array_new ();
  fetch->max_bytes = max_bytes;
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (uri != NULL && is_of_web (uri) && start (task, uri))
    return;
  g_task_return_new_error (task, QING_ERROR, QING_ERROR_REQUEST, "%s",
                           _ ("The address is not valid"));
  g_object_unref (task);
}

GBytes *
qing_picture_fetcher_fetch_finish (QingPictureFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
