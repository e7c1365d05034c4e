/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

#include <math.h>
#include <string.h>

#define MAX_VARIANTS 32
#define MAX_PARTS    16
#define MAX_REPEATS  4096

/* An integral in display style is this much taller than the least height the font gives for
 * operators, which is meant for sums. */
#define INTEGRAL_RATIO 1.5

/* A font's sizes are steps; one that misses the target by this much is taken for it. */
#define TOLERANCE 0.985

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

      if (node->limits == QING_MATH_LIMITS_NEVER)
        min_height *= INTEGRAL_RATIO;
      glyph = display_variant (self, glyph, min_height);
    }
  qing_math_layout_glyph (self, glyph, node->u.symbol.ch, qing_math_style_level (style), box);
  qing_math_layout_place (self, box, 0.0, (box->ascent - box->descent) / 2.0 - axis);
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
}

/* The number of times that the extenders of an assembly must stand for @target to be reached,
 * all in font units. */
static guint
count_repeats (const hb_ot_math_glyph_part_t *parts, guint n, double target, double overlap)
{
  double fixed = 0.0, extender = 0.0;
  guint n_fixed = 0, n_extenders = 0;

  for (guint i = 0; i < n; i++)
    {
      if ((parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0)
        {
          extender += parts[i].full_advance;
          n_extenders++;
        }
      else
        {
          fixed += parts[i].full_advance;
          n_fixed++;
        }
    }
  if (n_extenders == 0 || extender - overlap * n_extenders <= 1.0)
    return 1;

  fixed -= overlap * ((double) n_fixed - 1.0);
  return CLAMP (ceil ((target - fixed) / (extender - overlap * n_extenders)), 0.0,
                (double) MAX_REPEATS);
}

typedef struct
{
  const hb_ot_math_glyph_part_t *parts;
  guint n_parts;
  guint repeats;
  double length;  /* with the least overlap */
  double overlap; /* of each joint */
  guint n_joints;
} Assembly;

static guint
repeats_of (const Assembly *assembly, guint part)
{
  gboolean extends = (assembly->parts[part].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0;

  return extends ? assembly->repeats : 1;
}

/* Measures the assembly and shares out what is too long among the joints. */
static void
fit_assembly (Assembly *assembly, double target, double min_overlap)
{
  double max_overlap = G_MAXDOUBLE;
  double length = 0.0;
  guint n = 0;

  for (guint i = 0; i < assembly->n_parts; i++)
    {
      guint repeats = repeats_of (assembly, i);
      const hb_ot_math_glyph_part_t *part = &assembly->parts[i];

      length += (double) part->full_advance * repeats;
      n += repeats;
      if (repeats > 0 && i > 0)
        max_overlap = MIN (max_overlap, (double) part->start_connector_length);
      if (repeats > 0 && i + 1 < assembly->n_parts)
        max_overlap = MIN (max_overlap, (double) part->end_connector_length);
    }

  assembly->n_joints = n > 0 ? n - 1 : 0;
  assembly->overlap = min_overlap;
  if (assembly->n_joints > 0)
    {
      double wanted = (length - target) / assembly->n_joints;

      assembly->overlap = MAX (min_overlap, MIN (wanted, max_overlap));
    }
  assembly->length = length - assembly->overlap * assembly->n_joints;
}

static void
draw_assembly (QingMathLayout *self,
               const Assembly *assembly,
               gunichar ch,
               guint level,
               gboolean is_vertical,
               QingMathBox *box)
{
  double scale = scale_of (self, level);
  double at = 0.0;

  for (guint i = 0; i < assembly->n_parts; i++)
    {
      const hb_ot_math_glyph_part_t *part = &assembly->parts[i];
      const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, part->glyph);

      for (guint n = repeats_of (assembly, i); n > 0; n--)
        {
          double x = is_vertical ? 0.0 : at - metrics->left;
          double y = is_vertical ? -(at + metrics->descent) : 0.0;

          qing_math_canvas_add_glyph (self->canvas, level, part->glyph, ch, x * scale, y * scale);
          at += part->full_advance - assembly->overlap;
          if (is_vertical)
            {
              box->width = MAX (box->width, metrics->advance * scale);
            }
          else
            {
              box->ascent = MAX (box->ascent, metrics->ascent * scale);
              box->descent = MAX (box->descent, metrics->descent * scale);
            }
        }
    }
}

static void
layout_assembly (QingMathLayout *self,
                 const hb_ot_math_glyph_part_t *parts,
                 guint n_parts,
                 gunichar ch,
                 guint level,
                 gboolean is_vertical,
                 double target,
                 QingMathBox *box)
{
  double min_overlap =
    qing_math_face_get_min_overlap (self->face, is_vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR);
  Assembly assembly = { .parts = parts, .n_parts = n_parts };

  target /= scale_of (self, level);
  assembly.repeats = count_repeats (parts, n_parts, target, min_overlap);
  fit_assembly (&assembly, target, min_overlap);

  qing_math_layout_open (self, box);
  if (!is_vertical)
    box->ascent = box->descent = -G_MAXDOUBLE;
  draw_assembly (self, &assembly, ch, level, is_vertical, box);
  if (is_vertical)
    box->ascent = assembly.length * scale_of (self, level);
  else
    box->width = assembly.length * scale_of (self, level);
  qing_math_layout_close (self, box);
}

static double
length_of (QingMathLayout *self, hb_codepoint_t glyph, gboolean is_vertical)
{
  const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, glyph);

  return is_vertical ? metrics->ascent + metrics->descent : metrics->right - metrics->left;
}

/* A character at least @target pixels high or wide: a larger glyph of the font, or one that is put
 * together from parts. When the font has neither, the largest that there is.
 *
 * A wide box begins where its ink does; a high one stands on whatever baseline its glyph has. */
void
qing_math_layout_stretch (QingMathLayout *self,
                          gunichar ch,
                          guint level,
                          gboolean is_vertical,
                          double target,
                          QingMathBox *box)
{
  hb_direction_t direction = is_vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR;
  hb_codepoint_t base = qing_math_face_get_glyph (self->face, ch, 0);
  hb_codepoint_t best = base;
  hb_ot_math_glyph_variant_t variants[MAX_VARIANTS];
  hb_ot_math_glyph_part_t parts[MAX_PARTS];
  double wanted = target * TOLERANCE / scale_of (self, level);
  guint n = 0;

  if (base == 0)
    {
      char text[8];

      qing_math_layout_text (self, text, g_unichar_to_utf8 (ch, text), QING_MATH_VARIANT_ROMAN,
                             level * 2 + QING_MATH_STYLE_TEXT, box);
      return;
    }

  if (length_of (self, base, is_vertical) < wanted)
    n =
      qing_math_face_get_variants (self->face, base, direction, variants, G_N_ELEMENTS (variants));
  for (guint i = 0; i < n && length_of (self, best, is_vertical) < wanted; i++)
    best = variants[i].glyph;

  if (length_of (self, best, is_vertical) < wanted)
    {
      n = qing_math_face_get_parts (self->face, base, direction, parts, G_N_ELEMENTS (parts));
      if (n > 0)
        {
          layout_assembly (self, parts, n, ch, level, is_vertical, target, box);
          return;
        }
    }

  qing_math_layout_glyph (self, best, ch, level, box);
  if (!is_vertical)
    {
      const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, best);

      qing_math_layout_move (self, box, -metrics->left * scale_of (self, level), 0.0);
      box->width = (metrics->right - metrics->left) * scale_of (self, level);
    }
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
