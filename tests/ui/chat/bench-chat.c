/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the message view against its targets. Without arguments each scenario runs in a process
 * of its own, so that none pays for another; with names, those run here. Processor time is that of
 * the process (user and system), so another load on the machine matters little. */

#include "chat-corpus.h"
#include "qing-conversation-pane.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define TOKEN 4

typedef struct
{
  GMainLoop *loop;
  GtkWidget *window;
  QingConversationView *view;
  QingConversation *conversation;
  QingMessage *message;

  char *text;
  gsize length;
  gsize sent;
  guint rate; /* tokens a second; 0 for everything at once */
  gint64 begun;

  gint64 frame_begun;
  gboolean painted;
  GArray *frames; /* of gint64: microseconds of processor time that each frame took */
} Bench;

static gint64
get_process_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static gint64
get_thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Returns: kilobytes of memory that are this process's own. */
static gint64
get_memory (const char *name)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, name);
  return line != NULL ? g_ascii_strtoll (line + strlen (name), NULL, 10) : 0;
}

static void
before_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_begun = get_thread_time ();
}

static void
paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->painted = TRUE;
}

/* Frames in which nothing is drawn do not count. */
static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  gint64 took = get_thread_time () - bench->frame_begun;

  if (bench->frame_begun > 0 && bench->painted)
    g_array_append_val (bench->frames, took);
  bench->frame_begun = 0;
  bench->painted = FALSE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Bench *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
wait (Bench *bench, guint milliseconds)
{
  g_timeout_add (milliseconds, quit_cb, bench);
  g_main_loop_run (bench->loop);
}

static void
wait_for_frame (Bench *bench)
{
  guint n = bench->frames->len;

  while (bench->frames->len == n)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Bench *bench)
{
  GtkWidget *pane;
  GdkFrameClock *clock;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  bench->loop = g_main_loop_new (NULL, FALSE);
  bench->frames = g_array_new (FALSE, FALSE, sizeof (gint64));
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
  wait (bench, 400);
}

static void
tear_down (Bench *bench)
{
  gtk_window_destroy (GTK_WINDOW (bench->window));
  g_clear_object (&bench->conversation);
  g_array_unref (bench->frames);
  g_main_loop_unref (bench->loop);
  g_free (bench->text);
}

static void
set_conversation (Bench *bench, guint n_messages)
{
  bench->conversation = chat_corpus_new_conversation (n_messages);
  qing_conversation_view_set_conversation (bench->view, bench->conversation);
}

