/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include "qing-exchange-text.h"
#include "qing-json-pretty.h"
#include "qing-wire-log.h"

#include <string.h>

#define KEY "sk-do-not-show-1234567890"

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

/* Whatever the size of the pieces, what is kept is the beginning and the end of what came, in whole
 * lines, and the sum is right. */
static void
test_log (gconstpointer data)
{
  gsize piece = GPOINTER_TO_SIZE (data);
  static const gsize sizes[] = {
    0, 1, 100, 700000, 786432, 786433, 1048575, 1048576, 1048577, 1100000, 1400000, 5000000,
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (QingWireLog) log = qing_wire_log_new ();
      g_autoptr (GString) all = g_string_new (NULL);
      g_autoptr (GBytes) kept = NULL;
      g_autofree char *text = NULL;
      gsize position;
      guint64 left_out;

      for (guint n = 0; all->len < sizes[i]; n++)
        g_string_append_printf (all, "data: %u\n", n);
      g_string_truncate (all, sizes[i]);
      for (gsize at = 0; at < all->len; at += piece)
        qing_wire_log_append (log, (const guint8 *) all->str + at, MIN (piece, all->len - at));
      qing_wire_log_pack (log, KEY);
      kept = qing_wire_log_dup_bytes (log);
      text = dup_text (kept);
      left_out = qing_wire_log_get_n_left_out (log, &position);

      g_assert_cmpuint (strlen (text) + left_out, ==, all->len);
      g_assert_cmpuint (strlen (text), <=, QING_WIRE_LOG_LIMIT + QING_WIRE_LOG_LIMIT / 4);
      g_assert_cmpuint (qing_wire_log_get_size (log), <=, all->len / 2 + 64);
      g_assert_true (memcmp (text, all->str, position) == 0);
      g_assert_true (g_str_has_suffix (all->str, text + position));
      if (left_out > 0)
        {
          g_assert_cmpint (text[position - 1], ==, '\n');
          g_assert_true (g_str_has_prefix (text + position, "data: "));
        }
    }
}

/* Half of a key where bytes were left out would not be found: it must not be there. */
static void
test_log_edges (void)
{
  for (guint shift = 0; shift < 2 * strlen (KEY); shift++)
    {
      g_autoptr (QingWireLog) log = qing_wire_log_new ();
      g_autoptr (GString) all = g_string_new (NULL);
      g_autoptr (GBytes) kept = NULL;
      g_autofree char *text = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (all, '.');
      while (all->len < 2 * QING_WIRE_LOG_LIMIT)
        g_string_append (all, KEY);
      qing_wire_log_append (log, (const guint8 *) all->str, all->len);
      qing_wire_log_pack (log, KEY);
      kept = qing_wire_log_dup_bytes (log);
      text = dup_text (kept);
      text[0] = '.';
      /* The pieces of the key that stay are fewer than the smallest that tells something. */
      g_assert_null (strstr (text, KEY));
      g_assert_cmpuint (qing_wire_log_get_n_left_out (log, NULL), >, QING_WIRE_LOG_LIMIT / 2);
    }
}

static QingExchange *
make_exchange (const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  QingExchange *exchange = qing_exchange_new ("http://127.0.0.1:9/v1/chat/completions", bytes);
  static const char answer[] = "data: {\"a\":1}\n\ndata: [DONE]\n\n";
  QingTiming timing = QING_TIMING_INIT;

  timing.finished = 2500;
  qing_exchange_begin (exchange);
  qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, "Host", "127.0.0.1");
  qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, "Authorization", "Bearer " KEY);
  qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, "X-Who", "it's \"me\" $HOME `id`");
  qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, "X-Api-Key", "another");
  qing_exchange_set_status (exchange, 200, "HTTP/1.1");
  qing_exchange_add_header (exchange, QING_EXCHANGE_RESPONSE, "x-request-id", "id\r\n1");
  qing_exchange_add_header (exchange, QING_EXCHANGE_RESPONSE, "Set-Cookie", "acw_tc=1");
  qing_exchange_add_header (exchange, QING_EXCHANGE_RESPONSE, "x-tokens-left", "12");
  qing_exchange_append (exchange, (const guint8 *) answer, strlen (answer));
  qing_exchange_end_try (exchange, &timing, NULL, 0);
  qing_exchange_end (exchange, KEY);
  return exchange;
}

static void
test_redaction (void)
{
  g_autoptr (QingExchange) exchange = make_exchange ("{\"q\":\"is " KEY " mine?\"}");
  g_autofree char *json = qing_exchange_dup_json (exchange);
  g_autofree char *curl = qing_exchange_dup_curl (exchange);

  g_assert_null (strstr (json, KEY));
  g_assert_null (strstr (curl, KEY));
  g_assert_nonnull (strstr (json, "is ***"));
  g_assert_cmpstr (qing_exchange_get_headers (exchange, QING_EXCHANGE_RESPONSE), ==,
                   "x-request-id: id  1\nSet-Cookie: ***\nx-tokens-left: 12\n");
  g_assert_nonnull (
    strstr (qing_exchange_get_headers (exchange, QING_EXCHANGE_REQUEST), "X-Api-Key: ***\n"));
}

