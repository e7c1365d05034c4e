/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-canvas.h"
#include "qing-math-font-private.h"
#include "qing-math-node.h"

G_BEGIN_DECLS

/* Turning nodes into boxes, after appendix G of the TeXbook with the measures of the MATH table.
 * Shared by the files qing-math-layout*.c. */

typedef struct
{
  QingMathFont *font;
  QingMathFace *face;
  QingMathCanvas *canvas;
  GArray *atoms; /* QingMathAtom: those of the next list are noted here; or NULL */
} QingMathLayout;

/* An atom of the outermost list, for breaking it into lines. */
typedef struct
{
  guint first; /* its first item */
  guint8 klass;
  guint8 depth; /* of the parentheses around it */
  float start;
  float end;
  float ascent;
  float descent;
} QingMathAtom;

/* A part of the formula whose items are drawn relative to the left end of its baseline. */
typedef struct
{
  double width; /* without the italic correction */
  double ascent;
  double descent;
  double italic;
  double accent; /* where an accent goes, when is_char */
  guint first;
  guint end;
  hb_codepoint_t glyph; /* of a box that is a single glyph, otherwise 0 */
  gboolean is_char;     /* scripts are placed as on a single character */
} QingMathBox;

/* qing-math-layout.c */
void qing_math_layout_list (QingMathLayout *self,
                            QingMathNode *list,
                            guint style,
                            QingMathClass before,
                            QingMathBox *box);
void
qing_math_layout_child (QingMathLayout *self, QingMathNode *list, guint style, QingMathBox *box);
void qing_math_layout_open (QingMathLayout *self, QingMathBox *box);
void qing_math_layout_close (QingMathLayout *self, QingMathBox *box);
void qing_math_layout_place (QingMathLayout *self, QingMathBox *box, double x, double y);
void qing_math_layout_move (QingMathLayout *self, const QingMathBox *box, double x, double y);
void qing_math_layout_enclose (QingMathBox *box, const QingMathBox *child, double y);

static inline guint
qing_math_style_level (guint style)
{
  return style < QING_MATH_STYLE_SCRIPT ? 0 : style < QING_MATH_STYLE_SCRIPT_SCRIPT ? 1 : 2;
}

static inline guint
qing_math_style_cramp (guint style)
{
  return style | 1;
}

static inline guint
qing_math_style_sup (guint style)
{
  return 2 * (style / 4) + 4 + (style & 1);
}

static inline guint
qing_math_style_sub (guint style)
{
  return 2 * (style / 4) + 5;
}

static inline gboolean
qing_math_style_is_display (guint style)
{
  return style < QING_MATH_STYLE_TEXT;
}

double qing_math_layout_em (QingMathLayout *self, guint style);
double
qing_math_layout_constant (QingMathLayout *self, guint style, hb_ot_math_constant_t constant);
double qing_math_layout_axis (QingMathLayout *self, guint style);
double
qing_math_layout_dimension (QingMathLayout *self, guint style, const QingMathDimension *dimension);

/* qing-math-layout-glyphs.c */
void qing_math_layout_glyph (QingMathLayout *self,
                             hb_codepoint_t glyph,
                             gunichar ch,
                             guint level,
                             QingMathBox *box);
void
qing_math_layout_symbol (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box);
void qing_math_layout_delimiter (QingMathLayout *self,
                                 gunichar ch,
                                 guint style,
                                 double target,
                                 QingMathBox *box);
double
qing_math_layout_fence_height (QingMathLayout *self, guint style, const QingMathBox *content);

/* qing-math-layout-stretch.c */
void qing_math_layout_stretch (QingMathLayout *self,
                               gunichar ch,
                               guint level,
                               gboolean is_vertical,
                               double target,
                               QingMathBox *box);

/* qing-math-layout-text.c */
void qing_math_layout_text (QingMathLayout *self,
                            const char *text,
                            gsize length,
                            QingMathVariant variant,
                            guint style,
                            QingMathBox *box);

/* qing-math-layout-scripts.c */
void qing_math_layout_scripts (QingMathLayout *self,
                               QingMathNode *node,
                               guint style,
                               const QingMathBox *nucleus,
                               QingMathBox *box);
void qing_math_layout_limits (QingMathLayout *self,
                              QingMathNode *over,
                              QingMathNode *under,
                              guint style,
                              const QingMathBox *nucleus,
                              QingMathBox *box);

void qing_math_layout_limit_boxes (QingMathLayout *self,
                                   guint style,
                                   guint first,
                                   const QingMathBox *nucleus,
                                   const QingMathBox *over,
                                   const QingMathBox *under,
                                   QingMathBox *box);

/* The other kinds of nodes: qing-math-layout-{fractions,accents,boxes,tables}.c */
#define QING_MATH_DECLARE_LAYOUT(name)                                                             \
  void name (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)

QING_MATH_DECLARE_LAYOUT (qing_math_layout_fraction);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_radical);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_fenced);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_big);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_accent);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_stretched);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_line);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_stack);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_arrow);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_negation);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_shell);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_frame);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_rule);
QING_MATH_DECLARE_LAYOUT (qing_math_layout_table);

void
qing_math_layout_tag (QingMathLayout *self, QingMathNode *tag, guint style, QingMathBox *formula);

G_END_DECLS
