/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a stream costs from its bytes to its deltas, beside what json-glib alone takes to parse the
 * same chunks, and whether the cost of a chunk grows with the length of the stream. */

#include "bench-clock.h"
#include "bench-report.h"
#include "qing-delta-decoder.h"
#include "qing-wire-log.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_CHUNKS   16384
#define PIECE      (32 * 1024)
#define N_ROUNDS   7
#define N_PARTS    64
#define MAX_RATIO  1.5
#define MAX_SHARE  3
#define MAX_GROWTH 1.15

/* A chunk as DashScope sends it. */
static char *
make_chunk (guint i)
{
  static const char *const words[] = { " the",   "ory", " of",    " rel", "ativ",  "ity",
                                       "相对论", ",",   "\\n\\n", " **E", " = mc", "²**" };

  return g_strdup_printf (
    "{\"choices\":[{\"finish_reason\":null,\"logprobs\":null,\"delta\":{\"content\":\"%s\"},"
    "\"index\":0}],\"object\":\"chat.completion.chunk\",\"usage\":null,\"created\":1770764906,"
    "\"system_fingerprint\":null,\"model\":\"qwen3.6-plus\","
    "\"id\":\"chatcmpl-d2d6f0a4-5e0b-9c1f-8a37-2f6f1f2b7c55\"}",
    words[i % G_N_ELEMENTS (words)]);
}

static GString *
make_stream (guint n_chunks)
{
  GString *stream = g_string_new (NULL);

  for (guint i = 0; i < n_chunks; i++)
    {
      g_autofree char *chunk = make_chunk (i);

      g_string_append_printf (stream, "data: %s\n\n", chunk);
    }
  g_string_append (stream, "data: [DONE]\n\n");

  return stream;
}

static void
count_cb (const QingDelta *delta, gpointer user_data)
{
  if (delta->kind == QING_DELTA_TEXT)
    (*(gsize *) user_data) += delta->length;
}

static double
decode (const GString *stream)
{
  gsize n_bytes = 0;
  double begin = bench_clock_get_process ();
  QingDeltaDecoder *decoder = qing_delta_decoder_new (count_cb, &n_bytes);
  QingFault *fault;

  for (gsize at = 0; at < stream->len; at += PIECE)
    if (!qing_delta_decoder_push (decoder, stream->str + at, MIN (PIECE, stream->len - at)))
      break;
  fault = qing_delta_decoder_finish (decoder);
  qing_delta_decoder_free (decoder);
  g_assert_null (fault);
  g_assert_cmpuint (n_bytes, >, 0);

  return bench_clock_get_process () - begin;
}

/* Lowers what each part of the stream took at best. */
static void
decode_parts (const GString *stream, double *best)
{
  gsize n_bytes = 0;
  gsize part = stream->len / N_PARTS;
  QingDeltaDecoder *decoder = qing_delta_decoder_new (count_cb, &n_bytes);

  for (guint i = 0; i < N_PARTS; i++)
    {
      double begin = bench_clock_get_process ();

      for (gsize at = 0; at < part; at += PIECE)
        if (!qing_delta_decoder_push (decoder, stream->str + i * part + at, MIN (PIECE, part - at)))
          g_error ("The stream ends too soon");
      best[i] = MIN (best[i], bench_clock_get_process () - begin);
    }
  qing_fault_free (qing_delta_decoder_finish (decoder));
  qing_delta_decoder_free (decoder);
}

static double
parse (guint n_chunks)
{
  g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  double begin;

  for (guint i = 0; i < n_chunks; i++)
    g_ptr_array_add (chunks, make_chunk (i));

  begin = bench_clock_get_process ();
  for (guint i = 0; i < n_chunks; i++)
    {
      const char *chunk = g_ptr_array_index (chunks, i);

      g_assert_true (json_parser_load_from_data (parser, chunk, strlen (chunk), NULL));
    }

  return bench_clock_get_process () - begin;
}

/* What it costs to keep the log for the request inspector: the copy of each piece, and the packing
 * at the end. */
static double
keep (const GString *stream, double *packing, gsize *size)
{
  double begin = bench_clock_get_process ();
  g_autoptr (QingWireLog) log = qing_wire_log_new ();
  double copied;

  for (gsize at = 0; at < stream->len; at += PIECE)
    qing_wire_log_append (log, (const guint8 *) stream->str + at, MIN (PIECE, stream->len - at));
  copied = bench_clock_get_process ();
  qing_wire_log_pack (log, "sk-0123456789abcdef");
  *packing = bench_clock_get_process () - copied;
  *size = qing_wire_log_get_size (log);

  return copied - begin;
}

static void
measure_log (double chunk)
{
  GString *stream = make_stream (N_CHUNKS);
  double copying = G_MAXDOUBLE;
  double packing = G_MAXDOUBLE;
  gsize size = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double once;

      copying = MIN (copying, keep (stream, &once, &size));
      packing = MIN (packing, once);
    }
  bench_report_at_most ("a chunk's copy for the inspector, of its cost",
                        copying / N_CHUNKS / chunk * 100, "%", MAX_SHARE);
  bench_report_figure ("packing 16k chunks for the inspector", packing / 1e3, "ms");
  bench_report_figure ("packed, of the size before", 100.0 * size / stream->len, "%");
  g_string_free (stream, TRUE);
}

/* The least of several: what disturbs a measurement only ever makes it longer. */
static double
measure_stream (guint n_chunks, double *speed)
{
  GString *stream = make_stream (n_chunks);
  guint n_rounds = N_ROUNDS * MAX (N_CHUNKS / n_chunks, 1);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < n_rounds; i++)
    best = MIN (best, decode (stream));
  *speed = (double) stream->len / best;
  g_string_free (stream, TRUE);

  return best / n_chunks;
}

/* What the last eighth of one stream costs beside its first. */
static double
measure_growth (guint n_chunks)
{
  GString *stream = make_stream (n_chunks);
  double best[N_PARTS];
  double first = 0;
  double last = 0;

  for (guint i = 0; i < N_PARTS; i++)
    best[i] = G_MAXDOUBLE;
  for (guint i = 0; i < N_ROUNDS; i++)
    decode_parts (stream, best);
  for (guint i = 0; i < N_PARTS / 8; i++)
    {
      first += best[i];
      last += best[N_PARTS - 1 - i];
    }
  g_string_free (stream, TRUE);

  return last / first;
}

static double
measure_parser (void)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < N_ROUNDS; i++)
    best = MIN (best, parse (N_CHUNKS));

  return best / N_CHUNKS;
}

int
main (void)
{
  double speed;
  double chunk;
  double alone;

  bench_report_begin ("api");
  alone = measure_parser ();
  chunk = measure_stream (N_CHUNKS, &speed);
  bench_report_figure ("bytes to deltas", speed, "MB/s");
  bench_report_figure ("bytes to deltas, each chunk", chunk, "µs");
  bench_report_at_most ("the same beside json-glib's parser alone", chunk / alone, "", MAX_RATIO);

  bench_report_at_most ("65,536 chunks, the last eighth beside the first",
                        measure_growth (4 * N_CHUNKS), "", MAX_GROWTH);
  measure_log (chunk);
  return 0;
}
