/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

#include <math.h>

/* Delimiters, roots, braces and arrows of any length. */

#define MAX_VARIANTS 32
#define MAX_PARTS    16
#define MAX_REPEATS  4096

/* A font's sizes are steps; one that misses the target by this much is taken for it. */
#define TOLERANCE 0.985

/* An extender thinner than this is a plain bar, in ems. */
#define BAR_THICKNESS 0.15

/* How far a drawn bar reaches into the glyphs that it joins, in pixels. */
#define BAR_OVERLAP 0.75

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

/* Whether a part is nothing but a bar along the direction, as thick as the first extender. */
static gboolean
is_bar (QingMathLayout *self,
        const hb_ot_math_glyph_part_t *part,
        const QingMathGlyph *extender,
        gboolean is_vertical)
{
  const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, part->glyph);

  if (is_vertical)
    return ABS (metrics->left - extender->left) <= 2 && ABS (metrics->right - extender->right) <= 2;
  return ABS (metrics->ascent - extender->ascent) <= 2 &&
         ABS (metrics->descent - extender->descent) <= 2;
}

/* How a stretch of an assembly is drawn with rules. Copies of a glyph in a row would show where
 * they overlap, and they come in steps. */
typedef struct
{
  const QingMathGlyph *extender;
  double thickness; /* of each rule; there are two when it is less than that of the extender */
  gunichar ch;      /* what the whole stands for */
} BarShape;

static double
thickness_of (const QingMathGlyph *metrics, gboolean is_vertical)
{
  return is_vertical ? metrics->right - metrics->left : metrics->ascent + metrics->descent;
}

