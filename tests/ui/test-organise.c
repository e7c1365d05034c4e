/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-archive-window.h"
#include "qing-compare-window.h"
#include "qing-search-results.h"
#include "qing-test-window.h"

#include <string.h>

static void
set_up (QingTestWindow *self, gconstpointer data)
{
  qing_test_window_set_up (self, data);
  g_object_unref (qing_test_add_conversation (self, "Alpha"));
}

static QingConversation *
get_first (QingTestWindow *self)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (qing_engine_get_conversations (self->desk.engine), 0);

  return conversation;
}

static guint
count (QingTestWindow *self)
{
  return g_list_model_get_n_items (qing_engine_get_conversations (self->desk.engine));
}

static gboolean
has_hit (gpointer user_data)
{
  GtkWidget *results = user_data;

  return qing_search_results_get_first (QING_SEARCH_RESULTS (results)) != NULL;
}

/* One Chinese character on a branch that is not shown: Enter shows that branch. */
static void
test_search (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_engine_create_conversation (self->desk.engine);
  GtkWidget *entry;
  GtkWidget *results;

  qing_desk_exchange (&self->desk, conversation, "Question", "今天天气很好");
  qing_engine_regenerate (self->desk.engine, conversation,
                          qing_conversation_get_leaf (conversation), NULL);
  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, "Something else");
  qing_scripted_call_reason (qing_desk_get_call (&self->desk), 0, "stop");
  qing_scripted_call_finish (qing_desk_get_call (&self->desk));
  qing_desk_settle ();
  qing_engine_rename (self->desk.engine, conversation, "Beta");
  qing_test_settle (self);
  entry = qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSearchEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "气");
  g_signal_emit_by_name (entry, "search-changed");
  qing_test_settle (self);
  results = qing_test_find (GTK_WIDGET (self->window->sidebar), "QingSearchResults");
  g_assert_nonnull (results);
  qing_test_run_until (has_hit, results);
  g_signal_emit_by_name (entry, "activate");
  qing_test_settle (self);
  g_assert_true (qing_window_get_conversation (self->window) == conversation);
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "今天天气很好");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  qing_test_settle (self);
  g_assert_false (gtk_widget_get_visible (results));
}

static void
test_archive (QingTestWindow *self, gconstpointer data)
{
  qing_window_set_conversation (self->window, get_first (self));
  qing_window_asked_cb (self->window, get_first (self), "archive");
  qing_test_settle (self);
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpstr (qing_test_get_toast (self), ==, "“Alpha” archived");
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (qing_window_get_conversation (self->window))),
                    ==, 0);
}

typedef struct
{
  const char *wanted; /* the label or the icon */
  GtkWidget *found;
} Finding;

static void
find_cb (GtkWidget *widget, gpointer user_data)
{
  Finding *finding = user_data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), finding->wanted) == 0 ||
       g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), finding->wanted) == 0))
    finding->found = widget;
}

static GtkWidget *
find_button (GtkWidget *root, const char *wanted)
{
  Finding finding = { wanted, NULL };

  qing_test_walk (root, find_cb, &finding);
  return finding.found;
}

static gboolean
is_listed (gpointer window)
{
  return find_button (window, "user-trash-symbolic") != NULL;
}

static void
press (gpointer button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static QingArchiveWindow *
open_archive (QingTestWindow *self)
{
  g_autoptr (GList) windows = NULL;

  qing_test_activate (self, "win.archived");
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (QING_IS_ARCHIVE_WINDOW (l->data))
      {
        qing_test_run_until (is_listed, l->data);
        return l->data;
      }
  return NULL;
}

/* What is archived can be deleted there, brought back, and unarchived. */
static void
test_archive_window (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) first = g_object_ref (get_first (self));
  QingArchiveWindow *window;

  qing_engine_set_archived (self->desk.engine, first, TRUE);
  window = open_archive (self);
  press (find_button (GTK_WIDGET (window), "user-trash-symbolic"));
  qing_test_settle (self);
  g_assert_false (is_listed (window));
  press (qing_test_find (qing_test_find (GTK_WIDGET (window), "AdwToastWidget"), "GtkButton"));
  qing_test_run_until (is_listed, window);
  g_assert_cmpuint (count (self), ==, 0);
  /* It can be read where it is. */
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (window), "GtkListView"), "activate", 0);
  qing_test_settle (self);
  g_assert_cmpstr (qing_conversation_get_uid (qing_window_get_conversation (self->window)), ==,
                   qing_conversation_get_uid (first));
  g_assert_true (qing_notice_bar_get_revealed (self->window->archived_bar));
  g_assert_cmpuint (count (self), ==, 0);
  window = open_archive (self);
  press (find_button (GTK_WIDGET (window), "_Unarchive"));
  qing_test_settle (self);
  /* What is on the screen is the same conversation, and knows. */
  g_assert_false (qing_conversation_get_archived (qing_window_get_conversation (self->window)));
  g_assert_false (qing_notice_bar_get_revealed (self->window->archived_bar));
  g_assert_cmpuint (count (self), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  qing_test_settle (self);
}

static void
collect_panes (GtkWidget *widget, gpointer panes)
{
  if (QING_IS_CONVERSATION_PANE (widget))
    g_ptr_array_add (panes, widget);
}

static gboolean
has_two (gpointer user_data)
{
  return count (user_data) == 2;
}

static void
test_duplicate (QingTestWindow *self, gconstpointer data)
{
  qing_window_asked_cb (self->window, get_first (self), "duplicate");
  qing_test_run_until (has_two, self);
}

