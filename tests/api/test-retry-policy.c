/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* When to ask again by itself (protocol.md 3.4). */

#include "qing-fault-mapper.h"
#include "qing-retry-policy.h"

#include <string.h>

static double
fixed_random (gpointer user_data)
{
  return *(double *) user_data;
}

static gboolean
decide (QingPurpose purpose,
        int status,
        const char *body,
        guint n_retries,
        gboolean began,
        QingRetryWish wish)
{
  QingRetryPolicy policy;
  g_autoptr (QingFault) fault = qing_fault_map_response (status, NULL, body, strlen (body));
  guint delay_ms = 0;

  qing_retry_policy_init (&policy, purpose);
  return qing_retry_policy_decide (&policy, fault, n_retries, began, wish, &delay_ms);
}

static const struct
{
  int status;
  const char *body;
  gboolean retry;
} rows[] = {
  { 408, "", TRUE },
  { 409, "", TRUE },
  { 429, "", TRUE },
  { 500, "", TRUE },
  { 502, "", TRUE },
  { 503, "", TRUE },
  { 529, "", TRUE },
  { 400, "", FALSE },
  { 401, "", FALSE },
  { 402, "", FALSE },
  { 403, "", FALSE },
  { 404, "", FALSE },
  { 413, "", FALSE },
  { 422, "", FALSE },
  { 429,
    "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}",
    TRUE },
  { 429,
    "{\"error\":{\"message\":\"Free allocated quota exceeded.\",\"code\":\"insufficient_quota\"}}",
    FALSE },
  { 429, "{\"code\":\"PostpaidBillOverdue\",\"message\":\"x\"}", FALSE },
  { 500, "{\"error\":{\"message\":\"list index out of range\"}}", FALSE },
  { 400, "{\"code\":\"Arrearage\",\"message\":\"x\"}", FALSE },
  { 400, "{\"code\":\"DataInspectionFailed\",\"message\":\"x\"}", FALSE },
};

static void
test_statuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (decide (QING_PURPOSE_CHAT, rows[i].status, rows[i].body, 0, FALSE,
                           QING_WISH_NONE) == rows[i].retry);
}

static void
test_limits (void)
{
  g_assert_true (decide (QING_PURPOSE_CHAT, 503, "", 2, FALSE, QING_WISH_NONE));
  g_assert_false (decide (QING_PURPOSE_CHAT, 503, "", 3, FALSE, QING_WISH_NONE));
  g_assert_true (decide (QING_PURPOSE_TITLE, 503, "", 0, FALSE, QING_WISH_NONE));
  g_assert_false (decide (QING_PURPOSE_TITLE, 503, "", 1, FALSE, QING_WISH_NONE));
  g_assert_false (decide (QING_PURPOSE_TEST, 503, "", 0, FALSE, QING_WISH_NONE));
  /* What was shown would be shown twice. */
  g_assert_false (decide (QING_PURPOSE_CHAT, 503, "", 0, TRUE, QING_WISH_NONE));
  g_assert_false (decide (QING_PURPOSE_CHAT, 503, "", 0, TRUE, QING_WISH_RETRY));
}

static void
test_wishes (void)
{
  g_assert_cmpint (qing_retry_wish_parse (NULL), ==, QING_WISH_NONE);
  g_assert_cmpint (qing_retry_wish_parse ("true"), ==, QING_WISH_RETRY);
  g_assert_cmpint (qing_retry_wish_parse ("False"), ==, QING_WISH_LEAVE);
  g_assert_cmpint (qing_retry_wish_parse ("maybe"), ==, QING_WISH_NONE);

  g_assert_false (decide (QING_PURPOSE_CHAT, 503, "", 0, FALSE, QING_WISH_LEAVE));
  g_assert_true (decide (QING_PURPOSE_CHAT, 400, "", 0, FALSE, QING_WISH_RETRY));
  /* But not what cannot become better. */
  g_assert_false (decide (QING_PURPOSE_CHAT, 401, "", 0, FALSE, QING_WISH_RETRY));
  g_assert_false (decide (QING_PURPOSE_CHAT, 402, "", 0, FALSE, QING_WISH_RETRY));
}

static guint
get_delay (double random, guint n_retries, int retry_after_ms)
{
  QingRetryPolicy policy;
  g_autoptr (QingFault) fault = qing_fault_map_response (503, NULL, "", 0);
  guint delay_ms = G_MAXUINT;

  fault->retry_after_ms = retry_after_ms;
  qing_retry_policy_init (&policy, QING_PURPOSE_CHAT);
  policy.max_retries = 100;
  policy.random = fixed_random;
  policy.random_data = &random;
  if (!qing_retry_policy_decide (&policy, fault, n_retries, FALSE, QING_WISH_NONE, &delay_ms))
    return 0;

  return delay_ms;
}

static void
test_delays (void)
{
  static const guint longest[] = { 500, 1000, 2000, 4000, 8000, 8000, 8000 };

  for (guint i = 0; i < G_N_ELEMENTS (longest); i++)
    {
      g_assert_cmpuint (get_delay (0, i, -1), ==, longest[i]);
      g_assert_cmpuint (get_delay (0.5, i, -1), ==, longest[i] * 7 / 8);
      g_assert_cmpuint (get_delay (0.999999, i, -1), >=, longest[i] * 3 / 4);
    }
  g_assert_cmpuint (get_delay (0, 64, -1), ==, 8000);

  /* What the server says. */
  g_assert_cmpuint (get_delay (0.5, 0, 1), ==, 1);
  g_assert_cmpuint (get_delay (0.5, 0, 30000), ==, 30000);
  g_assert_cmpuint (get_delay (0.5, 0, 120000), ==, 120000);
  g_assert_cmpuint (get_delay (0.5, 0, 120001), ==, 0);
  g_assert_cmpuint (get_delay (0, 0, 0), ==, 500);
}

static void
test_headers (void)
{
  const gint64 now = 784111777; /* Sun, 06 Nov 1994 08:49:37 GMT */

  g_assert_cmpint (qing_retry_wait_parse (NULL, NULL, now), ==, -1);
  g_assert_cmpint (qing_retry_wait_parse ("1500", NULL, now), ==, 1500);
  g_assert_cmpint (qing_retry_wait_parse ("1500", "7", now), ==, 1500);
  g_assert_cmpint (qing_retry_wait_parse ("x", "7", now), ==, 7000);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "0.25", now), ==, 250);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "0", now), ==, -1);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "-3", now), ==, -1);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "nan", now), ==, -1);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "1e300", now), ==, G_MAXINT);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "soon", now), ==, -1);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "Sun, 06 Nov 1994 08:50:07 GMT", now), ==, 30000);
  g_assert_cmpint (qing_retry_wait_parse (NULL, "Sun, 06 Nov 1994 08:49:00 GMT", now), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry/statuses", test_statuses);
  g_test_add_func ("/retry/limits", test_limits);
  g_test_add_func ("/retry/wishes", test_wishes);
  g_test_add_func ("/retry/delays", test_delays);
  g_test_add_func ("/retry/headers", test_headers);

  return g_test_run ();
}
