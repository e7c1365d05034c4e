/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-height-index.h"

static void
check_against (QingHeightIndex *index, GArray *plain)
{
  gint64 sum = 0;

  g_assert_cmpuint (qing_height_index_get_n_rows (index), ==, plain->len);
  for (guint i = 0; i < plain->len; i++)
    {
      int height = g_array_index (plain, int, i);
      gint64 offset = -1;

      g_assert_cmpint (qing_height_index_get (index, i), ==, height);
      g_assert_cmpint (qing_height_index_get_position (index, i), ==, sum);
      if (height > 0)
        {
          g_assert_cmpuint (qing_height_index_find (index, sum, &offset), ==, i);
          g_assert_cmpint (offset, ==, 0);
          g_assert_cmpuint (qing_height_index_find (index, sum + height - 1, &offset), ==, i);
          g_assert_cmpint (offset, ==, height - 1);
        }
      sum += height;
    }
  g_assert_cmpint (qing_height_index_get_total (index), ==, sum);
}

static void
splice (QingHeightIndex *index, GArray *plain, guint position, guint n_removed, guint n_added)
{
  g_autofree int *heights = g_new (int, n_added + 1);

  for (guint i = 0; i < n_added; i++)
    heights[i] = g_test_rand_int_range (0, 500);
  qing_height_index_splice (index, position, n_removed, n_added, heights);
  if (n_removed > 0)
    g_array_remove_range (plain, position, n_removed);
  g_array_insert_vals (plain, position, heights, n_added);
}

static void
test_random (void)
{
  g_autoptr (QingHeightIndex) index = qing_height_index_new ();
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint round = 0; round < 300; round++)
    {
      guint position = (guint) g_test_rand_int_range (0, (int) plain->len + 1);
      guint rest = plain->len - position;

      splice (index, plain, position, (guint) g_test_rand_int_range (0, (int) MIN (rest, 9) + 1),
              (guint) g_test_rand_int_range (0, 12));
      if (plain->len > 0)
        {
          guint row = (guint) g_test_rand_int_range (0, (int) plain->len);
          int height = g_test_rand_int_range (0, 900);

          g_array_index (plain, int, row) = height;
          qing_height_index_set (index, row, height);
        }
      check_against (index, plain);
    }
}

static void
test_ends (void)
{
  g_autoptr (QingHeightIndex) index = qing_height_index_new ();
  const int heights[] = { 10, 0, 20 };
  gint64 offset;

  g_assert_cmpuint (qing_height_index_find (index, 5, NULL), ==, 0);
  g_assert_cmpint (qing_height_index_get_total (index), ==, 0);
  qing_height_index_splice (index, 0, 0, 3, heights);
  g_assert_cmpuint (qing_height_index_find (index, -7, &offset), ==, 0);
  g_assert_cmpint (offset, ==, -7);
  /* An empty row is never at a place. */
  g_assert_cmpuint (qing_height_index_find (index, 10, &offset), ==, 2);
  g_assert_cmpint (offset, ==, 0);
  g_assert_cmpuint (qing_height_index_find (index, 1000, &offset), ==, 2);
  g_assert_cmpint (offset, ==, 990);
}

static void
test_large (void)
{
  g_autoptr (QingHeightIndex) index = qing_height_index_new ();
  const guint n = 100000;

  qing_height_index_splice (index, 0, 0, n, NULL);
  for (guint i = 0; i < n; i++)
    qing_height_index_set (index, i, 1000000);
  /* More than 32 bits. */
  g_assert_cmpint (qing_height_index_get_total (index), ==, (gint64) n * 1000000);
  g_assert_cmpuint (qing_height_index_find (index, G_GINT64_CONSTANT (50000) * 1000000 + 3, NULL),
                    ==, 50000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat/height-index/random", test_random);
  g_test_add_func ("/chat/height-index/ends", test_ends);
  g_test_add_func ("/chat/height-index/large", test_large);
  return g_test_run ();
}
