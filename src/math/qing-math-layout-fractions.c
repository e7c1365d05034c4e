/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

/* Fractions, roots and what stands between stretching delimiters. */

#define CONSTANT(name) (qing_math_layout_constant (self, style, HB_OT_MATH_CONSTANT_##name))
/* Room at both sides of a fraction, \nulldelimiterspace in TeX, in ems. */
#define NULL_DELIMITER 0.12

/* Fonts let the degree of a root touch its sign; this much more keeps them apart, in ems. */
#define DEGREE_CLEARANCE 0.04

static guint
part_style (guint style, gboolean is_denominator)
{
  guint part = style >= QING_MATH_STYLE_SCRIPT_SCRIPT ? style : style + 2;

  return is_denominator ? qing_math_style_cramp (part) : part;
}

/* The baselines of numerator and denominator around a bar. */
static void
shift_around_bar (QingMathLayout *self,
                  guint style,
                  double thickness,
                  const QingMathBox *top,
                  const QingMathBox *bottom,
                  double *up,
                  double *down)
{
  gboolean display = qing_math_style_is_display (style);
  double axis = qing_math_layout_axis (self, style);
  double top_gap =
    display ? CONSTANT (FRACTION_NUM_DISPLAY_STYLE_GAP_MIN) : CONSTANT (FRACTION_NUMERATOR_GAP_MIN);
  double bottom_gap = display ? CONSTANT (FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN)
                              : CONSTANT (FRACTION_DENOMINATOR_GAP_MIN);

  *up = display ? CONSTANT (FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP)
                : CONSTANT (FRACTION_NUMERATOR_SHIFT_UP);
  *down = display ? CONSTANT (FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN)
                  : CONSTANT (FRACTION_DENOMINATOR_SHIFT_DOWN);
  *up = MAX (*up, axis + thickness / 2.0 + top_gap + top->descent);
  *down = MAX (*down, thickness / 2.0 - axis + bottom_gap + bottom->ascent);
}

/* The baselines of two lists on each other, as in a binomial coefficient. */
static void
shift_as_stack (QingMathLayout *self,
                guint style,
                const QingMathBox *top,
                const QingMathBox *bottom,
                double *up,
                double *down)
{
  gboolean display = qing_math_style_is_display (style);
  double min = display ? CONSTANT (STACK_DISPLAY_STYLE_GAP_MIN) : CONSTANT (STACK_GAP_MIN);
  double gap;

  *up = display ? CONSTANT (STACK_TOP_DISPLAY_STYLE_SHIFT_UP) : CONSTANT (STACK_TOP_SHIFT_UP);
  *down =
    display ? CONSTANT (STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN) : CONSTANT (STACK_BOTTOM_SHIFT_DOWN);
  gap = (*up - top->descent) - (bottom->ascent - *down);
  if (gap < min)
    {
      *up += (min - gap) / 2.0;
      *down += (min - gap) / 2.0;
    }
}

/* The parts of a continued fraction are as high as a line, so that the levels are alike. */
static void
add_strut (QingMathLayout *self, QingMathBox *box)
{
  box->ascent = MAX (box->ascent, 0.85 * self->font->size);
  box->descent = MAX (box->descent, 0.35 * self->font->size);
}

