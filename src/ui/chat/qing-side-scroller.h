/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSideScroller: moves a leaf that is wider than its place (code, a table, a formula) sideways,
 * with a scrollbar below that is there only when needed.
 */
typedef struct
{
  GtkWidget *host;
  GtkWidget *bar;
  GtkAdjustment *adjustment;
  void (*moved) (GtkWidget *host, gboolean resized);
} QingSideScroller;

void qing_side_scroller_init (QingSideScroller *self,
                              GtkWidget *host,
                              void (*moved) (GtkWidget *host, gboolean resized));
void qing_side_scroller_clear (QingSideScroller *self);
void qing_side_scroller_set_size (QingSideScroller *self, int content, int page);
int qing_side_scroller_get_offset (QingSideScroller *self);
int qing_side_scroller_get_height (QingSideScroller *self);
void qing_side_scroller_allocate (QingSideScroller *self, int x, int y, int width);
gboolean qing_side_scroller_scroll (QingSideScroller *self, double delta);

G_END_DECLS
