/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-server.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#define KEY "sk-do-not-show-1234567890"
/* With this one the server counts as DashScope, as the demonstration server does. */
#define DEMO_KEY "demonstration"

/* The program under test, as the build hands it over. */
static const char *program;

typedef struct
{
  QingTestServer *server;
  GPtrArray *environment;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = qing_test_server_start_in_thread ();
  qing_test_server_set_key (fixture->server, KEY);
  qing_test_server_set_strict (fixture->server, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  qing_test_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
}

static GSubprocess *
start (Fixture *fixture, const char *key, const char *const *arguments, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "QINGTAN_DEMO_URL");
  if (g_strcmp0 (key, DEMO_KEY) == 0)
    {
      g_subprocess_launcher_unsetenv (launcher, "DASHSCOPE_API_KEY");
      g_subprocess_launcher_setenv (launcher, "QINGTAN_DEMO_URL",
                                    qing_test_server_get_base_url (fixture->server), TRUE);
    }
  else if (key != NULL)
    g_subprocess_launcher_setenv (launcher, "DASHSCOPE_API_KEY", key, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, "DASHSCOPE_API_KEY");
  g_subprocess_launcher_setenv (launcher, "DASHSCOPE_BASE_URL",
                                qing_test_server_get_base_url (fixture->server), TRUE);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
}

typedef struct
{
  int status;
  GBytes *output;
  char *errors;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->output, g_bytes_unref);
  g_clear_pointer (&outcome->errors, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* The data of empty bytes is NULL, which no comparison likes. */
static char *
dup_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

static Outcome
run (Fixture *fixture, const char *key, const char *input, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = start (fixture, key, arguments, &error);
  g_autoptr (GBytes) bytes = g_bytes_new (input, strlen (input));
  g_autoptr (GBytes) errors = NULL;
  Outcome outcome = { 0 };

  g_assert_no_error (error);
  g_subprocess_communicate (process, bytes, NULL, &outcome.output, &errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  outcome.status = g_subprocess_get_exit_status (process);
  outcome.errors = dup_text (errors);
  /* The key is nobody's business. */
  g_assert_null (strstr (outcome.errors, KEY));
  return outcome;
}

#define assert_output(outcome, text)                                                               \
  g_assert_cmpmem (g_bytes_get_data ((outcome).output, NULL), g_bytes_get_size ((outcome).output), \
                   text, strlen (text))

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "--model", "qwen-plus", "Hello?", NULL };
  g_auto (Outcome) outcome = { 0 };

  qing_test_server_take (fixture->server, qing_test_script_new_thinking ("Hm.", "清谈 says hello"));
  outcome = run (fixture, KEY, "", arguments);
  g_assert_cmpstr (outcome.errors, ==, "");
  g_assert_cmpint (outcome.status, ==, 0);
  assert_output (outcome, "清谈 says hello");
}

static void
test_standard_input (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask",      "--json",    "--param", "temperature=0.5",
                                    "--system", "Be brief.", "-",       NULL };
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  qing_test_server_take (fixture->server, qing_test_script_new_thinking ("Hm.", "Yes."));
  outcome = run (fixture, KEY, "From a pipe", arguments);
  g_assert_cmpint (outcome.status, ==, 0);
  json_parser_load_from_data (parser, g_bytes_get_data (outcome.output, NULL),
                              (gssize) g_bytes_get_size (outcome.output), &error);
  g_assert_no_error (error);
  answer = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (answer, "text"), ==, "Yes.");
  g_assert_cmpstr (json_object_get_string_member (answer, "reasoning"), ==, "Hm.");
  g_assert_cmpstr (json_object_get_string_member (answer, "finish_reason"), ==, "stop");
  g_assert_true (json_object_has_member (answer, "usage"));
  g_assert_true (json_object_has_member (answer, "request_id"));
}

/* Several answers are all told, also those that only the free JSON asks for. */
static void
check_several (Fixture *fixture, const char *parameter)
{
  const char *const arguments[] = { "ask", "--json",  "-m",   "qwen-plus-character",
                                    "-p",  parameter, "Two?", NULL };
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Outcome) outcome = { 0 };
  JsonObject *answer;
  JsonArray *others;

  for (guint i = 0; i < 2; i++)
    {
      qing_test_script_add_text (script, i, i == 0 ? "One" : "Other", 2);
      qing_test_script_add_finish (script, i, "stop");
    }
  qing_test_script_add_done (script);
  qing_test_server_push (fixture->server, script);
  outcome = run (fixture, KEY, "", arguments);
  g_assert_cmpstr (outcome.errors, ==, "");
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (outcome.output, NULL),
                                             (gssize) g_bytes_get_size (outcome.output), NULL));
  answer = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (answer, "text"), ==, "One");
  others = json_object_get_array_member (answer, "alternatives");
  g_assert_cmpuint (json_array_get_length (others), ==, 1);
  answer = json_array_get_object_element (others, 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "text"), ==, "Other");
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  check_several (fixture, "n=2");
  check_several (fixture, "extra-body={\"n\":2}");
}

