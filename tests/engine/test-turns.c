/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-autosave.h"
#include "qing-tool-call.h"
#include "qing-turn.h"

#include <string.h>

/* One question and what becomes of it, step by step. */
typedef struct
{
  const char *name;
  const char *steps;
  const char *shown;    /* the branch afterwards */
  const char *reopened; /* after a new start; NULL when it is the same */
} Case;

/* Steps: "t:…" text, "r:…" reasoning, "T…:…" text of choice …, "f:…" finish reason, "end", "stop",
 * "fail:CODE:ACTION", "retry:MS", "now" (retry now), "started". */
static const Case cases[] = {
  { "plain", "started|t:Good |t:day.|f:stop|end", "user: Q | assistant: Good day.", NULL },
  { "thinking", "r:Hm|r:m.|t:Yes.|f:stop|end", "user: Q | assistant: <Hmm.>Yes.", NULL },
  { "waiting", "started", "user: Q | assistant:  (waiting)", "user: Q | assistant:  (stopped)" },
  { "streaming", "t:Wo", "user: Q | assistant: Wo (streaming)",
    "user: Q | assistant: Wo (stopped)" },
  { "stop before the headers", "stop", "user: Q | assistant:  (stopped)", NULL },
  { "stop before the first word", "started|stop|t:late", "user: Q | assistant:  (stopped)", NULL },
  { "stop while thinking", "r:Hm|stop|t:late|end", "user: Q | assistant: <Hm> (stopped)", NULL },
  { "stop while answering", "t:Well, |stop|t:late|end", "user: Q | assistant: Well,  (stopped)",
    NULL },
  { "stop after the last word", "t:All|f:stop|stop|end", "user: Q | assistant: All (stopped)",
    NULL },
  { "stop while it waits for a retry", "retry:60000|stop", "user: Q | assistant:  (stopped)",
    NULL },
  { "retry", "retry:10|t:Now.|f:stop|end", "user: Q | assistant: Now.", NULL },
  { "two retries", "retry:10|retry:20|t:Now.|f:stop|end", "user: Q | assistant: Now.", NULL },
  { "retry at once", "retry:60000|now|t:Now.|f:stop|end", "user: Q | assistant: Now.", NULL },
  { "failure before a word", "fail:1:2", "user: Q | assistant:  (failed)", NULL },
  { "failure after a retry", "retry:10|fail:3:3", "user: Q | assistant:  (failed)", NULL },
  { "failure after words", "t:Half|fail:8:1", "user: Q | assistant: Half (failed)", NULL },
  { "cut stream", "t:Half|fail:9:9", "user: Q | assistant: Half (interrupted)", NULL },
  { "cut line", "t:Half|fail:7:1", "user: Q | assistant: Half (interrupted)", NULL },
  { "line cut while thinking", "r:Hm|fail:7:1", "user: Q | assistant: <Hm> (interrupted)", NULL },
  { "no line", "fail:7:1", "user: Q | assistant:  (failed)", NULL },
  { "cancelled by the provider", "t:Half|fail:11:0", "user: Q | assistant: Half (stopped)", NULL },
  { "empty answer", "started|f:stop|end", "user: Q | assistant:  (failed)", NULL },
  { "length", "t:Long|f:length|end", "user: Q | assistant: Long", NULL },
  { "Chinese", "t:你|t:好，|t:世界|f:stop|end", "user: Q | assistant: 你好，世界", NULL },
};

typedef struct
{
  QingDesk desk;
  QingConversation *conversation;
  GString *states;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
  fixture->conversation = qing_engine_create_conversation (fixture->desk.engine);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->conversation);
  qing_desk_tear_down (&fixture->desk);
}

static QingMessage *
get_answer (QingConversation *conversation)
{
  return qing_conversation_get_leaf (conversation);
}

static void
step_fail (Fixture *fixture, const char *arguments)
{
  g_auto (GStrv) parts = g_strsplit (arguments, ":", 2);

  qing_scripted_call_fail (qing_desk_get_call (&fixture->desk), atoi (parts[0]), atoi (parts[1]));
}

