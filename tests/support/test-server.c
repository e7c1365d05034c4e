/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-server.h"

#include "test-client.h"

#include <string.h>

#define REQUEST(model, text, rest)                                                                 \
  "{\"model\":\"" model "\",\"messages\":[{\"role\":\"user\",\"content\":\"" text "\"}]," rest "}"
#define STREAM        "\"stream\":true,\"stream_options\":{\"include_usage\":true}"
#define TEXT_REQUEST  REQUEST ("qwen3.6-plus", "Hello", STREAM)
#define WHOLE_REQUEST REQUEST ("qwen3.6-plus", "Hello", "\"stream\":false")

static void
assert_contains (TestClient *client, const char *what)
{
  if (test_client_count (client, what) == 0)
    g_error ("“%s” is not in “%.2000s”", what, client->body->str);
}

static void
test_text (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_auto (TestClient) client;
  g_autoptr (QingTestRequest) request = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  test_client_init (&client);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_no_error (client.error);
  g_assert_cmpuint (test_client_get_status (&client), ==, 200);
  g_assert_cmpstr (test_client_get_header (&client, "content-type"), ==,
                   "text/event-stream;charset=UTF-8");
  g_assert_true (g_str_has_suffix (client.body->str, "data: [DONE]\n\n"));
  g_assert_cmpuint (test_client_count (&client, "\"usage\":{\"prompt_tokens\""), ==, 1);
  id = g_strdup_printf ("\"id\":\"chatcmpl-%s\"", test_client_get_header (&client, "x-request-id"));
  g_assert_cmpuint (test_client_count (&client, id), ==, test_client_count (&client, "data: {"));
  g_assert_true (qing_test_server_wait_finished (server, 1));

  request = qing_test_server_dup_request (server, 0);
  g_assert_cmpstr (qing_test_request_get_method (request), ==, "POST");
  g_assert_cmpstr (qing_test_request_get_path (request), ==,
                   "/compatible-mode/v1/chat/completions");
  g_assert_cmpstr (qing_test_request_get_header (request, "Content-Type"), ==, "application/json");
  g_assert_cmpuint (g_bytes_get_size (qing_test_request_get_bytes (request)), ==,
                    strlen (TEXT_REQUEST));
  g_assert_cmpstr (json_object_get_string_member (qing_test_request_get_body (request), "model"),
                   ==, "qwen3.6-plus");
  text = qing_test_request_dup_last_user_text (request);
  g_assert_cmpstr (text, ==, "Hello");
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), ==,
                    test_client_count (&client, "data: "));
  g_assert_false (qing_test_request_is_disconnected (request));
}

static void
test_usage_unasked (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new_text ("Hi");
  g_auto (TestClient) client;

  test_client_init (&client);
  test_client_run (&client, server, REQUEST ("m", "Hello", "\"stream\":true"));
  g_assert_cmpuint (test_client_count (&client, "prompt_tokens"), ==, 0);

  qing_test_script_set_flags (script, QING_TEST_SCRIPT_ALWAYS_USAGE);
  qing_test_server_push (server, script);
  test_client_run (&client, server, REQUEST ("m", "Hello", "\"stream\":true"));
  g_assert_cmpuint (test_client_count (&client, "prompt_tokens\""), ==, 1);
}

