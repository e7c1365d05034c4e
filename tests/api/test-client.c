/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Chats over a real connection to a server on the loopback: streams, their ends and stops. */

#include "qing-probe.h"

#include <string.h>

#define WORDS "The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸。"

static void
test_text (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingTestRequest) request = NULL;

  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_chat (probe);

  g_assert_null (probe->fault);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpstr (probe->finish->str, ==, "stop");
  g_assert_cmpint (probe->usage.completion, >, 0);
  g_assert_true (g_uuid_string_is_valid (probe->request_id));
  g_assert_cmpint (probe->timing.connected, >=, 0);
  g_assert_cmpint (probe->timing.first_byte, >=, probe->timing.connected);
  g_assert_cmpint (probe->timing.first_token, >=, probe->timing.first_byte);
  g_assert_cmpint (probe->timing.finished, >=, probe->timing.answer_began);
  g_assert_cmpint (probe->timing.started, >, 0);

  request = qing_test_server_dup_request (probe->server, 0);
  g_assert_cmpstr (qing_test_request_get_header (request, "Authorization"), ==,
                   "Bearer sk-test-0123456789abcdef");
  g_assert_cmpstr (qing_test_request_get_header (request, "User-Agent"), ==,
                   "Qingtan/" QING_VERSION);
  g_assert_cmpstr (qing_test_request_get_header (request, "Accept-Encoding"), ==, "identity");
  g_assert_null (qing_test_request_get_header (request, "Cookie"));
}

static void
test_thinking (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, qing_test_script_new_thinking ("Hm. " WORDS, WORDS));
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpstr (probe->reasoning->str, ==, "Hm. " WORDS);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpint (probe->timing.answer_began, >=, probe->timing.first_token);
}

/* The pieces of a long answer, each of which can be told from the others. */
static QingTestScript *
make_long_script (guint n_chunks, GString *expected)
{
  QingTestScript *script = qing_test_script_new ();

  qing_test_script_add_role (script, 0);
  for (guint i = 0; i < n_chunks; i++)
    {
      g_autofree char *piece = g_strdup_printf (" %x“é", i);

      qing_test_script_add_text (script, 0, piece, 0);
      g_string_append (expected, piece);
    }
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);

  return script;
}

static void
test_long (gconstpointer data)
{
  guint n_chunks = GPOINTER_TO_UINT (data);
  g_autoptr (QingProbe) probe = qing_probe_new ();
  GString *expected = g_string_new (NULL);

  qing_test_server_take (probe->server, make_long_script (n_chunks, expected));
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpuint (probe->n_text, ==, n_chunks);
  g_assert_cmpmem (probe->text->str, probe->text->len, expected->str, expected->len);
  g_string_free (expected, TRUE);
}

typedef struct
{
  guint count;
} Frames;

static gboolean
frame_cb (gpointer user_data)
{
  Frames *frames = user_data;

  frames->count++;

  return G_SOURCE_CONTINUE;
}

/* A stream as fast as it can be leaves the interface its frames: the source has the priority with
 * which GTK draws. */
static void
test_frames (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  GString *expected = g_string_new (NULL);
  Frames frames = { 0 };
  guint id;

  qing_test_server_take (probe->server, make_long_script (16384, expected));
  id = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 4, frame_cb, &frames, NULL);
  qing_probe_chat (probe);
  g_source_remove (id);
  g_test_message ("%u frames", frames.count);

  g_assert_true (probe->good);
  g_assert_cmpmem (probe->text->str, probe->text->len, expected->str, expected->len);
  g_assert_cmpuint (frames.count, >, 0);
  g_string_free (expected, TRUE);
}

static gpointer
thread_func (gpointer user_data)
{
  QingProbe *probe = user_data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  qing_probe_start (probe);
  while (!probe->done)
    g_main_context_iteration (context, TRUE);
  /* What is left of the connection. */
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (context, FALSE);
  g_main_context_pop_thread_default (context);

  return NULL;
}