static void
step_retry (Fixture *fixture, const char *arguments)
{
  g_autoptr (QingFault) fault = qing_fault_new (QING_ERROR_RATE, "Busy");
  QingDelta delta = { QING_DELTA_RETRY };
  QingMessage *message = get_answer (fixture->conversation);

  delta.attempt = 1;
  delta.delay_ms = (guint) atoi (arguments);
  delta.fault = fault;
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
  g_assert_cmpint (qing_message_get_retry_at (message), >, 0);
  g_assert_cmpuint (qing_message_get_retry_attempt (message), ==, 1);
  g_assert_cmpint (qing_message_get_fault (message)->code, ==, QING_ERROR_RATE);
}

static void
run_step (Fixture *fixture, const char *step)
{
  QingScriptedCall *call = qing_desk_get_call (&fixture->desk);
  QingDelta started = { QING_DELTA_STARTED };

  started.request_id = "request-1";
  if (g_str_has_prefix (step, "t:"))
    qing_scripted_call_text (call, 0, step + 2);
  else if (g_str_has_prefix (step, "r:"))
    qing_scripted_call_reasoning (call, step + 2);
  else if (g_str_has_prefix (step, "f:"))
    qing_scripted_call_reason (call, 0, step + 2);
  else if (g_str_equal (step, "started"))
    qing_scripted_call_send (call, &started);
  else if (g_str_equal (step, "end"))
    qing_scripted_call_finish (call);
  else if (g_str_equal (step, "stop"))
    qing_engine_stop (fixture->desk.engine, fixture->conversation);
  else if (g_str_equal (step, "now"))
    qing_engine_retry_now (fixture->desk.engine, fixture->conversation,
                           get_answer (fixture->conversation));
  else if (g_str_has_prefix (step, "fail:"))
    step_fail (fixture, step + 5);
  else if (g_str_has_prefix (step, "retry:"))
    step_retry (fixture, step + 6);
  else
    g_assert_not_reached ();
  qing_desk_settle ();
}

/* What must be so at every moment, whatever happens. */
static void
check_order (Fixture *fixture)
{
  QingMessage *answer = get_answer (fixture->conversation);
  guint running = qing_message_is_running (answer) ? 1 : 0;
  guint told;

  g_object_get (fixture->desk.engine, "running", &told, NULL);
  g_assert_cmpuint (told, ==, running);
  g_assert_cmpuint (qing_conversation_get_running (fixture->conversation), ==, running);
  if (qing_message_get_state (answer) == QING_MESSAGE_FAILED)
    g_assert_nonnull (qing_message_get_fault (answer));
  if (qing_message_get_state (answer) == QING_MESSAGE_STREAMING ||
      qing_message_get_state (answer) == QING_MESSAGE_COMPLETE ||
      qing_message_get_state (answer) == QING_MESSAGE_STOPPED)
    g_assert_null (qing_message_get_fault (answer));
  if (qing_message_get_state (answer) != QING_MESSAGE_WAITING)
    g_assert_cmpint (qing_message_get_retry_at (answer), ==, 0);
  if (!running)
    g_assert_cmpint (qing_message_get_timing (answer)->finished, >=, 0);
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  g_auto (GStrv) steps = g_strsplit (c->steps, "|", -1);
  g_autofree char *shown = NULL;
  g_autofree char *reopened = NULL;

  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  check_order (fixture);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      run_step (fixture, steps[i]);
      check_order (fixture);
    }
  shown = qing_desk_describe (fixture->conversation);
  g_assert_cmpstr (shown, ==, c->shown);

  g_clear_object (&fixture->conversation);
  fixture->conversation = qing_desk_restart (&fixture->desk, 0);
  reopened = qing_desk_describe (fixture->conversation);
  g_assert_cmpstr (reopened, ==, c->reopened != NULL ? c->reopened : c->shown);
}

static void
start_answer (Fixture *fixture, const char *question)
{
  qing_desk_send (&fixture->desk, fixture->conversation, question);
}

static void
end_answer (Fixture *fixture, const char *text)
{
  QingScriptedCall *call = qing_desk_get_call (&fixture->desk);

  qing_scripted_call_text (call, 0, text);
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_desk_settle ();
}

static void
check_shown (Fixture *fixture, const char *expected)
{
  g_autofree char *shown = qing_desk_describe (fixture->conversation);

  g_assert_cmpstr (shown, ==, expected);
}

static void
check_kept (Fixture *fixture, const char *expected)
{
  check_shown (fixture, expected);
  g_clear_object (&fixture->conversation);
  fixture->conversation = qing_desk_restart (&fixture->desk, 0);
  check_shown (fixture, expected);
}