static const QingMathGlyph *
find_extender (QingMathLayout *self, const hb_ot_math_glyph_part_t *parts, guint n_parts)
{
  for (guint i = 0; i < n_parts; i++)
    if ((parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0)
      return qing_math_face_get_metrics (self->face, parts[i].glyph);
  return NULL;
}

/* The character of which @ch shows two, or 0. */
static gunichar
single_of (gunichar ch)
{
  switch (ch)
    {
    case 0x2016:
      return '|';
    case '=':
    case 0x21d0:
    case 0x21d2:
    case 0x21d4:
    case 0x21c4:
    case 0x21cb:
    case 0x21cc:
      return 0x2192;
    case 0x21d1:
    case 0x21d3:
    case 0x21d5:
      return 0x2191;
    default:
      return 0;
    }
}

/* The shape of the bars of an assembly. Returns: FALSE when its extender is something else */
static gboolean
find_bar_shape (QingMathLayout *self,
                const Assembly *assembly,
                gunichar ch,
                gboolean is_vertical,
                BarShape *shape)
{
  double limit = BAR_THICKNESS * qing_math_face_get_upem (self->face);
  hb_ot_math_glyph_part_t parts[MAX_PARTS];
  hb_codepoint_t single;
  const QingMathGlyph *extender;
  guint n;

  shape->ch = ch;
  shape->extender = find_extender (self, assembly->parts, assembly->n_parts);
  if (shape->extender == NULL)
    return FALSE;
  shape->thickness = thickness_of (shape->extender, is_vertical);
  if (shape->thickness <= limit)
    /* The arrows at U+21E0 are dashed. */
    return shape->thickness > 0.0 && (ch < 0x21e0 || ch > 0x21e3);

  single = qing_math_face_get_glyph (self->face, single_of (ch), 0);
  n =
    qing_math_face_get_parts (self->face, single, is_vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR,
                              parts, G_N_ELEMENTS (parts));
  extender = single != 0 ? find_extender (self, parts, n) : NULL;
  if (extender == NULL)
    return FALSE;
  shape->thickness = thickness_of (extender, is_vertical);
  return shape->thickness > 0.0 && shape->thickness <= limit;
}

typedef struct
{
  double from; /* in font units, along the direction */
  double to;
  gboolean joins_before;
  gboolean joins_after;
} Bar;

/* Adds a rule from @from to @to along the direction, with its sides at @low and @high across. */
static void
add_bar_rule (QingMathLayout *self,
              double from,
              double to,
              double low,
              double high,
              gboolean is_vertical,
              guint anchor,
              gunichar ch)
{
  if (is_vertical)
    qing_math_canvas_add_rule (self->canvas, low, -to, high - low, to - from, TRUE);
  else
    qing_math_canvas_add_rule (self->canvas, from, -high, to - from, high - low, TRUE);
  qing_math_canvas_set_char (self->canvas, ch);
  if (anchor != G_MAXUINT)
    qing_math_canvas_anchor (self->canvas, anchor);
}

static void
draw_bar (QingMathLayout *self,
          const Bar *bar,
          const BarShape *shape,
          guint level,
          gboolean is_vertical,
          guint anchor)
{
  double scale = scale_of (self, level);
  double from = bar->from * scale - (bar->joins_before ? BAR_OVERLAP : 0.0);
  double to = bar->to * scale + (bar->joins_after ? BAR_OVERLAP : 0.0);
  double low = (is_vertical ? shape->extender->left : -shape->extender->descent) * scale;
  double high = (is_vertical ? shape->extender->right : shape->extender->ascent) * scale;
  double thickness = shape->thickness * scale;

  if (high - low <= thickness * 1.01)
    {
      add_bar_rule (self, from, to, low, high, is_vertical, anchor, shape->ch);
      return;
    }
  add_bar_rule (self, from, to, low, low + thickness, is_vertical, anchor, shape->ch);
  add_bar_rule (self, from, to, high - thickness, high, is_vertical, anchor, shape->ch);
}

static void
enclose_part (QingMathBox *box, const QingMathGlyph *metrics, double scale, gboolean is_vertical)
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

/* Draws the parts that are no bars, and a rule in each gap between them. Returns: FALSE when the
 * assembly does not allow that */
static gboolean
layout_with_bars (QingMathLayout *self,
                  const Assembly *assembly,
                  gunichar ch,
                  guint level,
                  gboolean is_vertical,
                  double target,
                  QingMathBox *box)
{
  double scale = scale_of (self, level);
  double solid = 0.0, at = 0.0, gap;
  BarShape shape;
  Bar bars[MAX_PARTS];
  guint n_bars = 0;
  gboolean was_bar = FALSE;
  guint anchor = G_MAXUINT;

  if (!find_bar_shape (self, assembly, ch, is_vertical, &shape))
    return FALSE;
  for (guint i = 0; i < assembly->n_parts; i++)
    {
      gboolean bar = is_bar (self, &assembly->parts[i], shape.extender, is_vertical);

      if (!bar)
        solid += assembly->parts[i].full_advance;
      n_bars += bar && !was_bar;
      was_bar = bar;
    }
  if (n_bars == 0 || target < solid)
    return FALSE;

  gap = (target - solid) / n_bars;
  n_bars = 0;
  was_bar = FALSE;
  for (guint i = 0; i < assembly->n_parts; i++)
    {
      const hb_ot_math_glyph_part_t *part = &assembly->parts[i];
      const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, part->glyph);
      gboolean bar = is_bar (self, part, shape.extender, is_vertical);

      enclose_part (box, metrics, scale, is_vertical);
      if (bar && !was_bar)
        {
          bars[n_bars++] = (Bar){ at, at + gap, i > 0, FALSE };
          at += gap;
        }
      else if (!bar)
        {
          if (was_bar)
            bars[n_bars - 1].joins_after = TRUE;
          anchor = self->canvas->items->len;
          qing_math_canvas_add_glyph (self->canvas, level, part->glyph, ch,
                                      is_vertical ? 0.0 : (at - metrics->left) * scale,
                                      is_vertical ? -(at + metrics->descent) * scale : 0.0);
          qing_math_canvas_round_glyph (self->canvas, is_vertical, !is_vertical);
          at += part->full_advance;
        }
      was_bar = bar;
    }
  for (guint i = 0; i < n_bars; i++)
    draw_bar (self, &bars[i], &shape, level, is_vertical, anchor);
  return TRUE;
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
          enclose_part (box, metrics, scale, is_vertical);
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
  qing_math_layout_open (self, box);
  if (!is_vertical)
    box->ascent = box->descent = -G_MAXDOUBLE;
  if (layout_with_bars (self, &assembly, ch, level, is_vertical, target, box))
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
