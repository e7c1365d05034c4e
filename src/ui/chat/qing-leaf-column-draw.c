/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a column of leaves is drawn. */

#include "qing-leaf-column-private.h"

#include "qing-confidence.h"
#include "qing-leaf-frame.h"

/* Fills what of @rects is inside of the leaf; what is wider than it may be moved sideways. */
static void
fill_rects (const QingLeafView *view, GtkSnapshot *snapshot, GArray *rects, const GdkRGBA *color)
{
  const graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height);

  for (guint i = 0; i < rects->len; i++)
    {
      graphene_rect_t inside;

      if (graphene_rect_intersection (&g_array_index (rects, graphene_rect_t, i), &bounds, &inside))
        gtk_snapshot_append_color (snapshot, color, &inside);
    }
  g_array_set_size (rects, 0);
}

static void
draw_selection (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  QingLeafView *view = qing_leaf_column_get_entry (self, i)->view;
  guint start = 0;
  guint end = G_MAXUINT;

  if (!self->has_selection || i < self->selection_start.leaf || i > self->selection_end.leaf)
    return;
  if (i == self->selection_start.leaf)
    start = self->selection_start.byte;
  if (i == self->selection_end.leaf)
    end = self->selection_end.byte;
  end = MIN (end, qing_leaf_get_text_length (view->leaf));
  qing_leaf_view_add_rects (view, start, end, 0, 0, rects);
  fill_rects (view, snapshot, rects, &self->host.style->selection);
}

static void
draw_marks (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  QingLeafView *view = qing_leaf_column_get_entry (self, i)->view;

  for (guint j = 0; self->marks != NULL && j < self->marks->len; j++)
    {
      const QingLeafMark *mark = &g_array_index (self->marks, QingLeafMark, j);

      if (mark->leaf != i)
        continue;
      qing_leaf_view_add_rects (view, mark->start, mark->end, 0, 0, rects);
      fill_rects (view, snapshot, rects,
                  mark->current ? &self->host.style->current_match : &self->host.style->match);
    }
}

static void
draw_shades (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  QingLeafView *view = qing_leaf_column_get_entry (self, i)->view;

  for (guint j = 0; self->shades != NULL && j < self->shades->len; j++)
    {
      const QingShade *shade = &g_array_index (self->shades, QingShade, j);
      GdkRGBA color;

      if (shade->leaf != i)
        continue;
      color = qing_confidence_get_color (shade->level, self->host.style->dark);
      qing_leaf_view_add_rects (view, shade->start, shade->end, 0, 0, rects);
      fill_rects (view, snapshot, rects, &color);
    }
}

static void
draw_underline (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  const QingLeafMark *mark = &self->underline;

  if (mark->leaf != i || mark->start >= mark->end)
    return;
  qing_leaf_view_add_rects (qing_leaf_column_get_entry (self, i)->view, mark->start, mark->end, 0,
                            0, rects);
  for (guint j = 0; j < rects->len; j++)
    {
      graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, j);

      rect->origin.y += (float) (int) (rect->size.height * 0.82f);
      rect->size.height = 1;
    }
  fill_rects (qing_leaf_column_get_entry (self, i)->view, snapshot, rects,
              &self->host.style->accent);
}

static void
draw_focus (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  const QingLeafMark *mark = &self->focus;
  const GdkRGBA *color = &self->host.style->accent_fill;
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  const float widths[4] = { 2, 2, 2, 2 };

  if (mark->leaf != i || mark->start >= mark->end)
    return;
  qing_leaf_view_add_rects (qing_leaf_column_get_entry (self, i)->view, mark->start, mark->end, 0,
                            0, rects);
  for (guint j = 0; j < rects->len; j++)
    {
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &g_array_index (rects, graphene_rect_t, j), 5);
      gsk_rounded_rect_shrink (&outline, -1, -3, -1, -3);
      gtk_snapshot_append_border (snapshot, &outline, widths, colors);
    }
  g_array_set_size (rects, 0);
}

/* Markers are drawn once, since they stay while the text beside them grows. */
static void
snapshot_frame (QingLeafColumn *self, GtkSnapshot *snapshot, guint i)
{
  QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);
  guint shared = 0;

  if (entry->leaf->n_containers == 0)
    return;
  if (i > 0)
    shared =
      qing_leaf_frame_count_shared (qing_leaf_column_get_entry (self, i - 1)->leaf, entry->leaf);
  if (entry->frame == NULL || entry->frame_shared != shared ||
      entry->frame_end != entry->view->height)
    {
      const QingLeafFramePlace place = { shared, entry->gap, entry->view->height, self->width,
                                         qing_leaf_frame_is_rtl (entry->leaf) };
      GtkSnapshot *frame = gtk_snapshot_new ();

      qing_leaf_frame_snapshot (entry->leaf, self->host.style, frame, &place);
      g_clear_pointer (&entry->frame, gsk_render_node_unref);
      entry->frame = gtk_snapshot_free_to_node (frame);
      entry->frame_shared = shared;
      entry->frame_end = entry->view->height;
    }
  if (entry->frame != NULL)
    gtk_snapshot_append_node (snapshot, entry->frame);
}

static void
snapshot_entry (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, int y0, int y1, GArray *rects)
{
  QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);
  int x = qing_leaf_frame_get_x (entry->leaf, self->host.style);

  snapshot_frame (self, snapshot, i);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, 0));
  qing_leaf_view_snapshot_back (entry->view, snapshot, y0, y1);
  draw_shades (self, snapshot, i, rects);
  draw_marks (self, snapshot, i, rects);
  draw_selection (self, snapshot, i, rects);
  qing_leaf_view_snapshot (entry->view, snapshot, y0, y1);
  draw_underline (self, snapshot, i, rects);
  draw_focus (self, snapshot, i, rects);
}

/* Draws what is between @y0 and @y1 as far as it was laid out. */
void
qing_leaf_column_snapshot (QingLeafColumn *self, GtkSnapshot *snapshot, int y0, int y1)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  guint i;
  gint64 top;

  if (!qing_leaf_column_is_ready (self) || self->entries->len == 0)
    return;
  i = qing_height_index_find (self->heights, y0, NULL);
  for (top = qing_height_index_get_position (self->heights, i); i < self->entries->len && top < y1;
       i++)
    {
      QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);
      int begin = (int) top + entry->gap;

      if (entry->view != NULL)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) begin));
          snapshot_entry (self, snapshot, i, y0 - begin, y1 - begin, rects);
          gtk_snapshot_restore (snapshot);
        }
      top += qing_height_index_get (self->heights, i);
    }
}
