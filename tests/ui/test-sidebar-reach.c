/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* That the sidebar makes no more rows than the window needs, and that all can be reached. */

#include "qing-engine-folders.h"
#include "qing-sidebar-private.h"
#include "qing-test-window.h"

/* More than a start lists. */
#define MANY 120

static QingConversation *conversations[MANY];

static void
add_many (QingTestWindow *self)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *title = g_strdup_printf ("Number %u", i);

      conversations[i] = qing_engine_create_conversation (self->desk.engine);
      qing_desk_exchange (&self->desk, conversations[i], "Question", "Answer");
      qing_engine_rename (self->desk.engine, conversations[i], title);
    }
}

static void
set_up (QingTestWindow *self, gconstpointer data)
{
  qing_test_window_set_up_desk (self, data);
  add_many (self);
  qing_test_window_show (self);
}

static void
tear_down (QingTestWindow *self, gconstpointer data)
{
  for (guint i = 0; i < MANY; i++)
    g_clear_object (&conversations[i]);
  qing_test_window_tear_down (self, data);
}

static GtkAdjustment *
get_adjustment (QingTestWindow *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->window->sidebar->list));
}

static guint
count_items (QingTestWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->window->sidebar->selection));
}

static gboolean
is_filled (gpointer user_data)
{
  GtkAdjustment *adjustment = get_adjustment (user_data);

  return gtk_adjustment_get_page_size (adjustment) > 0 &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);
}

static gboolean
has_all (gpointer user_data)
{
  return count_items (user_data) == MANY;
}

static gboolean
has_first (gpointer user_data)
{
  QingTestWindow *self = user_data;

  return qing_sidebar_find_row (self->window->sidebar, conversations[0]) != NULL;
}

static void
assert_is_short (QingTestWindow *self)
{
  double page;

  qing_test_run_until (is_filled, self);
  qing_test_settle (self);
  page = gtk_adjustment_get_page_size (get_adjustment (self));
  /* No row is as low as this. */
  g_assert_cmpuint (count_items (self), <=, page / 24);
  g_assert_cmpuint (g_hash_table_size (self->window->sidebar->bound), ==, count_items (self));
  g_assert_cmpuint (qing_sidebar_model_get_length (self->window->sidebar->model), ==, MANY);
}

static void
emit_from_controller (GtkWidget *widget, GType type, const char *signal, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (G_OBJECT_TYPE (controller) != type)
        continue;
      if (type == GTK_TYPE_EVENT_CONTROLLER_KEY)
        g_signal_emit_by_name (controller, signal, key, 0, 0, &taken);
      else if (type == GTK_TYPE_EVENT_CONTROLLER_MOTION)
        g_signal_emit_by_name (controller, signal, 1.0, 1.0);
      else
        g_signal_emit_by_name (controller, signal);
    }
}

/* Everything is there once somebody turns to the list, in whatever way. */
static void
test_ways (QingTestWindow *self, gconstpointer data)
{
  QingSidebar *sidebar = self->window->sidebar;

  assert_is_short (self);
  gtk_adjustment_set_value (get_adjustment (self), 1);
  qing_test_run_until (has_all, self);

  qing_sidebar_reset_reach (sidebar);
  gtk_adjustment_set_value (get_adjustment (self), 0);
  assert_is_short (self);
  emit_from_controller (GTK_WIDGET (sidebar->stack), GTK_TYPE_EVENT_CONTROLLER_MOTION, "enter", 0);
  qing_test_run_until (has_all, self);

  qing_sidebar_reset_reach (sidebar);
  assert_is_short (self);
  emit_from_controller (GTK_WIDGET (sidebar->list), GTK_TYPE_EVENT_CONTROLLER_FOCUS, "enter", 0);
  qing_test_run_until (has_all, self);

  /* A key that leads to the end must find the true one. */
  qing_sidebar_reset_reach (sidebar);
  assert_is_short (self);
  emit_from_controller (GTK_WIDGET (sidebar->list), GTK_TYPE_EVENT_CONTROLLER_KEY, "key-pressed",
                        GDK_KEY_End);
  g_assert_true (has_all (self));
}

