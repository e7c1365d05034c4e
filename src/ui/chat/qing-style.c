/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-style.h"

#include <adwaita.h>
#include <math.h>

#define DIMMED_SCALE 0.94

/* The size at which small letters are measured, and what may come of it. */
#define MEASURED_PX    100
#define MIN_MATH_RATIO 0.88
#define MAX_MATH_RATIO 1.25

typedef struct
{
  double scale;
  double line_height; /* in terms of the font's size */
  PangoWeight weight;
  gboolean monospace;
} TextKind;

/* clang-format off */
static const TextKind text_kinds[QING_N_TEXT_KINDS] = {
  [QING_TEXT_BODY]        = { 1.00, 1.55, PANGO_WEIGHT_NORMAL, FALSE },
  [QING_TEXT_HEADING_1]   = { 1.55, 1.30, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_HEADING_2]   = { 1.32, 1.35, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_HEADING_3]   = { 1.15, 1.40, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_HEADING_4]   = { 1.05, 1.45, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_HEADING_5]   = { 1.00, 1.50, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_HEADING_6]   = { 0.93, 1.50, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_CODE]        = { 0.90, 1.50, PANGO_WEIGHT_NORMAL, TRUE  },
  [QING_TEXT_CELL]        = { 0.97, 1.45, PANGO_WEIGHT_NORMAL, FALSE },
  [QING_TEXT_CELL_HEADER] = { 0.97, 1.45, PANGO_WEIGHT_BOLD,   FALSE },
  [QING_TEXT_SMALL]       = { 0.85, 1.45, PANGO_WEIGHT_NORMAL, FALSE },
};
/* clang-format on */

static double
get_font_px (PangoContext *context)
{
  const PangoFontDescription *description = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (description) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (size <= 0)
    size = 11;
  if (pango_font_description_get_size_is_absolute (description))
    return size;
  return size * (resolution > 0 ? resolution : 96) / 72;
}

static GdkRGBA
with_alpha (const GdkRGBA *color, double alpha)
{
  GdkRGBA result = *color;

  result.alpha = (float) (color->alpha * alpha);
  return result;
}

static GdkRGBA
look_up (GtkStyleContext *context, const char *name, const char *fallback)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, name, &color))
    gdk_rgba_parse (&color, fallback);
  return color;
}

static void
set_colors (QingStyle *self, GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA warning = look_up (context, "warning_bg_color", "#e5a50a");
  GdkRGBA text;

  gtk_style_context_get_color (context, &text);
  self->dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  self->text = self->dimmed ? with_alpha (&text, 0.68) : text;
  self->dim = with_alpha (&text, 0.55);
  self->accent = look_up (context, "accent_color", "#1c71d8");
  self->accent_fill = look_up (context, "accent_bg_color", "#3584e4");
  self->surface = with_alpha (&text, self->dark ? 0.055 : 0.035);
  self->header = with_alpha (&text, self->dark ? 0.06 : 0.05);
  self->border = with_alpha (&text, self->dark ? 0.14 : 0.13);
  self->inline_code = with_alpha (&text, self->dark ? 0.12 : 0.085);
  self->bubble = with_alpha (&self->accent_fill, self->dark ? 0.26 : 0.15);
  self->selection = with_alpha (&self->accent_fill, 0.32);
  self->match = with_alpha (&warning, 0.35);
  self->current_match = with_alpha (&warning, 0.8);
}

static const GdkRGBA black = { 0, 0, 0, 1 };

/* Dark on white, and nothing in large areas that costs much ink. */
static void
set_paper_colors (QingStyle *self)
{
  gdk_rgba_parse (&self->accent, "#1a5fb4");
  gdk_rgba_parse (&self->accent_fill, "#3584e4");
  self->text = with_alpha (&black, self->dimmed ? 0.68 : 0.95);
  self->dim = with_alpha (&black, 0.55);
  self->surface = with_alpha (&black, 0.04);
  self->header = with_alpha (&black, 0.06);
  self->border = with_alpha (&black, 0.25);
  self->inline_code = with_alpha (&black, 0.07);
  self->bubble = with_alpha (&self->accent_fill, 0.1);
}

static void
set_fonts (QingStyle *self)
{
  const PangoFontDescription *base = pango_context_get_font_description (self->context);

  for (guint i = 0; i < QING_N_TEXT_KINDS; i++)
    {
      const TextKind *kind = &text_kinds[i];
      PangoFontDescription *font = pango_font_description_copy (base);

      if (kind->monospace)
        pango_font_description_set_family_static (font, "monospace");
      pango_font_description_set_weight (font, kind->weight);
      pango_font_description_set_absolute_size (font, self->font_px * kind->scale * PANGO_SCALE);
      self->fonts[i] = font;
      self->line_heights[i] = (int) lround (self->font_px * kind->scale * kind->line_height);
    }
}

/* Code is drawn on a grid, so that a line's place is known without laying out those before it. */
static void
measure_code (QingStyle *self)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  PangoRectangle extents;

  pango_layout_set_font_description (layout, self->fonts[QING_TEXT_CODE]);
  pango_layout_set_text (layout, "0", 1);
  pango_layout_get_extents (layout, NULL, &extents);
  self->code_char_width = MAX (extents.width, 1);
}

