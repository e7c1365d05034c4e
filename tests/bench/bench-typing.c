/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys in the composer, whose draft is short or long: the text view has them from the input method,
 * and what it shows is drawn before the next one comes. */

#include "bench-clock.h"
#include "bench-report.h"
#include "qing-test-window.h"

#include <locale.h>

#define N_KEYS    200
#define KEY_LIMIT 8
#define DRAFT     (100 * 1024)

static gboolean
set_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, set_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

static double
type_key (GtkWidget *view, gboolean *painted, guint i)
{
  double cpu = bench_clock_get_process ();

  *painted = FALSE;
  g_signal_emit_by_name (view, "insert-at-cursor", i % 6 == 5 ? " " : "a");
  while (!*painted)
    g_main_context_iteration (NULL, TRUE);
  return (bench_clock_get_process () - cpu) / 1e3;
}

/* @at: of the text, where it is written. */
static void
type_keys (GtkWidget *view, const char *what, double at, double limit)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  g_autofree char *name = g_strdup_printf ("%s, each key", what);
  g_autofree char *name_longest = g_strdup_printf ("%s, longest key", what);
  gboolean painted = FALSE;
  gulong id;
  GtkTextIter iter;
  double sum = 0;
  double longest = 0;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter,
                                      (int) (gtk_text_buffer_get_char_count (buffer) * at));
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view), gtk_text_buffer_get_insert (buffer));
  run_for (1500);
  id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  for (guint i = 0; i < N_KEYS; i++)
    {
      double took = type_key (view, &painted, i);

      sum += took;
      longest = MAX (longest, took);
    }
  g_signal_handler_disconnect (clock, id);
  bench_report_at_most (name, sum / N_KEYS, "ms", limit);
  bench_report_at_most (name_longest, longest, "ms", 16.7);
}

static void
fill (QingTestWindow *self, const char *line)
{
  GString *text = g_string_new (NULL);

  while (text->len < DRAFT)
    g_string_append (text, line);
  qing_composer_set_text (self->composer, text->str);
  g_string_free (text, TRUE);
  run_for (2000);
}

int
main (int argc, char **argv)
{
  QingTestWindow self = { 0 };
  GtkWidget *view;

  setlocale (LC_ALL, "");
  qing_test_window_init (&argc, &argv);
  bench_report_begin ("typing");
  qing_test_window_set_up (&self, NULL);
  view = qing_test_find (GTK_WIDGET (self.composer), "QingComposerView");
  type_keys (view, "an empty draft", 1, KEY_LIMIT);
  fill (&self, "A line of a draft that somebody has pasted into the composer.\n");
  type_keys (view, "100 KB in lines, at the end", 1, KEY_LIMIT);
  type_keys (view, "100 KB in lines, in the middle", 0.5, KEY_LIMIT);
  fill (&self, "words of one line that never ends and goes on ");
  type_keys (view, "100 KB in one line, at the end", 1, KEY_LIMIT);
  type_keys (view, "100 KB in one line, in the middle", 0.5, KEY_LIMIT);
  qing_test_window_tear_down (&self, NULL);
  return 0;
}
