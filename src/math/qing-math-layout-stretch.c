/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-assembly.h"

#include <math.h>

/* Delimiters, roots, braces and arrows of any length. */

#define MAX_VARIANTS 32
#define MAX_REPEATS  4096

/* A font's sizes are steps; one that misses the target by this much is taken for it. */
#define TOLERANCE 0.985

static double
scale_of (QingMathLayout *self, guint level)
{
  return self->font->scales[level];
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

static guint
repeats_of (const QingMathAssembly *assembly, guint part)
{
  gboolean extends = (assembly->parts[part].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0;

  return extends ? assembly->repeats : 1;
}

/* Measures the assembly and shares out what is too long among the joints. */
static void
fit_assembly (QingMathAssembly *assembly, double target, double min_overlap)
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

void
qing_math_layout_enclose_part (QingMathBox *box,
                               const QingMathGlyph *metrics,
                               double scale,
                               gboolean is_vertical)
{
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

static void
draw_assembly (QingMathLayout *self,
               const QingMathAssembly *assembly,
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
          qing_math_layout_enclose_part (box, metrics, scale, is_vertical);
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
  QingMathAssembly assembly = { .parts = parts, .n_parts = n_parts };

  target /= scale_of (self, level);
  qing_math_layout_open (self, box);
  if (!is_vertical)
    box->ascent = box->descent = -G_MAXDOUBLE;
  if (qing_math_layout_bars (self, &assembly, ch, level, is_vertical, target, box))
    {
      assembly.length = target;
    }
  else
    {
      assembly.repeats = count_repeats (parts, n_parts, target, min_overlap);
      fit_assembly (&assembly, target, min_overlap);
      draw_assembly (self, &assembly, ch, level, is_vertical, box);
    }
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
  hb_ot_math_glyph_part_t parts[QING_MATH_MAX_PARTS];
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
