/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-focus.h"

#include "qing-link.h"

static int
get_y (GtkWidget *child)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds))
    return 0;
  return (int) bounds.origin.y;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return get_y (*(GtkWidget *const *) a) - get_y (*(GtkWidget *const *) b);
}

/* Moves to the next child that takes the focus. */
static gboolean
move_among_children (GtkWidget *widget, GtkDirectionType direction)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  gboolean backward = direction == GTK_DIR_TAB_BACKWARD;
  int i;
  guint index;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      g_ptr_array_add (children, child);
  g_ptr_array_sort (children, compare_places);

  i = backward ? (int) children->len - 1 : 0;
  if (current != NULL && g_ptr_array_find (children, current, &index))
    i = (int) index;
  for (; i >= 0 && i < (int) children->len; i += backward ? -1 : 1)
    if (gtk_widget_child_focus (g_ptr_array_index (children, i), direction))
      return TRUE;
  return FALSE;
}

/* Finds the next link of one part of the message, beginning at *spot. */
static gboolean
find_in_part (QingMessageFocus *self, QingSpot *spot, gboolean backward, QingLeafLink *link)
{
  int x, y;
  QingLeafColumn *column = qing_message_view_get_column (self->view, spot->part, &x, &y);
  guint n = column != NULL ? qing_leaf_column_get_n_leaves (column) : 0;
  int i = (int) MIN (spot->leaf, n);

  if (n > 0 && i == (int) n)
    i = backward ? i - 1 : i;
  for (; i >= 0 && i < (int) n; i += backward ? -1 : 1)
    {
      guint from = (guint) i == spot->leaf ? spot->byte : (backward ? G_MAXUINT : 0);

      if (!qing_leaf_find_next_link (qing_leaf_column_get_leaf (column, (guint) i), from, backward,
                                     link))
        continue;
      spot->leaf = (guint) i;
      spot->byte = link->start;
      return TRUE;
    }
  return FALSE;
}

static void
show_link (QingMessageFocus *self)
{
  g_autofree char *description = NULL;

  if (self->on_link)
    description = qing_link_dup_for_display (self->link.url);
  qing_message_view_set_focused_link (self->view, &self->spot, self->on_link ? &self->link : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

/* Moves to the next link. Returns: whether there is one. */
static gboolean
move_among_links (QingMessageFocus *self, gboolean backward)
{
  QingSpot spot = { backward ? QING_SPOT_TEXT : QING_SPOT_REASONING, backward ? G_MAXUINT : 0,
                    backward ? G_MAXUINT : 0 };
  QingLeafLink link;

  if (self->on_link)
    {
      spot = self->spot;
      spot.byte = backward ? self->link.start : self->link.end;
    }
  while (spot.part == QING_SPOT_REASONING || spot.part == QING_SPOT_TEXT)
    {
      if (find_in_part (self, &spot, backward, &link))
        {
          self->on_link = TRUE;
          self->spot = spot;
          self->link = link;
          show_link (self);
          return TRUE;
        }
      spot = (QingSpot){ backward ? spot.part - 1 : spot.part + 1, backward ? G_MAXUINT : 0,
                         backward ? G_MAXUINT : 0 };
    }
  return FALSE;
}

/* No link has the focus any more. */
void
qing_message_focus_clear (QingMessageFocus *self)
{
  if (!self->on_link)
    return;
  self->on_link = FALSE;
  show_link (self);
}

static gboolean
move_forward (QingMessageFocus *self)
{
  GtkWidget *widget = GTK_WIDGET (self->view);

  if (gtk_widget_get_focus_child (widget) == NULL)
    {
      if (!gtk_widget_has_focus (widget))
        return gtk_widget_grab_focus (widget);
      if (move_among_links (self, FALSE))
        return TRUE;
    }
  qing_message_focus_clear (self);
  return move_among_children (widget, GTK_DIR_TAB_FORWARD);
}

static gboolean
move_backward (QingMessageFocus *self)
{
  GtkWidget *widget = GTK_WIDGET (self->view);

  if (!gtk_widget_has_focus (widget))
    {
      if (move_among_children (widget, GTK_DIR_TAB_BACKWARD))
        return TRUE;
      if (move_among_links (self, TRUE))
        return gtk_widget_grab_focus (widget);
      return gtk_widget_grab_focus (widget);
    }
  if (!self->on_link)
    return FALSE;
  if (!move_among_links (self, TRUE))
    qing_message_focus_clear (self);
  return TRUE;
}

/* Moves the focus within the message. Returns: FALSE when it has to leave. */
gboolean
qing_message_focus_move (QingMessageFocus *self, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD)
    return move_forward (self);
  if (direction == GTK_DIR_TAB_BACKWARD)
    return move_backward (self);
  return FALSE;
}

/* Opens the link that has the focus. */
gboolean
qing_message_focus_activate (QingMessageFocus *self)
{
  if (!self->on_link)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "link.open", "s", self->link.url);
  return TRUE;
}
