/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How much of the window is drawn while an answer comes: what the X server sees, update by update.
 * Most updates only add to the last line; every few lines all that is in sight moves up. */

#include "bench-report.h"
#include "bench-window.h"

#include <X11/extensions/Xdamage.h>
#include <gdk/x11/gdkx.h>

#define N_TOKENS     4000
#define RATE         200
#define MEDIAN_LIMIT 10
/* Milliseconds between two rectangles that are of two updates. */
#define PAUSE 8

typedef struct
{
  Display *display;
  Damage damage;
  int event_base;
} Watch;

static void
watch_start (Watch *watch, GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  int error_base;

  watch->display = XOpenDisplay (NULL);
  if (watch->display == NULL ||
      !XDamageQueryExtension (watch->display, &watch->event_base, &error_base))
    g_error ("The X server does not tell what is drawn");
  watch->damage =
    XDamageCreate (watch->display, gdk_x11_surface_get_xid (surface), XDamageReportRawRectangles);
  XSync (watch->display, False);
}

/* Returns: the pixels that each update has drawn. */
static GArray *
watch_end (Watch *watch)
{
  GArray *updates = g_array_new (FALSE, FALSE, sizeof (double));
  Time last = 0;

  XSync (watch->display, False);
  while (XPending (watch->display) > 0)
    {
      XEvent event;
      XDamageNotifyEvent *drawn = (XDamageNotifyEvent *) &event;
      double none = 0;

      XNextEvent (watch->display, &event);
      if (event.type != watch->event_base + XDamageNotify)
        continue;
      if (updates->len == 0 || drawn->timestamp - last > PAUSE)
        g_array_append_val (updates, none);
      g_array_index (updates, double, updates->len - 1) +=
        (double) drawn->area.width * drawn->area.height;
      last = drawn->timestamp;
    }
  XCloseDisplay (watch->display);
  return updates;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
run (BenchWindow *bench)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (10);
  g_autoptr (GArray) updates = NULL;
  double whole =
    (double) gtk_widget_get_width (bench->window) * gtk_widget_get_height (bench->window) / 100;
  double sum = 0;
  Watch watch;

  bench_window_open (bench, conversation);
  bench_window_wait (bench, 500);
  watch_start (&watch, bench->window);
  bench_window_stream (bench, CHAT_CORPUS_MIXED, N_TOKENS, RATE);
  updates = watch_end (&watch);
  if (updates->len == 0)
    g_error ("Nothing was drawn");
  g_array_sort (updates, compare);
  for (guint i = 0; i < updates->len; i++)
    sum += g_array_index (updates, double, i);
  bench_report_at_most ("200 tokens/s, drawn of the window, median",
                        g_array_index (updates, double, updates->len / 2) / whole, "%",
                        MEDIAN_LIMIT);
  bench_report_figure ("200 tokens/s, drawn of the window, mean", sum / updates->len / whole, "%");
}

int
main (int argc, char **argv)
{
  static const BenchScenario scenarios[] = { { "usual", run } };

  return bench_window_main (argc, argv, "damage", scenarios, G_N_ELEMENTS (scenarios));
}
