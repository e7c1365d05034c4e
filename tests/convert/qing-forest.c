/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-forest.h"

#include "qing-attachment.h"
#include "qing-tool-call.h"

#include <string.h>

static gboolean
one_in (GRand *random, int n)
{
  return g_rand_int_range (random, 0, n) == 0;
}

/* Pieces that some writer or reader could stumble over. */
static char *
make_text (GRand *random)
{
  static const char *const pieces[] = {
    "word ",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "\\u0041",
    "</details>",
    "<b>&amp;",
    "清谈",
    "\360\237\214\231",
    "```\ncode\n```\n",
    "\177",
    "\001",
    "<think>no</think>",
    "$x^2$",
    "/",
    "\342\200\250",
    "\357\273\277",
    "{\"a\":1}",
  };
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (random, 0, 12);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static GBytes *
make_bytes (GRand *random)
{
  gsize size = (gsize) g_rand_int_range (random, 0, 3000);
  guchar *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guchar) g_rand_int_range (random, 0, 256);
  return g_bytes_new_take (data, size);
}

static char *
make_uid (GRand *random)
{
  return g_strdup_printf ("%08x-%08x", g_rand_int (random), g_rand_int (random));
}

static void
add_attachment (GRand *random, QingMessage *message)
{
  g_autofree char *uid = make_uid (random);
  g_autofree char *name = make_text (random);
  g_autoptr (GBytes) bytes = make_bytes (random);
  g_autoptr (GBytes) thumbnail = make_bytes (random);
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (uid, (QingAttachmentKind) g_rand_int_range (random, 1, 5), name,
                         "image/x-\"odd\"");

  qing_attachment_set_bytes (attachment, bytes);
  qing_attachment_set_dimensions (attachment, g_rand_int_range (random, 0, 5000), 7);
  if (g_rand_boolean (random))
    qing_attachment_set_thumbnail (attachment, thumbnail);
  qing_message_add_attachment (message, attachment);
}

static void
add_call (GRand *random, QingMessage *message)
{
  g_autofree char *arguments = make_text (random);
  g_autofree char *result = make_text (random);
  g_autoptr (QingToolCall) call = qing_tool_call_new ("id", "name", arguments);

  qing_tool_call_set_outcome (call, (QingToolCallState) g_rand_int_range (random, 0, 5),
                              g_rand_boolean (random) ? result : NULL);
  qing_message_add_tool_call (message, call);
}

static void
add_fault (GRand *random, QingMessage *message)
{
  g_autofree char *words = make_text (random);
  g_autoptr (QingFault) fault =
    qing_fault_new ((QingError) g_rand_int_range (random, 1, 12), words);

  qing_fault_set_detail (fault, words, -1);
  fault->action = (QingFaultAction) g_rand_int_range (random, 0, 10);
  fault->server_code = g_strdup (words);
  fault->http_status = g_rand_int_range (random, 0, 600);
  fault->retry_after_ms = g_rand_int_range (random, -1, 9);
  fault->retryable = g_rand_boolean (random);
  qing_message_set_fault (message, fault);
  qing_message_set_state (message, QING_MESSAGE_FAILED);
}

static void
add_numbers (GRand *random, QingMessage *message)
{
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;

  usage.prompt = g_rand_int_range (random, -1, 3);
  usage.completion_audio = g_rand_int_range (random, -1, 1000000);
  usage.total = G_MAXINT64 - g_rand_int_range (random, 0, 3);
  timing.started = g_rand_int_range (random, 0, 3);
  timing.finished = g_rand_int_range (random, -1, 3);
  qing_message_set_usage (message, &usage);
  qing_message_set_timing (message, &timing);
}

