/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-style.h"

G_BEGIN_DECLS

/* What surrounds a leaf: distances, the markers of list items, the bars of quotes. */

/* Where a leaf is in its column. */
typedef struct
{
  guint n_shared; /* containers that began above it */
  int gap;        /* above it */
  int height;
  int width; /* of the column */
  gboolean rtl;
} QingLeafFramePlace;

int qing_leaf_frame_get_indent (const QingLeaf *leaf, const QingStyle *style);
int
qing_leaf_frame_get_gap (const QingLeaf *previous, const QingLeaf *leaf, const QingStyle *style);
guint qing_leaf_frame_count_shared (const QingLeaf *previous, const QingLeaf *leaf);
gboolean qing_leaf_frame_is_rtl (const QingLeaf *leaf);
int qing_leaf_frame_get_x (const QingLeaf *leaf, const QingStyle *style);
void qing_leaf_frame_snapshot (const QingLeaf *leaf,
                               QingStyle *style,
                               GtkSnapshot *snapshot,
                               const QingLeafFramePlace *place);

G_END_DECLS
