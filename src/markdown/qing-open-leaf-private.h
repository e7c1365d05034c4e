/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-open-leaf.h"

G_BEGIN_DECLS

static inline QingLeaf *
qing_open_leaf_get_leaf (QingOpenLeaf *self)
{
  return qing_leaf_list_get (self->leaves, self->index);
}

QingLeaf *qing_open_leaf_show (QingOpenLeaf *self, QingLeafKind kind);
void qing_open_leaf_hide (QingOpenLeaf *self);
void qing_open_leaf_settle (QingOpenLeaf *self);

void qing_open_text_render (QingOpenLeaf *self);
gboolean qing_open_text_finish (QingOpenLeaf *self);

void qing_open_table_render (QingOpenLeaf *self);
void qing_open_table_end_row (QingOpenLeaf *self);
void qing_open_table_finish (QingOpenLeaf *self);

G_END_DECLS
