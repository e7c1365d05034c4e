/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include "qing-height-index.h"
#include "qing-side-scroller.h"
#include "qing-table-button.h"
#include "qing-table-columns.h"

#include <math.h>

/* More columns than this are not drawn; the text of all of them can be copied. */
#define MAX_COLUMNS 60
/* The columns' widths are measured from these rows and estimated from the others. */
#define MEASURED_ROWS 24
#define KEEP_ROWS     60

#define BUTTON_DISTANCE 4

typedef struct
{
  guint start;          /* in terms of qing_leaf_get_text_length() */
  QingTextUnit **cells; /* NULL while the row is not needed */
} Row;

typedef struct
{
  QingLeafView parent;
  guint n_columns;
  GArray *rows; /* of Row */
  QingHeightIndex *heights;
  int natural[MAX_COLUMNS];
  int widths[MAX_COLUMNS];
  int table_width;
  int laid_out_width; /* that the widths were made for */
  QingSideScroller scroller;
  GtkWidget *button; /* on the right */
  int button_width;
  int button_height;
} Table;

static Row *
get_row (Table *self, guint row)
{
  return &g_array_index (self->rows, Row, row);
}

static int
get_pad_x (Table *self)
{
  return qing_style_scale (self->parent.style, 12);
}

static int
get_pad_y (Table *self)
{
  return qing_style_scale (self->parent.style, 7);
}

/* Returns: how much of the width the table can have. */
static int
get_room (Table *self)
{
  return MAX (self->parent.width - self->button_width - BUTTON_DISTANCE, 20);
}

static QingTextKind
get_kind (guint row)
{
  return row == 0 ? QING_TEXT_CELL_HEADER : QING_TEXT_CELL;
}

static QingTextUnit *
make_cell (Table *self, guint row, guint column)
{
  const QingCell *cell = qing_leaf_get_cell (self->parent.leaf, row, column);
  QingRunText source = { cell->text, cell->runs, cell->n_runs };
  QingTextUnit *unit;

  unit =
    qing_text_unit_new (self->parent.style, get_kind (row), &source, 0, MIN (cell->length, 4000));
  switch (self->parent.leaf->alignments[column])
    {
    case QING_ALIGNMENT_CENTER:
      qing_text_unit_set_alignment (unit, PANGO_ALIGN_CENTER);
      break;
    case QING_ALIGNMENT_RIGHT:
      qing_text_unit_set_alignment (unit, PANGO_ALIGN_RIGHT);
      break;
    case QING_ALIGNMENT_NONE:
    case QING_ALIGNMENT_LEFT:
    default:
      break;
    }
  return unit;
}

static void
drop_row (Table *self, guint row)
{
  Row *entry = get_row (self, row);

  for (guint i = 0; entry->cells != NULL && i < self->n_columns; i++)
    qing_text_unit_free (entry->cells[i]);
  g_clear_pointer (&entry->cells, g_free);
}

