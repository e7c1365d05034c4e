/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault.h"
#include "qing-host.h"
#include "qing-picture-fetcher.h"

#include <libsoup/soup.h>
#include <string.h>

#define BODY "so to speak a picture"

typedef struct
{
  SoupServer *server;
  QingPictureFetcher *fetcher;
  guint n_requests;
  GAsyncResult *result;
} Fixture;

/* The request says nothing of who asks for the picture, or from where. */
static void
check_request (SoupServerMessage *message)
{
  static const char *const absent[] = { "Authorization", "Cookie", "Referer",
                                        "User-Agent",    "From",   "Origin" };
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (soup_message_headers_get_one (headers, absent[i]));
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  self->n_requests++;
  check_request (message);
  soup_message_headers_append (headers, "Set-Cookie", "who=you; Path=/");
  if (g_str_equal (path, "/round"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/round");
  else if (g_str_equal (path, "/file"))
    {
      soup_message_headers_append (headers, "Location", "file:///etc/passwd");
      soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
    }
  else if (g_str_equal (path, "/moved"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/picture");
  else if (g_str_equal (path, "/secret"))
    {
      soup_message_headers_append (headers, "WWW-Authenticate", "Basic realm=\"x\"");
      soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
    }
  else if (g_str_equal (path, "/picture"))
    {
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, BODY,
                                        strlen (BODY));
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    }
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new ("server-header", "", NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  self->fetcher = qing_picture_fetcher_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->fetcher);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GBytes *
fetch (Fixture *self, const char *url, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qing_picture_fetcher_fetch_async (self->fetcher, url, max_bytes, cancellable, fetched_cb, self);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&self->result);
  return qing_picture_fetcher_fetch_finish (self->fetcher, result, error);
}

static char *
dup_url (Fixture *self, const char *path)
{
  GSList *uris = soup_server_get_uris (self->server);
  char *url = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), path);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

/* Twice, since a cookie would be sent only then. */
static void
test_bytes (Fixture *self, gconstpointer data)
{
  g_autofree char *url = dup_url (self, data);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = fetch (self, url, strlen (BODY), NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), BODY,
                       strlen (BODY));
    }
  g_assert_cmpuint (self->n_requests, >=, 2);
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  g_autofree char *url = dup_url (self, "/picture");
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (self, url, strlen (BODY) - 1, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const char *const paths[] = { "/nothing", "/secret", "/file" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = dup_url (self, paths[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (fetch (self, url, 1000, NULL, &error));
      g_assert_error (error, QING_ERROR, QING_ERROR_NETWORK);
    }
  /* Nobody is asked for a password. */
  g_assert_cmpuint (self->n_requests, ==, 3);
}

/* Whoever is sent on and on, does not go on for ever. */
static void
test_round (Fixture *self, gconstpointer data)
{
  g_autofree char *url = dup_url (self, "/round");
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (self, url, 1000, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_NETWORK);
  g_assert_cmpuint (self->n_requests, ==, 6);
}

/* What is in the address itself is sent to nobody as a password. */
static void
test_user (Fixture *self, gconstpointer data)
{
  g_autofree char *url = dup_url (self, "/picture");
  g_autofree char *with_user = g_strdup_printf ("http://who:secret@%s", url + strlen ("http://"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fetch (self, with_user, 1000, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
}

/* Where a server of the web may not send anybody. */
static void
test_near (Fixture *self, gconstpointer data)
{
  static const char *const near[] = {
    "127.0.0.1", "localhost",       "LOCALHOST.", "a.localhost", "10.1.2.3",         "192.168.0.1",
    "router",    "172.16.0.9",      "::1",        "fe80::1",     "::ffff:127.0.0.1", "fd00::1",
    "127.1",     "169.254.169.254", "2130706433", "0x7f.0.0.1",  "printer.local",    "0.0.0.0",
    "::",        "224.0.0.1",       "0.1.2.3",
  };
  static const char *const far[] = { "example.org",       "8.8.8.8",        "2001:db8::1",
                                     "local.example.org", "::ffff:8.8.8.8", "xn--fiqs8s.cn",
                                     "172.32.0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    g_assert_cmpint (qing_host_is_near (near[i]), ==, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    g_assert_cmpint (qing_host_is_near (far[i]), ==, FALSE);
}

static void
test_addresses (Fixture *self, gconstpointer data)
{
  static const char *const urls[] = {
    "file:///etc/passwd",        "nonsense", "", "http://", "https:///x", "ftp://127.0.0.1/x",
    "data:image/png;base64,AA=="
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fetch (self, urls[i], 1000, NULL, &error));
      g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
    }
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autofree char *url = dup_url (self, "/picture");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (self, url, 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(path, data, function)                                                                  \
  g_test_add ("/api/picture-fetcher/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("bytes", "/picture", test_bytes);
  add ("moved", "/moved", test_bytes);
  add ("too-large", NULL, test_too_large);
  add ("refused", NULL, test_refused);
  add ("round", NULL, test_round);
  add ("user", NULL, test_user);
  add ("near", NULL, test_near);
  add ("addresses", NULL, test_addresses);
  add ("cancelled", NULL, test_cancelled);
  return g_test_run ();
}
