/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON as it is written, piece by piece, onto the end of a string. */

/* Between quotes, with escapes; @length may be -1. What is not UTF-8 becomes U+FFFD. */
void qing_json_append_string (GString *out, const char *text, gssize length);
/* A member with a comma before it unless it is the first of its object. */
void qing_json_append_name (GString *out, const char *name);
/* Nothing at all for NULL. */
void qing_json_append_member (GString *out, const char *name, const char *text);
void qing_json_append_int (GString *out, const char *name, gint64 value);
/* Nothing at all for FALSE. */
void qing_json_append_true (GString *out, const char *name, gboolean value);
void qing_json_append_base64 (GString *out, const char *name, GBytes *bytes);

/* What stands between the quotes of a checked JSON string, decoded. */
char *qing_json_unescape (const char *raw, gsize length);

G_END_DECLS
