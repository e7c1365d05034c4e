/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-markdown-stream.h"

G_BEGIN_DECLS

/* The leaves of a stream, with what has changed since that was last asked for. */
typedef struct
{
  GPtrArray *leaves;
  guint fresh; /* leaves from here on are new objects */
  guint first_dirty;
  guint last_dirty;
  gboolean resized;
  guint grown; /* the leaf that was changed in place, or G_MAXUINT */
  guint stable_bytes;
  guint stable_rows;
} QingLeafList;

void qing_leaf_list_init (QingLeafList *self);
void qing_leaf_list_clear (QingLeafList *self);

static inline QingLeaf *
qing_leaf_list_get (const QingLeafList *self, guint index)
{
  return g_ptr_array_index (self->leaves, index);
}

guint qing_leaf_list_append (QingLeafList *self, QingLeaf *leaf);
void qing_leaf_list_replace (QingLeafList *self, guint index, QingLeaf *leaf);
void qing_leaf_list_truncate (QingLeafList *self, guint length);
void qing_leaf_list_grow (QingLeafList *self, guint index, guint stable_bytes, guint stable_rows);
gboolean qing_leaf_list_take_change (QingLeafList *self, QingMarkdownChange *change);

G_END_DECLS
