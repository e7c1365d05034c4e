/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include <math.h>

static const QingLeafViewClass *
get_class (const QingLeaf *leaf)
{
  switch (leaf->kind)
    {
    case QING_LEAF_CODE:
      return &qing_code_leaf_class;
    case QING_LEAF_TABLE:
      return &qing_table_leaf_class;
    case QING_LEAF_MATH:
      return &qing_math_leaf_class;
    case QING_LEAF_IMAGE:
      return &qing_image_leaf_class;
    case QING_LEAF_RULE:
      return &qing_rule_leaf_class;
    case QING_LEAF_PARAGRAPH:
    case QING_LEAF_HEADING:
    case QING_LEAF_HTML:
    default:
      return &qing_paragraph_leaf_class;
    }
}

/**
 * qing_leaf_view_new:
 * @host: (not nullable): must outlive the leaf's picture
 */
QingLeafView *
qing_leaf_view_new (QingLeaf *leaf, const QingLeafHost *host)
{
  const QingLeafViewClass *klass = get_class (leaf);
  QingLeafView *self = g_malloc0 (klass->instance_size);

  self->klass = klass;
  self->host = host;
  self->style = qing_style_ref (host->style);
  self->leaf = qing_leaf_ref (leaf);
  self->width = -1;
  klass->construct (self);
  return self;
}

void
qing_leaf_view_free (QingLeafView *self)
{
  if (self->klass->dispose != NULL)
    self->klass->dispose (self);
  qing_leaf_unref (self->leaf);
  qing_style_unref (self->style);
  g_free (self);
}

/**
 * qing_leaf_view_update:
 * @leaf: what to draw now; may be the same object with a longer text
 *
 * Returns: %FALSE when the leaf is of another kind, so that a new picture has to be made.
 */
gboolean
qing_leaf_view_update (QingLeafView *self, QingLeaf *leaf, guint stable_bytes, guint stable_rows)
{
  if (get_class (leaf) != self->klass || self->klass->update == NULL)
    return FALSE;
  if (leaf != self->leaf)
    {
      qing_leaf_unref (self->leaf);
      self->leaf = qing_leaf_ref (leaf);
    }
  self->klass->update (self, stable_bytes, stable_rows);
  if (self->width >= 0)
    self->klass->set_width (self, self->width);
  return TRUE;
}

void
qing_leaf_view_set_width (QingLeafView *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  self->klass->set_width (self, width);
}

int
qing_leaf_view_get_used_width (QingLeafView *self)
{
  return self->klass->get_used_width != NULL ? self->klass->get_used_width (self) : self->width;
}

/* Lays out what is between @y0 and @y1, after which the height may be another. */
void
qing_leaf_view_ensure (QingLeafView *self, int y0, int y1)
{
  if (self->klass->ensure != NULL)
    self->klass->ensure (self, y0, y1);
}

void
qing_leaf_view_snapshot_back (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1)
{
  if (self->klass->snapshot_back != NULL)
    self->klass->snapshot_back (self, snapshot, y0, y1);
}

void
qing_leaf_view_snapshot (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1)
{
  if (self->klass->snapshot != NULL)
    self->klass->snapshot (self, snapshot, y0, y1);
}

/* Places the leaf's buttons; (@x, @y) is its top left in the host. */
void
qing_leaf_view_allocate (QingLeafView *self, int x, int y)
{
  if (self->klass->allocate != NULL)
    self->klass->allocate (self, x, y);
}

guint
qing_leaf_view_byte_at (QingLeafView *self, double x, double y, gboolean *inside)
{
  if (inside != NULL)
    *inside = FALSE;
  if (self->klass->byte_at != NULL)
    return self->klass->byte_at (self, x, y, inside);
  return y < self->height / 2.0 ? 0 : qing_leaf_get_text_length (self->leaf);
}

guint
qing_leaf_view_line_at (QingLeafView *self, int y, int *line_y)
{
  *line_y = 0;
  return self->klass->line_at != NULL ? self->klass->line_at (self, y, line_y) : 0;
}

