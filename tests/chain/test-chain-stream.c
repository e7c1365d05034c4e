/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole chain below the window: the test server, the client, the engine and the store. What the
 * server sends is what the conversation and the database hold, byte for byte. */

#include "qing-chain.h"

#include <string.h>

#define N_CHUNKS        16384
#define N_CONVERSATIONS 3

/* Chunks of many lengths, with characters of one to four bytes and Markdown's own signs. */
static GString *
make_script (QingTestScript *script, guint salt)
{
  static const char *const bits[] = { "a", "清谈", " ",   "\n",     "**",
                                      "é", "🙂", "`x`", "\n\n# ", "|" };
  GString *text = g_string_new (NULL);

  qing_test_script_add_role (script, 0);
  for (guint i = 0; i < N_CHUNKS; i++)
    {
      g_autofree char *chunk =
        g_strdup_printf ("%u%s%s", salt, bits[(i + salt) % G_N_ELEMENTS (bits)],
                         bits[(i * 7) % G_N_ELEMENTS (bits)]);

      g_string_append (text, chunk);
      qing_test_script_add_text (script, 0, chunk, 0);
    }
  qing_test_script_add_finish (script, 0, "stop");
  qing_test_script_add_done (script);
  return text;
}

static void
assert_answer (QingConversation *conversation, const GString *expected)
{
  g_autoptr (QingMessage) answer = g_list_model_get_item (G_LIST_MODEL (conversation), 1);
  gsize length;
  const char *text = qing_message_get_text (answer, &length);

  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  g_assert_cmpuint (length, ==, expected->len);
  g_assert_true (memcmp (text, expected->str, length) == 0);
}

static void
assert_stored (QingEngine *engine, const char *uid, const GString *expected)
{
  g_autoptr (QingConversation) conversation = qing_chain_find (engine, uid);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (conversation);
  qing_engine_load_async (engine, conversation, NULL, qing_chain_result_cb, &loaded);
  g_assert_true (qing_engine_load_finish (engine, qing_chain_wait_for (&loaded), &error));
  g_assert_no_error (error);
  assert_answer (conversation, expected);
}

static void
test_identical (QingChain *self, gconstpointer data)
{
  QingConversation *conversations[N_CONVERSATIONS];
  GString *expected[N_CONVERSATIONS];
  char *uids[N_CONVERSATIONS];

  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      g_autofree char *question = g_strdup_printf ("question %u", i);
      QingTestScript *script = qing_test_script_new ();

      expected[i] = make_script (script, i);
      qing_test_server_route (self->server, QING_TEST_ROUTE_TEXT, question, script);
      g_object_unref (script);
      conversations[i] = qing_chain_new_conversation (self);
      uids[i] = g_strdup (qing_conversation_get_uid (conversations[i]));
      qing_chain_ask (self, conversations[i], question);
    }
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      qing_chain_wait_until_quiet (conversations[i]);
      assert_answer (conversations[i], expected[i]);
      g_object_unref (conversations[i]);
    }

  qing_chain_close_engine (self->engine);
  g_object_unref (self->engine);
  self->engine = qing_chain_open_engine (self->path);
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      assert_stored (self->engine, uids[i], expected[i]);
      g_string_free (expected[i], TRUE);
      g_free (uids[i]);
    }
}

typedef struct
{
  const char *name;
  QingMessageState state;
  QingError code;
  QingFaultAction action;
  const char *text;
  guint n_requests;
} Failure;

static const Failure failures[] = {
  { "key", QING_MESSAGE_FAILED, QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, "", 1 },
  { "model", QING_MESSAGE_FAILED, QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, "", 1 },
  { "cut", QING_MESSAGE_INTERRUPTED, QING_ERROR_NETWORK, QING_FAULT_ACTION_CONTINUE, "Half", 1 },
  { "html", QING_MESSAGE_FAILED, QING_ERROR_PROTOCOL, QING_FAULT_ACTION_EDIT_KEY, "", 1 },
  { "frame", QING_MESSAGE_FAILED, QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, "Half", 1 },
};

