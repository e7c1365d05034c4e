/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-box.h"

typedef struct
{
  QingPrintBox parent;
  QingMath *math;
  double ascent;
  double height;
  double x;
  double scale;
} Formula;

typedef struct
{
  cairo_t *cr;
  QingStyle *style;
  double x;
  double y;
} Drawing;

static void
draw_op (const QingMathOp *op, gpointer user_data)
{
  Drawing *drawing = user_data;
  cairo_t *cr = drawing->cr;
  double x = drawing->x + op->x;
  double y = drawing->y + op->y;

  if (op->has_color)
    cairo_set_source_rgba (cr, op->color.red, op->color.green, op->color.blue, op->color.alpha);
  else
    gdk_cairo_set_source_rgba (cr, &drawing->style->text);
  switch (op->type)
    {
    case QING_MATH_OP_GLYPHS:
      cairo_move_to (cr, x, y);
      pango_cairo_show_glyph_string (cr, op->font, op->glyphs);
      break;
    case QING_MATH_OP_RULE:
      cairo_rectangle (cr, x, y, op->width, op->height);
      cairo_fill (cr);
      break;
    case QING_MATH_OP_LINE:
      cairo_set_line_width (cr, op->thickness);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + op->width, y + op->height);
      cairo_stroke (cr);
      break;
    default:
      break;
    }
}

/* Draws a formula with the left end of its baseline at (@x, @baseline). */
void
qing_print_math_draw (QingMath *math, QingStyle *style, cairo_t *cr, double x, double baseline)
{
  Drawing drawing = { cr, style, x, baseline };

  qing_math_foreach_op (math, draw_op, &drawing);
}

static void
formula_clear (QingPrintBox *box)
{
  qing_math_unref (((Formula *) box)->math);
}

static void
formula_draw (QingPrintBox *box, guint line, cairo_t *cr, double x, double y)
{
  Formula *self = (Formula *) box;

  cairo_translate (cr, x + self->x, y + box->style->font_px * 0.3);
  cairo_scale (cr, self->scale, self->scale);
  qing_print_math_draw (self->math, box->style, cr, 0, self->ascent);
}

QingPrintBox *
qing_print_formula_new (QingStyle *style, QingMath *math, double width, double height)
{
  static const QingPrintBoxClass klass = { sizeof (Formula), formula_clear, formula_draw };
  Formula *self = qing_print_box_new (&klass, style);
  double natural, ascent, descent;

  self->math = qing_math_wrap (math, width);
  qing_math_get_size (self->math, &natural, &ascent, &descent);
  self->ascent = ascent;
  self->scale = MIN (1, MIN (width / MAX (natural, 1), height / MAX (ascent + descent, 1)));
  self->height = (ascent + descent) * self->scale;
  self->x = MAX (0, (width - natural * self->scale) / 2);
  return (QingPrintBox *) self;
}

double
qing_print_formula_get_height (QingPrintBox *box)
{
  return ((Formula *) box)->height + box->style->font_px * 0.6;
}
