/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Conversations of many messages: opening them, scrolling in them, and what they take. */

#include "bench-clock.h"
#include "bench-report.h"
#include "bench-window.h"

#define STEP     120
#define N_ROUNDS 7

/* Returns: milliseconds until it is on the screen; what was open before is let go of afterwards. */
static double
open_conversation (BenchWindow *bench, guint n_messages)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (n_messages);
  g_autoptr (QingConversation) last = NULL;
  double cpu;

  g_set_object (&last, bench->conversation);
  bench_window_wait (bench, 300);
  cpu = bench_clock_get_process ();
  bench_window_open (bench, conversation);
  bench_window_wait_for_frame (bench);
  return (bench_clock_get_process () - cpu) / 1e3;
}

static double
close_conversation (guint n_messages)
{
  QingConversation *conversation = chat_corpus_new_conversation (n_messages);
  double cpu = bench_clock_get_process ();

  g_object_unref (conversation);
  return (bench_clock_get_process () - cpu) / 1e3;
}

/* The least of several, by turns: what disturbs a measurement only ever makes it longer. */
static void
run_open (BenchWindow *bench)
{
  static const guint sizes[] = { 100, 1000, 10000 };
  double cold = open_conversation (bench, 10000);
  double best[G_N_ELEMENTS (sizes)] = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      best[i] = MIN (best[i], open_conversation (bench, sizes[i]));
  bench_report_at_most ("open 10,000 messages, the first time", cold, "ms", 60);
  bench_report_figure ("open 100 messages", best[0], "ms");
  bench_report_figure ("open 1,000 messages", best[1], "ms");
  bench_report_at_most ("open 10,000 messages", best[2], "ms", 60);
  bench_report_at_most ("open 10,000 messages, over 100", best[2] - best[0], "ms", 3);
  bench_report_figure ("let go of 10,000 messages", close_conversation (10000), "ms");
}

static double
get_top (BenchWindow *bench, GtkWidget *row)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (row, GTK_WIDGET (bench->view), &bounds))
    return 0;
  return bounds.origin.y;
}

/* A row whose beginning is seen now and after the next step. */
static GtkWidget *
find_row (BenchWindow *bench)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (bench->view));
  int height = gtk_widget_get_height (GTK_WIDGET (bench->view));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_mapped (row) && get_top (bench, row) >= 0 &&
        get_top (bench, row) < height - STEP)
      return row;
  return NULL;
}

/* Returns: by how many pixels what is read has moved more or less than it should. */
static double
scroll (BenchWindow *bench, GtkAdjustment *adjustment)
{
  GtkWidget *row = find_row (bench);
  double before = row != NULL ? get_top (bench, row) : 0;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - STEP);
  bench_window_wait_for_frame (bench);
  return row != NULL ? ABS (get_top (bench, row) - before - STEP) : 0;
}

static void
report (guint n_messages, const char *what, double figure, const char *unit, double limit)
{
  g_autofree char *name = g_strdup_printf ("%u messages: %s", n_messages, what);

  if (limit >= 0)
    bench_report_at_most (name, figure, unit, limit);
  else
    bench_report_figure (name, figure, unit);
}

static void
run_scroll (BenchWindow *bench, guint n_messages)
{
  g_autofree char *name = g_strdup_printf ("%u messages, by 120 px", n_messages);
  g_autoptr (QingConversation) conversation = NULL;
  GtkAdjustment *adjustment;
  double empty = bench_clock_get_memory ("Rss");
  double error = 0;

  conversation = chat_corpus_new_conversation (n_messages);
  report (n_messages, "memory of the model", bench_clock_get_memory ("Rss") - empty, "MB", -1);
  bench_window_open (bench, conversation);
  bench_window_wait (bench, 600);
  report (n_messages, "memory when open", bench_clock_get_memory ("Rss"), "MB",
          n_messages == 10000 ? 55 : -1);
  report (n_messages, "of it, its own", bench_clock_get_memory ("Private_Dirty"), "MB", -1);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->view));
  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < 400 && gtk_adjustment_get_value (adjustment) > 1000; i++)
    error = MAX (error, scroll (bench, adjustment));
  bench_window_report_frames (bench, name, 10, 16.7);
  report (n_messages, "anchor error", error, "px", 0);
  report (n_messages, "memory after scrolling", bench_clock_get_memory ("Rss"), "MB", -1);
}

static void
run_scroll_100 (BenchWindow *bench)
{
  run_scroll (bench, 100);
}

static void
run_scroll_1000 (BenchWindow *bench)
{
  run_scroll (bench, 1000);
}

static void
run_scroll_10000 (BenchWindow *bench)
{
  run_scroll (bench, 10000);
}

int
main (int argc, char **argv)
{
  static const BenchScenario scenarios[] = {
    { "open", run_open },
    { "scroll-100", run_scroll_100 },
    { "scroll-1000", run_scroll_1000 },
    { "scroll-10000", run_scroll_10000 },
  };

  return bench_window_main (argc, argv, "long", scenarios, G_N_ELEMENTS (scenarios));
}
