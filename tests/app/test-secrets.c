/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-secrets.h"

#include <string.h>

/* Runs twice: with "--service" on a bus that has a real Secret Service, and on one that has none. */
static gboolean has_service;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
store (QingAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qing_secrets_store_async (account, NULL, result_cb, &result);
  return qing_secrets_store_finish (wait_for (&result), error);
}

static QingAccount *
find (const char *uid, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qing_secrets_find_async (uid, NULL, result_cb, &result);
  return qing_secrets_find_finish (wait_for (&result), error);
}

static gboolean
clear (QingAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qing_secrets_clear_async (account, NULL, result_cb, &result);
  return qing_secrets_clear_finish (wait_for (&result), error);
}

static void
test_round_trip (void)
{
  g_autoptr (QingAccount) account =
    qing_account_new ("uid-1", "One", "https://one.example.invalid/v1");
  g_autoptr (QingAccount) found = NULL;
  g_autoptr (QingAccount) any = NULL;
  g_autoptr (QingAccount) none = NULL;
  g_autoptr (GError) error = NULL;

  none = find ("uid-1", &error);
  g_assert_no_error (error);
  g_assert_null (none);

  qing_account_set_key (account, "sk-first");
  g_assert_true (store (account, &error));
  g_assert_no_error (error);
  qing_account_set_key (account, "sk-second");
  qing_account_set_base_url (account, "https://two.example.invalid/v1");
  g_assert_true (store (account, &error));
  g_assert_no_error (error);

  found = find ("uid-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qing_account_get_key (found), ==, "sk-second");
  g_assert_cmpstr (qing_account_get_base_url (found), ==, "https://two.example.invalid/v1");
  g_assert_cmpint (qing_account_get_key_storage (found), ==, QING_KEY_STORAGE_SECRET);
  any = find (NULL, &error);
  g_assert_cmpstr (qing_account_get_uid (any), ==, "uid-1");

  g_assert_true (clear (account, &error));
  g_assert_no_error (error);
  none = find ("uid-1", &error);
  g_assert_no_error (error);
  g_assert_null (none);
}

/* Without a service every call says so, and nothing hangs. */
static void
test_none (void)
{
  g_autoptr (QingAccount) account =
    qing_account_new ("uid-1", "One", "https://one.example.invalid/v1");
  g_autoptr (GError) error = NULL;

  qing_account_set_key (account, "sk-first");
  g_assert_false (store (account, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "sk-first"));
  g_clear_error (&error);
  g_assert_null (find (NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  has_service = argc > 1 && g_str_equal (argv[1], "--service");
  if (has_service)
    g_test_add_func ("/secrets/round-trip", test_round_trip);
  else
    g_test_add_func ("/secrets/none", test_none);
  return g_test_run ();
}
