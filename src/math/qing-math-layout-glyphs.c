/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

#define MAX_VARIANTS 32

/* An integral in display style is this much taller than the least height the font gives for
 * operators, which is meant for sums. */
#define INTEGRAL_RATIO 1.5

/* How much of its slant a subscript of an integral moves in: all of it would touch in the fonts
 * that come from TeX. */
#define OPERATOR_TUCK 0.8

#define DOTS_CLEARANCE 0.2

static double
scale_of (QingMathLayout *self, guint level)
{
  return self->font->scales[level];
}

/* A box with one glyph; ascent and descent are those of the ink and may be negative. */
void
qing_math_layout_glyph (QingMathLayout *self,
                        hb_codepoint_t glyph,
                        gunichar ch,
                        guint level,
                        QingMathBox *box)
{
  const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, glyph);
  double scale = scale_of (self, level);

  qing_math_layout_open (self, box);
  qing_math_canvas_add_glyph (self->canvas, level, glyph, ch, 0.0, 0.0);
  box->width = metrics->advance * scale;
  box->ascent = metrics->ascent * scale;
  box->descent = metrics->descent * scale;
  box->italic = metrics->italic * scale;
  box->accent = metrics->accent * scale;
  box->glyph = glyph;
  box->is_char = TRUE;
  qing_math_layout_close (self, box);
}

static void
clamp_box (QingMathBox *box)
{
  box->ascent = MAX (box->ascent, 0.0);
  box->descent = MAX (box->descent, 0.0);
}

/* The glyph for an operator in display style: the first that is tall enough. */
static hb_codepoint_t
display_variant (QingMathLayout *self, hb_codepoint_t glyph, double min_height)
{
  hb_ot_math_glyph_variant_t variants[MAX_VARIANTS];
  guint n = qing_math_face_get_variants (self->face, glyph, HB_DIRECTION_BTT, variants,
                                         G_N_ELEMENTS (variants));

  for (guint i = 0; i < n; i++)
    if (variants[i].advance >= min_height)
      return variants[i].glyph;
  return n > 0 ? variants[n - 1].glyph : glyph;
}

static gboolean
is_integral (gunichar ch)
{
  return (ch >= 0x222b && ch <= 0x2233) || (ch >= 0x2a0b && ch <= 0x2a1c);
}

static void
layout_operator (QingMathLayout *self,
                 QingMathNode *node,
                 hb_codepoint_t glyph,
                 guint style,
                 QingMathBox *box)
{
  double axis = qing_math_layout_axis (self, style);

  if (qing_math_style_is_display (style) && (node->flags & QING_MATH_FLAG_LARGE) != 0)
    {
      double min_height =
        qing_math_face_get_constant (self->face, HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT);

      if (is_integral (node->u.symbol.ch))
        min_height *= INTEGRAL_RATIO;
      glyph = display_variant (self, glyph, min_height);
    }
  qing_math_layout_glyph (self, glyph, node->u.symbol.ch, qing_math_style_level (style), box);
  qing_math_layout_place (self, box, 0.0, (box->ascent - box->descent) / 2.0 - axis);
  /* The advance of an operator reaches to its slanted top, unlike that of a letter. */
  if ((node->flags & QING_MATH_FLAG_LARGE) != 0)
    {
      box->italic *= OPERATOR_TUCK;
      box->width -= box->italic;
    }
  box->is_char = FALSE;
  box->glyph = 0;
}

void
qing_math_layout_symbol (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  guint level = qing_math_style_level (style);
  gunichar ch = node->u.symbol.ch;
  hb_codepoint_t glyph = qing_math_face_get_glyph (self->face, ch, level);

  if (glyph == 0 && node->u.symbol.base != ch)
    {
      ch = node->u.symbol.base;
      glyph = qing_math_face_get_glyph (self->face, ch, level);
    }
  if (glyph == 0)
    {
      char text[8];

      qing_math_layout_text (self, text, g_unichar_to_utf8 (ch, text), QING_MATH_VARIANT_ROMAN,
                             style, box);
      return;
    }

  if (node->klass == QING_MATH_CLASS_OP)
    layout_operator (self, node, glyph, style, box);
  else
    qing_math_layout_glyph (self, glyph, ch, level, box);
  clamp_box (box);
  /* As in TeX, dots between the rows of a matrix keep some distance from the one above. */
  if (ch == 0x22ee || ch == 0x22f1)
    box->ascent += DOTS_CLEARANCE * qing_math_layout_em (self, style);
}

/* A delimiter of at least @target height, centred on the axis; nothing for no character. */
void
qing_math_layout_delimiter (QingMathLayout *self,
                            gunichar ch,
                            guint style,
                            double target,
                            QingMathBox *box)
{
  double axis = qing_math_layout_axis (self, style);

  if (ch == 0)
    {
      qing_math_layout_open (self, box);
      qing_math_layout_close (self, box);
      box->width = 0.12 * self->font->size;
      return;
    }
  qing_math_layout_stretch (self, ch, qing_math_style_level (style), TRUE, target, box);
  qing_math_layout_place (self, box, 0.0, (box->ascent - box->descent) / 2.0 - axis);
  box->italic = 0.0;
  clamp_box (box);
}

/* The height that \left and \right give to delimiters around @content: they may be a little
 * shorter, as in TeX. */
double
qing_math_layout_fence_height (QingMathLayout *self, guint style, const QingMathBox *content)
{
  double axis = qing_math_layout_axis (self, style);
  double half = MAX (content->ascent - axis, content->descent + axis);

  return MAX (2.0 * half * 0.901, 2.0 * half - 0.5 * self->font->size);
}
