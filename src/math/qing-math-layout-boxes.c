/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

/* Boxes that hide, cut, frame or strike what they hold. */

/* In ems of the text, as \fboxsep and \fboxrule. */
#define FRAME_GAP  0.3
#define FRAME_RULE 0.04

/* Of \cancel. */
#define STROKE        0.05
#define STROKE_BEYOND 0.08

void
qing_math_layout_shell (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double raise = qing_math_layout_dimension (self, style, &node->u.shell.raise);

  qing_math_layout_list (self, node->u.shell.child, style, QING_MATH_CLASS_NONE, box);
  if (raise != 0.0)
    {
      qing_math_layout_place (self, box, 0.0, -raise);
      box->ascent = MAX (box->ascent, 0.0);
      box->descent = MAX (box->descent, 0.0);
    }
  if ((node->flags & QING_MATH_FLAG_INVISIBLE) != 0)
    {
      qing_math_canvas_truncate (self->canvas, box->first);
      qing_math_layout_close (self, box);
    }
  if ((node->flags & QING_MATH_FLAG_NO_WIDTH) != 0)
    {
      qing_math_layout_move (self, box, -box->width * node->u.shell.align, 0.0);
      box->width = 0.0;
    }
  if ((node->flags & QING_MATH_FLAG_NO_ASCENT) != 0)
    box->ascent = 0.0;
  if ((node->flags & QING_MATH_FLAG_NO_DESCENT) != 0)
    box->descent = 0.0;
}

static void
draw_border (QingMathLayout *self, const QingMathBox *box, double thickness)
{
  double height = box->ascent + box->descent;
  QingMathCanvas *canvas = self->canvas;

  qing_math_canvas_add_rule (canvas, 0.0, -box->ascent, box->width, thickness, TRUE);
  qing_math_canvas_add_rule (canvas, 0.0, box->descent - thickness, box->width, thickness, TRUE);
  qing_math_canvas_add_rule (canvas, 0.0, -box->ascent, thickness, height, TRUE);
  qing_math_canvas_add_rule (canvas, box->width - thickness, -box->ascent, thickness, height, TRUE);
}

/* \boxed, \colorbox and \fcolorbox: the content with a margin around it. */
static void
layout_box (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double gap = FRAME_GAP * self->font->size;
  double thickness = FRAME_RULE * self->font->size;
  QingMathCanvas *canvas = self->canvas;
  guint color = canvas->color;
  guint background;
  QingMathBox child;

  if ((node->flags & QING_MATH_FLAG_BORDER) != 0)
    gap += thickness;
  qing_math_layout_open (self, box);
  background = canvas->items->len;
  if (node->u.frame.background != NULL)
    {
      canvas->color = qing_math_canvas_add_color (canvas, node->u.frame.background);
      qing_math_canvas_add_rule (canvas, 0.0, 0.0, 0.0, 0.0, FALSE);
      canvas->color = color;
    }

  qing_math_layout_list (self, node->u.frame.child, style, QING_MATH_CLASS_NONE, &child);
  qing_math_layout_move (self, &child, gap, 0.0);
  box->width = child.width + 2.0 * gap;
  box->ascent = child.ascent + gap;
  box->descent = child.descent + gap;

  if (node->u.frame.background != NULL && background < canvas->items->len)
    {
      QingMathItem *item = &g_array_index (canvas->items, QingMathItem, background);

      item->y = -box->ascent;
      item->width = box->width;
      item->height = box->ascent + box->descent;
    }
  if (node->u.frame.border != NULL)
    canvas->color = qing_math_canvas_add_color (canvas, node->u.frame.border);
  if ((node->flags & QING_MATH_FLAG_BORDER) != 0)
    draw_border (self, box, thickness);
  canvas->color = color;
  qing_math_layout_close (self, box);
}

/* \cancel and its kin: strokes through the content and a little beyond. */
static void
layout_strokes (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double thickness = STROKE * self->font->size;
  double beyond = STROKE_BEYOND * self->font->size;
  double height, top, bottom;

  qing_math_layout_list (self, node->u.frame.child, style, QING_MATH_CLASS_NONE, box);
  top = -box->ascent - beyond;
  bottom = box->descent + beyond;
  height = bottom - top;
  if ((node->flags & QING_MATH_FLAG_RISING) != 0)
    qing_math_canvas_add_line (self->canvas, 0.0, bottom, box->width, -height, thickness);
  if ((node->flags & QING_MATH_FLAG_FALLING) != 0)
    qing_math_canvas_add_line (self->canvas, 0.0, top, box->width, height, thickness);
  if ((node->flags & QING_MATH_FLAG_BAR) != 0)
    qing_math_canvas_add_rule (self->canvas, 0.0,
                               -qing_math_layout_axis (self, style) - thickness / 2.0, box->width,
                               thickness, TRUE);
  if ((node->flags & (QING_MATH_FLAG_RISING | QING_MATH_FLAG_FALLING)) != 0)
    {
      box->ascent = -top;
      box->descent = bottom;
    }
  qing_math_layout_close (self, box);
}

void
qing_math_layout_frame (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  const guint strokes = QING_MATH_FLAG_RISING | QING_MATH_FLAG_FALLING | QING_MATH_FLAG_BAR;

  if ((node->flags & strokes) != 0)
    layout_strokes (self, node, style, box);
  else
    layout_box (self, node, style, box);
}

void
qing_math_layout_rule (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double raise = qing_math_layout_dimension (self, style, &node->u.rule.raise);
  double width = qing_math_layout_dimension (self, style, &node->u.rule.width);
  double height = qing_math_layout_dimension (self, style, &node->u.rule.height);

  qing_math_layout_open (self, box);
  if (width > 0.0 && height > 0.0)
    qing_math_canvas_add_rule (self->canvas, 0.0, -raise - height, width, height, TRUE);
  box->width = MAX (width, 0.0);
  box->ascent = MAX (raise + height, 0.0);
  box->descent = MAX (-raise, 0.0);
  qing_math_layout_close (self, box);
}
