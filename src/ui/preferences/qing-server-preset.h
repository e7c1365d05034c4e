/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingServerPreset: a place where an account can be (protocol.md 5.1), to be chosen instead of
 * typing an address.
 *
 * @label: translatable.
 * @url: the address; NULL for "another address", which is the last one.
 * @name: what an account there is called until the user calls it something else.
 * @key_page: (nullable): where the provider says how to get a key.
 */
typedef struct
{
  const char *label;
  const char *url;
  const char *name;
  const char *key_page;
} QingServerPreset;

guint qing_server_preset_get_n (void);
const QingServerPreset *qing_server_preset_get (guint index);
/* The preset of an address; that of "another address" when it is none of them. */
guint qing_server_preset_find (const char *url);
/* Whether @name is one that an account was given here, rather than by the user. */
gboolean qing_server_preset_has_name (const char *name);

G_END_DECLS
