/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-picker.h"

#include "qing-model-row.h"
#include "qing-widget.h"

#include <glib/gi18n.h>
#include <string.h>

struct _QingModelPicker
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkPopover *popover;
  GtkEditable *search;
  GtkWidget *heading;
  GtkWidget *account_row;
  GtkDropDown *accounts;
  GtkStack *stack;
  GtkListView *list;
  GtkScrolledWindow *scrolled;
  GtkButton *other;
  GtkLabel *other_label;
  GtkLabel *status;

  QingRulingWatch *watch;
  GtkFilter *filter;
  GtkFilterListModel *found;
  GtkSingleSelection *selection;
  /* What the servers listed: account uid -> GListModel of QingModelInfo. */
  GHashTable *listed;
  GCancellable *cancellable;
  gboolean updating;
  /* What is asked for instead of the conversation's model; NULL when nothing is. */
  char *purpose;
  /* The account has just been chosen: its server may not have the model. */
  gboolean adopting;
};

G_DEFINE_FINAL_TYPE (QingModelPicker, qing_model_picker, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_query (QingModelPicker *self)
{
  return gtk_editable_get_text (self->search);
}

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  return qing_model_matches (item, get_query (user_data));
}

/* The models that the account's server listed; what the program knows of until it did. */
static GListModel *
get_models (QingModelPicker *self)
{
  QingAccount *account = qing_ruling_watch_get_account (self->watch);
  GListModel *models = NULL;

  if (account != NULL)
    models = g_hash_table_lookup (self->listed, qing_account_get_uid (account));
  if (models == NULL || g_list_model_get_n_items (models) == 0)
    models = G_LIST_MODEL (qing_engine_get_catalogue (qing_ruling_watch_get_engine (self->watch)));
  return models;
}

static gboolean
is_listed (QingModelPicker *self, const char *id)
{
  GListModel *models = gtk_filter_list_model_get_model (self->found);
  guint n_items = g_list_model_get_n_items (models);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (qing_model_info_get_id (model), id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is typed may be the id of a model that nobody told this program about. */
static void
update_other (QingModelPicker *self)
{
  g_autofree char *id = g_strdup (get_query (self));
  g_autofree char *label = NULL;
  gboolean empty;

  g_strstrip (id);
  label = g_strdup_printf (_ ("Use “%s”"), id);
  gtk_label_set_text (self->other_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->other),
                          *id != '\0' && strchr (id, ' ') == NULL && !is_listed (self, id));
  empty = g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0;
  gtk_stack_set_visible_child_name (self->stack, empty ? "none" : "list");
}

static void
update_title (QingModelPicker *self)
{
  QingModelInfo *model = qing_ruling_watch_get_model (self->watch);
  QingAccount *account = qing_ruling_watch_get_account (self->watch);
  GListModel *accounts = qing_engine_get_accounts (qing_ruling_watch_get_engine (self->watch));
  const char *name = model != NULL ? qing_model_info_get_name (model) : _ ("No Model");
  g_autofree char *label = g_strdup_printf (_ ("Model: %s"), name);
  gboolean several = g_list_model_get_n_items (accounts) > 1;

  gtk_label_set_text (self->title, name);
  gtk_label_set_text (self->subtitle, account != NULL ? qing_account_get_name (account) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), several && account != NULL);
  gtk_widget_set_visible (self->account_row, several && self->purpose == NULL);
  qing_widget_set_accessible_label (GTK_WIDGET (self->button), label);
}

static void
update_account (QingModelPicker *self)
{
  GListModel *accounts = qing_engine_get_accounts (qing_ruling_watch_get_engine (self->watch));
  QingAccount *account = qing_ruling_watch_get_account (self->watch);
  guint n_items = g_list_model_get_n_items (accounts);

  self->updating = TRUE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingAccount) item = g_list_model_get_item (accounts, i);

      if (item == account)
        gtk_drop_down_set_selected (self->accounts, i);
    }
  self->updating = FALSE;
}

static void
update (QingModelPicker *self)
{
  update_title (self);
  update_account (self);
  gtk_filter_list_model_set_model (self->found, get_models (self));
  update_other (self);
}

/* A server of somebody's own has its own models: the first of them takes the place of one that it
 * does not have. */
static void
adopt_model (QingModelPicker *self, QingAccount *account, GListModel *models)
{
  QingConversation *conversation = qing_ruling_watch_get_conversation (self->watch);
  QingModelInfo *current = qing_ruling_watch_get_model (self->watch);
  guint n_items = g_list_model_get_n_items (models);
  g_autoptr (QingModelInfo) first = g_list_model_get_item (models, 0);

  if (qing_account_get_kind (account) != QING_SERVER_OTHER || first == NULL)
    return;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (qing_model_info_get_id (model), qing_model_info_get_id (current)) == 0)
        return;
    }
  qing_conversation_set_model (conversation, qing_model_info_get_id (first));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingModelPicker) self = user_data;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (GListModel) models =
    qing_engine_list_models_finish (QING_ENGINE (source), result, &fault);
  QingAccount *account;

  if (self->watch == NULL)
    return;
  account = qing_ruling_watch_get_account (self->watch);
  if (models != NULL && account != NULL && self->adopting)
    adopt_model (self, account, models);
  self->adopting = FALSE;
  if (models != NULL && account != NULL)
    g_hash_table_insert (self->listed, g_strdup (qing_account_get_uid (account)),
                         g_steal_pointer (&models));
  gtk_widget_set_visible (GTK_WIDGET (self->status),
                          fault != NULL && fault->code != QING_ERROR_CANCELLED);
  if (fault != NULL)
    gtk_label_set_text (self->status, fault->summary);
  update (self);
}