int
qing_leaf_view_get_line_y (QingLeafView *self, guint byte)
{
  return self->klass->get_line_y != NULL ? self->klass->get_line_y (self, byte) : 0;
}

void
qing_leaf_view_add_rects (QingLeafView *self, guint start, guint end, int x, int y, GArray *rects)
{
  if (self->klass->add_rects != NULL)
    self->klass->add_rects (self, start, end, x, y, rects);
}

gboolean
qing_leaf_view_scroll (QingLeafView *self, double y, double delta)
{
  return self->klass->scroll != NULL && self->klass->scroll (self, y, delta);
}

QingTextKind
qing_leaf_get_text_kind (const QingLeaf *leaf)
{
  if (leaf->kind == QING_LEAF_HEADING)
    return (QingTextKind) CLAMP (leaf->level, QING_TEXT_HEADING_1, QING_TEXT_HEADING_6);
  if (leaf->kind == QING_LEAF_CODE || leaf->kind == QING_LEAF_HTML)
    return QING_TEXT_CODE;
  return QING_TEXT_BODY;
}

static int
estimate_lines (const char *text, guint length, double per_line)
{
  guint wide = 0;

  /* Characters of three bytes are mostly as wide as two of one byte. */
  for (guint i = 0; i < MIN (length, 512); i++)
    wide += (guchar) text[i] >= 0xe0 ? 1 : 0;
  if (length > 512)
    wide = (guint) ((guint64) wide * length / 512);
  return (int) ceil (MAX (1.0, (length - wide) / MAX (per_line, 4)));
}

/* Returns: about how tall @leaf will be; nothing is laid out for it. */
int
qing_leaf_estimate_height (const QingLeaf *leaf, QingStyle *style, int width)
{
  QingTextKind kind = qing_leaf_get_text_kind (leaf);
  double per_line = width / (style->font_px * 0.49);
  guint lines = 0;

  switch (leaf->kind)
    {
    case QING_LEAF_RULE:
      return qing_style_scale (style, 17);
    case QING_LEAF_TABLE:
      return (int) MIN (leaf->n_rows, 1000000) *
             (style->line_heights[QING_TEXT_CELL] + qing_style_scale (style, 13));
    case QING_LEAF_CODE:
      for (const char *at = leaf->text; at != NULL; at = strchr (at, '\n'), at += at != NULL)
        lines++;
      return (int) lines * style->line_heights[QING_TEXT_CODE] + qing_style_scale (style, 60);
    case QING_LEAF_MATH:
      return (int) (style->font_px * 4);
    case QING_LEAF_IMAGE:
      return qing_style_scale (style, 64);
    default:
      return estimate_lines (leaf->text, leaf->length, per_line) * style->line_heights[kind];
    }
}

/* Returns: the length of the text in terms of which selections count; a table's is that of its
 * cells, with one byte after each. */
guint
qing_leaf_get_text_length (const QingLeaf *leaf)
{
  guint length = 0;

  if (leaf->kind != QING_LEAF_TABLE)
    return leaf->length;
  for (guint row = 0; row < leaf->n_rows; row++)
    for (guint column = 0; column < leaf->n_columns; column++)
      length += qing_leaf_get_cell (leaf, row, column)->length + 1;
  return length;
}

/* A rounded, bordered surface; the head of it in another shade when @header_height is not 0. */
void
qing_leaf_view_draw_card (GtkSnapshot *snapshot,
                          QingStyle *style,
                          const graphene_rect_t *bounds,
                          int header_height)
{
  GskRoundedRect rounded;
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { style->border, style->border, style->border, style->border };

  gsk_rounded_rect_init_from_rect (&rounded, bounds, (float) style->radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &style->surface, bounds);
  if (header_height > 0)
    gtk_snapshot_append_color (snapshot, &style->header,
                               &GRAPHENE_RECT_INIT (bounds->origin.x, bounds->origin.y,
                                                    bounds->size.width, (float) header_height));
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}
