/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pango.h>

#include "qing-math-font.h"

G_BEGIN_DECLS

/**
 * QingMathError:
 * @QING_MATH_ERROR_SYNTAX: the formula is not well formed
 * @QING_MATH_ERROR_UNKNOWN: a command, environment or colour is not known
 * @QING_MATH_ERROR_LIMIT: the formula is too long, too deep or too large
 *
 * Why a formula cannot be shown. The message is meant for the user; the place in the source is
 * qing_math_error_get_position().
 */
typedef enum
{
  QING_MATH_ERROR_SYNTAX,
  QING_MATH_ERROR_UNKNOWN,
  QING_MATH_ERROR_LIMIT,
} QingMathError;

#define QING_MATH_ERROR (qing_math_error_quark ())
GQuark qing_math_error_quark (void);
gsize qing_math_error_get_position (const GError *error);

/**
 * QingMathColor:
 *
 * Four floats between 0 and 1, laid out as in GdkRGBA.
 */
typedef struct
{
  float red;
  float green;
  float blue;
  float alpha;
} QingMathColor;

typedef enum
{
  QING_MATH_OP_GLYPHS,
  QING_MATH_OP_RULE,
  QING_MATH_OP_LINE,
} QingMathOpType;

/**
 * QingMathOp:
 * @type: what to draw
 * @has_color: whether @color replaces the colour of the surrounding text
 * @color: the colour, when @has_color
 * @font: (nullable): the font of @glyphs
 * @glyphs: (nullable): glyphs whose offsets are relative to (@x, @y), valid during the call only
 * @x: left edge of a rule, start of a line, or origin of the glyphs
 * @y: top edge of a rule, start of a line, or baseline of the glyphs
 * @width: width of a rule, or how far right the line ends
 * @height: height of a rule, or how far down the line ends
 * @thickness: stroke width of a line
 * @snap: a free-standing rule which looks best on whole device pixels, see qing_math_snap_rule();
 *   rules without it continue a glyph (the bar of a root) and must stay where they are
 *
 * One step of drawing. Coordinates are pixels relative to the left end of the formula's
 * baseline; y grows downwards.
 */
typedef struct
{
  QingMathOpType type;
  gboolean has_color;
  QingMathColor color;
  PangoFont *font;
  PangoGlyphString *glyphs;
  double x;
  double y;
  double width;
  double height;
  double thickness;
  gboolean snap;
} QingMathOp;

typedef void (*QingMathOpFunc) (const QingMathOp *op, gpointer user_data);

/**
 * QingMath:
 *
 * A laid out formula: immutable and reference counted.
 */
typedef struct _QingMath QingMath;

QingMath *qing_math_new (const char *tex,
                         gssize length,
                         gboolean display,
                         QingMathFont *font,
                         GError **error);
QingMath *qing_math_ref (QingMath *self);
void qing_math_unref (QingMath *self);
QingMath *qing_math_wrap (QingMath *self, double max_width);
GPtrArray *qing_math_list_pieces (QingMath *self);
void qing_math_get_size (QingMath *self, double *width, double *ascent, double *descent);
const char *qing_math_get_source (QingMath *self);
char *qing_math_dup_plain_text (QingMath *self);
void qing_math_foreach_op (QingMath *self, QingMathOpFunc func, gpointer user_data);
void qing_math_snap_rule (const QingMathOp *op,
                          double origin_x,
                          double origin_y,
                          double scale,
                          double *x,
                          double *y,
                          double *width,
                          double *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMath, qing_math_unref)

G_END_DECLS
