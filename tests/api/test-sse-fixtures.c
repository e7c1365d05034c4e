/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs every pair of tests/data/sse (see README.md there) through the decoder, in pieces of several
 * sizes, and stops it at every delta. */

#include "qing-delta-decoder.h"
#include "qing-error-body.h"
#include "qing-tool-call.h"

#include <math.h>
#include <string.h>

#define MAX_CHOICES 4

static const char *const code_names[] = {
  [QING_ERROR_AUTH] = "auth",         [QING_ERROR_BALANCE] = "balance",
  [QING_ERROR_RATE] = "rate",         [QING_ERROR_CONTENT] = "content",
  [QING_ERROR_REQUEST] = "request",   [QING_ERROR_MODEL] = "model",
  [QING_ERROR_NETWORK] = "network",   [QING_ERROR_SERVER] = "server",
  [QING_ERROR_PROTOCOL] = "protocol",
};

typedef struct
{
  GString *arrival;
  GString *tools[MAX_CHOICES];
  GString *logprobs[MAX_CHOICES];
  GString *finish[MAX_CHOICES];
  GString *piece; /* the text or thought that is growing */
  QingDeltaKind piece_kind;
  guint piece_choice;
  guint n_tools[MAX_CHOICES];
  gsize n_audio[MAX_CHOICES];
  QingUsage usage;
  gboolean has_usage;

  QingDeltaDecoder *decoder;
  guint n_deltas;
  guint stop_at; /* 0: never */
} Record;

static void
append_quoted (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];
      const char *at = strchr ("\bb\ff\nn\rr\tt", c);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c != 0 && c < 0x20 && at != NULL)
        g_string_append_printf (out, "\\%c", at[1]);
      else if (c < 0x20)
        g_string_append_printf (out, "\\u%04X", c);
      else
        g_string_append_c (out, c);
    }
  g_string_append_c (out, '"');
}

static void
end_piece (Record *record)
{
  if (record->piece->len > 0)
    {
      g_string_append_printf (record->arrival, "%s %u ",
                              record->piece_kind == QING_DELTA_TEXT ? "text" : "reasoning",
                              record->piece_choice);
      append_quoted (record->arrival, record->piece->str, record->piece->len);
      g_string_append_c (record->arrival, '\n');
    }
  g_string_truncate (record->piece, 0);
}

static void
take_tool_call (Record *record, const QingDelta *delta)
{
  GString *out = record->tools[delta->choice];
  const char *id = qing_tool_call_get_id (delta->tool_call);
  const char *name = qing_tool_call_get_name (delta->tool_call);
  const char *arguments = qing_tool_call_get_arguments (delta->tool_call);

  g_string_append_printf (out, "tool %u #%u id=", delta->choice, record->n_tools[delta->choice]++);
  append_quoted (out, id, strlen (id));
  g_string_append (out, " name=");
  append_quoted (out, name, strlen (name));
  g_string_append (out, " arguments=");
  append_quoted (out, arguments, strlen (arguments));
  g_string_append_c (out, '\n');
}

static void
take_logprob (Record *record, const QingDelta *delta)
{
  GString *out = record->logprobs[delta->choice];

  g_string_append_printf (out, "logprob %u ", delta->choice);
  append_quoted (out, delta->text, delta->length);
  if (isinf (delta->logprob))
    g_string_append (out, " null\n");
  else
    g_string_append_printf (out, " %g\n", delta->logprob);
}

static void
take_piece (Record *record, const QingDelta *delta)
{
  g_assert_cmpuint (delta->length, >, 0);
  g_assert_true (g_utf8_validate_len (delta->text, delta->length, NULL));

  if (delta->kind != record->piece_kind || delta->choice != record->piece_choice)
    end_piece (record);
  record->piece_kind = delta->kind;
  record->piece_choice = delta->choice;
  g_string_append_len (record->piece, delta->text, delta->length);
}

