/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-wire-message.h"

#include "qing-tool-call.h"

#include <string.h>

/* Asks a model without partial mode to go on; for the model, so it is not translated. */
#define GO_ON                                                                                      \
  "Your last answer was cut off. Go on exactly where it stopped, without repeating anything and "  \
  "without a preface."

#define NO_RESULT "(no output)"

typedef struct
{
  QingChatRequest *request;
  QingRuling *ruling;
  GPtrArray *messages;
  GPtrArray *wire;
} QingShaping;

static void
wire_message_free (QingWireMessage *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->reasoning);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->calls);
  g_free (self->tool_call_id);
  g_free (self);
}

static QingWireMessage *
add (QingShaping *shaping, QingRole role, const char *text)
{
  QingWireMessage *self = g_new0 (QingWireMessage, 1);

  self->role = role;
  self->text = g_string_new (text);
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (shaping->wire, self);

  return self;
}

/* Servers with strict templates refuse two neighbours of the same role, which come about when an
 * answer between them is left out. An answer with calls stays by itself: its results follow it. */
static QingWireMessage *
add_or_merge (QingShaping *shaping, QingRole role, const char *text)
{
  QingWireMessage *last =
    shaping->wire->len > 0 ? g_ptr_array_index (shaping->wire, shaping->wire->len - 1) : NULL;

  if (last == NULL || last->role != role || last->calls->len > 0)
    return add (shaping, role, text);

  if (last->text->len > 0 && text[0] != '\0')
    g_string_append (last->text, "\n\n");
  g_string_append (last->text, text);

  return last;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static void
copy_items (GPtrArray *array, GListModel *list)
{
  guint count = list != NULL ? g_list_model_get_n_items (list) : 0;

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (array, g_list_model_get_item (list, i));
}

static void
shape_system (QingShaping *shaping, const char *text)
{
  const QingRule *rule = qing_ruling_get (shaping->ruling, QING_PARAMETER_SYSTEM_PROMPT);

  if (rule->offered && !is_blank (text))
    add_or_merge (shaping, QING_ROLE_SYSTEM, text);
}

static void
shape_user (QingShaping *shaping, QingMessage *message)
{
  const char *text = qing_message_get_text (message, NULL);
  GListModel *attachments = qing_message_get_attachments (message);
  QingWireMessage *wire;

  if (is_blank (text) && (attachments == NULL || g_list_model_get_n_items (attachments) == 0))
    return;

  wire = add_or_merge (shaping, QING_ROLE_USER, text);
  copy_items (wire->attachments, attachments);
}

/* The result of @call: the tool message that follows @position, or what the call itself holds. */
static const char *
find_result (QingShaping *shaping, guint position, QingToolCall *call)
{
  for (guint i = position + 1; i < shaping->messages->len; i++)
    {
      QingMessage *message = g_ptr_array_index (shaping->messages, i);

      if (qing_message_get_role (message) != QING_ROLE_TOOL)
        break;
      if (g_strcmp0 (qing_message_get_tool_call_id (message), qing_tool_call_get_id (call)) == 0)
        return qing_message_get_text (message, NULL);
    }

  return qing_tool_call_get_result (call);
}

static void
shape_calls (QingShaping *shaping, QingWireMessage *wire, guint position)
{
  QingMessage *message = g_ptr_array_index (shaping->messages, position);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);

  copy_items (calls, qing_message_get_tool_calls (message));
  for (guint i = 0; i < calls->len; i++)
    {
      QingToolCall *call = g_ptr_array_index (calls, i);
      const char *result = find_result (shaping, position, call);
      QingWireMessage *tool;

      if (result == NULL)
        continue;

      g_ptr_array_add (wire->calls, g_object_ref (call));
      tool = add (shaping, QING_ROLE_TOOL, is_blank (result) ? NO_RESULT : result);
      tool->tool_call_id = g_strdup (qing_tool_call_get_id (call));
    }
}

