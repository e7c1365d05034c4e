/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How far down the list has items. A list view makes some two hundred rows at once, however few can
 * be seen, and a start must not wait for those. So the list begins with what fills the window; as
 * soon as somebody turns to it, it gets some more in each frame, and then all. */

#include "qing-sidebar-private.h"

/* At first, while nothing is known about the window; then as many as fit, at this height of one. */
#define FEW        16
#define ROW_HEIGHT 36
/* So many more in a frame: to fill the window, and when somebody has turned to the list. */
#define STEP_TO_FILL  3
#define STEP_TO_REACH 12
/* The list view makes no more rows than this. */
#define ENOUGH 220

static GtkAdjustment *
get_adjustment (QingSidebar *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
}

static guint
count_items (QingSidebar *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static gboolean
is_end_visible (QingSidebar *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double page = gtk_adjustment_get_page_size (adjustment);

  return page > 0 && gtk_widget_get_mapped (GTK_WIDGET (self->list)) &&
         gtk_adjustment_get_value (adjustment) + page + 1 > gtk_adjustment_get_upper (adjustment);
}

static gboolean
has_items_for_all (QingSidebar *self)
{
  return self->model == NULL || count_items (self) == qing_sidebar_model_get_length (self->model);
}

static gboolean
needs_more (QingSidebar *self)
{
  return !has_items_for_all (self) && (self->reaching || is_end_visible (self));
}

static gboolean
reach_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  QingSidebar *self = user_data;
  guint limit;

  if (!needs_more (self))
    {
      self->reach_id = 0;
      return G_SOURCE_REMOVE;
    }
  limit = count_items (self) + (self->reaching ? STEP_TO_REACH : STEP_TO_FILL);
  qing_sidebar_model_set_limit (self->model, limit < ENOUGH ? limit : G_MAXUINT);
  return G_SOURCE_CONTINUE;
}

/* Never at once: the list may be about to measure its rows. */
static void
reach_later (QingSidebar *self)
{
  /* The end of what has been listed so far is none. */
  if (self->engine != NULL &&
      (self->reaching || (has_items_for_all (self) && is_end_visible (self))))
    qing_engine_list_all (self->engine);
  if (self->reach_id == 0 && needs_more (self))
    self->reach_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), reach_cb, self, NULL);
}

static void
turn_to (QingSidebar *self)
{
  self->reaching = TRUE;
  reach_later (self);
}

static void
scrolled_cb (QingSidebar *self)
{
  if (gtk_adjustment_get_value (get_adjustment (self)) > 0)
    turn_to (self);
}

/* These lead further than one row, and would find an end that is none. */
static gboolean
key_cb (QingSidebar *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_End || key == GDK_KEY_KP_End || key == GDK_KEY_Page_Down ||
      key == GDK_KEY_KP_Page_Down || (key == GDK_KEY_a && (state & GDK_CONTROL_MASK) != 0))
    qing_sidebar_reach_all (self);
  return GDK_EVENT_PROPAGATE;
}

void
qing_sidebar_begin_reach (QingSidebar *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (turn_to), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (turn_to), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), motion);
  gtk_widget_add_controller (GTK_WIDGET (self->list), focus);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (reach_later), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}

void
qing_sidebar_end_reach (QingSidebar *self)
{
  if (self->reach_id != 0 && self->list != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->reach_id);
  self->reach_id = 0;
}

void
qing_sidebar_reset_reach (QingSidebar *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->stack));

  /* What is selected stays so. */
  if (self->selecting)
    return;
  self->reaching = FALSE;
  qing_sidebar_model_set_limit (self->model,
                                height > 0 ? (guint) MAX (1, height / ROW_HEIGHT) : FEW);
}

void
qing_sidebar_reach_all (QingSidebar *self)
{
  self->reaching = TRUE;
  if (self->model == NULL)
    return;
  qing_engine_list_all (self->engine);
  qing_sidebar_model_set_limit (self->model, G_MAXUINT);
}

void
qing_sidebar_scroll_to (QingSidebar *self, guint position)
{
  if (position >= count_items (self))
    qing_sidebar_reach_all (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}
