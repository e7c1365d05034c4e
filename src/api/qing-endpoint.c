/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-endpoint.h"

#include "qing-fault-mapper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Names that never leave a home or an office. */
static const char *const private_suffixes[] = {
  ".local", ".localhost", ".lan", ".internal", ".home.arpa",
};

/* Servers on one's own machine or network seldom have a certificate, and are what most people run;
 * there http is taken as meant. Through the internet the key would be read on the way. */
static gboolean
is_private_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    {
      const guint8 *bytes = g_inet_address_to_bytes (address);

      if (g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
          g_inet_address_get_is_site_local (address))
        return TRUE;
      /* fc00::/7, which GIO does not count as site-local. */
      return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
             (bytes[0] & 0xfe) == 0xfc;
    }

  /* "localhost", and a name without a dot, which no public name is. */
  if (strchr (host, '.') == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (private_suffixes); i++)
    if (g_str_has_suffix (host, private_suffixes[i]))
      return TRUE;

  return FALSE;
}

static QingFault *
new_bad_address (QingAccount *account)
{
  const char *reason = NULL;
  QingFault *fault =
    qing_fault_new (QING_ERROR_REQUEST, _ ("The server’s address is not valid. Correct it in the "
                                           "account."));

  fault->action = QING_FAULT_ACTION_EDIT_KEY;
  qing_account_check_base_url (qing_account_get_base_url (account), &reason);
  if (reason != NULL)
    qing_fault_set_detail (fault, reason, -1);

  return fault;
}

/* A header takes no control characters, and no key has any. */
static gboolean
is_clean (const char *key)
{
  for (; *key != '\0'; key++)
    if ((guchar) *key <= 0x20 || (guchar) *key >= 0x7f)
      return FALSE;

  return TRUE;
}

QingFault *
qing_endpoint_check (QingAccount *account)
{
  const char *key = qing_account_get_key (account);
  const char *base_url = qing_account_get_base_url (account);
  g_autoptr (GUri) uri = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || !qing_account_check_base_url (base_url, NULL))
    return new_bad_address (account);

  if (key == NULL)
    {
      gboolean needed =
        qing_account_get_kind (account) == QING_SERVER_DASHSCOPE && !qing_account_is_demo (account);

      return needed ? qing_fault_new_no_key () : NULL;
    }

  if (!is_clean (key))
    {
      QingFault *fault = qing_fault_new_no_key ();

      qing_fault_set_detail (fault, "The key holds characters that no key has.", -1);
      return fault;
    }

  if (g_str_equal (g_uri_get_scheme (uri), "http") && !is_private_host (g_uri_get_host (uri)))
    return qing_fault_new_plain_http ();

  return NULL;
}

/* No compression: a compressor may hold a stream's chunks back, and a chunk has few bytes. Should a
 * server compress all the same, libsoup unpacks it. */
static void
set_headers (SoupMessage *message, QingAccount *account, const char *const *extra)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *key = qing_account_get_key (account);

  soup_message_headers_replace (headers, "Accept", "text/event-stream, application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  for (guint i = 0; extra != NULL && extra[i] != NULL; i += 2)
    soup_message_headers_replace (headers, extra[i], extra[i + 1]);

  if (key != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", key, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
}

/* HTTP/1.1 only. An answer needs a connection of its own: closing that is how a server is told to
 * stop. Over HTTP/2, libsoup 3.2 does not even look at a cancellation before the first byte came. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

SoupMessage *
qing_endpoint_draft_message (QingAccount *account,
                             const char *method,
                             const char *path,
                             const char *const *headers)
{
  g_autofree char *address = g_strconcat (qing_account_get_base_url (account), path, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (message != NULL)
    set_headers (message, account, headers);
  return message;
}

SoupMessage *
qing_endpoint_new_message (QingAccount *account,
                           const char *method,
                           const char *path,
                           const char *const *headers,
                           QingFault **fault)
{
  SoupMessage *message;

  *fault = qing_endpoint_check (account);
  if (*fault != NULL)
    return NULL;

  message = qing_endpoint_draft_message (account, method, path, headers);
  if (message == NULL)
    {
      *fault = new_bad_address (account);
      return NULL;
    }

  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
  /* The key is meant for this server alone, so redirects are ours to judge. A POST would get a new
   * connection each time, which costs half a second to the other end of the world; that libsoup
   * then sends it again when the old one turns out to be dead is what we would do too. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                     SOUP_MESSAGE_IDEMPOTENT);

  return message;
}

GUri *
qing_endpoint_follow (SoupMessage *message)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  GUri *from = soup_message_get_uri (message);
  g_autoptr (GUri) to = NULL;
  guint status = soup_message_get_status (message);

  if (location == NULL ||
      (status != SOUP_STATUS_TEMPORARY_REDIRECT && status != SOUP_STATUS_PERMANENT_REDIRECT))
    return NULL;

  to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (to == NULL || g_strcmp0 (g_uri_get_scheme (to), g_uri_get_scheme (from)) != 0 ||
      g_uri_get_host (to) == NULL ||
      g_ascii_strcasecmp (g_uri_get_host (to), g_uri_get_host (from)) != 0 ||
      g_uri_get_port (to) != g_uri_get_port (from))
    return NULL;

  return g_steal_pointer (&to);
}
