/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-desk.h"
#include "qing-window-private.h"

G_BEGIN_DECLS

/* A window on a desk: an engine of its own, with a scripted server. */
typedef struct
{
  QingDesk desk;
  GSettings *settings;
  QingWindow *window;
  QingComposer *composer;
} QingTestWindow;

/* For main(): the test framework, then GTK and the room. */
void qing_test_window_init (int *argc, char ***argv);

void qing_test_window_set_up (QingTestWindow *self, gconstpointer data);
/* Without a window yet, so that conversations can be there before it is. */
void qing_test_window_set_up_desk (QingTestWindow *self, gconstpointer data);
void qing_test_window_show (QingTestWindow *self);
/* Checks that nothing of the window is left. */
void qing_test_window_close (QingTestWindow *self);
void qing_test_window_tear_down (QingTestWindow *self, gconstpointer data);

/* Runs the main loop until it has nothing to do and the window has been drawn. */
void qing_test_settle (QingTestWindow *self);
/* Runs the main loop until @func says yes. */
void qing_test_run_until (QingDeskFunc func, gpointer user_data);

/* The first widget of that class below @root that is mapped; NULL when there is none. */
gpointer qing_test_find (GtkWidget *root, const char *class_name);
/* Calls @func for every widget below and including @root. */
typedef void (*QingTestWalkFunc) (GtkWidget *widget, gpointer user_data);
void qing_test_walk (GtkWidget *root, QingTestWalkFunc func, gpointer user_data);
gboolean qing_test_activate (QingTestWindow *self, const char *action);
/* A stored conversation with a question and an answer. (transfer full) */
QingConversation *qing_test_add_conversation (QingTestWindow *self, const char *title);
/* The text of the toast on screen; NULL without one. */
const char *qing_test_get_toast (QingTestWindow *self);

G_END_DECLS
