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

/* Each case: whether there is a render node, which GTK it is, what the user chose, and what GTK then
 * finds. */
static void
test_renderer (void)
{
  static const char *const names[] = { "GSK_RENDERER", "GDK_DEBUG", "GDK_DISABLE" };
  static const struct
  {
    gboolean node;
    guint minor;
    const char *chosen[3];
    const char *found[3];
  } cases[] = {
    { FALSE, 8, { NULL, NULL, NULL }, { "cairo", "gl-disable", NULL } },
    { FALSE, 15, { NULL, NULL, NULL }, { "cairo", "gl-disable", NULL } },
    { FALSE, 16, { NULL, NULL, NULL }, { "cairo", NULL, "gl,vulkan" } },
    { TRUE, 8, { NULL, NULL, NULL }, { NULL, NULL, NULL } },
    { TRUE, 18, { NULL, NULL, NULL }, { NULL, NULL, NULL } },
    { FALSE, 8, { "gl", NULL, NULL }, { "gl", NULL, NULL } },
    { FALSE, 8, { NULL, "misc", NULL }, { NULL, "misc", NULL } },
    { FALSE, 18, { NULL, NULL, "vulkan" }, { NULL, NULL, "vulkan" } },
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
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        if (cases[i].chosen[j] != NULL)
          g_setenv (names[j], cases[i].chosen[j], TRUE);
        else
          g_unsetenv (names[j]);

      qing_environment_choose_renderer (folder, cases[i].minor);
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_cmpstr (g_getenv (names[j]), ==, cases[i].found[j]);

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
