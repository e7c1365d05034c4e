/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Dragging conversations and folders into folders, and out of them. */

#include "qing-sidebar-private.h"

#include <glib/gi18n.h>

/* Who rests on a folder for so long wants to see what is in it. */
#define UNFOLD_MS 700

/* What is dragged within this program: a list of conversations, or of one folder. */
#define DRAGGED_TYPE G_TYPE_LIST_STORE

static GListStore *
collect (QingSidebar *self, gpointer item)
{
  GListStore *items = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GPtrArray) selected = qing_sidebar_list_selected (self);

  /* Who takes one of several has taken them all. */
  if (selected->len > 1 && g_ptr_array_find (selected, item, NULL))
    g_list_store_splice (items, 0, 0, selected->pdata, selected->len);
  else
    g_list_store_append (items, item);
  return items;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, QingSidebar *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  QingSidebarRow *row = QING_SIDEBAR_ROW (widget);
  g_autoptr (GListStore) items = NULL;

  if (qing_sidebar_row_get_item (row) == NULL || qing_sidebar_row_is_renaming (row))
    return NULL;
  items = collect (self, qing_sidebar_row_get_item (row));
  return gdk_content_provider_new_typed (DRAGGED_TYPE, items);
}

/* The name goes with the pointer, or how many there are. */
static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, QingSidebar *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  gpointer item = qing_sidebar_row_get_item (QING_SIDEBAR_ROW (widget));
  g_autoptr (GListStore) items = collect (self, item);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (items));
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *words = NULL;

  if (n > 1)
    words = g_strdup_printf (ngettext ("%u conversation", "%u conversations", n), n);
  else if (QING_IS_FOLDER (item))
    words = g_strdup (qing_folder_get_name (item));
  else
    words = g_strdup (qing_conversation_get_title (item));
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "dragged-conversation");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

/* (transfer full) (nullable): where what is dropped onto a row, or beside all rows, would go. */
static char *
dup_destination (GtkWidget *widget)
{
  QingSidebarRow *row = QING_IS_SIDEBAR_ROW (widget) ? QING_SIDEBAR_ROW (widget) : NULL;

  if (row != NULL && qing_sidebar_row_get_folder (row) != NULL)
    return g_strdup (qing_folder_get_path (qing_sidebar_row_get_folder (row)));
  /* A pinned one stands outside of its folder. */
  if (row != NULL && qing_sidebar_row_get_conversation (row) != NULL &&
      qing_sidebar_row_get_depth (row) > 0)
    return g_strdup (qing_conversation_get_folder (qing_sidebar_row_get_conversation (row)));
  return NULL;
}

static gboolean
can_take (QingSidebar *self, gpointer item, const char *path)
{
  if (QING_IS_FOLDER (item))
    return qing_engine_can_move_folder (self->engine, item, path);
  return QING_IS_CONVERSATION (item) && g_strcmp0 (qing_conversation_get_folder (item), path) != 0;
}

static gboolean
can_take_any (QingSidebar *self, GListModel *items, const char *path)
{
  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (can_take (self, item, path))
        return TRUE;
    }
  return FALSE;
}

static gboolean
unfold_cb (gpointer user_data)
{
  QingSidebar *self = user_data;

  self->unfold_id = 0;
  if (self->unfold_folder != NULL)
    qing_engine_set_folder_expanded (self->engine, self->unfold_folder, TRUE);
  g_clear_object (&self->unfold_folder);
  return G_SOURCE_REMOVE;
}

static void
unfold_later (QingSidebar *self, QingFolder *folder)
{
  if (folder != NULL && folder == self->unfold_folder)
    return;
  g_clear_handle_id (&self->unfold_id, g_source_remove);
  g_set_object (&self->unfold_folder, folder);
  if (folder != NULL && !qing_folder_get_expanded (folder))
    self->unfold_id = g_timeout_add (UNFOLD_MS, unfold_cb, self);
}

static GdkDragAction
enter_cb (GtkDropTarget *target, double x, double y, QingSidebar *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  const GValue *value = gtk_drop_target_get_value (target);
  g_autofree char *path = dup_destination (widget);
  gboolean takes = value != NULL && can_take_any (self, g_value_get_object (value), path);

  if (QING_IS_SIDEBAR_ROW (widget))
    {
      unfold_later (self, qing_sidebar_row_get_folder (QING_SIDEBAR_ROW (widget)));
      qing_sidebar_row_set_target (QING_SIDEBAR_ROW (widget), takes);
    }
  return takes ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (GtkDropTarget *target, QingSidebar *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  unfold_later (self, NULL);
  if (QING_IS_SIDEBAR_ROW (widget))
    qing_sidebar_row_set_target (QING_SIDEBAR_ROW (widget), FALSE);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, QingSidebar *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  g_autofree char *path = dup_destination (widget);
  GListModel *items = g_value_get_object (value);

  leave_cb (target, self);
  return items != NULL && qing_sidebar_move (self, items, path);
}

void
qing_sidebar_add_drop (QingSidebar *self, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (DRAGGED_TYPE, GDK_ACTION_MOVE);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

void
qing_sidebar_add_drag (QingSidebar *self, QingSidebarRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
  qing_sidebar_add_drop (self, GTK_WIDGET (row));
}
