/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-choice-decoder.h"

#include "qing-audio-decoder.h"
#include "qing-json.h"
#include "qing-logprob-reader.h"
#include "qing-think-filter.h"
#include "qing-tool-call-assembler.h"

#include <string.h>

struct _QingChoiceDecoder
{
  guint index;
  QingDeltaFunc func;
  gpointer user_data;

  QingThinkFilter *think;
  QingToolCallAssembler *tools;
  QingAudioDecoder *audio;
  char *reason;
  char *error;
  gboolean has_text;
  gboolean has_reasoning;
};

static void
report_part (QingPart part, const char *text, gsize length, gpointer user_data)
{
  QingChoiceDecoder *self = user_data;
  QingDelta delta = { part == QING_PART_TEXT ? QING_DELTA_TEXT : QING_DELTA_REASONING };

  delta.choice = self->index;
  delta.text = text;
  delta.length = length;
  if (part == QING_PART_TEXT)
    self->has_text = TRUE;
  else
    self->has_reasoning = TRUE;

  self->func (&delta, self->user_data);
}

/* The text of an array of parts, as some servers send content and all send reasoning_details. */
static char *
join_parts (JsonArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      const char *part = qing_json_get_string (qing_json_get_element_object (parts, i), "text");

      if (part != NULL)
        g_string_append (text, part);
    }

  return g_string_free (text, FALSE);
}

/* Servers that changed the field's name send both for a while: never both are shown. */
static void
push_reasoning (QingChoiceDecoder *self, JsonObject *delta)
{
  const char *text = qing_json_get_string (delta, "reasoning_content");
  g_autofree char *joined = NULL;
  JsonArray *details;

  if (text == NULL || text[0] == '\0')
    text = qing_json_get_string (delta, "reasoning");

  if ((text == NULL || text[0] == '\0') &&
      (details = qing_json_get_array (delta, "reasoning_details")) != NULL)
    text = joined = join_parts (details);

  if (text == NULL || text[0] == '\0')
    return;

  qing_think_filter_close (self->think);
  report_part (QING_PART_REASONING, text, strlen (text), self);
}

static gboolean
push_content (QingChoiceDecoder *self, JsonObject *delta)
{
  const char *text = qing_json_get_string (delta, "content");
  g_autofree char *joined = NULL;
  JsonArray *parts;

  if (text == NULL && (parts = qing_json_get_array (delta, "content")) != NULL)
    text = joined = join_parts (parts);

  if (text == NULL || text[0] == '\0')
    return FALSE;

  qing_think_filter_push (self->think, text, strlen (text));
  return TRUE;
}

static void
report_audio (const guint8 *bytes, gsize n_bytes, gpointer user_data)
{
  QingChoiceDecoder *self = user_data;
  QingDelta delta = { QING_DELTA_AUDIO };

  delta.choice = self->index;
  delta.bytes = bytes;
  delta.n_bytes = n_bytes;
  self->func (&delta, self->user_data);
}

/* Spoken text comes in the content or in the transcript, by model (protocol.md 2.6). */
static void
push_audio (QingChoiceDecoder *self, JsonObject *delta, gboolean has_content)
{
  JsonObject *audio = qing_json_get_object (delta, "audio");
  const char *transcript = qing_json_get_string (audio, "transcript");
  const char *data = qing_json_get_string (audio, "data");

  if (transcript != NULL && !has_content)
    qing_think_filter_push (self->think, transcript, strlen (transcript));

  if (data == NULL || data[0] == '\0')
    return;
  if (self->audio == NULL)
    self->audio = qing_audio_decoder_new ();
  qing_audio_decoder_push (self->audio, data, strlen (data), report_audio, self);
}

static void
push_tool_calls (QingChoiceDecoder *self, JsonObject *delta)
{
  JsonArray *pieces = qing_json_get_array (delta, "tool_calls");
  JsonObject *function = qing_json_get_object (delta, "function_call");
  guint count = pieces != NULL ? json_array_get_length (pieces) : 0;

  if (self->tools == NULL && (count > 0 || function != NULL))
    self->tools = qing_tool_call_assembler_new ();

  for (guint i = 0; i < count; i++)
    {
      JsonObject *piece = qing_json_get_element_object (pieces, i);

      if (piece != NULL)
        qing_tool_call_assembler_push (self->tools, piece);
    }

  if (function != NULL && count == 0)
    qing_tool_call_assembler_push_function (self->tools, function);
}