static void
test_whole (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  const QingTestUsage usage = { .prompt_tokens = 5, .completion_tokens = 7, .reasoning_tokens = 3 };
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_script_add_role (script, 0);
  qing_test_script_add_reasoning (script, 0, "Hm. \"Hm.\"", 2);
  qing_test_script_add_text (script, 0, "清谈\n\t\\", 1);
  qing_test_script_add_tool_call (script, 0, "call_a", "weather", "{\"city\": \"Rome\"}", 3);
  qing_test_script_add_finish (script, 0, "tool_calls");
  qing_test_script_add_text (script, 1, "Two", 0);
  qing_test_script_add_finish (script, 1, "length");
  qing_test_script_add_usage (script, &usage);
  qing_test_script_add_done (script);
  qing_test_script_set_flags (script, QING_TEST_SCRIPT_PARTIAL_RESPONSE);
  qing_test_server_push (server, script);
  test_client_run (&client, server, WHOLE_REQUEST);

  g_assert_cmpstr (test_client_get_header (&client, "content-type"), ==, "application/json");
  g_assert_cmpstr (test_client_get_header (&client, "x-dashscope-partialresponse"), ==, "true");
  assert_contains (&client,
                   "{\"message\":{\"content\":\"清谈\\n\\t\\\\\","
                   "\"reasoning_content\":\"Hm. \\\"Hm.\\\"\",\"role\":\"assistant\","
                   "\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\","
                   "\"function\":{\"name\":\"weather\",\"arguments\":"
                   "\"{\\\"city\\\": \\\"Rome\\\"}\"}}]},\"finish_reason\":\"tool_calls\"");
  assert_contains (&client, "\"content\":\"Two\"");
  assert_contains (&client, "\"finish_reason\":\"length\",\"index\":1");
  assert_contains (&client, "\"total_tokens\":12");
  assert_contains (&client, "\"completion_tokens_details\":{\"reasoning_tokens\":3}");
  assert_contains (&client, "\"object\":\"chat.completion\"");
}

static void
test_chunk_shapes (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (GBytes) pcm = g_bytes_new_static ("\1\2\3", 3);
  const QingTestUsage usage = { .prompt_tokens = 9, .completion_tokens = 4, .image_tokens = 6 };
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "ab", 1);
  qing_test_script_add_logprobs (script, 1, "é", -0.25);
  qing_test_script_add_tool_call (script, 0, "call_a", "weather", "{}", 1);
  qing_test_script_add_audio (script, "spoken", pcm);
  qing_test_script_add_error_frame (script, 429, "Throttling", "Slow down.");
  qing_test_script_add_error_object (script, "internal_error", "Broken.");
  qing_test_script_add_raw (script, "plain\n", -1);
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_text (script, 0, "Too much.", 0);
  qing_test_script_add_finish (script, 0, "error_finish");
  qing_test_script_add_usage (script, &usage);
  qing_test_server_push (server, script);
  test_client_run (&client, server, TEXT_REQUEST);

  assert_contains (&client, "{\"finish_reason\":\"error_finish\",\"delta\":{\"content\":"
                            "\"Too much.\"},\"index\":0,\"logprobs\":null}");
  assert_contains (&client, "data: {\"choices\":[{\"delta\":{\"content\":\"\",\"role\":"
                            "\"assistant\"},\"index\":0,\"logprobs\":null,\"finish_reason\":null}],"
                            "\"object\":\"chat.completion.chunk\",\"usage\":null,\"created\":");
  assert_contains (&client, "{\"choices\":[{\"finish_reason\":null,\"logprobs\":null,\"delta\":{"
                            "\"content\":\"b\"},\"index\":0}]");
  assert_contains (&client, "{\"token\":\"é\",\"bytes\":[195,169],\"logprob\":-0.25,"
                            "\"top_logprobs\":[{");
  assert_contains (&client, "\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\","
                            "\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]");
  assert_contains (&client, "\"id\":\"\",\"type\":\"function\",\"function\":{\"arguments\":\"}\"}");
  assert_contains (&client, "\"audio\":{\"transcript\":\"spoken\"}");
  assert_contains (&client, "\"audio\":{\"data\":\"AQID\",\"expires_at\":");
  assert_contains (&client, "id:1\nevent:error\n:HTTP_STATUS/429\ndata:{\"request_id\":\"");
  assert_contains (&client, "data: {\"error\":{\"message\":\"Broken.\"");
  assert_contains (&client, "\n\nplain\ndata: ");
  assert_contains (&client, "\"choices\":[],\"object\":\"chat.completion.chunk\",\"usage\":{"
                            "\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,"
                            "\"prompt_tokens_details\":{\"image_tokens\":6,\"text_tokens\":3,"
                            "\"cached_tokens\":0}}");
}

