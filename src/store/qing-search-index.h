/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/* The full-text index of the messages' texts (see qing-search-words.h).
 *
 * On the worker thread. What is taken out must be what was put in. */
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
/* Takes out every message that @sql (columns: message and text; one parameter) gives. */
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
