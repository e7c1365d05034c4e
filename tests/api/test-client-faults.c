/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes wrong between client and server, over a real connection. */

#include "qing-probe.h"
#include "qing-wire-log.h"

#include <string.h>

#define WORDS "The quick brown fox."
#define KEY   "sk-test-0123456789abcdef"

typedef struct
{
  guint status;
  QingTestErrorShape shape;
  const char *code;
  const char *message;
  QingError fault;
  guint n_retries;
} Row;

static const Row rows[] = {
  { 400, QING_TEST_ERROR_OPENAI, "invalid_parameter_error", "Range of n should be [1, 4]",
    QING_ERROR_REQUEST, 0 },
  { 400, QING_TEST_ERROR_NATIVE, "Arrearage", "Access denied.", QING_ERROR_BALANCE, 0 },
  { 401, QING_TEST_ERROR_OPENAI, "invalid_api_key", "Incorrect API key provided.", QING_ERROR_AUTH,
    0 },
  { 403, QING_TEST_ERROR_EMPTY, NULL, NULL, QING_ERROR_AUTH, 0 },
  { 404, QING_TEST_ERROR_SPRING, NULL, "Not Found", QING_ERROR_REQUEST, 0 },
  { 404, QING_TEST_ERROR_STRING, NULL, "model 'x' not found", QING_ERROR_MODEL, 0 },
  { 429, QING_TEST_ERROR_OPENAI, "insufficient_quota", "You exceeded your current quota.",
    QING_ERROR_RATE, 3 },
  { 429, QING_TEST_ERROR_NUMERIC, NULL, "Too many requests", QING_ERROR_RATE, 3 },
  { 500, QING_TEST_ERROR_OPENAI, "internal_error", "list index out of range", QING_ERROR_REQUEST,
    0 },
  { 500, QING_TEST_ERROR_OPENAI, "internal_error", "It broke.", QING_ERROR_SERVER, 3 },
  { 502, QING_TEST_ERROR_HTML, NULL, "Bad Gateway", QING_ERROR_SERVER, 3 },
  { 503, QING_TEST_ERROR_EMPTY, NULL, NULL, QING_ERROR_SERVER, 3 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingTestScript) script =
    qing_test_script_new_error (row->status, row->shape, row->code, row->message);

  qing_test_server_set_default (probe->server, script);
  qing_probe_chat (probe);

  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, row->fault);
  /* Nobody knows where this server takes money. */
  g_assert_cmpint (probe->fault->action, !=, QING_FAULT_ACTION_OPEN_BILLING);
  g_assert_cmpint (probe->fault->http_status, ==, row->status);
  g_assert_cmpuint (probe->n_retries, ==, row->n_retries);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, row->n_retries + 1);
  g_assert_true (g_uuid_string_is_valid (probe->fault->request_id));
  /* Each wait is about twice the one before: 20, 40, 80 ms, less a quarter at most. */
  for (guint i = 0; i < MIN (probe->n_retries, G_N_ELEMENTS (probe->delays)); i++)
    {
      g_assert_cmpuint (probe->delays[i], <=, 20u << i);
      g_assert_cmpuint (probe->delays[i], >=, (20u << i) * 3 / 4);
    }
}

/* Busy twice, then an answer: the user sees one answer, and that it was waited for. */
static void
test_recovery (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server,
                         qing_test_script_new_error (503, QING_TEST_ERROR_EMPTY, NULL, NULL));
  qing_test_server_take (probe->server, qing_test_script_new_error (429, QING_TEST_ERROR_OPENAI,
                                                                    "limit_requests", "Slower."));
  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpuint (probe->n_retries, ==, 2);
}

static QingTestScript *
make_busy (const char *header, const char *value)
{
  QingTestScript *script =
    qing_test_script_new_error (429, QING_TEST_ERROR_OPENAI, "limit_requests", "Slower.");

  qing_test_script_set_header (script, header, value);

  return script;
}