/* A spoken answer is a file that players take; what was not spoken is no file. */
static void
test_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("qing-ask-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "answer.wav", NULL);
  const char *const spoken[] = { "ask", "-m", "qwen3-omni-flash", "--sound", path, "Speak", NULL };
  const char *const silent[] = { "ask", "-m", "qwen-plus", "--sound", path, "Speak", NULL };
  static const guint8 samples[] = { 1, 0, 2, 0, 0xff, 0x7f, 0, 0x80 };
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (GBytes) pcm = g_bytes_new_static (samples, sizeof samples);
  g_autofree char *file = NULL;
  g_auto (Outcome) first = { 0 };
  g_auto (Outcome) second = { 0 };
  gsize length = 0;

  qing_test_server_set_key (fixture->server, DEMO_KEY);
  qing_test_script_add_audio (script, "Said", pcm);
  qing_test_script_add_audio (script, NULL, pcm);
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);
  qing_test_server_push (fixture->server, script);
  first = run (fixture, DEMO_KEY, "", spoken);
  g_assert_cmpstr (first.errors, ==, "");
  g_assert_cmpint (first.status, ==, 0);
  assert_output (first, "Said");
  g_assert_true (g_file_get_contents (path, &file, &length, &error));
  g_assert_cmpuint (length, ==, 44 + 2 * sizeof samples);
  g_assert_cmpmem (file, 4, "RIFF", 4);
  g_assert_cmpuint ((guint8) file[4], ==, length - 8);
  g_assert_cmpmem (file + 8, 8, "WAVEfmt ", 8);
  g_assert_cmpuint ((guint8) file[40], ==, 2 * sizeof samples);
  g_assert_cmpmem (file + 44, sizeof samples, samples, sizeof samples);
  g_unlink (path);

  qing_test_server_take (fixture->server, qing_test_script_new_text ("Written"));
  second = run (fixture, DEMO_KEY, "", silent);
  g_assert_cmpint (second.status, ==, 1);
  assert_output (second, "Written");
  g_assert_nonnull (strstr (second.errors, "audio-output: This model does not speak."));
  g_assert_nonnull (strstr (second.errors, "not spoken"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_rmdir (folder);
}

/* What is set and not sent is told, with what would have to be said. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = {
    "ask", "-m", "qwen-max", "-p", "response-format=json_object", "As an object", NULL
  };
  g_auto (Outcome) outcome = { 0 };

  qing_test_server_set_key (fixture->server, DEMO_KEY);
  qing_test_server_take (fixture->server, qing_test_script_new_text ("{}"));
  outcome = run (fixture, DEMO_KEY, "", arguments);
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_nonnull (strstr (outcome.errors, "response-format: The word “JSON” must stand"));
}

/* What went over the wire is told too: all of it but the key. */
static void
test_exchange (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "--json", "--param", "temperature=0.7", "Hello?", NULL };
  g_auto (Outcome) outcome = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer;
  JsonObject *request;
  JsonObject *headers;
  JsonArray *tries;

  qing_test_server_take (fixture->server,
                         qing_test_script_new_error (503, QING_TEST_ERROR_EMPTY, NULL, NULL));
  qing_test_server_take (fixture->server, qing_test_script_new_text ("Hi " KEY));
  outcome = run (fixture, KEY, "", arguments);
  g_assert_cmpint (outcome.status, ==, 0);
  text = dup_text (outcome.output);
  /* The number is the one that was sent. */
  g_assert_nonnull (strstr (text, "\"temperature\": 0.7"));
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  answer = json_node_get_object (json_parser_get_root (parser));
  request = json_object_get_object_member (answer, "request");
  g_assert_true (
    g_str_has_suffix (json_object_get_string_member (request, "address"), "/chat/completions"));
  g_assert_cmpstr (json_object_get_string_member (request, "method"), ==, "POST");
  g_assert_true (
    json_object_has_member (json_object_get_object_member (request, "body"), "messages"));
  headers = json_object_get_object_member (request, "headers");
  g_assert_cmpstr (json_object_get_string_member (headers, "Authorization"), ==, "Bearer ***");
  g_assert_true (json_object_has_member (
    json_object_get_object_member (json_object_get_object_member (answer, "response"), "headers"),
    "x-request-id"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (answer, "log"), "data: {"));
  g_assert_null (strstr (json_object_get_string_member (answer, "log"), KEY));
  tries = json_object_get_array_member (answer, "tries");
  g_assert_cmpuint (json_array_get_length (tries), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (tries, 0), "status"),
                   ==, 503);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (tries, 1), "status"),
                   ==, 200);
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "Much", NULL };
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (GString) expected = g_string_new (NULL);
  g_auto (Outcome) outcome = { 0 };

  qing_test_script_add_role (script, 0);
  for (guint i = 0; i < 16384; i++)
    {
      g_autofree char *chunk = g_strdup_printf ("%u%s", i, i % 7 == 0 ? "\n" : "谈 ");

      g_string_append (expected, chunk);
      qing_test_script_add_text (script, 0, chunk, 0);
    }
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);
  qing_test_server_push (fixture->server, script);
  outcome = run (fixture, KEY, "", arguments);
  g_assert_cmpstr (outcome.errors, ==, "");
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (outcome.output, NULL), g_bytes_get_size (outcome.output),
                   expected->str, expected->len);
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "Hello?", NULL };
  g_auto (Outcome) wrong = run (fixture, "sk-wrong", "", arguments);
  g_auto (Outcome) none = run (fixture, NULL, "", arguments);
  g_auto (Outcome) cut = { 0 };
  g_autoptr (QingTestScript) script = qing_test_script_new ();

  g_assert_cmpint (wrong.status, ==, 1);
  g_assert_nonnull (strstr (wrong.errors, "key"));
  g_assert_nonnull (strstr (wrong.errors, "Request id"));
  g_assert_cmpuint (g_bytes_get_size (wrong.output), ==, 0);

  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (none.errors, "DASHSCOPE_API_KEY"));

  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "Half an ans", 0);
  qing_test_script_add_cut (script, QING_TEST_CUT_CLOSE);
  qing_test_server_push (fixture->server, script);
  cut = run (fixture, KEY, "", arguments);
  g_assert_cmpint (cut.status, ==, 1);
  assert_output (cut, "Half an ans");
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[][4] = {
    { "ask", NULL },
    { "ask", "--nonsense", "x", NULL },
    { "ask", "one", "two", NULL },
    { "ask", "--param", "temperature", NULL },
    { "ask", "--param", "temperature=9", NULL },
    { "ask", "--param", "warmth=1", NULL },
    { "ask", "--param", "stop=[1]", NULL },
    { "ask", "--param", "json-schema={", NULL },
    { "ask", "--param", "extra-body=[]", NULL },
    { "ask", "--account", "x", NULL },
    { "models", "--dry-run", NULL },
    { "models", "surplus", NULL },
  };
  const char *const picture[] = { "ask", "--image", "/dev/null", "What is this?", NULL };
  g_auto (Outcome) refused = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *arguments[6] = { 0 };
      g_auto (Outcome) outcome = { 0 };

      for (gsize j = 0; j < 4 && wrong[i][j] != NULL; j++)
        arguments[j] = wrong[i][j];
      if (g_strcmp0 (arguments[1], "--param") == 0)
        arguments[3] = "Hello?";
      outcome = run (fixture, KEY, "", arguments);
      g_assert_cmpint (outcome.status, ==, 2);
      g_assert_cmpstr (outcome.errors, !=, "");
    }
  refused = run (fixture, KEY, "", picture);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpuint (qing_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments[3];
    const char *words[3];
  } cases[] = {
    { { "ask", "--help", NULL },
      { "qingtan ask [OPTION…] QUESTION", "Temperature: at least 0 and below 2", "Examples:" } },
    { { "models", "--help", NULL },
      { "qingtan models [OPTION…]\n", "--account", "Lists the models" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Outcome) outcome = run (fixture, KEY, "", cases[i].arguments);
      g_autofree char *text = dup_text (outcome.output);

      g_assert_cmpint (outcome.status, ==, 0);
      for (gsize j = 0; j < G_N_ELEMENTS (cases[i].words); j++)
        g_assert_nonnull (strstr (text, cases[i].words[j]));
    }
}

