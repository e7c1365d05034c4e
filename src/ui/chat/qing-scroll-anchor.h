/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-spot.h"

G_BEGIN_DECLS

/**
 * QingScrollGeometry: what the anchor has to know of the rows. Coordinates inside a row are pixels
 * from the row's top. Heights may be estimates until ensure() was called for that part of the row.
 */
typedef struct
{
  guint (*get_n_rows) (gpointer rows);
  int (*get_height) (gpointer rows, guint row);
  /* Lays out what is between @y0 and @y1; returns whether anything of the row has moved. */
  gboolean (*ensure) (gpointer rows, guint row, int y0, int y1);
  /* Finds the line at @y; *line_y is its top. */
  void (*spot_at) (gpointer rows, guint row, int y, QingSpot *spot, int *line_y);
  /* Returns the top of the line that @spot is in. */
  int (*get_spot_y) (gpointer rows, guint row, const QingSpot *spot);
} QingScrollGeometry;

typedef struct
{
  guint row;
  int y; /* from the top of the viewport */
  int height;
} QingPlacedRow;

/**
 * QingScrollAnchor: a line of text that is nailed to a height of the viewport, or the end of the
 * last row nailed to the bottom. All other rows are placed from there, so whatever grows, shrinks,
 * appears or turns out to have been estimated wrongly elsewhere cannot move it.
 */
typedef struct
{
  gboolean follow; /* nailed to the end */
  guint row;
  QingSpot spot;
  int y;       /* of the line that holds the spot, from the top of the viewport */
  int padding; /* above the first row and below the last */
} QingScrollAnchor;

void qing_scroll_anchor_place (QingScrollAnchor *self,
                               const QingScrollGeometry *geometry,
                               gpointer rows,
                               int viewport_height,
                               GArray *placed);
void qing_scroll_anchor_scroll (QingScrollAnchor *self, int delta);
void qing_scroll_anchor_jump (QingScrollAnchor *self,
                              const QingScrollGeometry *geometry,
                              gpointer rows,
                              guint row,
                              int offset);
void qing_scroll_anchor_renew (QingScrollAnchor *self,
                               const QingScrollGeometry *geometry,
                               gpointer rows,
                               GArray *placed);
void qing_scroll_anchor_rows_changed (QingScrollAnchor *self,
                                      guint position,
                                      guint n_removed,
                                      guint n_added);

G_END_DECLS