static void
test_server_wishes (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, make_busy ("retry-after-ms", "150"));
  qing_test_server_take (probe->server, make_busy ("Retry-After", "0.1"));
  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpuint (probe->n_retries, ==, 2);
  g_assert_cmpuint (probe->delays[0], ==, 150);
  g_assert_cmpuint (probe->delays[1], ==, 100);

  /* Longer than anybody waits: it is said, and left to the user. */
  qing_test_server_take (probe->server, make_busy ("Retry-After", "300"));
  qing_probe_chat (probe);
  g_assert_cmpuint (probe->n_retries, ==, 0);
  g_assert_cmpint (probe->fault->retry_after_ms, ==, 300000);
  g_assert_cmpint (probe->fault->action, ==, QING_FAULT_ACTION_WAIT);

  qing_test_server_take (probe->server, make_busy ("x-should-retry", "false"));
  qing_probe_chat (probe);
  g_assert_cmpuint (probe->n_retries, ==, 0);
}

static void
test_cancel_wait (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  /* Longer than this test may take. */
  qing_test_server_take (probe->server, make_busy ("Retry-After", "100"));
  qing_probe_start (probe);
  while (probe->n_retries == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (probe->cancellable);
  qing_probe_wait (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, 1);
}

/* The countdown is the user's to cut short: the same chat goes on with its next try at once. */
static void
test_retry_now (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  QingProvider *provider;
  g_autoptr (QingChatRequest) stranger = NULL;

  provider = QING_PROVIDER (probe->client);
  qing_test_server_take (probe->server, make_busy ("Retry-After", "100"));
  qing_test_server_take (probe->server, make_busy ("Retry-After", "100"));
  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_start (probe);
  g_assert_false (qing_provider_retry_now (provider, probe->request));
  for (guint i = 1; i <= 2; i++)
    {
      while (probe->n_retries < i)
        g_main_context_iteration (NULL, TRUE);
      stranger = qing_probe_make_request (probe);
      g_assert_false (qing_provider_retry_now (provider, stranger));
      g_clear_object (&stranger);
      /* It is told before the wait begins. */
      while (!qing_provider_retry_now (provider, probe->request))
        g_main_context_iteration (NULL, FALSE);
    }
  qing_probe_wait (probe);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpuint (probe->n_retries, ==, 2);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, 3);
  g_assert_false (qing_provider_retry_now (provider, probe->request));
}

/* A stream that opens with 200 and ends in an error: retried only while nothing was shown. */
static void
test_in_stream (void)
{
  for (guint shown = 0; shown < 2; shown++)
    {
      g_autoptr (QingProbe) probe = qing_probe_new ();
      QingTestScript *script = qing_test_script_new ();

      qing_test_script_add_role (script, 0);
      if (shown)
        qing_test_script_add_text (script, 0, "Half", 2);
      qing_test_script_add_error_frame (script, 429, "Throttling.AllocationQuota", "Too much.");
      qing_test_server_take (probe->server, script);
      qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
      qing_probe_chat (probe);

      g_assert_true (probe->good == !shown);
      g_assert_cmpstr (probe->text->str, ==, shown ? "Half" : WORDS);
      if (shown)
        {
          g_assert_cmpint (probe->fault->code, ==, QING_ERROR_RATE);
          g_assert_cmpint (probe->fault->http_status, ==, 429);
        }
    }
}

static void
test_helpers (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingTestScript) script =
    qing_test_script_new_error (503, QING_TEST_ERROR_EMPTY, NULL, NULL);

  qing_test_server_set_default (probe->server, script);
  probe->purpose = QING_PURPOSE_TITLE;
  qing_probe_chat (probe);
  g_assert_cmpuint (probe->n_retries, ==, 1);
  probe->purpose = QING_PURPOSE_TEST;
  qing_probe_chat (probe);
  g_assert_cmpuint (probe->n_retries, ==, 0);
}

