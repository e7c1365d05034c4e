/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Encrypted connections: one that cannot be trusted gets neither the key nor the messages. */

#include "qing-probe.h"

#include <libsoup/soup.h>
#include <string.h>

/* Made for this test with "openssl req -x509"; nobody trusts it, so that it need not last. */
static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBfTCCASOgAwIBAgIUOyEAtsHved5CG1J86xvaWPh/AxYwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyMjE0NTUxN1oXDTM2MTExOTE0\n"
  "NTUxN1owFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D\n"
  "AQcDQgAEq0GyAT4UVEJptcnshkE1byeX+l/oHnHNwBjOnwgbjSNk8B9ArHId1dwN\n"
  "NwoJpF+gYGj12RR01xmAYRBDMAvXWaNTMFEwHQYDVR0OBBYEFKn34NZ2KTvXMgRn\n"
  "fNtcohEo7YjtMB8GA1UdIwQYMBaAFKn34NZ2KTvXMgRnfNtcohEo7YjtMA8GA1Ud\n"
  "EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPzv7hH9xzbEzInrYt2KN4U5\n"
  "3lHUi3+OjI+BPUJTa1AKAiBBOWjmQ/jLrU9wEFcH+JC+exAsLfuZN9ZeEcaQu/18\n"
  "XA==\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2/EpQ+l8l0dZHeCd\n"
  "x6Q7qVsmLAWNqqYJhiSsMLjoGXuhRANCAASrQbIBPhRUQmm1yeyGQTVvJ5f6X+ge\n"
  "cc3AGM6fCBuNI2TwH0Csch3V3A03CgmkX6BgaPXZFHTXGYBhEEMwC9dZ\n"
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

typedef struct
{
  SoupServer *server;
  char *base_url;
  guint n_requests;
} TlsServer;

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  static const char answer[] =
    "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
  TlsServer *self = user_data;

  self->n_requests++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/event-stream", SOUP_MEMORY_STATIC, answer,
                                    strlen (answer));
}

static void
tls_server_start (TlsServer *self, gboolean encrypted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_pem (certificate, -1, &error);
  GSList *uris;

  g_assert_no_error (error);
  self->n_requests = 0;
  self->server = soup_server_new ("tls-certificate", tls, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                              (encrypted ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base_url = g_strdup_printf ("https://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tls_server_stop (TlsServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->base_url);
}

static void
test_untrusted (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  TlsServer server;

  tls_server_start (&server, TRUE);
  qing_account_set_base_url (probe->account, server.base_url);
  qing_probe_chat (probe);
  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_nonnull (strstr (probe->fault->summary, "certificate"));
  g_assert_cmpuint (probe->n_retries, ==, 0);
  g_assert_cmpuint (server.n_requests, ==, 0);
  tls_server_stop (&server);
}

/* https where only http is spoken. */
static void
test_not_encrypted (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  TlsServer server;

  tls_server_start (&server, FALSE);
  qing_account_set_base_url (probe->account, server.base_url);
  qing_probe_chat (probe);
  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpuint (server.n_requests, ==, 0);
  tls_server_stop (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return 77;

  g_test_add_func ("/client-tls/untrusted", test_untrusted);
  g_test_add_func ("/client-tls/not-encrypted", test_not_encrypted);

  return g_test_run ();
}