static void
layout_bar_or_stack (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  gboolean continued = (node->flags & QING_MATH_FLAG_CONTINUED) != 0;
  double thickness = node->u.fraction.thickness.unit == QING_MATH_UNIT_NONE
                       ? CONSTANT (FRACTION_RULE_THICKNESS)
                       : qing_math_layout_dimension (self, style, &node->u.fraction.thickness);
  QingMathBox top, bottom;
  double up, down;

  qing_math_layout_open (self, box);
  qing_math_layout_list (self, node->u.fraction.numerator,
                         continued ? style : part_style (style, FALSE), QING_MATH_CLASS_NONE, &top);
  qing_math_layout_list (self, node->u.fraction.denominator,
                         continued ? qing_math_style_cramp (style) : part_style (style, TRUE),
                         QING_MATH_CLASS_NONE, &bottom);
  if (continued)
    add_strut (self, &top);

  if (thickness > 0.0)
    shift_around_bar (self, style, thickness, &top, &bottom, &up, &down);
  else
    shift_as_stack (self, style, &top, &bottom, &up, &down);

  box->width = MAX (top.width, bottom.width);
  qing_math_layout_move (self, &top, (box->width - top.width) / 2.0, -up);
  qing_math_layout_move (self, &bottom, (box->width - bottom.width) / 2.0, down);
  qing_math_layout_enclose (box, &top, -up);
  qing_math_layout_enclose (box, &bottom, down);
  if (thickness > 0.0)
    qing_math_canvas_add_rule (self->canvas, 0.0,
                               -qing_math_layout_axis (self, style) - thickness / 2.0, box->width,
                               thickness, TRUE);
  qing_math_layout_close (self, box);
}

/* Puts delimiters around what has been laid out last. */
static void
add_delimiters (QingMathLayout *self, gunichar left, gunichar right, guint style, QingMathBox *box)
{
  double target = qing_math_layout_fence_height (self, style, box);
  QingMathBox content = *box;
  QingMathBox left_box, right_box;

  qing_math_layout_delimiter (self, left, style, target, &left_box);
  qing_math_layout_delimiter (self, right, style, target, &right_box);
  qing_math_layout_move (self, &content, left_box.width, 0.0);
  qing_math_layout_move (self, &right_box, left_box.width + content.width, 0.0);
  qing_math_layout_enclose (box, &left_box, 0.0);
  qing_math_layout_enclose (box, &right_box, 0.0);
  box->width += left_box.width + right_box.width;
  qing_math_layout_close (self, box);
}

void
qing_math_layout_fraction (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double space = NULL_DELIMITER * self->font->size;

  if (node->style != QING_MATH_STYLE_INHERIT)
    style = node->style | (style & 1);
  layout_bar_or_stack (self, node, style, box);
  if (node->u.fraction.left != 0 || node->u.fraction.right != 0)
    {
      add_delimiters (self, node->u.fraction.left, node->u.fraction.right, style, box);
      return;
    }
  qing_math_layout_move (self, box, space, 0.0);
  box->width += 2.0 * space;
}

/* Sets the degree of a root before its sign. Returns: where the sign goes */
static double
layout_degree (QingMathLayout *self,
               QingMathNode *degree,
               guint style,
               const QingMathBox *sign,
               QingMathBox *box)
{
  double percent =
    qing_math_face_get_constant (self->face,
                                 HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT);
  double before = CONSTANT (RADICAL_KERN_BEFORE_DEGREE);
  double after = CONSTANT (RADICAL_KERN_AFTER_DEGREE);
  QingMathBox child;
  double y;

  qing_math_layout_list (self, degree, QING_MATH_STYLE_SCRIPT_SCRIPT, QING_MATH_CLASS_NONE, &child);
  y = sign->descent - (sign->ascent + sign->descent) * percent / 100.0 - child.descent -
      DEGREE_CLEARANCE * self->font->size;
  before = MAX (before, -after - child.width);
  qing_math_layout_move (self, &child, before, y);
  qing_math_layout_enclose (box, &child, y);
  return before + child.width + after;
}

/* The glyph of the sign that the bar continues, which is the highest one. */
static guint
find_top_glyph (QingMathLayout *self, const QingMathBox *sign)
{
  guint top = G_MAXUINT;
  float y = G_MAXFLOAT;

  for (guint i = sign->first; i < sign->end; i++)
    {
      QingMathItem *item = &g_array_index (self->canvas->items, QingMathItem, i);

      if (item->type != QING_MATH_ITEM_GLYPH || item->y >= y)
        continue;
      top = i;
      y = item->y;
    }
  if (top != G_MAXUINT)
    g_array_index (self->canvas->items, QingMathItem, top).round |= QING_MATH_ROUND_Y;
  return top;
}

/* Rule 11 of appendix G. The bar continues the sign: both move together, and the renderer may
 * only place the sign on a whole pixel, so that is where it is put. */
