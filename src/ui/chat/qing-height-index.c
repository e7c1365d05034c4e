/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-height-index.h"

struct _QingHeightIndex
{
  GArray *heights; /* of int */
  GArray *tree;    /* of gint64: a Fenwick tree, element i covers the rows (i - lowbit(i), i] */
};

static inline guint
low_bit (guint i)
{
  return i & (~i + 1);
}

static inline gint64 *
node (QingHeightIndex *self, guint i)
{
  return &g_array_index (self->tree, gint64, i - 1);
}

/* Makes the tree's elements from @first (counting from 0) on anew. */
static void
rebuild (QingHeightIndex *self, guint first)
{
  guint n = self->heights->len;

  g_array_set_size (self->tree, n);
  for (guint i = first + 1; i <= n; i++)
    {
      gint64 sum = g_array_index (self->heights, int, i - 1);

      for (guint step = 1; step < low_bit (i); step <<= 1)
        sum += *node (self, i - step);
      *node (self, i) = sum;
    }
}

QingHeightIndex *
qing_height_index_new (void)
{
  QingHeightIndex *self = g_new0 (QingHeightIndex, 1);

  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->tree = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
qing_height_index_free (QingHeightIndex *self)
{
  g_array_unref (self->heights);
  g_array_unref (self->tree);
  g_free (self);
}

guint
qing_height_index_get_n_rows (QingHeightIndex *self)
{
  return self->heights->len;
}

int
qing_height_index_get (QingHeightIndex *self, guint row)
{
  g_return_val_if_fail (row < self->heights->len, 0);

  return g_array_index (self->heights, int, row);
}

void
qing_height_index_set (QingHeightIndex *self, guint row, int height)
{
  int *old;
  gint64 difference;

  g_return_if_fail (row < self->heights->len);
  g_return_if_fail (height >= 0);

  old = &g_array_index (self->heights, int, row);
  difference = (gint64) height - *old;
  if (difference == 0)
    return;
  *old = height;
  for (guint i = row + 1; i <= self->heights->len; i += low_bit (i))
    *node (self, i) += difference;
}

/**
 * qing_height_index_splice:
 * @heights: (array length=n_added) (nullable): the new rows' heights, 0 for %NULL
 *
 * Replaces @n_removed rows at @position by @n_added others. Costs O(rows after @position).
 */
void
qing_height_index_splice (QingHeightIndex *self,
                          guint position,
                          guint n_removed,
                          guint n_added,
                          const int *heights)
{
  g_return_if_fail (position <= self->heights->len);
  g_return_if_fail (n_removed <= self->heights->len - position);

  if (n_removed > 0)
    g_array_remove_range (self->heights, position, n_removed);
  if (n_added > 0 && heights != NULL)
    g_array_insert_vals (self->heights, position, heights, n_added);
  else if (n_added > 0)
    {
      g_autofree int *zeros = g_new0 (int, n_added);

      g_array_insert_vals (self->heights, position, zeros, n_added);
    }
  rebuild (self, position);
}

gint64
qing_height_index_get_total (QingHeightIndex *self)
{
  return qing_height_index_get_position (self, self->heights->len);
}

/* Returns: where @row begins; the total height for the row after the last one. */
gint64
qing_height_index_get_position (QingHeightIndex *self, guint row)
{
  gint64 sum = 0;

  g_return_val_if_fail (row <= self->heights->len, 0);

  for (guint i = row; i > 0; i -= low_bit (i))
    sum += *node (self, i);
  return sum;
}

/**
 * qing_height_index_find:
 * @position: pixels from the beginning of the first row
 * @offset: (out) (optional): pixels from the beginning of the row that was found
 *
 * Returns: the row at @position: the first one for anything above it, and the last one, with an
 *   offset beyond its end, for anything below. 0 when there are no rows.
 */
guint
qing_height_index_find (QingHeightIndex *self, gint64 position, gint64 *offset)
{
  guint n = self->heights->len;
  guint row = 0;
  gint64 rest = MAX (position, 0);

  if (n > 0 && rest >= qing_height_index_get_total (self))
    {
      row = n - 1;
      rest -= qing_height_index_get_position (self, row);
    }
  else
    {
      guint step = 1;

      while (step <= n / 2)
        step <<= 1;
      for (; n > 0 && step > 0; step >>= 1)
        if (row + step <= n && *node (self, row + step) <= rest)
          {
            row += step;
            rest -= *node (self, row);
          }
    }
  if (offset != NULL)
    *offset = position < 0 ? position : rest;
  return row;
}
