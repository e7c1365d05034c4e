/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pointer and keyboard in a conversation view. */

#include "qing-conversation-view-private.h"

#include "qing-leaf-formula.h"
#include "qing-link.h"

#include <math.h>

#define LINE 48.0

gboolean
qing_conversation_view_find_link (QingConversationView *self,
                                  double x,
                                  double y,
                                  QingPoint *point,
                                  QingLeafLink *link,
                                  gboolean *text)
{
  QingMessageView *view;

  if (!qing_conversation_view_find_point (self, x, y, point, text) || !*text)
    return FALSE;
  view = qing_conversation_rows_get_view (self->rows, point->row);
  return view != NULL && qing_message_view_find_link (view, &point->spot, link);
}

static void
set_hovered (QingConversationView *self,
             QingMessageView *view,
             const QingSpot *spot,
             const QingLeafLink *link)
{
  if (self->hovered_view != NULL && self->hovered_view != view)
    qing_message_view_set_hovered_link (self->hovered_view, NULL, NULL);
  g_set_weak_pointer (&self->hovered_view, view);
  if (view != NULL)
    qing_message_view_set_hovered_link (view, spot, link);
}

/* The pointer is somewhere else in the text now, or gone. */
void
qing_conversation_view_forget_pointer (QingConversationView *self)
{
  if (self->hovered_view != NULL)
    set_hovered (self, NULL, NULL, NULL);
}

static void
motion_cb (QingConversationView *self, double x, double y)
{
  QingPoint point;
  QingLeafLink link;
  QingSpot note;
  gboolean text = FALSE;
  const char *cursor = NULL;

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->selecting)
    return;
  if (qing_conversation_view_find_link (self, x, y, &point, &link, &text))
    {
      cursor = "pointer";
      set_hovered (self, qing_conversation_rows_get_view (self->rows, point.row), &point.spot,
                   &link);
    }
  else
    {
      cursor = text ? "text" : NULL;
      if (text && qing_conversation_view_find_note (self, &point, &note))
        cursor = "pointer";
      qing_conversation_view_forget_pointer (self);
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

static void
leave_cb (QingConversationView *self)
{
  qing_conversation_view_forget_pointer (self);
  if (!self->selecting)
    gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

/* Returns: (nullable): what is wrong with the formula at @point */
static char *
dup_fault (QingConversationView *self, const QingPoint *point)
{
  QingLeaf *leaf = qing_conversation_view_find_leaf (self, point);
  QingLeafFormula formula;

  if (leaf == NULL || !qing_leaf_find_formula (leaf, point->spot.byte, &formula))
    return NULL;
  return qing_leaf_formula_dup_fault (&formula, self->context.style);
}

static gboolean
query_tooltip_cb (QingConversationView *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  QingPoint point;
  QingLeafLink link;
  gboolean text;
  g_autofree char *shown = NULL;

  if (keyboard)
    return FALSE;
  if (qing_conversation_view_find_link (self, x, y, &point, &link, &text))
    shown = qing_link_dup_for_display (link.url);
  else if (text)
    shown = dup_fault (self, &point);
  if (shown == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, shown);
  return TRUE;
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int n_press,
                 double x,
                 double y,
                 QingConversationView *self)
{
  qing_conversation_view_show_menu (self, x, y);
}

/* A turn of the wheel, or as much of a touchpad, is one step of the text's size. */
static void
zoom_by (QingConversationView *self, double delta)
{
  self->zoom_delta = delta * self->zoom_delta < 0 ? delta : self->zoom_delta + delta;
  if (fabs (self->zoom_delta) < 1)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              self->zoom_delta < 0 ? "win.zoom-in" : "win.zoom-out", NULL);
  self->zoom_delta = 0;
}

/* Moves what is too wide, where the pointer is; anything else is left to the scrolled window. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, QingConversationView *self)
{
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double delta = modifiers & GDK_SHIFT_MASK && dx == 0 ? dy : dx;
  double unit = 1;
  gboolean is_wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;

  if (modifiers & GDK_CONTROL_MASK)
    {
      zoom_by (self, is_wheel ? dy : dy / LINE);
      return TRUE;
    }
  if (fabs (delta) < 1e-6 || (fabs (dy) > fabs (dx) && !(modifiers & GDK_SHIFT_MASK)))
    return FALSE;
  if (is_wheel)
    unit = LINE;
  for (guint i = 0; i < self->placed->len; i++)
    {
      QingPlacedRow *row = &g_array_index (self->placed, QingPlacedRow, i);
      QingMessageView *view = qing_conversation_rows_get_view (self->rows, row->row);

      if (view != NULL && self->pointer_y >= row->y && self->pointer_y < row->y + row->height)
        return qing_message_view_scroll (view, self->pointer_y - row->y, delta * unit);
    }
  return FALSE;
}

static void
add_menu (QingConversationView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
qing_conversation_view_add_controllers (QingConversationView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  qing_conversation_view_add_press (self);
  add_menu (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_view_copy (QING_CONVERSATION_VIEW (widget),
                               g_str_equal (name, "selection.copy-markdown"));
}

/* Copies what the item of the menu was made for. */
static void
copy_given_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static void
copy_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_view_copy_message (QING_CONVERSATION_VIEW (widget),
                                       g_variant_get_string (parameter, NULL),
                                       g_str_equal (name, "message.copy-markdown"));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_view_select_all (QING_CONVERSATION_VIEW (widget));
}

