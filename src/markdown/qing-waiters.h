/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-inline.h"
#include "qing-leaf-list.h"

G_BEGIN_DECLS

/* Closed leaves that name a label without a definition, with the text they were made from. When
 * a definition arrives they are made again.
 */
typedef struct _QingWaiters QingWaiters;

QingWaiters *
qing_waiters_new (QingLeafList *leaves, QingReferences *references, QingInlineParser *inlines);
void qing_waiters_free (QingWaiters *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingWaiters, qing_waiters_free)

void qing_waiters_add (QingWaiters *self,
                       guint leaf,
                       const char *raw,
                       gsize length,
                       GHashTable *missing);
void qing_waiters_answer (QingWaiters *self, gboolean all);

/* A paragraph of nothing but an image is an image. */
gboolean qing_leaf_is_image (const QingLeaf *leaf);

G_END_DECLS
