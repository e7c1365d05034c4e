/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include "qing-math-draw.h"
#include "qing-side-scroller.h"

#include <math.h>

#define MAX_SOURCE_BYTES 4000

/* A displayed formula; its source where it cannot be set. */
typedef struct
{
  QingLeafView parent;
  QingMath *math;
  QingMath *lines; /* it, broken so that it fits if it can be */
  QingTextUnit *source;
  GskRenderNode *node;
  double ascent;
  double descent;
  double math_width;
  QingSideScroller scroller;
} MathLeaf;

static void
set_source (MathLeaf *self)
{
  const QingLeaf *leaf = self->parent.leaf;
  QingRun run = { 0, leaf->length, QING_RUN_HTML, QING_NO_LINK };
  QingRunText text = { leaf->text, &run, 1 };
  guint end = leaf->length;

  if (end > MAX_SOURCE_BYTES)
    for (end = MAX_SOURCE_BYTES; end > 0 && ((guchar) leaf->text[end] & 0xc0) == 0x80;)
      end--;
  self->source = qing_text_unit_new (self->parent.style, QING_TEXT_BODY, &text, 0, end);
}

static void
math_clear (MathLeaf *self)
{
  g_clear_pointer (&self->math, qing_math_unref);
  g_clear_pointer (&self->lines, qing_math_unref);
  g_clear_pointer (&self->source, qing_text_unit_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

static void
math_construct (QingLeafView *view)
{
  MathLeaf *self = (MathLeaf *) view;
  QingMathFont *font = qing_style_get_math_font (view->style, QING_TEXT_BODY);

  if (self->scroller.host == NULL)
    qing_side_scroller_init (&self->scroller, view->host->widget, view->host->changed);
  if (font != NULL)
    self->math = qing_math_new (view->leaf->text, view->leaf->length, TRUE, font, NULL);
  if (self->math == NULL)
    set_source (self);
}

static void
math_dispose (QingLeafView *view)
{
  MathLeaf *self = (MathLeaf *) view;

  math_clear (self);
  qing_side_scroller_clear (&self->scroller);
}

static void
math_update (QingLeafView *view, guint stable_bytes, guint stable_rows)
{
  math_clear ((MathLeaf *) view);
  math_construct (view);
}

static int
get_pad (MathLeaf *self)
{
  return qing_style_scale (self->parent.style, 4);
}

static void
wrap (MathLeaf *self, int width)
{
  g_clear_pointer (&self->lines, qing_math_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->lines = qing_math_wrap (self->math, width - 4);
  qing_math_get_size (self->lines, &self->math_width, &self->ascent, &self->descent);
}

static void
math_set_width (QingLeafView *view, int width)
{
  MathLeaf *self = (MathLeaf *) view;

  if (self->math != NULL)
    {
      wrap (self, width);
      qing_side_scroller_set_size (&self->scroller, (int) ceil (self->math_width) + 4, width);
      view->height = (int) ceil (self->ascent) + (int) ceil (self->descent) + 2 * get_pad (self) +
                     qing_side_scroller_get_height (&self->scroller);
    }
  else
    {
      qing_side_scroller_clear (&self->scroller);
      qing_text_unit_set_width (self->source, width);
      view->height = qing_text_unit_get_height (self->source);
    }
}

static int
get_math_x (MathLeaf *self)
{
  return MAX (2, (int) ((self->parent.width - self->math_width) / 2)) -
         qing_side_scroller_get_offset (&self->scroller);
}

static GskRenderNode *
make_node (MathLeaf *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  qing_math_draw (self->lines, snapshot, 0, (int) ceil (self->ascent) + get_pad (self),
                  self->parent.style);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
math_snapshot (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  MathLeaf *self = (MathLeaf *) view;

  if (self->math == NULL)
    {
      qing_text_unit_snapshot_back (self->source, snapshot, 0, 0);
      qing_text_unit_snapshot (self->source, snapshot, 0, 0);
      return;
    }
  if (self->node == NULL)
    self->node = make_node (self);
  if (self->node == NULL)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, -2, (float) view->width,
                                                         (float) view->height + 4));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) get_math_x (self), 0));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_pop (snapshot);
}

static void
math_allocate (QingLeafView *view, int x, int y)
{
  MathLeaf *self = (MathLeaf *) view;

  qing_side_scroller_allocate (&self->scroller, x,
                               y + view->height - qing_side_scroller_get_height (&self->scroller),
                               view->width);
}

/* A formula is selected as a whole. */
static void
math_add_rects (QingLeafView *view, guint start, guint end, int x, int y, GArray *rects)
{
  MathLeaf *self = (MathLeaf *) view;
  graphene_rect_t rect;

  if (self->math == NULL)
    {
      qing_text_unit_add_rects (self->source, start, end, x, y, rects);
      return;
    }
  if (start >= end)
    return;
  graphene_rect_init (&rect, (float) (x + get_math_x (self) - 4), (float) y,
                      (float) self->math_width + 8, (float) view->height);
  g_array_append_val (rects, rect);
}

static guint
math_byte_at (QingLeafView *view, double x, double y, gboolean *inside)
{
  MathLeaf *self = (MathLeaf *) view;

  if (self->math == NULL)
    return qing_text_unit_byte_at (self->source, x, y, inside);
  if (inside != NULL)
    *inside = TRUE;
  return x < view->width / 2.0 ? 0 : view->leaf->length;
}

static gboolean
math_scroll (QingLeafView *view, double y, double delta)
{
  return qing_side_scroller_scroll (&((MathLeaf *) view)->scroller, delta);
}

const QingLeafViewClass qing_math_leaf_class = {
  .instance_size = sizeof (MathLeaf),
  .construct = math_construct,
  .dispose = math_dispose,
  .update = math_update,
  .set_width = math_set_width,
  .snapshot = math_snapshot,
  .allocate = math_allocate,
  .byte_at = math_byte_at,
  .add_rects = math_add_rects,
  .scroll = math_scroll,
};
