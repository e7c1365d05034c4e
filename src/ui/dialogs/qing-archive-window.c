/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-archive-window.h"

#include "qing-dialogs.h"

#include <glib/gi18n.h>

struct _QingArchiveWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *fault;
  GtkListView *list;
  GtkWidget *search;
  AdwToastOverlay *toasts;
  QingEngine *engine;
  GListStore *conversations;
  GListModel *shown;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingArchiveWindow, qing_archive_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_UNARCHIVED,
  SIGNAL_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (QingArchiveWindow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->conversations)) > 0;
  const char *page = any ? "none" : "empty";

  if (g_list_model_get_n_items (self->shown) > 0)
    page = "list";
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->search, any);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingArchiveWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list =
    qing_engine_list_archived_finish (QING_ENGINE (object), result, &error);
  g_autoptr (GPtrArray) conversations = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (list == NULL)
    {
      adw_status_page_set_title (self->fault, _ ("The Archive Cannot Be Read"));
      adw_status_page_set_description (self->fault, NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  conversations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      g_ptr_array_add (conversations,
                       g_object_ref (qing_engine_get_shared (self->engine, conversation)));
    }
  g_list_store_splice (self->conversations, 0, 0, conversations->pdata, conversations->len);
  update (self);
}

/* (transfer full) (nullable): what the row shows; it is taken out of the list. */
static QingConversation *
take (QingArchiveWindow *self, GtkListItem *item)
{
  QingConversation *conversation = gtk_list_item_get_item (item);
  guint position;

  if (conversation == NULL || !g_list_store_find (self->conversations, conversation, &position))
    return NULL;
  g_object_ref (conversation);
  g_list_store_remove (self->conversations, position);
  return conversation;
}

static void
unarchive_cb (GtkListItem *item, GtkWidget *button)
{
  QingArchiveWindow *self = QING_ARCHIVE_WINDOW (gtk_widget_get_root (button));
  g_autoptr (QingConversation) conversation = take (self, item);

  if (conversation == NULL)
    return;
  qing_engine_set_archived (self->engine, conversation, FALSE);
  g_signal_emit (self, signals[SIGNAL_UNARCHIVED], 0, conversation);
}

/* What was deleted, to bring it back. */
typedef struct
{
  QingArchiveWindow *window; /* weak */
  QingConversation *conversation;
} Deleted;

static void
deleted_free (gpointer data, GClosure *closure)
{
  Deleted *deleted = data;

  g_clear_weak_pointer (&deleted->window);
  g_object_unref (deleted->conversation);
  g_free (deleted);
}

static void
undelete_cb (AdwToast *toast, gpointer user_data)
{
  Deleted *deleted = user_data;

  if (deleted->window == NULL || deleted->window->engine == NULL)
    return;
  qing_engine_undelete (deleted->window->engine, deleted->conversation);
  g_list_store_insert (deleted->window->conversations, 0, deleted->conversation);
}

static void
delete_cb (GtkListItem *item, GtkWidget *button)
{
  QingArchiveWindow *self = QING_ARCHIVE_WINDOW (gtk_widget_get_root (button));
  g_autoptr (QingConversation) conversation = take (self, item);
  g_autofree char *words = NULL;
  AdwToast *toast;
  Deleted *deleted;

  if (conversation == NULL)
    return;
  qing_engine_delete (self->engine, conversation);
  words = g_markup_printf_escaped (_ ("“%s” deleted"), qing_conversation_get_title (conversation));
  toast = adw_toast_new (words);
  deleted = g_new0 (Deleted, 1);
  g_set_weak_pointer (&deleted->window, self);
  deleted->conversation = g_object_ref (conversation);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undelete_cb), deleted, deleted_free,
                         0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static void
setup_cb (QingArchiveWindow *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *restore = gtk_button_new_with_mnemonic (_ ("_Unarchive"));
  GtkWidget *delete = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_box_append (GTK_BOX (words), new_label (NULL));
  gtk_box_append (GTK_BOX (words), new_label ("caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (restore, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (delete, _ ("Delete"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (delete), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Delete"), -1);
  gtk_widget_add_css_class (delete, "flat");
  gtk_widget_add_css_class (box, "archived-row");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), restore);
  gtk_box_append (GTK_BOX (box), delete);
  g_signal_connect_object (restore, "clicked", G_CALLBACK (unarchive_cb), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (delete, "clicked", G_CALLBACK (delete_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (QingArchiveWindow *self, GtkListItem *item)
{
  QingConversation *conversation = gtk_list_item_get_item (item);
  GtkWidget *words = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (words);
  g_autoptr (GDateTime) time =
    g_date_time_new_from_unix_local (qing_conversation_get_updated (conversation) / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : NULL;
  const char *name = qing_conversation_get_title (conversation);

  gtk_label_set_text (GTK_LABEL (title),
                      name != NULL && *name != '\0' ? name : _ ("New Conversation"));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), date != NULL ? date : "");
}

static void
activate_cb (QingArchiveWindow *self, guint position)
{
  g_autoptr (QingConversation) conversation = g_list_model_get_item (self->shown, position);

  if (conversation == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation);
  gtk_window_close (GTK_WINDOW (self));
}

static void
search_changed_cb (QingArchiveWindow *self)
{
  GtkFilter *filter = gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (self->shown));

  gtk_string_filter_set_search (GTK_STRING_FILTER (filter),
                                gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
qing_archive_window_dispose (GObject *object)
{
  QingArchiveWindow *self = QING_ARCHIVE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update, self);
  g_clear_object (&self->shown);
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
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, QING_TYPE_CONVERSATION);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_list (QingArchiveWindow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkExpression *title = gtk_property_expression_new (QING_TYPE_CONVERSATION, NULL, "title");

  self->conversations = g_list_store_new (QING_TYPE_CONVERSATION);
  self->shown =
    G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->conversations)),
                                             GTK_FILTER (gtk_string_filter_new (title))));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (
    gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->shown))),
                       factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "archived");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Archived Conversations"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

static GtkWidget *
build_search (QingArchiveWindow *self)
{
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search conversations"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search conversations"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  gtk_widget_set_margin_bottom (self->search, 6);
  gtk_widget_set_visible (self->search, FALSE);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
  return self->search;
}

static GtkWidget *
new_status (const char *icon, const char *title, const char *description)
{
  return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", icon, "title", title, "description",
                       description, NULL);
}

static void
build_stack (QingArchiveWindow *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  self->fault = ADW_STATUS_PAGE (
    new_status ("folder-symbolic", _ ("Nothing Is Archived"),
                _ ("Conversations that you archive are kept here, out of the way.")));
  gtk_spinner_start (GTK_SPINNER (spinner));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->fault), "empty");
  gtk_stack_add_named (self->stack,
                       new_status ("system-search-symbolic", _ ("No Results Found"),
                                   _ ("No title holds these words.")),
                       "none");
  gtk_stack_add_named (self->stack, build_list (self), "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
}

static void
qing_archive_window_init (QingArchiveWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->cancellable = g_cancellable_new ();
  build_stack (self);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), build_search (self));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Archived Conversations"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 520);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

QingArchiveWindow *
qing_archive_window_new (QingEngine *engine, GtkWindow *parent)
{
  QingArchiveWindow *self = g_object_new (QING_TYPE_ARCHIVE_WINDOW, "transient-for", parent, NULL);

  qing_dialogs_outlive_parent (GTK_WINDOW (self));
  self->engine = g_object_ref (engine);
  qing_engine_list_archived_async (engine, self->cancellable, listed_cb, g_object_ref (self));
  return self;
}