/* Stopping in the same breath as sending, before the message is on the disk: it must get there, and
 * nothing may be asked. */
static void
test_stop_while_committing (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_engine_send_async (fixture->desk.engine, fixture->conversation, "Q", NULL, NULL,
                          qing_desk_keep_result, &place);
  check_shown (fixture, "user: Q | assistant:  (waiting)");
  qing_engine_stop (fixture->desk.engine, fixture->conversation);
  check_shown (fixture, "user: Q | assistant:  (stopped)");
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_send_finish (fixture->desk.engine, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (qing_scripted_provider_get_n_calls (fixture->desk.provider), ==, 0);
  check_kept (fixture, "user: Q | assistant:  (stopped)");
}

static void
test_refuses_a_second_question (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start_answer (fixture, "One");
  error = qing_desk_try_send (&fixture->desk, fixture->conversation, "Two");
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_clear_error (&error);
  end_answer (fixture, "1");
  error = qing_desk_try_send (&fixture->desk, fixture->conversation, "");
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  check_kept (fixture, "user: One | assistant: 1");
}

static char *
describe_request (Fixture *fixture)
{
  GPtrArray *messages = qing_chat_request_get_messages (
    qing_scripted_call_get_request (qing_desk_get_call (&fixture->desk)));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " | " : "",
                            qing_message_get_text (messages->pdata[i], NULL));
  return g_string_free (text, FALSE);
}

static void
check_request (Fixture *fixture, const char *expected)
{
  g_autofree char *found = describe_request (fixture);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_regenerate (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingMessage *first;

  start_answer (fixture, "Q");
  end_answer (fixture, "one");
  first = get_answer (fixture->conversation);
  qing_engine_regenerate (engine, fixture->conversation, first, "qwen-max");
  check_request (fixture, "Q");
  g_assert_cmpstr (qing_message_get_model (get_answer (fixture->conversation)), ==, "qwen-max");
  end_answer (fixture, "two");
  check_shown (fixture, "user: Q | assistant: two");
  g_assert_cmpuint (qing_message_get_n_siblings (first), ==, 2);

  qing_engine_choose_sibling (engine, fixture->conversation, get_answer (fixture->conversation),
                              -1);
  check_shown (fixture, "user: Q | assistant: one");
  start_answer (fixture, "More");
  check_request (fixture, "Q | one | More");
  end_answer (fixture, "three");
  check_kept (fixture, "user: Q | assistant: one | user: More | assistant: three");
  qing_engine_choose_sibling (
    fixture->desk.engine, fixture->conversation,
    qing_message_get_child (qing_conversation_get_root (fixture->conversation, 0), 0), 1);
  check_kept (fixture, "user: Q | assistant: two");
}

static void
test_regenerate_reuses (Fixture *fixture, gconstpointer data)
{
  QingMessage *answer;

  start_answer (fixture, "Q");
  qing_scripted_call_fail (qing_desk_get_call (&fixture->desk), QING_ERROR_RATE,
                           QING_FAULT_ACTION_WAIT);
  qing_desk_settle ();
  answer = get_answer (fixture->conversation);
  qing_engine_regenerate (fixture->desk.engine, fixture->conversation, answer, NULL);
  g_assert_true (get_answer (fixture->conversation) == answer);
  g_assert_null (qing_message_get_fault (answer));
  end_answer (fixture, "Now.");
  g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, 1);
  check_kept (fixture, "user: Q | assistant: Now.");
}

static void
test_regenerate_while_running (Fixture *fixture, gconstpointer data)
{
  QingMessage *first;

  start_answer (fixture, "Q");
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "half");
  first = get_answer (fixture->conversation);
  qing_engine_regenerate (fixture->desk.engine, fixture->conversation, first, NULL);
  g_assert_cmpint (qing_message_get_state (first), ==, QING_MESSAGE_STOPPED);
  end_answer (fixture, "whole");
  g_assert_cmpuint (qing_message_get_n_siblings (first), ==, 2);
  check_kept (fixture, "user: Q | assistant: whole");
}

