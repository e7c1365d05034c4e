/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-lexer.h"
#include "qing-math-node.h"

G_BEGIN_DECLS

#define QING_MATH_MAX_LENGTH 20000
#define QING_MATH_MAX_DEPTH  64

/* A parsed formula: the list, and the tag that goes beside it. */
typedef struct
{
  QingMathNode *list;
  QingMathNode *tag;
} QingMathTree;

gboolean qing_math_parse (const char *tex,
                          gsize length,
                          gboolean display,
                          QingMathArena *arena,
                          QingMathTree *tree,
                          GError **error);

void
qing_math_set_error (GError **error, QingMathError code, gsize position, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

G_END_DECLS
