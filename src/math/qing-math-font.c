/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-font-private.h"

#define MIN_SIZE 2.0
#define MAX_SIZE 400.0

/**
 * qing_math_font_new:
 * @context: a context of the widget that will draw
 * @size_px: the size of the surrounding text in pixels
 *
 * Returns: (transfer full) (nullable): the font, or NULL when none with a MATH table is installed
 */
QingMathFont *
qing_math_font_new (PangoContext *context, double size_px)
{
  const char *family = NULL;
  const char *text_family = NULL;
  QingMathFace *face;
  QingMathFont *self;
  int percents[QING_MATH_N_LEVELS] = { 100, 0, 0 };

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  face = qing_math_font_find (context, &family, &text_family);
  if (face == NULL)
    return NULL;

  percents[1] = qing_math_face_get_constant (face, HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN);
  percents[2] =
    qing_math_face_get_constant (face, HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN);

  self = g_new0 (QingMathFont, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->face = qing_math_face_ref (face);
  self->context = qing_math_font_create_context (context);
  self->family = g_strdup (family);
  self->text_family = g_strdup (text_family);
  self->size = CLAMP (size_px, MIN_SIZE, MAX_SIZE);
  for (guint i = 0; i < QING_MATH_N_LEVELS; i++)
    {
      /* Fonts whose designer left the percentages out get those of TeX. */
      int percent = percents[i] > 0 ? percents[i] : (i == 1 ? 70 : 50);

      self->scales[i] = self->size * percent / 100.0 / qing_math_face_get_upem (face);
    }
  return self;
}

QingMathFont *
qing_math_font_ref (QingMathFont *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
qing_math_font_unref (QingMathFont *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < QING_MATH_N_LEVELS; i++)
    g_clear_object (&self->fonts[i]);
  g_clear_object (&self->context);
  qing_math_face_unref (self->face);
  g_free (self->text_family);
  g_free (self->family);
  g_free (self);
}

const char *
qing_math_font_get_family (QingMathFont *self)
{
  return self->family;
}

double
qing_math_font_get_size (QingMathFont *self)
{
  return self->size;
}

/**
 * qing_math_font_get_x_height:
 * @self: a font
 *
 * Returns: the height of a small letter in pixels, with which the size can be matched to that of
 *   the surrounding text
 */
double
qing_math_font_get_x_height (QingMathFont *self)
{
  hb_codepoint_t glyph = qing_math_face_get_glyph (self->face, 'x', 0);

  if (glyph == 0)
    return self->size * 0.45;
  return qing_math_face_get_metrics (self->face, glyph)->ascent * self->scales[0];
}

/* The font for drawing at one of the three sizes; loaded when it is first needed. */
PangoFont *
qing_math_font_get_pango_font (QingMathFont *self, guint level)
{
  if (self->fonts[level] == NULL)
    self->fonts[level] =
      qing_math_font_load (self->context, self->family,
                           self->scales[level] * qing_math_face_get_upem (self->face));
  return self->fonts[level];
}
