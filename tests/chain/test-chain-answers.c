/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes with answers, from the wire to the disk and back: what went over the wire, several
 * answers at once, and going on where the limit of tokens cut one. */

#include "qing-chain.h"

#include <string.h>

static char *
dup_log (QingExchange *exchange)
{
  g_autoptr (GBytes) bytes = qing_exchange_dup_log (exchange);
  gsize length;
  const char *log = g_bytes_get_data (bytes, &length);

  return g_strndup (log, length);
}

/* Closes the program and opens it again; the conversation is read anew. */
static QingConversation *
reopen (QingChain *self, QingConversation *conversation)
{
  g_autofree char *uid = g_strdup (qing_conversation_get_uid (conversation));
  g_autoptr (GAsyncResult) loaded = NULL;
  QingConversation *found;

  qing_chain_close_engine (self->engine);
  g_object_unref (self->engine);
  g_object_unref (conversation);
  self->engine = qing_chain_open_engine (self->path);
  found = qing_chain_find (self->engine, uid);
  g_assert_nonnull (found);
  qing_engine_load_async (self->engine, found, NULL, qing_chain_result_cb, &loaded);
  g_assert_true (qing_engine_load_finish (self->engine, qing_chain_wait_for (&loaded), NULL));
  return found;
}

/* The engine keeps what went over the wire for this session's answers: good, stopped and failed
 * ones. The next session has none. */
static void
test_exchange (QingChain *self, gconstpointer data)
{
  QingConversation *conversation = qing_chain_new_conversation (self);
  g_autoptr (QingTestScript) stall = qing_test_script_new ();
  QingMessage *answer;
  QingExchange *exchange;
  g_autofree char *log = NULL;
  g_autofree char *half = NULL;
  g_autofree char *body = NULL;

  qing_test_server_take (self->server, qing_test_script_new_text ("Good day"));
  qing_chain_ask (self, conversation, "Hello?");
  g_assert_null (
    qing_engine_get_exchange (self->engine, qing_conversation_get_leaf (conversation)));
  qing_chain_wait_until_quiet (conversation);
  answer = qing_conversation_get_leaf (conversation);
  exchange = qing_engine_get_exchange (self->engine, answer);
  g_assert_nonnull (exchange);
  log = dup_log (exchange);
  g_assert_nonnull (strstr (log, "data: [DONE]"));
  body = g_strndup (g_bytes_get_data (qing_exchange_get_body (exchange), NULL),
                    g_bytes_get_size (qing_exchange_get_body (exchange)));
  g_assert_nonnull (strstr (body, "Hello?"));
  g_assert_null (qing_engine_get_exchange (self->engine, qing_message_get_parent (answer)));

  qing_test_script_add_role (stall, 0);
  qing_test_script_add_text (stall, 0, "Half", 0);
  qing_test_script_add_cut (stall, QING_TEST_CUT_STALL);
  qing_test_server_push (self->server, stall);
  qing_chain_ask (self, conversation, "And?");
  answer = qing_conversation_get_leaf (conversation);
  while (qing_message_get_state (answer) != QING_MESSAGE_STREAMING)
    g_main_context_iteration (NULL, TRUE);
  qing_engine_stop (self->engine, conversation);
  while (qing_engine_get_exchange (self->engine, answer) == NULL)
    g_main_context_iteration (NULL, TRUE);
  half = dup_log (qing_engine_get_exchange (self->engine, answer));
  g_assert_nonnull (strstr (half, "Half"));

  conversation = reopen (self, conversation);
  g_assert_null (
    qing_engine_get_exchange (self->engine, qing_conversation_get_leaf (conversation)));
  g_object_unref (conversation);
}

/* Of all answers together: the service does not say what each took. */
#define COMPLETION 42

static QingTestScript *
make_choices (guint n, gboolean whole)
{
  const QingTestUsage usage = { .prompt_tokens = 7, .completion_tokens = COMPLETION };
  QingTestScript *script = qing_test_script_new ();

  for (guint i = 0; i < n; i++)
    qing_test_script_add_role (script, i);
  for (guint word = 0; word < 3; word++)
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *text = g_strdup_printf ("%c%u ", 'A' + i, word);

        qing_test_script_add_text (script, i, text, 0);
      }
  if (!whole)
    {
      qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
      return script;
    }
  for (guint i = 0; i < n; i++)
    qing_test_script_add_finish (script, i, i == 1 ? "length" : "stop");
  qing_test_script_add_usage (script, &usage);
  qing_test_script_add_done (script);
  return script;
}

static void
set_n (QingConversation *conversation, guint n)
{
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  qing_conversation_set_model (conversation, "qwen3-32b");
  qing_parameters_set (parameters, QING_PARAMETER_N, g_variant_new_int64 (n));
  /* The service gives several answers only without thinking. */
  qing_parameters_set (parameters, QING_PARAMETER_ENABLE_THINKING, g_variant_new_boolean (FALSE));
}

