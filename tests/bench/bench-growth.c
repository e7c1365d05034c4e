/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-growth PROGRAM: whether the start of the real program grows with its history. */

#include "bench-history.h"
#include "bench-report.h"
#include "bench-screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define N_STARTS         7
#define FRAME_PATIENCE   (60 * G_USEC_PER_SEC)
#define SETTLING_SECONDS 2

typedef struct
{
  double drawn;   /* ms of processor time until the first frame */
  double settled; /* until two seconds later */
} Start;

static double
get_cpu (GPid pid)
{
  struct timespec now = { 0 };
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &now) != 0)
    g_error ("The program has ended");
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static char **
make_environment (const char *data_home)
{
  char **environment = g_get_environ ();

  environment = g_environ_unsetenv (environment, "GSK_RENDERER");
  environment = g_environ_unsetenv (environment, "GDK_DEBUG");
  environment = g_environ_unsetenv (environment, "GDK_DISABLE");
  environment = g_environ_unsetenv (environment, "DASHSCOPE_API_KEY");
  environment = g_environ_unsetenv (environment, "QINGTAN_DEMO_URL");
  return g_environ_setenv (environment, "XDG_DATA_HOME", data_home, TRUE);
}

static void
start (BenchScreen *screen, const char *program, char **environment, Start *best)
{
  const char *arguments[] = { program, NULL };
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  GPid pid;

  if (!g_spawn_async (NULL, (char **) arguments, environment,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid,
                      &error))
    g_error ("%s", error->message);
  while (!bench_screen_is_drawn (screen))
    {
      if (g_get_monotonic_time () - begin > FRAME_PATIENCE)
        g_error ("No window has come");
      g_usleep (1000);
    }
  best->drawn = MIN (best->drawn, get_cpu (pid));
  g_usleep (SETTLING_SECONDS * G_USEC_PER_SEC);
  best->settled = MIN (best->settled, get_cpu (pid));
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  while (bench_screen_is_drawn (screen))
    g_usleep (1000);
}

static char **
make_environment_of (const char *history)
{
  g_autofree char *folder = g_path_get_dirname (history);
  g_autofree char *data_home = g_path_get_dirname (folder);

  return make_environment (data_home);
}

int
main (int argc, char **argv)
{
  g_autofree char *few = bench_history_get (BENCH_HISTORY_FEW, BENCH_HISTORY_FEW * 50, NULL);
  g_autofree char *many = bench_history_get (BENCH_HISTORY_MANY, BENCH_HISTORY_MESSAGES, NULL);
  g_auto (GStrv) with_few = make_environment_of (few);
  g_auto (GStrv) with_many = make_environment_of (many);
  g_autoptr (BenchScreen) screen = NULL;
  Start least_few = { G_MAXDOUBLE, G_MAXDOUBLE };
  Start least_many = { G_MAXDOUBLE, G_MAXDOUBLE };

  if (argc != 2)
    g_error ("usage: bench-growth PROGRAM");
  bench_report_begin ("growth");
  screen = bench_screen_new ();
  /* By turns, so that another load on the machine meets both. */
  for (guint i = 0; i < N_STARTS; i++)
    {
      start (screen, argv[1], with_few, &least_few);
      start (screen, argv[1], with_many, &least_many);
    }
  bench_report_figure ("start with 10 conversations, processor", least_few.settled, "ms");
  bench_report_figure ("start with 20,000 conversations, processor", least_many.settled, "ms");
  bench_report_at_most ("start with 20,000 conversations over 10",
                        least_many.settled / least_few.settled, "", 1.1);
  bench_report_at_most ("to the first frame, 20,000 over 10", least_many.drawn / least_few.drawn,
                        "", 1.1);
  return EXIT_SUCCESS;
}
