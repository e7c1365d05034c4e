/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * QingMathFont:
 *
 * A mathematical font (an OpenType font with a MATH table) at one size. Finding and loading the
 * font happens once for each font map; the sizes share it. Use from the main thread only.
 */
typedef struct _QingMathFont QingMathFont;

QingMathFont *qing_math_font_new (PangoContext *context, double size_px);
QingMathFont *qing_math_font_ref (QingMathFont *self);
void qing_math_font_unref (QingMathFont *self);
const char *qing_math_font_get_family (QingMathFont *self);
double qing_math_font_get_size (QingMathFont *self);
double qing_math_font_get_x_height (QingMathFont *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMathFont, qing_math_font_unref)

G_END_DECLS
