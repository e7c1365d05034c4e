/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

/* Matrices, cases, aligned formulas. All lengths here are in ems of the cells; they are those of
 * LaTeX at 10 points, except that rows of tall cells never touch. */

#define STRUT_ASCENT        0.84
#define STRUT_DESCENT       0.36
#define SMALL_STRUT_ASCENT  0.72
#define SMALL_STRUT_DESCENT 0.24
#define ROW_CLEARANCE       0.1
#define JOT                 0.3
#define RULE                0.04
#define DOUBLE_RULE_GAP     0.2
#define TAG_GAP             2.0
#define MULTLINE_SHIFT      2.0
#define DASH                0.4

typedef struct
{
  QingMathLayout *layout;
  const QingMathTable *table;
  guint style; /* of the cells */
  double em;
  double jot;
  QingMathBox *cells; /* of all rows, one after the other */
  double *columns;    /* the width of each */
  double *lefts;      /* where each begins */
  double *baselines;  /* of each row, from the top of the table */
  double width;
  double height;
} Table;

static gboolean
has_jot (const QingMathTable *table)
{
  return table->columns == QING_MATH_COLUMNS_ALIGN ||
         table->columns == QING_MATH_COLUMNS_ALIGN_AT ||
         table->columns == QING_MATH_COLUMNS_GATHER || table->columns == QING_MATH_COLUMNS_MULTLINE;
}

static gboolean
is_small (const QingMathTable *table)
{
  return table->columns == QING_MATH_COLUMNS_SMALL || table->columns == QING_MATH_COLUMNS_SUBSTACK;
}

static guint
cell_style (const QingMathNode *node, guint style)
{
  if (node->u.table->columns == QING_MATH_COLUMNS_SMALL)
    return MAX (style, (guint) QING_MATH_STYLE_SCRIPT);
  if (node->style == QING_MATH_STYLE_INHERIT || style >= QING_MATH_STYLE_SCRIPT)
    return style;
  return node->style;
}

/* Alignment of a cell: l, c or r. */
static char
cell_align (const QingMathTable *table, guint row, guint column)
{
  if (table->columns == QING_MATH_COLUMNS_MULTLINE && table->n_rows > 1)
    return row == 0 ? 'l' : row + 1 == table->n_rows ? 'r' : 'c';
  if (table->columns == QING_MATH_COLUMNS_ALIGN ||
      (table->columns == QING_MATH_COLUMNS_ALIGN_AT && table->n_align == 2))
    return table->align[column % 2];
  return table->align[MIN (column, table->n_align - 1)];
}

static guint
edge_of (const QingMathTable *table, guint column)
{
  return table->edges != NULL && column <= table->n_align ? table->edges[column] : 0;
}

/* Room between @column and the one before it. */
static double
column_gap (const QingMathTable *table, guint column)
{
  if ((edge_of (table, column) & QING_MATH_COLUMN_TIGHT) != 0)
    return 0.0;
  switch (table->columns)
    {
    case QING_MATH_COLUMNS_ALIGN:
      return column % 2 == 1 ? 0.0 : 2.0;
    case QING_MATH_COLUMNS_ALIGN_AT:
      return table->n_align == 3 ? 5.0 / 18.0 : 0.0;
    case QING_MATH_COLUMNS_SMALL:
      return 0.4;
    case QING_MATH_COLUMNS_SUBSTACK:
      return 0.0;
    default:
      return 1.0;
    }
}

/* Room before the first column or after the last one, at @edge. */
static double
outer_gap (const QingMathTable *table, guint edge)
{
  gboolean is_tight = (edge_of (table, edge) & QING_MATH_COLUMN_TIGHT) != 0;

  return table->columns == QING_MATH_COLUMNS_ARRAY && !is_tight ? 0.5 : 0.0;
}

static guint
lines_before (const QingMathTable *table, guint column)
{
  return edge_of (table, column) & QING_MATH_COLUMN_LINES;
}

static double
lines_width (const QingMathTable *table, guint column)
{
  guint n = lines_before (table, column);

  return n == 0 ? 0.0 : n * RULE + (n - 1) * DOUBLE_RULE_GAP;
}

