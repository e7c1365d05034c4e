/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-application.h"
#include "qing-environment.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* The program for the terminal is beside this one where both were built, and in the folder for
 * helpers where both are installed. */
static char *
find_ask (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "qingtan-ask", NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_strdup (QING_LIBEXECDIR "/qingtan/qingtan-ask");
}

static int
run_ask (char **argv)
{
  g_autofree char *program = find_ask ();

  execv (program, argv);
  fprintf (stderr, _ ("qingtan: cannot start %s: %s\n"), program, g_strerror (errno));
  return 1;
}

int
main (int argc, char **argv)
{
  static const char *const terminal_commands[] = { "ask", "models", "--version", NULL };
  g_autoptr (QingApplication) application = NULL;

  qing_environment_init_locale ();
  if (argc > 1 && g_strv_contains (terminal_commands, argv[1]))
    return run_ask (argv);

  qing_environment_save_memory ();
  qing_environment_choose_renderer ("/dev/dri", gtk_get_minor_version ());
  application = qing_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
