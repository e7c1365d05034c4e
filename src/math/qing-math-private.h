/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-canvas.h"
#include "qing-math.h"

G_BEGIN_DECLS

struct _QingMath
{
  gatomicrefcount ref_count;
  GRefString *source;
  QingMathFont *font;
  QingMathCanvas canvas;
  GArray *atoms; /* QingMathAtom: where the formula can be broken; or NULL */
  gboolean display;
  double width;
  double ascent;
  double descent;
};

G_END_DECLS
