/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of 20,000 conversations: to scroll through it and to filter it, without a stall. */

#include "bench-clock.h"
#include "bench-history.h"
#include "bench-report.h"
#include "qing-test-window.h"

#include <locale.h>

#define STEPS 300

/* The processor time of each turn of the main loop: for so long nothing answers. */
typedef struct
{
  GArray *turns; /* of double: ms */
} Watch;

static void
turn (Watch *watch)
{
  double before = bench_clock_get_thread ();
  double took;

  g_main_context_iteration (NULL, TRUE);
  took = (bench_clock_get_thread () - before) / 1e3;
  g_array_append_val (watch->turns, took);
}

static gboolean
set_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (Watch *watch, guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, set_cb, &over);
  while (!over)
    turn (watch);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
report (Watch *watch, const char *what)
{
  g_autofree char *name_99 = g_strdup_printf ("%s, p99 of a turn", what);
  g_autofree char *name_most = g_strdup_printf ("%s, longest turn", what);

  g_array_sort (watch->turns, compare_doubles);
  bench_report_at_most (name_99,
                        g_array_index (watch->turns, double, (watch->turns->len - 1) * 99 / 100),
                        "ms", 16.7);
  bench_report_at_most (name_most, g_array_index (watch->turns, double, watch->turns->len - 1),
                        "ms", 50);
  g_array_set_size (watch->turns, 0);
}

static GtkAdjustment *
find_adjustment (GtkWidget *sidebar)
{
  GtkWidget *list = qing_test_find (sidebar, "GtkListView");

  g_assert_nonnull (list);
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
}

static void
bench_scroll (QingTestWindow *self, Watch *watch)
{
  GtkAdjustment *adjustment = find_adjustment (GTK_WIDGET (self->window->sidebar));
  double page = gtk_adjustment_get_page_size (adjustment);

  for (guint i = 0; i < STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, i * page / 4);
      run_for (watch, 20);
    }
  report (watch, "scroll the list by and by");
  for (guint i = 0; i < STEPS / 3; i++)
    {
      double end = gtk_adjustment_get_upper (adjustment) - page;

      gtk_adjustment_set_value (adjustment, end * (i * 37 % 100) / 100);
      run_for (watch, 20);
    }
  report (watch, "scroll the list far and near");
  gtk_adjustment_set_value (adjustment, 0);
  run_for (watch, 100);
  g_array_set_size (watch->turns, 0);
}

static void
bench_filter (QingTestWindow *self, Watch *watch)
{
  static const char typed[] = "Conversation 12345";
  GtkWidget *entry = qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSearchEntry");

  for (gsize n = 1; n < sizeof typed; n++)
    {
      g_autofree char *text = g_strndup (typed, n);

      gtk_editable_set_text (GTK_EDITABLE (entry), text);
      run_for (watch, 300);
    }
  for (gsize n = sizeof typed - 1; n-- > 0;)
    {
      g_autofree char *text = g_strndup (typed, n);

      gtk_editable_set_text (GTK_EDITABLE (entry), text);
      run_for (watch, 100);
    }
  run_for (watch, 500);
  report (watch, "filter the list");
}

int
main (int argc, char **argv)
{
  QingTestWindow self = { 0 };
  Watch watch = { g_array_new (FALSE, FALSE, sizeof (double)) };
  double before;

  setlocale (LC_ALL, "");
  qing_test_window_init (&argc, &argv);
  bench_report_begin ("sidebar");
  self.desk.path = bench_history_get (BENCH_HISTORY_MANY, BENCH_HISTORY_MESSAGES, NULL);
  self.desk.catalogue = qing_catalogue_new ();
  self.desk.account = qing_desk_new_account ();
  self.settings = g_settings_new (QING_APPLICATION_ID);
  qing_desk_start (&self.desk);
  before = bench_clock_get_thread ();
  self.window = qing_window_new (NULL, self.desk.engine, self.settings);
  self.composer = qing_chat_page_get_composer (self.window->page);
  gtk_window_present (GTK_WINDOW (self.window));
  run_for (&watch, 1500);
  bench_report_figure ("show the window with the list", (bench_clock_get_thread () - before) / 1e3,
                       "ms");
  g_array_set_size (watch.turns, 0);
  bench_scroll (&self, &watch);
  bench_filter (&self, &watch);
  /* Nothing but the history stays for the next time. */
  qing_test_window_close (&self);
  qing_engine_remove_account (self.desk.engine, self.desk.account);
  qing_desk_shut_down (&self.desk);
  g_array_unref (watch.turns);
  return 0;
}