static gboolean
stream_cb (gpointer data)
{
  Bench *bench = data;
  gsize due = bench->length;

  if (bench->rate > 0)
    due = MIN (due, (gsize) ((g_get_monotonic_time () - bench->begun) * bench->rate * TOKEN /
                             G_USEC_PER_SEC));
  if (due > bench->sent)
    qing_message_append (bench->message, QING_PART_TEXT, bench->text + bench->sent,
                         (gssize) (due - bench->sent));
  bench->sent = due;
  if (due < bench->length)
    return G_SOURCE_CONTINUE;
  qing_message_set_state (bench->message, QING_MESSAGE_COMPLETE);
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

/* Lets an answer of so many tokens come. */
static void
stream (Bench *bench, ChatCorpusKind kind, guint n_tokens, guint rate)
{
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);

  bench->text = chat_corpus_new (kind, n_tokens * TOKEN, 7);
  bench->length = n_tokens * TOKEN;
  bench->rate = rate;
  bench->message = message;
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  qing_conversation_add (bench->conversation, message,
                         qing_conversation_get_leaf (bench->conversation), TRUE);
  wait (bench, 100);
  g_array_set_size (bench->frames, 0);
  bench->begun = g_get_monotonic_time ();
  g_timeout_add (4, stream_cb, bench);
  g_main_loop_run (bench->loop);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static double
get_percentile (GArray *frames, double part)
{
  if (frames->len == 0)
    return 0;
  g_array_sort (frames, compare_times);
  return g_array_index (frames, gint64, (guint) ((frames->len - 1) * part)) / 1000.0;
}

static void
print_figure (const char *name, double figure, const char *unit, const char *target)
{
  g_print ("%-46s %10.2f %-10s %s\n", name, figure, unit, target);
}

static void
print_frames (Bench *bench, const char *name, const char *target)
{
  g_autofree char *title = g_strdup_printf ("%s: frames p50", name);
  g_autofree char *title_99 = g_strdup_printf ("%s: frames p99", name);
  g_autofree char *title_max = g_strdup_printf ("%s: frames max", name);

  print_figure (title, get_percentile (bench->frames, 0.5), "ms", "");
  print_figure (title_99, get_percentile (bench->frames, 0.99), "ms", target);
  print_figure (title_max, get_percentile (bench->frames, 1), "ms", "<= 16.7");
}

static void
run_stream (Bench *bench, const char *name, ChatCorpusKind kind, guint n_tokens, guint rate)
{
  g_autofree char *updates = g_strdup_printf ("%s: updates", name);
  gint64 begun;
  gint64 cpu;

  set_conversation (bench, 10);
  wait (bench, 500);
  cpu = get_process_time ();
  begun = g_get_monotonic_time ();
  stream (bench, kind, n_tokens, rate);
  cpu = get_process_time () - cpu;
  print_figure (name, (double) cpu / n_tokens, "us/token", "<= 250, leaf <= 400");
  print_figure (updates,
                bench->frames->len / ((g_get_monotonic_time () - begun) / (double) G_USEC_PER_SEC),
                "/s", "<= 30");
  print_frames (bench, name, "<= 10");
}

static void
bench_stream_1k (Bench *bench)
{
  run_stream (bench, "1k tokens at 1,000/s", CHAT_CORPUS_MIXED, 1000, 1000);
}

static void
bench_stream_16k (Bench *bench)
{
  run_stream (bench, "16k tokens at 1,000/s", CHAT_CORPUS_MIXED, 16000, 1000);
}

static void
bench_stream_64k (Bench *bench)
{
  gint64 before = get_memory ("Private_Dirty:");

  run_stream (bench, "64k tokens at 1,000/s", CHAT_CORPUS_MIXED, 64000, 1000);
  print_figure ("64k tokens: memory over its text",
                (get_memory ("Private_Dirty:") - before) / 1024.0 - 64000 * TOKEN / 1048576.0, "MB",
                "<= 8");
}

static void
bench_usual (Bench *bench)
{
  run_stream (bench, "4k tokens at 200/s", CHAT_CORPUS_MIXED, 4000, 200);
}

static void
bench_code (Bench *bench)
{
  run_stream (bench, "one leaf of code, 32 KB", CHAT_CORPUS_CODE, 8000, 1000);
}

static void
bench_table (Bench *bench)
{
  run_stream (bench, "one table, 32 KB", CHAT_CORPUS_TABLE, 8000, 1000);
}

static void
bench_paragraph (Bench *bench)
{
  run_stream (bench, "one paragraph, 32 KB", CHAT_CORPUS_PARAGRAPH, 8000, 1000);
}

static void
bench_burst (Bench *bench)
{
  gint64 cpu;
  gint64 begun;
  gsize length;
  guint quiet = 0;

  set_conversation (bench, 10);
  wait (bench, 500);
  cpu = get_process_time ();
  stream (bench, CHAT_CORPUS_MIXED, 16000, 0);
  begun = g_get_monotonic_time ();
  /* Quiet: nothing was drawn for a tenth of a second. */
  while (quiet < 2)
    {
      guint n = bench->frames->len;

      wait (bench, 50);
      quiet = bench->frames->len == n ? quiet + 1 : 0;
    }
  print_figure ("16k tokens at once: quiet after",
                (g_get_monotonic_time () - begun) / 1000000.0 - 0.1, "s", "<= 0.5");
  print_figure ("16k tokens at once: processor", (get_process_time () - cpu) / 1000000.0, "s",
                "<= 1.5");
  print_figure ("16k tokens at once: same text",
                memcmp (qing_message_get_text (bench->message, &length), bench->text,
                        bench->length) == 0 &&
                  length == bench->length,
                "", "1");
}

/* Opens one conversation after another and takes the time until it is on the screen. */
static double
open_conversation (Bench *bench, guint n_messages)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (n_messages);
  gint64 cpu;

  wait (bench, 300);
  cpu = get_process_time ();
  qing_conversation_view_set_conversation (bench->view, conversation);
  wait_for_frame (bench);
  cpu = get_process_time () - cpu;
  g_set_object (&bench->conversation, conversation);
  return cpu / 1000.0;
}

static void
bench_open (Bench *bench)
{
  double cold = open_conversation (bench, 10000);
  double small = open_conversation (bench, 100);
  double warm = open_conversation (bench, 10000);

  print_figure ("open 10,000 messages, cold", cold, "ms", "<= 60");
  print_figure ("open 10,000 messages, warm", warm, "ms", "");
  print_figure ("open 100 messages, warm", small, "ms", "10,000: <= 3 more");
}

static void
bench_scroll (Bench *bench)
{
  GtkAdjustment *adjustment;

  print_figure ("empty window: memory", get_memory ("Rss:") / 1024.0, "MB", "");
  bench->conversation = chat_corpus_new_conversation (10000);
  print_figure ("with 10,000 messages in the model", get_memory ("Rss:") / 1024.0, "MB", "");
  qing_conversation_view_set_conversation (bench->view, bench->conversation);
  wait (bench, 600);
  print_figure ("10,000 messages open: memory", get_memory ("Rss:") / 1024.0, "MB", "<= 55");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->view));
  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < 400; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 120);
      wait_for_frame (bench);
    }
  print_frames (bench, "scroll by 120 px", "<= 10");
}

static const struct
{
  const char *name;
  void (*run) (Bench *bench);
} scenarios[] = {
  { "stream-1k", bench_stream_1k }, { "stream-16k", bench_stream_16k },
  { "usual", bench_usual },         { "code", bench_code },
  { "table", bench_table },         { "paragraph", bench_paragraph },
  { "burst", bench_burst },         { "open", bench_open },
  { "scroll", bench_scroll },       { "stream-64k", bench_stream_64k },
};

static void
run_here (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (g_str_equal (name, scenarios[i].name))
      {
        Bench bench = { 0 };

        set_up (&bench);
        scenarios[i].run (&bench);
        tear_down (&bench);
        return;
      }
  g_error ("No scenario %s", name);
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    run_here (argv[i]);
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (scenarios); i++)
    {
      char *arguments[] = { argv[0], (char *) scenarios[i].name, NULL };
      g_autoptr (GError) error = NULL;

      if (!g_spawn_sync (NULL, arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                         NULL, NULL, &error))
        g_error ("%s", error->message);
    }
  return EXIT_SUCCESS;
}
