/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-archive-window.h"

#include <glib/gi18n.h>

struct _QingArchiveWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *fault;
  GtkListView *list;
  QingEngine *engine;
  GListStore *conversations;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingArchiveWindow, qing_archive_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_UNARCHIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (QingArchiveWindow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->conversations)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingArchiveWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list =
    qing_engine_list_archived_finish (QING_ENGINE (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (list == NULL)
    {
      adw_status_page_set_title (self->fault, _ ("The Archive Cannot Be Read"));
      adw_status_page_set_description (self->fault, NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) conversation = g_list_model_get_item (list, i);

      g_list_store_append (self->conversations, conversation);
    }
  update (self);
}

static void
unarchive (QingArchiveWindow *self, guint position)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (G_LIST_MODEL (self->conversations), position);

  if (conversation == NULL)
    return;
  g_list_store_remove (self->conversations, position);
  qing_engine_set_archived (self->engine, conversation, FALSE);
  update (self);
  g_signal_emit (self, signals[SIGNAL_UNARCHIVED], 0, conversation);
}

static void
unarchive_cb (GtkListItem *item, GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);

  unarchive (QING_ARCHIVE_WINDOW (root), gtk_list_item_get_position (item));
}

static void
setup_cb (QingArchiveWindow *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Unarchive"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (unarchive_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (QingArchiveWindow *self, GtkListItem *item)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (title),
                      qing_conversation_get_title (gtk_list_item_get_item (item)));
}

static void
qing_archive_window_dispose (GObject *object)
{
  QingArchiveWindow *self = QING_ARCHIVE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);
  g_clear_object (&self->conversations);

  G_OBJECT_CLASS (qing_archive_window_parent_class)->dispose (object);
}

static void
qing_archive_window_finalize (GObject *object)
{
  g_object_unref (QING_ARCHIVE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (qing_archive_window_parent_class)->finalize (object);
}

static void
qing_archive_window_class_init (QingArchiveWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_archive_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_archive_window_finalize;
  signals[SIGNAL_UNARCHIVED] =
    g_signal_new ("unarchived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QING_TYPE_CONVERSATION);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qing_archive_window_init (QingArchiveWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->conversations = g_list_store_new (QING_TYPE_CONVERSATION);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->list =
    GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                                        G_LIST_MODEL (g_object_ref (self->conversations)))),
                                      factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Archived Conversations"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->fault = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_title (self->fault, _ ("Nothing Is Archived"));
  adw_status_page_set_description (
    self->fault, _ ("Conversations that you archive are kept here, out of the way."));
  gtk_spinner_start (GTK_SPINNER (spinner));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->fault), "empty");
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Archived Conversations"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 520);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

QingArchiveWindow *
qing_archive_window_new (QingEngine *engine, GtkWindow *parent)
{
  QingArchiveWindow *self = g_object_new (QING_TYPE_ARCHIVE_WINDOW, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  qing_engine_list_archived_async (engine, self->cancellable, listed_cb, g_object_ref (self));
  return self;
}
