/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math.h"

#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* Renders formulas to a picture, to look at:
 *
 *   math-render FORMULAS.txt PICTURE.png [SIZE [SCALE [WIDTH]]]
 *
 * A line of the file is a formula in display style; one that begins with "$" is in text style, one
 * that begins with "#" is a heading. Errors are drawn in red where the formula would be. */

#define MARGIN 12.0
#define WIDTH  900.0 /* unless given */

typedef struct
{
  PangoContext *context;
  QingMathFont *font;
  cairo_t *cr;
  double scale;
  double width;
  double x;
  double y;
} Renderer;

static void
draw_rule (Renderer *self, const QingMathOp *op)
{
  double x, y, width, height;

  qing_math_snap_rule (op, self->x, self->y, self->scale, &x, &y, &width, &height);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

static void
draw_op (const QingMathOp *op, gpointer user_data)
{
  Renderer *self = user_data;

  if (op->has_color)
    cairo_set_source_rgba (self->cr, op->color.red, op->color.green, op->color.blue,
                           op->color.alpha);
  else
    cairo_set_source_rgb (self->cr, 0.0, 0.0, 0.0);

  switch (op->type)
    {
    case QING_MATH_OP_GLYPHS:
      cairo_move_to (self->cr, self->x + op->x, self->y + op->y);
      pango_cairo_show_glyph_string (self->cr, op->font, op->glyphs);
      break;
    case QING_MATH_OP_RULE:
      draw_rule (self, op);
      break;
    case QING_MATH_OP_LINE:
      cairo_set_line_width (self->cr, op->thickness);
      cairo_move_to (self->cr, self->x + op->x, self->y + op->y);
      cairo_rel_line_to (self->cr, op->width, op->height);
      cairo_stroke (self->cr);
      break;
    }
}

static void
draw_text (Renderer *self, const char *text, double red)
{
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_text (layout, text, -1);
  cairo_set_source_rgb (self->cr, red, 0.0, 0.0);
  cairo_move_to (self->cr, MARGIN, self->y);
  pango_cairo_show_layout (self->cr, layout);
  self->y += pango_layout_get_baseline (layout) / PANGO_SCALE * 1.6;
  g_object_unref (layout);
}

static void
draw_line (Renderer *self, const char *line)
{
  gboolean display = *line != '$';
  g_autoptr (GError) error = NULL;
  g_autoptr (QingMath) whole = NULL;
  g_autoptr (QingMath) math = NULL;
  double ascent, descent;

  if (*line == '#')
    {
      draw_text (self, line + 1, 0.0);
      return;
    }
  whole = qing_math_new (display ? line : line + 1, -1, display, self->font, &error);
  if (whole == NULL)
    {
      g_autofree char *message = g_strdup_printf ("%s @%" G_GSIZE_FORMAT ": %s", error->message,
                                                  qing_math_error_get_position (error), line);

      draw_text (self, message, 0.8);
      return;
    }
  math = qing_math_wrap (whole, self->width - 2.0 * MARGIN);
  qing_math_get_size (math, NULL, &ascent, &descent);
  self->y = (double) (int) (self->y + ascent + 1.0);
  qing_math_foreach_op (math, draw_op, self);
  self->y += descent + MARGIN;
}

static double
draw_all (Renderer *self, char **lines)
{
  self->y = MARGIN;
  self->x = MARGIN;
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      draw_line (self, *line);
  return self->y;
}

static cairo_t *
create_surface (double width, double height, double scale)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale), (int) (height * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  return cr;
}

int
main (int argc, char *argv[])
{
  Renderer renderer = { NULL };
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  double height;

  if (argc < 3 || !g_file_get_contents (argv[1], &contents, NULL, NULL))
    return EXIT_FAILURE;
  lines = g_strsplit (contents, "\n", -1);
  renderer.context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  renderer.font = qing_math_font_new (renderer.context, argc > 3 ? g_strtod (argv[3], NULL) : 20.0);
  renderer.width = argc > 5 ? g_strtod (argv[5], NULL) : WIDTH;
  renderer.scale = argc > 4 ? g_strtod (argv[4], NULL) : 1.0;
  if (renderer.font == NULL)
    {
      g_printerr ("No font for mathematics is installed.\n");
      return EXIT_FAILURE;
    }

  renderer.cr = create_surface (renderer.width, 1.0, renderer.scale);
  height = draw_all (&renderer, lines);
  cairo_destroy (renderer.cr);

  renderer.cr = create_surface (renderer.width, height + MARGIN, renderer.scale);
  draw_all (&renderer, lines);
  cairo_surface_write_to_png (cairo_get_target (renderer.cr), argv[2]);
  cairo_destroy (renderer.cr);
  qing_math_font_unref (renderer.font);
  g_object_unref (renderer.context);
  return EXIT_SUCCESS;
}
