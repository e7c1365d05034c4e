/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-private.h"

#define REFOCUS_INTERVAL_MS 16
#define MOST_REFOCUS_TRIES  30

/* A row that went to another place can take the focus only once the list has shown it there. */
void
qing_sidebar_refocus (QingSidebar *self)
{
  QingSidebarRow *row = self->refocus != NULL ? qing_sidebar_find_row (self, self->refocus) : NULL;

  if (row != NULL && gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row))))
    g_clear_object (&self->refocus);
  else if (self->refocus != NULL && self->refocus_tries++ < MOST_REFOCUS_TRIES)
    qing_sidebar_queue_update (self, REFOCUS_INTERVAL_MS);
  else
    g_clear_object (&self->refocus);
}

void
qing_sidebar_keep_focus (QingSidebar *self, gpointer item)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL)
    return;
  g_set_object (&self->refocus, G_OBJECT (item));
  self->refocus_tries = 0;
  qing_sidebar_queue_update (self, 0);
}
