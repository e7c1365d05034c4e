/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/**
 * The full-text index of the messages' texts.
 *
 * SQLite cuts text into words at spaces, and Chinese and Japanese have none. So each of their
 * characters is indexed as a word of its own, and what is searched for is searched as a phrase of
 * such words: one character finds what two or twenty find.
 */

/* The text as it is indexed. */
char *qing_search_index_space (const char *text, gsize length);
/* The FTS5 expression for what a person typed: every word must be there, the last letters of each
 * may be missing. NULL when there is no word in it. */
char *qing_search_index_parse (const char *query);
/**
 * qing_search_index_excerpt:
 * @start: (out): the byte of the excerpt where the first word of @query begins
 * @length: (out): the bytes of that word there; 0 when it is not in the text as it was typed
 *
 * Returns: (transfer full): one line from around that word
 */
char *qing_search_index_excerpt (const char *text, const char *query, gsize *start, gsize *length);

/* On the worker thread. What is taken out must be what was put in. */
gboolean qing_search_index_add (QingDatabase *database,
                                gint64 message,
                                const char *text,
                                gsize length,
                                GError **error);
gboolean qing_search_index_remove (QingDatabase *database,
                                   gint64 message,
                                   const char *text,
                                   gsize length,
                                   GError **error);
/* Takes out every message that @sql (one column of ids, one parameter) gives. */
gboolean qing_search_index_remove_all (QingDatabase *database,
                                       const char *sql,
                                       gint64 parameter,
                                       GError **error);
/* Lets go of the words that were taken out, as far as that is quickly done. */
gboolean qing_search_index_wipe (QingDatabase *database, GError **error);
/* Indexes everything anew. */
gboolean qing_search_index_rebuild (QingDatabase *database, GError **error);

typedef struct
{
  char *conversation_uid;
  char *message_uid; /* NULL when the title was found */
  char *excerpt;
  gsize start;
  gsize length;
  gint64 created;
} QingFoundText;

void qing_found_text_free (QingFoundText *self);
/* Titles first, then messages, the newest first of each: (element-type QingFoundText). */
GPtrArray *
qing_search_index_find (QingDatabase *database, const char *query, guint limit, GError **error);

G_END_DECLS
