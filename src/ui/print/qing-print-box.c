/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-box.h"

gpointer
qing_print_box_new (const QingPrintBoxClass *klass, QingStyle *style)
{
  QingPrintBox *self = g_malloc0 (klass->size);

  self->klass = klass;
  self->ref_count = 1;
  self->style = qing_style_ref (style);
  return self;
}

QingPrintBox *
qing_print_box_ref (QingPrintBox *self)
{
  self->ref_count++;
  return self;
}

void
qing_print_box_unref (QingPrintBox *self)
{
  if (--self->ref_count > 0)
    return;
  if (self->klass->clear != NULL)
    self->klass->clear (self);
  qing_style_unref (self->style);
  g_free (self);
}

static void
clear_row (gpointer data)
{
  QingPrintRow *row = data;

  g_clear_pointer (&row->box, qing_print_box_unref);
}

GArray *
qing_print_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (QingPrintRow));

  g_array_set_clear_func (rows, clear_row);
  return rows;
}

void
qing_print_rows_add (GArray *rows, QingPrintBox *box, guint line, double x, double height)
{
  QingPrintRow row = { qing_print_box_ref (box), line, x, 0, height, FALSE };

  g_array_append_val (rows, row);
}

void
qing_print_row_draw (const QingPrintRow *row, cairo_t *cr, double x, double y)
{
  cairo_save (cr);
  row->box->klass->draw (row->box, row->line, cr, x + row->x, y);
  cairo_restore (cr);
}

typedef struct
{
  QingPrintBox parent;
  double width;
} Rule;

static void
rule_draw (QingPrintBox *box, guint line, cairo_t *cr, double x, double y)
{
  gdk_cairo_set_source_rgba (cr, &box->style->border);
  cairo_rectangle (cr, x, y + box->style->gap, ((Rule *) box)->width, box->style->font_px / 12);
  cairo_fill (cr);
}

QingPrintBox *
qing_print_rule_new (QingStyle *style, double width)
{
  static const QingPrintBoxClass klass = { sizeof (Rule), NULL, rule_draw };
  Rule *self = qing_print_box_new (&klass, style);

  self->width = width;
  return (QingPrintBox *) self;
}
