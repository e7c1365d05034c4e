/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar.h"

#include "qing-search-results.h"
#include "qing-sidebar-group.h"
#include "qing-sidebar-model.h"
#include "qing-sidebar-row.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingSidebar
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  GtkStack *stack;
  QingSearchResults *results;
  GtkListView *list;
  GtkPopover *menu;
  GtkPopover *rename_popover;
  GtkEditable *rename_entry;

  QingEngine *engine;
  QingSidebarModel *model;
  GtkSingleSelection *selection;

  QingConversation *selected;
  /* The one the context menu or the name popover is about. */
  QingConversation *target;
  gboolean following;

  /* GtkListItems that show a row now. */
  GHashTable *bound;
  guint headings_id;
  guint midnight_id;
};

G_DEFINE_FINAL_TYPE (QingSidebar, qing_sidebar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ENGINE = 1,
  PROP_SELECTED,
} QingSidebarProperty;

enum
{
  SIGNAL_OPENED,
  SIGNAL_CHOSEN,
  SIGNAL_DELETED,
  SIGNAL_ASKED,
  SIGNAL_FOUND,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_SELECTED + 1];
static guint signals[N_SIGNALS];

static int
key_at (QingSidebar *self, guint position, GDateTime *now)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (conversation == NULL)
    return -1;
  return qing_sidebar_group_key (qing_conversation_get_pinned (conversation),
                                 qing_conversation_get_updated (conversation), now);
}

/* A row wears the heading of its group when the one before it belongs to another. */
static void
update_heading (QingSidebar *self, GtkListItem *item, GDateTime *now)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autofree char *heading = NULL;
  int key;

  if (row == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  key = key_at (self, position, now);
  if (key >= 0 && (position == 0 || key_at (self, position - 1, now) != key))
    heading = qing_sidebar_group_dup_label (key, now);
  qing_sidebar_row_set_heading (row, heading);
}

static gboolean
update_headings_cb (gpointer user_data)
{
  QingSidebar *self = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GHashTableIter iter;
  gpointer item;

  self->headings_id = 0;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_heading (self, item, now);
  return G_SOURCE_REMOVE;
}

/* Positions are right once the list view has seen the change, too. */
static void
queue_headings (QingSidebar *self)
{
  if (self->headings_id == 0)
    self->headings_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_headings_cb, self, NULL);
}

static gboolean
midnight_cb (gpointer user_data)
{
  QingSidebar *self = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 left = qing_sidebar_group_time_left (now);

  queue_headings (self);
  /* Looked at every hour at least, because a machine may sleep over midnight. */
  self->midnight_id =
    g_timeout_add_seconds ((guint) CLAMP (left / G_TIME_SPAN_SECOND + 1, 1, 60 * 60), midnight_cb,
                           self);
  return G_SOURCE_REMOVE;
}

static void
update_stack (QingSidebar *self)
{
  gboolean ready = FALSE;
  const char *page = "list";

  g_object_get (self->engine, "ready", &ready, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    page = "list";
  else if (qing_sidebar_model_is_searching (self->model))
    page = "none";
  else
    page = ready ? "empty" : "loading";
  gtk_stack_set_visible_child_name (self->stack, page);
  /* Messages that are found need the room that a list without titles would take. */
  gtk_widget_set_visible (GTK_WIDGET (self->stack),
                          !g_str_equal (page, "none") ||
                            qing_search_results_get_first (self->results) == NULL);
}

static void
show_selected (QingSidebar *self)
{
  guint position;

  /* A click has selected it already; looking for it would make every row before it. */
  if (gtk_single_selection_get_selected_item (self->selection) == (gpointer) self->selected)
    return;
  position = qing_sidebar_model_find (self->model, self->selected);
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     position == G_MAXUINT ? GTK_INVALID_LIST_POSITION : position);
  self->following = FALSE;
}

static void
items_changed_cb (QingSidebar *self)
{
  g_autoptr (QingConversation) item = NULL;

  g_object_get (self->selection, "selected-item", &item, NULL);
  if (item != self->selected)
    show_selected (self);
  queue_headings (self);
  update_stack (self);
}

static void
open_conversation (QingSidebar *self, QingConversation *conversation)
{
  if (conversation == NULL || conversation == self->selected)
    return;
  qing_sidebar_set_selected (self, conversation);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation);
}

static void
selection_changed_cb (QingSidebar *self)
{
  QingConversation *item = gtk_single_selection_get_selected_item (self->selection);

  /* Nothing is selected for a moment when the conversation moves in the list. */
  if (!self->following)
    open_conversation (self, item);
}

