/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stream fixtures do not show: several answers, whole bodies, and what is known when. */

#include "qing-delta-decoder.h"
#include "qing-tool-call.h"

#include <string.h>

typedef struct
{
  GString *texts[4];
  GString *finishes;
  GString *calls;
  char *request_id;
  char *model;
  guint n_started;
} Record;

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  Record *record = user_data;

  switch (delta->kind)
    {
    case QING_DELTA_STARTED:
      record->n_started++;
      record->request_id = g_strdup (delta->request_id);
      record->model = g_strdup (delta->model);
      break;
    case QING_DELTA_TEXT:
      g_string_append_len (record->texts[delta->choice], delta->text, delta->length);
      break;
    case QING_DELTA_TOOL_CALL:
      g_string_append_printf (record->calls, "%s(%s)", qing_tool_call_get_name (delta->tool_call),
                              qing_tool_call_get_arguments (delta->tool_call));
      break;
    case QING_DELTA_FINISH:
      g_string_append_printf (record->finishes, "%u=%s ", delta->choice, delta->reason);
      break;
    default:
      break;
    }
}

static void
record_init (Record *record)
{
  memset (record, 0, sizeof *record);
  for (guint i = 0; i < G_N_ELEMENTS (record->texts); i++)
    record->texts[i] = g_string_new (NULL);
  record->finishes = g_string_new (NULL);
  record->calls = g_string_new (NULL);
}

static void
record_clear (Record *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (record->texts); i++)
    g_string_free (record->texts[i], TRUE);
  g_string_free (record->finishes, TRUE);
  g_string_free (record->calls, TRUE);
  g_free (record->request_id);
  g_free (record->model);
}

static void
push (QingDeltaDecoder *decoder, const char *json)
{
  g_autofree char *frame = g_strdup_printf ("data: %s\n\n", json);

  qing_delta_decoder_push (decoder, frame, strlen (frame));
}

static void
push_choice (QingDeltaDecoder *decoder, int index, const char *text, const char *reason)
{
  g_autofree char *json = g_strdup_printf (
    "{\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"},\"finish_reason\":\"%s\"}]}", index,
    text, reason);

  push (decoder, json);
}

