/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-table FOLDER GROUP…: prints what the benchmarks of these groups have left in the folder as
 * one table, and writes it into the file table.txt there. */

#include "bench-row.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

typedef struct
{
  guint n_targets;
  guint n_missed;
  GString *notes; /* why */
} Tally;

/* What is known of targets that may be missed. */
/* clang-format off */
static const struct
{
  const char *row; /* the beginning of its name */
  const char *note;
} notes[] = {
  { "memory at the first frame",
    "An empty window of libadwaita takes 34 MB here with GTK 4.8, most of it pages of libraries\n"
    "  that other programs use, too. SQLite, libsoup and what these need are 4 MB more of those." },
  { "memory, two seconds later",
    "As at the first frame; the database itself adds less than half a megabyte." },
};
/* clang-format on */

static void
note_missed (Tally *tally, const char *name)
{
  const char *note = "No reason is known: this is to be mended.";

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    if (g_str_has_prefix (name, notes[i].row))
      note = notes[i].note;
  g_string_append_printf (tally->notes, "\n%s\n  %s\n", name, note);
  tally->n_missed++;
}

static void
print_rows (const char *text, FILE *file, Tally *tally)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      BenchRow row = { 0 };

      if (!bench_row_read (&row, *line))
        continue;
      bench_row_print (&row, file);
      if (row.goal == BENCH_GOAL_AT_MOST || row.goal == BENCH_GOAL_EXACTLY)
        {
          tally->n_targets++;
          if (!bench_row_is_met (&row))
            note_missed (tally, row.name);
        }
      bench_row_clear (&row);
    }
}

/* Says when it was measured: the figures of a group that was not run this time are older ones. */
static void
print_group (const char *folder, const char *group, FILE *file, Tally *tally)
{
  g_autofree char *path = bench_row_get_path (folder, group);
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;
  g_autoptr (GDateTime) date = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !g_file_get_contents (path, &text, NULL, NULL) ||
      *text == '\0')
    {
      fprintf (file, "%s (not measured)\n", group);
      return;
    }
  date = g_date_time_new_from_unix_local (status.st_mtime);
  when = g_date_time_format (date, "%F %R");
  fprintf (file, "%s (%s)\n", group, when);
  print_rows (text, file, tally);
}

static void
print_table (const char *folder, char **groups, FILE *file)
{
  Tally tally = { .notes = g_string_new (NULL) };

  fputc ('\n', file);
  for (char **group = groups; *group != NULL; group++)
    print_group (folder, *group, file, &tally);
  fprintf (file, "\n%u targets, %u missed\n%s", tally.n_targets, tally.n_missed, tally.notes->str);
  g_string_free (tally.notes, TRUE);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  FILE *file;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("usage: bench-table FOLDER GROUP…\n");
      return EXIT_FAILURE;
    }
  print_table (argv[1], argv + 2, stdout);
  path = g_build_filename (argv[1], "table.txt", NULL);
  file = fopen (path, "w");
  if (file == NULL)
    g_error ("Cannot write %s", path);
  print_table (argv[1], argv + 2, file);
  fclose (file);
  return EXIT_SUCCESS;
}
