/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The primary button of the pointer on the text of a conversation: what is pressed, dragged over
 * and released. */

#include "qing-conversation-view-private.h"

#include <math.h>

#define AUTOSCROLL_MILLISECONDS 30
#define DRAG_THRESHOLD          3

/* Whether there is nothing but text, so that a press is not meant for a button. */
static gboolean
is_text (QingConversationView *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return picked == GTK_WIDGET (self) || QING_IS_MESSAGE_VIEW (picked);
}

/**
 * qing_conversation_view_press:
 * @n_press: how often the button was pressed here: two select a word, three a paragraph
 * @extend: whether what is selected already grows to here
 *
 * Returns: %FALSE when the press is meant for something that is no text.
 */
gboolean
qing_conversation_view_press (QingConversationView *self,
                              double x,
                              double y,
                              guint n_press,
                              gboolean extend)
{
  if (!is_text (self, x, y))
    return FALSE;
  extend = extend && self->selection.active;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->press_count = extend ? 1 : (n_press - 1) % 3 + 1;
  self->selecting = TRUE;
  self->dragged = extend || n_press > 1;
  qing_conversation_view_select_at (self, x, y, extend);
  return TRUE;
}

static void
stop_selecting (QingConversationView *self)
{
  self->selecting = FALSE;
  g_clear_handle_id (&self->autoscroll_source, g_source_remove);
}

static void
activate_at (QingConversationView *self, double x, double y)
{
  QingPoint point;
  QingLeafLink link;
  gboolean text;

  if (qing_conversation_view_find_link (self, x, y, &point, &link, &text))
    gtk_widget_activate_action (GTK_WIDGET (self), "link.open", "s", link.url);
  else if (text)
    qing_conversation_view_go_to_note (self, &point);
}

/* The button is let go: what is selected stays, and a click that selected nothing opens a link. */
void
qing_conversation_view_release (QingConversationView *self, double x, double y)
{
  if (!self->selecting)
    return;
  stop_selecting (self);
  if (self->dragged)
    qing_conversation_view_claim_primary (self);
  else
    activate_at (self, x, y);
}

static gboolean
is_outside (QingConversationView *self)
{
  return self->pointer_y < 0 || self->pointer_y > self->page;
}

static void
extend_to_pointer (QingConversationView *self)
{
  qing_conversation_view_select_at (self, self->pointer_x, CLAMP (self->pointer_y, 0, self->page),
                                    TRUE);
}

static gboolean
autoscroll_cb (gpointer data)
{
  QingConversationView *self = data;
  double beyond = self->pointer_y < 0 ? self->pointer_y : self->pointer_y - self->page;

  if (!is_outside (self))
    {
      self->autoscroll_source = 0;
      return G_SOURCE_REMOVE;
    }
  qing_conversation_view_scroll_by (self, CLAMP (beyond / 2, -120, 120));
  extend_to_pointer (self);
  return G_SOURCE_CONTINUE;
}

/* The pointer is at (@x, @y) while the button is held. Outside of the view, what is shown moves. */
void
qing_conversation_view_drag_to (QingConversationView *self, double x, double y)
{
  if (!self->selecting)
    return;
  self->dragged = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  extend_to_pointer (self);
  if (is_outside (self) && self->autoscroll_source == 0)
    self->autoscroll_source = g_timeout_add (AUTOSCROLL_MILLISECONDS, autoscroll_cb, self);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, QingConversationView *self)
{
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!qing_conversation_view_press (self, x, y, (guint) n_press,
                                     (modifiers & GDK_SHIFT_MASK) != 0))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, QingConversationView *self)
{
  qing_conversation_view_release (self, x, y);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, QingConversationView *self)
{
  /* A drag that goes on takes the press over. */
  if (!self->dragged)
    stop_selecting (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, QingConversationView *self)
{
  double x, y;

  if (!self->selecting || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  if (!self->dragged && fabs (dx) < DRAG_THRESHOLD && fabs (dy) < DRAG_THRESHOLD)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  qing_conversation_view_drag_to (self, x + dx, y + dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, QingConversationView *self)
{
  if (self->dragged)
    qing_conversation_view_release (self, self->pointer_x, self->pointer_y);
}

void
qing_conversation_view_add_press (QingConversationView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (click, "cancel", G_CALLBACK (cancel_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);
}
