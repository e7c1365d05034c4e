/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where in a column of leaves something is. */

#include "qing-leaf-column-private.h"

#include "qing-leaf-frame.h"

/* Returns: the entry at @y, with a picture; *top is where the leaf begins. */
static QingLeafEntry *
find_entry (QingLeafColumn *self, double y, guint *index, int *top)
{
  QingLeafEntry *entry;
  guint i;

  if (!qing_leaf_column_is_ready (self) || self->entries->len == 0)
    return NULL;
  i = qing_height_index_find (self->heights, (gint64) y, NULL);
  qing_leaf_column_make_view (self, i);
  entry = qing_leaf_column_get_entry (self, i);
  *index = i;
  *top = (int) qing_height_index_get_position (self->heights, i) + entry->gap;
  return entry;
}

/**
 * qing_leaf_column_spot_at:
 * @spot: (out): only leaf and byte are set
 * @inside: (out) (optional): whether there is text at that place, rather than near it
 */
void
qing_leaf_column_spot_at (QingLeafColumn *self,
                          double x,
                          double y,
                          QingSpot *spot,
                          gboolean *inside)
{
  guint index = 0;
  int top = 0;
  QingLeafEntry *entry = find_entry (self, y, &index, &top);
  gboolean hit = FALSE;

  spot->leaf = index;
  spot->byte = 0;
  if (entry != NULL)
    spot->byte = qing_leaf_view_byte_at (entry->view,
                                         x - qing_leaf_frame_get_x (entry->leaf, self->host.style),
                                         y - top, &hit);
  if (inside != NULL)
    *inside = hit && y >= top && y < qing_leaf_column_get_height (self);
}

/* Finds the line at @y: where it begins, and its top. */
void
qing_leaf_column_line_at (QingLeafColumn *self, int y, QingSpot *spot, int *line_y)
{
  guint index = 0;
  int top = 0;
  QingLeafEntry *entry = find_entry (self, y, &index, &top);

  spot->leaf = index;
  spot->byte = 0;
  *line_y = 0;
  if (entry == NULL)
    return;
  spot->byte = qing_leaf_view_line_at (entry->view, MAX (0, y - top), line_y);
  *line_y += top;
}

/* Returns: the top of the line that holds @spot. */
int
qing_leaf_column_get_line_y (QingLeafColumn *self, const QingSpot *spot)
{
  guint i = spot->leaf;

  if (!qing_leaf_column_is_ready (self) || self->entries->len == 0)
    return 0;
  if (i >= self->entries->len)
    return qing_leaf_column_get_height (self);
  qing_leaf_column_make_view (self, i);
  return (int) qing_height_index_get_position (self->heights, i) +
         qing_leaf_column_get_entry (self, i)->gap +
         qing_leaf_view_get_line_y (qing_leaf_column_get_entry (self, i)->view, spot->byte);
}

/* Adds where @mark is drawn, as far as it was laid out. */
void
qing_leaf_column_add_rects (QingLeafColumn *self, const QingLeafMark *mark, GArray *rects)
{
  QingLeafEntry *entry;

  if (!qing_leaf_column_is_ready (self) || mark->leaf >= self->entries->len)
    return;
  entry = qing_leaf_column_get_entry (self, mark->leaf);
  if (entry->view != NULL)
    qing_leaf_view_add_rects (entry->view, mark->start, mark->end,
                              qing_leaf_frame_get_x (entry->leaf, self->host.style),
                              (int) qing_height_index_get_position (self->heights, mark->leaf) +
                                entry->gap,
                              rects);
}

/* Moves the leaf at @y sideways. Returns: whether it could be moved. */
gboolean
qing_leaf_column_scroll (QingLeafColumn *self, double y, double delta)
{
  guint index = 0;
  int top = 0;
  QingLeafEntry *entry;

  if (y < 0 || y >= qing_leaf_column_get_height (self))
    return FALSE;
  entry = find_entry (self, y, &index, &top);
  return entry != NULL && qing_leaf_view_scroll (entry->view, y - top, delta);
}