/* Answers A, B, C … of the question, in the order of their choices. */
static void
assert_choices (QingConversation *conversation, guint n, QingMessageState state)
{
  QingMessage *question = qing_conversation_get_root (conversation, 0);

  g_assert_cmpuint (qing_message_get_n_children (question), ==, n);
  for (guint i = 0; i < n; i++)
    {
      QingMessage *answer = qing_message_get_child (question, i);
      g_autofree char *text = g_strdup_printf ("%c0 %c1 %c2 ", 'A' + i, 'A' + i, 'A' + i);

      g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, text);
      g_assert_cmpint (qing_message_get_state (answer), ==, state);
      g_assert_cmpuint (qing_message_get_sibling_index (answer), ==, i);
      g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, n);
      g_assert_null (qing_message_get_fault (answer));
      g_assert_nonnull (qing_message_get_request_id (answer));
      g_assert_cmpint (qing_message_get_timing (answer)->first_token, >=, 0);
      g_assert_cmpstr (qing_message_get_request_id (answer), ==,
                       qing_message_get_request_id (qing_message_get_child (question, 0)));
      if (state != QING_MESSAGE_COMPLETE)
        continue;
      g_assert_cmpstr (qing_message_get_finish_reason (answer), ==, i == 1 ? "length" : "stop");
      g_assert_cmpint (qing_message_get_usage (answer)->completion, ==, COMPLETION);
    }
}

static void
test_choices (QingChain *self, gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  QingConversation *conversation = qing_chain_new_conversation (self);
  QingMessage *first;
  QingMessage *question;
  QingExchange *exchange;

  set_n (conversation, n);
  qing_test_server_take (self->server, make_choices (n, TRUE));
  qing_chain_ask (self, conversation, "Several, please");
  qing_chain_wait_until_quiet (conversation);
  assert_choices (conversation, n, QING_MESSAGE_COMPLETE);
  question = qing_conversation_get_root (conversation, 0);
  first = qing_message_get_child (question, 0);
  g_assert_true (qing_conversation_get_leaf (conversation) == first);

  /* One exchange gave them all. */
  exchange = qing_engine_get_exchange (self->engine, first);
  g_assert_nonnull (exchange);
  g_assert_true (
    qing_engine_get_exchange (self->engine, qing_message_get_child (question, n - 1)) == exchange);

  qing_engine_choose_sibling (self->engine, conversation, first, 1);
  g_assert_true (qing_conversation_get_leaf (conversation) == qing_message_get_child (question, 1));
  conversation = reopen (self, conversation);
  assert_choices (conversation, n, QING_MESSAGE_COMPLETE);
  question = qing_conversation_get_root (conversation, 0);
  g_assert_true (qing_conversation_get_leaf (conversation) == qing_message_get_child (question, 1));
  g_object_unref (conversation);
}

static gboolean
has_all (QingConversation *conversation, guint n)
{
  QingMessage *question = qing_conversation_get_root (conversation, 0);

  if (qing_message_get_n_children (question) < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strlen (qing_message_get_text (qing_message_get_child (question, i), NULL)) < 9)
      return FALSE;
  return TRUE;
}

/* While all of them stream, the reader goes from one to the other; stop ends them all. */
static void
test_choices_running (QingChain *self, gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  QingConversation *conversation = qing_chain_new_conversation (self);
  QingMessage *question;
  guint running;

  set_n (conversation, n);
  qing_test_server_take (self->server, make_choices (n, FALSE));
  qing_chain_ask (self, conversation, "Several, please");
  while (!has_all (conversation, n))
    g_main_context_iteration (NULL, TRUE);
  assert_choices (conversation, n, QING_MESSAGE_STREAMING);
  g_object_get (self->engine, "running", &running, NULL);
  g_assert_cmpuint (running, ==, n);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, n);
  question = qing_conversation_get_root (conversation, 0);
  for (guint i = 1; i < n; i++)
    {
      qing_engine_choose_sibling (self->engine, conversation,
                                  qing_conversation_get_leaf (conversation), 1);
      g_assert_true (qing_conversation_get_leaf (conversation) ==
                     qing_message_get_child (question, i));
    }

  qing_engine_stop (self->engine, conversation);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  assert_choices (conversation, n, QING_MESSAGE_STOPPED);
  conversation = reopen (self, conversation);
  assert_choices (conversation, n, QING_MESSAGE_STOPPED);
  question = qing_conversation_get_root (conversation, 0);
  g_assert_true (qing_conversation_get_leaf (conversation) ==
                 qing_message_get_child (question, n - 1));
  g_object_unref (conversation);
}

