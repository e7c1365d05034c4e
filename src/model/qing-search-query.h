/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

G_BEGIN_DECLS

/* QingSearchQuery: what somebody looks for in all conversations. */
typedef struct
{
  char *text;            /* words, each of which has to be there */
  char *model;           /* (nullable): answers of that model, and what it was asked */
  gint64 since;          /* wall-clock microseconds since the epoch; 0 for any time */
  QingRole role;         /* who said it; 0 for anybody */
  gboolean with_picture; /* only messages with a picture */
} QingSearchQuery;

/* Any time, anybody. */
QingSearchQuery *qing_search_query_new (const char *text);
QingSearchQuery *qing_search_query_copy (const QingSearchQuery *self);
void qing_search_query_free (QingSearchQuery *self);

/* What of a message, or a conversation, holds the words. */
typedef enum
{
  QING_FOUND_TITLE,
  QING_FOUND_TEXT,
  QING_FOUND_THINKING,
  QING_FOUND_FILE,
} QingFoundPart;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingSearchQuery, qing_search_query_free)

G_END_DECLS
