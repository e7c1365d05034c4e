/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-search-window.h"
#include "qing-test-window.h"

typedef struct
{
  QingSearchWindow *search;
  guint n;
} Expected;

static QingSearchWindow *
open_search (QingTestWindow *self)
{
  qing_test_activate (self, "win.search-all");
  qing_test_settle (self);
  g_assert_nonnull (self->window->search);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (self->window->search)));
  return self->window->search;
}

static gboolean
has_hits (gpointer user_data)
{
  Expected *expected = user_data;

  return g_list_model_get_n_items (qing_search_window_get_hits (expected->search)) == expected->n;
}

static void
type (QingSearchWindow *search, const char *words, guint n)
{
  Expected expected = { search, n };

  qing_search_window_set_text (search, words);
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (search), "GtkSearchEntry"), "search-changed");
  qing_test_run_until (has_hits, &expected);
}

/* Choices have stacks, too. */
static void
find_page_cb (GtkWidget *widget, gpointer page)
{
  if (GTK_IS_STACK (widget) && gtk_stack_get_child_by_name (GTK_STACK (widget), "start") != NULL)
    *(const char **) page = gtk_stack_get_visible_child_name (GTK_STACK (widget));
}

static const char *
get_page (QingSearchWindow *search)
{
  const char *page = NULL;

  qing_test_walk (GTK_WIDGET (search), find_page_cb, &page);
  return page;
}

static gboolean
is_page (gpointer user_data)
{
  return g_strcmp0 (get_page (user_data), "none") == 0;
}

/* Nothing typed, something found, nothing found; and what was typed is there the next time. */
static void
test_states (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Marmalade");
  QingSearchWindow *search = open_search (self);

  g_assert_cmpstr (get_page (search), ==, "start");
  type (search, "marma", 1);
  g_assert_cmpstr (get_page (search), ==, "list");
  qing_search_window_set_text (search, "zzz");
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (search), "GtkSearchEntry"), "search-changed");
  qing_test_run_until (is_page, search);
  g_assert_cmpuint (g_list_model_get_n_items (qing_search_window_get_hits (search)), ==, 0);
  type (search, "marmalade", 1);
  gtk_window_close (GTK_WINDOW (search));
  qing_test_settle (self);
  g_assert_true (open_search (self) == search);
  g_assert_cmpuint (g_list_model_get_n_items (qing_search_window_get_hits (search)), ==, 1);
}

/* Enter leads to the message, on the branch where it is, and the window is gone. */
static void
test_jump (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  QingConversationView *view =
    qing_conversation_pane_get_view (qing_chat_page_get_pane (self->window->page));
  QingSearchWindow *search;

  qing_engine_regenerate (self->desk.engine, conversation, answer, NULL);
  qing_engine_stop (self->desk.engine, conversation);
  qing_test_settle (self);
  g_assert_true (qing_conversation_get_leaf (conversation) != answer);
  search = open_search (self);
  type (search, "answer", 1);
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (search), "GtkSearchEntry"), "activate");
  qing_test_settle (self);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (search)));
  g_assert_true (qing_window_get_conversation (self->window) == conversation);
  g_assert_true (qing_conversation_get_leaf (conversation) == answer);
  while (!qing_conversation_view_has_selection (view))
    g_main_context_iteration (NULL, TRUE);
}

/* What is archived opens, says so, and can be taken out. */
static void
test_archived (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Marmalade");
  QingSearchWindow *search;
  QingConversation *shown;

  qing_engine_set_archived (self->desk.engine, conversation, TRUE);
  qing_test_settle (self);
  search = open_search (self);
  type (search, "marmalade", 1);
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (search), "GtkSearchEntry"), "activate");
  qing_test_settle (self);
  shown = qing_window_get_conversation (self->window);
  g_assert_cmpstr (qing_conversation_get_title (shown), ==, "Marmalade");
  g_assert_true (qing_notice_bar_get_revealed (self->window->archived_bar));
  qing_test_activate (self, "win.unarchive");
  qing_test_settle (self);
  g_assert_false (qing_notice_bar_get_revealed (self->window->archived_bar));
  g_assert_false (qing_conversation_get_archived (shown));
}

static void
press_picture_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "With a picture") == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);
}

static void
collect_drop_downs (GtkWidget *widget, gpointer drop_downs)
{
  if (GTK_IS_DROP_DOWN (widget))
    g_ptr_array_add (drop_downs, widget);
}

/* Only what the user said, only what a model said; and all of it again. */
static void
test_filters (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_engine_create_conversation (self->desk.engine);
  g_autoptr (GPtrArray) drop_downs = g_ptr_array_new ();
  QingSearchWindow *search;
  Expected expected;

  qing_desk_exchange (&self->desk, conversation, "Lemon", "Lemon or lime");
  qing_engine_rename (self->desk.engine, conversation, "Fruit");
  qing_test_settle (self);
  search = open_search (self);
  type (search, "lemon", 2);
  qing_test_walk (GTK_WIDGET (search), collect_drop_downs, drop_downs);
  g_assert_cmpuint (drop_downs->len, ==, 3);
  expected = (Expected){ search, 1 };
  gtk_drop_down_set_selected (drop_downs->pdata[0], 1);
  qing_test_run_until (has_hits, &expected);
  expected.n = 0;
  qing_test_walk (GTK_WIDGET (search), press_picture_cb, NULL);
  qing_test_run_until (has_hits, &expected);
  qing_test_run_until (is_page, search);
  expected.n = 2;
  qing_test_settle (self);
  g_signal_emit_by_name (qing_test_find (qing_test_find (GTK_WIDGET (search), "AdwStatusPage"),
                                         "GtkButton"),
                         "clicked");
  qing_test_run_until (has_hits, &expected);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/search-window/" name, QingTestWindow, NULL, qing_test_window_set_up, func,         \
              qing_test_window_tear_down)
  ADD ("states", test_states);
  ADD ("jump", test_jump);
  ADD ("archived", test_archived);
  ADD ("filters", test_filters);
#undef ADD
  return g_test_run ();
}
