/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * How texts and questions become words that SQLite can find.
 *
 * SQLite cuts text into words at spaces and marks. Chinese, Japanese and other scripts have none,
 * so each of their characters is indexed as a word of its own, and what is searched for is searched
 * as a phrase of such words: one character finds what two or twenty find. A name such as
 * "getElementById" is indexed as it is, and once more in its parts, at the end of the text.
 */

/* The text as it is indexed. */
char *qing_search_words_space (const char *text, gsize length);
/* What a person typed, cut at white space; without words of marks only. (transfer full) */
char **qing_search_words_split (const char *query);
/* The FTS5 expression for it: every word must be there, or, if @longer, one that begins with it.
 * NULL when there is no word in it. */
char *qing_search_words_parse (const char *query, gboolean longer);

G_END_DECLS
