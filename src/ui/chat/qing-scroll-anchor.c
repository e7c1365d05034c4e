/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-scroll-anchor.h"

/* A row settles in two rounds; more are needed only when laying out a part of it changes what the
 * viewport reaches. */
#define MAX_ROUNDS 8

typedef struct
{
  QingScrollAnchor *anchor;
  const QingScrollGeometry *geometry;
  gpointer rows;
  guint n_rows;
  int height;
  GArray *placed;
} Placing;

static void
add_row (Placing *placing, gboolean below, guint row, int y)
{
  QingPlacedRow entry = { row, y, placing->geometry->get_height (placing->rows, row) };

  if (below)
    g_array_append_val (placing->placed, entry);
  else
    g_array_prepend_val (placing->placed, entry);
}

/* Places the rows after the last placed one until the viewport is full. */
static void
fill_down (Placing *placing)
{
  while (TRUE)
    {
      QingPlacedRow *last =
        &g_array_index (placing->placed, QingPlacedRow, placing->placed->len - 1);
      int y = last->y + last->height;
      guint row = last->row + 1;

      if (row >= placing->n_rows || y >= placing->height)
        return;
      placing->geometry->ensure (placing->rows, row, MAX (0, -y), placing->height - y);
      add_row (placing, TRUE, row, y);
    }
}

/* Returns where @row begins so that its end is at @bottom, with all of it above exact. */
static int
settle_upwards (Placing *placing, guint row, int bottom)
{
  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      int top = bottom - placing->geometry->get_height (placing->rows, row);

      if (!placing->geometry->ensure (placing->rows, row, MAX (0, -top), bottom - top))
        break;
    }
  return bottom - placing->geometry->get_height (placing->rows, row);
}

static void
fill_up (Placing *placing)
{
  while (TRUE)
    {
      QingPlacedRow *first = &g_array_index (placing->placed, QingPlacedRow, 0);
      int bottom = first->y;
      guint row = first->row;

      if (row == 0 || bottom <= 0)
        return;
      add_row (placing, FALSE, row - 1, settle_upwards (placing, row - 1, bottom));
    }
}

static void
place_anchor_row (Placing *placing)
{
  QingScrollAnchor *self = placing->anchor;
  int top = 0;

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      top = self->y - placing->geometry->get_spot_y (placing->rows, self->row, &self->spot);
      if (!placing->geometry->ensure (placing->rows, self->row, MAX (0, MIN (0, self->y) - top),
                                      MAX (placing->height, self->y + 1) - top))
        break;
    }
  top = self->y - placing->geometry->get_spot_y (placing->rows, self->row, &self->spot);
  add_row (placing, TRUE, self->row, top);
}

static void
place_last_row (Placing *placing)
{
  guint row = placing->n_rows - 1;
  int bottom = placing->height - placing->anchor->padding;

  add_row (placing, TRUE, row, settle_upwards (placing, row, bottom));
}

/* Returns by how much everything has to move for no gap to be above the first or below the last
 * row; a gap below is right only when all rows together do not fill the viewport. */
static int
measure_gap (Placing *placing)
{
  QingPlacedRow *first = &g_array_index (placing->placed, QingPlacedRow, 0);
  QingPlacedRow *last = &g_array_index (placing->placed, QingPlacedRow, placing->placed->len - 1);
  int padding = placing->anchor->padding;
  int shift = 0;

  if (last->row == placing->n_rows - 1)
    shift = MAX (0, placing->height - padding - (last->y + last->height));
  if (first->row == 0 && first->y + shift > padding)
    shift = padding - first->y;
  return shift;
}

static void
shift_rows (Placing *placing, int shift)
{
  for (guint i = 0; i < placing->placed->len; i++)
    g_array_index (placing->placed, QingPlacedRow, i).y += shift;
}

/**
 * qing_scroll_anchor_place:
 * @placed: (element-type QingPlacedRow): filled with the rows in sight, from top to bottom
 *
 * Lays out and places what is to be seen. The anchor's line is where the anchor says, except that
 * no gap is left at either end.
 */
void
qing_scroll_anchor_place (QingScrollAnchor *self,
                          const QingScrollGeometry *geometry,
                          gpointer rows,
                          int viewport_height,
                          GArray *placed)
{
  Placing placing = { self, geometry, rows, geometry->get_n_rows (rows), viewport_height, placed };

  g_array_set_size (placed, 0);
  if (placing.n_rows == 0)
    return;
  if (self->row >= placing.n_rows)
    {
      self->row = placing.n_rows - 1;
      self->spot = (QingSpot){ QING_SPOT_BOTTOM, 0, 0 };
    }
  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      int shift;

      g_array_set_size (placed, 0);
      if (self->follow)
        place_last_row (&placing);
      else
        place_anchor_row (&placing);
      fill_down (&placing);
      fill_up (&placing);
      shift = measure_gap (&placing);
      if (shift == 0)
        return;
      if (self->follow)
        {
          shift_rows (&placing, shift);
          fill_down (&placing);
          return;
        }
      self->y += shift;
    }
}

/* Moves what is seen up by @delta pixels; the way is laid out exactly when it is placed next. */
void
qing_scroll_anchor_scroll (QingScrollAnchor *self, int delta)
{
  self->follow = FALSE;
  self->y -= delta;
}

/* Nails the line at @offset of @row to the top of the viewport. */
void
qing_scroll_anchor_jump (QingScrollAnchor *self,
                         const QingScrollGeometry *geometry,
                         gpointer rows,
                         guint row,
                         int offset)
{
  int line_y = 0;

  self->follow = FALSE;
  self->row = row;
  geometry->spot_at (rows, row, offset, &self->spot, &line_y);
  self->y = line_y - offset;
}

/* Nails the topmost line in sight where it is now. */
void
qing_scroll_anchor_renew (QingScrollAnchor *self,
                          const QingScrollGeometry *geometry,
                          gpointer rows,
                          GArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    {
      QingPlacedRow *entry = &g_array_index (placed, QingPlacedRow, i);
      int line_y = 0;

      if (entry->y + entry->height <= 0 && i + 1 < placed->len)
        continue;
      self->row = entry->row;
      geometry->spot_at (rows, entry->row, MAX (0, -entry->y), &self->spot, &line_y);
      self->y = entry->y + line_y;
      return;
    }
}

void
qing_scroll_anchor_rows_changed (QingScrollAnchor *self,
                                 guint position,
                                 guint n_removed,
                                 guint n_added)
{
  if (self->row >= position + n_removed)
    self->row += n_added - n_removed;
  else if (self->row >= position)
    {
      self->row = position;
      self->spot = (QingSpot){ QING_SPOT_TOP, 0, 0 };
    }
}