static void
test_wrong_key (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_set_key (probe->server, "sk-another");
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_AUTH);
  g_assert_cmpint (probe->fault->action, ==, QING_FAULT_ACTION_EDIT_KEY);
}

/* What a server repeats of the key does not come back. */
static void
test_echoed_key (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server,
                         qing_test_script_new_error (401, QING_TEST_ERROR_OPENAI, "invalid_api_key",
                                                     "Incorrect API key provided: " KEY "."));
  qing_probe_chat (probe);
  g_assert_cmpstr (probe->fault->detail, ==, "Incorrect API key provided: [key].");
}

static void
check_unsent (QingProbe *probe, const char *base_url, const char *key, QingError code)
{
  guint before = qing_test_server_get_n_requests (probe->server);

  qing_account_set_base_url (probe->account, base_url);
  qing_account_set_key (probe->account, key);
  qing_probe_chat (probe);
  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, code);
  g_assert_cmpint (probe->fault->action, ==, QING_FAULT_ACTION_EDIT_KEY);
  g_assert_cmpuint (probe->n_deltas, ==, 0);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, before);
}

/* All of these end without a connection: the hosts do not exist. */
static void
test_unsent (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  const char *here = qing_test_server_get_base_url (probe->server);

  check_unsent (probe, here, NULL, QING_ERROR_AUTH);
  check_unsent (probe, here, "sk-a\nb", QING_ERROR_AUTH);
  check_unsent (probe, "http://nonexistent.invalid/v1", KEY, QING_ERROR_AUTH);
  check_unsent (probe, "ftp://nonexistent.invalid/v1", KEY, QING_ERROR_REQUEST);
  check_unsent (probe, "nonsense", KEY, QING_ERROR_REQUEST);
  check_unsent (probe, "", KEY, QING_ERROR_REQUEST);
}

static void
test_unknown_host (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_account_set_base_url (probe->account, "https://nonexistent.invalid/v1");
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpint (probe->fault->http_status, ==, 0);
  g_assert_nonnull (strstr (probe->fault->summary, "name"));
}

static void
test_refused_connection (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_stop (probe->server);
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpuint (probe->n_retries, ==, 3);
  g_assert_nonnull (strstr (probe->fault->summary, "No server"));
}

static QingTestScript *
make_redirect (guint status, const char *location)
{
  QingTestScript *script = qing_test_script_new_body (status, "text/plain", "");

  qing_test_script_set_header (script, "Location", location);

  return script;
}

static void
test_redirects (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autofree char *same =
    g_strconcat (qing_test_server_get_base_url (probe->server), "/chat/completions", NULL);
  g_autoptr (QingTestScript) circle = make_redirect (308, same);

  /* The same server and method: followed. */
  qing_test_server_take (probe->server, make_redirect (307, same));
  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);

  /* Another server would get the key; another method would lose the request. */
  qing_test_server_take (probe->server, make_redirect (307, "http://127.0.0.2:9/v1"));
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_PROTOCOL);
  g_assert_cmpstr (probe->fault->detail, ==, "http://127.0.0.2:9/v1");
  qing_test_server_take (probe->server, make_redirect (302, same));
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_PROTOCOL);

  qing_test_server_clear (probe->server);
  qing_test_server_set_default (probe->server, circle);
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_PROTOCOL);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, 4);
}

typedef struct
{
  char **models;
  QingFault *fault;
  gboolean done;
} Listing;

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Listing *listing = user_data;

  listing->models =
    qing_provider_list_models_finish (QING_PROVIDER (object), result, &listing->fault);
  listing->done = TRUE;
}