static void
layout_cells (Table *self)
{
  const QingMathTable *table = self->table;
  QingMathBox *cell = self->cells;

  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->rows[r].n_cells; c++, cell++)
      {
        /* A relation right after "&" keeps its distance, as if something stood before it. */
        gboolean follows = c % 2 == 1 && has_jot (table) && table->n_align == 2;

        qing_math_layout_list (self->layout, table->rows[r].cells[c], self->style,
                               follows ? QING_MATH_CLASS_ORD : QING_MATH_CLASS_NONE, cell);
        self->columns[c] = MAX (self->columns[c], cell->width);
      }
}

static void
compute_columns (Table *self)
{
  const QingMathTable *table = self->table;
  double x = outer_gap (table, 0) * self->em;

  for (guint c = 0; c < table->n_columns; c++)
    {
      x += ((c > 0 ? column_gap (table, c) : 0.0) + lines_width (table, c)) * self->em;
      self->lefts[c] = x;
      x += self->columns[c];
    }
  x += (outer_gap (table, table->n_columns) + lines_width (table, table->n_columns)) * self->em;
  if (table->columns == QING_MATH_COLUMNS_MULTLINE && table->n_rows > 1)
    {
      x += MULTLINE_SHIFT * self->em;
      self->columns[0] += MULTLINE_SHIFT * self->em;
    }
  self->width = x;
}

static double
lines_height (guint n, double em)
{
  return n == 0 ? 0.0 : (n * RULE + (n - 1) * DOUBLE_RULE_GAP) * em;
}

static void
compute_rows (Table *self)
{
  const QingMathTable *table = self->table;
  const QingMathBox *cell = self->cells;
  double stretch = table->stretch * self->em;
  double strut_ascent = (is_small (table) ? SMALL_STRUT_ASCENT : STRUT_ASCENT) * stretch;
  double strut_descent = (is_small (table) ? SMALL_STRUT_DESCENT : STRUT_DESCENT) * stretch;
  double clearance = ROW_CLEARANCE * self->em;
  double y = 0.0;

  for (guint r = 0; r < table->n_rows; r++)
    {
      const QingMathRow *row = &table->rows[r];
      double ascent = strut_ascent, descent = strut_descent;

      for (guint c = 0; c < row->n_cells; c++, cell++)
        {
          ascent = MAX (ascent, cell->ascent + clearance);
          descent = MAX (descent, cell->descent + clearance);
        }
      y += lines_height (row->lines_above + row->dashed_above, self->em);
      self->baselines[r] = y + ascent;
      y += ascent + descent;
      if (r + 1 < table->n_rows)
        y += self->jot + qing_math_layout_dimension (self->layout, self->style, &row->gap);
    }
  y += lines_height (table->lines_below + table->dashed_below, self->em);
  self->height = y;
}

static void
place_cells (Table *self)
{
  const QingMathTable *table = self->table;
  const QingMathBox *cell = self->cells;

  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->rows[r].n_cells; c++, cell++)
      {
        char align = cell_align (table, r, c);
        double room = self->columns[c] - cell->width;
        double x = self->lefts[c] + (align == 'l' ? 0.0 : align == 'r' ? room : room / 2.0);

        qing_math_layout_move (self->layout, cell, x, self->baselines[r]);
      }
}

static void
draw_dashes (Table *self, double y)
{
  double dash = DASH * self->em;

  for (double x = 0.0; x < self->width && !self->layout->canvas->is_full; x += 2.0 * dash)
    qing_math_canvas_add_rule (self->layout->canvas, x, y, MIN (dash, self->width - x),
                               RULE * self->em, TRUE);
}

static void
draw_lines_at (Table *self, guint solid, guint dashed, double y)
{
  double step = (RULE + DOUBLE_RULE_GAP) * self->em;

  for (guint i = 0; i < solid; i++, y += step)
    qing_math_canvas_add_rule (self->layout->canvas, 0.0, y, self->width, RULE * self->em, TRUE);
  for (guint i = 0; i < dashed; i++, y += step)
    draw_dashes (self, y);
}

/* The top of a row, where the lines above it end. */
static double
row_top (Table *self, guint row, const QingMathBox *cells)
{
  const QingMathTable *table = self->table;
  double ascent =
    (is_small (table) ? SMALL_STRUT_ASCENT : STRUT_ASCENT) * table->stretch * self->em;

  for (guint c = 0; c < table->rows[row].n_cells; c++)
    ascent = MAX (ascent, cells[c].ascent + ROW_CLEARANCE * self->em);
  return self->baselines[row] - ascent;
}