/* Servers count from 0 or from 1; whatever they do, no two answers are mixed. */
static void
test_indices (void)
{
  static const struct
  {
    guint n_choices;
    int indices[3];
    const char *texts;
  } rows[] = {
    { 3, { 0, 1, 2 }, "a b c" }, { 3, { 1, 2, 3 }, "a b c" }, { 3, { 2, 0, 1 }, "b c a" },
    { 3, { 0, 0, 0 }, "abc  " }, { 1, { 0, 1, 7 }, "abc  " }, { 3, { 0, -1, 99999 }, "ac  b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Record record;
      g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
      g_autofree char *texts = NULL;
      g_autoptr (QingFault) fault = NULL;

      record_init (&record);
      qing_delta_decoder_set_n_choices (decoder, rows[i].n_choices);
      push_choice (decoder, rows[i].indices[0], "a", "");
      push_choice (decoder, rows[i].indices[1], "b", "");
      push_choice (decoder, rows[i].indices[2], "c", "");
      push (decoder, "[DONE]");
      fault = qing_delta_decoder_finish (decoder);
      g_assert_null (fault);
      texts = g_strdup_printf ("%s %s %s", record.texts[0]->str, record.texts[1]->str,
                               record.texts[2]->str);
      g_assert_cmpstr (texts, ==, rows[i].texts);
      record_clear (&record);
    }
}

/* One of two answers has ended: the stream has not. */
static void
test_one_of_two (void)
{
  Record record;
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
  g_autoptr (QingFault) fault = NULL;

  record_init (&record);
  qing_delta_decoder_set_n_choices (decoder, 2);
  push_choice (decoder, 0, "a", "");
  push_choice (decoder, 1, "b", "");
  g_assert_false (qing_delta_decoder_is_complete (decoder));
  push_choice (decoder, 0, "", "stop");
  g_assert_false (qing_delta_decoder_is_complete (decoder));
  push_choice (decoder, 1, "", "length");
  g_assert_true (qing_delta_decoder_is_complete (decoder));
  fault = qing_delta_decoder_finish (decoder);
  g_assert_null (fault);
  g_assert_cmpstr (record.finishes->str, ==, "0=stop 1=length ");
  record_clear (&record);
}

static void
test_body (void)
{
  const char *body =
    "{\"id\":\"chatcmpl-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
    "\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
    "\"function\":"
    "{\"name\":\"f\",\"arguments\":\"{}\"}},{\"id\":\"2\",\"type\":\"function\",\"function\":{"
    "\"name\":"
    "\"f\",\"arguments\":{\"x\":1}}}]},\"finish_reason\":\"stop\"}]}";
  Record record;
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
  g_autoptr (QingFault) fault = NULL;

  record_init (&record);
  qing_delta_decoder_push_body (decoder, body, strlen (body), FALSE);
  fault = qing_delta_decoder_finish (decoder);
  g_assert_null (fault);
  g_assert_cmpstr (record.calls->str, ==, "f({})f({\"x\":1})");
  g_assert_cmpstr (record.finishes->str, ==, "0=tool_calls ");
  g_assert_cmpuint (record.n_started, ==, 1);
  g_assert_cmpstr (record.model, ==, "m");
  record_clear (&record);
}

static void
test_bad_bodies (void)
{
  static const struct
  {
    const char *body;
    QingError code;
  } rows[] = {
    { "", QING_ERROR_PROTOCOL },
    { "{}", QING_ERROR_PROTOCOL },
    { "[]", QING_ERROR_PROTOCOL },
    { "{\"choices\":[]}", QING_ERROR_PROTOCOL },
    { "{\"choices\":[{\"message\":{}}]}", QING_ERROR_PROTOCOL },
    { "{\"choices\":[", QING_ERROR_PROTOCOL },
    { "{\"error\":{\"message\":\"Trying to keep the first 5120 tokens when context the "
      "overflows.\"}}",
      QING_ERROR_REQUEST },
    { "{\"code\":\"Throttling\",\"message\":\"x\"}", QING_ERROR_RATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Record record;
      g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
      g_autoptr (QingFault) fault = NULL;

      record_init (&record);
      qing_delta_decoder_push_body (decoder, rows[i].body, strlen (rows[i].body), FALSE);
      fault = qing_delta_decoder_finish (decoder);
      g_assert_nonnull (fault);
      g_assert_cmpint (fault->code, ==, rows[i].code);
      record_clear (&record);
    }
}

/* The header is believed more than the chunk; a fault carries it too. */
static void
test_request_id (void)
{
  Record record;
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
  g_autoptr (QingFault) fault = NULL;

  record_init (&record);
  qing_delta_decoder_set_request_id (decoder, "r-1");
  push (decoder, "{\"id\":\"chatcmpl-2\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}");
  fault = qing_delta_decoder_finish (decoder);
  g_assert_cmpstr (record.request_id, ==, "r-1");
  g_assert_cmpint (fault->code, ==, QING_ERROR_NETWORK);
  g_assert_cmpint (fault->action, ==, QING_FAULT_ACTION_CONTINUE);
  g_assert_cmpstr (fault->request_id, ==, "r-1");
  record_clear (&record);
}

/* Arguments without an end, and calls without number. */
static void
test_too_much (void)
{
  g_autofree char *fill = g_strnfill (1024 * 1024, 'x');
  Record record;
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &record);
  g_autoptr (QingFault) fault = NULL;

  record_init (&record);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"1\","
                         "\"function\":{\"name\":\"f\","
                         "\"arguments\":\"%s\"}}]}}]}",
                         fill);

      push (decoder, json);
    }
  push (decoder, "[DONE]");
  fault = qing_delta_decoder_finish (decoder);
  g_assert_cmpint (fault->code, ==, QING_ERROR_PROTOCOL);
  g_assert_cmpuint (record.calls->len, ==, 0);
  record_clear (&record);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delta-decoder/indices", test_indices);
  g_test_add_func ("/delta-decoder/one-of-two", test_one_of_two);
  g_test_add_func ("/delta-decoder/body", test_body);
  g_test_add_func ("/delta-decoder/bad-bodies", test_bad_bodies);
  g_test_add_func ("/delta-decoder/request-id", test_request_id);
  g_test_add_func ("/delta-decoder/too-much", test_too_much);

  return g_test_run ();
}
