/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text to look for, whatever its case. */
typedef struct _QingNeedle QingNeedle;

QingNeedle *qing_needle_new (const char *text);
void qing_needle_free (QingNeedle *self);
gboolean qing_needle_find (QingNeedle *self,
                           const char *text,
                           gsize length,
                           gsize from,
                           gsize *start,
                           gsize *end);
gboolean qing_needle_may_be_in (QingNeedle *self, const char *source, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingNeedle, qing_needle_free)

G_END_DECLS