static void
test_many_chunks (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  const guint sizes[] = { 16384, 65536 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (QingTestScript) script = qing_test_script_new ();
      g_autofree char *text = g_strnfill (sizes[i] * 4, 'x');
      g_auto (TestClient) client;

      test_client_init (&client);
      qing_test_script_add_text (script, 0, text, 4);
      qing_test_script_add_done (script);
      qing_test_server_push (server, script);
      test_client_run (&client, server, TEXT_REQUEST);
      g_assert_no_error (client.error);
      g_assert_cmpuint (test_client_count (&client, "\"xxxx\""), ==, sizes[i]);
      g_test_message ("%u chunks in %.3f s", sizes[i], client.ended_at / (double) G_USEC_PER_SEC);
    }
}

static void
test_speed (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autofree char *text = g_strnfill (51, 'x');
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_script_add_text (script, 0, text, 1);
  qing_test_script_set_speed (script, 100);
  qing_test_server_push (server, script);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpuint (test_client_count (&client, "\"x\""), ==, 51);
  g_assert_cmpint (client.ended_at, >=, 490 * 1000);
}

static void
test_delays (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_script_add_text (script, 0, "a", 0);
  qing_test_script_add_pause (script, 120);
  qing_test_script_add_text (script, 0, "b", 0);
  qing_test_script_set_delays (script, 80, 100);
  qing_test_server_push (server, script);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpint (client.headers_at, >=, 80 * 1000);
  g_assert_cmpint (client.first_byte_at, >=, 160 * 1000);
  g_assert_cmpint (client.ended_at, >=, 270 * 1000);
  assert_contains (&client, "\"b\"");

  /* An error waits, too. */
  g_clear_object (&script);
  script = qing_test_script_new_error (500, QING_TEST_ERROR_EMPTY, NULL, NULL);
  qing_test_script_set_delays (script, 80, 0);
  qing_test_server_push (server, script);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpint (client.headers_at, >=, 80 * 1000);
}

static void
test_raw (void)
{
  const gsize pieces[] = { 1, 2, 3, 7, 0 };
  static const char bytes[] = "\xef\xbb\xbf"
                              "anything\r\n\xff\0"
                              "at all";

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (QingTestServer) server = qing_test_server_new ();
      g_autoptr (GBytes) raw = g_bytes_new_static (bytes, sizeof bytes);
      g_autoptr (QingTestScript) script = qing_test_script_new_raw (raw, pieces[i]);
      g_autoptr (QingTestRequest) request = NULL;
      g_auto (TestClient) client;
      guint n_chunks = pieces[i] == 0 ? 1 : (sizeof bytes + pieces[i] - 1) / pieces[i];

      test_client_init (&client);
      qing_test_server_push (server, script);
      test_client_run (&client, server, TEXT_REQUEST);
      g_assert_cmpmem (client.body->str, client.body->len, bytes, sizeof bytes);
      g_assert_true (qing_test_server_wait_finished (server, 1));
      request = qing_test_server_dup_request (server, 0);
      g_assert_cmpuint (qing_test_request_get_chunks_sent (request), ==, n_chunks);
    }
}

static void
test_empty (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_server_take (server, qing_test_script_new ());
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_no_error (client.error);
  g_assert_cmpuint (test_client_get_status (&client), ==, 200);
  g_assert_cmpuint (client.body->len, ==, 0);

  qing_test_server_take (server, qing_test_script_new_body (200, "text/html", "<html></html>"));
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpstr (test_client_get_header (&client, "content-type"), ==, "text/html");
  g_assert_cmpstr (client.body->str, ==, "<html></html>");
}