static void
list_models (QingProbe *probe, Listing *listing, GCancellable *cancellable)
{
  memset (listing, 0, sizeof *listing);
  qing_provider_list_models_async (QING_PROVIDER (probe->client), probe->account, cancellable,
                                   listed_cb, listing);
  while (!listing->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((listing->models == NULL) == (listing->fault != NULL));
}

static void
listing_clear (Listing *listing)
{
  g_strfreev (listing->models);
  g_clear_pointer (&listing->fault, qing_fault_free);
}

static void
test_models (void)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *models; /* NULL: a fault */
    QingError code;
  } answers[] = {
    { 200,
      "{\"object\":\"list\",\"data\":[{\"id\":\"b\"},{\"id\":\"a\"},{\"x\":1},7,{\"id\":\"\"}]}",
      "b a" },
    { 200, "[{\"name\":\"c\"}]", "c" },
    { 200, "{\"data\":[]}", "" },
    { 200, "{\"data\":null}", NULL, QING_ERROR_PROTOCOL },
    { 200, "", NULL, QING_ERROR_PROTOCOL },
    { 200, "<html><title>Login</title></html>", NULL, QING_ERROR_PROTOCOL },
    { 401, "{\"error\":{\"message\":\"no\"}}", NULL, QING_ERROR_AUTH },
    { 404, "", NULL, QING_ERROR_REQUEST },
  };
  Listing listing;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (QingProbe) probe = qing_probe_new ();
      g_autoptr (QingTestScript) script =
        qing_test_script_new_body (answers[i].status, "application/json", answers[i].body);

      qing_test_server_route (probe->server, QING_TEST_ROUTE_PATH, "/models", script);
      list_models (probe, &listing, NULL);
      if (answers[i].models != NULL)
        {
          g_autofree char *joined = g_strjoinv (" ", listing.models);

          g_assert_cmpstr (joined, ==, answers[i].models);
        }
      else
        g_assert_cmpint (listing.fault->code, ==, answers[i].code);
      listing_clear (&listing);
    }
}

static void
test_models_stopped (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Listing listing;

  g_cancellable_cancel (cancellable);
  list_models (probe, &listing, cancellable);
  g_assert_cmpint (listing.fault->code, ==, QING_ERROR_CANCELLED);
  listing_clear (&listing);

  qing_account_set_key (probe->account, NULL);
  list_models (probe, &listing, NULL);
  g_assert_cmpint (listing.fault->code, ==, QING_ERROR_AUTH);
  listing_clear (&listing);
}

static void
exchanged_cb (QingProvider *provider,
              QingChatRequest *request,
              QingExchange *exchange,
              QingExchange **kept)
{
  g_assert_true (QING_IS_CHAT_REQUEST (request));
  g_set_object (kept, exchange);
}

static char *
dup_log (QingExchange *exchange)
{
  g_autoptr (GBytes) bytes = qing_exchange_dup_log (exchange);
  gsize length;
  const char *log = g_bytes_get_data (bytes, &length);

  return g_strndup (log, length);
}

