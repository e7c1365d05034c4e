/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-backups-window.h"
#include "qing-test-window.h"

#include <string.h>

static void
set_up (QingTestWindow *self, gconstpointer data)
{
  qing_test_window_set_up (self, data);
  g_object_unref (qing_test_add_conversation (self, "Alpha"));
  qing_test_settle (self);
}

static QingBackupsWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (QING_IS_BACKUPS_WINDOW (window))
        return QING_BACKUPS_WINDOW (window);
    }
  return NULL;
}

static QingBackupsWindow *
open_window (QingTestWindow *self)
{
  g_assert_null (find_window ());
  g_assert_true (qing_test_activate (self, "win.restore"));
  g_assert_nonnull (find_window ());
  return find_window ();
}

static void
find_maker (GtkWidget *widget, gpointer place)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Back Up Now") == 0)
    *(GtkWidget **) place = widget;
}

static gboolean
is_sensitive (gpointer button)
{
  return gtk_widget_get_sensitive (button);
}

static AdwActionRow *
get_row (QingBackupsWindow *window)
{
  GtkListBox *list = qing_test_find (GTK_WIDGET (window), "GtkListBox");

  return ADW_ACTION_ROW (gtk_list_box_get_row_at_index (list, 0));
}

static void
make_backup (QingTestWindow *self, QingBackupsWindow *window)
{
  GtkWidget *maker = NULL;

  qing_test_walk (GTK_WIDGET (window), find_maker, &maker);
  g_assert_nonnull (maker);
  g_signal_emit_by_name (maker, "clicked");
  g_assert_false (gtk_widget_get_sensitive (maker));
  qing_test_run_until (is_sensitive, maker);
}

static guint
count (QingTestWindow *self)
{
  return g_list_model_get_n_items (qing_engine_get_conversations (self->desk.engine));
}

static gboolean
is_idle (gpointer mover)
{
  return !qing_mover_is_busy (mover);
}

/* The user makes a backup, loses a conversation and brings it back. */
static void
test_restore (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (qing_engine_get_conversations (self->desk.engine), 0);
  QingBackupsWindow *window = open_window (self);
  AdwActionRow *row = get_row (window);

  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (row)));
  make_backup (self, window);
  row = get_row (window);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (row)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "kB"));

  qing_engine_delete (self->desk.engine, conversation);
  g_assert_cmpuint (count (self), ==, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated", row);
  g_assert_true (qing_mover_is_busy (self->window->mover));
  qing_test_run_until (is_idle, self->window->mover);
  qing_test_settle (self);
  g_assert_null (find_window ());
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_cmpstr (qing_test_get_toast (self), ==, "1 conversation restored.");
}

/* It is closed while a backup is made. */
static void
test_closed (QingTestWindow *self, gconstpointer data)
{
  QingBackupsWindow *window = open_window (self);
  GtkWidget *maker = NULL;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  qing_test_walk (GTK_WIDGET (window), find_maker, &maker);
  g_signal_emit_by_name (maker, "clicked");
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/restoring/" name, QingTestWindow, NULL, set_up, func, qing_test_window_tear_down)
  ADD ("restore", test_restore);
  ADD ("closed", test_closed);
#undef ADD
  return g_test_run ();
}
