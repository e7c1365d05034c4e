/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-style.h"

G_BEGIN_DECLS

/* What surrounds a leaf: distances, the markers of list items, the bars of quotes. */

int qing_leaf_frame_get_indent (const QingLeaf *leaf, const QingStyle *style);
int
qing_leaf_frame_get_gap (const QingLeaf *previous, const QingLeaf *leaf, const QingStyle *style);
gboolean qing_leaf_frame_is_continued (const QingLeaf *previous, const QingLeaf *leaf);
void qing_leaf_frame_snapshot (const QingLeaf *leaf,
                               QingStyle *style,
                               GtkSnapshot *snapshot,
                               int y0,
                               int y1);

G_END_DECLS