static void
test_exchange (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingExchange) kept = NULL;
  g_autofree char *preview = NULL;
  g_autoptr (QingExchange) draft = NULL;
  g_autofree char *log = NULL;
  g_autoptr (QingChatRequest) request = NULL;
  gulong id = g_signal_connect (probe->client, "exchanged", G_CALLBACK (exchanged_cb), &kept);
  const QingExchangeTry *first;

  qing_test_server_take (probe->server,
                         qing_test_script_new_error (503, QING_TEST_ERROR_EMPTY, NULL, NULL));
  qing_test_server_take (probe->server, qing_test_script_new_text ("My key is " KEY ", really."));
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  /* Who asks the model for it gets it; who looks over the shoulder does not. */
  g_assert_nonnull (strstr (probe->text->str, KEY));

  g_assert_nonnull (kept);
  g_assert_cmpuint (qing_exchange_get_n_tries (kept), ==, 2);
  first = qing_exchange_get_try (kept, 0);
  g_assert_cmpuint (first->status, ==, 503);
  g_assert_nonnull (first->words);
  g_assert_cmpuint (first->delay_ms, >, 0);
  g_assert_cmpint (first->elapsed, >, 0);
  g_assert_cmpint (qing_exchange_get_try (kept, 1)->started, >=, first->started);
  g_assert_null (qing_exchange_get_try (kept, 1)->words);
  g_assert_cmpuint (qing_exchange_get_status (kept), ==, 200);
  g_assert_cmpstr (qing_exchange_get_protocol (kept), ==, "HTTP/1.1");
  g_assert_nonnull (
    strstr (qing_exchange_get_headers (kept, QING_EXCHANGE_RESPONSE), "x-request-id: "));
  g_assert_nonnull (strstr (qing_exchange_get_headers (kept, QING_EXCHANGE_REQUEST),
                            "Authorization: Bearer ***\n"));
  g_assert_nonnull (
    strstr (qing_exchange_get_headers (kept, QING_EXCHANGE_REQUEST), "Content-Length: "));
  log = dup_log (kept);
  g_assert_nonnull (strstr (log, "data: [DONE]"));
  g_assert_cmpuint (qing_exchange_get_n_left_out (kept, NULL), ==, 0);
  g_assert_cmpint (qing_exchange_get_timing (kept)->finished, ==, probe->timing.finished);
  g_assert_true (g_str_has_suffix (qing_exchange_get_address (kept), "/chat/completions"));

  request = qing_probe_make_request (probe);
  preview = qing_client_build_preview (probe->client, request, NULL);
  g_assert_cmpmem (preview, strlen (preview),
                   g_bytes_get_data (qing_exchange_get_body (kept), NULL),
                   g_bytes_get_size (qing_exchange_get_body (kept)));
  draft = qing_client_build_exchange (probe->client, request, NULL);
  g_assert_true (g_bytes_equal (qing_exchange_get_body (draft), qing_exchange_get_body (kept)));
  g_assert_cmpstr (qing_exchange_get_address (draft), ==, qing_exchange_get_address (kept));
  g_assert_nonnull (strstr (qing_exchange_get_headers (draft, QING_EXCHANGE_REQUEST),
                            "Authorization: Bearer ***\n"));
  g_assert_cmpuint (qing_exchange_get_n_tries (draft), ==, 0);

  g_signal_handler_disconnect (probe->client, id);
}

static void
test_exchange_redacted (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingExchange) kept = NULL;
  g_autofree char *log = NULL;
  QingTestScript *script = qing_test_script_new_body (401, "application/json",
                                                      "{\"error\":{\"message\":\"" KEY KEY "\"}}");
  gulong id = g_signal_connect (probe->client, "exchanged", G_CALLBACK (exchanged_cb), &kept);

  qing_test_script_set_header (script, "X-Echo", KEY);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  log = dup_log (kept);
  for (QingExchangeSide side = QING_EXCHANGE_REQUEST; side <= QING_EXCHANGE_RESPONSE; side++)
    g_assert_null (strstr (qing_exchange_get_headers (kept, side), KEY));
  g_assert_null (strstr (log, KEY));
  g_assert_nonnull (strstr (log, "********"));

  g_signal_handler_disconnect (probe->client, id);
}

static void
test_exchange_bounded (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingExchange) kept = NULL;
  g_autofree char *words = g_strnfill (2 * QING_WIRE_LOG_LIMIT, 'x');
  g_autofree char *log = NULL;
  QingTestScript *script = qing_test_script_new ();
  gulong id = g_signal_connect (probe->client, "exchanged", G_CALLBACK (exchanged_cb), &kept);

  qing_test_script_add_text (script, 0, words, 0);
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpuint (probe->text->len, ==, 2 * QING_WIRE_LOG_LIMIT);
  log = dup_log (kept);
  g_assert_cmpuint (strlen (log), <=, QING_WIRE_LOG_LIMIT);
  g_assert_cmpuint (qing_exchange_get_n_left_out (kept, NULL), >, QING_WIRE_LOG_LIMIT);
  /* The end is there too, and it takes next to nothing. */
  g_assert_true (g_str_has_suffix (log, "data: [DONE]\n\n"));
  g_assert_cmpuint (qing_exchange_get_size (kept), <, 65536);

  g_signal_handler_disconnect (probe->client, id);
}

