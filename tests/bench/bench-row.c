/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-row.h"

#define N_FIELDS 5

char *
bench_row_get_path (const char *folder, const char *group)
{
  g_autofree char *name = g_strconcat (group, ".tsv", NULL);

  return g_build_filename (folder, name, NULL);
}

void
bench_row_write (const BenchRow *row, FILE *file)
{
  char figure[G_ASCII_DTOSTR_BUF_SIZE];
  char target[G_ASCII_DTOSTR_BUF_SIZE];

  fprintf (file, "%s\t%s\t%s\t%d\t%s\n", row->name, row->unit,
           g_ascii_dtostr (figure, sizeof figure, row->figure), row->goal,
           g_ascii_dtostr (target, sizeof target, row->target));
}

gboolean
bench_row_read (BenchRow *row, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", N_FIELDS);

  if (g_strv_length (fields) != N_FIELDS)
    return FALSE;
  row->name = g_strdup (fields[0]);
  row->unit = g_strdup (fields[1]);
  row->figure = g_ascii_strtod (fields[2], NULL);
  row->goal = (BenchGoal) g_ascii_strtoull (fields[3], NULL, 10);
  row->target = g_ascii_strtod (fields[4], NULL);
  return TRUE;
}

void
bench_row_clear (BenchRow *row)
{
  g_clear_pointer (&row->name, g_free);
  g_clear_pointer (&row->unit, g_free);
}

gboolean
bench_row_is_met (const BenchRow *row)
{
  switch (row->goal)
    {
    case BENCH_GOAL_AT_MOST:
      return row->figure <= row->target;
    case BENCH_GOAL_EXACTLY:
      return ABS (row->figure - row->target) < 1e-9;
    case BENCH_GOAL_NONE:
    case BENCH_GOAL_SKIPPED:
    default:
      return TRUE;
    }
}

/* Columns are counted in characters, which printf() does not. */
static void
print_padded (const char *text, int width, FILE *file)
{
  fprintf (file, "%s%*s", text, MAX (0, width - (int) g_utf8_strlen (text, -1)), "");
}

/* Three figures that matter, whatever the size is. */
static char *
format_figure (double figure)
{
  double size = ABS (figure);

  if (figure == (gint64) figure)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) figure);
  return g_strdup_printf ("%.*f", size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3, figure);
}

void
bench_row_print (const BenchRow *row, FILE *file)
{
  g_autofree char *figure = format_figure (row->figure);
  g_autofree char *target = format_figure (row->target);
  g_autofree char *goal = g_strconcat (row->goal == BENCH_GOAL_EXACTLY ? "= " : "≤ ", target, NULL);

  fputs ("  ", file);
  print_padded (row->name, 56, file);
  if (row->goal == BENCH_GOAL_SKIPPED)
    {
      fprintf (file, "skipped: %s\n", row->unit);
      return;
    }
  fprintf (file, "%12s ", figure);
  if (row->goal == BENCH_GOAL_NONE)
    {
      fprintf (file, "%s\n", row->unit);
      return;
    }
  print_padded (row->unit, 14, file);
  print_padded (goal, 12, file);
  fprintf (file, "%s\n", bench_row_is_met (row) ? "met" : "MISSED");
}