static void
open_position (QingSidebar *self, guint position)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  open_conversation (self, conversation);
}

static void
activate_cb (QingSidebar *self, guint position)
{
  open_position (self, position);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
row_clicked_cb (QingSidebar *self, QingSidebarRow *row)
{
  open_conversation (self, qing_sidebar_row_get_conversation (row));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
search_changed_cb (QingSidebar *self)
{
  if (self->model != NULL)
    qing_sidebar_model_set_search (self->model,
                                   gtk_editable_get_text (GTK_EDITABLE (self->search)));
  qing_search_results_set_text (self->results, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->model != NULL)
    update_stack (self);
}

static void
hit_activated_cb (QingSidebar *self, QingSearchHit *hit)
{
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, hit);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
search_activate_cb (QingSidebar *self)
{
  if (self->selection != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    activate_cb (self, 0);
  else if (qing_search_results_get_first (self->results) != NULL)
    hit_activated_cb (self, qing_search_results_get_first (self->results));
}

static void
stop_search_cb (QingSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* The menu and the name popover point at the row of their conversation, if it is on screen. */
static GtkWidget *
find_row (QingSidebar *self, QingConversation *conversation)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (gtk_list_item_get_item (item) == conversation)
      return gtk_list_item_get_child (item);
  return NULL;
}

static void
scroll_to (QingSidebar *self, QingConversation *conversation)
{
  guint position = qing_sidebar_model_find (self->model, conversation);

  if (position != G_MAXUINT)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
point_at (QingSidebar *self, GtkPopover *popover, GtkWidget *row, double x, double y)
{
  GdkRectangle rectangle = { 0, 0, 1, 1 };
  double left = 0;
  double top = 0;

  if (row != NULL)
    gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &left, &top);
  rectangle.x = (int) left;
  rectangle.y = (int) top;
  gtk_popover_set_pointing_to (popover, &rectangle);
}

static void
show_menu (QingSidebar *self, GtkWidget *row, QingConversation *conversation, double x, double y)
{
  gboolean pinned = qing_conversation_get_pinned (conversation);

  g_set_object (&self->target, conversation);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conversation.pin", !pinned);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conversation.unpin", pinned);
  point_at (self, self->menu, row, x, y);
  gtk_popover_popup (self->menu);
}

static void
menu_requested_cb (QingSidebar *self, double x, double y, QingSidebarRow *row)
{
  QingConversation *conversation = qing_sidebar_row_get_conversation (row);

  if (conversation != NULL)
    show_menu (self, GTK_WIDGET (row), conversation, x, y);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  GtkWidget *row = find_row (self, self->selected);

  if (row != NULL)
    show_menu (self, row, self->selected, gtk_widget_get_width (row) / 2.0,
               gtk_widget_get_height (row));
}

/* Keys act on the selected conversation, the menu on the one it was opened for. */
static QingConversation *
get_target (QingSidebar *self)
{
  return self->target != NULL ? self->target : self->selected;
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);

  if (get_target (self) != NULL)
    qing_sidebar_rename (self, get_target (self));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);

  if (get_target (self) != NULL)
    qing_sidebar_delete (self, get_target (self));
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);

  if (get_target (self) != NULL)
    qing_engine_set_pinned (self->engine, get_target (self),
                            g_str_equal (name, "conversation.pin"));
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (QingConversation) target = NULL;

  if (get_target (self) == NULL)
    return;
  target = g_object_ref (get_target (self));
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, target, g_variant_get_string (parameter, NULL));
}

/* The items of the menu have done their work by the time it is gone for good. */
static gboolean
forget_target_cb (gpointer user_data)
{
  QingSidebar *self = user_data;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->menu)) &&
      !gtk_widget_get_visible (GTK_WIDGET (self->rename_popover)))
    g_clear_object (&self->target);
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (QingSidebar *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, forget_target_cb, g_object_ref (self), g_object_unref);
}

static void
rename_apply_cb (QingSidebar *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (self->rename_entry));

  g_strstrip (title);
  if (self->target != NULL && *title != '\0')
    qing_engine_rename (self->engine, self->target, title);
  gtk_popover_popdown (self->rename_popover);
}

static void
setup_cb (QingSidebar *self, GtkListItem *item)
{
  GtkWidget *row = qing_sidebar_row_new ();

  g_signal_connect_object (row, "menu-requested", G_CALLBACK (menu_requested_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (QingSidebar *self, GtkListItem *item)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));
  QingConversation *conversation = gtk_list_item_get_item (item);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  qing_sidebar_row_set_conversation (row, conversation);
  g_hash_table_add (self->bound, item);
  g_signal_connect_object (conversation, "notify::pinned", G_CALLBACK (queue_headings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::updated", G_CALLBACK (queue_headings), self,
                           G_CONNECT_SWAPPED);
  update_heading (self, item, now);
}

static void
unbind_cb (QingSidebar *self, GtkListItem *item)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->bound, item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), queue_headings, self);
  if (row != NULL)
    qing_sidebar_row_set_conversation (row, NULL);
}

