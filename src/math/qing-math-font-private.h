/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-face.h"
#include "qing-math-font.h"

G_BEGIN_DECLS

#define QING_MATH_N_LEVELS 3

/* A font at the sizes of text, scripts and scripts of scripts. */
struct _QingMathFont
{
  gatomicrefcount ref_count;
  QingMathFace *face;
  PangoContext *context; /* for what the face lacks */
  char *family;
  char *text_family; /* of the letters that go with it, or NULL */
  double size;
  double scales[QING_MATH_N_LEVELS]; /* from font units to pixels */
  PangoFont *fonts[QING_MATH_N_LEVELS];
};

PangoFont *qing_math_font_get_pango_font (QingMathFont *self, guint level);

/* qing-math-font-find.c */
QingMathFace *
qing_math_font_find (PangoContext *context, const char **family, const char **text_family);
PangoContext *qing_math_font_create_context (PangoContext *context);
PangoFont *qing_math_font_load (PangoContext *context, const char *family, double size);

G_END_DECLS