/* Returns: FALSE when nothing is selected, so that the key is left to others */
static gboolean
unselect_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (widget);

  if (!qing_conversation_view_has_selection (self))
    return FALSE;
  qing_conversation_view_unselect (self);
  return TRUE;
}

static void
scroll_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (widget);
  double amount = g_variant_get_double (parameter);

  if (g_str_equal (name, "scroll.pages"))
    qing_conversation_view_scroll_by (self, amount * MAX (self->page - LINE, LINE));
  else if (g_str_equal (name, "scroll.lines"))
    qing_conversation_view_scroll_by (self, amount * LINE);
  else if (amount > 0)
    qing_conversation_view_scroll_to_end (self);
  else if (qing_conversation_rows_get_n_rows (self->rows) > 0)
    qing_conversation_view_scroll_to_message (self,
                                              qing_conversation_rows_get_message (self->rows, 0));
}

static void
version_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_view_step_version (QING_CONVERSATION_VIEW (widget),
                                       g_str_equal (name, "version.next") ? "message.next"
                                                                          : "message.previous");
}

static void
bind_scroll (GtkWidgetClass *widget_class,
             guint key,
             guint keypad,
             GdkModifierType modifiers,
             const char *action,
             double amount)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, action, "d", amount);
  gtk_widget_class_add_binding_action (widget_class, keypad, modifiers, action, "d", amount);
}

/* The view's own actions and the keys for them. */
void
qing_conversation_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "message.copy", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "message.copy-markdown", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "selection.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "selection.copy-markdown", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "selection.copy-given", "s", copy_given_action);
  gtk_widget_class_install_action (widget_class, "selection.all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "version.next", NULL, version_action);
  gtk_widget_class_install_action (widget_class, "version.previous", NULL, version_action);
  gtk_widget_class_install_action (widget_class, "scroll.pages", "d", scroll_action);
  gtk_widget_class_install_action (widget_class, "scroll.lines", "d", scroll_action);
  gtk_widget_class_install_action (widget_class, "scroll.ends", "d", scroll_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK,
                                       "selection.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "selection.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "selection.all",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, unselect_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "version.previous",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "version.next",
                                       NULL);
  bind_scroll (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, "scroll.pages", -1);
  bind_scroll (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, "scroll.pages", 1);
  bind_scroll (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, "scroll.lines", -1);
  bind_scroll (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, "scroll.lines", 1);
  bind_scroll (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, "scroll.ends", -1);
  bind_scroll (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 0, "scroll.ends", 1);
  bind_scroll (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, "scroll.ends", -1);
  bind_scroll (widget_class, GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, "scroll.ends", 1);
}
