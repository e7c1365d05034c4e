/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-history-maker.h"

#include <stdlib.h>
#include <string.h>

/* Makes a history to measure with:
 *
 *   make-history PATH CONVERSATIONS MESSAGES
 *   make-history PATH --one MESSAGES
 */
int
main (int argc, char **argv)
{
  gsize n_bytes;

  if (argc != 4)
    {
      g_printerr ("Usage: %s PATH CONVERSATIONS|--one MESSAGES\n", argv[0]);
      return EXIT_FAILURE;
    }
  n_bytes =
    qing_history_maker_write (argv[1], g_str_equal (argv[2], "--one") ? 1 : (guint) atoi (argv[2]),
                              (guint) atoi (argv[3]));
  g_print ("%" G_GSIZE_FORMAT " bytes of text\n", n_bytes);
  return EXIT_SUCCESS;
}