/* The server is asked once for each account, when somebody looks. */
static void
ask_server (QingModelPicker *self)
{
  QingAccount *account = qing_ruling_watch_get_account (self->watch);

  gtk_widget_set_visible (GTK_WIDGET (self->status), FALSE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (account == NULL ||
      (!qing_account_has_key (account) && qing_account_get_kind (account) != QING_SERVER_OTHER) ||
      g_hash_table_contains (self->listed, qing_account_get_uid (account)))
    return;
  self->cancellable = g_cancellable_new ();
  qing_engine_list_models_async (qing_ruling_watch_get_engine (self->watch), account,
                                 self->cancellable, listed_cb, g_object_ref (self));
}

static void
choose (QingModelPicker *self, const char *id)
{
  QingConversation *conversation = qing_ruling_watch_get_conversation (self->watch);

  if (conversation == NULL)
    return;
  if (self->purpose != NULL)
    {
      g_autofree char *purpose = g_steal_pointer (&self->purpose);

      gtk_popover_popdown (self->popover);
      g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, purpose, id);
      return;
    }
  qing_conversation_set_model (conversation, id);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
activate_cb (QingModelPicker *self, guint position)
{
  g_autoptr (QingModelInfo) model =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (model != NULL)
    choose (self, qing_model_info_get_id (model));
}

static void
other_clicked_cb (QingModelPicker *self)
{
  g_autofree char *id = g_strdup (get_query (self));

  choose (self, g_strstrip (id));
}

/* Enter takes the first of the list, or what is typed when there is none. */
static void
search_activate_cb (QingModelPicker *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    activate_cb (self, 0);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->other)))
    other_clicked_cb (self);
}

static void
search_changed_cb (QingModelPicker *self)
{
  if (self->watch == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  update_other (self);
}

static void
stop_search_cb (QingModelPicker *self)
{
  gtk_popover_popdown (self->popover);
}

static void
account_selected_cb (QingModelPicker *self)
{
  QingConversation *conversation;
  QingAccount *account = gtk_drop_down_get_selected_item (self->accounts);

  /* The selection changes by itself, too, when accounts come and go. */
  if (self->updating || self->watch == NULL || account == NULL ||
      !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;
  conversation = qing_ruling_watch_get_conversation (self->watch);
  if (conversation == NULL)
    return;
  qing_conversation_set_account (conversation, qing_account_get_uid (account));
  self->adopting = TRUE;
  ask_server (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
shown_cb (QingModelPicker *self)
{
  gtk_editable_set_text (self->search, "");
  update (self);
  self->adopting = FALSE;
  ask_server (self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* A list that nobody sees needs no rows. */
static void
closed_cb (QingModelPicker *self)
{
  gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->purpose, g_free);
  gtk_widget_set_visible (self->heading, FALSE);
}

static void
setup_cb (QingModelPicker *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, qing_model_row_new ());
}

static void
bind_cb (QingModelPicker *self, GtkListItem *item)
{
  QingModelRow *row = QING_MODEL_ROW (gtk_list_item_get_child (item));
  QingModelInfo *model = gtk_list_item_get_item (item);

  qing_model_row_set_model (row, model);
  qing_model_row_set_current (row, model == qing_ruling_watch_get_model (self->watch));
}

static void
qing_model_picker_dispose (GObject *object)
{
  QingModelPicker *self = QING_MODEL_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    {
      /* An open popover would outlive its window. */
      gtk_menu_button_popdown (self->button);
      gtk_list_view_set_model (self->list, NULL);
      gtk_drop_down_set_model (self->accounts, NULL);
    }
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_MODEL_PICKER);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->listed, g_hash_table_unref);
  g_clear_pointer (&self->purpose, g_free);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_model_picker_parent_class)->dispose (object);
}

static void
qing_model_picker_class_init (QingModelPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_model_picker_dispose;

  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, button);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, title);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, subtitle);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, heading);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, search);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, account_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, accounts);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, list);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, scrolled);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, other);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, other_label);
  gtk_widget_class_bind_template_child (widget_class, QingModelPicker, status);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
qing_model_picker_init (QingModelPicker *self)
{
  self->listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->found = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
}

void
qing_model_picker_set_watch (QingModelPicker *self, QingRulingWatch *watch)
{
  g_return_if_fail (QING_IS_MODEL_PICKER (self));
  g_return_if_fail (self->watch == NULL && QING_IS_RULING_WATCH (watch));

  self->watch = g_object_ref (watch);
  self->updating = TRUE;
  gtk_drop_down_set_expression (self->accounts,
                                gtk_property_expression_new (QING_TYPE_ACCOUNT, NULL, "name"));
  gtk_drop_down_set_model (self->accounts,
                           qing_engine_get_accounts (qing_ruling_watch_get_engine (watch)));
  self->updating = FALSE;
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
qing_model_picker_ask (QingModelPicker *self, const char *purpose)
{
  g_return_if_fail (QING_IS_MODEL_PICKER (self));
  g_return_if_fail (purpose != NULL);

  g_free (self->purpose);
  self->purpose = g_strdup (purpose);
  gtk_widget_set_visible (self->heading, TRUE);
  qing_model_picker_open (self);
}

void
qing_model_picker_open (QingModelPicker *self)
{
  g_return_if_fail (QING_IS_MODEL_PICKER (self));

  gtk_menu_button_popup (self->button);
}

GListModel *
qing_model_picker_get_found (QingModelPicker *self)
{
  g_return_val_if_fail (QING_IS_MODEL_PICKER (self), NULL);

  return G_LIST_MODEL (self->found);
}

void
qing_model_picker_set_search (QingModelPicker *self, const char *text)
{
  g_return_if_fail (QING_IS_MODEL_PICKER (self));

  gtk_editable_set_text (self->search, text);
  search_changed_cb (self);
}