/* Deltas come in the context in which the chat began. */
static void
test_context (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  g_thread_join (g_thread_new ("chat", thread_func, probe));
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
}

static void
assert_cancelled (QingProbe *probe)
{
  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);
}

static guint
count_begun (QingProbe **probes, guint n)
{
  guint begun = 0;

  for (guint i = 0; i < n; i++)
    begun += probes[i]->n_text > 0 ? 1 : 0;
  return begun;
}

/* Eight streams at the same time: none ends before all have begun. */
static void
test_several (void)
{
  QingProbe *probes[8];

  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      QingTestScript *script = qing_test_script_new ();

      probes[i] = qing_probe_new ();
      qing_test_script_add_text (script, 0, WORDS, 3);
      qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
      qing_test_server_set_default (probes[0]->server, script);
      g_object_unref (script);
      if (i > 0)
        {
          /* All at one server, with one client. */
          qing_account_set_base_url (probes[i]->account,
                                     qing_test_server_get_base_url (probes[0]->server));
          g_set_object (&probes[i]->client, probes[0]->client);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    qing_probe_start (probes[i]);
  while (count_begun (probes, G_N_ELEMENTS (probes)) < G_N_ELEMENTS (probes))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      g_cancellable_cancel (probes[i]->cancellable);
      qing_probe_wait (probes[i]);
      assert_cancelled (probes[i]);
      g_assert_true (g_str_has_prefix (WORDS, probes[i]->text->str));
    }

  for (guint i = G_N_ELEMENTS (probes); i-- > 0;)
    {
      /* Each checks that nothing holds its client any more. */
      if (i > 0)
        {
          g_object_unref (probes[i]->client);
          probes[i]->client = qing_client_new ();
        }
      qing_probe_free (probes[i]);
    }
}

static guint
count_deltas (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, qing_test_script_new_thinking ("Think.", WORDS));
  qing_probe_chat (probe);

  return probe->n_deltas;
}

/* At each delta in turn: nothing is told any more, and the end comes. */
static void
test_cancel_anywhere (void)
{
  guint n_deltas = count_deltas ();
  g_autoptr (QingProbe) probe = qing_probe_new ();

  for (guint i = 1; i <= n_deltas; i++)
    {
      qing_test_server_take (probe->server, qing_test_script_new_thinking ("Think.", WORDS));
      probe->cancel_at = i;
      qing_probe_chat (probe);
      assert_cancelled (probe);
      g_assert_cmpuint (probe->n_deltas, ==, i);
    }
}

/* Before the connection, before the headers, before the first byte of the body. */
static void
test_cancel_early (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  /* Longer than this test may take. */
  static const guint delays[][2] = { { 1000000, 0 }, { 0, 1000000 } };

  qing_probe_start (probe);
  g_cancellable_cancel (probe->cancellable);
  qing_probe_wait (probe);
  assert_cancelled (probe);

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      QingTestScript *script = qing_test_script_new_text (WORDS);

      qing_test_script_set_delays (script, delays[i][0], delays[i][1]);
      qing_test_server_clear (probe->server);
      qing_test_server_take (probe->server, script);
      qing_probe_start (probe);
      qing_probe_idle (200);
      g_assert_false (probe->done);
      g_cancellable_cancel (probe->cancellable);
      qing_probe_wait (probe);
      assert_cancelled (probe);
    }
}

static void
assert_closed (QingProbe *probe)
{
  g_autoptr (QingTestRequest) request = NULL;

  qing_probe_idle (10);
  g_assert_true (qing_test_server_wait_finished (probe->server, 1));
  request = qing_test_server_dup_request (probe->server, 0);
  g_assert_true (qing_test_request_is_disconnected (request));
}