static void
test_continue (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingMessage *answer;

  qing_conversation_set_model (fixture->conversation, "qwen-max");
  start_answer (fixture, "Q");
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "One, ");
  answer = get_answer (fixture->conversation);
  g_assert_false (qing_engine_can_continue (engine, fixture->conversation, answer));
  qing_engine_stop (engine, fixture->conversation);
  qing_desk_settle ();
  g_assert_true (qing_engine_can_continue (engine, fixture->conversation, answer));
  qing_engine_continue (engine, fixture->conversation, answer);
  g_assert_cmpint (qing_chat_request_get_purpose (
                     qing_scripted_call_get_request (qing_desk_get_call (&fixture->desk))),
                   ==, QING_PURPOSE_CONTINUE);
  check_request (fixture, "Q | One, ");
  end_answer (fixture, "two.");
  g_assert_false (qing_engine_can_continue (engine, fixture->conversation, answer));
  check_kept (fixture, "user: Q | assistant: One, two.");
}

/* A model that thinks has no partial mode: nothing is sent instead of what cannot be sent. */
static void
test_continue_refused (Fixture *fixture, gconstpointer data)
{
  QingMessage *answer;

  qing_conversation_set_model (fixture->conversation, "qwq-plus");
  start_answer (fixture, "Q");
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "One, ");
  answer = get_answer (fixture->conversation);
  qing_engine_stop (fixture->desk.engine, fixture->conversation);
  qing_desk_settle ();
  g_assert_false (qing_engine_can_continue (fixture->desk.engine, fixture->conversation, answer));
  qing_engine_continue (fixture->desk.engine, fixture->conversation, answer);
  g_assert_cmpuint (qing_scripted_provider_get_n_calls (fixture->desk.provider), ==, 1);
  check_kept (fixture, "user: Q | assistant: One,  (stopped)");
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  QingScriptedCall *call;
  QingMessage *first;
  QingMessage *second;

  start_answer (fixture, "Q");
  call = qing_desk_get_call (&fixture->desk);
  qing_scripted_call_text (call, 0, "a");
  qing_scripted_call_text (call, 2, "c");
  qing_scripted_call_text (call, 1, "b");
  qing_scripted_call_text (call, 7, "out of range");
  first = get_answer (fixture->conversation);
  g_assert_cmpuint (qing_message_get_n_siblings (first), ==, 3);
  g_assert_cmpuint (qing_conversation_get_running (fixture->conversation), ==, 3);
  second = qing_message_get_child (qing_message_get_parent (first), 1);
  qing_engine_stop_message (fixture->desk.engine, fixture->conversation, second);
  qing_scripted_call_text (call, 1, "late");
  qing_scripted_call_text (call, 0, "A");
  g_assert_cmpstr (qing_message_get_text (second, NULL), ==, "b");
  g_assert_cmpint (qing_message_get_state (second), ==, QING_MESSAGE_STOPPED);
  qing_scripted_call_finish (call);
  qing_desk_settle ();
  check_shown (fixture, "user: Q | assistant: aA");
  qing_engine_choose_sibling (fixture->desk.engine, fixture->conversation, first, 2);
  check_kept (fixture, "user: Q | assistant: c");
  g_assert_cmpuint (qing_message_get_n_siblings (get_answer (fixture->conversation)), ==, 3);
}