static void
take_delta (const QingDelta *delta, gpointer user_data)
{
  Record *record = user_data;

  g_assert_cmpuint (delta->choice, <, MAX_CHOICES);
  g_assert_true (record->stop_at == 0 || record->n_deltas < record->stop_at);
  record->n_deltas++;
  if (record->n_deltas == record->stop_at)
    qing_delta_decoder_stop (record->decoder);

  switch (delta->kind)
    {
    case QING_DELTA_STARTED:
      g_string_append_printf (record->arrival, "start id=\"%s\" model=\"%s\"\n", delta->request_id,
                              delta->model);
      break;
    case QING_DELTA_TEXT:
    case QING_DELTA_REASONING:
      take_piece (record, delta);
      break;
    case QING_DELTA_TOOL_CALL:
      take_tool_call (record, delta);
      break;
    case QING_DELTA_AUDIO:
      record->n_audio[delta->choice] += delta->n_bytes;
      break;
    case QING_DELTA_LOGPROB:
      take_logprob (record, delta);
      break;
    case QING_DELTA_USAGE:
      record->usage = *delta->usage;
      record->has_usage = TRUE;
      break;
    case QING_DELTA_FINISH:
      g_assert_cmpuint (record->finish[delta->choice]->len, ==, 0);
      g_string_append_printf (record->finish[delta->choice], "finish %u %s\n", delta->choice,
                              delta->reason);
      break;
    case QING_DELTA_TIMING:
    case QING_DELTA_RETRY:
    default:
      g_assert_not_reached ();
    }
}

static void
record_init (Record *record)
{
  memset (record, 0, sizeof *record);
  record->arrival = g_string_new (NULL);
  record->piece = g_string_new (NULL);
  for (guint i = 0; i < MAX_CHOICES; i++)
    {
      record->tools[i] = g_string_new (NULL);
      record->logprobs[i] = g_string_new (NULL);
      record->finish[i] = g_string_new (NULL);
    }
}

static void
record_clear (Record *record)
{
  g_string_free (record->arrival, TRUE);
  g_string_free (record->piece, TRUE);
  for (guint i = 0; i < MAX_CHOICES; i++)
    {
      g_string_free (record->tools[i], TRUE);
      g_string_free (record->logprobs[i], TRUE);
      g_string_free (record->finish[i], TRUE);
    }
}

static gint64
known (gint64 count)
{
  return MAX (count, 0);
}

static void
append_usage (GString *out, const QingUsage *usage)
{
  gint64 total =
    usage->total >= 0 ? usage->total : known (usage->prompt) + known (usage->completion);

  g_string_append_printf (out,
                          "usage prompt=%" G_GINT64_FORMAT " completion=%" G_GINT64_FORMAT
                          " total=%" G_GINT64_FORMAT " cached=%" G_GINT64_FORMAT
                          " reasoning=%" G_GINT64_FORMAT "\n",
                          known (usage->prompt), known (usage->completion), total,
                          known (usage->cached), known (usage->reasoning));
}

/* Says of @fault what @expected says of it. */
static void
append_end (GString *out, const QingFault *fault, const char *expected)
{
  if (fault == NULL)
    {
      g_string_append (out, "done\n");
      return;
    }

  g_assert_nonnull (fault->summary);
  g_string_append_printf (out, "error %s ", code_names[fault->code]);
  if (g_str_has_suffix (expected, " *\n"))
    g_string_append_c (out, '*');
  else
    append_quoted (out, fault->detail, strlen (fault->detail));
  if (strstr (expected, " status=") != NULL)
    g_string_append_printf (out, " status=%d", fault->http_status);
  if (strstr (expected, " request-id=") != NULL)
    g_string_append_printf (out, " request-id=\"%s\"", fault->request_id);
  g_string_append_c (out, '\n');
}

static char *
record_print (Record *record, const QingFault *fault, const char *expected)
{
  GString *out = g_string_new (NULL);

  end_piece (record);
  g_string_append (out, record->arrival->str);
  for (guint i = 0; i < MAX_CHOICES; i++)
    g_string_append (out, record->tools[i]->str);
  for (guint i = 0; i < MAX_CHOICES; i++)
    if (record->n_audio[i] > 0)
      g_string_append_printf (out, "audio %u bytes=%" G_GSIZE_FORMAT "\n", i, record->n_audio[i]);
  for (guint i = 0; i < MAX_CHOICES; i++)
    g_string_append (out, record->logprobs[i]->str);
  if (record->has_usage)
    append_usage (out, &record->usage);
  for (guint i = 0; i < MAX_CHOICES; i++)
    g_string_append (out, record->finish[i]->str);
  append_end (out, fault, expected);

  return g_string_free (out, FALSE);
}

static char *
replace (const char *text, const char *pattern, const char *with)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, with, 0, NULL);
}

