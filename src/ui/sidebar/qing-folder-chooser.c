/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-folder-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#define INDENT 18

struct _QingFolderChooser
{
  AdwWindow parent_instance;

  GtkWidget *search;
  GtkListBox *list;
  QingEngine *engine;
  QingFolder *moved;
};

G_DEFINE_FINAL_TYPE (QingFolderChooser, qing_folder_chooser, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A row's place: a path, or "" for none. */
static GQuark path_quark;

static const char *
get_path (GtkListBoxRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), path_quark);
}

static void
add_row (QingFolderChooser *self,
         const char *path,
         const char *words,
         const char *icon,
         guint depth)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_start (box, 6 + INDENT * (int) depth);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_qdata_full (G_OBJECT (row), path_quark, g_strdup (path), g_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
can_go (QingFolderChooser *self, const char *path)
{
  return self->moved == NULL || qing_engine_can_move_folder (self->engine, self->moved, path);
}

static gboolean
matches (const char *path, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (path, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  return strstr (folded, wanted) != NULL;
}

/* While nothing is written the folders are a tree; those that are found say where they are. */
static void
fill (QingFolderChooser *self)
{
  GListModel *folders = G_LIST_MODEL (qing_engine_get_folders (self->engine));
  g_autofree char *name =
    qing_folder_clean_name (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkWidget *row;
  gboolean exact = FALSE;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (name == NULL && can_go (self, NULL))
    add_row (self, "", _ ("No Folder"), "view-list-symbolic", 0);
  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (QingFolder) folder = g_list_model_get_item (folders, i);
      const char *path = qing_folder_get_path (folder);

      exact |= g_strcmp0 (name, path) == 0;
      if ((name != NULL && !matches (path, name)) || !can_go (self, path))
        continue;
      add_row (self, path, name != NULL ? path : qing_folder_get_name (folder), "folder-symbolic",
               name != NULL ? 0 : qing_folder_get_depth (folder));
    }
  if (name != NULL && !exact)
    {
      g_autofree char *words = g_strdup_printf (_ ("New Folder “%s”"), name);

      add_row (self, name, words, "folder-new-symbolic", 0);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
activated_cb (QingFolderChooser *self, GtkListBoxRow *row)
{
  const char *path = get_path (row);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, *path != '\0' ? path : NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* Enter takes the first that is found. */
static void
search_activate_cb (QingFolderChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    activated_cb (self, row);
}

static gboolean
search_key_cb (QingFolderChooser *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up)
    return FALSE;
  if (row != NULL)
    row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

static void
qing_folder_chooser_dispose (GObject *object)
{
  QingFolderChooser *self = QING_FOLDER_CHOOSER (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->moved);

  G_OBJECT_CLASS (qing_folder_chooser_parent_class)->dispose (object);
}

static void
qing_folder_chooser_class_init (QingFolderChooserClass *klass)
{
  path_quark = g_quark_from_static_string ("qing-folder-path");
  G_OBJECT_CLASS (klass)->dispose = qing_folder_chooser_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
build_search (QingFolderChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find or name a folder"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find or name a folder"), -1);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->search, keys);
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  gtk_widget_set_margin_bottom (self->search, 6);
  return self->search;
}

static void
qing_folder_chooser_init (QingFolderChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Folders"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), build_search (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Move to Folder"));
  gtk_window_set_default_size (GTK_WINDOW (self), 360, 420);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

QingFolderChooser *
qing_folder_chooser_new (QingEngine *engine, GtkWindow *parent, QingFolder *moved)
{
  QingFolderChooser *self = g_object_new (QING_TYPE_FOLDER_CHOOSER, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  g_set_object (&self->moved, moved);
  fill (self);
  gtk_widget_grab_focus (self->search);
  return self;
}
