/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-demo.h"
#include "qing-demo-text.h"
#include "test-client.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <signal.h>
#include <string.h>

#define ASK(text, rest)                                                                            \
  "{\"model\":\"qwen3.6-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"" text "\"}]" rest "}"
#define QUIET ",\"enable_thinking\":false"

typedef struct
{
  QingTestServer *server;
  QingDemo demo;
  TestClient client;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = qing_test_server_new ();
  qing_test_server_set_handler (fixture->server, qing_demo_answer, &fixture->demo);
  test_client_init (&fixture->client);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  test_client_clear (&fixture->client);
  g_assert_finalize_object (fixture->server);
}

static void
ask (Fixture *fixture, const char *body)
{
  test_client_run (&fixture->client, fixture->server, body);
  g_assert_no_error (fixture->client.error);
}

static void
assert_contains (Fixture *fixture, const char *what)
{
  if (test_client_count (&fixture->client, what) == 0)
    g_error ("“%s” is not in “%.3000s”", what, fixture->client.body->str);
}

typedef struct
{
  const char *body;
  guint status;
  const char *part;
} Row;

/* clang-format off */
static const Row rows[] = {
  { ASK ("Hello", QUIET), 200, "I am the demonstration server on this computer, not Qwen" },
  { ASK ("Hallo!", QUIET), 200, "Guten Tag und willkommen!" },
  { ASK ("你好", QUIET), 200, "您好，欢迎" },
  { ASK ("What is this?", ""), 200, "\"reasoning_content\":\"The user has sent me a message." },
  { ASK ("What is this?", QUIET ",\"temperature\":0.25"), 200, "| temperature | `0.25` |" },
  { ASK ("What is this?", QUIET), 200, "$$x_{1,2} = \\\\frac" },
  { ASK ("show me code", QUIET), 200, "```python" },
  { ASK ("a table please", QUIET), 200, "| Mars | 24.7 | 687 | 2 |" },
  { ASK ("math", QUIET), 200, "\\\\sum_{n=1}" },
  { ASK ("Hello", QUIET ",\"max_tokens\":3"), 200, "\"content\":\"Hello, and\",\"role\":\"assistant\"},\"finish_reason\":\"length\"" },
  { ASK ("Hello", QUIET ",\"stop\":[\"zz\",\" and\"]"), 200, "\"content\":\"Hello,\",\"role\":\"assistant\"},\"finish_reason\":\"stop\"" },
  { ASK ("Hello", QUIET ",\"n\":2"), 200, "\"finish_reason\":\"stop\",\"index\":1" },
  { ASK ("Hello", QUIET ",\"logprobs\":true,\"top_logprobs\":3"), 200, "{\"token\":\" perhaps\"" },
  { ASK ("Hello", QUIET ",\"logprobs\":true"), 200, "\"logprobs\":{\"content\":[{\"token\":\"Hello\"" },
  { ASK ("Hello", QUIET ",\"response_format\":{\"type\":\"json_object\"}"), 200, "{\\\"server\\\": \\\"demonstration\\\"" },
  { ASK ("error 429", QUIET), 429, "limit_requests" },
  { ASK ("Error 401, please", QUIET), 401, "invalid_api_key" },
  { ASK ("error 402", QUIET), 400, "Arrearage" },
  { ASK ("error 500", QUIET), 500, "internal_error" },
  { ASK ("error inspection", QUIET), 400, "data_inspection_failed" },
  { ASK ("html", QUIET), 200, "<html>" },
  { ASK ("error stream", QUIET ",\"stream\":true"), 200, ":HTTP_STATUS/429" },
  { ASK ("error finish", QUIET ",\"stream\":true"), 200, "\"finish_reason\":\"error_finish\"" },
  { ASK ("use a tool", QUIET ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\",\"parameters\":{\"required\":[\"zone\"]}}}]"), 200,
    "\"function\":{\"name\":\"now\",\"arguments\":\"{\\\"zone\\\": \\\"demo\\\"}\"}" },
};
/* clang-format on */

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ask (fixture, rows[i].body);
      g_test_message ("%s", rows[i].body);
      g_assert_cmpuint (test_client_get_status (&fixture->client), ==, rows[i].status);
      assert_contains (fixture, rows[i].part);
    }
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  ask (fixture, ASK ("empty", QUIET ",\"stream\":true"));
  g_assert_cmpuint (fixture->client.body->len, ==, 0);

  /* Newer versions of libsoup tell the client of a cut body, older ones do not. */
  test_client_run (&fixture->client, fixture->server, ASK ("cut", QUIET ",\"stream\":true"));
  if (fixture->client.error != NULL)
    g_assert_error (fixture->client.error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  g_clear_error (&fixture->client.error);
  assert_contains (fixture, "\"content\":");
  g_assert_cmpuint (test_client_count (&fixture->client, "[DONE]"), ==, 0);
}

