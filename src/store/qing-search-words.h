/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * How texts and questions become words that SQLite can find.
 *
 * SQLite cuts text into words at spaces, and Chinese and Japanese have none. So each of their
 * characters is indexed as a word of its own, and what is searched for is searched as a phrase of
 * such words: one character finds what two or twenty find.
 */

/* The text as it is indexed. */
char *qing_search_words_space (const char *text, gsize length);
/* The FTS5 expression for what a person typed: every word must be there, the last letters of each
 * may be missing. NULL when there is no word in it. */
char *qing_search_words_parse (const char *query);
/**
 * qing_search_words_excerpt:
 * @start: (out): the byte of the excerpt where the first word of @query begins
 * @length: (out): the bytes of that word there; 0 when it is not in the text as it was typed
 *
 * Returns: (transfer full): one line from around that word
 */
char *qing_search_words_excerpt (const char *text, const char *query, gsize *start, gsize *length);
/* The words of a query for LIKE with the escape character "\": titles are few and short, and are
 * looked at one by one. */
char *qing_search_words_make_pattern (const char *query);

G_END_DECLS
