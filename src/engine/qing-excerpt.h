/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_excerpt_clean:
 * @text: valid UTF-8: a piece of what a model wrote, on one line
 * @marks: (array) (inout): pairs of byte offset and length in @text; moved along
 * @n_marks: how many pairs there are
 *
 * Takes out the signs of Markdown that only disturb somebody who looks for words: stars, backticks,
 * the marks of headings and the lines of tables.
 *
 * Returns: (transfer full)
 */
char *qing_excerpt_clean (const char *text, guint *marks, guint n_marks);

G_END_DECLS