void
qing_math_layout_radical (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double thickness = CONSTANT (RADICAL_RULE_THICKNESS);
  double gap = qing_math_style_is_display (style) ? CONSTANT (RADICAL_DISPLAY_STYLE_VERTICAL_GAP)
                                                  : CONSTANT (RADICAL_VERTICAL_GAP);
  QingMathBox child, sign;
  double height, excess, x = 0.0;
  guint top;

  qing_math_layout_open (self, box);
  qing_math_layout_list (self, node->u.radical.child, qing_math_style_cramp (style),
                         QING_MATH_CLASS_NONE, &child);
  height = child.ascent + child.descent;
  qing_math_layout_stretch (self, 0x221a, qing_math_style_level (style), TRUE,
                            height + gap + thickness, &sign);
  top = find_top_glyph (self, &sign);
  excess = sign.ascent + sign.descent - thickness - height - gap;
  if (excess > 0.0)
    gap += excess / 2.0;

  qing_math_layout_place (self, &sign, 0.0, sign.ascent - (child.ascent + gap + thickness));
  if (node->u.radical.degree != NULL)
    x = layout_degree (self, node->u.radical.degree, style, &sign, box);
  qing_math_layout_move (self, &sign, x, 0.0);
  x += sign.width;
  qing_math_layout_move (self, &child, x, 0.0);
  qing_math_canvas_add_rule (self->canvas, x, -sign.ascent, child.width, thickness, FALSE);
  if (top != G_MAXUINT)
    qing_math_canvas_anchor (self->canvas, top);

  box->width = x + child.width;
  qing_math_layout_enclose (box, &child, 0.0);
  qing_math_layout_enclose (box, &sign, 0.0);
  box->ascent = MAX (box->ascent, sign.ascent + CONSTANT (RADICAL_EXTRA_ASCENDER));
  qing_math_layout_close (self, box);
}

static void
layout_part_children (QingMathLayout *self,
                      QingMathNode *node,
                      guint style,
                      QingMathBox *children,
                      guint n_children,
                      QingMathBox *box)
{
  const QingMathPart *part = node->u.fenced.parts;

  for (guint i = 0; i < n_children; i++, part = part->next)
    {
      qing_math_layout_list (self, part->child, style, QING_MATH_CLASS_NONE, &children[i]);
      qing_math_layout_enclose (box, &children[i], 0.0);
    }
}

void
qing_math_layout_fenced (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  g_autofree QingMathBox *many = NULL;
  QingMathBox few[4];
  QingMathBox *children = few;
  QingMathBox delimiter;
  const QingMathPart *part;
  guint n = 0;
  double target;

  for (part = node->u.fenced.parts; part != NULL; part = part->next)
    n++;
  if (n > G_N_ELEMENTS (few))
    children = many = g_new (QingMathBox, n);

  qing_math_layout_open (self, box);
  layout_part_children (self, node, style, children, n, box);
  target = qing_math_layout_fence_height (self, style, box);

  qing_math_layout_delimiter (self, node->u.fenced.left, style, target, &delimiter);
  qing_math_layout_enclose (box, &delimiter, 0.0);
  box->width = delimiter.width;
  part = node->u.fenced.parts;
  for (guint i = 0; i < n; i++, part = part->next)
    {
      qing_math_layout_move (self, &children[i], box->width, 0.0);
      box->width += children[i].width;
      qing_math_layout_delimiter (self, part->delimiter, style, target, &delimiter);
      qing_math_layout_move (self, &delimiter, box->width, 0.0);
      qing_math_layout_enclose (box, &delimiter, 0.0);
      box->width += delimiter.width;
    }
  qing_math_layout_close (self, box);
}

/* \big and the larger ones: 1.2, 1.8, 2.4 and 3 ems high. */
void
qing_math_layout_big (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double target = (0.6 + 0.6 * node->u.delimiter.level) * self->font->size;

  qing_math_layout_delimiter (self, node->u.delimiter.ch, style, target, box);
  box->is_char = FALSE;
  box->glyph = 0;
}
