/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

#include <math.h>

#define CONSTANT(name) (qing_math_layout_constant (self, style, HB_OT_MATH_CONSTANT_##name))

/* How far the corners of two glyphs let a script move, at one height above the baseline of the
 * nucleus; negative is closer. */
static double
corner_kern (QingMathLayout *self,
             guint style,
             const QingMathBox *nucleus,
             hb_ot_math_kern_t corner,
             const QingMathBox *script,
             hb_ot_math_kern_t script_corner,
             guint script_style,
             double height,
             double shift)
{
  double scale = self->font->scales[qing_math_style_level (style)];
  double script_scale = self->font->scales[qing_math_style_level (script_style)];
  double kern = 0.0;

  if (nucleus->glyph != 0)
    kern += scale * qing_math_face_get_kern (self->face, nucleus->glyph, corner,
                                             (int) round (height / scale));
  if (script->glyph != 0)
    kern += script_scale * qing_math_face_get_kern (self->face, script->glyph, script_corner,
                                                    (int) round ((height - shift) / script_scale));
  return kern;
}

static gboolean
has_kern (QingMathLayout *self, const QingMathBox *nucleus, const QingMathBox *script)
{
  if (nucleus->glyph == 0)
    return FALSE;
  return qing_math_face_get_metrics (self->face, nucleus->glyph)->has_kern ||
         (script->glyph != 0 && qing_math_face_get_metrics (self->face, script->glyph)->has_kern);
}

/* The cut-in of a script raised by @shift (negative for a subscript): the glyphs must not touch at
 * the height where the script begins nor at the one where the nucleus ends. */
static double
script_kern (QingMathLayout *self,
             guint style,
             const QingMathBox *nucleus,
             const QingMathBox *script,
             guint script_style,
             double shift,
             gboolean is_sup)
{
  hb_ot_math_kern_t corner = is_sup ? HB_OT_MATH_KERN_TOP_RIGHT : HB_OT_MATH_KERN_BOTTOM_RIGHT;
  hb_ot_math_kern_t other = is_sup ? HB_OT_MATH_KERN_BOTTOM_LEFT : HB_OT_MATH_KERN_TOP_LEFT;
  double near = is_sup ? shift - script->descent : shift + script->ascent;
  double far = is_sup ? nucleus->ascent : -nucleus->descent;

  if (!has_kern (self, nucleus, script))
    return 0.0;
  return MAX (corner_kern (self, style, nucleus, corner, script, other, script_style, near, shift),
              corner_kern (self, style, nucleus, corner, script, other, script_style, far, shift));
}

/* How far up and down the scripts go; rules 18a to 18f of appendix G. */
static void
compute_shifts (QingMathLayout *self,
                guint style,
                const QingMathBox *nucleus,
                const QingMathBox *sup,
                const QingMathBox *sub,
                double *up,
                double *down)
{
  double gap, missing, room;

  *up = *down = 0.0;
  if (!nucleus->is_char)
    {
      *up = nucleus->ascent - CONSTANT (SUPERSCRIPT_BASELINE_DROP_MAX);
      *down = nucleus->descent + CONSTANT (SUBSCRIPT_BASELINE_DROP_MIN);
    }
  if (sup != NULL)
    {
      *up = MAX (*up, (style & 1) != 0 ? CONSTANT (SUPERSCRIPT_SHIFT_UP_CRAMPED)
                                       : CONSTANT (SUPERSCRIPT_SHIFT_UP));
      *up = MAX (*up, sup->descent + CONSTANT (SUPERSCRIPT_BOTTOM_MIN));
    }
  if (sub != NULL)
    {
      *down = MAX (*down, CONSTANT (SUBSCRIPT_SHIFT_DOWN));
      if (sup == NULL)
        *down = MAX (*down, sub->ascent - CONSTANT (SUBSCRIPT_TOP_MAX));
    }
  if (sup == NULL || sub == NULL)
    return;

  gap = (*up - sup->descent) + (*down - sub->ascent);
  missing = CONSTANT (SUB_SUPERSCRIPT_GAP_MIN) - gap;
  if (missing <= 0.0)
    return;
  *down += missing;
  room = CONSTANT (SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) - (*up - sup->descent);
  room = CLAMP (room, 0.0, missing);
  *up += room;
  *down -= room;
}

