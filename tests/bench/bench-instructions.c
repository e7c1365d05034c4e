/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-instructions PROGRAM…: what other benchmarks do, counted in instructions, which are the same
 * on a machine that is busy. Valgrind counts them. */

#include "bench-report.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static double
count (const char *valgrind, const char *program)
{
  const char *arguments[] = { valgrind,
                              "--tool=callgrind",
                              "--callgrind-out-file=/dev/null",
                              "--collect-atstart=no",
                              "--toggle-collect=bench_counted",
                              program,
                              "count",
                              NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  const char *found;
  int status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                     &output, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s", program, error->message, output != NULL ? output : "");
  found = strstr (output, "Collected :");
  if (found == NULL)
    g_error ("%s: nothing was counted\n%s", program, output);
  return g_ascii_strtod (found + strlen ("Collected :"), NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *valgrind = g_find_program_in_path ("valgrind");

  setlocale (LC_ALL, "");
  bench_report_begin ("instructions");
  if (argc != 3)
    g_error ("usage: bench-instructions BENCH-MARKDOWN BENCH-LAYOUT");
  if (valgrind == NULL)
    {
      bench_report_skipped ("instructions", "valgrind is not installed");
      return EXIT_SUCCESS;
    }
  bench_report_figure ("parse and diff, 16k tokens, each token", count (valgrind, argv[1]) / 16384,
                       "instructions");
  bench_report_figure ("lay out 1,000 tokens, each token", count (valgrind, argv[2]) / 1000,
                       "instructions");
  return EXIT_SUCCESS;
}