/* What the server still made would be paid for: it has to see soon that nobody listens. */
static void
test_cancel_closes (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  QingTestScript *script = qing_test_script_new_text (WORDS WORDS WORDS WORDS);

  qing_test_script_set_speed (script, 20);
  qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
  qing_test_server_take (probe->server, script);
  probe->cancel_at = 5;
  qing_probe_chat (probe);
  assert_cancelled (probe);
  assert_closed (probe);
}

/* Whatever a server sends after an error, it is not waited for. */
static void
test_error_closes (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  QingTestScript *script = qing_test_script_new ();

  qing_test_script_add_text (script, 0, "Half", 0);
  qing_test_script_add_error_frame (script, 500, "InternalError", "It broke.");
  qing_test_script_add_text (script, 0, WORDS WORDS WORDS WORDS, 3);
  qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
  qing_test_script_set_speed (script, 20);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_SERVER);
  g_assert_cmpstr (probe->text->str, ==, "Half");
  assert_closed (probe);
}

static void
test_cancelled_before (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingChatRequest) request = NULL;

  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_start (probe);
  g_cancellable_cancel (probe->cancellable);
  qing_probe_wait (probe);
  assert_cancelled (probe);
  g_assert_cmpuint (probe->n_deltas, ==, 0);
}

typedef struct
{
  const char *name;
  QingTestCut cut;
  gboolean begun;
  QingFaultAction action;
} Cut;

static const Cut cuts[] = {
  { "close", QING_TEST_CUT_CLOSE, TRUE, QING_FAULT_ACTION_CONTINUE },
  { "reset", QING_TEST_CUT_RESET, TRUE, QING_FAULT_ACTION_CONTINUE },
  { "end", QING_TEST_CUT_END, TRUE, QING_FAULT_ACTION_CONTINUE },
  { "stall", QING_TEST_CUT_STALL, TRUE, QING_FAULT_ACTION_CONTINUE },
  { "close-early", QING_TEST_CUT_CLOSE, FALSE, QING_FAULT_ACTION_RETRY },
  { "end-early", QING_TEST_CUT_END, FALSE, QING_FAULT_ACTION_RETRY },
  { "stall-early", QING_TEST_CUT_STALL, FALSE, QING_FAULT_ACTION_RETRY },
};

/* A cut answer keeps its text and can be continued; one that had not begun is asked for again. */
static void
test_cut (gconstpointer data)
{
  const Cut *cut = data;
  g_autoptr (QingProbe) probe = qing_probe_new ();
  /* Long enough for the words before the silence to come on a busy machine. */
  const QingPatience patience = { 100000, 5000, 5000, 5000, 5 };
  g_autoptr (QingTestScript) script = qing_test_script_new ();

  if (cut->cut == QING_TEST_CUT_STALL)
    qing_client_set_patience (probe->client, &patience);
  qing_test_script_add_role (script, 0);
  if (cut->begun)
    qing_test_script_add_text (script, 0, "Half an ans", 3);
  qing_test_script_add_cut (script, cut->cut);
  qing_test_server_set_default (probe->server, script);
  qing_probe_chat (probe);

  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpint (probe->fault->action, ==, cut->action);
  g_assert_cmpstr (probe->text->str, ==, cut->begun ? "Half an ans" : "");
  if (cut->begun)
    g_assert_cmpuint (probe->n_retries, ==, 0);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, probe->n_retries + 1);
}

/* The finish reason came: what the connection does then does not matter. */
static void
test_cut_after_finish (void)
{
  static const QingTestCut ends[] = { QING_TEST_CUT_CLOSE, QING_TEST_CUT_END, QING_TEST_CUT_STALL };
  const QingPatience patience = { 100000, 5000, 5000, 5000, 5 };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (QingProbe) probe = qing_probe_new ();
      QingTestScript *script = qing_test_script_new ();

      qing_client_set_patience (probe->client, &patience);
      qing_test_script_add_text (script, 0, "Whole", 2);
      qing_test_script_add_finish (script, 0, "stop");
      qing_test_script_add_cut (script, ends[i]);
      qing_test_server_take (probe->server, script);
      qing_probe_chat (probe);
      g_assert_true (probe->good);
      g_assert_cmpstr (probe->finish->str, ==, "stop");
    }
}

