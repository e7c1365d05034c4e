/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-answer.h"

#include "qing-tool-call.h"
#include "qing-wav.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An hour of speech (protocol.md 2.6): nothing sensible is longer. */
#define SAMPLE_RATE     24000
#define MAX_AUDIO_BYTES (60 * 60 * SAMPLE_RATE * 2)

struct _QingAnswer
{
  QingMessage *message;
  GByteArray *audio;
  QingLogprobsMaker *logprobs;
  gsize offset; /* of the text that was there when it was asked for */
};

typedef void (*DeltaHandler) (QingAnswer *self, const QingDelta *delta);

/**
 * qing_answer_new:
 * @message: a reference is taken
 */
QingAnswer *
qing_answer_new (QingMessage *message)
{
  QingAnswer *self = g_new0 (QingAnswer, 1);

  self->message = g_object_ref (message);
  return self;
}

void
qing_answer_free (QingAnswer *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->message);
  g_clear_pointer (&self->audio, g_byte_array_unref);
  qing_logprobs_maker_free (self->logprobs);
  g_free (self);
}

QingMessage *
qing_answer_get_message (QingAnswer *self)
{
  return self->message;
}

gboolean
qing_answer_is_running (QingAnswer *self)
{
  return qing_message_is_running (self->message);
}

static gint64
since_start (QingAnswer *self)
{
  gint64 started = qing_message_get_timing (self->message)->started;

  return MAX (g_get_real_time () - started, 0);
}

void
qing_answer_begin (QingAnswer *self)
{
  QingTiming timing = QING_TIMING_INIT;
  QingUsage usage = QING_USAGE_INIT;

  timing.started = g_get_real_time ();
  qing_message_set_timing (self->message, &timing);
  qing_message_set_usage (self->message, &usage);
  qing_message_set_finish_reason (self->message, NULL);
  qing_message_set_verdict (self->message, NULL);
  qing_message_set_fault (self->message, NULL);
  qing_message_get_text (self->message, &self->offset);
  qing_message_set_state (self->message, QING_MESSAGE_WAITING);
}

static void
clear_retry (QingAnswer *self)
{
  if (qing_message_get_retry_at (self->message) == 0)
    return;
  qing_message_set_retry (self->message, 0, 0);
  qing_message_set_fault (self->message, NULL);
}

/* The first sign of the answer itself. */
static void
begin_streaming (QingAnswer *self)
{
  QingTiming timing = *qing_message_get_timing (self->message);

  clear_retry (self);
  if (qing_message_get_state (self->message) == QING_MESSAGE_STREAMING)
    return;
  if (timing.first_token < 0)
    {
      timing.first_token = since_start (self);
      qing_message_set_timing (self->message, &timing);
    }
  qing_message_set_state (self->message, QING_MESSAGE_STREAMING);
}

static void
take_started (QingAnswer *self, const QingDelta *delta)
{
  clear_retry (self);
  if (delta->request_id != NULL)
    qing_message_set_request_id (self->message, delta->request_id);
}

static void
take_text (QingAnswer *self, const QingDelta *delta)
{
  QingTiming timing;

  begin_streaming (self);
  timing = *qing_message_get_timing (self->message);
  if (timing.answer_began < 0)
    {
      timing.answer_began = since_start (self);
      qing_message_set_timing (self->message, &timing);
    }
  qing_message_append (self->message, QING_PART_TEXT, delta->text, (gssize) delta->length);
}

static void
take_reasoning (QingAnswer *self, const QingDelta *delta)
{
  begin_streaming (self);
  qing_message_append (self->message, QING_PART_REASONING, delta->text, (gssize) delta->length);
}

static void
take_tool_call (QingAnswer *self, const QingDelta *delta)
{
  begin_streaming (self);
  if (delta->tool_call != NULL)
    qing_message_add_tool_call (self->message, delta->tool_call);
}

static void
take_audio (QingAnswer *self, const QingDelta *delta)
{
  begin_streaming (self);
  if (self->audio == NULL)
    self->audio = g_byte_array_new ();
  if (self->audio->len + delta->n_bytes <= MAX_AUDIO_BYTES)
    g_byte_array_append (self->audio, delta->bytes, (guint) delta->n_bytes);
}

static void
take_logprob (QingAnswer *self, const QingDelta *delta)
{
  if (self->logprobs == NULL)
    self->logprobs =
      qing_logprobs_maker_new (qing_message_get_logprobs (self->message), self->offset);
  qing_logprobs_maker_add (self->logprobs, delta);
}

/* They are known of as a whole only at the end: till then, a token may be of what is held back. */
static void
end_logprobs (QingAnswer *self)
{
  g_autoptr (QingLogprobs) logprobs = NULL;
  const char *text;
  gsize length;

  if (self->logprobs == NULL)
    return;
  text = qing_message_get_text (self->message, &length);
  logprobs = qing_logprobs_maker_end (self->logprobs, text, length);
  qing_message_set_logprobs (self->message, logprobs);
  g_clear_pointer (&self->logprobs, qing_logprobs_maker_free);
}