typedef struct
{
  QingTestErrorShape shape;
  guint status;
  const char *content_type;
  const char *part; /* of the body */
} ErrorRow;

static void
test_errors (void)
{
  static const ErrorRow rows[] = {
    { QING_TEST_ERROR_OPENAI, 400, "application/json",
      "{\"error\":{\"message\":\"No \\\"way\\\".\",\"type\":\"invalid_request_error\","
      "\"param\":null,\"code\":\"c\"},\"id\":\"chatcmpl-" },
    { QING_TEST_ERROR_NATIVE, 429, "application/json",
      "{\"code\":\"c\",\"message\":\"No \\\"way\\\".\",\"request_id\":\"" },
    { QING_TEST_ERROR_SPRING, 404, "application/json", ",\"status\":404,\"error\":\"No" },
    { QING_TEST_ERROR_HTML, 502, "text/html", "<h1>502 No &quot;way&quot;.</h1>" },
    { QING_TEST_ERROR_EMPTY, 503, NULL, "" },
    { QING_TEST_ERROR_STRING, 500, "application/json", "{\"error\":\"No \\\"way\\\".\"}" },
    { QING_TEST_ERROR_NUMERIC, 400, "application/json", "\"code\":400}}" },
  };
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_auto (TestClient) client;

  test_client_init (&client);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (QingTestScript) script = NULL;

      script = qing_test_script_new_error (rows[i].status, rows[i].shape, "c", "No \"way\".");
      qing_test_script_set_header (script, "Retry-After", "7");
      qing_test_script_set_header (script, "x-should-retry", "false");
      qing_test_server_push (server, script);
      test_client_run (&client, server, TEXT_REQUEST);
      g_assert_cmpuint (test_client_get_status (&client), ==, rows[i].status);
      g_assert_cmpstr (test_client_get_header (&client, "content-type"), ==, rows[i].content_type);
      g_assert_cmpstr (test_client_get_header (&client, "retry-after"), ==, "7");
      g_assert_cmpstr (test_client_get_header (&client, "x-should-retry"), ==, "false");
      if (*rows[i].part != '\0')
        assert_contains (&client, rows[i].part);
      else
        g_assert_cmpuint (client.body->len, ==, 0);
    }
}

static void
test_key (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_auto (TestClient) client;
  const char *const wrong[] = { NULL, "Bearer sk-other", "sk-right", "Bearer ",
                                "Bearer sk-right " };

  test_client_init (&client);
  qing_test_server_set_key (server, "sk-right");
  for (guint i = 0; i < G_N_ELEMENTS (wrong) - 1; i++)
    {
      client.key = wrong[i];
      test_client_run (&client, server, i % 2 == 0 ? TEXT_REQUEST : NULL);
      g_assert_cmpuint (test_client_get_status (&client), ==, 401);
      assert_contains (&client, "\"code\":\"invalid_api_key\"");
    }
  client.key = "Bearer sk-right";
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpuint (test_client_get_status (&client), ==, 200);
  test_client_run (&client, server, NULL);
  g_assert_cmpuint (test_client_get_status (&client), ==, 200);
  assert_contains (&client, "{\"id\":\"qwen3.6-plus\",\"object\":\"model\",\"created\":");
}

