/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qing_base64_append (GString *out, GBytes *bytes);
/* NULL when @text holds anything but base64 (either alphabet, line breaks allowed). */
GBytes *qing_base64_decode (const char *text, gsize length);

/* "image/png" … by the first bytes; NULL when it is nothing that this program shows or sends. */
const char *qing_mime_sniff (GBytes *bytes);
/* "png" …; "bin" when unknown. */
const char *qing_mime_get_extension (const char *mime_type);

G_END_DECLS
