/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-scroll-anchor.h"

/* Rows made of lines, whose heights are estimates until somebody looks at them. */

#define PAGE     600
#define ESTIMATE 20

typedef struct
{
  int height;
  gboolean exact;
} Line;

typedef struct
{
  GPtrArray *rows; /* of GArray of Line */
  guint n_exact;   /* how many lines were ever laid out */
} Rows;

static GArray *
get_row (Rows *rows, guint row)
{
  return g_ptr_array_index (rows->rows, row);
}

static int
get_line_height (const Line *line)
{
  return line->exact ? line->height : ESTIMATE;
}

static int
get_line_top (Rows *rows, guint row, guint line)
{
  GArray *lines = get_row (rows, row);
  int y = 0;

  for (guint i = 0; i < MIN (line, lines->len); i++)
    y += get_line_height (&g_array_index (lines, Line, i));
  return y;
}

static guint
rows_get_n_rows (gpointer data)
{
  return ((Rows *) data)->rows->len;
}

static int
rows_get_height (gpointer data, guint row)
{
  return get_line_top (data, row, G_MAXUINT);
}

static gboolean
rows_ensure (gpointer data, guint row, int y0, int y1)
{
  Rows *rows = data;
  GArray *lines = get_row (rows, row);
  gboolean moved = FALSE;
  int y = 0;

  for (guint i = 0; i < lines->len && y < y1; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (y + get_line_height (line) > y0 && !line->exact)
        {
          line->exact = TRUE;
          rows->n_exact++;
          moved = moved || line->height != ESTIMATE;
        }
      y += get_line_height (line);
    }
  return moved;
}

static void
rows_spot_at (gpointer data, guint row, int y, QingSpot *spot, int *line_y)
{
  GArray *lines = get_row (data, row);
  guint i = 0;
  int top = 0;

  while (i + 1 < lines->len && top + get_line_height (&g_array_index (lines, Line, i)) <= y)
    top += get_line_height (&g_array_index (lines, Line, i++));
  *spot = (QingSpot){ QING_SPOT_TEXT, i, 0 };
  *line_y = top;
}

static int
rows_get_spot_y (gpointer data, guint row, const QingSpot *spot)
{
  if (spot->part == QING_SPOT_TOP)
    return 0;
  return get_line_top (data, row, spot->part == QING_SPOT_BOTTOM ? G_MAXUINT : spot->leaf);
}

static const QingScrollGeometry geometry = {
  rows_get_n_rows, rows_get_height, rows_ensure, rows_spot_at, rows_get_spot_y,
};

typedef struct
{
  Rows rows;
  QingScrollAnchor anchor;
  GArray *placed;
} Fixture;

static GArray *
make_row (void)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  int n = g_test_rand_int_range (1, g_test_rand_int_range (0, 6) == 0 ? 200 : 12);

  for (int i = 0; i < n; i++)
    {
      Line line = { g_test_rand_int_range (5, 90), FALSE };

      g_array_append_val (lines, line);
    }
  return lines;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rows.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (self->rows.rows, make_row ());
  self->anchor.follow = TRUE;
  self->anchor.padding = 10;
  self->placed = g_array_new (FALSE, FALSE, sizeof (QingPlacedRow));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->rows.rows);
  g_array_unref (self->placed);
}

static void
place (Fixture *self)
{
  qing_scroll_anchor_place (&self->anchor, &geometry, &self->rows, PAGE, self->placed);
  /* The rows are without gaps, exact where they are seen, and fill the viewport. */
  for (guint i = 0; i + 1 < self->placed->len; i++)
    {
      QingPlacedRow *row = &g_array_index (self->placed, QingPlacedRow, i);
      QingPlacedRow *next = &g_array_index (self->placed, QingPlacedRow, i + 1);

      g_assert_cmpuint (next->row, ==, row->row + 1);
      g_assert_cmpint (next->y, ==, row->y + row->height);
    }
  for (guint i = 0; i < self->placed->len; i++)
    {
      QingPlacedRow *row = &g_array_index (self->placed, QingPlacedRow, i);

      g_assert_cmpint (row->height, ==, rows_get_height (&self->rows, row->row));
      g_assert_false (
        rows_ensure (&self->rows, row->row, MAX (0, -row->y), MIN (row->height, PAGE - row->y)));
    }
}

/* Where on the screen the top of that line is. */
static int
get_screen_y (Fixture *self, guint row, guint line)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      QingPlacedRow *entry = &g_array_index (self->placed, QingPlacedRow, i);

      if (entry->row == row)
        return entry->y + get_line_top (&self->rows, row, line);
    }
  g_assert_not_reached ();
}

static void
go_to_middle (Fixture *self)
{
  qing_scroll_anchor_jump (&self->anchor, &geometry, &self->rows, 100, 7);
  place (self);
  qing_scroll_anchor_renew (&self->anchor, &geometry, &self->rows, self->placed);
}

