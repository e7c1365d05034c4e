/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

#define QING_TYPE_SEARCH_HIT (qing_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (QingSearchHit, qing_search_hit, QING, SEARCH_HIT, GObject)

/**
 * QingSearchHit: a place where the searched words are. Immutable.
 */
QingSearchHit *qing_search_hit_new (QingConversation *conversation,
                                    const char *message_uid,
                                    const char *excerpt,
                                    gsize start,
                                    gsize length,
                                    gint64 created);
QingConversation *qing_search_hit_get_conversation (QingSearchHit *self);
/* The message; NULL when the title was found. The conversation may have to be loaded first, and
 * the message may lie on another branch: see qing_conversation_choose(). */
const char *qing_search_hit_get_message_uid (QingSearchHit *self);
/* One line from around the first word. @start and @length: the bytes of the word in it, to be made
 * bold; @length is 0 when it is spelt otherwise there. The text is untrusted. */
const char *qing_search_hit_get_excerpt (QingSearchHit *self, gsize *start, gsize *length);
/* Wall-clock microseconds since the epoch. */
gint64 qing_search_hit_get_created (QingSearchHit *self);

G_END_DECLS
