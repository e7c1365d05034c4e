/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-side-scroller.h"

#include <math.h>

#define BAR_HEIGHT 11

static void
value_changed_cb (GtkAdjustment *adjustment, QingSideScroller *self)
{
  self->moved (self->host, FALSE);
}

void
qing_side_scroller_init (QingSideScroller *self,
                         GtkWidget *host,
                         void (*moved) (GtkWidget *host, gboolean resized))
{
  self->host = host;
  self->moved = moved;
}

void
qing_side_scroller_clear (QingSideScroller *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_object (&self->adjustment);
}

static void
make_bar (QingSideScroller *self)
{
  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 40, 0, 0));
  g_signal_connect (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  self->bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_widget_add_css_class (self->bar, "leaf-scrollbar");
  gtk_widget_set_parent (self->bar, self->host);
}

/* @content: the width of all there is; @page: the width of what can be seen of it */
void
qing_side_scroller_set_size (QingSideScroller *self, int content, int page)
{
  if (content <= page)
    {
      qing_side_scroller_clear (self);
      return;
    }
  if (self->bar == NULL)
    make_bar (self);
  gtk_adjustment_configure (self->adjustment, gtk_adjustment_get_value (self->adjustment), 0,
                            content, 40, MAX (page - 40, 40), page);
}

int
qing_side_scroller_get_offset (QingSideScroller *self)
{
  return self->adjustment != NULL ? (int) round (gtk_adjustment_get_value (self->adjustment)) : 0;
}

/* Returns: the room that the scrollbar takes; 0 when there is none. */
int
qing_side_scroller_get_height (QingSideScroller *self)
{
  return self->bar != NULL ? BAR_HEIGHT : 0;
}

/* Places the scrollbar: (@x, @y) is the left end of its upper edge in the host. */
void
qing_side_scroller_allocate (QingSideScroller *self, int x, int y, int width)
{
  int minimum;

  if (self->bar == NULL)
    return;
  gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->bar,
                            &(GtkAllocation){ x, y + BAR_HEIGHT - MIN (minimum, BAR_HEIGHT), width,
                                              MAX (minimum, BAR_HEIGHT) },
                            -1);
}

/* Returns: whether there was anything to move in that direction. */
gboolean
qing_side_scroller_scroll (QingSideScroller *self, double delta)
{
  double old;

  if (self->adjustment == NULL)
    return FALSE;
  old = gtk_adjustment_get_value (self->adjustment);
  gtk_adjustment_set_value (self->adjustment, old + delta);
  return gtk_adjustment_get_value (self->adjustment) != old;
}
