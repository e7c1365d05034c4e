/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

static void
rule_construct (QingLeafView *view)
{
}

static void
rule_set_width (QingLeafView *view, int width)
{
  view->height = qing_style_scale (view->style, 17);
}

static void
rule_snapshot (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  gtk_snapshot_append_color (snapshot, &view->style->border,
                             &GRAPHENE_RECT_INIT (0, (float) (view->height / 2),
                                                  (float) view->width, 1));
}

const QingLeafViewClass qing_rule_leaf_class = {
  .instance_size = sizeof (QingLeafView),
  .construct = rule_construct,
  .set_width = rule_set_width,
  .snapshot = rule_snapshot,
};
