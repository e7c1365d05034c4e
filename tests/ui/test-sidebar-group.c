/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-group.h"

#include <locale.h>

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

/* It is 10 March 2025, a quarter past nine in Berlin. */
static GDateTime *
make_now (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  return g_date_time_new (zone, 2025, 3, 10, 9, 15, 0);
}

/* clang-format off */
static const struct
{
  int year, month, day, hour, minute;
  const char *label;
} cases[] = {
  { 2025, 3, 10,  9, 15, "Today"           },
  { 2025, 3, 10,  0,  0, "Today"           },
  { 2025, 3, 11,  1,  0, "Today"           }, /* the clock was set back since */
  { 2025, 3,  9, 23, 59, "Yesterday"       },
  { 2025, 3,  9,  0,  0, "Yesterday"       },
  { 2025, 3,  8, 23, 59, "Previous 7 Days" },
  { 2025, 3,  3,  0,  0, "Previous 7 Days" },
  { 2025, 3,  2, 23, 59, "March"           },
  { 2025, 2, 28, 12,  0, "February"        },
  { 2025, 1,  1,  0,  0, "January"         },
  { 2024, 12, 31, 23, 59, "December 2024"  },
  { 2020, 5,  5,  5,  5, "May 2020"        },
};
/* clang-format on */

static void
test_labels (void)
{
  g_autoptr (GDateTime) now = make_now ();
  int previous = -1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) time =
        g_date_time_new (g_date_time_get_timezone (now), cases[i].year, cases[i].month,
                         cases[i].day, cases[i].hour, cases[i].minute, 0);
      int key = qing_sidebar_group_key (FALSE, g_date_time_to_unix (time) * G_USEC_PER_SEC, now);
      g_autofree char *label = qing_sidebar_group_dup_label (key, now);

      g_test_message ("case %u", i);
      g_assert_cmpstr (label, ==, cases[i].label);
      /* The cases go back in time, and keys grow. */
      g_assert_cmpint (key, >=, previous);
      previous = key;
    }
}

static void
test_pinned (void)
{
  g_autoptr (GDateTime) now = make_now ();
  int pinned = qing_sidebar_group_key (TRUE, 0, now);
  int today = qing_sidebar_group_key (FALSE, g_date_time_to_unix (now) * G_USEC_PER_SEC, now);
  g_autofree char *label = qing_sidebar_group_dup_label (pinned, now);

  g_assert_cmpint (pinned, <, today);
  g_assert_cmpstr (label, ==, "Pinned");
}

/* Two months of the same name in different years are two groups. */
static void
test_years (void)
{
  g_autoptr (GDateTime) now = make_now ();
  g_autoptr (GDateTime) last = g_date_time_add_years (now, -1);
  g_autoptr (GDateTime) earlier = g_date_time_add_years (now, -2);

  g_assert_cmpint (qing_sidebar_group_key (FALSE, g_date_time_to_unix (last) * G_USEC_PER_SEC, now),
                   <,
                   qing_sidebar_group_key (FALSE, g_date_time_to_unix (earlier) * G_USEC_PER_SEC,
                                           now));
}

static void
test_midnight (void)
{
  g_autoptr (GDateTime) now = make_now ();
  g_autoptr (GDateTime) later = NULL;

  g_assert_cmpint (qing_sidebar_group_time_left (now), ==,
                   (14 * 60 + 45) * (gint64) 60 * G_USEC_PER_SEC);
  /* The night in which the clocks go forward is an hour shorter. */
  later = g_date_time_new (g_date_time_get_timezone (now), 2025, 3, 30, 0, 0, 0);
  g_assert_cmpint (qing_sidebar_group_time_left (later), ==, DAY - DAY / 24);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sidebar-group/labels", test_labels);
  g_test_add_func ("/sidebar-group/pinned", test_pinned);
  g_test_add_func ("/sidebar-group/years", test_years);
  g_test_add_func ("/sidebar-group/midnight", test_midnight);
  return g_test_run ();
}
