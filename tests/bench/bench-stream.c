/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An answer that comes while the message view shows it. */

#include "bench-clock.h"
#include "bench-report.h"
#include "bench-window.h"

#include <stdlib.h>
#include <string.h>

#define COST_LIMIT   250
#define LEAF_LIMIT   400
#define P99_LIMIT    10
#define FRAME_LIMIT  16.7
#define RATE_LIMIT   30
#define GROWTH_LIMIT 1.15
#define MEMORY_LIMIT 8
#define N_SHORT      5

static void
start (BenchWindow *bench)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (10);

  bench_window_open (bench, conversation);
  bench_window_wait (bench, 500);
}

static void
report (const char *name, guint n_tokens, double cost, double limit)
{
  g_autofree char *title = g_strdup_printf ("%s, %uk tokens", name, n_tokens / 1000);

  bench_report_at_most (title, cost, "µs/token", limit);
}

static void
report_cost (BenchWindow *bench, const char *name, guint n_tokens, double limit)
{
  report (name, n_tokens, bench_window_get_cost (bench, 0, n_tokens), limit);
}

/* The same again and again, so that short answers and long ones are of the same things: of this seed
 * there are code, tables, a list and headings in it. */
static char *
make_answer (guint n_tokens)
{
  g_autofree char *piece = chat_corpus_new (CHAT_CORPUS_MIXED, 1000 * BENCH_TOKEN, 8);
  GString *out = g_string_new (NULL);

  while (out->len < n_tokens * BENCH_TOKEN)
    g_string_append (out, piece);
  return g_string_free (out, FALSE);
}

static int
compare_costs (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* A short answer is over soon: the middle one of several is taken. */
static double
stream_short (BenchWindow *bench)
{
  double costs[N_SHORT];

  for (guint i = 0; i < N_SHORT; i++)
    {
      bench_window_stream_text (bench, make_answer (1000), 1000);
      costs[i] = bench_window_get_cost (bench, 0, 1000);
      bench_window_wait (bench, 500);
    }
  qsort (costs, N_SHORT, sizeof (double), compare_costs);
  return costs[N_SHORT / 2];
}

/* The costs of the others are those of the beginning of the long one. */
static void
run_fast (BenchWindow *bench)
{
  double before;
  double ratio;
  double least;

  start (bench);
  least = stream_short (bench);
  before = bench_clock_get_memory ("Private_Dirty");
  bench_window_stream_text (bench, make_answer (64000), 1000);
  report ("1,000 tokens/s", 1000, least, COST_LIMIT);
  report_cost (bench, "1,000 tokens/s", 4000, COST_LIMIT);
  report_cost (bench, "1,000 tokens/s", 16000, COST_LIMIT);
  report_cost (bench, "1,000 tokens/s", 64000, COST_LIMIT);
  ratio = bench_window_get_cost (bench, 0, 64000) / least;
  bench_report_at_most ("1,000 tokens/s, 64k / 1k", ratio, "", GROWTH_LIMIT);
  ratio = bench_window_get_cost (bench, 56000, 64000) / bench_window_get_cost (bench, 0, 8000);
  bench_report_at_most ("1,000 tokens/s, last 8k / first 8k", ratio, "", GROWTH_LIMIT);
  bench_window_report_frames (bench, "1,000 tokens/s", P99_LIMIT, FRAME_LIMIT);
  bench_report_at_most ("64k tokens: memory over their text",
                        bench_clock_get_memory ("Private_Dirty") - before -
                          (double) bench->length / 1048576,
                        "MB", MEMORY_LIMIT);
}

static void
run_usual (BenchWindow *bench)
{
  double seconds;

  start (bench);
  bench_window_stream (bench, CHAT_CORPUS_MIXED, 16000, 200);
  seconds = (double) (g_get_monotonic_time () - bench->begun) / G_USEC_PER_SEC;
  report_cost (bench, "200 tokens/s", 4000, COST_LIMIT);
  report_cost (bench, "200 tokens/s", 16000, COST_LIMIT);
  bench_report_at_most ("200 tokens/s, updates", bench->frames->len / seconds, "/s", RATE_LIMIT);
  bench_window_report_frames (bench, "200 tokens/s", P99_LIMIT, FRAME_LIMIT);
}

static void
run_leaf (BenchWindow *bench, const char *name, ChatCorpusKind kind)
{
  start (bench);
  bench_window_stream (bench, kind, 8000, 1000);
  report_cost (bench, name, 8000, LEAF_LIMIT);
  bench_window_report_frames (bench, name, P99_LIMIT, FRAME_LIMIT);
}

static void
run_code (BenchWindow *bench)
{
  run_leaf (bench, "one leaf of code", CHAT_CORPUS_CODE);
}

static void
run_table (BenchWindow *bench)
{
  run_leaf (bench, "one table", CHAT_CORPUS_TABLE);
}

static void
run_paragraph (BenchWindow *bench)
{
  run_leaf (bench, "one paragraph", CHAT_CORPUS_PARAGRAPH);
}

static void
run_burst (BenchWindow *bench)
{
  const char *text;
  double cpu;
  gint64 begun;
  gsize length;
  guint quiet = 0;

  start (bench);
  cpu = bench_clock_get_process ();
  bench_window_stream (bench, CHAT_CORPUS_MIXED, 16000, 0);
  begun = g_get_monotonic_time ();
  /* Quiet: nothing was drawn for a tenth of a second. */
  while (quiet < 2)
    {
      guint n = bench->frames->len;

      bench_window_wait (bench, 50);
      quiet = bench->frames->len == n ? quiet + 1 : 0;
    }
  bench_report_at_most ("16k tokens at once: quiet after",
                        (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC - 0.1, "s",
                        0.5);
  bench_report_at_most ("16k tokens at once: processor", (bench_clock_get_process () - cpu) / 1e6,
                        "s", 1.5);
  text = qing_message_get_text (bench->message, &length);
  bench_report_exactly ("16k tokens at once: bytes that differ",
                        length != bench->length ? (double) length - (double) bench->length
                                                : memcmp (text, bench->text, length) != 0,
                        "", 0);
}

int
main (int argc, char **argv)
{
  static const BenchScenario scenarios[] = {
    { "fast", run_fast },   { "usual", run_usual },         { "code", run_code },
    { "table", run_table }, { "paragraph", run_paragraph }, { "burst", run_burst },
  };

  return bench_window_main (argc, argv, "stream", scenarios, G_N_ELEMENTS (scenarios));
}