static const char *
read_reason (JsonObject *choice)
{
  const char *reason = qing_json_get_string (choice, "finish_reason");

  if (reason == NULL || reason[0] == '\0' || g_str_equal (reason, "null"))
    return NULL;

  return reason;
}

void
qing_choice_decoder_push (QingChoiceDecoder *self, JsonObject *choice)
{
  JsonObject *delta = qing_json_get_object (choice, "delta");
  const char *reason = read_reason (choice);

  if (delta == NULL)
    delta = qing_json_get_object (choice, "message");

  /* The text of such a chunk is the error's, no answer (protocol.md 2.7). */
  if (reason != NULL && (g_str_equal (reason, "error_finish") || g_str_equal (reason, "error")))
    {
      const char *text = qing_json_get_string (delta, "content");

      g_free (self->error);
      self->error = g_strdup (text != NULL ? text : "");
      return;
    }

  if (delta != NULL)
    {
      gboolean has_content;

      push_reasoning (self, delta);
      has_content = push_content (self, delta);
      push_audio (self, delta, has_content);
      push_tool_calls (self, delta);
    }
  qing_logprob_read (choice, self->index, self->func, self->user_data);

  /* Relays send a second finish chunk; "stop" does not take back "tool_calls" or "length". */
  if (reason != NULL && (self->reason == NULL || !g_str_equal (reason, "stop")))
    qing_choice_decoder_set_reason (self, reason);
}

void
qing_choice_decoder_set_reason (QingChoiceDecoder *self, const char *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

const char *
qing_choice_decoder_get_reason (QingChoiceDecoder *self)
{
  return self->reason;
}

const char *
qing_choice_decoder_get_error (QingChoiceDecoder *self)
{
  return self->error;
}

gboolean
qing_choice_decoder_has_text (QingChoiceDecoder *self)
{
  return self->has_text;
}

gboolean
qing_choice_decoder_has_content (QingChoiceDecoder *self)
{
  return self->has_text || self->has_reasoning || self->tools != NULL || self->audio != NULL;
}

void
qing_choice_decoder_flush (QingChoiceDecoder *self, gboolean complete)
{
  qing_think_filter_finish (self->think, complete);
}

static void
report_finish (QingChoiceDecoder *self, const char *reason)
{
  QingDelta delta = { QING_DELTA_FINISH };

  delta.choice = self->index;
  delta.reason = reason;
  self->func (&delta, self->user_data);
}

static guint
report_tool_calls (QingChoiceDecoder *self)
{
  g_autoptr (GPtrArray) calls = qing_tool_call_assembler_finish (self->tools);

  for (guint i = 0; i < calls->len; i++)
    {
      QingDelta delta = { QING_DELTA_TOOL_CALL };

      delta.choice = self->index;
      delta.tool_call = g_ptr_array_index (calls, i);
      self->func (&delta, self->user_data);
    }

  return calls->len;
}

gboolean
qing_choice_decoder_complete (QingChoiceDecoder *self)
{
  const char *reason = self->reason;

  /* An answer that was cut for its length has cut arguments: such calls are not run. */
  if (self->tools != NULL && g_strcmp0 (reason, "length") != 0)
    {
      if (qing_tool_call_assembler_is_overflowed (self->tools))
        return FALSE;
      if (report_tool_calls (self) > 0)
        reason = "tool_calls";
    }

  if (reason != NULL)
    report_finish (self, reason);

  return TRUE;
}

QingChoiceDecoder *
qing_choice_decoder_new (guint index, gboolean prefilled, QingDeltaFunc func, gpointer user_data)
{
  QingChoiceDecoder *self = g_new0 (QingChoiceDecoder, 1);

  self->index = index;
  self->func = func;
  self->user_data = user_data;
  self->think = qing_think_filter_new (prefilled, report_part, self);

  return self;
}

void
qing_choice_decoder_free (QingChoiceDecoder *self)
{
  qing_think_filter_free (self->think);
  g_clear_pointer (&self->tools, qing_tool_call_assembler_free);
  g_clear_pointer (&self->audio, qing_audio_decoder_free);
  g_free (self->reason);
  g_free (self->error);
  g_free (self);
}
