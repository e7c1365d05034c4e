/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-search-query.h"

G_BEGIN_DECLS

#define QING_TYPE_SEARCH_HIT (qing_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (QingSearchHit, qing_search_hit, QING, SEARCH_HIT, GObject)

/**
 * QingSearchHit: a place where the searched words are. Immutable.
 */
typedef struct
{
  QingFoundPart part;
  const char *message_uid; /* (nullable) */
  const char *excerpt;
  const guint *marks; /* pairs: the first byte, and how many */
  guint n_marks;
  gint64 created;
  QingRole role;
  const char *model; /* (nullable) */
} QingSearchFind;

/* Copies what is in @find. */
QingSearchHit *qing_search_hit_new (QingConversation *conversation, const QingSearchFind *find);
QingConversation *qing_search_hit_get_conversation (QingSearchHit *self);
/* The message; NULL when the title was found. The conversation may have to be loaded first, and
 * the message may lie on another branch: see qing_conversation_choose(). */
const char *qing_search_hit_get_message_uid (QingSearchHit *self);
/* What holds the words. */
QingFoundPart qing_search_hit_get_part (QingSearchHit *self);
/* Who said it; 0 for a title. */
QingRole qing_search_hit_get_role (QingSearchHit *self);
/* (nullable) the id of the model that said it, or was asked. */
const char *qing_search_hit_get_model (QingSearchHit *self);
/* One line from around the words. The text is untrusted. */
const char *qing_search_hit_get_excerpt (QingSearchHit *self);
/* The bytes of the @index-th of the words in it, to be made bold. FALSE when there are no more; one
 * that is spelt otherwise in the text may not be among them. */
gboolean qing_search_hit_get_mark (QingSearchHit *self, guint index, guint *start, guint *length);
/* Wall-clock microseconds since the epoch. */
gint64 qing_search_hit_get_created (QingSearchHit *self);

G_END_DECLS
