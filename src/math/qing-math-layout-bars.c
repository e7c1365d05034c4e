/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-assembly.h"

/* Assemblies whose extender is a plain bar are drawn with rules. */

/* An extender thinner than this is a plain bar, in ems. */
#define BAR_THICKNESS 0.15

/* How far a drawn bar reaches into the glyphs that it joins, in pixels. */
#define BAR_OVERLAP 0.75

static double
scale_of (QingMathLayout *self, guint level)
{
  return self->font->scales[level];
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
                const QingMathAssembly *assembly,
                gunichar ch,
                gboolean is_vertical,
                BarShape *shape)
{
  double limit = BAR_THICKNESS * qing_math_face_get_upem (self->face);
  hb_ot_math_glyph_part_t parts[QING_MATH_MAX_PARTS];
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

/* Draws the parts that are no bars, and a rule in each gap between them. Returns: FALSE when the
 * assembly does not allow that */
gboolean
qing_math_layout_bars (QingMathLayout *self,
                       const QingMathAssembly *assembly,
                       gunichar ch,
                       guint level,
                       gboolean is_vertical,
                       double target,
                       QingMathBox *box)
{
  double scale = scale_of (self, level);
  double solid = 0.0, at = 0.0, gap;
  BarShape shape;
  Bar bars[QING_MATH_MAX_PARTS];
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

      qing_math_layout_enclose_part (box, metrics, scale, is_vertical);
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
