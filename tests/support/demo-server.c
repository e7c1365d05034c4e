/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-demo.h"
#include "qing-test-server.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  int port = 0;
  gboolean strict = FALSE;
  g_autofree char *key = NULL;
  QingDemo demo = { .speed = 60 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Listen on this port (0: a free one)", "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &demo.speed, "Tokens a second (0: no limit)", "N" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Refuse what the real service refuses", NULL },
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, "Accept only this API key", "KEY" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("– a server to try Qingtan with");
  g_autoptr (QingTestServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || port < 0 || port > 65535)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "There is no such port.");
      return EXIT_FAILURE;
    }

  server = qing_test_server_new_on_port (port, &error);
  if (server == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  qing_test_server_set_key (server, key);
  qing_test_server_set_strict (server, strict);
  qing_test_server_set_handler (server, qing_demo_answer, &demo);
  printf ("listening on %s\n", qing_test_server_get_base_url (server));
  fflush (stdout);

  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