/* The text as two tokens, of which the first could have been another. */
static void
add_logprobs (GRand *random, QingMessage *message)
{
  gsize length;
  const char *text = qing_message_get_text (message, &length);
  const char *middle = g_utf8_offset_to_pointer (text, g_utf8_strlen (text, -1) / 2);
  g_autofree char *first = g_strndup (text, (gsize) (middle - text));
  g_autoptr (QingLogprobsMaker) maker = qing_logprobs_maker_new (NULL, 0);
  g_autoptr (QingLogprobs) logprobs = NULL;
  const QingAlternative other = { "else", 4, -3.25 };
  QingDelta delta = { .kind = QING_DELTA_LOGPROB };

  delta.text = first;
  delta.length = strlen (first);
  delta.logprob = -g_rand_double (random);
  delta.alternatives = &other;
  delta.n_alternatives = 1;
  qing_logprobs_maker_add (maker, &delta);
  delta.text = middle;
  delta.length = strlen (middle);
  delta.n_alternatives = 0;
  qing_logprobs_maker_add (maker, &delta);
  logprobs = qing_logprobs_maker_end (maker, text, length);
  qing_message_set_logprobs (message, logprobs);
}

static QingMessage *
make_message (GRand *random)
{
  g_autofree char *uid = make_uid (random);
  g_autofree char *text = make_text (random);
  g_autofree char *reasoning = make_text (random);
  QingMessage *message =
    qing_message_new_with_uid ((QingRole) g_rand_int_range (random, 1, 5), uid);

  qing_message_set_created (message, 1 + g_rand_int_range (random, 0, 1000000));
  qing_message_set_text (message, text, -1);
  if (one_in (random, 2))
    qing_message_set_reasoning (message, reasoning, -1);
  if (one_in (random, 3))
    add_attachment (random, message);
  if (one_in (random, 6))
    add_attachment (random, message);
  if (one_in (random, 4))
    add_call (random, message);
  if (one_in (random, 5))
    add_fault (random, message);
  if (one_in (random, 2))
    add_numbers (random, message);
  if (one_in (random, 4))
    qing_message_set_model (message, text);
  if (one_in (random, 4))
    qing_message_set_finish_reason (message, "stop");
  if (one_in (random, 4))
    qing_message_set_request_id (message, reasoning);
  if (one_in (random, 4))
    qing_message_set_tool_call_id (message, "call");
  if (one_in (random, 4))
    qing_message_set_verdict (message, one_in (random, 2) ? "" : "Line 2 is no JSON");
  if (one_in (random, 4))
    add_logprobs (random, message);
  if (one_in (random, 8))
    qing_message_set_state (message, QING_MESSAGE_STOPPED);
  return message;
}

static void
set_head (GRand *random, QingConversation *conversation)
{
  g_autofree char *title = make_text (random);
  g_autofree char *words = make_text (random);
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  qing_conversation_set_title (conversation, title, g_rand_boolean (random));
  qing_conversation_set_created (conversation, 1 + g_rand_int_range (random, 0, 1000000));
  qing_conversation_set_updated (conversation, 1 + g_rand_int_range (random, 0, 1000000));
  qing_conversation_set_pinned (conversation, g_rand_boolean (random));
  qing_conversation_set_archived (conversation, g_rand_boolean (random));
  qing_conversation_set_loaded (conversation, TRUE);
  if (g_rand_boolean (random))
    qing_conversation_set_model (conversation, words);
  if (g_rand_boolean (random))
    qing_conversation_set_account (conversation, words);
  if (g_rand_boolean (random))
    qing_conversation_set_folder (conversation, words);
  qing_conversation_set_draft (conversation, words);
  qing_parameters_set (parameters, QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string (words));
  qing_parameters_set (parameters, QING_PARAMETER_TEMPERATURE,
                       g_variant_new_double (g_rand_double_range (random, 0, 1.9)));
}

QingConversation *
qing_forest_grow (GRand *random, guint n_messages)
{
  g_autofree char *uid = make_uid (random);
  QingConversation *conversation = qing_conversation_new_with_uid (uid);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  set_head (random, conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (QingMessage) message = make_message (random);
      QingMessage *parent = NULL;

      if (all->len > 0 && !one_in (random, 40))
        parent = one_in (random, 3)
                   ? g_ptr_array_index (all, g_rand_int_range (random, 0, (int) all->len))
                   : g_ptr_array_index (all, all->len - 1);
      qing_conversation_add (conversation, message, parent, g_rand_boolean (random));
      g_ptr_array_add (all, message);
    }
  for (guint i = 0; all->len > 0 && i < 5; i++)
    qing_conversation_choose (conversation,
                              g_ptr_array_index (all,
                                                 g_rand_int_range (random, 0, (int) all->len)));
  return conversation;
}