static void
set_measures (QingStyle *self)
{
  set_fonts (self);
  measure_code (self);
  self->gap = (int) lround (self->font_px * 0.75);
  self->tight_gap = (int) lround (self->font_px * 0.25);
  self->indent = (int) lround (self->font_px * 1.75);
  self->quote_indent = (int) lround (self->font_px * 1.1);
  self->padding = (int) lround (self->font_px * 0.8);
  self->radius = 9;
}

/**
 * qing_style_new:
 * @widget: whose theme and text settings are taken; it should have a root
 * @zoom: 1.0 is the size of the interface's text
 * @dimmed: paler and a little smaller, for what the model thought
 */
QingStyle *
qing_style_new (GtkWidget *widget, double zoom, gboolean dimmed)
{
  QingStyle *self = g_new0 (QingStyle, 1);

  self->ref_count = 1;
  self->zoom = zoom * (dimmed ? DIMMED_SCALE : 1);
  self->scale_factor = gtk_widget_get_scale_factor (widget);
  self->dimmed = dimmed;
  self->context = gtk_widget_create_pango_context (widget);
  /* Each paragraph has the direction of its own words, whatever that of the interface is; what has
   * no words, such as a brace in a program, must not be mirrored. */
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->font_px = get_font_px (self->context) * self->zoom;
  set_colors (self, widget);
  set_measures (self);
  return self;
}

/**
 * qing_style_new_for_paper:
 * @context: must not be changed any more
 * @font_px: the size of body text, in terms of whatever the layout is measured in
 */
QingStyle *
qing_style_new_for_paper (PangoContext *context, double font_px, gboolean dimmed)
{
  QingStyle *self = g_new0 (QingStyle, 1);

  self->ref_count = 1;
  self->zoom = 1;
  self->scale_factor = 1;
  self->dimmed = dimmed;
  self->context = g_object_ref (context);
  self->font_px = font_px * (dimmed ? DIMMED_SCALE : 1);
  set_paper_colors (self);
  set_measures (self);
  return self;
}

QingStyle *
qing_style_ref (QingStyle *self)
{
  self->ref_count++;
  return self;
}

void
qing_style_unref (QingStyle *self)
{
  if (--self->ref_count > 0)
    return;
  for (guint i = 0; i < QING_N_TEXT_KINDS; i++)
    {
      pango_font_description_free (self->fonts[i]);
      g_clear_pointer (&self->math_fonts[i], qing_math_font_unref);
    }
  g_object_unref (self->context);
  g_free (self);
}

/* Returns: how many pixels the baseline is below the top of a line of text. */
int
qing_style_get_baseline (QingStyle *self, QingTextKind kind)
{
  if (self->baselines[kind] == 0)
    {
      PangoFontMetrics *metrics =
        pango_context_get_metrics (self->context, self->fonts[kind], NULL);
      int ascent = pango_font_metrics_get_ascent (metrics);
      int height = ascent + pango_font_metrics_get_descent (metrics);

      self->baselines[kind] =
        PANGO_PIXELS ((self->line_heights[kind] * PANGO_SCALE - height) / 2 + ascent);
      pango_font_metrics_unref (metrics);
    }
  return self->baselines[kind];
}

/* Returns: how large the font of formulas has to be for its small letters to be as high as those of
 * the text, when the text's is 1 */
static double
measure_math_ratio (QingStyle *self)
{
  g_autoptr (QingMathFont) math = qing_math_font_new (self->context, MEASURED_PX);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (self->fonts[QING_TEXT_BODY]);
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  PangoRectangle ink;

  if (math == NULL)
    return 1;
  pango_font_description_set_absolute_size (font, MEASURED_PX * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, "x", 1);
  pango_layout_get_extents (layout, &ink, NULL);
  return CLAMP ((double) ink.height / PANGO_SCALE / qing_math_font_get_x_height (math),
                MIN_MATH_RATIO, MAX_MATH_RATIO);
}

/* Returns: (transfer none): the font for formulas among text of that kind. */
QingMathFont *
qing_style_get_math_font (QingStyle *self, QingTextKind kind)
{
  if (self->math_ratio <= 0)
    self->math_ratio = measure_math_ratio (self);
  if (self->math_fonts[kind] == NULL)
    self->math_fonts[kind] =
      qing_math_font_new (self->context, self->font_px * self->math_ratio * text_kinds[kind].scale);
  return self->math_fonts[kind];
}

/* Whether text drawn with one looks the same with the other. */
gboolean
qing_style_equal (const QingStyle *a, const QingStyle *b)
{
  return a->zoom == b->zoom && a->dark == b->dark && a->dimmed == b->dimmed &&
         a->font_px == b->font_px && a->scale_factor == b->scale_factor &&
         pango_font_description_equal (a->fonts[QING_TEXT_BODY], b->fonts[QING_TEXT_BODY]) &&
         gdk_rgba_equal (&a->text, &b->text) && gdk_rgba_equal (&a->accent, &b->accent) &&
         gdk_rgba_equal (&a->accent_fill, &b->accent_fill) &&
         pango_cairo_context_get_resolution (a->context) ==
           pango_cairo_context_get_resolution (b->context);
}

int
qing_style_scale (const QingStyle *self, double pixels)
{
  return (int) lround (pixels * self->zoom);
}
