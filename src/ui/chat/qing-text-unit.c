/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-text-unit.h"

#include "qing-math-draw.h"

#include <math.h>

struct _QingTextUnit
{
  QingStyle *style;
  QingInline *content;
  PangoLayout *layout;
  GskRenderNode *node;
  GskRenderNode *back;
  GArray *code_runs; /* of guint pairs: bytes of the leaf's text with a background */
  gboolean back_known;
};

static guint64 n_made;
static guint64 n_bytes;

guint64
qing_text_unit_count_made (void)
{
  return n_made;
}

guint64
qing_text_unit_count_bytes (void)
{
  return n_bytes;
}

static void
forget_nodes (QingTextUnit *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->back, gsk_render_node_unref);
  self->back_known = FALSE;
}

static GArray *
find_code_runs (const QingRunText *source, guint start, guint end)
{
  GArray *result = NULL;

  for (guint i = 0; i < source->n_runs && source->runs[i].start < end; i++)
    {
      guint range[2] = { MAX (source->runs[i].start, start), MIN (source->runs[i].end, end) };

      if (!(source->runs[i].flags & QING_RUN_CODE) || range[0] >= range[1])
        continue;
      if (result == NULL)
        result = g_array_new (FALSE, FALSE, sizeof (range));
      g_array_append_val (result, range);
    }
  return result;
}

static void
set_code_tabs (QingTextUnit *self)
{
  PangoTabArray *tabs = pango_tab_array_new (1, FALSE);

  pango_tab_array_set_tab (tabs, 0, PANGO_TAB_LEFT, 4 * self->style->code_char_width);
  pango_layout_set_tabs (self->layout, tabs);
  pango_tab_array_free (tabs);
}

/**
 * qing_text_unit_new:
 * @source: is not needed afterwards
 * @start: where to begin in its text
 * @end: where to end
 */
QingTextUnit *
qing_text_unit_new (QingStyle *style,
                    QingTextKind kind,
                    const QingRunText *source,
                    guint start,
                    guint end)
{
  QingTextUnit *self = g_new0 (QingTextUnit, 1);

  n_made++;
  n_bytes += end - start;
  self->style = qing_style_ref (style);
  self->content = qing_inline_new (style, kind, source, start, end);
  self->code_runs = find_code_runs (source, start, end);
  self->layout = pango_layout_new (style->context);
  pango_layout_set_font_description (self->layout, style->fonts[kind]);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (self->layout, self->content->text, (int) self->content->length);
  pango_layout_set_attributes (self->layout, self->content->attributes);
  pango_layout_set_auto_dir (self->layout, kind != QING_TEXT_CODE);
  if (kind == QING_TEXT_CODE && memchr (self->content->text, '\t', self->content->length) != NULL)
    set_code_tabs (self);
  return self;
}

void
qing_text_unit_free (QingTextUnit *self)
{
  forget_nodes (self);
  g_clear_pointer (&self->code_runs, g_array_unref);
  g_object_unref (self->layout);
  qing_inline_free (self->content);
  qing_style_unref (self->style);
  g_free (self);
}

/* @width: in pixels; -1 never breaks a line */
void
qing_text_unit_set_width (QingTextUnit *self, int width)
{
  int units = width < 0 ? -1 : width * PANGO_SCALE;

  if (pango_layout_get_width (self->layout) == units)
    return;
  pango_layout_set_width (self->layout, units);
  forget_nodes (self);
}

void
qing_text_unit_set_alignment (QingTextUnit *self, PangoAlignment alignment)
{
  pango_layout_set_alignment (self->layout, alignment);
  forget_nodes (self);
}

