/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-environment.h"

#include <glib/gstdio.h>

static void
test_account (void)
{
  static const struct
  {
    const char *key;
    const char *url;
    const char *demo;
    const char *expected; /* "uid address", NULL for none */
    QingServerKind kind;
  } cases[] = {
    { NULL, NULL, NULL, NULL, 0 },
    { "", NULL, NULL, NULL, 0 },
    { "sk-1", NULL, NULL, "environment " QING_DEFAULT_BASE_URL, QING_SERVER_DASHSCOPE },
    { "sk-1", "http://127.0.0.1:9/v1", NULL, "environment http://127.0.0.1:9/v1",
      QING_SERVER_OTHER },
    { NULL, "http://127.0.0.1:9/v1", NULL, NULL, 0 },
    { NULL, NULL, "http://127.0.0.1:9/v1", "demo http://127.0.0.1:9/v1", QING_SERVER_DASHSCOPE },
    { "sk-1", NULL, "http://127.0.0.1:9/v1", "environment " QING_DEFAULT_BASE_URL,
      QING_SERVER_DASHSCOPE },
    { NULL, NULL, "http://example.invalid/v1", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingAccount) account = NULL;
      g_autofree char *found = NULL;

      g_unsetenv ("DASHSCOPE_API_KEY");
      g_unsetenv ("DASHSCOPE_BASE_URL");
      g_unsetenv ("QINGTAN_DEMO_URL");
      if (cases[i].key != NULL)
        g_setenv ("DASHSCOPE_API_KEY", cases[i].key, TRUE);
      if (cases[i].url != NULL)
        g_setenv ("DASHSCOPE_BASE_URL", cases[i].url, TRUE);
      if (cases[i].demo != NULL)
        g_setenv ("QINGTAN_DEMO_URL", cases[i].demo, TRUE);

      account = qing_environment_dup_account ();
      if (account != NULL)
        {
          found = g_strdup_printf ("%s %s", qing_account_get_uid (account),
                                   qing_account_get_base_url (account));
          g_assert_cmpint (qing_account_get_kind (account), ==, cases[i].kind);
          g_assert_true (qing_account_has_key (account));
          g_assert_cmpint (qing_account_get_key_storage (account), ==,
                           QING_KEY_STORAGE_ENVIRONMENT);
        }
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_loopback (void)
{
  static const struct
  {
    const char *url;
    gboolean loopback;
  } cases[] = {
    { "http://127.0.0.1:80/", TRUE },
    { "http://[::1]:80/", TRUE },
    { "http://LOCALHOST/", TRUE },
    { "http://127.0.0.1.example.invalid/", FALSE },
    { "http://localhost.example.invalid/", FALSE },
    { "http://[fe80::1]/", FALSE },
    { "127.0.0.1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (qing_environment_is_loopback (cases[i].url), ==, cases[i].loopback);
}

/* Each case: whether there is a render node, what the user chose, and what GTK then finds. */
static void
test_renderer (void)
{
  static const struct
  {
    gboolean node;
    const char *chosen;
    const char *renderer;
    const char *debug;
  } cases[] = {
    { FALSE, NULL, "cairo", "gl-disable" },
    { TRUE, NULL, NULL, NULL },
    { FALSE, "gl", "gl", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = g_dir_make_tmp ("qing-dri-XXXXXX", &error);
      g_autofree char *card = g_build_filename (folder, "card0", NULL);
      g_autofree char *node = g_build_filename (folder, "renderD128", NULL);

      g_assert_no_error (error);
      g_assert_true (g_file_set_contents (card, "", 0, NULL));
      if (cases[i].node)
        g_assert_true (g_file_set_contents (node, "", 0, NULL));
      g_unsetenv ("GSK_RENDERER");
      g_unsetenv ("GDK_DEBUG");
      if (cases[i].chosen != NULL)
        g_setenv ("GSK_RENDERER", cases[i].chosen, TRUE);

      qing_environment_choose_renderer (folder);
      g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, cases[i].renderer);
      g_assert_cmpstr (g_getenv ("GDK_DEBUG"), ==, cases[i].debug);

      g_remove (node);
      g_remove (card);
      g_rmdir (folder);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/environment/account", test_account);
  g_test_add_func ("/environment/loopback", test_loopback);
  g_test_add_func ("/environment/renderer", test_renderer);
  return g_test_run ();
}