static void
wait_for_calls (Fixture *fixture, guint n)
{
  while (qing_scripted_provider_get_n_calls (fixture->desk.provider) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingMessage *question;

  start_answer (fixture, "Q");
  end_answer (fixture, "one");
  question = qing_conversation_get_root (fixture->conversation, 0);
  qing_engine_edit_and_send (engine, fixture->conversation, question, "Q2");
  wait_for_calls (fixture, 2);
  check_request (fixture, "Q2");
  end_answer (fixture, "two");
  check_shown (fixture, "user: Q2 | assistant: two");
  qing_engine_edit (engine, fixture->conversation, get_answer (fixture->conversation), "better");
  check_kept (fixture, "user: Q2 | assistant: better");
  g_assert_cmpuint (qing_conversation_get_n_roots (fixture->conversation), ==, 2);
  qing_engine_choose_sibling (fixture->desk.engine, fixture->conversation,
                              qing_conversation_get_root (fixture->conversation, 1), -1);
  check_kept (fixture, "user: Q | assistant: one");
}

/* A turn that the inspection refused would be refused for ever: later requests leave it out. */
static void
test_refused_turn_is_left_out (Fixture *fixture, gconstpointer data)
{
  start_answer (fixture, "fine");
  end_answer (fixture, "ok");
  start_answer (fixture, "bad");
  qing_scripted_call_fail (qing_desk_get_call (&fixture->desk), QING_ERROR_CONTENT,
                           QING_FAULT_ACTION_EDIT_MESSAGE);
  qing_desk_settle ();
  start_answer (fixture, "next");
  check_request (fixture, "fine | ok | next");
  end_answer (fixture, "ok");
  start_answer (fixture, "again");
  qing_scripted_call_fail (qing_desk_get_call (&fixture->desk), QING_ERROR_SERVER,
                           QING_FAULT_ACTION_RETRY);
  qing_desk_settle ();
  start_answer (fixture, "last");
  check_request (fixture, "fine | ok | next | ok | again | last");
}

static void
send_call (Fixture *fixture, const char *id, const char *name)
{
  g_autoptr (QingToolCall) call = qing_tool_call_new (id, name, "");
  QingDelta delta = { QING_DELTA_TOOL_CALL };

  delta.tool_call = call;
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
}

static void
test_tools (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  g_autofree char *shown = NULL;

  qing_tool_policy_set (qing_engine_get_tool_policy (engine), "current_time", QING_TOOL_ALLOW);
  start_answer (fixture, "What time is it?");
  g_assert_nonnull (qing_chat_request_get_tools (
    qing_scripted_call_get_request (qing_desk_get_call (&fixture->desk))));
  send_call (fixture, "call-1", "current_time");
  send_call (fixture, "call-2", "no_such_tool");
  qing_scripted_call_reason (qing_desk_get_call (&fixture->desk), 0, "tool_calls");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  wait_for_calls (fixture, 2);
  end_answer (fixture, "Noon.");
  shown = qing_desk_describe (fixture->conversation);
  g_assert_true (
    g_str_has_prefix (shown, "user: What time is it? | assistant:  | tool: {\"time\": \"2"));
  g_assert_true (g_str_has_suffix (shown, " | tool: There is no such tool. | assistant: Noon."));
  check_kept (fixture, shown);
  g_assert_cmpint (qing_tool_policy_get (qing_engine_get_tool_policy (fixture->desk.engine),
                                         "current_time"),
                   ==, QING_TOOL_ALLOW);
}

static void
decide_cb (QingEngine *engine,
           QingConversation *conversation,
           QingMessage *message,
           QingToolCall *call,
           gpointer allowed)
{
  qing_engine_decide_tool (engine, call, GPOINTER_TO_INT (allowed));
}

static void
test_tool_refused (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;

  qing_tool_policy_set (qing_engine_get_tool_policy (engine), "current_time", QING_TOOL_ASK);
  g_signal_connect (engine, "tool-asked", G_CALLBACK (decide_cb), GINT_TO_POINTER (FALSE));
  start_answer (fixture, "Q");
  send_call (fixture, "call-1", "current_time");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  wait_for_calls (fixture, 2);
  end_answer (fixture, "No idea.");
  check_kept (fixture, "user: Q | assistant:  | tool: The user did not allow this call."
                       " | assistant: No idea.");
}

/* Stopping must not wait for an answer that the user is asked for. */
static void
test_stop_while_asked (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;

  qing_tool_policy_set (qing_engine_get_tool_policy (engine), "current_time", QING_TOOL_ASK);
  start_answer (fixture, "Q");
  send_call (fixture, "call-1", "current_time");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  qing_engine_stop (engine, fixture->conversation);
  qing_desk_settle ();
  g_assert_cmpuint (qing_scripted_provider_get_n_calls (fixture->desk.provider), ==, 1);
  check_kept (fixture, "user: Q | assistant: ");
}

static void
test_tools_without_end (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  guint n = 0;

  qing_tool_policy_set (qing_engine_get_tool_policy (engine), "current_time", QING_TOOL_ALLOW);
  start_answer (fixture, "Q");
  while (qing_conversation_get_running (fixture->conversation) > 0)
    {
      g_assert_cmpuint (++n, <, 20);
      send_call (fixture, "call", "current_time");
      qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
      qing_desk_settle ();
    }
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpint (qing_message_get_state (get_answer (fixture->conversation)), ==,
                   QING_MESSAGE_FAILED);
}

static void
test_no_account (Fixture *fixture, gconstpointer data)
{
  const QingFault *fault;

  qing_engine_remove_account (fixture->desk.engine, fixture->desk.account);
  start_answer (fixture, "Q");
  fault = qing_message_get_fault (get_answer (fixture->conversation));
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->action, ==, QING_FAULT_ACTION_EDIT_KEY);
  check_shown (fixture, "user: Q | assistant:  (failed)");
  qing_engine_add_account (fixture->desk.engine, fixture->desk.account);
  qing_engine_regenerate (fixture->desk.engine, fixture->conversation,
                          get_answer (fixture->conversation), NULL);
  end_answer (fixture, "A");
  check_kept (fixture, "user: Q | assistant: A");
}

