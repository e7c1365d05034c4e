/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-clock.h"

#include <string.h>
#include <time.h>

static double
get_time (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec * 1e-3;
}

double
bench_clock_get_process (void)
{
  return get_time (CLOCK_PROCESS_CPUTIME_ID);
}

double
bench_clock_get_thread (void)
{
  return get_time (CLOCK_THREAD_CPUTIME_ID);
}

double
bench_clock_get_memory (const char *name)
{
  g_autofree char *text = NULL;
  g_autofree char *start = g_strconcat ("\n", name, ":", NULL);
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, start);
  return line != NULL ? (double) g_ascii_strtoll (line + strlen (start), NULL, 10) / 1024.0 : 0;
}