/* Nobody listens: nothing is kept. Who stops it sees what had come by then. */
static void
test_exchange_stopped (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingExchange) kept = NULL;
  g_autofree char *log = NULL;
  QingTestScript *script = qing_test_script_new ();
  gulong id = g_signal_connect (probe->client, "exchanged", G_CALLBACK (exchanged_cb), &kept);

  g_assert_true (qing_provider_is_watched (QING_PROVIDER (probe->client)));
  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "Half", 0);
  qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
  qing_test_server_take (probe->server, script);
  probe->cancel_at = 3;
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);
  g_assert_nonnull (kept);
  log = dup_log (kept);
  g_assert_cmpstr (probe->text->str, ==, "Half");
  g_assert_nonnull (strstr (log, "Half"));
  g_assert_cmpuint (qing_exchange_get_n_tries (kept), ==, 1);
  g_assert_nonnull (qing_exchange_get_try (kept, 0)->words);
  g_assert_cmpint (qing_exchange_get_timing (kept)->finished, >, 0);

  g_signal_handler_disconnect (probe->client, id);
  g_assert_false (qing_provider_is_watched (QING_PROVIDER (probe->client)));
}

/* The strict server refuses what the real one refuses. */
static void
test_strict (void)
{
  static const char *const models[] = { "qwen3.6-plus", "qwq-plus", "qwen3-max", "qwen-max",
                                        "qwen3-vl-plus" };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (QingPurpose purpose = QING_PURPOSE_CHAT; purpose <= QING_PURPOSE_TEST; purpose++)
      {
        g_autoptr (QingProbe) probe = qing_probe_new ();

        if (purpose == QING_PURPOSE_TITLE && g_str_equal (models[i], "qwq-plus"))
          continue;
        g_free (probe->model);
        probe->model = g_strdup (models[i]);
        probe->purpose = purpose;
        qing_test_server_set_strict (probe->server, TRUE);
        qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
        qing_probe_say (probe, QING_ROLE_USER, "Hello");
        if (purpose == QING_PURPOSE_CONTINUE)
          qing_probe_say (probe, QING_ROLE_ASSISTANT, "Half");
        qing_probe_chat (probe);
        if (probe->fault != NULL)
          g_test_message ("%s, %d: %s", models[i], purpose, probe->fault->detail);
        g_assert_true (probe->good);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client-faults/row/%u-%u", i, rows[i].status);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/client-faults/recovery", test_recovery);
  g_test_add_func ("/client-faults/server-wishes", test_server_wishes);
  g_test_add_func ("/client-faults/cancel-wait", test_cancel_wait);
  g_test_add_func ("/client-faults/retry-now", test_retry_now);
  g_test_add_func ("/client-faults/in-stream", test_in_stream);
  g_test_add_func ("/client-faults/helpers", test_helpers);
  g_test_add_func ("/client-faults/wrong-key", test_wrong_key);
  g_test_add_func ("/client-faults/echoed-key", test_echoed_key);
  g_test_add_func ("/client-faults/unsent", test_unsent);
  g_test_add_func ("/client-faults/unknown-host", test_unknown_host);
  g_test_add_func ("/client-faults/refused-connection", test_refused_connection);
  g_test_add_func ("/client-faults/redirects", test_redirects);
  g_test_add_func ("/client-faults/models", test_models);
  g_test_add_func ("/client-faults/models-stopped", test_models_stopped);
  g_test_add_func ("/client-faults/exchange", test_exchange);
  g_test_add_func ("/client-faults/exchange-stopped", test_exchange_stopped);
  g_test_add_func ("/client-faults/exchange-redacted", test_exchange_redacted);
  g_test_add_func ("/client-faults/exchange-bounded", test_exchange_bounded);
  g_test_add_func ("/client-faults/strict", test_strict);

  return g_test_run ();
}
