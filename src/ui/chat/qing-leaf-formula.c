/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-formula.h"

#include "qing-math.h"

#include <glib/gi18n.h>

/* A formula is one thing, so the place right behind it belongs to it as well. */
static gboolean
find_in_runs (const char *text,
              const QingRun *runs,
              guint n_runs,
              guint byte,
              QingLeafFormula *formula)
{
  for (guint i = 0; i < n_runs && runs[i].start <= byte; i++)
    if (runs[i].flags & QING_RUN_MATH && byte <= runs[i].end)
      {
        *formula = (QingLeafFormula){ text + runs[i].start, runs[i].end - runs[i].start,
                                      (runs[i].flags & QING_RUN_MATH_DISPLAY) != 0 };
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_in_table (const QingLeaf *leaf, guint byte, QingLeafFormula *formula)
{
  guint offset = 0;

  for (guint row = 0; row < leaf->n_rows; row++)
    for (guint column = 0; column < leaf->n_columns; column++)
      {
        const QingCell *cell = qing_leaf_get_cell (leaf, row, column);

        if (byte <= offset + cell->length)
          return find_in_runs (cell->text, cell->runs, cell->n_runs, byte - offset, formula);
        offset += cell->length + 1;
      }
  return FALSE;
}

/* Finds the formula at @byte, whether it can be set or not. */
gboolean
qing_leaf_find_formula (const QingLeaf *leaf, guint byte, QingLeafFormula *formula)
{
  if (leaf->kind == QING_LEAF_TABLE)
    return find_in_table (leaf, byte, formula);
  if (leaf->kind != QING_LEAF_MATH)
    return find_in_runs (leaf->text, leaf->runs, leaf->n_runs, byte, formula);
  *formula = (QingLeafFormula){ leaf->text, leaf->length, TRUE };
  return TRUE;
}

/* Returns: (transfer full) (nullable): why the formula is shown by its source, or %NULL when it is
 * not. */
char *
qing_leaf_formula_dup_fault (const QingLeafFormula *formula, QingStyle *style)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingMath) math = NULL;
  QingMathFont *font = qing_style_get_math_font (style, QING_TEXT_BODY);

  if (font == NULL)
    return g_strdup (_ ("No font for mathematics is installed"));
  math = qing_math_new (formula->tex, formula->length, formula->display, font, &error);
  return math == NULL ? g_strdup (error->message) : NULL;
}
