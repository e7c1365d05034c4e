/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers of one leaf that is larger than any model should make it, faster than any model is: what
 * matters is that the window answers all the time and that the last part costs what the first did. */

#include "bench-clock.h"
#include "bench-report.h"
#include "bench-window.h"

#define COST_LIMIT   400
#define P99_LIMIT    10
#define FRAME_LIMIT  100
#define GROWTH_LIMIT 1.5
#define RATE         8000

static char *
make_repeated (const char *head, const char *line, guint n_lines)
{
  GString *out = g_string_new (head);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (out, line, i, i % 97);
  return g_string_free (out, FALSE);
}

static void
run_leaf (BenchWindow *bench, const char *name, char *text, guint rate)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (10);
  g_autofree char *cost = g_strdup_printf ("%s, each KB", name);
  g_autofree char *growth = g_strdup_printf ("%s, last quarter / first", name);
  g_autofree char *memory = g_strdup_printf ("%s, memory over its text", name);
  double before;
  double last;
  double first;
  guint n;

  bench_window_open (bench, conversation);
  bench_window_wait (bench, 500);
  before = bench_clock_get_memory ("Private_Dirty");
  bench_window_stream_text (bench, text, rate);
  n = (guint) (bench->length / BENCH_TOKEN / 4000) * 1000;
  first = bench_window_get_cost (bench, 0, n);
  last = bench_window_get_cost (bench, 3 * n, 4 * n);
  bench_report_at_most (cost, bench_window_get_cost (bench, 0, 4 * n) * 1024 / BENCH_TOKEN / 1e3,
                        "ms", COST_LIMIT * 1024.0 / BENCH_TOKEN / 1e3);
  bench_report_at_most (growth, last / first, "", GROWTH_LIMIT);
  /* The whole is read once more at its end, and the last colours come. */
  bench_window_wait (bench, 3000);
  bench_window_report_frames (bench, name, P99_LIMIT, FRAME_LIMIT);
  bench_report_figure (memory,
                       bench_clock_get_memory ("Private_Dirty") - before -
                         (double) bench->length / 1048576,
                       "MB");
}

static void
run_paragraph (BenchWindow *bench)
{
  run_leaf (bench, "a paragraph of 1 MB", chat_corpus_new (CHAT_CORPUS_PARAGRAPH, 1 << 20, 7),
            4 * RATE);
}

static void
run_code (BenchWindow *bench)
{
  run_leaf (bench, "10,000 lines of code",
            make_repeated ("```c\n", "  total_%u += values[%u]; /* a comment */\n", 10000), RATE);
}

static void
run_table (BenchWindow *bench)
{
  run_leaf (bench, "a table of 2,000 rows",
            make_repeated ("| one | two | three | four |\n|---|---|---|---|\n",
                           "| number %u | `code` and %u | **bold** words here | the last |\n",
                           2000),
            RATE / 2);
}

/* No longer than a formula may be. */
static void
run_formula (BenchWindow *bench)
{
  run_leaf (bench, "a formula of 400 lines",
            make_repeated ("$$\\begin{aligned}\n",
                           "x_{%u} &= \\frac{a^2 + \\sqrt{b_{%u}}}{\\sum_{i=0}^n c_i} \\\\\n", 400),
            RATE / 4);
}

int
main (int argc, char **argv)
{
  static const BenchScenario scenarios[] = {
    { "paragraph", run_paragraph },
    { "code", run_code },
    { "table", run_table },
    { "formula", run_formula },
  };

  return bench_window_main (argc, argv, "heavy", scenarios, G_N_ELEMENTS (scenarios));
}
