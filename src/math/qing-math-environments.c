/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-environments.h"

#include <stdlib.h>
#include <string.h>

#define PLAIN(columns) QING_MATH_ENVIRONMENT_PLAIN, QING_MATH_COLUMNS_##columns
#define TABLE(columns) QING_MATH_ENVIRONMENT_TABLE, QING_MATH_COLUMNS_##columns
#define ARRAY(columns) QING_MATH_ENVIRONMENT_ARRAY, QING_MATH_COLUMNS_##columns
#define COUNT(columns) QING_MATH_ENVIRONMENT_COUNT, QING_MATH_COLUMNS_##columns

/* clang-format off */
/* Sorted in the order of strcmp(). */
static const QingMathEnvironment environments[] = {
  { "Bmatrix",      TABLE (MATRIX),   '{', '}', "c", FALSE },
  { "Bmatrix*",     TABLE (MATRIX),   '{', '}', "c", FALSE },
  { "Vmatrix",      TABLE (MATRIX),   0x2016, 0x2016, "c", FALSE },
  { "Vmatrix*",     TABLE (MATRIX),   0x2016, 0x2016, "c", FALSE },
  { "align",        TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "align*",       TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "alignat",      COUNT (ALIGN_AT), 0, 0, "rl", TRUE },
  { "alignat*",     COUNT (ALIGN_AT), 0, 0, "rl", TRUE },
  { "aligned",      TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "alignedat",    COUNT (ALIGN_AT), 0, 0, "rl", TRUE },
  { "array",        ARRAY (ARRAY),    0, 0, "c", FALSE },
  { "bmatrix",      TABLE (MATRIX),   '[', ']', "c", FALSE },
  { "bmatrix*",     TABLE (MATRIX),   '[', ']', "c", FALSE },
  { "cases",        TABLE (CASES),    '{', 0, "l", FALSE },
  { "darray",       ARRAY (ARRAY),    0, 0, "c", TRUE },
  { "dcases",       TABLE (CASES),    '{', 0, "l", TRUE },
  { "displaymath",  PLAIN (GATHER),   0, 0, "c", TRUE },
  { "drcases",      TABLE (CASES),    0, '}', "l", TRUE },
  { "eqnarray",     TABLE (ALIGN_AT), 0, 0, "rcl", TRUE },
  { "eqnarray*",    TABLE (ALIGN_AT), 0, 0, "rcl", TRUE },
  { "equation",     PLAIN (GATHER),   0, 0, "c", TRUE },
  { "equation*",    PLAIN (GATHER),   0, 0, "c", TRUE },
  { "flalign",      TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "flalign*",     TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "gather",       TABLE (GATHER),   0, 0, "c", TRUE },
  { "gather*",      TABLE (GATHER),   0, 0, "c", TRUE },
  { "gathered",     TABLE (GATHER),   0, 0, "c", TRUE },
  { "math",         PLAIN (GATHER),   0, 0, "c", FALSE },
  { "matrix",       TABLE (MATRIX),   0, 0, "c", FALSE },
  { "matrix*",      TABLE (MATRIX),   0, 0, "c", FALSE },
  { "multline",     TABLE (MULTLINE), 0, 0, "c", TRUE },
  { "multline*",    TABLE (MULTLINE), 0, 0, "c", TRUE },
  { "pmatrix",      TABLE (MATRIX),   '(', ')', "c", FALSE },
  { "pmatrix*",     TABLE (MATRIX),   '(', ')', "c", FALSE },
  { "rcases",       TABLE (CASES),    0, '}', "l", FALSE },
  { "smallmatrix",  TABLE (SMALL),    0, 0, "c", FALSE },
  { "split",        TABLE (ALIGN),    0, 0, "rl", TRUE },
  { "subarray",     ARRAY (SUBSTACK), 0, 0, "c", FALSE },
  { "vmatrix",      TABLE (MATRIX),   '|', '|', "c", FALSE },
  { "vmatrix*",     TABLE (MATRIX),   '|', '|', "c", FALSE },
};
/* clang-format on */

static int
compare_environment (const void *key, const void *entry)
{
  return strcmp (key, ((const QingMathEnvironment *) entry)->name);
}

/* Returns: (nullable): what stands between \begin{name} and \end{name} */
const QingMathEnvironment *
qing_math_environment_lookup (const char *name)
{
  return bsearch (name, environments, G_N_ELEMENTS (environments), sizeof environments[0],
                  compare_environment);
}

const QingMathEnvironment *
qing_math_environment_list (guint *n_environments)
{
  *n_environments = G_N_ELEMENTS (environments);
  return environments;
}
