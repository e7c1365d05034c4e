/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-layout.h"

G_BEGIN_DECLS

/* What a formula draws, as things with a place: characters (with all their parts) and rules. */
typedef struct
{
  gunichar ch; /* 0 for a rule */
  guint level;
  double left; /* of the ink */
  double right;
  double top;
  double bottom;
  double origin; /* where the character begins */
  double end;    /* where the next one may begin */
  double baseline;
} MathThing;

typedef struct
{
  GArray *things;
  MathThing all;
  double axis;
  double size;
} MathScene;

void math_scene_init (MathScene *self, QingMathFont *font, const char *formula, gboolean display);
void math_scene_clear (MathScene *self);
gboolean math_scene_find (MathScene *self, const char *name, MathThing *thing);
char *math_scene_describe (MathScene *self);

G_END_DECLS
