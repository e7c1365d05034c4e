/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-window.h"

#include "bench-clock.h"
#include "bench-report.h"
#include "qing-conversation-pane.h"

#include <adwaita.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define MARK 1000
/* Milliseconds between two pieces of an answer. Each time that the main loop wakes up costs by
 * itself, so this is about what a server does. */
#define PIECE_INTERVAL 10

static void
before_paint_cb (GdkFrameClock *clock, BenchWindow *bench)
{
  bench->frame_begun = (gint64) bench_clock_get_thread ();
}

static void
paint_cb (GdkFrameClock *clock, BenchWindow *bench)
{
  bench->painted = TRUE;
}

/* Frames in which nothing is drawn do not count. */
static void
after_paint_cb (GdkFrameClock *clock, BenchWindow *bench)
{
  double took = (bench_clock_get_thread () - (double) bench->frame_begun) / 1e3;

  if (bench->frame_begun > 0 && bench->painted)
    g_array_append_val (bench->frames, took);
  bench->frame_begun = 0;
  bench->painted = FALSE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((BenchWindow *) data)->loop);
  return G_SOURCE_REMOVE;
}

void
bench_window_wait (BenchWindow *bench, guint milliseconds)
{
  g_timeout_add (milliseconds, quit_cb, bench);
  g_main_loop_run (bench->loop);
}

void
bench_window_wait_for_frame (BenchWindow *bench)
{
  guint n = bench->frames->len;

  while (bench->frames->len == n)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_window_open (BenchWindow *bench, QingConversation *conversation)
{
  g_set_object (&bench->conversation, conversation);
  qing_conversation_view_set_conversation (bench->view, conversation);
}

static void
set_up (BenchWindow *bench)
{
  GtkWidget *pane;
  GdkFrameClock *clock;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  bench->loop = g_main_loop_new (NULL, FALSE);
  bench->frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench->marks = g_array_new (FALSE, FALSE, sizeof (double));
  bench->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 800, 900);
  pane = qing_conversation_pane_new ();
  bench->view = qing_conversation_pane_get_view (QING_CONVERSATION_PANE (pane));
  gtk_window_set_child (GTK_WINDOW (bench->window), pane);
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "paint", G_CALLBACK (paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  bench_window_wait (bench, 400);
}

static void
tear_down (BenchWindow *bench)
{
  gtk_window_destroy (GTK_WINDOW (bench->window));
  g_clear_object (&bench->conversation);
  g_clear_object (&bench->message);
  g_array_unref (bench->frames);
  g_array_unref (bench->marks);
  g_main_loop_unref (bench->loop);
  g_free (bench->text);
}

static void
add_marks (BenchWindow *bench)
{
  double now = bench_clock_get_process ();

  while (bench->marks->len * MARK <= bench->sent / BENCH_TOKEN)
    g_array_append_val (bench->marks, now);
}

static gboolean
stream_cb (gpointer data)
{
  BenchWindow *bench = data;
  gsize due = bench->length;

  if (bench->rate > 0)
    due = MIN (due, (gsize) ((g_get_monotonic_time () - bench->begun) * bench->rate * BENCH_TOKEN /
                             G_USEC_PER_SEC));
  if (due > bench->sent)
    qing_message_append (bench->message, QING_PART_TEXT, bench->text + bench->sent,
                         (gssize) (due - bench->sent));
  bench->sent = due;
  add_marks (bench);
  if (due < bench->length)
    return G_SOURCE_CONTINUE;
  qing_message_set_state (bench->message, QING_MESSAGE_COMPLETE);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

static void
stream (BenchWindow *bench, char *text, gsize length, guint rate)
{
  g_clear_object (&bench->message);
  g_free (bench->text);
  bench->text = text;
  bench->length = length;
  bench->sent = 0;
  bench->rate = rate;
  bench->message = qing_message_new (QING_ROLE_ASSISTANT);
  qing_message_set_model (bench->message, "qwen3-max");
  qing_message_set_state (bench->message, QING_MESSAGE_STREAMING);
  qing_conversation_add (bench->conversation, bench->message,
                         qing_conversation_get_leaf (bench->conversation), TRUE);
  bench_window_wait (bench, 100);
  g_array_set_size (bench->frames, 0);
  g_array_set_size (bench->marks, 0);
  bench->begun = g_get_monotonic_time ();
  g_timeout_add (PIECE_INTERVAL, stream_cb, bench);
  g_main_loop_run (bench->loop);
}

void
bench_window_stream (BenchWindow *bench, ChatCorpusKind kind, guint n_tokens, guint rate)
{
  stream (bench, chat_corpus_new (kind, n_tokens * BENCH_TOKEN, 7), n_tokens * BENCH_TOKEN, rate);
}

void
bench_window_stream_text (BenchWindow *bench, char *text, guint rate)
{
  stream (bench, text, strlen (text), rate);
}

double
bench_window_get_cost (BenchWindow *bench, guint from, guint to)
{
  return (g_array_index (bench->marks, double, to / MARK) -
          g_array_index (bench->marks, double, from / MARK)) /
         (to - from);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_percentile (GArray *frames, double part)
{
  if (frames->len == 0)
    return 0;
  g_array_sort (frames, compare_times);
  return g_array_index (frames, double, (guint) ((frames->len - 1) * part));
}

void
bench_window_report_frames (BenchWindow *bench, const char *name, double p99, double most)
{
  g_autofree char *title_50 = g_strdup_printf ("%s: frame p50", name);
  g_autofree char *title_95 = g_strdup_printf ("%s: frame p95", name);
  g_autofree char *title_99 = g_strdup_printf ("%s: frame p99", name);
  g_autofree char *title_max = g_strdup_printf ("%s: longest frame", name);

  bench_report_figure (title_50, get_percentile (bench->frames, 0.5), "ms");
  bench_report_at_most (title_95, get_percentile (bench->frames, 0.95), "ms", p99);
  bench_report_at_most (title_99, get_percentile (bench->frames, 0.99), "ms", p99);
  bench_report_at_most (title_max, get_percentile (bench->frames, 1), "ms", most);
}

static void
run_here (const char *name, const BenchScenario *scenarios, guint n_scenarios)
{
  for (guint i = 0; i < n_scenarios; i++)
    if (g_str_equal (name, scenarios[i].name))
      {
        BenchWindow bench = { 0 };

        set_up (&bench);
        scenarios[i].run (&bench);
        tear_down (&bench);
        return;
      }
  g_error ("No scenario %s", name);
}

static void
run_child (const char *program, const char *name)
{
  const char *arguments[] = { program, name, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                     NULL, NULL, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", name, error->message);
}

int
bench_window_main (int argc,
                   char **argv,
                   const char *group,
                   const BenchScenario *scenarios,
                   guint n_scenarios)
{
  setlocale (LC_ALL, "");
  if (argc == 1)
    bench_report_begin (group);
  for (int i = 1; i < argc; i++)
    run_here (argv[i], scenarios, n_scenarios);
  for (guint i = 0; argc == 1 && i < n_scenarios; i++)
    run_child (argv[0], scenarios[i].name);
  return EXIT_SUCCESS;
}
