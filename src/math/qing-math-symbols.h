/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-node.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  guint32 ch;
  guint8 klass;
  guint8 flags; /* QING_MATH_FLAG_LARGE */
  guint8 limits;
} QingMathSymbol;

const QingMathSymbol *qing_math_symbol_lookup (const char *name);
const QingMathSymbol *qing_math_symbol_list (guint *n_symbols);
QingMathSymbol qing_math_symbol_from_char (gunichar ch);
gunichar qing_math_symbol_negate (gunichar ch);
gboolean qing_math_symbol_is_delimiter (gunichar ch);

G_END_DECLS