static void
insert_span (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

/* Colours the text; @spans may reach beyond this unit. */
void
qing_text_unit_set_spans (QingTextUnit *self, const QingTextSpan *spans, guint n_spans)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_copy (self->content->attributes);

  for (guint i = 0; i < n_spans; i++)
    {
      const QingTextSpan *span = &spans[i];
      guint start = qing_inline_to_layout (self->content, span->start);
      guint end = qing_inline_to_layout (self->content, span->end);
      const GdkRGBA *color = &span->color;

      if (start >= end)
        continue;
      if (color->alpha > 0)
        insert_span (list,
                     pango_attr_foreground_new ((guint16) (color->red * 65535),
                                                (guint16) (color->green * 65535),
                                                (guint16) (color->blue * 65535)),
                     start, end);
      if (span->bold)
        insert_span (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      if (span->italic)
        insert_span (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
    }
  pango_layout_set_attributes (self->layout, list);
  forget_nodes (self);
}

guint
qing_text_unit_get_start (QingTextUnit *self)
{
  return self->content->start;
}

guint
qing_text_unit_get_end (QingTextUnit *self)
{
  return self->content->end;
}

int
qing_text_unit_get_width (QingTextUnit *self)
{
  int width;

  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width;
}

int
qing_text_unit_get_height (QingTextUnit *self)
{
  int height;

  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

int
qing_text_unit_get_baseline (QingTextUnit *self)
{
  return PANGO_PIXELS (pango_layout_get_baseline (self->layout));
}

guint
qing_text_unit_get_n_lines (QingTextUnit *self)
{
  return (guint) pango_layout_get_line_count (self->layout);
}

/* Returns: the byte of the leaf's text at which @line begins. */
guint
qing_text_unit_get_line_start (QingTextUnit *self, guint line)
{
  PangoLayoutLine *found = pango_layout_get_line_readonly (self->layout, (int) line);

  g_return_val_if_fail (found != NULL, self->content->end);

  return qing_inline_from_layout (self->content, (guint) found->start_index);
}

static void
draw_atoms (QingTextUnit *self, GtkSnapshot *snapshot)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  GArray *atoms = self->content->atoms;
  guint next = 0;

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int baseline = pango_layout_iter_get_baseline (iter);
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      for (; next < atoms->len; next++)
        {
          QingAtom *atom = &g_array_index (atoms, QingAtom, next);
          int x;

          if (atom->layout_byte >= (guint) (line->start_index + line->length))
            break;
          pango_layout_line_index_to_x (line, (int) atom->layout_byte, FALSE, &x);
          qing_math_draw (atom->math, snapshot, PANGO_PIXELS (extents.x + x),
                          PANGO_PIXELS (baseline), self->style);
        }
    }
  while (next < atoms->len && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static GskRenderNode *
make_node (QingTextUnit *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_layout (snapshot, self->layout, &self->style->text);
  if (self->content->atoms != NULL)
    draw_atoms (self, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
append_node (GtkSnapshot *snapshot, GskRenderNode *node, int x, int y)
{
  if (node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

void
qing_text_unit_snapshot (QingTextUnit *self, GtkSnapshot *snapshot, int x, int y)
{
  if (self->node == NULL)
    self->node = make_node (self);
  append_node (snapshot, self->node, x, y);
}

static GskRenderNode *
make_back (QingTextUnit *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  float pad = (float) (self->style->font_px * 0.17);

  for (guint i = 0; i < self->code_runs->len; i++)
    {
      const guint *range = &g_array_index (self->code_runs, guint, 2 * i);

      qing_text_unit_add_rects (self, range[0], range[1], 0, 0, rects);
    }
  for (guint i = 0; i < rects->len; i++)
    {
      graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, i);
      float inset = rect->size.height * 0.09f;
      GskRoundedRect rounded;

      graphene_rect_inset (rect, -pad, inset);
      gsk_rounded_rect_init_from_rect (&rounded, rect, 4);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &self->style->inline_code, rect);
      gtk_snapshot_pop (snapshot);
    }
  return gtk_snapshot_free_to_node (snapshot);
}

/* Draws what is behind the text and behind a selection of it. */
void
qing_text_unit_snapshot_back (QingTextUnit *self, GtkSnapshot *snapshot, int x, int y)
{
  if (self->code_runs == NULL)
    return;
  if (!self->back_known)
    {
      self->back = make_back (self);
      self->back_known = TRUE;
    }
  append_node (snapshot, self->back, x, y);
}

/**
 * qing_text_unit_byte_at:
 * @inside: (out) (optional): whether there is text at that place
 *
 * Returns: the byte of the leaf's text before which a caret at that place would stand.
 */
guint
qing_text_unit_byte_at (QingTextUnit *self, double x, double y, gboolean *inside)
{
  int index, trailing;
  gboolean hit;
  const char *at;

  hit = pango_layout_xy_to_index (self->layout, (int) (x * PANGO_SCALE), (int) (y * PANGO_SCALE),
                                  &index, &trailing);
  if (inside != NULL)
    *inside = hit;
  at = self->content->text + index;
  for (; trailing > 0 && *at != '\0'; trailing--)
    at = g_utf8_next_char (at);
  return qing_inline_from_layout (self->content, (guint) (at - self->content->text));
}

/* Returns: the top of the line that holds @byte of the leaf's text. */
int
qing_text_unit_get_line_y (QingTextUnit *self, guint byte)
{
  int at = (int) qing_inline_to_layout (self->content, byte);
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int top = 0;

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);

      if (line->start_index > at)
        break;
      pango_layout_iter_get_line_yrange (iter, &top, NULL);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return PANGO_PIXELS (top);
}

/* Returns: the byte of the leaf's text at which the line at @y begins. */
guint
qing_text_unit_get_byte_at_line (QingTextUnit *self, double y, int *line_y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int start = 0;
  int top = 0;

  do
    {
      int line_top, bottom;

      pango_layout_iter_get_line_yrange (iter, &line_top, &bottom);
      start = pango_layout_iter_get_line_readonly (iter)->start_index;
      top = line_top;
      if (PANGO_PIXELS (bottom) > y)
        break;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  *line_y = PANGO_PIXELS (top);
  return qing_inline_from_layout (self->content, (guint) start);
}

static void
add_line_rects (PangoLayoutIter *iter, int start, int end, int x, int y, GArray *rects)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  int from = MAX (start, line->start_index);
  int to = MIN (end, line->start_index + line->length);
  int top, bottom, n_ranges;
  g_autofree int *ranges = NULL;

  if (from >= to)
    return;
  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  pango_layout_line_get_x_ranges (line, from, to, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      int left = ranges[2 * i];
      int right = ranges[2 * i + 1];
      graphene_rect_t rect;

      graphene_rect_init (&rect, (float) (x + (double) left / PANGO_SCALE),
                          (float) (y + PANGO_PIXELS (top)), (float) (right - left) / PANGO_SCALE,
                          (float) (PANGO_PIXELS (bottom) - PANGO_PIXELS (top)));
      g_array_append_val (rects, rect);
    }
}

/* Adds to @rects where the bytes of the leaf's text from @start to @end are drawn. */
void
qing_text_unit_add_rects (QingTextUnit *self, guint start, guint end, int x, int y, GArray *rects)
{
  int from = (int) qing_inline_to_layout (self->content, start);
  int to = (int) qing_inline_to_layout (self->content, end);
  PangoLayoutIter *iter;

  if (from >= to)
    return;
  iter = pango_layout_get_iter (self->layout);
  do
    {
      if (pango_layout_iter_get_line_readonly (iter)->start_index >= to)
        break;
      add_line_rects (iter, from, to, x, y, rects);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
