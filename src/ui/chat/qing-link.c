/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-link.h"

#include <string.h>

#define MAX_URL_BYTES        4096
#define MAX_SHOWN_CHARACTERS 160

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

/* Returns: the address as it may be shown: short, in one line, and without characters that would
 * let it look like another one. */
char *
qing_link_dup_for_display (const char *url)
{
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *at = url; *at != '\0' && n < MAX_SHOWN_CHARACTERS;
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