static QingTestScript *
failing_script (const char *name)
{
  QingTestScript *script;

  if (g_str_equal (name, "key"))
    return qing_test_script_new_error (401, QING_TEST_ERROR_OPENAI, "invalid_api_key",
                                       "Incorrect API key provided.");
  if (g_str_equal (name, "model"))
    return qing_test_script_new_error (404, QING_TEST_ERROR_OPENAI, "model_not_found",
                                       "The model x does not exist.");
  if (g_str_equal (name, "html"))
    return qing_test_script_new_body (200, "text/html", "<html>blocked</html>");

  script = qing_test_script_new ();
  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "Half", 0);
  if (g_str_equal (name, "cut"))
    qing_test_script_add_cut (script, QING_TEST_CUT_CLOSE);
  else
    qing_test_script_add_error_frame (script, 429, "Throttling.AllocationQuota",
                                      "Allocated quota exceeded.");
  return script;
}

/* Every failure is shown where it happened, with what to do, and keeps the user's message. */
static void
test_failure (QingChain *self, gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (QingConversation) conversation = qing_chain_new_conversation (self);
  g_autoptr (QingMessage) answer = NULL;
  const QingFault *fault;

  qing_test_server_take (self->server, failing_script (failure->name));
  qing_chain_ask (self, conversation, "question");
  qing_chain_wait_until_quiet (conversation);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 2);
  answer = g_list_model_get_item (G_LIST_MODEL (conversation), 1);
  fault = qing_message_get_fault (answer);
  g_assert_nonnull (fault);
  g_assert_cmpint (qing_message_get_state (answer), ==, failure->state);
  g_assert_cmpint (fault->code, ==, failure->code);
  g_assert_cmpint (fault->action, ==, failure->action);
  g_assert_cmpstr (fault->summary, !=, "");
  g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, failure->text);
  g_assert_cmpuint (qing_test_server_get_n_requests (self->server), ==, failure->n_requests);

  /* The same question asked again gets its answer. */
  qing_test_server_take (self->server, qing_test_script_new_text ("Whole"));
  qing_engine_regenerate (self->engine, conversation, answer, NULL);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 1);
  qing_chain_wait_until_quiet (conversation);
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "Whole");
}

/* A busy server is asked again before anything came, and the wait can be cut short. */
static void
test_retry (QingChain *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_chain_new_conversation (self);
  QingMessage *answer;

  qing_test_server_take (self->server,
                         qing_test_script_new_error (429, QING_TEST_ERROR_OPENAI, "limit_requests",
                                                     "Too many requests."));
  qing_test_server_take (self->server, qing_test_script_new_text ("At last"));
  qing_chain_ask (self, conversation, "question");
  answer = qing_conversation_get_leaf (conversation);
  while (qing_message_get_retry_at (answer) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_WAITING);
  g_assert_nonnull (qing_message_get_fault (answer));
  qing_engine_retry_now (self->engine, conversation, answer);
  qing_chain_wait_until_quiet (conversation);
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  g_assert_null (qing_message_get_fault (answer));
  g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, "At last");
  /* It is one chat, whose tries are all told. */
  g_assert_cmpuint (qing_exchange_get_n_tries (qing_engine_get_exchange (self->engine, answer)), ==,
                    2);
}

/* Stop works before the first byte. */
static void
test_stop (QingChain *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_chain_new_conversation (self);

  qing_test_server_take (self->server, qing_test_script_new_silent ());
  qing_chain_ask (self, conversation, "question");
  g_assert_true (qing_test_server_wait_requests (self->server, 1));
  qing_engine_stop (self->engine, conversation);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  g_assert_cmpint (qing_message_get_state (qing_conversation_get_leaf (conversation)), ==,
                   QING_MESSAGE_STOPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chain/identical", QingChain, NULL, qing_chain_set_up, test_identical,
              qing_chain_tear_down);
  g_test_add ("/chain/retry", QingChain, NULL, qing_chain_set_up, test_retry, qing_chain_tear_down);
  g_test_add ("/chain/stop", QingChain, NULL, qing_chain_set_up, test_stop, qing_chain_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/chain/failure/", failures[i].name, NULL);

      g_test_add (path, QingChain, &failures[i], qing_chain_set_up, test_failure,
                  qing_chain_tear_down);
    }
  return g_test_run ();
}
