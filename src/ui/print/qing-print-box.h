/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-run-attributes.h"

#include "qing-attachment.h"

G_BEGIN_DECLS

/* Everything here is measured in the units of the style: fractions of a point, so that rounding to
 * whole ones does not show on paper. */

/**
 * QingPrintBox: something that is drawn line by line: a text, a formula, a picture or the cells of a
 * table's row. Reference counted.
 */
typedef struct _QingPrintBox QingPrintBox;

typedef struct
{
  gsize size;
  void (*clear) (QingPrintBox *self);
  void (*draw) (QingPrintBox *self, guint line, cairo_t *cr, double x, double y);
} QingPrintBoxClass;

struct _QingPrintBox
{
  const QingPrintBoxClass *klass;
  int ref_count;
  QingStyle *style;
};

/**
 * QingPrintRow: what is not broken between two pages.
 *
 * @gap: above it, unless it is the first of a page
 * @keep: it stands on the page of the row after it
 */
typedef struct
{
  QingPrintBox *box;
  guint line;
  double x;
  double gap;
  double height;
  gboolean keep;
} QingPrintRow;

gpointer qing_print_box_new (const QingPrintBoxClass *klass, QingStyle *style);
QingPrintBox *qing_print_box_ref (QingPrintBox *self);
void qing_print_box_unref (QingPrintBox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingPrintBox, qing_print_box_unref)

GArray *qing_print_rows_new (void);
void qing_print_rows_add (GArray *rows, QingPrintBox *box, guint line, double x, double height);
void qing_print_row_draw (const QingPrintRow *row, cairo_t *cr, double x, double y);

/* A stretch of @source broken into lines. */
QingPrintBox *qing_print_text_new (QingStyle *style,
                                   QingTextKind kind,
                                   const QingRunText *source,
                                   guint start,
                                   guint end,
                                   double width,
                                   PangoAlignment alignment);
guint qing_print_text_get_n_lines (QingPrintBox *box);
double qing_print_text_get_line_height (QingPrintBox *box, guint line);
double qing_print_text_get_natural_width (QingPrintBox *box);
/* Adds its lines; none of the first two and of the last two stands alone on a page. */
void qing_print_text_add_rows (QingPrintBox *box, GArray *rows, double x);

/* A formula, made smaller where it is wider than @width or higher than @height. */
QingPrintBox *
qing_print_formula_new (QingStyle *style, QingMath *math, double width, double height);
double qing_print_formula_get_height (QingPrintBox *box);
void
qing_print_math_draw (QingMath *math, QingStyle *style, cairo_t *cr, double x, double baseline);

/* A picture that is drawn when its bytes are in memory; else a frame with its name. */
QingPrintBox *
qing_print_picture_new (QingStyle *style, QingAttachment *attachment, double width, double height);
double qing_print_picture_get_height (QingPrintBox *box);
/* (transfer none) (nullable): what has to be loaded before @box is drawn; NULL for other boxes. */
QingAttachment *qing_print_box_get_attachment (QingPrintBox *box);

/* The rows of a table from @first to @end. */
void qing_print_table_add_rows (GArray *rows,
                                QingStyle *style,
                                const QingLeaf *leaf,
                                guint first,
                                guint end,
                                double width);

/* A line across. */
QingPrintBox *qing_print_rule_new (QingStyle *style, double width);

G_END_DECLS