/* The decoder has no delta for a role, tells the request's id rather than the answer's, and trims
 * what the server said. */
static char *
adapt_expected (const char *expected)
{
  g_autofree char *roles = replace (expected, "^role assistant\n", "");
  g_autofree char *ids =
    replace (roles, "^start id=\"chatcmpl-([0-9a-f-]{36})\"", "start id=\"\\1\"");

  return replace (ids, "^(error \\w+ \".*[^ ]) +\"", "\\1\"");
}

static void
setup_decoder (QingDeltaDecoder *decoder, const char *name, const char *expected)
{
  if (strstr (expected, "\nfinish 1 ") != NULL)
    qing_delta_decoder_set_n_choices (decoder, 2);
  /* Without being told that the thought is open, nobody can know it until its end comes. */
  if (g_str_equal (name, "think-tag-closing-only"))
    qing_delta_decoder_set_prefilled (decoder, TRUE);
}

static QingFault *
feed (Record *record, const char *name, const char *expected, GBytes *stream, gsize piece)
{
  g_autoptr (QingDeltaDecoder) decoder = qing_delta_decoder_new (take_delta, record);
  gsize length;
  const char *bytes = g_bytes_get_data (stream, &length);

  record->decoder = decoder;
  setup_decoder (decoder, name, expected);
  for (gsize at = 0; at < length; at += piece)
    {
      /* A copy of its own, so that reading past its end is seen. */
      g_autofree char *copy = g_memdup2 (bytes + at, MIN (piece, length - at));

      if (!qing_delta_decoder_push (decoder, copy, MIN (piece, length - at)))
        break;
    }

  return qing_delta_decoder_finish (decoder);
}

static guint
check_piece (const char *name, const char *expected, GBytes *stream, gsize piece)
{
  Record record;
  g_autoptr (QingFault) fault = NULL;
  g_autofree char *actual = NULL;
  g_autofree char *compared = NULL;
  guint n_deltas;

  record_init (&record);
  fault = feed (&record, name, expected, stream, piece);
  actual = record_print (&record, fault, expected);
  compared = strstr (expected, " id=* ") != NULL
               ? replace (actual, "(tool .*)id=\"[^\"]+\"", "\\1id=*")
               : g_strdup (actual);
  g_assert_cmpstr (compared, ==, expected);
  n_deltas = record.n_deltas;
  record_clear (&record);

  return n_deltas;
}

static void
check_stop (const char *name, const char *expected, GBytes *stream, guint stop_at, gsize piece)
{
  Record record;
  g_autoptr (QingFault) fault = NULL;

  record_init (&record);
  record.stop_at = stop_at;
  fault = feed (&record, name, expected, stream, piece);
  g_assert_cmpuint (record.n_deltas, ==, stop_at);
  record_clear (&record);
}

static void
test_pair (gconstpointer data)
{
  const char *name = data;
  g_autofree char *sse_name = g_strconcat (name, ".sse", NULL);
  g_autofree char *expected_name = g_strconcat (name, ".expected", NULL);
  g_autofree char *sse_path = g_test_build_filename (G_TEST_DIST, "data", "sse", sse_name, NULL);
  g_autofree char *expected_path =
    g_test_build_filename (G_TEST_DIST, "data", "sse", expected_name, NULL);
  static const gsize pieces[] = { 1, 2, 3, 7, G_MAXINT32 };
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GBytes) stream = NULL;
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize length = 0;
  guint n_deltas = 0;

  g_file_get_contents (sse_path, &bytes, &length, &error);
  g_assert_no_error (error);
  stream = g_bytes_new_take (bytes, length);
  g_file_get_contents (expected_path, &text, NULL, &error);
  g_assert_no_error (error);
  expected = adapt_expected (text);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    n_deltas = check_piece (name, expected, stream, pieces[i]);

  for (guint stop_at = 1; stop_at <= n_deltas; stop_at++)
    {
      check_stop (name, expected, stream, stop_at, 7);
      check_stop (name, expected, stream, stop_at, G_MAXINT32);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *file;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "data", "sse", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);

  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".sse"))
      {
        char *name = g_strndup (file, strlen (file) - strlen (".sse"));
        g_autofree char *path = g_strconcat ("/sse/", name, NULL);

        g_ptr_array_add (names, name);
        g_test_add_data_func (path, name, test_pair);
      }
  g_assert_cmpuint (names->len, >, 100);

  return g_test_run ();
}
