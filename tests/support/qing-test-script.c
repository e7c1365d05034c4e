/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-script-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (QingTestScript, qing_test_script, G_TYPE_OBJECT)

#define DEFAULT_CHUNK_CHARS 6

static void
step_free (gpointer data)
{
  QingTestStep *step = data;

  g_free (step->id);
  g_free (step->name);
  g_free (step->text);
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static void
header_free (gpointer data)
{
  QingTestHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

static QingTestStep *
add_step (QingTestScript *self, QingTestStepKind kind, guint choice)
{
  QingTestStep *step = g_new0 (QingTestStep, 1);

  step->kind = kind;
  step->choice = choice;
  g_ptr_array_add (self->steps, step);

  return step;
}

/* Adds one step for every n_chars characters of text; 0 adds the text as one step. */
static void
add_pieces (QingTestScript *self,
            QingTestStepKind kind,
            guint choice,
            const char *text,
            guint n_chars)
{
  const char *start = text;

  while (*start != '\0')
    {
      const char *end = start;

      if (n_chars == 0)
        end += strlen (end);
      for (guint i = 0; i < n_chars && *end != '\0'; i++)
        end = g_utf8_next_char (end);

      add_step (self, kind, choice)->text = g_strndup (start, end - start);
      start = end;
    }
}

static void
qing_test_script_finalize (GObject *object)
{
  QingTestScript *self = QING_TEST_SCRIPT (object);

  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->headers);
  g_free (self->code);
  g_free (self->message);
  g_free (self->content_type);
  g_free (self->body);

  G_OBJECT_CLASS (qing_test_script_parent_class)->finalize (object);
}

static void
qing_test_script_class_init (QingTestScriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_test_script_finalize;
}

static void
qing_test_script_init (QingTestScript *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->headers = g_ptr_array_new_with_free_func (header_free);
  self->status = 200;
}

/**
 * qing_test_script_new:
 *
 * Makes a script without steps. Sent as it is, it is a stream that opens with 200 and ends
 * without a single event.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new (void)
{
  return g_object_new (QING_TYPE_TEST_SCRIPT, NULL);
}

/**
 * qing_test_script_new_text:
 * @text: the whole answer
 *
 * Makes a complete, ordinary answer: role, text in small chunks, "stop", usage, [DONE].
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_text (const char *text)
{
  return qing_test_script_new_thinking (NULL, text);
}

/**
 * qing_test_script_new_thinking:
 * @reasoning: (nullable): what the model thinks first
 * @text: the whole answer
 *
 * Like qing_test_script_new_text() with thinking before the answer. The usage is counted at
 * four characters a token.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_thinking (const char *reasoning, const char *text)
{
  QingTestScript *self = qing_test_script_new ();
  guint n_reasoning = reasoning != NULL ? (g_utf8_strlen (reasoning, -1) + 3) / 4 : 0;
  guint n_text = (g_utf8_strlen (text, -1) + 3) / 4;
  QingTestUsage usage = { 0 };

  usage.prompt_tokens = 18;
  usage.completion_tokens = n_reasoning + n_text;
  usage.reasoning_tokens = n_reasoning;

  self->thinking = reasoning != NULL;
  qing_test_script_add_role (self, 0);
  if (reasoning != NULL)
    qing_test_script_add_reasoning (self, 0, reasoning, DEFAULT_CHUNK_CHARS);
  qing_test_script_add_text (self, 0, text, DEFAULT_CHUNK_CHARS);
  qing_test_script_add_finish (self, 0, "stop");
  qing_test_script_add_usage (self, &usage);
  qing_test_script_add_done (self);

  return self;
}

/**
 * qing_test_script_new_error:
 * @status: the HTTP status
 * @shape: which shape the body has
 * @code: (nullable): the error code
 * @message: (nullable): the error message
 *
 * Makes a response that is an error instead of an answer.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_error (guint status,
                            QingTestErrorShape shape,
                            const char *code,
                            const char *message)
{
  QingTestScript *self = qing_test_script_new ();

  self->fixed = TRUE;
  self->status = status;
  self->shape = shape;
  self->code = g_strdup (code);
  self->message = g_strdup (message);

  return self;
}

/**
 * qing_test_script_new_body:
 * @status: the HTTP status
 * @content_type: (nullable): the Content-Type header
 * @body: the whole body
 *
 * Makes any other fixed response, such as a gateway's page with status 200.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_body (guint status, const char *content_type, const char *body)
{
  QingTestScript *self = qing_test_script_new ();

  self->fixed = TRUE;
  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = g_strdup (body);

  return self;
}

/**
 * qing_test_script_new_raw:
 * @bytes: the body of the stream, sent verbatim
 * @piece_size: how many bytes each HTTP chunk holds; 0 sends all at once
 *
 * Makes a stream of exactly these bytes, without any check that they are a valid stream.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_raw (GBytes *bytes, gsize piece_size)
{
  QingTestScript *self = qing_test_script_new ();
  gsize length = g_bytes_get_size (bytes);

  self->raw = TRUE;
  if (piece_size == 0)
    piece_size = MAX (length, 1);
  for (gsize offset = 0; offset < length; offset += piece_size)
    {
      QingTestStep *step = add_step (self, QING_TEST_STEP_RAW, 0);
      step->bytes = g_bytes_new_from_bytes (bytes, offset, MIN (piece_size, length - offset));
    }

  return self;
}

/**
 * qing_test_script_new_silent:
 *
 * Makes a response that never comes: the request is read, and nothing is ever sent.
 *
 * Returns: (transfer full): a new script
 */
QingTestScript *
qing_test_script_new_silent (void)
{
  QingTestScript *self = qing_test_script_new ();

  self->silent = TRUE;

  return self;
}

/**
 * qing_test_script_add_role:
 * @self: a script
 * @choice: the index of the choice
 *
 * Adds the chunk that opens a choice, with the role and empty content.
 */
void
qing_test_script_add_role (QingTestScript *self, guint choice)
{
  add_step (self, QING_TEST_STEP_ROLE, choice);
}

/**
 * qing_test_script_add_text:
 * @self: a script
 * @choice: the index of the choice
 * @text: the text
 * @n_chars: how many characters go into one chunk, 0: all
 *
 * Adds chunks of answer text.
 */
void
qing_test_script_add_text (QingTestScript *self, guint choice, const char *text, guint n_chars)
{
  add_pieces (self, QING_TEST_STEP_TEXT, choice, text, n_chars);
}

/**
 * qing_test_script_add_reasoning:
 * @self: a script
 * @choice: the index of the choice
 * @text: the thinking
 * @n_chars: how many characters go into one chunk, 0: all
 *
 * Adds chunks of thinking. All chunks of such a script carry reasoning_content, as the service's
 * own do.
 */
void
qing_test_script_add_reasoning (QingTestScript *self, guint choice, const char *text, guint n_chars)
{
  self->thinking = TRUE;
  add_pieces (self, QING_TEST_STEP_REASONING, choice, text, n_chars);
}

/**
 * qing_test_script_add_logprobs:
 * @self: a script
 * @choice: the index of the choice
 * @token: the text of one token
 * @logprob: its logarithmic probability
 *
 * Adds a chunk of one token with its probability and, as the only alternative, itself.
 */
void
qing_test_script_add_logprobs (QingTestScript *self,
                               guint choice,
                               const char *token,
                               double logprob)
{
  QingTestStep *step = add_step (self, QING_TEST_STEP_LOGPROB, choice);

  step->text = g_strdup (token);
  step->logprob = logprob;
  step->n_tops = 1;
}

void
qing_test_script_set_tops (QingTestScript *self, guint n)
{
  QingTestStep *step;

  g_return_if_fail (self->steps->len > 0);

  step = g_ptr_array_index (self->steps, self->steps->len - 1);
  step->n_tops = MAX (n, 1);
}

/**
 * qing_test_script_add_tool_call:
 * @self: a script
 * @index: the index of the call
 * @id: the id of the call
 * @name: the name of the tool
 * @arguments: the arguments as JSON text
 * @n_chars: how many characters of the arguments go into one chunk, 0: all
 *
 * Adds the chunks of one tool call in the service's own style: the id and name once, an empty id
 * in every later chunk, and a last chunk without finish_reason.
 */
void
qing_test_script_add_tool_call (QingTestScript *self,
                                guint index,
                                const char *id,
                                const char *name,
                                const char *arguments,
                                guint n_chars)
{
  QingTestStep *step = add_step (self, QING_TEST_STEP_TOOL_START, index);

  step->id = g_strdup (id);
  step->name = g_strdup (name);
  add_pieces (self, QING_TEST_STEP_TOOL_ARGUMENTS, index, arguments, n_chars);
  add_step (self, QING_TEST_STEP_TOOL_END, index);
}

/**
 * qing_test_script_add_audio:
 * @self: a script
 * @transcript: (nullable): the text spoken in this piece
 * @pcm: (nullable): the sound of this piece
 *
 * Adds a chunk of audio output, a transcript chunk, or both one after the other.
 */
void
qing_test_script_add_audio (QingTestScript *self, const char *transcript, GBytes *pcm)
{
  if (transcript != NULL)
    add_step (self, QING_TEST_STEP_AUDIO, 0)->text = g_strdup (transcript);
  if (pcm != NULL)
    add_step (self, QING_TEST_STEP_AUDIO, 0)->bytes = g_bytes_ref (pcm);
}

/**
 * qing_test_script_add_finish:
 * @self: a script
 * @choice: the index of the choice
 * @reason: the finish reason
 *
 * Adds the chunk that ends a choice. "error_finish" carries the text that was added last, as the
 * service tells an error in this way.
 */
void
qing_test_script_add_finish (QingTestScript *self, guint choice, const char *reason)
{
  QingTestStep *last = NULL;
  QingTestStep *step = NULL;

  if (g_strcmp0 (reason, "error_finish") == 0 && self->steps->len > 0)
    last = g_ptr_array_index (self->steps, self->steps->len - 1);
  if (last != NULL && last->kind == QING_TEST_STEP_TEXT)
    {
      last->kind = QING_TEST_STEP_FINISH;
      last->name = g_steal_pointer (&last->text);
      step = last;
    }
  else
    step = add_step (self, QING_TEST_STEP_FINISH, choice);
  step->text = g_strdup (reason);
}

/**
 * qing_test_script_add_usage:
 * @self: a script
 * @usage: the token counts
 *
 * Adds the usage chunk. It is sent only if the request asks for it, unless the script has
 * %QING_TEST_SCRIPT_ALWAYS_USAGE.
 */
void
qing_test_script_add_usage (QingTestScript *self, const QingTestUsage *usage)
{
  add_step (self, QING_TEST_STEP_USAGE, 0)->usage = *usage;
}

/**
 * qing_test_script_add_done:
 * @self: a script
 *
 * Adds the line that ends the stream.
 */
void
qing_test_script_add_done (QingTestScript *self)
{
  add_step (self, QING_TEST_STEP_DONE, 0);
}

/**
 * qing_test_script_add_raw:
 * @self: a script
 * @bytes: any bytes
 * @length: how many, or -1 if @bytes ends with NUL
 *
 * Adds bytes that are sent verbatim in one HTTP chunk.
 */
void
qing_test_script_add_raw (QingTestScript *self, const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;

  if (size > 0)
    add_step (self, QING_TEST_STEP_RAW, 0)->bytes = g_bytes_new (bytes, size);
}

/**
 * qing_test_script_add_pause:
 * @self: a script
 * @milliseconds: how long
 *
 * Adds a time in which nothing is sent.
 */
void
qing_test_script_add_pause (QingTestScript *self, guint milliseconds)
{
  add_step (self, QING_TEST_STEP_PAUSE, 0)->number = milliseconds;
}

/**
 * qing_test_script_add_cut:
 * @self: a script
 * @cut: in which way
 *
 * Ends the answer here, after all that was added before has been sent.
 */
void
qing_test_script_add_cut (QingTestScript *self, QingTestCut cut)
{
  add_step (self, QING_TEST_STEP_CUT, 0)->number = cut;
}

/**
 * qing_test_script_add_error_frame:
 * @self: a script
 * @status: the HTTP status that stands in the frame's comment
 * @code: the error code
 * @message: the error message
 *
 * Adds the service's own error event of a stream that opened with 200.
 */
void
qing_test_script_add_error_frame (QingTestScript *self,
                                  guint status,
                                  const char *code,
                                  const char *message)
{
  QingTestStep *step = add_step (self, QING_TEST_STEP_ERROR_FRAME, 0);

  step->number = status;
  step->id = g_strdup (code);
  step->text = g_strdup (message);
}

/**
 * qing_test_script_add_error_object:
 * @self: a script
 * @code: the error code
 * @message: the error message
 *
 * Adds a chunk with an error object instead of choices.
 */
void
qing_test_script_add_error_object (QingTestScript *self, const char *code, const char *message)
{
  QingTestStep *step = add_step (self, QING_TEST_STEP_ERROR_OBJECT, 0);

  step->id = g_strdup (code);
  step->text = g_strdup (message);
}

/**
 * qing_test_script_set_speed:
 * @self: a script
 * @chunks_per_second: the speed, 0: as fast as the socket takes them
 *
 * Sets how fast the chunks follow one another. A chunk stands for a token.
 */
void
qing_test_script_set_speed (QingTestScript *self, double chunks_per_second)
{
  self->speed = chunks_per_second;
}

/**
 * qing_test_script_set_delays:
 * @self: a script
 * @before_headers: milliseconds before the response headers
 * @before_body: milliseconds between the headers and the first byte of the body
 *
 * Sets how long the answer takes to begin.
 */
void
qing_test_script_set_delays (QingTestScript *self, guint before_headers, guint before_body)
{
  self->before_headers = before_headers;
  self->before_body = before_body;
}

/**
 * qing_test_script_set_flags:
 * @self: a script
 * @flags: what is special about the answer
 *
 * Sets how the answer is sent.
 */
void
qing_test_script_set_flags (QingTestScript *self, QingTestScriptFlags flags)
{
  self->flags = flags;
}

/**
 * qing_test_script_set_header:
 * @self: a script
 * @name: a header's name
 * @value: its value
 *
 * Adds a response header, such as Retry-After; Content-Type replaces the usual one.
 */
void
qing_test_script_set_header (QingTestScript *self, const char *name, const char *value)
{
  QingTestHeader *header = g_new0 (QingTestHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (self->headers, header);
}