static void
test_scroll_to_the_end (QingTestWindow *self, gconstpointer data)
{
  assert_is_short (self);
  gtk_adjustment_set_value (get_adjustment (self), 1);
  qing_test_run_until (has_all, self);
  gtk_adjustment_set_value (get_adjustment (self),
                            gtk_adjustment_get_upper (get_adjustment (self)));
  qing_test_run_until (has_first, self);
}

static void
test_select_all (QingTestWindow *self, gconstpointer data)
{
  QingSidebar *sidebar = self->window->sidebar;
  g_autoptr (GPtrArray) selected = NULL;

  assert_is_short (self);
  gtk_widget_activate_action (GTK_WIDGET (sidebar), "selection.all", NULL);
  selected = qing_sidebar_list_selected (sidebar);
  g_assert_cmpuint (selected->len, ==, MANY);
  g_assert_true (selected->pdata[MANY - 1] == (gpointer) conversations[0]);
}

/* What is far below is selected there, and put on the screen when that is asked for. */
static void
test_far (QingTestWindow *self, gconstpointer data)
{
  QingSidebar *sidebar = self->window->sidebar;
  g_autoptr (GPtrArray) selected = NULL;

  assert_is_short (self);
  qing_sidebar_set_selected (sidebar, conversations[1]);
  g_assert_cmpuint (count_items (self), <, MANY);
  qing_sidebar_reveal (sidebar, conversations[0]);
  qing_test_run_until (has_first, self);
  selected = qing_sidebar_list_selected (sidebar);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (selected->pdata[0] == (gpointer) conversations[1]);

  qing_sidebar_reset_reach (sidebar);
  qing_sidebar_step (sidebar, 1);
  g_assert_true (qing_sidebar_get_selected (sidebar) == conversations[0]);
  qing_test_run_until (has_first, self);
}

static void
search (QingTestWindow *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->window->sidebar->search), text);
  g_signal_emit_by_name (self->window->sidebar->search, "search-changed");
}

static void
test_search (QingTestWindow *self, gconstpointer data)
{
  assert_is_short (self);
  search (self, "number 5 3");
  g_assert_cmpuint (count_items (self), ==, 2);
  search (self, "number 99");
  g_assert_cmpuint (count_items (self), ==, 1);
  qing_engine_rename (self->desk.engine, conversations[5], "\303\204pfel 7");
  search (self, "\303\244PF 7");
  g_assert_cmpuint (count_items (self), ==, 1);
  search (self, "PF 8");
  g_assert_cmpuint (count_items (self), ==, 0);
  search (self, "");
  assert_is_short (self);
}

static void
start_anew (QingTestWindow *self)
{
  for (guint i = 0; i < MANY; i++)
    g_clear_object (&conversations[i]);
  qing_desk_shut_down (&self->desk);
  qing_desk_start (&self->desk);
  g_assert_false (qing_engine_has_listed_all (self->desk.engine));
}

/* What is not listed at the start is there when somebody turns to the list. */
static void
test_unlisted (QingTestWindow *self, gconstpointer data)
{
  QingSidebar *sidebar;

  qing_test_window_set_up_desk (self, data);
  add_many (self);
  start_anew (self);
  qing_test_window_show (self);
  sidebar = self->window->sidebar;
  qing_test_run_until (is_filled, self);
  qing_test_settle (self);
  g_assert_false (qing_engine_has_listed_all (self->desk.engine));
  gtk_adjustment_set_value (get_adjustment (self), 1);
  qing_test_run_until (has_all, self);
  g_assert_true (qing_engine_has_listed_all (self->desk.engine));
  g_assert_cmpuint (qing_sidebar_model_get_length (sidebar->model), ==, MANY);
}

static gboolean
has_selected_all (gpointer user_data)
{
  g_autoptr (GPtrArray) selected =
    qing_sidebar_list_selected (((QingTestWindow *) user_data)->window->sidebar);

  return selected->len == MANY;
}

static gboolean
shows_first (gpointer user_data)
{
  QingConversation *shown = qing_window_get_conversation (((QingTestWindow *) user_data)->window);

  return shown != NULL && g_strcmp0 (qing_conversation_get_title (shown), "Number 0") == 0;
}

