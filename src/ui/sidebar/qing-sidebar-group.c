/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-group.h"

#include <glib/gi18n.h>

#define GROUP_PINNED    0
#define GROUP_TODAY     1
#define GROUP_YESTERDAY 2
#define GROUP_WEEK      3
/* A month's key is this minus the number of the month counted from year 0, so that earlier months
 * come later. */
#define GROUP_MONTHS 1000000

static int
day_number (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  g_date_time_get_year (time));
  return (int) g_date_get_julian (&date);
}

int
qing_sidebar_group_key (gboolean pinned, gint64 updated, GDateTime *now)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  int days;

  if (pinned)
    return GROUP_PINNED;

  utc = g_date_time_new_from_unix_utc (updated / G_USEC_PER_SEC);
  if (utc != NULL)
    time = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  if (time == NULL)
    return GROUP_TODAY;

  /* A clock that was set back must not make a group of the future. */
  days = day_number (now) - day_number (time);
  if (days <= 0)
    return GROUP_TODAY;
  if (days == 1)
    return GROUP_YESTERDAY;
  if (days <= 7)
    return GROUP_WEEK;
  return GROUP_MONTHS - (g_date_time_get_year (time) * 12 + g_date_time_get_month (time) - 1);
}

char *
qing_sidebar_group_dup_label (int key, GDateTime *now)
{
  g_autoptr (GDateTime) month = NULL;
  int number = GROUP_MONTHS - key;

  switch (key)
    {
    case GROUP_PINNED:
      return g_strdup (_ ("Pinned"));
    case GROUP_TODAY:
      return g_strdup (_ ("Today"));
    case GROUP_YESTERDAY:
      return g_strdup (_ ("Yesterday"));
    case GROUP_WEEK:
      return g_strdup (_ ("Previous 7 Days"));
    default:
      month =
        g_date_time_new (g_date_time_get_timezone (now), number / 12, number % 12 + 1, 1, 12, 0, 0);
      if (month == NULL)
        return g_strdup (_ ("Earlier"));
      /* Translators: a month of this year (%OB), or of another year (%OB %Y), as a heading. */
      return g_date_time_format (month, number / 12 == g_date_time_get_year (now)
                                          ? C_ ("heading", "%OB")
                                          : C_ ("heading", "%OB %Y"));
    }
}

gint64
qing_sidebar_group_time_left (GDateTime *now)
{
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) midnight =
    g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (tomorrow),
                     g_date_time_get_month (tomorrow), g_date_time_get_day_of_month (tomorrow), 0,
                     0, 0);

  return MAX (G_TIME_SPAN_SECOND, g_date_time_difference (midnight, now));
}