/* A call without a result and a result without a call are refused (protocol.md 8.3). */
static gboolean
has_answered_call (QingShaping *shaping, guint position)
{
  QingMessage *message = g_ptr_array_index (shaping->messages, position);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);

  copy_items (calls, qing_message_get_tool_calls (message));
  for (guint i = 0; i < calls->len; i++)
    if (find_result (shaping, position, g_ptr_array_index (calls, i)) != NULL)
      return TRUE;

  return FALSE;
}

static void
shape_assistant (QingShaping *shaping, guint position)
{
  QingMessage *message = g_ptr_array_index (shaping->messages, position);
  const char *text = qing_message_get_text (message, NULL);
  gboolean calls = has_answered_call (shaping, position);
  QingWireMessage *wire;

  if (is_blank (text) && !calls)
    return;

  wire = calls ? add (shaping, QING_ROLE_ASSISTANT, text)
               : add_or_merge (shaping, QING_ROLE_ASSISTANT, text);

  if (qing_ruling_replays_reasoning (shaping->ruling))
    {
      g_free (wire->reasoning);
      wire->reasoning = g_strdup (qing_message_get_reasoning (message, NULL));
    }

  if (calls)
    shape_calls (shaping, wire, position);
}

static void
shape_continuation (QingShaping *shaping)
{
  QingWireMessage *last =
    shaping->wire->len > 0 ? g_ptr_array_index (shaping->wire, shaping->wire->len - 1) : NULL;

  if (last == NULL || last->role != QING_ROLE_ASSISTANT)
    return;

  if (qing_ruling_can_continue (shaping->ruling))
    last->partial = TRUE;
  else
    add (shaping, QING_ROLE_USER, GO_ON);
}

static void
shape_prompt (QingShaping *shaping)
{
  const QingRule *rule = qing_ruling_get (shaping->ruling, QING_PARAMETER_SYSTEM_PROMPT);
  QingPurpose purpose = qing_chat_request_get_purpose (shaping->request);

  /* A helper request speaks for the program, not for the role that the user gave the model. */
  if (rule->effective != NULL && (purpose == QING_PURPOSE_CHAT || purpose == QING_PURPOSE_CONTINUE))
    shape_system (shaping, g_variant_get_string (rule->effective, NULL));
}

/* protocol.md 1.1: a model that translates takes "exactly one user message, no system". */
static void
keep_last_question (QingShaping *shaping)
{
  for (guint i = shaping->wire->len; i > 0; i--)
    {
      QingWireMessage *message = g_ptr_array_index (shaping->wire, i - 1);

      if (message->role != QING_ROLE_USER)
        continue;
      g_ptr_array_set_size (shaping->wire, (int) i);
      if (i > 1)
        g_ptr_array_remove_range (shaping->wire, 0, i - 1);
      return;
    }
}

GPtrArray *
qing_wire_messages_new (QingChatRequest *request, QingRuling *ruling)
{
  QingShaping shaping = { request, ruling, qing_chat_request_get_messages (request), NULL };

  shaping.wire = g_ptr_array_new_with_free_func ((GDestroyNotify) wire_message_free);
  shape_prompt (&shaping);

  for (guint i = 0; i < shaping.messages->len; i++)
    {
      QingMessage *message = g_ptr_array_index (shaping.messages, i);

      switch (qing_message_get_role (message))
        {
        case QING_ROLE_SYSTEM:
          shape_system (&shaping, qing_message_get_text (message, NULL));
          break;
        case QING_ROLE_USER:
          shape_user (&shaping, message);
          break;
        case QING_ROLE_ASSISTANT:
          shape_assistant (&shaping, i);
          break;
        case QING_ROLE_TOOL:
        default:
          /* Results were placed with the answer that asked for them. */
          break;
        }
    }

  if ((qing_model_info_get_features (qing_chat_request_get_model (request)) &
       QING_FEATURE_TRANSLATION) != 0)
    keep_last_question (&shaping);
  else if (qing_chat_request_get_purpose (request) == QING_PURPOSE_CONTINUE)
    shape_continuation (&shaping);

  return shaping.wire;
}