/* An answer that is lost is not an answer; who stopped reading knows. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments[3];
    const char *errors;
  } cases[] = {
    { { "ask", "--json", "Hello?" }, "could not be written" },
    { { "ask", "Hello?", NULL }, "could not be written" },
    { { "models", "--json", NULL }, "could not be written" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocessLauncher) launcher =
        g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autoptr (GSubprocess) process = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *errors = NULL;
      const char *const *words = cases[i].arguments;

      qing_test_server_take (fixture->server, qing_test_script_new_text ("Hello."));
      g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
      g_subprocess_launcher_setenv (launcher, "DASHSCOPE_API_KEY", KEY, TRUE);
      g_subprocess_launcher_setenv (launcher, "DASHSCOPE_BASE_URL",
                                    qing_test_server_get_base_url (fixture->server), TRUE);
      process =
        g_subprocess_launcher_spawn (launcher, &error, program, words[0], words[1], words[2], NULL);
      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_nonnull (strstr (errors, cases[i].errors));
    }
}

static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "--dry-run", "--model", "qwen-plus", "Hello?", NULL };
  g_auto (Outcome) outcome = run (fixture, KEY, "", arguments);
  g_autofree char *text =
    g_strndup (g_bytes_get_data (outcome.output, NULL), g_bytes_get_size (outcome.output));

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_nonnull (strstr (text, "\"qwen-plus\""));
  g_assert_nonnull (strstr (text, "Hello?"));
  g_assert_null (strstr (text, KEY));
  g_assert_cmpuint (qing_test_server_get_n_requests (fixture->server), ==, 0);
}

/* With its address and its headers, where the key is hidden. */
static void
test_dry_run_json (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "--dry-run", "--json", "-p", "extra-headers=X-Mine: 1",
                                    "Hi",  NULL };
  g_auto (Outcome) outcome = run (fixture, KEY, "", arguments);
  g_autofree char *text = dup_text (outcome.output);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *request;
  JsonObject *headers;

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_null (strstr (text, KEY));
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  request = json_node_get_object (json_parser_get_root (parser));
  headers = json_object_get_object_member (request, "headers");
  g_assert_cmpstr (json_object_get_string_member (headers, "Authorization"), ==, "Bearer ***");
  g_assert_cmpstr (json_object_get_string_member (headers, "X-Mine"), ==, "1");
  g_assert_true (
    g_str_has_suffix (json_object_get_string_member (request, "address"), "/chat/completions"));
  g_assert_true (
    json_object_has_member (json_object_get_object_member (request, "body"), "messages"));
  g_assert_cmpuint (qing_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_models (Fixture *fixture, gconstpointer data)
{
  const char *const list[] = { "models", NULL };
  const char *const server[] = { "models", "--account", "--json", NULL };
  g_auto (Outcome) own = run (fixture, NULL, "", list);
  g_auto (Outcome) theirs = run (fixture, KEY, "", server);
  g_autofree char *text = dup_text (own.output);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_cmpint (own.status, ==, 0);
  g_assert_nonnull (strstr (text, "qwen3.6-plus"));
  g_assert_cmpint (theirs.status, ==, 0);
  json_parser_load_from_data (parser, g_bytes_get_data (theirs.output, NULL),
                              (gssize) g_bytes_get_size (theirs.output), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), >,
                    3);
}