static void
make_cells (Table *self, guint row)
{
  Row *entry = get_row (self, row);

  entry->cells = g_new0 (QingTextUnit *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    entry->cells[i] = make_cell (self, row, i);
}

static void
lay_out_row (Table *self, guint row)
{
  Row *entry = get_row (self, row);
  int height = self->parent.style->line_heights[QING_TEXT_CELL];

  if (entry->cells == NULL)
    make_cells (self, row);
  for (guint i = 0; i < self->n_columns; i++)
    {
      qing_text_unit_set_width (entry->cells[i], self->widths[i]);
      height = MAX (height, qing_text_unit_get_height (entry->cells[i]));
    }
  qing_height_index_set (self->heights, row, height + 2 * get_pad_y (self) + 1);
}

static int
estimate_width (Table *self, const QingCell *cell)
{
  guint cells = 0;

  for (guint i = 0; i < MIN (cell->length, 300); i++)
    cells += ((guchar) cell->text[i] & 0xc0) == 0x80 ? 0 : (guchar) cell->text[i] >= 0xe0 ? 2 : 1;
  return (int) (cells * self->parent.style->font_px * 0.52);
}

static void
measure_row (Table *self, guint row)
{
  if (row < MEASURED_ROWS && get_row (self, row)->cells == NULL)
    make_cells (self, row);
  for (guint i = 0; i < self->n_columns; i++)
    {
      int width;

      if (row < MEASURED_ROWS)
        {
          qing_text_unit_set_width (get_row (self, row)->cells[i], -1);
          width = qing_text_unit_get_width (get_row (self, row)->cells[i]) + 1;
        }
      else
        width = estimate_width (self, qing_leaf_get_cell (self->parent.leaf, row, i));
      self->natural[i] = MAX (self->natural[i], width);
    }
}

static int
estimate_row_height (Table *self, guint row)
{
  int lines = 1;

  for (guint i = 0; i < self->n_columns; i++)
    {
      int width = estimate_width (self, qing_leaf_get_cell (self->parent.leaf, row, i));

      lines = MAX (lines, (int) ceil ((double) width / MAX (self->widths[i], 20)));
    }
  return lines * self->parent.style->line_heights[QING_TEXT_CELL] + 2 * get_pad_y (self) + 1;
}

static void
update_height (Table *self)
{
  self->parent.height = (int) qing_height_index_get_total (self->heights) +
                        qing_side_scroller_get_height (&self->scroller);
}

/* Divides the width among the columns; returns whether they are others than before. */
static gboolean
divide_width (Table *self)
{
  int widths[MAX_COLUMNS];
  int padding = 2 * get_pad_x (self) * (int) self->n_columns;
  double em = self->parent.style->font_px;
  gboolean changed = FALSE;
  int sum;

  sum =
    qing_table_columns_divide (self->natural, self->n_columns, MAX (0, get_room (self) - padding),
                               (int) (em * 22), (int) (em * 8), widths);
  for (guint i = 0; i < self->n_columns; i++)
    {
      changed = changed || widths[i] != self->widths[i];
      self->widths[i] = widths[i];
    }
  self->table_width = sum + padding;
  qing_side_scroller_set_size (&self->scroller, self->table_width, get_room (self));
  return changed;
}

static void
table_set_width (QingLeafView *view, int width)
{
  Table *self = (Table *) view;
  guint n_known = qing_height_index_get_n_rows (self->heights);
  guint n_rows = self->rows->len;

  if (divide_width (self) || self->laid_out_width != width)
    n_known = 0;
  self->laid_out_width = width;
  qing_height_index_splice (self->heights, n_known,
                            qing_height_index_get_n_rows (self->heights) - n_known,
                            n_rows - n_known, NULL);
  for (guint i = n_known; i < n_rows; i++)
    if (get_row (self, i)->cells != NULL)
      lay_out_row (self, i);
    else
      qing_height_index_set (self->heights, i, estimate_row_height (self, i));
  update_height (self);
}

/* Adds the rows of the leaf that are not there yet. */
static void
add_rows (Table *self)
{
  const QingLeaf *leaf = self->parent.leaf;
  Row row = { 0 };

  if (self->rows->len > 0)
    {
      guint last = self->rows->len - 1;

      row.start = get_row (self, last)->start;
      for (guint i = 0; i < leaf->n_columns; i++)
        row.start += qing_leaf_get_cell (leaf, last, i)->length + 1;
    }
  while (self->rows->len < leaf->n_rows)
    {
      g_array_append_val (self->rows, row);
      measure_row (self, self->rows->len - 1);
      for (guint i = 0; i < leaf->n_columns; i++)
        row.start += qing_leaf_get_cell (leaf, self->rows->len - 1, i)->length + 1;
    }
}

static void
table_construct (QingLeafView *view)
{
  Table *self = (Table *) view;

  self->n_columns = MIN (view->leaf->n_columns, MAX_COLUMNS);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->heights = qing_height_index_new ();
  qing_side_scroller_init (&self->scroller, view->host->widget, view->host->changed);
  add_rows (self);
  self->button = qing_table_button_new (&view->leaf);
  gtk_widget_set_parent (self->button, view->host->widget);
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &self->button_width, NULL, NULL,
                      NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, -1, &self->button_height, NULL, NULL,
                      NULL);
}

static void
cut_rows (Table *self, guint n_rows)
{
  for (guint i = n_rows; i < self->rows->len; i++)
    drop_row (self, i);
  g_array_set_size (self->rows, n_rows);
  n_rows = MIN (n_rows, qing_height_index_get_n_rows (self->heights));
  qing_height_index_splice (self->heights, n_rows,
                            qing_height_index_get_n_rows (self->heights) - n_rows, 0, NULL);
}

