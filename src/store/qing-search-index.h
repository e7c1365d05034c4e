/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/* The full-text index of what messages say, of what models thought, and of the names and texts of
 * attached files (see qing-search-words.h).
 *
 * On the worker thread. The index keeps no texts, so a message is taken out while everything of it
 * is still as it was when it was put in. */
gboolean qing_search_index_add (QingDatabase *database, gint64 message, GError **error);
gboolean qing_search_index_remove (QingDatabase *database, gint64 message, GError **error);
/* Takes out every message that @sql (one column, one parameter) gives. */
gboolean qing_search_index_remove_all (QingDatabase *database,
                                       const char *sql,
                                       gint64 parameter,
                                       GError **error);
/* Puts in every message that @sql (as above) gives. */
gboolean qing_search_index_add_all (QingDatabase *database,
                                    const char *sql,
                                    gint64 parameter,
                                    GError **error);
/* Lets go of the words that were taken out, as far as that is quickly done. */
gboolean qing_search_index_wipe (QingDatabase *database, GError **error);
/* Indexes everything anew. */
gboolean qing_search_index_rebuild (QingDatabase *database, GError **error);

G_END_DECLS