static void
test_paths (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *wrong = g_strconcat (qing_test_server_get_base_url (server), "/chat", NULL);
  g_autofree char *right =
    g_strconcat (qing_test_server_get_base_url (server), "/chat/completions", NULL);
  const char *const urls[] = { wrong, right };
  const guint statuses[] = { 404, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", urls[i]);

      soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      g_assert_true (qing_test_server_wait_finished (server, i + 1));
      while (soup_message_get_status (message) == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (soup_message_get_status (message), ==, statuses[i]);
    }
  soup_session_abort (session);
}

static void
test_routes (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) model = qing_test_script_new_text ("by model");
  g_autoptr (QingTestScript) first = qing_test_script_new_text ("first by text");
  g_autoptr (QingTestScript) second = qing_test_script_new_text ("second by text");
  g_autoptr (QingTestScript) otherwise = qing_test_script_new_text ("otherwise");
  static const struct
  {
    const char *body;
    const char *answer;
  } rows[] = {
    { REQUEST ("m", "a pear", "\"n\":1"), "first by text" },
    { REQUEST ("special", "x", "\"n\":1"), "by model" },
    { REQUEST ("m", "pears", "\"n\":1"), "second by text" },
    { REQUEST ("m", "apples", "\"n\":1"), "queued" },
    { REQUEST ("m", "pear", "\"n\":1"), "second by text" },
    { REQUEST ("special", "x", "\"n\":1"), "by model" },
    { REQUEST ("m", "apples", "\"n\":1"), "otherwise" },
  };
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_server_set_default (server, otherwise);
  qing_test_server_route (server, QING_TEST_ROUTE_MODEL, "special", model);
  qing_test_server_route (server, QING_TEST_ROUTE_TEXT, "pear", first);
  qing_test_server_route (server, QING_TEST_ROUTE_TEXT, "pear", second);
  qing_test_server_take (server, qing_test_script_new_text ("queued"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      test_client_run (&client, server, rows[i].body);
      assert_contains (&client, rows[i].answer);
    }
  g_assert_cmpuint (qing_test_server_get_n_requests (server), ==, G_N_ELEMENTS (rows));

  qing_test_server_route (server, QING_TEST_ROUTE_PATH, "/models", otherwise);
  test_client_run (&client, server, NULL);
  assert_contains (&client, "otherwise");
  qing_test_server_clear (server);
  g_assert_cmpuint (qing_test_server_get_n_requests (server), ==, 0);
}

static void
test_parallel (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_start_in_thread ();
  g_autoptr (GPtrArray) requests = NULL;
  TestClient clients[8];

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *word = g_strdup_printf ("number-%u", i);
      g_autofree char *body = g_strdup_printf (REQUEST ("m", "%s", "\"stream\":true"), word);
      g_autoptr (QingTestScript) script = qing_test_script_new_text (word);

      qing_test_script_set_speed (script, 50);
      qing_test_server_route (server, QING_TEST_ROUTE_TEXT, word, script);
      test_client_init (&clients[i]);
      test_client_start (&clients[i], server, body);
    }
  g_assert_true (qing_test_server_wait_finished (server, G_N_ELEMENTS (clients)));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *end = g_strdup_printf ("-%u\"", i);

      while (clients[i].n_pending > 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_no_error (clients[i].error);
      assert_contains (&clients[i], "\"number\"");
      assert_contains (&clients[i], end);
      test_client_clear (&clients[i]);
    }

  requests = qing_test_server_dup_requests (server);
  for (guint i = 1; i < requests->len; i++)
    {
      QingTestRequest *before = g_ptr_array_index (requests, i - 1);
      QingTestRequest *after = g_ptr_array_index (requests, i);

      g_assert_cmpuint (qing_test_request_get_ordinal (after), ==, i);
      g_assert_cmpint (qing_test_request_get_arrival (before), <=,
                       qing_test_request_get_arrival (after));
    }
}

static void
test_disconnect (gconstpointer data)
{
  gboolean in_thread = GPOINTER_TO_UINT (data);
  g_autoptr (QingTestServer) server = NULL;
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (QingTestRequest) request = NULL;
  g_autofree char *text = g_strnfill (4000, 'x');
  g_auto (TestClient) client;

  test_client_init (&client);
  server = in_thread ? qing_test_server_start_in_thread () : qing_test_server_new ();
  qing_test_script_add_text (script, 0, text, 4);
  qing_test_script_set_speed (script, 200);
  qing_test_server_push (server, script);
  client.stop_after = 1000;
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_error (client.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (qing_test_server_wait_finished (server, 1));

  request = qing_test_server_dup_request (server, 0);
  g_assert_true (qing_test_request_is_disconnected (request));
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), >=, 4);
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), <, 1000);
}

