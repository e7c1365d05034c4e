/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-server-preset.h"

#include "qing-account.h"

static void
test_addresses (void)
{
  for (guint i = 0; i < qing_server_preset_get_n (); i++)
    {
      const QingServerPreset *preset = qing_server_preset_get (i);
      g_autoptr (QingAccount) account = NULL;
      const char *reason = NULL;

      g_assert_nonnull (preset->label);
      g_assert_cmpuint (qing_server_preset_find (preset->url), ==, i);
      if (preset->url == NULL)
        {
          g_assert_cmpuint (i, ==, qing_server_preset_get_n () - 1);
          continue;
        }
      g_assert_true (qing_account_check_base_url (preset->url, &reason));
      /* An account keeps the address as it is, so that it is found again. */
      account = qing_account_new (NULL, "", preset->url);
      g_assert_cmpstr (qing_account_get_base_url (account), ==, preset->url);
      g_assert_true ((qing_account_get_kind (account) == QING_SERVER_DASHSCOPE) ==
                     g_str_equal (preset->name, "Qwen"));
      /* Only what is on this computer needs no key. */
      g_assert_true ((preset->key_page == NULL) == g_str_has_prefix (preset->url, "http://"));
      g_assert_true (preset->key_page == NULL ||
                     g_uri_is_valid (preset->key_page, G_URI_FLAGS_NONE, NULL));
      g_assert_true (qing_server_preset_has_name (preset->name));
    }
}

static void
test_other (void)
{
  guint other = qing_server_preset_get_n () - 1;

  g_assert_cmpuint (qing_server_preset_find ("http://127.0.0.1:11434/v1"), ==, other);
  g_assert_cmpuint (qing_server_preset_find (""), ==, other);
  g_assert_cmpuint (qing_server_preset_find (NULL), ==, other);
  g_assert_false (qing_server_preset_has_name ("Mine"));
  g_assert_false (qing_server_preset_has_name (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-preset/addresses", test_addresses);
  g_test_add_func ("/server-preset/other", test_other);
  return g_test_run ();
}
