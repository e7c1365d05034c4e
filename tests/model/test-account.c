/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-account.h"

static void
test_kind (void)
{
  static const struct
  {
    const char *url;
    QingServerKind kind;
  } cases[] = {
    { "https://dashscope.aliyuncs.com/compatible-mode/v1", QING_SERVER_DASHSCOPE },
    { "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", QING_SERVER_DASHSCOPE },
    { "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", QING_SERVER_DASHSCOPE },
    { "https://coding.dashscope.aliyuncs.com/v1", QING_SERVER_DASHSCOPE },
    { "https://llm-abc.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", QING_SERVER_DASHSCOPE },
    { "https://DASHSCOPE-US.aliyuncs.com/compatible-mode/v1", QING_SERVER_DASHSCOPE },
    { "https://example.invalid/dashscope.aliyuncs.com/v1", QING_SERVER_OTHER },
    { "https://dashscope.aliyuncs.com.example.invalid/v1", QING_SERVER_OTHER },
    { "https://notdashscope.aliyuncs.com/v1", QING_SERVER_OTHER },
    { "http://127.0.0.1:8080/v1", QING_SERVER_OTHER },
    { "nonsense", QING_SERVER_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingAccount) account = qing_account_new (NULL, "", cases[i].url);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpint (qing_account_get_kind (account), ==, cases[i].kind);
    }
}

static void
test_money (void)
{
  static const struct
  {
    const char *url;
    const char *host; /* of the page; NULL for none */
    const char *currency;
  } cases[] = {
    { "https://dashscope.aliyuncs.com/compatible-mode/v1", "billing-cost.console.aliyun.com",
      "CNY" },
    { "https://coding.dashscope.aliyuncs.com/v1", "billing-cost.console.aliyun.com" },
    { "https://token-plan.cn-beijing.maas.aliyuncs.com/v1", "billing-cost.console.aliyun.com" },
    { "https://dashscope-intl.aliyuncs.com/v1", "billing-cost.console.alibabacloud.com", "USD" },
    { "https://dashscope-us.aliyuncs.com/v1", "billing-cost.console.alibabacloud.com" },
    { "https://cn-hongkong.dashscope.aliyuncs.com/v1", "billing-cost.console.alibabacloud.com" },
    { "https://coding-intl.dashscope.aliyuncs.com/v1", "billing-cost.console.alibabacloud.com" },
    { "https://x.ap-southeast-1.maas.aliyuncs.com/v1", "billing-cost.console.alibabacloud.com",
      "USD" },
    { "https://dashscope.aliyuncs.com.example.invalid/v1", NULL },
    { "https://example.invalid/v1", NULL },
    { "http://127.0.0.1:8080/v1", NULL },
    { "https://llm-x.cn-beijing.maas.aliyuncs.com/v1", "billing-cost.console.aliyun.com", "CNY" },
    { "nonsense", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingAccount) account = qing_account_new (NULL, "", cases[i].url);
      const char *page = qing_account_get_billing_page (account);
      g_autoptr (GUri) uri = page != NULL ? g_uri_parse (page, G_URI_FLAGS_NONE, NULL) : NULL;

      g_test_message ("%s", cases[i].url);
      g_assert_cmpstr (uri != NULL ? g_uri_get_host (uri) : NULL, ==, cases[i].host);
      g_assert_true (page == NULL || g_str_has_prefix (page, "https://"));
      g_assert_cmpstr (qing_account_get_currency (account), ==, cases[i].currency);
    }
}

static void
test_base_url (void)
{
  static const struct
  {
    const char *typed;
    const char *kept;
    gboolean good;
  } cases[] = {
    { " https://example.invalid/v1/ ", "https://example.invalid/v1", TRUE },
    { "https://example.invalid/v1/chat/completions", "https://example.invalid/v1", TRUE },
    { "https://example.invalid/v1/chat/completions/", "https://example.invalid/v1", TRUE },
    { "http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1", TRUE },
    { "", "", FALSE },
    { "example.invalid/v1", "example.invalid/v1", FALSE },
    { "ftp://example.invalid/v1", "ftp://example.invalid/v1", FALSE },
    { "https://user:secret@example.invalid/", "https://user:secret@example.invalid", FALSE },
    { "https://example.invalid/v1?x=1", "https://example.invalid/v1?x=1", FALSE },
    { "https://", "https:", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingAccount) account = qing_account_new (NULL, "", cases[i].typed);
      const char *reason = NULL;

      g_assert_cmpstr (qing_account_get_base_url (account), ==, cases[i].kept);
      g_assert_cmpint (qing_account_check_base_url (cases[i].typed, &reason), ==, cases[i].good);
      g_assert_true ((reason == NULL) == cases[i].good);
    }
}

static void
count_cb (QingAccount *account, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

static void
test_key (void)
{
  g_autoptr (QingAccount) account = qing_account_new ("a", "A", "https://example.invalid/v1");
  guint count = 0;

  g_signal_connect (account, "notify::has-key", G_CALLBACK (count_cb), &count);
  qing_account_set_key (account, "  sk-123\n");
  g_assert_cmpstr (qing_account_get_key (account), ==, "sk-123");
  g_assert_true (qing_account_has_key (account));
  qing_account_set_key (account, " \n");
  g_assert_null (qing_account_get_key (account));
  g_assert_cmpuint (count, ==, 2);
  g_assert_null (g_object_class_find_property (G_OBJECT_GET_CLASS (account), "key"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/kind", test_kind);
  g_test_add_func ("/account/money", test_money);
  g_test_add_func ("/account/base-url", test_base_url);
  g_test_add_func ("/account/key", test_key);
  return g_test_run ();
}
