/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-delta-decoder.h"

#include "qing-choice-decoder.h"
#include "qing-fault-mapper.h"
#include "qing-json.h"
#include "qing-sse-parser.h"
#include "qing-usage-reader.h"

#include <string.h>

/* The protocol gives at most 4 answers (protocol.md 1.1). */
#define MAX_CHOICES 16

#define STATUS_COMMENT "HTTP_STATUS/"

struct _QingDeltaDecoder
{
  QingDeltaFunc func;
  gpointer user_data;
  QingSseParser *sse;
  JsonParser *parser;

  QingChoiceDecoder *choices[MAX_CHOICES];
  guint n_choices;
  gint64 first_index; /* of the first choice that came, -1 before */
  gboolean prefilled;

  char *request_id;
  QingUsage usage;
  gboolean has_usage;
  int comment_status; /* from a comment such as ":HTTP_STATUS/429" */
  GString *odd;       /* data that is no JSON: perhaps the text of an error */

  gboolean started;
  gboolean done;
  gboolean stopped;
  gboolean ending;
  QingFault *fault;
};

static void
emit (const QingDelta *delta, gpointer user_data)
{
  QingDeltaDecoder *self = user_data;

  if (!self->stopped)
    self->func (delta, self->user_data);
}

static void
emit_started (QingDeltaDecoder *self, JsonObject *chunk)
{
  QingDelta delta = { QING_DELTA_STARTED };
  const char *id;

  if (self->started)
    return;

  id = qing_request_id_from_answer_id (qing_json_get_string (chunk, "id"));
  delta.model = qing_json_get_string (chunk, "model");
  if (id == NULL && delta.model == NULL && qing_json_get_array (chunk, "choices") == NULL)
    return;

  self->started = TRUE;
  if (self->request_id == NULL)
    self->request_id = g_strdup (id);
  delta.request_id = self->request_id;
  emit (&delta, self);
}

static void
take_fault (QingDeltaDecoder *self, QingFault *fault)
{
  if (self->fault != NULL)
    {
      qing_fault_free (fault);
      return;
    }

  if (fault->request_id == NULL)
    fault->request_id = g_strdup (self->request_id);
  self->fault = fault;
}

/* Servers count from 0, some from 1, some not at all. Whatever comes first is the first or, when
 * it is numbered 0, belongs there; every other number has a place of its own. */
static guint
place_choice (QingDeltaDecoder *self, JsonObject *choice)
{
  gint64 index = qing_json_get_int (choice, "index", 0);

  if (self->n_choices <= 1)
    return 0;

  if (self->first_index < 0)
    self->first_index = index == 1 ? 1 : 0;

  index = (index - self->first_index) % (gint64) self->n_choices;
  return index < 0 ? index + self->n_choices : index;
}

static void
check_error_finish (QingDeltaDecoder *self, QingChoiceDecoder *choice)
{
  const char *text = qing_choice_decoder_get_error (choice);
  g_autoptr (QingErrorBody) body = NULL;

  if (text == NULL)
    return;

  body = qing_error_body_new (self->comment_status);
  qing_error_body_read (body, NULL, text, strlen (text));
  take_fault (self, qing_fault_map_body (body));
}

static void
push_choices (QingDeltaDecoder *self, JsonObject *chunk)
{
  JsonArray *choices = qing_json_get_array (chunk, "choices");
  guint count = choices != NULL ? json_array_get_length (choices) : 0;

  for (guint i = 0; i < count && self->fault == NULL; i++)
    {
      JsonObject *object = qing_json_get_element_object (choices, i);
      guint place;

      if (object == NULL)
        continue;

      place = place_choice (self, object);
      if (self->choices[place] == NULL)
        self->choices[place] = qing_choice_decoder_new (place, self->prefilled, emit, self);
      qing_choice_decoder_push (self->choices[place], object);
      check_error_finish (self, self->choices[place]);
    }
}

static gboolean
check_error (QingDeltaDecoder *self, JsonObject *chunk)
{
  g_autoptr (QingErrorBody) body = qing_error_body_new (self->comment_status);

  if (!qing_error_body_read_object (body, chunk))
    return FALSE;

  take_fault (self, qing_fault_map_body (body));
  return TRUE;
}