static QingMathBox *
layout_script (QingMathLayout *self, QingMathNode *list, guint style, QingMathBox *box)
{
  if (list == NULL)
    return NULL;
  qing_math_layout_child (self, list, style, box);
  box->width += box->italic;
  box->italic = 0.0;
  return box;
}

static void
place_script (QingMathLayout *self,
              QingMathBox *script,
              double x,
              double y,
              double space,
              QingMathBox *box)
{
  qing_math_layout_move (self, script, x, y);
  qing_math_layout_enclose (box, script, y);
  box->width = MAX (box->width, x + script->width + space);
}

/* Sets scripts at the right of @nucleus, which has been laid out just before. */
void
qing_math_layout_scripts (QingMathLayout *self,
                          QingMathNode *node,
                          guint style,
                          const QingMathBox *nucleus,
                          QingMathBox *box)
{
  QingMathBox sup_box, sub_box;
  guint sup_style = qing_math_style_sup (style);
  guint sub_style = qing_math_style_sub (style);
  QingMathBox *sup = layout_script (self, node->sup, sup_style, &sup_box);
  QingMathBox *sub = layout_script (self, node->sub, sub_style, &sub_box);
  double space = CONSTANT (SPACE_AFTER_SCRIPT);
  double up, down;

  *box = *nucleus;
  box->is_char = FALSE;
  box->glyph = 0;
  box->italic = 0.0;
  compute_shifts (self, style, nucleus, sup, sub, &up, &down);
  if (sup != NULL)
    place_script (self, sup,
                  nucleus->width + nucleus->italic +
                    script_kern (self, style, nucleus, sup, sup_style, up, TRUE),
                  -up, space, box);
  if (sub != NULL)
    place_script (self, sub,
                  nucleus->width + script_kern (self, style, nucleus, sub, sub_style, -down, FALSE),
                  down, space, box);
  box->ascent = MAX (box->ascent, 0.0);
  box->descent = MAX (box->descent, 0.0);
  qing_math_layout_close (self, box);
}

/* Sets @over above and @under below @nucleus. All three are laid out already, and their items
 * follow @first; a width of nothing stands for a limit that is not there. Slanted operators shift
 * the limits by half their slant. */
void
qing_math_layout_limit_boxes (QingMathLayout *self,
                              guint style,
                              guint first,
                              const QingMathBox *nucleus,
                              const QingMathBox *over,
                              const QingMathBox *under,
                              QingMathBox *box)
{
  double core = nucleus->width + nucleus->italic;
  double half = nucleus->italic / 2.0;
  double up = nucleus->ascent + MAX (CONSTANT (UPPER_LIMIT_GAP_MIN) + over->descent,
                                     CONSTANT (UPPER_LIMIT_BASELINE_RISE_MIN));
  double down = nucleus->descent + MAX (CONSTANT (LOWER_LIMIT_GAP_MIN) + under->ascent,
                                        CONSTANT (LOWER_LIMIT_BASELINE_DROP_MIN));

  *box = (QingMathBox){ .first = first,
                        .width = MAX (core, MAX (over->width, under->width)),
                        .ascent = nucleus->ascent,
                        .descent = nucleus->descent };
  qing_math_layout_move (self, nucleus, (box->width - core) / 2.0, 0.0);
  if (over->end > over->first)
    {
      qing_math_layout_move (self, over, (box->width - over->width) / 2.0 + half, -up);
      qing_math_layout_enclose (box, over, -up);
    }
  if (under->end > under->first)
    {
      qing_math_layout_move (self, under, (box->width - under->width) / 2.0 - half, down);
      qing_math_layout_enclose (box, under, down);
    }
  qing_math_layout_close (self, box);
}

/* Sets @over above and @under below @nucleus, which has been laid out just before; either may be
 * NULL. */
void
qing_math_layout_limits (QingMathLayout *self,
                         QingMathNode *over,
                         QingMathNode *under,
                         guint style,
                         const QingMathBox *nucleus,
                         QingMathBox *box)
{
  QingMathBox over_box = { 0 }, under_box = { 0 };

  layout_script (self, over, qing_math_style_sup (style), &over_box);
  layout_script (self, under, qing_math_style_sub (style), &under_box);
  qing_math_layout_limit_boxes (self, style, nucleus->first, nucleus, &over_box, &under_box, box);
}
