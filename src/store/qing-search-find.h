/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"
#include "qing-search-needles.h"
#include "qing-search-query.h"

G_BEGIN_DECLS

typedef struct
{
  QingFoundPart part;
  char *conversation_uid;
  char *message_uid; /* NULL when the title was found */
  char *excerpt;
  GArray *marks; /* of QingSearchMark: what of the excerpt is meant */
  gint64 created;
  QingRole role; /* 0 for a title */
  char *model;   /* (nullable) */
  double rating;
} QingFoundText;

void qing_found_text_free (QingFoundText *self);
/**
 * qing_search_find:
 * @cancellable: (nullable): ends the search early, with what there is
 *
 * Titles first, then messages, the best of each first: (transfer full) (element-type
 * QingFoundText). Of more messages than can be looked at in a moment, the newest are.
 */
GPtrArray *qing_search_find (QingDatabase *database,
                             const QingSearchQuery *query,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