static void
test_unlisted_selected (QingTestWindow *self, gconstpointer data)
{
  g_autofree char *uid = NULL;

  qing_test_window_set_up_desk (self, data);
  add_many (self);
  uid = g_strdup (qing_conversation_get_uid (conversations[0]));
  start_anew (self);
  qing_test_window_show (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window->sidebar), "selection.all", NULL);
  qing_test_run_until (has_selected_all, self);

  qing_test_window_close (self);
  start_anew (self);
  qing_test_window_show (self);
  qing_window_show_conversation (self->window, uid);
  qing_test_run_until (shows_first, self);
}

/* What the model told, done to what was there, must be what is there. */
typedef struct
{
  GPtrArray *items;
  QingSidebarModel *model;
} Mirror;

static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, Mirror *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, (int) (position + i),
                        g_list_model_get_item (model, position + i));
}

static void
assert_mirrored (Mirror *mirror)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (mirror->model));

  g_assert_cmpuint (n_items, ==, mirror->items->len);
  g_assert_cmpuint (n_items, <=, qing_sidebar_model_get_length (mirror->model));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (mirror->model), i);

      g_assert_true (item == mirror->items->pdata[i]);
      g_assert_cmpuint (qing_sidebar_model_find (mirror->model, item), ==, i);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (mirror->model), n_items));
}

static void
change_anything (QingTestWindow *self, QingSidebarModel *model, QingFolder *folder)
{
  QingEngine *engine = self->desk.engine;
  QingConversation *some = conversations[g_test_rand_int_range (0, MANY)];

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      qing_sidebar_model_set_limit (model, (guint) g_test_rand_int_range (1, 30));
      break;
    case 1:
      qing_sidebar_model_set_limit (model, G_MAXUINT);
      break;
    case 2:
      qing_sidebar_model_set_search (model, g_test_rand_bit () ? "9" : "");
      break;
    case 3:
      qing_engine_set_folder_expanded (engine, folder, !qing_folder_get_expanded (folder));
      break;
    case 4:
      qing_engine_set_archived (engine, some, !qing_conversation_get_archived (some));
      break;
    case 5:
      qing_engine_move_conversation (engine, some,
                                     g_test_rand_bit () ? qing_folder_get_path (folder) : NULL);
      break;
    default:
      qing_engine_set_pinned (engine, some, !qing_conversation_get_pinned (some));
    }
}

static void
test_changes (QingTestWindow *self, gconstpointer data)
{
  Mirror mirror = { g_ptr_array_new_with_free_func (g_object_unref), NULL };
  QingFolder *folder;

  qing_test_window_set_up_desk (self, data);
  add_many (self);
  folder = qing_engine_create_folder (self->desk.engine, NULL, "Work");
  mirror.model = qing_sidebar_model_new (QING_CONVERSATION_INDEX (
                                           qing_engine_get_conversations (self->desk.engine)),
                                         qing_engine_get_folders (self->desk.engine));
  mirror_cb (G_LIST_MODEL (mirror.model), 0, 0,
             g_list_model_get_n_items (G_LIST_MODEL (mirror.model)), &mirror);
  g_signal_connect (mirror.model, "items-changed", G_CALLBACK (mirror_cb), &mirror);
  for (guint i = 0; i < 500; i++)
    {
      change_anything (self, mirror.model, folder);
      assert_mirrored (&mirror);
    }
  qing_sidebar_model_set_limit (mirror.model, G_MAXUINT);
  assert_mirrored (&mirror);
  g_assert_cmpuint (mirror.items->len, ==, qing_sidebar_model_get_length (mirror.model));
  g_assert_finalize_object (mirror.model);
  g_ptr_array_unref (mirror.items);
}

static void
set_up_nothing (QingTestWindow *self, gconstpointer data)
{
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/sidebar-reach/" name, QingTestWindow, NULL, set_up, func, tear_down)
  ADD ("ways", test_ways);
  ADD ("scroll-to-the-end", test_scroll_to_the_end);
  ADD ("select-all", test_select_all);
  ADD ("far", test_far);
  ADD ("search", test_search);
#undef ADD
  g_test_add ("/sidebar-reach/changes", QingTestWindow, NULL, set_up_nothing, test_changes,
              tear_down);
  g_test_add ("/sidebar-reach/unlisted", QingTestWindow, NULL, set_up_nothing, test_unlisted,
              tear_down);
  g_test_add ("/sidebar-reach/unlisted-selected", QingTestWindow, NULL, set_up_nothing,
              test_unlisted_selected, tear_down);
  return g_test_run ();
}
