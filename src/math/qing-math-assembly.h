/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-layout.h"

G_BEGIN_DECLS

#define QING_MATH_MAX_PARTS 16

/* A glyph that is put together from parts, in font units. */
typedef struct
{
  const hb_ot_math_glyph_part_t *parts;
  guint n_parts;
  guint repeats;
  double length;  /* with the least overlap */
  double overlap; /* of each joint */
  guint n_joints;
} QingMathAssembly;

/* qing-math-layout-bars.c */
gboolean qing_math_layout_bars (QingMathLayout *self,
                                const QingMathAssembly *assembly,
                                gunichar ch,
                                guint level,
                                gboolean is_vertical,
                                double target,
                                QingMathBox *box);

/* qing-math-layout-stretch.c */
void qing_math_layout_enclose_part (QingMathBox *box,
                                    const QingMathGlyph *metrics,
                                    double scale,
                                    gboolean is_vertical);

G_END_DECLS