/* A shell reads back the very same body and headers. */
static void
test_curl (void)
{
  static const char script[] = "curl () { for a; do printf '%%s\\0' \"$a\"; done;"
                               " case \" $* \" in *' @- '*) cat;; esac; }\n"
                               "DASHSCOPE_API_KEY='the key'\n%s";
  g_autoptr (GString) large = g_string_new ("{\"content\":\"BODY it's $HOME \\\\n `id` 清谈 ");
  const char *bodies[] = { "{\"content\":\"it's \\\"quoted\\\" $HOME `id` \\\\ !! 清谈\"}", NULL };

  while (large->len < 400000)
    g_string_append (large, "QUJD");
  g_string_append (large, "\nBODY\nBODY1x\"}");
  bodies[1] = large->str;
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (QingExchange) exchange = make_exchange (bodies[i]);
      g_autofree char *curl = qing_exchange_dup_curl (exchange);
      g_autofree char *text = g_strdup_printf (script, curl);
      g_autoptr (GBytes) input = g_bytes_new (text, strlen (text));
      g_autoptr (GBytes) output = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) shell =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          "sh", NULL);
      const char *data;
      gsize length;
      gsize n = strlen (bodies[i]);

      g_assert_no_error (error);
      g_subprocess_communicate (shell, input, NULL, &output, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (shell));
      data = g_bytes_get_data (output, &length);
      g_assert_cmpuint (length, >, n + 1);
      /* The last argument with its NUL, or standard input with its line's end. */
      g_assert_cmpmem (data + length - n - 1, n, bodies[i], n);
#define has(text) (memmem (data, length, text, sizeof text) != NULL)
      g_assert_true (has ("Authorization: Bearer the key"));
      g_assert_true (has ("X-Who: it's \"me\" $HOME `id`"));
      g_assert_true (has ("http://127.0.0.1:9/v1/chat/completions"));
      g_assert_false (has ("Host: 127.0.0.1"));
#undef has
    }
}

static void
test_json (void)
{
  g_autoptr (QingExchange) exchange = make_exchange ("{\"temperature\":0.7,\"a\":[]}");
  g_autofree char *json = qing_exchange_dup_json (exchange);

  g_assert_nonnull (strstr (json, "\"temperature\": 0.7,\n"));
  g_assert_nonnull (strstr (json, "\"a\": []\n"));
  g_assert_nonnull (strstr (json, "\"Authorization\": \"Bearer ***\""));
  g_assert_nonnull (strstr (json, "\"finished\": 2.500"));
  g_assert_nonnull (strstr (json, "\"log\": \"data: {\\\"a\\\":1}\\n"));
  g_assert_nonnull (strstr (json, "\"log_bytes_left_out\": 0,\n"));
}

static void
test_pretty (void)
{
  static const struct
  {
    const char *json;
    const char *pretty;
  } cases[] = {
    { "{\"a\":1.50,\"b\":[true , null],\"c\":{ },\"d\":\"x,\\\"{\"}",
      "{\n  \"a\": 1.50,\n  \"b\": [\n    true,\n    null\n  ],\n  \"c\": {},\n  \"d\": "
      "\"x,\\\"{\"\n}" },
    { " [ 1 ]\n", "[\n  1\n]" },
    { "no json, {at all}", "no json, {at all}" },
    { "{\"broken\":\"", "{\n  \"broken\": \"" },
    { "}", "}" },
    { "[}]]]]", "[}\n]\n]\n]\n]" },
    { "", "" },
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *deep_pretty = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pretty = qing_json_pretty (cases[i].json, -1);

      g_assert_cmpstr (pretty, ==, cases[i].pretty);
    }
  for (guint i = 0; i < 20000; i++)
    g_string_append_c (deep, '[');
  deep_pretty = qing_json_pretty (deep->str, -1);
  g_assert_cmpuint (strlen (deep_pretty), <, 20000 * 140);
}

static void
test_blobs (void)
{
  g_autofree char *blob = g_strnfill (5000, 'Q');
  g_autofree char *text = g_strdup_printf ("{\"url\":\"data:image/png;base64,%s\"} 清谈", blob);
  g_autofree char *word = g_strnfill (511, 'w');
  g_autofree char *shown = qing_abbreviate_blobs (text);
  g_autofree char *same = qing_abbreviate_blobs (word);

  g_assert_cmpstr (same, ==, word);
  g_assert_cmpuint (strlen (shown), <, 200);
  g_assert_true (g_str_has_prefix (shown, "{\"url\":\"data:image/png;base64,QQQQ"));
  g_assert_true (g_str_has_suffix (shown, "\"} 清谈"));
  g_assert_nonnull (strstr (shown, "more characters"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/exchange/log/whole", GSIZE_TO_POINTER (8000000), test_log);
  g_test_add_data_func ("/exchange/log/pieces", GSIZE_TO_POINTER (32768), test_log);
  g_test_add_data_func ("/exchange/log/small-pieces", GSIZE_TO_POINTER (37), test_log);
  g_test_add_func ("/exchange/log/edges", test_log_edges);
  g_test_add_func ("/exchange/redaction", test_redaction);
  g_test_add_func ("/exchange/curl", test_curl);
  g_test_add_func ("/exchange/json", test_json);
  g_test_add_func ("/exchange/pretty", test_pretty);
  g_test_add_func ("/exchange/blobs", test_blobs);
  return g_test_run ();
}