/* What the limit of tokens cut goes on in the same message. */
static void
test_length (QingChain *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_chain_new_conversation (self);
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  QingMessage *answer;

  qing_conversation_set_model (conversation, "qwen3-32b");
  qing_parameters_set (qing_conversation_get_parameters (conversation),
                       QING_PARAMETER_ENABLE_THINKING, g_variant_new_boolean (FALSE));
  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "One, two, ", 0);
  qing_test_script_add_finish (script, 0, "length");
  qing_test_script_add_done (script);
  qing_test_server_push (self->server, script);
  qing_test_server_take (self->server, qing_test_script_new_text ("three."));

  qing_chain_ask (self, conversation, "Count");
  qing_chain_wait_until_quiet (conversation);
  answer = qing_conversation_get_leaf (conversation);
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  g_assert_cmpstr (qing_message_get_finish_reason (answer), ==, "length");
  g_assert_true (qing_engine_can_continue (self->engine, conversation, answer));
  qing_engine_continue (self->engine, conversation, answer);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 1);
  qing_chain_wait_until_quiet (conversation);
  g_assert_true (qing_conversation_get_leaf (conversation) == answer);
  g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, "One, two, three.");
  g_assert_cmpstr (qing_message_get_finish_reason (answer), ==, "stop");
  g_assert_false (qing_engine_can_continue (self->engine, conversation, answer));
}

/* How sure the model was is with the answer, on the disk too, for each byte of its text. */
static void
test_logprobs (QingChain *self, gconstpointer data)
{
  static const char *const tokens[] = { "Good", " day", ", 清谈", "." };
  QingConversation *conversation = qing_chain_new_conversation (self);
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  qing_conversation_set_model (conversation, "qwen3-235b-a22b-instruct-2507");
  qing_parameters_set (parameters, QING_PARAMETER_LOGPROBS, g_variant_new_boolean (TRUE));
  qing_test_script_add_role (script, 0);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    qing_test_script_add_logprobs (script, 0, tokens[i], -0.25 * i);
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);
  qing_test_server_push (self->server, script);
  qing_chain_ask (self, conversation, "Hello?");
  qing_chain_wait_until_quiet (conversation);
  for (guint round = 0; round < 2; round++)
    {
      QingMessage *answer = qing_conversation_get_leaf (conversation);
      QingLogprobs *logprobs = qing_message_get_logprobs (answer);
      const char *text = qing_message_get_text (answer, NULL);

      g_assert_nonnull (logprobs);
      g_assert_cmpuint (qing_logprobs_get_n (logprobs), ==, G_N_ELEMENTS (tokens));
      for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
        {
          QingToken token;

          qing_logprobs_get_token (logprobs, i, &token);
          g_assert_cmpmem (text + token.start, token.length, tokens[i], strlen (tokens[i]));
          g_assert_cmpfloat (token.logprob, ==, -0.25 * i);
        }
      conversation = reopen (self, conversation);
    }
  g_object_unref (conversation);
}

typedef struct
{
  const char *format;
  const char *answer;
  const char *verdict; /* NULL when nothing is judged */
} Format;

static const Format formats[] = {
  { "json_object", "{\"a\": 1}", "" },
  { "json_object", "Sorry", "No valid JSON" },
  { "json_schema", "{\"a\": \"x\"}", "" },
  { "json_schema", "{\"a\": 1}", "$.a must be a text" },
  { "text", "Sorry", NULL },
  { NULL, "Sorry", NULL },
};

static void
test_format (QingChain *self, gconstpointer data)
{
  const Format *format = data;
  QingConversation *conversation = qing_chain_new_conversation (self);
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  /* A server that is not DashScope takes every format. */
  qing_account_force_kind (self->account, QING_SERVER_OTHER);
  if (format->format != NULL)
    qing_parameters_set (parameters, QING_PARAMETER_RESPONSE_FORMAT,
                         g_variant_new_string (format->format));
  qing_parameters_set (parameters, QING_PARAMETER_JSON_SCHEMA,
                       g_variant_new_string (
                         "{\"name\":\"n\",\"schema\":{\"type\":\"object\",\"properties\":"
                         "{\"a\":{\"type\":\"string\"}}}}"));
  qing_test_server_take (self->server, qing_test_script_new_text (format->answer));
  qing_chain_ask (self, conversation, "In JSON, please");
  qing_chain_wait_until_quiet (conversation);
  for (guint round = 0; round < 2; round++)
    {
      const char *verdict = qing_message_get_verdict (qing_conversation_get_leaf (conversation));

      g_assert_true ((verdict == NULL) == (format->verdict == NULL));
      if (verdict != NULL && *format->verdict == '\0')
        g_assert_cmpstr (verdict, ==, "");
      else if (verdict != NULL)
        g_assert_nonnull (strstr (verdict, format->verdict));
      conversation = reopen (self, conversation);
    }
  g_object_unref (conversation);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/chain-answers/" path, QingChain, data, qing_chain_set_up, func,                    \
              qing_chain_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("exchange", NULL, test_exchange);
  ADD ("two", GUINT_TO_POINTER (2), test_choices);
  ADD ("three", GUINT_TO_POINTER (3), test_choices);
  ADD ("four", GUINT_TO_POINTER (4), test_choices);
  ADD ("two-running", GUINT_TO_POINTER (2), test_choices_running);
  ADD ("four-running", GUINT_TO_POINTER (4), test_choices_running);
  ADD ("length", NULL, test_length);
  ADD ("logprobs", NULL, test_logprobs);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chain-answers/format/%u", i);

      g_test_add (path, QingChain, &formats[i], qing_chain_set_up, test_format,
                  qing_chain_tear_down);
    }
  return g_test_run ();
}
