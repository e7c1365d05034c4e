/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-draw.h"

/* How dark a colour may be on dark, and how light on light. */
#define DARKEST  0.35
#define LIGHTEST 0.65

typedef struct
{
  GtkSnapshot *snapshot;
  int x;
  int y;
  const QingStyle *style;
} Drawing;

static void
draw_glyphs (Drawing *drawing, const QingMathOp *op, const GdkRGBA *color)
{
  g_autoptr (GskRenderNode) node = NULL;

  node = gsk_text_node_new (op->font, op->glyphs, color,
                            &GRAPHENE_POINT_INIT ((float) (drawing->x + op->x),
                                                  (float) (drawing->y + op->y)));
  if (node != NULL)
    gtk_snapshot_append_node (drawing->snapshot, node);
}

static void
draw_rule (Drawing *drawing, const QingMathOp *op, const GdkRGBA *color)
{
  double x = drawing->x + op->x;
  double y = drawing->y + op->y;
  double width = op->width;
  double height = op->height;

  if (op->snap)
    qing_math_snap_rule (op, drawing->x, drawing->y, drawing->style->scale_factor, &x, &y, &width,
                         &height);
  gtk_snapshot_append_color (drawing->snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

static void
draw_line (Drawing *drawing, const QingMathOp *op, const GdkRGBA *color)
{
  double x = drawing->x + op->x;
  double y = drawing->y + op->y;
  double margin = op->thickness + 1;
  graphene_rect_t bounds;
  cairo_t *cr;

  graphene_rect_init (&bounds, (float) MIN (x, x + op->width), (float) MIN (y, y + op->height),
                      (float) ABS (op->width), (float) ABS (op->height));
  graphene_rect_inset (&bounds, (float) -margin, (float) -margin);
  cr = gtk_snapshot_append_cairo (drawing->snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, op->thickness);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + op->width, y + op->height);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* Colours are named by who does not know what they are drawn on: "blue" can hardly be read on what
 * is nearly black, nor "yellow" on white. */
static GdkRGBA
make_legible (const QingMathColor *color, gboolean dark)
{
  double luminance = 0.21 * color->red + 0.72 * color->green + 0.07 * color->blue;
  float part = 0;

  if (dark && luminance < DARKEST)
    part = (float) ((DARKEST - luminance) / (1 - luminance));
  else if (!dark && luminance > LIGHTEST)
    part = (float) ((luminance - LIGHTEST) / luminance);
  return (GdkRGBA){ color->red + part * ((dark ? 1 : 0) - color->red),
                    color->green + part * ((dark ? 1 : 0) - color->green),
                    color->blue + part * ((dark ? 1 : 0) - color->blue), color->alpha };
}

static void
draw_op (const QingMathOp *op, gpointer user_data)
{
  Drawing *drawing = user_data;
  GdkRGBA own = op->type == QING_MATH_OP_RULE
                  ? (GdkRGBA){ op->color.red, op->color.green, op->color.blue, op->color.alpha }
                  : make_legible (&op->color, drawing->style->dark);
  const GdkRGBA *color = op->has_color ? &own : &drawing->style->text;

  switch (op->type)
    {
    case QING_MATH_OP_GLYPHS:
      draw_glyphs (drawing, op, color);
      break;
    case QING_MATH_OP_RULE:
      draw_rule (drawing, op, color);
      break;
    case QING_MATH_OP_LINE:
      draw_line (drawing, op, color);
      break;
    default:
      break;
    }
}

/* Draws a formula with the left end of its baseline at (@x, @baseline). */
void
qing_math_draw (QingMath *math, GtkSnapshot *snapshot, int x, int baseline, const QingStyle *style)
{
  Drawing drawing = { snapshot, x, baseline, style };

  qing_math_foreach_op (math, draw_op, &drawing);
}
