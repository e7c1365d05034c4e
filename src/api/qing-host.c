/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-host.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
is_near_address (GInetAddress *address)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    {
      if (memcmp (bytes, mapped, sizeof mapped) == 0)
        {
          g_autoptr (GInetAddress) inner =
            g_inet_address_new_from_bytes (bytes + sizeof mapped, G_SOCKET_FAMILY_IPV4);

          return is_near_address (inner);
        }
      /* The unique local ones. */
      if ((bytes[0] & 0xfe) == 0xfc)
        return TRUE;
    }
  else if (bytes[0] == 0)
    return TRUE;
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
         g_inet_address_get_is_site_local (address) || g_inet_address_get_is_any (address) ||
         g_inet_address_get_is_multicast (address);
}

gboolean
qing_host_is_near (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *name = NULL;
  const char *last;

  g_return_val_if_fail (host != NULL, TRUE);

  name = g_ascii_strdown (host, -1);
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  address = g_inet_address_new_from_string (name);
  if (address != NULL)
    return is_near_address (address);
  last = strrchr (name, '.');
  /* A name of one word is one of the house; a last word with a digit at its beginning belongs to an
   * address that is written in an unusual way, such as 127.1. */
  return last == NULL || g_ascii_isdigit (last[1]) || strchr (name, ':') != NULL ||
         g_str_equal (last, ".localhost") || g_str_equal (last, ".local") ||
         g_str_equal (last, ".internal");
}