static void
qing_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingSidebar *self = QING_SIDEBAR (object);

  switch ((QingSidebarProperty) id)
    {
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingSidebar *self = QING_SIDEBAR (object);

  switch ((QingSidebarProperty) id)
    {
    case PROP_ENGINE:
      qing_sidebar_set_engine (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      qing_sidebar_set_selected (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_dispose (GObject *object)
{
  QingSidebar *self = QING_SIDEBAR (object);

  g_clear_handle_id (&self->headings_id, g_source_remove);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->selected);
  g_clear_object (&self->target);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_sidebar_parent_class)->dispose (object);
}

static void
qing_sidebar_finalize (GObject *object)
{
  QingSidebar *self = QING_SIDEBAR (object);

  g_hash_table_unref (self->bound);

  G_OBJECT_CLASS (qing_sidebar_parent_class)->finalize (object);
}

static void
qing_sidebar_class_init (QingSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_sidebar_dispose;
  object_class->finalize = qing_sidebar_finalize;
  object_class->get_property = qing_sidebar_get_property;
  object_class->set_property = qing_sidebar_set_property;

  properties[PROP_ENGINE] =
    g_param_spec_object ("engine", NULL, NULL, QING_TYPE_ENGINE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, QING_TYPE_CONVERSATION);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DELETED] =
    g_signal_new ("deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QING_TYPE_CONVERSATION);

  signals[SIGNAL_ASKED] =
    g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, QING_TYPE_CONVERSATION, G_TYPE_STRING);
  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, QING_TYPE_SEARCH_HIT);

  gtk_widget_class_install_action (widget_class, "conversation.ask", "s", ask_action);
  gtk_widget_class_install_action (widget_class, "conversation.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "conversation.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "conversation.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "conversation.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "conversation.unpin", NULL, pin_action);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, results);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, rename_entry);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_activated_cb);
}

static void
qing_sidebar_init (QingSidebar *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  g_type_ensure (QING_TYPE_SEARCH_RESULTS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
qing_sidebar_set_engine (QingSidebar *self, QingEngine *engine)
{
  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (self->engine == NULL && QING_IS_ENGINE (engine));

  self->engine = g_object_ref (engine);
  qing_search_results_set_engine (self->results, engine);
  self->model = qing_sidebar_model_new (qing_engine_get_conversations (engine));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::ready", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  midnight_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

QingConversation *
qing_sidebar_get_selected (QingSidebar *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR (self), NULL);

  return self->selected;
}

void
qing_sidebar_set_selected (QingSidebar *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_SIDEBAR (self));

  if (!g_set_object (&self->selected, conversation))
    return;
  if (self->model != NULL)
    show_selected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

void
qing_sidebar_step (QingSidebar *self, int step)
{
  gint64 position;
  guint n_items;

  g_return_if_fail (QING_IS_SIDEBAR (self));

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  position = qing_sidebar_model_find (self->model, self->selected);
  /* From a new conversation, which stands before the list, the next one is the first. */
  position = position == G_MAXUINT ? step > 0 ? 0 : -1 : position + step;
  if (position < 0 || position >= n_items)
    return;
  open_position (self, (guint) position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              (guint) position);
}

void
qing_sidebar_focus_search (QingSidebar *self)
{
  g_return_if_fail (QING_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
qing_sidebar_rename (QingSidebar *self, QingConversation *conversation)
{
  GtkWidget *row;

  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (find_row (self, conversation) == NULL)
    scroll_to (self, conversation);
  row = find_row (self, conversation);
  g_set_object (&self->target, conversation);
  gtk_editable_set_text (self->rename_entry, qing_conversation_get_title (conversation));
  point_at (self, self->rename_popover, row, row != NULL ? gtk_widget_get_width (row) / 2.0 : 0,
            row != NULL ? gtk_widget_get_height (row) : 0);
  gtk_popover_popup (self->rename_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->rename_entry));
}

void
qing_sidebar_delete (QingSidebar *self, QingConversation *conversation)
{
  g_autoptr (QingConversation) deleted = NULL;

  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  deleted = g_object_ref (conversation);
  qing_engine_delete (self->engine, deleted);
  g_signal_emit (self, signals[SIGNAL_DELETED], 0, deleted);
}
