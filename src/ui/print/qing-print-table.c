/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-box.h"
#include "qing-table-columns.h"

#include <math.h>

/* As in the window. */
#define MAX_COLUMNS    60
#define MAX_CELL_BYTES 4000
#define MEASURED_ROWS  200

/* One row of a table: its lines are those of the longest cell. */
typedef struct
{
  QingPrintBox parent;
  guint n_columns;
  QingPrintBox **cells;
  double *lefts; /* of the columns, with one more for the right edge */
  double pad;
  double scale;
  gboolean is_head;
  gboolean is_first;
  GArray *heights; /* of double, one for each line */
} TableRow;

static void
row_clear (QingPrintBox *box)
{
  TableRow *self = (TableRow *) box;

  for (guint i = 0; i < self->n_columns; i++)
    qing_print_box_unref (self->cells[i]);
  g_free (self->cells);
  g_free (self->lefts);
  g_array_unref (self->heights);
}

static void
draw_frame (TableRow *self, guint line, cairo_t *cr, double height)
{
  QingStyle *style = self->parent.style;
  double width = self->lefts[self->n_columns];
  gboolean is_last = line + 1 == self->heights->len;

  if (self->is_head)
    {
      gdk_cairo_set_source_rgba (cr, &style->header);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_fill (cr);
    }
  gdk_cairo_set_source_rgba (cr, &style->border);
  cairo_set_line_width (cr, style->font_px / 16);
  for (guint i = 0; i <= self->n_columns; i++)
    {
      cairo_move_to (cr, self->lefts[i], 0);
      cairo_line_to (cr, self->lefts[i], height);
    }
  if (line == 0)
    {
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, width, 0);
    }
  if (is_last)
    {
      cairo_move_to (cr, 0, height);
      cairo_line_to (cr, width, height);
    }
  cairo_stroke (cr);
}

static void
row_draw (QingPrintBox *box, guint line, cairo_t *cr, double x, double y)
{
  TableRow *self = (TableRow *) box;

  cairo_translate (cr, x, y);
  cairo_scale (cr, self->scale, self->scale);
  draw_frame (self, line, cr, g_array_index (self->heights, double, line));
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (line >= qing_print_text_get_n_lines (self->cells[i]))
        continue;
      cairo_save (cr);
      self->cells[i]->klass->draw (self->cells[i], line, cr, self->lefts[i] + self->pad,
                                   line == 0 ? self->pad / 2 : 0);
      cairo_restore (cr);
    }
}

static QingPrintBox *
make_cell (QingStyle *style, const QingLeaf *leaf, guint row, guint column, double width)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_LEFT,
                                               PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  const QingCell *cell = qing_leaf_get_cell (leaf, row, column);
  QingRunText source = { cell->text, cell->runs, cell->n_runs };
  guint end = cell->length;

  if (end > MAX_CELL_BYTES)
    for (end = MAX_CELL_BYTES; ((guchar) cell->text[end] & 0xc0) == 0x80;)
      end--;
  return qing_print_text_new (style, row == 0 ? QING_TEXT_CELL_HEADER : QING_TEXT_CELL, &source, 0,
                              end, width, alignments[leaf->alignments[column]]);
}

static void
measure (QingStyle *style, const QingLeaf *leaf, guint n_columns, int *natural)
{
  for (guint row = 0; row < MIN (leaf->n_rows, MEASURED_ROWS); row++)
    for (guint i = 0; i < n_columns; i++)
      {
        g_autoptr (QingPrintBox) cell = make_cell (style, leaf, row, i, -1);

        natural[i] = MAX (natural[i], (int) ceil (qing_print_text_get_natural_width (cell)));
      }
}

/* Where the columns begin. A table that does not fit with the smallest of columns is made smaller.
 * Returns: how much. */
static double
place_columns (QingStyle *style, const QingLeaf *leaf, guint n_columns, double width, double *lefts)
{
  g_autofree int *natural = g_new0 (int, n_columns);
  g_autofree int *widths = g_new0 (int, n_columns);
  double pad = style->font_px * 0.5;
  double em = style->font_px;

  measure (style, leaf, n_columns, natural);
  qing_table_columns_divide (natural, n_columns, (int) MAX (0, width - 2 * pad * n_columns),
                             (int) (em * 22), (int) (em * 6), widths);
  lefts[0] = 0;
  for (guint i = 0; i < n_columns; i++)
    lefts[i + 1] = lefts[i] + widths[i] + 2 * pad;
  return MIN (1, width / MAX (lefts[n_columns], 1));
}

static TableRow *
make_row (QingStyle *style, const QingLeaf *leaf, guint row, guint n_columns, const double *lefts)
{
  static const QingPrintBoxClass klass = { sizeof (TableRow), row_clear, row_draw };
  TableRow *self = qing_print_box_new (&klass, style);
  guint n_lines = 1;

  self->n_columns = n_columns;
  self->lefts = g_memdup2 (lefts, (n_columns + 1) * sizeof *lefts);
  self->cells = g_new0 (QingPrintBox *, n_columns);
  self->pad = style->font_px * 0.5;
  self->is_head = row == 0;
  for (guint i = 0; i < n_columns; i++)
    {
      self->cells[i] =
        make_cell (style, leaf, row, i, MAX (1, lefts[i + 1] - lefts[i] - 2 * self->pad));
      n_lines = MAX (n_lines, qing_print_text_get_n_lines (self->cells[i]));
    }
  self->heights = g_array_new (FALSE, TRUE, sizeof (double));
  g_array_set_size (self->heights, n_lines);
  for (guint line = 0; line < n_lines; line++)
    {
      double *height = &g_array_index (self->heights, double, line);

      for (guint i = 0; i < n_columns; i++)
        if (line < qing_print_text_get_n_lines (self->cells[i]))
          *height = MAX (*height, qing_print_text_get_line_height (self->cells[i], line));
      *height += (line == 0 ? self->pad / 2 : 0) + (line + 1 == n_lines ? self->pad / 2 : 0);
    }
  return self;
}

void
qing_print_table_add_rows (GArray *rows,
                           QingStyle *style,
                           const QingLeaf *leaf,
                           guint first,
                           guint end,
                           double width)
{
  guint n_columns = MIN (leaf->n_columns, MAX_COLUMNS);
  g_autofree double *lefts = g_new0 (double, n_columns + 1);
  double scale = place_columns (style, leaf, n_columns, width, lefts);

  for (guint row = first; row < end; row++)
    {
      TableRow *box = make_row (style, leaf, row, n_columns, lefts);
      g_autoptr (QingPrintBox) owned = (QingPrintBox *) box;

      box->scale = scale;
      for (guint line = 0; line < box->heights->len; line++)
        {
          qing_print_rows_add (rows, owned, line, 0,
                               g_array_index (box->heights, double, line) * scale);
          /* A row stays whole, and the head stays with what is below it. */
          g_array_index (rows, QingPrintRow, rows->len - 1).keep =
            line + 1 < box->heights->len || (row == 0 && leaf->n_rows > 1);
        }
    }
}