static void
table_dispose (QingLeafView *view)
{
  Table *self = (Table *) view;

  cut_rows (self, 0);
  g_array_unref (self->rows);
  qing_height_index_free (self->heights);
  qing_side_scroller_clear (&self->scroller);
  g_clear_pointer (&self->button, gtk_widget_unparent);
}

static void
table_update (QingLeafView *view, guint stable_bytes, guint stable_rows)
{
  Table *self = (Table *) view;

  if (self->n_columns != MIN (view->leaf->n_columns, MAX_COLUMNS))
    stable_rows = 0;
  cut_rows (self, MIN (stable_rows, self->rows->len));
  if (stable_rows == 0)
    for (guint i = 0; i < MAX_COLUMNS; i++)
      self->natural[i] = 0;
  self->n_columns = MIN (view->leaf->n_columns, MAX_COLUMNS);
  add_rows (self);
}

static void
table_ensure (QingLeafView *view, int y0, int y1)
{
  Table *self = (Table *) view;
  guint first = qing_height_index_find (self->heights, y0, NULL);
  gint64 y = qing_height_index_get_position (self->heights, first);
  guint row = first;

  for (; row < self->rows->len && y < y1; row++)
    {
      if (get_row (self, row)->cells == NULL)
        lay_out_row (self, row);
      y += qing_height_index_get (self->heights, row);
    }
  if (self->rows->len > 2 * KEEP_ROWS)
    for (guint i = 0; i < self->rows->len; i++)
      if (i + KEEP_ROWS < first || i > row + KEEP_ROWS)
        drop_row (self, i);
  update_height (self);
}

static int
get_visible_width (Table *self)
{
  return MIN (self->table_width, get_room (self));
}

static void
table_snapshot_back (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  Table *self = (Table *) view;
  gint64 offset;
  guint row = qing_height_index_find (self->heights, y0, &offset);
  gint64 y = qing_height_index_get_position (self->heights, row);
  graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) get_visible_width (self), (float) view->height);

  qing_leaf_view_draw_card (snapshot, view->style, &bounds,
                            qing_height_index_get (self->heights, 0));
  for (; row < self->rows->len && y < y1; row++)
    {
      if (row > 0)
        gtk_snapshot_append_color (snapshot, &view->style->border,
                                   &GRAPHENE_RECT_INIT (1, (float) (y - 1), bounds.size.width - 2,
                                                        1));
      y += qing_height_index_get (self->heights, row);
    }
}

static void
snapshot_row (Table *self, GtkSnapshot *snapshot, guint row, int y, gboolean back)
{
  Row *entry = get_row (self, row);
  int x = get_pad_x (self) - qing_side_scroller_get_offset (&self->scroller);

  for (guint i = 0; i < self->n_columns && entry->cells != NULL; i++)
    {
      if (x < get_room (self) && x + self->widths[i] > 0)
        {
          if (back)
            qing_text_unit_snapshot_back (entry->cells[i], snapshot, x, y + get_pad_y (self));
          else
            qing_text_unit_snapshot (entry->cells[i], snapshot, x, y + get_pad_y (self));
        }
      x += self->widths[i] + 2 * get_pad_x (self);
    }
}

static void
table_snapshot (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  Table *self = (Table *) view;
  guint row = qing_height_index_find (self->heights, y0, NULL);
  gint64 y = qing_height_index_get_position (self->heights, row);

  if (self->scroller.bar != NULL)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (1, 0, (float) get_room (self) - 2,
                                                           (float) view->height));
  for (; row < self->rows->len && y < y1; row++)
    {
      snapshot_row (self, snapshot, row, (int) y, TRUE);
      snapshot_row (self, snapshot, row, (int) y, FALSE);
      y += qing_height_index_get (self->heights, row);
    }
  if (self->scroller.bar != NULL)
    gtk_snapshot_pop (snapshot);
}