/* What is temporary is marked, and in the list as long as the program runs. */
static void
test_temporary (QingTestWindow *self, gconstpointer data)
{
  QingConversation *conversation;

  g_assert_false (qing_notice_bar_get_revealed (self->window->temporary_bar));
  g_assert_true (qing_test_activate (self, "win.temporary"));
  conversation = qing_window_get_conversation (self->window);
  g_assert_true (qing_conversation_get_temporary (conversation));
  g_assert_true (qing_notice_bar_get_revealed (self->window->temporary_bar));
  qing_desk_exchange (&self->desk, conversation, "Secret", "Answer");
  qing_test_settle (self);
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_true (qing_test_activate (self, "win.new-conversation"));
  g_assert_false (qing_notice_bar_get_revealed (self->window->temporary_bar));
}

static void
test_fork (QingTestWindow *self, gconstpointer data)
{
  QingConversation *first = get_first (self);
  QingMessage *leaf;

  qing_window_set_conversation (self->window, first);
  leaf = qing_conversation_get_leaf (first);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "message.fork", "s",
                                             qing_message_get_uid (leaf)));
  qing_test_run_until (has_two, self);
  qing_test_settle (self);
  g_assert_true (qing_window_get_conversation (self->window) != first);
}

typedef struct
{
  GPtrArray *panes;
  const char *left;
  const char *right;
} Sides;

static gboolean
shows (gpointer user_data)
{
  Sides *sides = user_data;
  const char *texts[] = { sides->left, sides->right };

  for (guint i = 0; i < 2; i++)
    {
      QingConversation *shown = qing_conversation_pane_get_conversation (sides->panes->pdata[i]);

      if (g_strcmp0 (qing_message_get_text (qing_conversation_get_leaf (shown), NULL), texts[i]))
        return FALSE;
    }
  return TRUE;
}

static void
collect_buttons (GtkWidget *widget, gpointer buttons)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Use This One") == 0)
    g_ptr_array_add (buttons, widget);
}

static void
check_sides (GPtrArray *panes, const char *left, const char *right)
{
  Sides sides = { panes, left, right };

  g_assert_true (shows (&sides));
}

/* Each side shows its version, also while it comes; the conversation goes on with the one that is
 * chosen there. */
static void
test_compare (QingTestWindow *self, gconstpointer data)
{
  QingConversation *first = get_first (self);
  g_autoptr (GPtrArray) panes = g_ptr_array_new ();
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  QingMessage *answer;
  QingCompareWindow *compare;
  int minimum;

  qing_window_set_conversation (self->window, first);
  answer = qing_conversation_get_leaf (first);
  qing_engine_regenerate (self->desk.engine, first, answer, NULL);
  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, "Oth");
  qing_test_settle (self);
  compare = qing_compare_window_new (GTK_WINDOW (self->window), self->desk.engine, first,
                                     qing_conversation_get_leaf (first));
  gtk_window_present (GTK_WINDOW (compare));
  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (compare), collect_panes, panes);
  g_assert_cmpuint (panes->len, ==, 2);
  check_sides (panes, "Answer", "Oth");
  /* It fits beside other windows: then one answer lies above the other. */
  gtk_widget_measure (GTK_WIDGET (compare), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <, 700);
  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, "er");
  check_sides (panes, "Answer", "Other");
  qing_scripted_call_reason (qing_desk_get_call (&self->desk), 0, "stop");
  qing_scripted_call_finish (qing_desk_get_call (&self->desk));
  qing_test_settle (self);
  g_assert_false (qing_message_is_running (
    qing_conversation_get_leaf (qing_conversation_pane_get_conversation (panes->pdata[1]))));

  /* A third one comes: it can be chosen, and nothing changes before. */
  qing_engine_regenerate (self->desk.engine, first, answer, NULL);
  qing_test_settle (self);
  check_sides (panes, "Answer", "Other");
  /* What can be done with an answer elsewhere is not offered here. */
  g_assert_null (find_button (GTK_WIDGET (compare), "view-refresh-symbolic"));
  qing_test_walk (GTK_WIDGET (compare), collect_buttons, buttons);
  g_assert_cmpuint (buttons->len, ==, 2);
  g_signal_emit_by_name (buttons->pdata[0], "clicked");
  qing_test_settle (self);
  g_assert_true (qing_conversation_get_leaf (first) == answer);
  qing_engine_stop (self->desk.engine, first);
}

static gboolean
is_idle (gpointer user_data)
{
  return !qing_mover_is_busy (user_data);
}

/* Out into a file and in again: everything is there already. */
static void
test_moving (QingTestWindow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->desk.folder, "export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  QingMover *mover = self->window->mover;

  qing_mover_export (mover, self->desk.engine, NULL, QING_EXPORT_QINGTAN, file);
  qing_test_run_until (is_idle, mover);
  qing_test_settle (self);
  g_assert_cmpstr (qing_test_get_toast (self), ==, "1 conversation exported");
  qing_mover_import (mover, self->desk.engine, file);
  qing_test_run_until (is_idle, mover);
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/organise/" name, QingTestWindow, NULL, set_up, func, qing_test_window_tear_down)
  ADD ("search", test_search);
  ADD ("archive", test_archive);
  ADD ("archive-window", test_archive_window);
  ADD ("duplicate", test_duplicate);
  ADD ("temporary", test_temporary);
  ADD ("fork", test_fork);
  ADD ("compare", test_compare);
  ADD ("moving", test_moving);
#undef ADD
  return g_test_run ();
}
