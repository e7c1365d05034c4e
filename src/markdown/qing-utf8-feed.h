/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that come in any portions, made valid UTF-8: what is not, and NUL, becomes U+FFFD. */
typedef struct
{
  char pending[4]; /* the beginning of a character */
  guint n_pending;
} QingUtf8Feed;

void qing_utf8_feed_append (QingUtf8Feed *self, GString *out, const char *bytes, gsize length);
void qing_utf8_feed_finish (QingUtf8Feed *self, GString *out);

G_END_DECLS
