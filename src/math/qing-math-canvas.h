/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math.h"

G_BEGIN_DECLS

/* No formula draws more than this. */
#define QING_MATH_MAX_ITEMS 50000

typedef enum
{
  QING_MATH_ITEM_GLYPH,
  QING_MATH_ITEM_RULE,
  QING_MATH_ITEM_LINE,
} QingMathItemType;

typedef enum
{
  QING_MATH_ROUND_X = 1 << 0,
  QING_MATH_ROUND_Y = 1 << 1,
} QingMathRound;

/* Something to draw; y grows downwards. */
typedef struct
{
  guint8 type;
  guint8 snap;
  guint8 round;  /* of a glyph: the coordinates that become whole, see QingMathRound */
  guint16 font;  /* one of the levels of the font, or after them one of the canvas */
  guint16 color; /* 0 for the colour of the text, or one of the canvas from 1 on */
  guint32 glyph; /* of a rule: how many items back the glyph is that it continues, or 0 */
  gunichar ch;   /* what it stands for or is a part of, or 0 */
  float x;
  float y;
  float width;
  float height;
  float thickness;
} QingMathItem;

/* The list of what a formula draws. The items of a box follow each other, so that a box is moved
 * by moving a range of items. */
typedef struct
{
  GArray *items;
  GArray *colors;   /* QingMathColor */
  GPtrArray *fonts; /* PangoFont, for characters that the font for mathematics lacks */
  guint color;      /* of what is added next */
  gboolean is_full;
} QingMathCanvas;

void qing_math_canvas_init (QingMathCanvas *self);
void qing_math_canvas_clear (QingMathCanvas *self);
guint qing_math_canvas_add_color (QingMathCanvas *self, const QingMathColor *color);
guint qing_math_canvas_add_font (QingMathCanvas *self, PangoFont *font);
void qing_math_canvas_add_glyph (QingMathCanvas *self,
                                 guint font,
                                 guint32 glyph,
                                 gunichar ch,
                                 double x,
                                 double y);
void qing_math_canvas_add_rule (QingMathCanvas *self,
                                double x,
                                double y,
                                double width,
                                double height,
                                gboolean snap);
void qing_math_canvas_add_line (QingMathCanvas *self,
                                double x,
                                double y,
                                double width,
                                double height,
                                double thickness);
void qing_math_canvas_round_glyph (QingMathCanvas *self, gboolean x, gboolean y);
void qing_math_canvas_set_char (QingMathCanvas *self, gunichar ch);
void qing_math_canvas_anchor (QingMathCanvas *self, guint glyph);
void qing_math_canvas_finish (QingMathCanvas *self);
void qing_math_canvas_move (QingMathCanvas *self, guint first, guint end, double dx, double dy);
void qing_math_canvas_truncate (QingMathCanvas *self, guint first);

G_END_DECLS
