/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Encrypted connections: one that cannot be trusted gets neither the key nor the messages. */

#include "qing-probe.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* Made for this test with "openssl req -x509", for localhost and 127.0.0.1. */
static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBnDCCAUGgAwIBAgIUdrogDWOzrmrI4VOEd0/DmmJIDcgwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE1MDM1N1oYDzIxMjYxMDI5\n"
  "MTUwMzU3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAARPNH8zQswLcio8ejrjHrPEjBxe8sspTBZzr9lViRkPjpZ3F8E1P6bj\n"
  "C4L+eCG2LAeffMvAfZIg2/BfhAT14Atzo28wbTAdBgNVHQ4EFgQUY0+zuj0171mE\n"
  "bVAWwD4sG4NiKsMwHwYDVR0jBBgwFoAUY0+zuj0171mEbVAWwD4sG4NiKsMwDwYD\n"
  "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n"
  "zj0EAwIDSQAwRgIhAJp3aE6YFRSoOefErNR9kX8uM/G29c1bqvyF7S0VF4n/AiEA\n"
  "nslen88KHW8KZY/pUOBFEqbFkRuCB4q8tXlWhKuYoQE=\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIH/URV4ARdW0TGcx\n"
  "V9jAdA4zd/RF/smPrt1FCCux58uhRANCAARPNH8zQswLcio8ejrjHrPEjBxe8ssp\n"
  "TBZzr9lViRkPjpZ3F8E1P6bjC4L+eCG2LAeffMvAfZIg2/BfhAT14Atz\n"
  "-----END PRIVATE KEY-----\n";

#ifdef __SANITIZE_ADDRESS__
int __lsan_is_turned_off (void);

/* The leak checker itself crashes once GnuTLS was used in a process; what the client does is
 * checked for leaks in the other tests. */
int
__lsan_is_turned_off (void)
{
  return 1;
}
#endif

#define N_FRAMES 40

typedef struct
{
  SoupServer *server;
  char *base_url;
  guint n_requests;

  /* The answer under way. */
  SoupServerMessage *message;
  SoupHTTPVersion version;
  guint timer;
  guint n_sent;
  gboolean silent;
  gboolean over;
} TlsServer;

static void
append (TlsServer *self, const char *frame)
{
  soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_COPY,
                            frame, strlen (frame));
  soup_server_message_unpause (self->message);
}

