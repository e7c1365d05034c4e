/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingSearchNeedles: the words that somebody looks for, to be found again in a text that holds
 * them: where they stand, and how good a find the text is.
 */
typedef struct _QingSearchNeedles QingSearchNeedles;

/* Bytes of an excerpt that say one of the words. */
typedef struct
{
  guint start;
  guint length;
} QingSearchMark;

QingSearchNeedles *qing_search_needles_new (const char *query);
void qing_search_needles_free (QingSearchNeedles *self);
/* How well @text answers the query, by what is read of it at most @limit bytes; 0 when none of the
 * words stands there as it was typed. */
double
qing_search_needles_rate (QingSearchNeedles *self, const char *text, gsize length, gsize limit);
/* Whether every word is somewhere in @text, even in the middle of another. */
gboolean qing_search_needles_are_in (QingSearchNeedles *self, const char *text);
/* One line of @text from around most of the words. @marks: (out) (element-type QingSearchMark)
 * (transfer full): the words in it, in order. (transfer full) */
char *qing_search_needles_excerpt (QingSearchNeedles *self,
                                   const char *text,
                                   gsize length,
                                   GArray **marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingSearchNeedles, qing_search_needles_free)

G_END_DECLS
