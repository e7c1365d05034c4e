/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-window.h"

#include "qing-ui.h"

void
qing_test_window_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_init ();
  qing_ui_init ();
  /* Nothing moves, so that what is looked at is where it will stay. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

void
qing_test_window_set_up_desk (QingTestWindow *self, gconstpointer data)
{
  qing_desk_set_up (&self->desk);
  self->settings = g_settings_new (QING_APPLICATION_ID);
}

void
qing_test_window_show (QingTestWindow *self)
{
  self->window = qing_window_new (NULL, self->desk.engine, self->settings);
  self->composer = qing_chat_page_get_composer (self->window->page);
  gtk_window_present (GTK_WINDOW (self->window));
  qing_test_settle (self);
}

void
qing_test_window_set_up (QingTestWindow *self, gconstpointer data)
{
  qing_test_window_set_up_desk (self, data);
  qing_test_window_show (self);
}

void
qing_test_window_close (QingTestWindow *self)
{
  QingWindow *window = g_object_ref (self->window);
  QingRulingWatch *watch = g_object_ref (window->watch);
  QingSidebar *sidebar = g_object_ref (window->sidebar);
  QingComposer *composer = g_object_ref (self->composer);

  gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; i < 10; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
  g_assert_finalize_object (window);
  g_assert_finalize_object (sidebar);
  g_assert_finalize_object (composer);
  g_assert_finalize_object (watch);
  self->window = NULL;
  self->composer = NULL;
}

void
qing_test_window_tear_down (QingTestWindow *self, gconstpointer data)
{
  g_auto (GStrv) keys = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (self->window != NULL)
    qing_test_window_close (self);
  qing_desk_tear_down (&self->desk);

  /* The memory behind the settings is shared by all tests of the program. */
  g_object_get (self->settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (self->settings, keys[i]);
  g_clear_object (&self->settings);
}

void
qing_test_run_until (QingDeskFunc func, gpointer user_data)
{
  qing_desk_run_until (func, user_data);
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
qing_test_settle (QingTestWindow *self)
{
  /* Two frames after the last event: one lays out, one draws. */
  for (guint i = 0; i < 3; i++)
    {
      gboolean woken = FALSE;

      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_timeout_add (20, wake_cb, &woken);
      while (!woken)
        g_main_context_iteration (NULL, TRUE);
    }
}

void
qing_test_walk (GtkWidget *root, QingTestWalkFunc func, gpointer user_data)
{
  func (root, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    qing_test_walk (child, func, user_data);
}

gpointer
qing_test_find (GtkWidget *root, const char *class_name)
{
  if (gtk_widget_get_mapped (root) && g_str_equal (G_OBJECT_TYPE_NAME (root), class_name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = qing_test_find (child, class_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
qing_test_activate (QingTestWindow *self, const char *action)
{
  gboolean activated = gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);

  qing_test_settle (self);
  return activated;
}

QingConversation *
qing_test_add_conversation (QingTestWindow *self, const char *title)
{
  QingConversation *conversation = qing_engine_create_conversation (self->desk.engine);

  qing_desk_exchange (&self->desk, conversation, "Question", "Answer");
  qing_engine_rename (self->desk.engine, conversation, title);
  return conversation;
}

const char *
qing_test_get_toast (QingTestWindow *self)
{
  GtkWidget *toast = qing_test_find (GTK_WIDGET (self->window), "AdwToastWidget");
  GtkLabel *label = toast != NULL ? qing_test_find (toast, "GtkLabel") : NULL;

  return label != NULL ? gtk_label_get_text (label) : NULL;
}