static gboolean
frame_cb (gpointer user_data)
{
  TlsServer *self = user_data;

  if (self->n_sent++ < N_FRAMES)
    {
      append (self, "data: {\"choices\":[{\"delta\":{\"content\":\"Hi \"}}]}\n\n");
      return G_SOURCE_CONTINUE;
    }

  append (self,
          "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
  self->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
over_cb (TlsServer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->over = TRUE;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  TlsServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  self->n_requests++;
  self->n_sent = 0;
  self->over = FALSE;
  g_set_object (&self->message, message);
  self->version = soup_server_message_get_http_version (message);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (over_cb), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (over_cb), self);
  if (!self->silent)
    self->timer = g_timeout_add (10, frame_cb, self);
}

static void
tls_server_start (TlsServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_pem (certificate, -1, &error);
  GSList *uris;

  g_assert_no_error (error);
  memset (self, 0, sizeof *self);
  self->server = soup_server_new ("tls-certificate", tls, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base_url = g_strdup_printf ("https://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tls_server_stop (TlsServer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->message);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->base_url);
}

/* Lets @probe trust the certificate above. Returns a file that has to be there as long. */
static char *
trust (QingProbe *probe)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "qing-trust-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_file_set_contents (path, certificate, -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  qing_client_set_trust (probe->client, database);

  return g_steal_pointer (&path);
}

static void
test_trusted (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autofree char *path = trust (probe);
  TlsServer server;

  tls_server_start (&server);
  qing_account_set_base_url (probe->account, server.base_url);

  for (guint i = 0; i < 2; i++)
    {
      qing_probe_chat (probe);
      g_assert_true (probe->good);
      g_assert_cmpuint (probe->text->len, ==, 3 * N_FRAMES);
      g_assert_cmpstr (probe->finish->str, ==, "stop");
      qing_probe_idle (50);
      /* The second goes over the connection of the first. */
      if (i == 0)
        g_assert_cmpint (probe->timing.tls_done, >=, probe->timing.connected);
      else
        g_assert_cmpint (probe->timing.tls_done, ==, -1);
    }
  /* Although the server offers the newer one. */
  g_assert_cmpint (server.version, ==, SOUP_HTTP_1_1);
  g_assert_cmpuint (server.n_requests, ==, 2);
  tls_server_stop (&server);
  g_unlink (path);
}

static void
test_cancelled (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autofree char *path = trust (probe);
  TlsServer server;

  tls_server_start (&server);
  qing_account_set_base_url (probe->account, server.base_url);

  /* In the middle of an answer; the server has to see it. */
  probe->cancel_at = 8;
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);
  while (!server.over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (server.n_sent, <, N_FRAMES / 2);

  /* Before the first word of it. */
  server.silent = TRUE;
  probe->cancel_at = 0;
  qing_probe_start (probe);
  while (server.n_requests < 2)
    qing_probe_idle (10);
  g_cancellable_cancel (probe->cancellable);
  qing_probe_wait (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);

  /* And the next one is not harmed. */
  server.silent = FALSE;
  probe->cancel_at = 0;
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpuint (probe->text->len, ==, 3 * N_FRAMES);
  tls_server_stop (&server);
  g_unlink (path);
}

/* What listens below HTTP: newer SoupServers fall over a client that leaves during the handshake, and
 * none can be told to speak something else than TLS. */
typedef struct
{
  GSocketService *service;
  char *base_url;
  gint n_connections;
  gint n_requests;
} BareServer;

/* Shakes hands; a client that trusts nobody leaves here. In a thread of the service. */
static gboolean
handshake_cb (GThreadedSocketService *service,
              GSocketConnection *connection,
              GObject *source,
              gpointer data)
{
  BareServer *self = data;
  g_autoptr (GTlsCertificate) own = g_tls_certificate_new_from_pem (certificate, -1, NULL);
  g_autoptr (GIOStream) stream = NULL;
  char byte;

  g_atomic_int_inc (&self->n_connections);
  stream = g_tls_server_connection_new (G_IO_STREAM (connection), own, NULL);
  if (stream != NULL && g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL) &&
      g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL) == 1)
    g_atomic_int_inc (&self->n_requests);
  return TRUE;
}

/* Speaks no TLS at all. */
static gboolean
plain_cb (GThreadedSocketService *service,
          GSocketConnection *connection,
          GObject *source,
          gpointer data)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  BareServer *self = data;

  g_atomic_int_inc (&self->n_connections);
  /* The client may be gone already; that is its answer. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

static void
bare_server_start (BareServer *self, GCallback callback)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->service = g_threaded_socket_service_new (2);
  g_signal_connect (self->service, "run", callback, self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->base_url = g_strdup_printf ("https://127.0.0.1:%u/v1",
                                    g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

static void
bare_server_stop (BareServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->base_url);
}

static void
assert_refused (GCallback callback, gboolean certificate_is_named)
{
  /* A thread of the service may still be leaving when the test ends. */
  static BareServer server;
  g_autoptr (QingProbe) probe = qing_probe_new ();

  bare_server_start (&server, callback);
  qing_account_set_base_url (probe->account, server.base_url);
  qing_probe_chat (probe);
  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  if (certificate_is_named)
    {
      g_assert_nonnull (strstr (probe->fault->summary, "certificate"));
      g_assert_cmpuint (probe->n_retries, ==, 0);
    }
  g_assert_cmpint (g_atomic_int_get (&server.n_connections), >, 0);
  g_assert_cmpint (g_atomic_int_get (&server.n_requests), ==, 0);
  bare_server_stop (&server);
}

static void
test_untrusted (void)
{
  assert_refused (G_CALLBACK (handshake_cb), TRUE);
}

/* https where only http is spoken. */
static void
test_not_encrypted (void)
{
  assert_refused (G_CALLBACK (plain_cb), FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return 77;

  g_test_add_func ("/client-tls/trusted", test_trusted);
  g_test_add_func ("/client-tls/cancelled", test_cancelled);
  g_test_add_func ("/client-tls/untrusted", test_untrusted);
  g_test_add_func ("/client-tls/not-encrypted", test_not_encrypted);

  return g_test_run ();
}
