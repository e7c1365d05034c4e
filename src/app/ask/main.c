/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask.h"
#include "qing-environment.h"

#include <glib/gi18n.h>
#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (QingAskOptions) options = NULL;
  g_autoptr (QingAsk) ask = NULL;
  g_autoptr (GError) error = NULL;

  qing_environment_init_locale ();
  g_set_prgname ("qingtan");

  options = qing_ask_options_parse (argv, &error);
  if (options == NULL)
    {
      fprintf (stderr, "qingtan: %s\n", error->message);
      fprintf (stderr, _ ("Try “qingtan ask --help”.\n"));
      return QING_ASK_WRONG_USE;
    }
  if (options->task == QING_ASK_VERSION)
    {
      puts ("qingtan " QING_VERSION);
      return QING_ASK_ANSWERED;
    }
  ask = qing_ask_new (options);
  return qing_ask_run (ask);
}