static void
push_chunk (QingDeltaDecoder *self, JsonObject *chunk)
{
  JsonObject *usage = qing_json_get_object (chunk, "usage");

  if (usage != NULL && qing_usage_read (&self->usage, usage))
    self->has_usage = TRUE;

  if (check_error (self, chunk))
    return;

  emit_started (self, chunk);
  push_choices (self, chunk);
}

static void
keep_odd (QingDeltaDecoder *self, const char *data, gsize length)
{
  if (self->odd->len + length >= QING_SSE_STRAY_LIMIT)
    return;

  if (self->odd->len > 0)
    g_string_append_c (self->odd, '\n');
  g_string_append_len (self->odd, data, length);
}

static void
push_error_frame (QingDeltaDecoder *self, const char *data, gsize length)
{
  g_autoptr (QingErrorBody) body = qing_error_body_new (self->comment_status);

  qing_error_body_read (body, NULL, data, length);
  take_fault (self, qing_fault_map_body (body));
}

static void
push_data (QingDeltaDecoder *self, const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  while (length > 0 && g_ascii_isspace (data[0]))
    {
      data++;
      length--;
    }

  /* Something said in passing: it is shown only when the answer comes to a bad end. */
  if (length == 0 || data[0] != '{')
    {
      keep_odd (self, data, length);
      return;
    }

  root = qing_json_parse (self->parser, data, length, &error);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    push_chunk (self, json_node_get_object (root));
  /* The last frame may be cut: that is judged as a cut stream. */
  else if (root == NULL && !self->ending)
    take_fault (self, qing_fault_new_protocol (error->message));
}

static void
push_comment (QingDeltaDecoder *self, const char *text)
{
  while (*text == ' ')
    text++;

  if (g_str_has_prefix (text, STATUS_COMMENT))
    self->comment_status =
      CLAMP (g_ascii_strtoll (text + strlen (STATUS_COMMENT), NULL, 10), 0, 599);
}

static gboolean
push_item (const QingSseItem *item, gpointer user_data)
{
  QingDeltaDecoder *self = user_data;

  if (item->kind == QING_SSE_COMMENT)
    push_comment (self, item->data);
  else if (g_str_equal (item->name, "error"))
    push_error_frame (self, item->data, item->length);
  else if (g_str_has_prefix (item->data, "[DONE]"))
    self->done = TRUE;
  else
    push_data (self, item->data, item->length);

  return !self->done && !self->stopped && self->fault == NULL;
}

gboolean
qing_delta_decoder_push (QingDeltaDecoder *self, const void *bytes, gsize length)
{
  return qing_sse_parser_push (self->sse, bytes, length);
}

void
qing_delta_decoder_push_body (QingDeltaDecoder *self,
                              const char *bytes,
                              gsize length,
                              gboolean partial)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = qing_json_parse (self->parser, bytes, length, &error);

  if (root == NULL)
    take_fault (self, qing_fault_new_protocol (error->message));
  else if (JSON_NODE_HOLDS_OBJECT (root))
    push_chunk (self, json_node_get_object (root));

  self->done = TRUE;
  for (guint i = 0; partial && i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL)
      qing_choice_decoder_set_reason (self->choices[i], "length");
}