/* A client that leaves while the server says nothing is noticed, too. */
static void
test_disconnect_idle (gconstpointer data)
{
  gboolean stall = GPOINTER_TO_UINT (data);
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = NULL;
  g_autoptr (QingTestRequest) request = NULL;
  g_auto (TestClient) client;

  test_client_init (&client);
  script = stall ? qing_test_script_new () : qing_test_script_new_silent ();
  if (stall)
    {
      qing_test_script_add_text (script, 0, "a", 0);
      qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
    }
  qing_test_server_push (server, script);
  test_client_start (&client, server, TEXT_REQUEST);
  g_assert_true (qing_test_server_wait_requests (server, 1));
  if (stall)
    g_assert_true (qing_test_server_wait_chunks (server, 0, 1));
  request = qing_test_server_dup_request (server, 0);
  g_assert_false (qing_test_request_is_finished (request));

  g_cancellable_cancel (client.cancellable);
  while (client.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (qing_test_server_wait_finished (server, 1));
  g_assert_true (qing_test_request_is_disconnected (request));
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), ==, stall ? 1 : 0);
}

static void
test_stop (gconstpointer data)
{
  gboolean in_thread = GPOINTER_TO_UINT (data);
  QingTestServer *server = NULL;
  g_autoptr (QingTestScript) script = qing_test_script_new_silent ();
  g_auto (TestClient) client;

  test_client_init (&client);
  server = in_thread ? qing_test_server_start_in_thread () : qing_test_server_new ();
  qing_test_server_push (server, script);
  test_client_start (&client, server, TEXT_REQUEST);
  g_assert_true (qing_test_server_wait_requests (server, 1));
  qing_test_server_stop (server);
  while (client.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (client.error);
  g_assert_cmpuint (qing_test_server_get_n_requests (server), ==, 1);
  g_assert_finalize_object (server);
}

static void
test_gzip (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new_text ("compressed text");
  g_autoptr (QingTestScript) failure = NULL;
  g_auto (TestClient) client;

  test_client_init (&client);
  failure = qing_test_script_new_error (400, QING_TEST_ERROR_NATIVE, "c", "compressed failure");
  qing_test_script_set_flags (script, QING_TEST_SCRIPT_GZIP);
  qing_test_script_set_flags (failure, QING_TEST_SCRIPT_GZIP);
  qing_test_server_push (server, script);
  qing_test_server_push (server, failure);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpstr (test_client_get_header (&client, "content-encoding"), ==, "gzip");
  g_assert_true (g_str_has_suffix (client.body->str, "data: [DONE]\n\n"));
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpstr (test_client_get_header (&client, "content-encoding"), ==, "gzip");
  assert_contains (&client, "compressed failure");
}

static void
test_crlf (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new_text ("x");
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_script_set_flags (script, QING_TEST_SCRIPT_CRLF);
  qing_test_server_push (server, script);
  test_client_run (&client, server, TEXT_REQUEST);
  g_assert_cmpuint (test_client_count (&client, "\r\n\r\n"), ==,
                    test_client_count (&client, "data: "));
}

static void
test_strict (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestRequest) request = NULL;
  g_autofree char *refusal = NULL;
  g_auto (TestClient) client;

  test_client_init (&client);
  qing_test_server_set_strict (server, TRUE);
  qing_test_server_take (server, qing_test_script_new_text ("kept"));
  test_client_run (&client, server, REQUEST ("qwq-plus", "Hello", "\"stream\":false"));
  g_assert_cmpuint (test_client_get_status (&client), ==, 400);
  assert_contains (&client, "This model only support stream mode");
  request = qing_test_server_dup_request (server, 0);
  refusal = qing_test_request_dup_refusal (request);
  g_assert_cmpstr (refusal, ==, "stream-only");

  /* The refusal has not used up the answer. */
  test_client_run (&client, server, TEXT_REQUEST);
  assert_contains (&client, "\"kept\"");
}