static void
test_follow (Fixture *self, gconstpointer data)
{
  GArray *last = get_row (&self->rows, 199);

  for (guint i = 0; i < 50; i++)
    {
      QingPlacedRow *entry;
      Line line = { 31, FALSE };

      place (self);
      entry = &g_array_index (self->placed, QingPlacedRow, self->placed->len - 1);
      g_assert_cmpuint (entry->row, ==, 199);
      g_assert_cmpint (entry->y + entry->height, ==, PAGE - 10);
      g_array_append_val (last, line);
    }
  /* Only what was seen was ever laid out. */
  g_assert_cmpuint (self->rows.n_exact, <, 300);
}

static void
test_nothing_moves (Fixture *self, gconstpointer data)
{
  guint row, line;
  int y;

  go_to_middle (self);
  row = self->anchor.row;
  line = self->anchor.spot.leaf;
  y = get_screen_y (self, row, line);
  for (guint i = 0; i < 60; i++)
    {
      switch (g_test_rand_int_range (0, 4))
        {
        case 0: /* something grows below */
          g_array_append_vals (get_row (&self->rows, self->rows.rows->len - 1),
                               &(Line){ 44, FALSE }, 1);
          break;
        case 1: /* older messages are loaded */
          g_ptr_array_insert (self->rows.rows, 0, make_row ());
          qing_scroll_anchor_rows_changed (&self->anchor, 0, 0, 1);
          row++;
          break;
        case 2: /* another width: every line has another height and is an estimate again */
          for (guint j = 0; j < self->rows.rows->len; j++)
            for (guint k = 0; k < get_row (&self->rows, j)->len; k++)
              g_array_index (get_row (&self->rows, j), Line, k) =
                (Line){ g_test_rand_int_range (5, 90), FALSE };
          break;
        default: /* a row below goes */
          g_ptr_array_remove_index (self->rows.rows, self->rows.rows->len - 2);
          qing_scroll_anchor_rows_changed (&self->anchor, self->rows.rows->len - 1, 1, 0);
          break;
        }
      place (self);
      g_assert_cmpint (get_screen_y (self, row, line), ==, y);
    }
}

static void
test_scroll (Fixture *self, gconstpointer data)
{
  go_to_middle (self);
  for (guint i = 0; i < 400; i++)
    {
      int delta = g_test_rand_int_range (-500, 500);
      guint row = self->anchor.row;
      guint line = self->anchor.spot.leaf;
      int y = get_screen_y (self, row, line);
      QingPlacedRow *first, *last;

      qing_scroll_anchor_scroll (&self->anchor, delta);
      place (self);
      first = &g_array_index (self->placed, QingPlacedRow, 0);
      last = &g_array_index (self->placed, QingPlacedRow, self->placed->len - 1);
      if (row >= first->row && row <= last->row && !(first->row == 0 && first->y == 10) &&
          !(last->row == 199))
        g_assert_cmpint (get_screen_y (self, row, line), ==, y - delta);
      qing_scroll_anchor_renew (&self->anchor, &geometry, &self->rows, self->placed);
    }
}

static void
test_ends (Fixture *self, gconstpointer data)
{
  QingPlacedRow *first;
  QingPlacedRow *last;

  go_to_middle (self);
  for (guint i = 0; i < 200; i++)
    {
      qing_scroll_anchor_scroll (&self->anchor, -1500);
      place (self);
      qing_scroll_anchor_renew (&self->anchor, &geometry, &self->rows, self->placed);
    }
  first = &g_array_index (self->placed, QingPlacedRow, 0);
  g_assert_cmpuint (first->row, ==, 0);
  g_assert_cmpint (first->y, ==, 10);
  qing_scroll_anchor_jump (&self->anchor, &geometry, &self->rows, 199, 100000);
  place (self);
  last = &g_array_index (self->placed, QingPlacedRow, self->placed->len - 1);
  g_assert_cmpuint (last->row, ==, 199);
  g_assert_cmpint (last->y + last->height, ==, PAGE - 10);
}

static void
test_short (Fixture *self, gconstpointer data)
{
  QingPlacedRow *first;

  g_ptr_array_set_size (self->rows.rows, 1);
  g_array_set_size (get_row (&self->rows, 0), 1);
  for (guint i = 0; i < 2; i++)
    {
      self->anchor.follow = i == 0;
      place (self);
      first = &g_array_index (self->placed, QingPlacedRow, 0);
      g_assert_cmpint (first->y, ==, 10);
    }
  g_ptr_array_set_size (self->rows.rows, 0);
  place (self);
  g_assert_cmpuint (self->placed->len, ==, 0);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/chat/scroll-anchor/follow", test_follow);
  add ("/chat/scroll-anchor/nothing-moves", test_nothing_moves);
  add ("/chat/scroll-anchor/scroll", test_scroll);
  add ("/chat/scroll-anchor/ends", test_ends);
  add ("/chat/scroll-anchor/short", test_short);
  return g_test_run ();
}
