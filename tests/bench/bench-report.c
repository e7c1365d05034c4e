/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-report.h"

#include "bench-row.h"

#include <stdio.h>

/* The group is kept in the environment, so that a benchmark which runs its parts in processes of
 * their own has them all in one file. */
#define GROUP "QING_BENCH_GROUP"

static char *
get_path (void)
{
  const char *folder = g_getenv ("QING_BENCH_ROWS");
  const char *group = g_getenv (GROUP);

  return folder != NULL && group != NULL ? bench_row_get_path (folder, group) : NULL;
}

void
bench_report_begin (const char *group)
{
  g_autofree char *path = NULL;

  if (g_getenv (GROUP) != NULL)
    return;
  g_setenv (GROUP, group, TRUE);
  path = get_path ();
  if (path != NULL && !g_file_set_contents (path, "", 0, NULL))
    g_error ("Cannot write %s", path);
}

static void
report (const BenchRow *row)
{
  g_autofree char *path = get_path ();
  FILE *file;

  bench_row_print (row, stdout);
  fflush (stdout);
  if (path == NULL)
    return;
  file = fopen (path, "a");
  if (file == NULL)
    g_error ("Cannot write %s", path);
  bench_row_write (row, file);
  fclose (file);
}

void
bench_report_figure (const char *name, double figure, const char *unit)
{
  report (&(BenchRow){ (char *) name, (char *) unit, figure, BENCH_GOAL_NONE });
}

void
bench_report_at_most (const char *name, double figure, const char *unit, double target)
{
  report (&(BenchRow){ (char *) name, (char *) unit, figure, BENCH_GOAL_AT_MOST, target });
}

void
bench_report_exactly (const char *name, double figure, const char *unit, double target)
{
  report (&(BenchRow){ (char *) name, (char *) unit, figure, BENCH_GOAL_EXACTLY, target });
}

void
bench_report_skipped (const char *name, const char *reason)
{
  report (&(BenchRow){ (char *) name, (char *) reason, 0, BENCH_GOAL_SKIPPED });
}
