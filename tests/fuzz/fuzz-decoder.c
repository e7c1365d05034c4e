/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes are an answer: text of it is UTF-8, nothing follows its end, and what it says does not
 * depend on how the bytes are cut. */

#include "fuzz.h"

#include "qing-delta-decoder.h"
#include "qing-tool-call.h"

#include <string.h>

typedef struct
{
  GString *told;
  guint n_finishes[4];
} Story;

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  Story *story = user_data;

  g_assert_cmpuint (delta->choice, <, G_N_ELEMENTS (story->n_finishes));
  g_assert_cmpuint (story->n_finishes[delta->choice], ==, 0);

  switch (delta->kind)
    {
    case QING_DELTA_TEXT:
    case QING_DELTA_REASONING:
      g_assert_cmpuint (delta->length, >, 0);
      g_assert_true (g_utf8_validate_len (delta->text, delta->length, NULL));
      g_string_append_len (story->told, delta->text, delta->length);
      break;
    case QING_DELTA_TOOL_CALL:
      g_assert_nonnull (qing_tool_call_get_id (delta->tool_call));
      g_assert_nonnull (qing_tool_call_get_name (delta->tool_call));
      g_string_append (story->told, qing_tool_call_get_arguments (delta->tool_call));
      break;
    case QING_DELTA_AUDIO:
      g_assert_cmpuint (delta->n_bytes % 2, ==, 0);
      g_string_append_len (story->told, (const char *) delta->bytes, delta->n_bytes);
      break;
    case QING_DELTA_LOGPROB:
      g_string_append_len (story->told, delta->text, delta->length);
      for (guint i = 0; i < delta->n_alternatives; i++)
        g_string_append_len (story->told, delta->alternatives[i].token,
                             delta->alternatives[i].length);
      break;
    case QING_DELTA_FINISH:
      g_assert_nonnull (delta->reason);
      story->n_finishes[delta->choice]++;
      break;
    case QING_DELTA_STARTED:
    case QING_DELTA_USAGE:
    case QING_DELTA_TIMING:
    case QING_DELTA_RETRY:
    default:
      break;
    }
}

static void
end (Story *story, QingDeltaDecoder *decoder)
{
  g_autoptr (QingFault) fault = qing_delta_decoder_finish (decoder);

  if (fault == NULL)
    return;

  g_assert_nonnull (fault->summary);
  g_assert_true (fault->detail == NULL || g_utf8_validate (fault->detail, -1, NULL));
  g_string_append_printf (story->told, "%d %d", fault->code, fault->action);
}

static GString *
decode (const guint8 *data, gsize size, gsize piece, guint n_choices, gboolean prefilled)
{
  Story story = { g_string_new (NULL) };
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &story);

  qing_delta_decoder_set_n_choices (decoder, n_choices);
  qing_delta_decoder_set_prefilled (decoder, prefilled);
  for (gsize at = 0; at < size; at += piece)
    {
      g_autofree guint8 *copy = g_memdup2 (data + at, MIN (piece, size - at));

      if (!qing_delta_decoder_push (decoder, copy, MIN (piece, size - at)))
        break;
    }
  end (&story, decoder);

  return story.told;
}

static void
decode_body (const guint8 *data, gsize size)
{
  Story story = { g_string_new (NULL) };
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (delta_cb, &story);

  qing_delta_decoder_push_body (decoder, (const char *) data, size, FALSE);
  end (&story, decoder);
  g_string_free (story.told, TRUE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gsize pieces[] = { 1, 7, 64 };
  guint n_choices;
  GString *whole;

  if (size == 0)
    return 0;

  n_choices = 1 + data[0] % 4;
  whole = decode (data, size, size, n_choices, size % 2);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *cut = decode (data, size, pieces[i], n_choices, size % 2);

      g_assert_true (g_string_equal (whole, cut));
      g_string_free (cut, TRUE);
    }
  g_string_free (whole, TRUE);
  decode_body (data, size);

  return 0;
}
