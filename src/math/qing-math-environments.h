/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-node.h"

G_BEGIN_DECLS

typedef enum
{
  QING_MATH_ENVIRONMENT_PLAIN, /* one list, or rows when it has some */
  QING_MATH_ENVIRONMENT_TABLE,
  QING_MATH_ENVIRONMENT_ARRAY, /* has a column specification */
  QING_MATH_ENVIRONMENT_COUNT, /* has the number of columns, as alignat */
} QingMathEnvironmentKind;

typedef struct
{
  const char *name;
  QingMathEnvironmentKind kind;
  QingMathColumns columns;
  gunichar left;
  gunichar right;
  const char *align;
  gboolean is_display;
} QingMathEnvironment;

const QingMathEnvironment *qing_math_environment_lookup (const char *name);
const QingMathEnvironment *qing_math_environment_list (guint *n_environments);

G_END_DECLS