static void
table_allocate (QingLeafView *view, int x, int y)
{
  Table *self = (Table *) view;

  qing_side_scroller_allocate (&self->scroller, x + 4,
                               y + view->height - qing_side_scroller_get_height (&self->scroller) -
                                 1,
                               get_room (self) - 8);
  gtk_widget_size_allocate (self->button,
                            &(GtkAllocation){ x + get_visible_width (self) + BUTTON_DISTANCE, y,
                                              self->button_width, self->button_height },
                            -1);
}

/* Returns: the column at @x; *left is where its text begins. */
static guint
find_column (Table *self, double x, int *left)
{
  *left = get_pad_x (self) - qing_side_scroller_get_offset (&self->scroller);
  for (guint i = 0; i + 1 < self->n_columns; i++)
    {
      if (x < *left + self->widths[i] + get_pad_x (self))
        return i;
      *left += self->widths[i] + 2 * get_pad_x (self);
    }
  return self->n_columns - 1;
}

static guint
table_byte_at (QingLeafView *view, double x, double y, gboolean *inside)
{
  Table *self = (Table *) view;
  gint64 offset;
  int left;
  guint row = qing_height_index_find (self->heights, (gint64) y, &offset);
  guint column = find_column (self, x, &left);
  guint byte = get_row (self, row)->start;

  if (get_row (self, row)->cells == NULL)
    lay_out_row (self, row);
  for (guint i = 0; i < column; i++)
    byte += qing_leaf_get_cell (view->leaf, row, i)->length + 1;
  return byte + qing_text_unit_byte_at (get_row (self, row)->cells[column], x - left,
                                        (double) offset - get_pad_y (self), inside);
}

/* Returns: the row that @byte is in. */
static guint
find_row (Table *self, guint byte)
{
  guint low = 0;
  guint high = self->rows->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (get_row (self, middle)->start <= byte)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static guint
table_line_at (QingLeafView *view, int y, int *line_y)
{
  Table *self = (Table *) view;
  guint row = qing_height_index_find (self->heights, y, NULL);

  *line_y = (int) qing_height_index_get_position (self->heights, row);
  return get_row (self, row)->start;
}

static int
table_get_line_y (QingLeafView *view, guint byte)
{
  Table *self = (Table *) view;

  return (int) qing_height_index_get_position (self->heights, find_row (self, byte));
}

static void
add_row_rects (Table *self, guint row, guint start, guint end, int x, int y, GArray *rects)
{
  Row *entry = get_row (self, row);
  guint at = entry->start;
  int left = x + get_pad_x (self) - qing_side_scroller_get_offset (&self->scroller);
  int top = y + (int) qing_height_index_get_position (self->heights, row) + get_pad_y (self);

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint length = qing_leaf_get_cell (self->parent.leaf, row, i)->length;

      if (at < end && at + length > start)
        qing_text_unit_add_rects (entry->cells[i], MAX (start, at) - at,
                                  MIN (end, at + length) - at, left, top, rects);
      at += length + 1;
      left += self->widths[i] + 2 * get_pad_x (self);
    }
}

static void
table_add_rects (QingLeafView *view, guint start, guint end, int x, int y, GArray *rects)
{
  Table *self = (Table *) view;

  guint first = rects->len;
  float right = (float) (x + get_visible_width (self));

  for (guint row = find_row (self, start);
       row < self->rows->len && get_row (self, row)->start < end; row++)
    if (get_row (self, row)->cells != NULL)
      add_row_rects (self, row, start, end, x, y, rects);
  for (guint i = first; i < rects->len; i++)
    {
      graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, i);

      rect->size.width = CLAMP (right - rect->origin.x, 0, rect->size.width);
    }
}

static gboolean
table_scroll (QingLeafView *view, double y, double delta)
{
  return qing_side_scroller_scroll (&((Table *) view)->scroller, delta);
}

const QingLeafViewClass qing_table_leaf_class = {
  .instance_size = sizeof (Table),
  .construct = table_construct,
  .dispose = table_dispose,
  .update = table_update,
  .set_width = table_set_width,
  .ensure = table_ensure,
  .snapshot_back = table_snapshot_back,
  .snapshot = table_snapshot,
  .allocate = table_allocate,
  .byte_at = table_byte_at,
  .line_at = table_line_at,
  .get_line_y = table_get_line_y,
  .add_rects = table_add_rects,
  .scroll = table_scroll,
};