/* Ctrl+C ends a stream that would never end, and what came stays on standard output. */
static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "ask", "Hello?", NULL };
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char first[5] = { 0 };
  gsize n = 0;

  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "Half", 0);
  qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
  qing_test_server_push (fixture->server, script);
  process = start (fixture, KEY, arguments, &error);
  g_assert_no_error (error);
  g_assert_true (
    g_input_stream_read_all (g_subprocess_get_stdout_pipe (process), first, 4, &n, NULL, &error));
  g_assert_cmpstr (first, ==, "Half");
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("QINGTAN_ASK");
  g_assert_nonnull (program);
  add ("/ask/answer", test_answer);
  add ("/ask/standard-input", test_standard_input);
  add ("/ask/exchange", test_exchange);
  add ("/ask/several", test_several);
  add ("/ask/sound", test_sound);
  add ("/ask/conflict", test_conflict);
  add ("/ask/long", test_long);
  add ("/ask/failures", test_failures);
  add ("/ask/usage", test_usage);
  add ("/ask/help", test_help);
  add ("/ask/lost", test_lost);
  add ("/ask/dry-run", test_dry_run);
  add ("/ask/dry-run-json", test_dry_run_json);
  add ("/ask/models", test_models);
  add ("/ask/interrupt", test_interrupt);
  return g_test_run ();
}
