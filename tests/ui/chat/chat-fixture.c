/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat-fixture.h"

void
chat_fixture_set_up (ChatFixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 700);
  self->pane = qing_conversation_pane_new ();
  self->view = qing_conversation_pane_get_view (QING_CONVERSATION_PANE (self->pane));
  gtk_window_set_child (GTK_WINDOW (self->window), self->pane);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->view)) || self->view->page == 0)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
}

void
chat_fixture_tear_down (ChatFixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
after_paint_cb (GdkFrameClock *clock, guint *n)
{
  (*n)++;
}

/* Waits until what was asked for is on the screen. */
void
chat_fixture_settle (ChatFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &n);

  while (self->view->update_source != 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 1; i <= 3; i++)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      while (n < i)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

void
chat_fixture_show (ChatFixture *self, QingConversation *conversation)
{
  qing_conversation_pane_set_conversation (QING_CONVERSATION_PANE (self->pane), conversation);
  chat_fixture_settle (self);
}

void
chat_fixture_resize (ChatFixture *self, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  while (gtk_widget_get_width (self->pane) != width)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
}

/* Adds a message to the end; its text may still grow. */
QingMessage *
chat_fixture_add (QingConversation *conversation, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, qing_conversation_get_leaf (conversation), TRUE);
  return message;
}