/* Reads until the end of the connection, without any HTTP library in between. */
static char *
read_raw (QingTestServer *server, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *request = NULL;
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize n = 0;

  request = g_strdup_printf ("POST /compatible-mode/v1/chat/completions HTTP/1.1\r\n"
                             "Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
                             "Connection: close\r\nContent-Length: %zu\r\n\r\n%s",
                             strlen (TEXT_REQUEST), TEXT_REQUEST);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                qing_test_server_get_port (server), NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_true (
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                               strlen (request), NULL, NULL, NULL));
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, error)) > 0)
    g_string_append_len (answer, buffer, n);

  return g_string_free (answer, FALSE);
}

static void
test_cut (gconstpointer data)
{
  QingTestCut cut = GPOINTER_TO_UINT (data);
  g_autoptr (QingTestServer) server = qing_test_server_start_in_thread ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (QingTestRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "abcdef", 2);
  qing_test_script_add_pause (script, 50);
  qing_test_script_add_cut (script, cut);
  qing_test_server_push (server, script);
  answer = read_raw (server, &error);
  if (cut == QING_TEST_CUT_RESET)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  else
    g_assert_no_error (error);
  g_assert_cmpint (g_str_has_suffix (answer, "\r\n0\r\n\r\n"), ==, cut == QING_TEST_CUT_END);
  g_assert_nonnull (strstr (answer, "\"ef\""));

  g_assert_true (qing_test_server_wait_finished (server, 1));
  request = qing_test_server_dup_request (server, 0);
  g_assert_false (qing_test_request_is_disconnected (request));
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/text", test_text);
  g_test_add_func ("/server/usage-unasked", test_usage_unasked);
  g_test_add_func ("/server/whole", test_whole);
  g_test_add_func ("/server/chunk-shapes", test_chunk_shapes);
  g_test_add_func ("/server/many-chunks", test_many_chunks);
  g_test_add_func ("/server/speed", test_speed);
  g_test_add_func ("/server/delays", test_delays);
  g_test_add_func ("/server/raw", test_raw);
  g_test_add_func ("/server/empty", test_empty);
  g_test_add_func ("/server/errors", test_errors);
  g_test_add_func ("/server/key", test_key);
  g_test_add_func ("/server/paths", test_paths);
  g_test_add_func ("/server/routes", test_routes);
  g_test_add_func ("/server/parallel", test_parallel);
  g_test_add_data_func ("/server/disconnect/own-context", GUINT_TO_POINTER (FALSE),
                        test_disconnect);
  g_test_add_data_func ("/server/disconnect/in-thread", GUINT_TO_POINTER (TRUE), test_disconnect);
  g_test_add_data_func ("/server/disconnect/silent", GUINT_TO_POINTER (FALSE),
                        test_disconnect_idle);
  g_test_add_data_func ("/server/disconnect/stalled", GUINT_TO_POINTER (TRUE),
                        test_disconnect_idle);
  g_test_add_data_func ("/server/stop/own-context", GUINT_TO_POINTER (FALSE), test_stop);
  g_test_add_data_func ("/server/stop/in-thread", GUINT_TO_POINTER (TRUE), test_stop);
  g_test_add_func ("/server/gzip", test_gzip);
  g_test_add_func ("/server/crlf", test_crlf);
  g_test_add_func ("/server/strict", test_strict);
  g_test_add_data_func ("/server/cut/close", GUINT_TO_POINTER (QING_TEST_CUT_CLOSE), test_cut);
  g_test_add_data_func ("/server/cut/reset", GUINT_TO_POINTER (QING_TEST_CUT_RESET), test_cut);
  g_test_add_data_func ("/server/cut/end", GUINT_TO_POINTER (QING_TEST_CUT_END), test_cut);

  return g_test_run ();
}