gboolean
qing_delta_decoder_has_content (QingDeltaDecoder *self)
{
  for (guint i = 0; i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL && qing_choice_decoder_has_content (self->choices[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_text (QingDeltaDecoder *self)
{
  for (guint i = 0; i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL && qing_choice_decoder_has_text (self->choices[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_reason (QingDeltaDecoder *self)
{
  for (guint i = 0; i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL && qing_choice_decoder_get_reason (self->choices[i]) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
qing_delta_decoder_is_complete (QingDeltaDecoder *self)
{
  gboolean complete = FALSE;

  if (self->done)
    return TRUE;

  for (guint i = 0; i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL)
      {
        if (qing_choice_decoder_get_reason (self->choices[i]) == NULL)
          return FALSE;
        complete = TRUE;
      }

  return complete;
}

/* What the server said outside of the protocol; (nullable). */
static const char *
get_odd_text (QingDeltaDecoder *self)
{
  const char *stray = qing_sse_parser_get_stray (self->sse);

  return stray[0] != '\0' ? stray : self->odd->str;
}

/* An error may have come as a bare body, in spite of the content type. */
static gboolean
check_stray_error (QingDeltaDecoder *self)
{
  const char *stray = get_odd_text (self);
  const char *brace = strchr (stray, '{');
  JsonNode *root;

  if (brace == NULL)
    return FALSE;

  root = qing_json_parse (self->parser, brace, strlen (brace), NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
         check_error (self, json_node_get_object (root));
}

static QingFault *
make_end_fault (QingDeltaDecoder *self)
{
  const char *said = get_odd_text (self);
  gboolean content = qing_delta_decoder_has_content (self);
  QingFault *fault;

  if (qing_sse_parser_is_overflowed (self->sse))
    return qing_fault_new_protocol ("A frame of the stream is too long");
  if (!content && (!self->started || self->done))
    return qing_fault_new_empty (said);

  fault = qing_fault_new_truncated (has_text (self), said);
  /* A gateway that says why it stops has not lost the connection: its server failed. */
  if (said[0] != '\0')
    fault->code = QING_ERROR_SERVER;

  return fault;
}

static void
judge (QingDeltaDecoder *self)
{
  gboolean complete = qing_delta_decoder_is_complete (self) &&
                      (has_reason (self) || qing_delta_decoder_has_content (self));

  if (!complete && !check_stray_error (self))
    take_fault (self, make_end_fault (self));
}

static void
emit_usage (QingDeltaDecoder *self)
{
  QingDelta delta = { QING_DELTA_USAGE };

  if (!self->has_usage)
    return;

  delta.usage = &self->usage;
  emit (&delta, self);
}

QingFault *
qing_delta_decoder_finish (QingDeltaDecoder *self)
{
  gboolean complete;

  self->ending = TRUE;
  qing_sse_parser_finish (self->sse);

  complete = self->fault == NULL && qing_delta_decoder_is_complete (self);
  for (guint i = 0; i < MAX_CHOICES; i++)
    if (self->choices[i] != NULL)
      qing_choice_decoder_flush (self->choices[i], complete);

  if (self->fault == NULL)
    judge (self);

  emit_usage (self);
  for (guint i = 0; i < MAX_CHOICES && self->fault == NULL; i++)
    if (self->choices[i] != NULL && !qing_choice_decoder_complete (self->choices[i]))
      take_fault (self, qing_fault_new_protocol ("Too many or too long tool calls"));

  return g_steal_pointer (&self->fault);
}

void
qing_delta_decoder_stop (QingDeltaDecoder *self)
{
  self->stopped = TRUE;
}

void
qing_delta_decoder_set_n_choices (QingDeltaDecoder *self, guint n_choices)
{
  self->n_choices = CLAMP (n_choices, 1, MAX_CHOICES);
}

void
qing_delta_decoder_set_prefilled (QingDeltaDecoder *self, gboolean prefilled)
{
  self->prefilled = prefilled;
}

void
qing_delta_decoder_set_request_id (QingDeltaDecoder *self, const char *request_id)
{
  g_free (self->request_id);
  self->request_id = g_strdup (request_id);
}

QingDeltaDecoder *
qing_delta_decoder_new (QingDeltaFunc func, gpointer user_data)
{
  QingDeltaDecoder *self = g_new0 (QingDeltaDecoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->sse = qing_sse_parser_new (push_item, self);
  self->parser = json_parser_new ();
  self->n_choices = 1;
  self->first_index = -1;
  self->odd = g_string_new (NULL);

  return self;
}

void
qing_delta_decoder_free (QingDeltaDecoder *self)
{
  for (guint i = 0; i < MAX_CHOICES; i++)
    g_clear_pointer (&self->choices[i], qing_choice_decoder_free);
  g_clear_pointer (&self->fault, qing_fault_free);
  qing_sse_parser_free (self->sse);
  g_object_unref (self->parser);
  g_string_free (self->odd, TRUE);
  g_free (self->request_id);
  g_free (self);
}