static void
count_audio_cb (QingEngine *engine, QingMessage *message, GBytes *bytes, gpointer total)
{
  *(gsize *) total += g_bytes_get_size (bytes);
}

static void
test_audio (Fixture *fixture, gconstpointer data)
{
  static const guint8 samples[] = { 1, 0, 2, 0, 3, 0, 4, 0 };
  QingDelta delta = { QING_DELTA_AUDIO };
  g_autoptr (QingAttachment) attachment = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GAsyncResult *place = NULL;
  gsize heard = 0;

  g_signal_connect (fixture->desk.engine, "audio", G_CALLBACK (count_audio_cb), &heard);
  start_answer (fixture, "Q");
  delta.bytes = samples;
  delta.n_bytes = sizeof samples;
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
  g_assert_cmpuint (heard, ==, 2 * sizeof samples);
  end_answer (fixture, "Listen.");
  check_kept (fixture, "user: Q | assistant: Listen.");
  attachment =
    g_list_model_get_item (qing_message_get_attachments (get_answer (fixture->conversation)), 0);
  g_assert_nonnull (attachment);
  g_assert_null (qing_attachment_get_bytes (attachment));
  qing_attachment_load_async (attachment, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  bytes = qing_attachment_load_finish (attachment, result, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 44 + 2 * sizeof samples);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, "RIFF", 4);
}

static void
test_measures (Fixture *fixture, gconstpointer data)
{
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;
  QingDelta delta = { QING_DELTA_USAGE };
  QingMessage *answer;

  start_answer (fixture, "Q");
  answer = get_answer (fixture->conversation);
  qing_scripted_call_reasoning (qing_desk_get_call (&fixture->desk), "Hm");
  g_assert_cmpint (qing_message_get_timing (answer)->first_token, >=, 0);
  g_assert_cmpint (qing_message_get_timing (answer)->answer_began, ==, -1);
  usage.prompt = 12;
  usage.completion = 34;
  usage.total = 46;
  usage.reasoning = 30;
  delta.usage = &usage;
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
  timing.started = qing_message_get_timing (answer)->started + 10;
  timing.connected = 5;
  timing.first_byte = 7;
  delta = (QingDelta){ QING_DELTA_TIMING };
  delta.timing = &timing;
  qing_scripted_call_send (qing_desk_get_call (&fixture->desk), &delta);
  end_answer (fixture, "A");
  timing = *qing_message_get_timing (answer);
  g_assert_cmpint (timing.answer_began, >=, timing.first_token);
  g_assert_cmpint (timing.finished, >=, timing.answer_began);
  check_kept (fixture, "user: Q | assistant: <Hm>A");
  answer = get_answer (fixture->conversation);
  g_assert_cmpmem (&timing, sizeof timing, qing_message_get_timing (answer), sizeof timing);
  g_assert_cmpmem (&usage, sizeof usage, qing_message_get_usage (answer), sizeof usage);
}

#define ADD(path, func) g_test_add ("/turns/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdelimit (g_strdup_printf ("/turns/%s", cases[i].name), " ", '-');

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  ADD ("stop-while-committing", test_stop_while_committing);
  ADD ("second-question", test_refuses_a_second_question);
  ADD ("regenerate", test_regenerate);
  ADD ("regenerate-reuses", test_regenerate_reuses);
  ADD ("regenerate-while-running", test_regenerate_while_running);
  ADD ("continue", test_continue);
  ADD ("continue-refused", test_continue_refused);
  ADD ("several", test_several);
  ADD ("edit", test_edit);
  ADD ("refused-turn", test_refused_turn_is_left_out);
  ADD ("tools", test_tools);
  ADD ("tool-refused", test_tool_refused);
  ADD ("stop-while-asked", test_stop_while_asked);
  ADD ("tools-without-end", test_tools_without_end);
  ADD ("no-account", test_no_account);
  ADD ("audio", test_audio);
  ADD ("measures", test_measures);
  return g_test_run ();
}