static void
test_first_byte_timeout (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  const QingPatience patience = { 100000, 200, 200, 200, 5 };

  qing_client_set_patience (probe->client, &patience);
  qing_test_server_take (probe->server, qing_test_script_new_silent ());
  qing_probe_chat (probe);

  g_assert_false (probe->good);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpint (probe->fault->action, ==, QING_FAULT_ACTION_RETRY);
  g_assert_cmpuint (probe->n_retries, ==, 0);
}

/* protocol.md 3.4: who asks to be held in the server's queue waits for it, streaming or not. */
static void
test_queue (gconstpointer data)
{
  gboolean streaming = GPOINTER_TO_INT (data);
  g_autoptr (QingProbe) probe = qing_probe_new ();
  const QingPatience patience = { 100000, 100, 100, 100, 5 };
  QingTestScript *script =
    streaming ? qing_test_script_new_text (WORDS)
              : qing_test_script_new_body (200, "application/json",
                                           "{\"choices\":[{\"message\":{\"content\":\"" WORDS
                                           "\"},\"finish_reason\":\"stop\"}]}");
  g_autoptr (QingTestRequest) request = NULL;

  qing_client_set_patience (probe->client, &patience);
  qing_parameters_set (probe->parameters, QING_PARAMETER_STREAM, g_variant_new_boolean (streaming));
  qing_parameters_set (probe->parameters, QING_PARAMETER_WAIT_TIMEOUT, g_variant_new_int64 (120));
  qing_test_script_set_delays (script, 400, 0);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  request = qing_test_server_dup_request (probe->server, 0);
  g_assert_cmpstr (qing_test_request_get_header (request, "X-DashScope-Wait-Timeout"), ==, "120");
}

static void
test_empty (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, qing_test_script_new ());
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_PROTOCOL);
  g_assert_cmpint (probe->fault->action, ==, QING_FAULT_ACTION_RETRY);
  g_assert_cmpstr (probe->fault->detail, ==, "no content");
}

/* The connection, with all that was agreed on, serves the next question too; cookies do not. */
static void
test_reuse (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  for (guint i = 0; i < 3; i++)
    {
      QingTestScript *script = qing_test_script_new_text (WORDS);
      g_autoptr (QingTestRequest) request = NULL;

      qing_test_script_set_header (script, "Set-Cookie", "acw_tc=1234; path=/");
      qing_test_server_take (probe->server, script);
      qing_probe_chat (probe);
      g_assert_true (probe->good);
      if (i == 0)
        g_assert_cmpint (probe->timing.connected, >=, 0);
      else
        g_assert_cmpint (probe->timing.connected, ==, -1);
      request = qing_test_server_dup_request (probe->server, i);
      g_assert_null (qing_test_request_get_header (request, "Cookie"));
      qing_probe_idle (30);
    }
}

static void
set_streaming (QingProbe *probe, gboolean streaming)
{
  qing_parameters_set (probe->parameters, QING_PARAMETER_STREAM, g_variant_new_boolean (streaming));
}

static void
test_no_stream (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  set_streaming (probe, FALSE);
  qing_test_server_take (probe->server, qing_test_script_new_thinking ("Hm.", WORDS));
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpstr (probe->reasoning->str, ==, "Hm.");
  g_assert_cmpstr (probe->finish->str, ==, "stop");
  g_assert_cmpint (probe->usage.prompt, >, 0);
}

/* protocol.md 3.5: the server gives what it has, and says so in a header only. */
static void
test_partial_response (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  QingTestScript *script = qing_test_script_new_text (WORDS);

  set_streaming (probe, FALSE);
  qing_test_script_set_flags (script, QING_TEST_SCRIPT_PARTIAL_RESPONSE);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpstr (probe->finish->str, ==, "length");
}