static void
draw_horizontal_lines (Table *self)
{
  const QingMathTable *table = self->table;
  const QingMathBox *cell = self->cells;

  for (guint r = 0; r < table->n_rows; cell += table->rows[r].n_cells, r++)
    {
      const QingMathRow *row = &table->rows[r];
      guint n = row->lines_above + row->dashed_above;

      if (n > 0)
        draw_lines_at (self, row->lines_above, row->dashed_above,
                       row_top (self, r, cell) - lines_height (n, self->em));
    }
  draw_lines_at (self, table->lines_below, table->dashed_below,
                 self->height - lines_height (table->lines_below + table->dashed_below, self->em));
}

static void
draw_vertical_lines (Table *self)
{
  const QingMathTable *table = self->table;

  for (guint c = 0; c <= MIN (table->n_align, table->n_columns); c++)
    {
      guint n = lines_before (table, c);
      double x;

      if (n == 0)
        continue;
      if (c == 0)
        x = 0.0;
      else if (c == table->n_columns)
        x = self->width - lines_width (table, c) * self->em;
      else
        x = self->lefts[c] - (column_gap (table, c) / 2.0 + lines_width (table, c)) * self->em;
      for (guint i = 0; i < n; i++, x += (RULE + DOUBLE_RULE_GAP) * self->em)
        qing_math_canvas_add_rule (self->layout->canvas, x, 0.0, RULE * self->em, self->height,
                                   TRUE);
    }
}

/* Sets the tags of rows in a column of their own at the right. */
static void
place_tags (Table *self)
{
  const QingMathTable *table = self->table;
  double x = self->width + TAG_GAP * self->em;
  double width = 0.0;

  for (guint r = 0; r < table->n_rows; r++)
    {
      QingMathBox tag;

      if (table->rows[r].tag == NULL)
        continue;
      qing_math_layout_list (self->layout, table->rows[r].tag, QING_MATH_STYLE_TEXT,
                             QING_MATH_CLASS_NONE, &tag);
      qing_math_layout_move (self->layout, &tag, x, self->baselines[r]);
      width = MAX (width, tag.width);
    }
  if (width > 0.0)
    self->width = x + width;
}

void
qing_math_layout_table (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  const QingMathTable *table = node->u.table;
  Table state = { .layout = self, .table = table, .style = cell_style (node, style) };
  g_autofree double *numbers = g_new0 (double, 2 * table->n_columns + table->n_rows + 1);
  g_autofree QingMathBox *cells = NULL;
  guint n_cells = 0;

  for (guint r = 0; r < table->n_rows; r++)
    n_cells += table->rows[r].n_cells;
  state.cells = cells = g_new (QingMathBox, n_cells + 1);
  state.em = qing_math_layout_em (self, state.style);
  state.jot = has_jot (table) ? JOT * state.em : 0.0;
  state.columns = numbers;
  state.lefts = numbers + table->n_columns;
  state.baselines = state.lefts + table->n_columns;

  qing_math_layout_open (self, box);
  layout_cells (&state);
  compute_columns (&state);
  compute_rows (&state);
  place_cells (&state);
  draw_horizontal_lines (&state);
  draw_vertical_lines (&state);
  place_tags (&state);
  qing_math_layout_close (self, box);

  box->width = state.width;
  box->descent = state.height;
  qing_math_layout_place (self, box, 0.0,
                          -state.height / 2.0 - qing_math_layout_axis (self, style));
}

/* Sets the tag of the whole formula at its right. */
void
qing_math_layout_tag (QingMathLayout *self, QingMathNode *tag, guint style, QingMathBox *formula)
{
  QingMathBox box;
  double x = formula->width + TAG_GAP * self->font->size;

  qing_math_layout_list (self, tag, QING_MATH_STYLE_TEXT, QING_MATH_CLASS_NONE, &box);
  qing_math_layout_move (self, &box, x, 0.0);
  qing_math_layout_enclose (formula, &box, 0.0);
  formula->width = x + box.width;
  qing_math_layout_close (self, formula);
}