static void
test_length (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  ask (fixture, ASK ("something long", QUIET ",\"stream\":true"));
  n = test_client_count (&fixture->client, "\"content\":");
  g_assert_cmpuint (n, >, 2000);
  g_assert_cmpuint (n, <, 4000);
}

static void
test_continuation (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "{\"model\":\"qwen-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"},"
                "{\"role\":\"assistant\",\"content\":\"Hello, and wel\",\"partial\":true}]}");
  assert_contains (fixture, "\"content\":\"come! I am");

  ask (fixture, "{\"model\":\"qwen-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"},"
                "{\"role\":\"assistant\",\"content\":\"Good day\",\"partial\":true}]}");
  assert_contains (fixture, "goes on with what was begun");
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 480);
  g_autofree char *bytes = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *body = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0x2040c0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &size, "png", NULL, NULL));
  base64 = g_base64_encode ((const guchar *) bytes, size);
  body = g_strdup_printf (
    "{\"model\":\"qwen3.6-plus\",\"messages\":[{\"role\":\"user\",\"content\":["
    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,%s\"}},"
    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}},"
    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/\"}}"
    "]}]}",
    base64);
  ask (fixture, body);
  assert_contains (fixture, "3 pictures have arrived");
  assert_contains (fixture, "**Picture 1**: 640 × 480 pixels, stated as `image/jpeg`, in truth "
                            "`image/png`");
  assert_contains (fixture, "on average **blue** (`#2040c0`), about 302 tokens");
  assert_contains (fixture, "**Picture 2** (3 bytes, stated as `image/png`) could not be decoded");
  assert_contains (fixture, "**Picture 3** is an address on the web");
  assert_contains (fixture, "\"image_tokens\":302");
}

static void
test_audio (Fixture *fixture, gconstpointer data)
{
  ask (fixture,
       "{\"model\":\"qwen3-omni-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
       "\"stream\":true,\"modalities\":[\"text\",\"audio\"]}");
  assert_contains (fixture, "\"audio\":{\"transcript\":\"Hello\"}");
  assert_contains (fixture, "\"audio\":{\"data\":\"");
}

static void
test_titles (void)
{
  static const char *const pairs[][2] = {
    { "User: how do I bake bread?\nAssistant: Slowly.", "How do I bake bread" },
    { "Write a title, in the language of the question.\n\nQuestion:\nuser: who\n\nAnswer:\nx",
      "User: who" },
    { "what is a monad. Tell me", "What is a monad" },
    { "你好，请解释量子力学。谢谢", "你好，请解释量子力学" },
    { "Please explain to me in many words what a closure is",
      "Please explain to me in many words" },
    { "\n\n", "New conversation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *title = qing_demo_title (pairs[i][0]);
      g_assert_cmpstr (title, ==, pairs[i][1]);
    }
}

static void
test_title_request (Fixture *fixture, gconstpointer data)
{
  ask (fixture,
       "{\"model\":\"qwen-flash\",\"messages\":[{\"role\":\"system\",\"content\":"
       "\"Write a short title.\"},{\"role\":\"user\",\"content\":\"error 500 in my code?\"}],"
       "\"max_tokens\":32,\"enable_thinking\":false}");
  g_assert_cmpuint (test_client_get_status (&fixture->client), ==, 200);
  assert_contains (fixture, "\"content\":\"Error 500 in my code\"");

  ask (fixture, "{\"model\":\"qwen-max\",\"messages\":[{\"role\":\"user\",\"content\":"
                "\"Write a title for this.\\n\\nQuestion:\\nWhy is it cut?\\n\\nAnswer:\\nx\"}],"
                "\"max_tokens\":64,\"stream\":true}");
  assert_contains (fixture, "\"content\":\"Why\"");
  assert_contains (fixture, "[DONE]");
}

/* The program itself: its first line tells where it listens, and it ends when it is told to. */
static void
test_program (void)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "qingtan-demo-server", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *url = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--port", "0",
                              "--speed", "0", "--strict", "--key", "sk-demo", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (line, "/compatible-mode/v1"));

  url = g_strconcat (line + strlen ("listening on "), "/models", NULL);
  message = soup_message_new ("GET", url);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 401);

  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/demo/answers", test_answers);
  add ("/demo/failures", test_failures);
  add ("/demo/length", test_length);
  add ("/demo/continuation", test_continuation);
  add ("/demo/picture", test_picture);
  add ("/demo/audio", test_audio);
  g_test_add_func ("/demo/titles", test_titles);
  add ("/demo/title-request", test_title_request);
  g_test_add_func ("/demo/program", test_program);

  return g_test_run ();
}
