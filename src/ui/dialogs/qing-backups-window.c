/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-backups-window.h"

#include "qing-dialogs.h"

#include <glib/gi18n.h>

struct _QingBackupsWindow
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkButton *make;
  GtkSpinner *spinner;
  QingEngine *engine;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingBackupsWindow, qing_backups_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
choose (QingBackupsWindow *self, GFile *file)
{
  g_autoptr (QingBackupsWindow) kept = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (kept, signals[SIGNAL_CHOSEN], 0, file);
}

static void
row_activated_cb (QingBackupsWindow *self, GtkListBoxRow *row)
{
  GFile *file = g_object_get_data (G_OBJECT (row), "file");

  if (file != NULL)
    choose (self, file);
}

static GtkWidget *
make_row (const QingBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (_ ("Restore…"));
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (backup->time);
  /* Translators: the day and the time at which a backup was made, see g_date_time_format(). */
  g_autofree char *title = g_date_time_format (date, _ ("%A, %-d %B %Y, %H:%M"));
  g_autofree char *size = g_format_size ((guint64) backup->size);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "file", g_object_ref (backup->file), g_object_unref);
  return row;
}

static void
update (QingBackupsWindow *self)
{
  g_autoptr (GPtrArray) backups = qing_engine_list_backups (self->engine);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < backups->len; i++)
    gtk_list_box_append (self->list, make_row (backups->pdata[i]));
  if (backups->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("There is no backup yet"));
      gtk_widget_set_sensitive (row, FALSE);
      gtk_list_box_append (self->list, row);
    }
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingBackupsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean made = qing_engine_back_up_finish (QING_ENGINE (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), TRUE);
  if (!made)
    qing_dialogs_tell (GTK_WIDGET (self), _ ("No Backup Was Made"), error->message);
  update (self);
}

static void
make_cb (QingBackupsWindow *self)
{
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), FALSE);
  qing_engine_back_up_async (self->engine, self->cancellable, made_cb, g_object_ref (self));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingBackupsWindow) self = user_data;
  g_autoptr (GFile) file = qing_dialogs_open_file_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    choose (self, file);
}

static void
open_cb (QingBackupsWindow *self)
{
  qing_dialogs_open_file_async (GTK_WIDGET (self), _ ("Restore a Backup"), _ ("_Restore"), NULL,
                                NULL, self->cancellable, opened_cb, g_object_ref (self));
}

static void
qing_backups_window_dispose (GObject *object)
{
  QingBackupsWindow *self = QING_BACKUPS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_backups_window_parent_class)->dispose (object);
}

static void
qing_backups_window_finalize (GObject *object)
{
  g_object_unref (QING_BACKUPS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (qing_backups_window_parent_class)->finalize (object);
}

static void
qing_backups_window_class_init (QingBackupsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_backups_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_backups_window_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (QingBackupsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->make = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_Back Up Now")));
  gtk_widget_set_valign (GTK_WIDGET (self->make), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->make, "clicked", G_CALLBACK (make_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->make));
  return box;
}

static void
qing_backups_window_init (QingBackupsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *other = adw_preferences_group_new ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("Restore From a _File…"));

  self->cancellable = g_cancellable_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Backups"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (self->group, _ ("Backups"));
  adw_preferences_group_set_description (
    self->group, _ ("Qingtan makes one every day and keeps the last seven. To restore one brings "
                    "back what is missing here; what is here stays as it is."));
  adw_preferences_group_set_header_suffix (self->group, make_header (self));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->list));
  gtk_widget_set_halign (open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "pill");
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (other), open);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (other));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Backups"));
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

QingBackupsWindow *
qing_backups_window_new (QingEngine *engine, GtkWindow *parent)
{
  QingBackupsWindow *self = g_object_new (QING_TYPE_BACKUPS_WINDOW, "transient-for", parent, NULL);

  qing_dialogs_outlive_parent (GTK_WINDOW (self));
  self->engine = g_object_ref (engine);
  update (self);
  return self;
}
