/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-link.h"

#include <string.h>

#define MAX_URL_BYTES 4096
/* A name of a host has up to 253, and its end says whose it is. */
#define MAX_HOST_BYTES       253
#define MAX_SHOWN_CHARACTERS 280

/* Whether an address from an answer may be offered for opening: only http, https and mailto. */
gboolean
qing_link_is_safe (const char *url)
{
  g_autofree char *scheme = NULL;

  if (url == NULL || strlen (url) > MAX_URL_BYTES)
    return FALSE;
  scheme = g_uri_parse_scheme (url);
  if (scheme == NULL)
    return FALSE;
  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0 ||
         g_ascii_strcasecmp (scheme, "mailto") == 0;
}

/* Programs do not agree on where the name of the host is in "http://a\\@b", or on what a line break
 * in it means. So an address is taken apart here once, and what is put together of it means the same
 * to everybody: the host in ASCII letters, and no name of a user, which may look like a host. */
static GUri *
parse (const char *url)
{
  const GUriFlags flags = G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED_PATH |
                          G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT;
  g_autoptr (GUri) uri = g_uri_parse (url, flags, NULL);
  gboolean mail;

  if (uri == NULL)
    return NULL;
  mail = g_str_equal (g_uri_get_scheme (uri), "mailto");
  if (mail ? g_uri_get_host (uri) != NULL
           : g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
               strlen (g_uri_get_host (uri)) > MAX_HOST_BYTES)
    return NULL;
  return g_uri_build (flags, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri),
                      g_uri_get_fragment (uri));
}

/* Returns: (transfer full) (nullable): the address to show and to open
 * @host: (out) (transfer full) (nullable): whom it leads to */
char *
qing_link_dup_address (const char *url, char **host)
{
  g_autoptr (GUri) uri = qing_link_is_safe (url) ? parse (url) : NULL;
  g_autofree char *address = NULL;
  GString *plain;

  if (host != NULL)
    *host = NULL;
  if (uri == NULL)
    return NULL;
  address = g_uri_to_string (uri);
  plain = g_string_new (NULL);
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar) *p <= 0x20 || *p == 0x7f || *p == '\\')
      g_string_append_printf (plain, "%%%02X", (guint) (guchar) *p);
    else
      g_string_append_c (plain, *p);
  if (host != NULL)
    *host = g_strdup (g_uri_get_host (uri));
  return g_string_free (plain, FALSE);
}

/* Returns: the address as it may be shown: short, in one line, and without characters that would
 * let it look like another one. */
char *
qing_link_dup_for_display (const char *url)
{
  GString *shown = g_string_new (NULL);
  g_autofree char *address = qing_link_dup_address (url, NULL);
  guint n = 0;

  for (const char *at = address != NULL ? address : url; *at != '\0' && n < MAX_SHOWN_CHARACTERS;
       at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (shown, c);
      else
        g_string_append_printf (shown, "%%%02X", c);
    }
  if (n == MAX_SHOWN_CHARACTERS)
    g_string_append (shown, "…");
  return g_string_free (shown, FALSE);
}