static void
take_body (QingProbe *probe, const char *type, const char *body)
{
  qing_test_server_take (probe->server, qing_test_script_new_body (200, type, body));
}

/* What is not what it is said to be. */
static void
test_types (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  const char *whole = "\n\n{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_"
                      "reason\":\"stop\"}]}";
  const char *stream =
    "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
  const struct
  {
    const char *type;
    const char *body;
  } good[] = {
    { "application/json", whole },
    { "application/x-ndjson", whole },
    { "text/plain", whole },
    { "application/stream+json", stream },
    { "text/event-stream;charset=UTF-8", stream },
    { "text/plain", stream },
    { "application/json", stream },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      take_body (probe, good[i].type, good[i].body);
      qing_probe_chat (probe);
      g_assert_true (probe->good);
      g_assert_cmpstr (probe->text->str, ==, "Hi");
    }

  take_body (probe, "text/html", "<html><title>Blocked</title><body>no</body></html>");
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_PROTOCOL);
  g_assert_cmpstr (probe->fault->detail, ==, "Blocked");
  g_assert_cmpuint (probe->n_retries, ==, 0);
}

/* Not asked for, but taken if it comes. */
static void
test_compressed (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  QingTestScript *script = qing_test_script_new_text (WORDS);
  g_autoptr (GConverter) compressor =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  const char *body =
    "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
  char packed[512];
  gsize n_read;
  gsize n_written;
  g_autoptr (GBytes) bytes = NULL;

  qing_test_script_set_flags (script, QING_TEST_SCRIPT_GZIP);
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  g_assert_cmpstr (probe->text->str, ==, WORDS);

  g_assert_cmpint (g_converter_convert (compressor, body, strlen (body), packed, sizeof packed,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  bytes = g_bytes_new (packed, n_written);
  script = qing_test_script_new_raw (bytes, 0);
  qing_test_script_set_header (script, "Content-Encoding", "gzip");
  qing_test_server_take (probe->server, script);
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, "Hi");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/text", test_text);
  g_test_add_func ("/client/thinking", test_thinking);
  g_test_add_data_func ("/client/long/16384", GUINT_TO_POINTER (16384), test_long);
  g_test_add_data_func ("/client/long/65536", GUINT_TO_POINTER (65536), test_long);
  g_test_add_func ("/client/frames", test_frames);
  g_test_add_func ("/client/context", test_context);
  g_test_add_func ("/client/several", test_several);
  g_test_add_func ("/client/cancel/anywhere", test_cancel_anywhere);
  g_test_add_func ("/client/cancel/early", test_cancel_early);
  g_test_add_func ("/client/cancel/closes", test_cancel_closes);
  g_test_add_func ("/client/cancel/before", test_cancelled_before);
  g_test_add_func ("/client/error-closes", test_error_closes);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *path = g_strconcat ("/client/cut/", cuts[i].name, NULL);

      g_test_add_data_func (path, &cuts[i], test_cut);
    }
  g_test_add_func ("/client/cut/after-finish", test_cut_after_finish);
  g_test_add_func ("/client/timeout/first-byte", test_first_byte_timeout);
  g_test_add_data_func ("/client/queue/stream", GINT_TO_POINTER (TRUE), test_queue);
  g_test_add_data_func ("/client/queue/whole", GINT_TO_POINTER (FALSE), test_queue);
  g_test_add_func ("/client/empty", test_empty);
  g_test_add_func ("/client/reuse", test_reuse);
  g_test_add_func ("/client/no-stream", test_no_stream);
  g_test_add_func ("/client/partial-response", test_partial_response);
  g_test_add_func ("/client/types", test_types);
  g_test_add_func ("/client/compressed", test_compressed);

  return g_test_run ();
}
