/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text of anybody as HTML: in an element or between double quotes it means nothing but itself.
 * @length may be -1. */
void qing_html_append_text (GString *out, const char *text, gssize length);

/* A Markdown text as HTML elements, as the message view shows it: raw HTML is text, pictures from
 * elsewhere are links, formulas are MathML. Main thread only. */
void qing_html_append_markdown (GString *out, const char *text);

G_END_DECLS
