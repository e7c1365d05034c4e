/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-box.h"

#include <math.h>

typedef struct
{
  double x; /* of the text, for the alignment */
  double width;
  double top;
  double bottom;
  double baseline;
} Line;

typedef struct
{
  QingPrintBox parent;
  QingInline *content;
  PangoLayout *layout;
  GArray *code;  /* of guint pairs: places in the layout's text with a background; nullable */
  GArray *lines; /* of Line */
  double width;
} Text;

static void
text_clear (QingPrintBox *box)
{
  Text *self = (Text *) box;

  g_clear_pointer (&self->code, g_array_unref);
  g_array_unref (self->lines);
  g_object_unref (self->layout);
  qing_inline_free (self->content);
}

static void
draw_code (Text *self, PangoLayoutLine *line, const Line *place, cairo_t *cr, double x, double y)
{
  double pad = self->parent.style->font_px * 0.12;

  gdk_cairo_set_source_rgba (cr, &self->parent.style->inline_code);
  for (guint i = 0; i < self->code->len; i += 2)
    {
      int from = MAX ((int) g_array_index (self->code, guint, i), line->start_index);
      int to =
        MIN ((int) g_array_index (self->code, guint, i + 1), line->start_index + line->length);
      g_autofree int *ranges = NULL;
      int n_ranges = 0;

      if (from >= to)
        continue;
      pango_layout_line_get_x_ranges (line, from, to, &ranges, &n_ranges);
      for (int j = 0; j < n_ranges; j++)
        cairo_rectangle (cr, x + pango_units_to_double (ranges[2 * j]) - pad, y + pad,
                         pango_units_to_double (ranges[2 * j + 1] - ranges[2 * j]) + 2 * pad,
                         place->bottom - place->top - 2 * pad);
    }
  cairo_fill (cr);
}

static void
draw_atoms (Text *self, PangoLayoutLine *line, const Line *place, cairo_t *cr, double x, double y)
{
  for (guint i = 0; i < self->content->atoms->len; i++)
    {
      QingAtom *atom = &g_array_index (self->content->atoms, QingAtom, i);
      int at = (int) atom->layout_byte;
      int offset;

      if (at < line->start_index || at >= line->start_index + line->length)
        continue;
      pango_layout_line_index_to_x (line, at, FALSE, &offset);
      qing_print_math_draw (atom->math, self->parent.style, cr,
                            x + place->x + pango_units_to_double (offset),
                            y + place->baseline - place->top);
    }
}

/* A line with a formula that is wider than the page is made smaller as a whole. */
static void
text_draw (QingPrintBox *box, guint index, cairo_t *cr, double x, double y)
{
  Text *self = (Text *) box;
  const Line *place = &g_array_index (self->lines, Line, index);
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, (int) index);

  if (self->width > 0 && place->width > self->width + 1)
    {
      cairo_translate (cr, x, y);
      cairo_scale (cr, self->width / place->width, self->width / place->width);
      x = y = 0;
    }
  /* The ranges of a line count from the edge of the layout. */
  if (self->code != NULL)
    draw_code (self, line, place, cr, x, y);
  gdk_cairo_set_source_rgba (cr, &box->style->text);
  cairo_move_to (cr, x + place->x, y + place->baseline - place->top);
  pango_cairo_show_layout_line (cr, line);
  if (self->content->atoms != NULL)
    draw_atoms (self, line, place, cr, x, y);
}

static void
find_code (Text *self, const QingRunText *source)
{
  for (guint i = 0; i < source->n_runs; i++)
    {
      const QingRun *run = &source->runs[i];
      guint range[2];

      if (!(run->flags & QING_RUN_CODE) || run->end <= self->content->start ||
          run->start >= self->content->end)
        continue;
      range[0] = qing_inline_to_layout (self->content, run->start);
      range[1] = qing_inline_to_layout (self->content, run->end);
      if (self->code == NULL)
        self->code = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_vals (self->code, range, 2);
    }
}

static void
find_lines (Text *self)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  do
    {
      PangoRectangle extents;
      int top, bottom;
      Line line;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      line.x = pango_units_to_double (extents.x);
      line.width = pango_units_to_double (extents.width);
      line.top = pango_units_to_double (top);
      line.bottom = pango_units_to_double (bottom);
      line.baseline = pango_units_to_double (pango_layout_iter_get_baseline (iter));
      g_array_append_val (self->lines, line);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
set_tabs (Text *self)
{
  PangoTabArray *tabs = pango_tab_array_new (1, FALSE);

  pango_tab_array_set_tab (tabs, 0, PANGO_TAB_LEFT, 4 * self->parent.style->code_char_width);
  pango_layout_set_tabs (self->layout, tabs);
  pango_tab_array_free (tabs);
}

QingPrintBox *
qing_print_text_new (QingStyle *style,
                     QingTextKind kind,
                     const QingRunText *source,
                     guint start,
                     guint end,
                     double width,
                     PangoAlignment alignment)
{
  static const QingPrintBoxClass klass = { sizeof (Text), text_clear, text_draw };
  Text *self = qing_print_box_new (&klass, style);

  self->content = qing_inline_new (style, kind, source, start, end);
  self->width = width;
  self->layout = pango_layout_new (style->context);
  pango_layout_set_font_description (self->layout, style->fonts[kind]);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (self->layout, alignment);
  pango_layout_set_text (self->layout, self->content->text, (int) self->content->length);
  pango_layout_set_attributes (self->layout, self->content->attributes);
  pango_layout_set_width (self->layout, width > 0 ? pango_units_from_double (width) : -1);
  if (kind == QING_TEXT_CODE)
    set_tabs (self);
  find_code (self, source);
  find_lines (self);
  return (QingPrintBox *) self;
}

guint
qing_print_text_get_n_lines (QingPrintBox *box)
{
  return ((Text *) box)->lines->len;
}

double
qing_print_text_get_line_height (QingPrintBox *box, guint line)
{
  Line *place = &g_array_index (((Text *) box)->lines, Line, line);

  return place->bottom - place->top;
}

double
qing_print_text_get_natural_width (QingPrintBox *box)
{
  int width;

  pango_layout_get_size (((Text *) box)->layout, &width, NULL);
  return ceil (pango_units_to_double (width)) + 1;
}

void
qing_print_text_add_rows (QingPrintBox *box, GArray *rows, double x)
{
  guint n = qing_print_text_get_n_lines (box);

  for (guint i = 0; i < n; i++)
    {
      qing_print_rows_add (rows, box, i, x, qing_print_text_get_line_height (box, i));
      g_array_index (rows, QingPrintRow, rows->len - 1).keep = (i == 0 && n > 1) || i + 2 == n;
    }
}