static void
take_usage (QingAnswer *self, const QingDelta *delta)
{
  if (delta->usage != NULL)
    qing_message_set_usage (self->message, delta->usage);
}

/* The provider measures closer to the wire, so what it knows replaces what we saw. Its times count
 * from its own start, ours are moved to it. */
static void
take_timing (QingAnswer *self, const QingDelta *delta)
{
  const QingTiming *old = qing_message_get_timing (self->message);
  QingTiming timing;
  gint64 shift;

  if (delta->timing == NULL)
    return;
  timing = *delta->timing;
  if (timing.started == 0)
    timing.started = old->started;
  shift = old->started - timing.started;
  if (timing.first_token < 0 && old->first_token >= 0)
    timing.first_token = MAX (old->first_token + shift, 0);
  if (timing.answer_began < 0 && old->answer_began >= 0)
    timing.answer_began = MAX (old->answer_began + shift, 0);
  qing_message_set_timing (self->message, &timing);
}

static void
take_finish (QingAnswer *self, const QingDelta *delta)
{
  if (delta->reason != NULL)
    qing_message_set_finish_reason (self->message, delta->reason);
}

static void
take_retry (QingAnswer *self, const QingDelta *delta)
{
  gint64 at = g_get_monotonic_time () + (gint64) delta->delay_ms * 1000;

  g_clear_pointer (&self->logprobs, qing_logprobs_maker_free);
  qing_message_set_fault (self->message, delta->fault);
  qing_message_set_state (self->message, QING_MESSAGE_WAITING);
  qing_message_set_retry (self->message, delta->attempt, at);
}

static const DeltaHandler handlers[] = {
  [QING_DELTA_STARTED] = take_started,     [QING_DELTA_TEXT] = take_text,
  [QING_DELTA_REASONING] = take_reasoning, [QING_DELTA_TOOL_CALL] = take_tool_call,
  [QING_DELTA_AUDIO] = take_audio,         [QING_DELTA_LOGPROB] = take_logprob,
  [QING_DELTA_USAGE] = take_usage,         [QING_DELTA_TIMING] = take_timing,
  [QING_DELTA_FINISH] = take_finish,       [QING_DELTA_RETRY] = take_retry,
};

void
qing_answer_take (QingAnswer *self, const QingDelta *delta)
{
  if (delta->kind < G_N_ELEMENTS (handlers) && handlers[delta->kind] != NULL)
    handlers[delta->kind](self, delta);
}

static gboolean
has_words (QingAnswer *self)
{
  gsize text;
  gsize reasoning;

  qing_message_get_text (self->message, &text);
  qing_message_get_reasoning (self->message, &reasoning);
  return text > 0 || reasoning > 0;
}

static gboolean
has_anything (QingAnswer *self)
{
  return has_words (self) || self->audio != NULL ||
         g_list_model_get_n_items (qing_message_get_tool_calls (self->message)) > 0;
}

static QingMessageState
judge (QingAnswer *self, const QingFault *fault)
{
  if (fault == NULL)
    return QING_MESSAGE_COMPLETE;
  if (fault->code == QING_ERROR_CANCELLED)
    return QING_MESSAGE_STOPPED;
  if (has_words (self) &&
      (fault->action == QING_FAULT_ACTION_CONTINUE || fault->code == QING_ERROR_NETWORK))
    return QING_MESSAGE_INTERRUPTED;
  return QING_MESSAGE_FAILED;
}

void
qing_answer_end (QingAnswer *self, const QingFault *fault)
{
  QingTiming timing = *qing_message_get_timing (self->message);
  g_autoptr (QingFault) empty = NULL;

  if (fault == NULL && !has_anything (self))
    {
      empty =
        qing_fault_new (QING_ERROR_PROTOCOL, _ ("The model gave an empty answer. Try again."));
      empty->action = QING_FAULT_ACTION_RETRY;
      empty->retryable = TRUE;
      fault = empty;
    }
  if (timing.finished < 0)
    {
      timing.finished = since_start (self);
      qing_message_set_timing (self->message, &timing);
    }
  end_logprobs (self);
  qing_message_set_retry (self->message, 0, 0);
  qing_message_set_fault (self->message,
                          fault != NULL && fault->code != QING_ERROR_CANCELLED ? fault : NULL);
  qing_message_set_state (self->message, judge (self, fault));
}

QingAttachment *
qing_answer_take_audio (QingAnswer *self)
{
  QingAttachment *attachment;
  g_autoptr (GBytes) wav = NULL;

  if (self->audio == NULL)
    return NULL;
  wav = qing_wav_new (self->audio, SAMPLE_RATE);
  g_clear_pointer (&self->audio, g_byte_array_unref);
  attachment = qing_attachment_new (NULL, QING_ATTACHMENT_AUDIO, _ ("Answer.wav"), "audio/wav");
  qing_attachment_set_bytes (attachment, wav);
  return attachment;
}
