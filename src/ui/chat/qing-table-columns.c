/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-table-columns.h"

/* Gives the columns something between @low and @high, so that their sum is @available. */
static void
blend (const int *low, const int *high, guint n_columns, int available, int *widths)
{
  gint64 sum_low = 0;
  gint64 sum_high = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      sum_low += low[i];
      sum_high += high[i];
    }
  for (guint i = 0; i < n_columns; i++)
    widths[i] = sum_high <= sum_low
                  ? low[i]
                  : low[i] + (int) ((gint64) (high[i] - low[i]) *
                                    CLAMP (available - sum_low, 0, sum_high - sum_low) /
                                    (sum_high - sum_low));
}

/**
 * qing_table_columns_divide:
 * @natural: (array length=n_columns): what each column would like to have
 * @available: the sum that would fit
 * @comfortable: how wide a column may be before it gives way to others
 * @smallest: how wide a column with much text is at least
 * @widths: (out caller-allocates) (array length=n_columns)
 *
 * Returns: the sum of the widths, which is above @available when even the smallest do not fit.
 */
int
qing_table_columns_divide (const int *natural,
                           guint n_columns,
                           int available,
                           int comfortable,
                           int smallest,
                           int *widths)
{
  g_autofree int *low = g_new (int, n_columns);
  g_autofree int *middle = g_new (int, n_columns);
  gint64 sum_low = 0;
  gint64 sum_middle = 0;
  gint64 sum = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      low[i] = MIN (natural[i], smallest);
      middle[i] = MIN (natural[i], comfortable);
      sum_middle += middle[i];
      sum_low += low[i];
    }
  if (sum_middle <= available)
    blend (middle, natural, n_columns, available, widths);
  else if (sum_low > available)
    /* It has to be moved sideways anyway. */
    blend (middle, middle, n_columns, available, widths);
  else
    blend (low, middle, n_columns, available, widths);
  for (guint i = 0; i < n_columns; i++)
    sum += widths[i];
  return (int) MIN (sum, G_MAXINT / 4);
}
