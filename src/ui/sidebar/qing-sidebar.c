/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-private.h"

#include "qing-sidebar-group.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

/* Groups that are no days: see qing-sidebar-group.h. */
#define GROUP_FOLDERS -2
#define GROUP_REST    -3
#define GROUP_NONE    -4

/* What the titles that are found take at most of the room for messages. */
#define MOST_TITLES_HEIGHT 220

G_DEFINE_FINAL_TYPE (QingSidebar, qing_sidebar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ENGINE = 1,
  PROP_SELECTED,
  PROP_ORDER,
} QingSidebarProperty;

enum
{
  SIGNAL_OPENED,
  SIGNAL_CHOSEN,
  SIGNAL_DELETED,
  SIGNAL_FOLDER_DELETED,
  SIGNAL_MOVED,
  SIGNAL_ASKED,
  SIGNAL_ASKED_ALL,
  SIGNAL_FOUND,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_ORDER + 1];
static guint signals[N_SIGNALS];

/* By QingOrder. */
static const char *const orders[] = { "activity", "created", "title" };

static int
key_at (QingSidebar *self, guint position, GDateTime *now)
{
  QingOrder order = qing_engine_get_order (self->engine);
  QingSidebarPlace place;

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return GROUP_NONE;
  qing_sidebar_model_get_place (self->model, position, &place);
  if (place.section == QING_SIDEBAR_FOLDERS)
    return GROUP_FOLDERS;
  if (place.section == QING_SIDEBAR_REST && order == QING_ORDER_TITLE)
    return GROUP_REST;
  return qing_sidebar_group_key (place.section == QING_SIDEBAR_PINNED,
                                 order == QING_ORDER_CREATED ? place.created : place.updated, now);
}

static char *
dup_heading (int key, guint position, GDateTime *now)
{
  switch (key)
    {
    case GROUP_NONE:
      return NULL;
    case GROUP_FOLDERS:
      return g_strdup (_ ("Folders"));
    case GROUP_REST:
      /* A list of nothing else needs no name. */
      return position > 0 ? g_strdup (_ ("Conversations")) : NULL;
    default:
      return qing_sidebar_group_dup_label (key, now);
    }
}

/* A row wears the heading of its group when the one before it belongs to another. */
static void
update_row (QingSidebar *self, GtkListItem *item, GDateTime *now)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autofree char *heading = NULL;
  QingSidebarPlace place;
  int key;

  if (row == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return;
  key = key_at (self, position, now);
  if (position == 0 || key_at (self, position - 1, now) != key)
    heading = dup_heading (key, position, now);
  qing_sidebar_model_get_place (self->model, position, &place);
  qing_sidebar_row_set_heading (row, heading);
  qing_sidebar_row_set_depth (row, place.depth);
  qing_sidebar_row_set_hollow (row, place.hollow);
  qing_sidebar_row_set_checked (row, self->selecting, gtk_list_item_get_selected (item));
}

QingSidebarRow *
qing_sidebar_find_row (QingSidebar *self, gpointer searched)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (gtk_list_item_get_item (item) == searched)
      return QING_SIDEBAR_ROW (gtk_list_item_get_child (item));
  return NULL;
}

static gboolean
update_rows_cb (gpointer user_data)
{
  QingSidebar *self = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GHashTableIter iter;
  gpointer item;

  self->update_id = 0;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    update_row (self, item, now);
  qing_sidebar_refocus (self);
  return G_SOURCE_REMOVE;
}

/* Positions are right once the list view has seen the change, too. */
void
qing_sidebar_queue_update (QingSidebar *self, guint delay_ms)
{
  if (self->update_id == 0)
    self->update_id = delay_ms > 0
                        ? g_timeout_add (delay_ms, update_rows_cb, self)
                        : g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_rows_cb, self, NULL);
}

static void
queue_update (QingSidebar *self)
{
  qing_sidebar_queue_update (self, 0);
}

static gboolean
midnight_cb (gpointer user_data)
{
  QingSidebar *self = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 left = qing_sidebar_group_time_left (now);

  queue_update (self);
  /* Looked at every hour at least, because a machine may sleep over midnight. */
  self->midnight_id =
    g_timeout_add_seconds ((guint) CLAMP (left / G_TIME_SPAN_SECOND + 1, 1, 60 * 60), midnight_cb,
                           self);
  return G_SOURCE_REMOVE;
}

/* Messages that are found stand right below the titles that are, of which some are seen at once, and
 * have all the room when there are none. */
static void
share_room (QingSidebar *self, gboolean titles, gboolean messages)
{
  gtk_widget_set_visible (GTK_WIDGET (self->stack), titles || !messages);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), !messages);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, messages);
  gtk_scrolled_window_set_max_content_height (self->scroller, messages ? MOST_TITLES_HEIGHT : -1);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.begin", g_str_equal (page, "list"));
  gtk_stack_set_visible_child_name (self->stack, page);
  share_room (self, !g_str_equal (page, "none"),
              qing_search_results_get_first (self->results) != NULL);
}

void
qing_sidebar_show_selected (QingSidebar *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = qing_sidebar_model_find (self->model, self->selected);

  self->following = TRUE;
  /* What has no item yet is selected as soon as it has one. */
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    gtk_selection_model_unselect_all (selection);
  else
    gtk_selection_model_select_item (selection, position, TRUE);
  self->following = FALSE;
}

/* While several are chosen, it is the user's choice that counts. */
static void
items_changed_cb (QingSidebar *self)
{
  if (!self->selecting)
    qing_sidebar_show_selected (self);
  queue_update (self);
  update_stack (self);
}

void
qing_sidebar_open (QingSidebar *self, QingConversation *conversation)
{
  if (conversation == NULL || conversation == self->selected)
    return;
  qing_sidebar_set_selected (self, conversation);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation);
}

GPtrArray *
qing_sidebar_list_selected (QingSidebar *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bits =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    if (qing_sidebar_model_is_conversation (self->model, position))
      g_ptr_array_add (list, g_list_model_get_item (G_LIST_MODEL (self->model), position));
  return list;
}

/* How many conversations are selected, without making one. */
static guint
count_selected (QingSidebar *self)
{
  g_autoptr (GtkBitset) bits =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;
  guint n = 0;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    n += qing_sidebar_model_is_conversation (self->model, position) ? 1 : 0;
  return n;
}

static void
update_header (QingSidebar *self)
{
  g_autofree char *words = NULL;

  self->n_selected = self->selecting ? count_selected (self) : 0;
  words =
    g_strdup_printf (ngettext ("%u selected", "%u selected", self->n_selected), self->n_selected);
  gtk_label_set_text (self->selection_label, words);
  gtk_stack_set_visible_child_name (self->header, self->selecting ? "selection" : "list");
  qing_sidebar_update_actions (self, NULL);
}

/* A folder can be selected, because it can have the focus, but never together with others. */
static void
unselect_folders (QingSidebar *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);
  g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) folders = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    if (!qing_sidebar_model_is_conversation (self->model, position))
      gtk_bitset_add (folders, position);
  if (gtk_bitset_is_empty (folders))
    return;
  self->following = TRUE;
  gtk_selection_model_set_selection (selection, none, folders);
  self->following = FALSE;
}

void
qing_sidebar_set_selecting (QingSidebar *self, gboolean selecting)
{
  if (self->selecting != !!selecting)
    {
      self->selecting = !!selecting;
      if (selecting)
        unselect_folders (self);
      else
        qing_sidebar_show_selected (self);
    }
  update_header (self);
  queue_update (self);
}

static void
selection_changed_cb (QingSidebar *self)
{
  guint n;

  if (self->following)
    return;
  n = count_selected (self);
  if (n > 1 || self->selecting)
    {
      unselect_folders (self);
      qing_sidebar_set_selecting (self, TRUE);
    }
  else if (n == 1)
    {
      g_autoptr (GPtrArray) selected = qing_sidebar_list_selected (self);

      qing_sidebar_open (self, selected->pdata[0]);
    }
}

static void
open_position (QingSidebar *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (QING_IS_CONVERSATION (item))
    qing_sidebar_open (self, QING_CONVERSATION (item));
}

static void
toggle_folder (QingSidebar *self, QingFolder *folder)
{
  qing_engine_set_folder_expanded (self->engine, folder, !qing_folder_get_expanded (folder));
}

static void
activate_cb (QingSidebar *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (QING_IS_FOLDER (item))
    {
      toggle_folder (self, QING_FOLDER (item));
      return;
    }
  qing_sidebar_set_selecting (self, FALSE);
  open_position (self, position);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
toggle_selected (QingSidebar *self, gpointer item)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = qing_sidebar_model_find (self->model, item);

  if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
}

static gboolean
row_clicked_cb (QingSidebar *self, GdkModifierType state, QingSidebarRow *row)
{
  gpointer item = qing_sidebar_row_get_item (row);

  /* The list knows what these are for. */
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0 || item == NULL)
    return FALSE;
  if (!QING_IS_FOLDER (item) && !self->selecting)
    {
      qing_sidebar_open (self, item);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
      return FALSE;
    }
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  if (QING_IS_FOLDER (item))
    toggle_folder (self, item);
  else
    toggle_selected (self, item);
  return TRUE;
}

static void
search_changed_cb (QingSidebar *self)
{
  if (self->model != NULL)
    {
      qing_sidebar_reset_reach (self);
      qing_engine_list_all (self->engine);
      qing_sidebar_model_set_search (self->model,
                                     gtk_editable_get_text (GTK_EDITABLE (self->search)));
    }
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

QingSidebarRow *
qing_sidebar_get_focus_row (QingSidebar *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return QING_IS_SIDEBAR_ROW (row) ? QING_SIDEBAR_ROW (row) : NULL;
}

static void
menu_requested_cb (QingSidebar *self, double x, double y, QingSidebarRow *row)
{
  qing_sidebar_show_menu (self, row, x, y);
}

void
qing_sidebar_emit_asked (QingSidebar *self, GPtrArray *conversations, const char *what)
{
  if (conversations->len == 1)
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, conversations->pdata[0], what);
  else
    g_signal_emit (self, signals[SIGNAL_ASKED_ALL], 0, conversations, what);
  qing_sidebar_set_selecting (self, FALSE);
}

void
qing_sidebar_emit_folder_deleted (QingSidebar *self, const char *name, QingFolderRemoval *removal)
{
  g_signal_emit (self, signals[SIGNAL_FOLDER_DELETED], 0, name, removal);
}

void
qing_sidebar_emit_moved (QingSidebar *self, const char *words, GPtrArray *moves)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, words, moves);
}

static void
setup_cb (QingSidebar *self, GtkListItem *item)
{
  GtkWidget *row = qing_sidebar_row_new ();

  g_signal_connect_object (row, "menu-requested", G_CALLBACK (menu_requested_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (qing_sidebar_renamed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  qing_sidebar_add_drag (self, QING_SIDEBAR_ROW (row));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (QingSidebar *self, GtkListItem *item)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  qing_sidebar_row_set_item (row, gtk_list_item_get_item (item));
  g_hash_table_add (self->bound, item);
  update_row (self, item, now);
}

static void
unbind_cb (QingSidebar *self, GtkListItem *item)
{
  QingSidebarRow *row = QING_SIDEBAR_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->bound, item);
  if (row != NULL)
    qing_sidebar_row_set_item (row, NULL);
}

static void
set_order (QingSidebar *self, const char *order)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders) && self->engine != NULL; i++)
    if (g_strcmp0 (orders[i], order) == 0)
      qing_engine_set_order (self->engine, (QingOrder) i);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
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
    case PROP_ORDER:
      g_value_set_string (value,
                          orders[self->engine != NULL ? qing_engine_get_order (self->engine) : 0]);
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
    case PROP_ORDER:
      set_order (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_dispose (GObject *object)
{
  QingSidebar *self = QING_SIDEBAR (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_clear_handle_id (&self->rename_id, g_source_remove);
  g_clear_handle_id (&self->unfold_id, g_source_remove);
  qing_sidebar_end_reach (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->selected);
  g_clear_object (&self->target);
  g_clear_object (&self->menu_item);
  g_clear_object (&self->conversation_menu);
  g_clear_object (&self->folder_menu);
  g_clear_object (&self->selection_menu);
  g_clear_object (&self->refocus);
  g_clear_object (&self->rename_item);
  g_clear_object (&self->unfold_folder);
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
  properties[PROP_ORDER] =
    g_param_spec_string ("order", NULL, NULL, "activity",
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

  signals[SIGNAL_ASKED_ALL] =
    g_signal_new ("asked-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_STRING);
  signals[SIGNAL_FOLDER_DELETED] =
    g_signal_new ("folder-deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);

  qing_sidebar_class_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "sidebar.order", "order");

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, results);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, selection_label);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, list_menu_button);
  gtk_widget_class_bind_template_child (widget_class, QingSidebar, selection_menu_button);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_sidebar_menu_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hit_activated_cb);
}

static void
qing_sidebar_init (QingSidebar *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  g_type_ensure (QING_TYPE_SEARCH_RESULTS);
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_sidebar_load_menus (self);
  qing_sidebar_add_keys (GTK_WIDGET (self->list));
  qing_widget_set_accessible_label (self->list_menu_button, _ ("List Menu"));
  qing_widget_set_accessible_label (self->selection_menu_button, _ ("More Actions"));
  qing_sidebar_add_drop (self, GTK_WIDGET (self->stack));
  qing_sidebar_update_actions (self, NULL);
  qing_sidebar_begin_reach (self);
}

void
qing_sidebar_set_engine (QingSidebar *self, QingEngine *engine)
{
  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (self->engine == NULL && QING_IS_ENGINE (engine));

  self->engine = g_object_ref (engine);
  qing_search_results_set_engine (self->results, engine);
  self->model =
    qing_sidebar_model_new (QING_CONVERSATION_INDEX (qing_engine_get_conversations (engine)),
                            qing_engine_get_folders (engine));
  qing_sidebar_reset_reach (self);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "rearranged", G_CALLBACK (queue_update), self,
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
  if (self->model != NULL && !self->selecting)
    qing_sidebar_show_selected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

void
qing_sidebar_step (QingSidebar *self, int step)
{
  gint64 position;
  guint n_items;

  g_return_if_fail (QING_IS_SIDEBAR (self));

  qing_engine_list_all (self->engine);
  n_items = qing_sidebar_model_get_length (self->model);
  position = qing_sidebar_model_find (self->model, self->selected);
  /* From a new conversation, which stands before the list, the next one is the first. */
  position = position == G_MAXUINT ? step > 0 ? 0 : -1 : position + step;
  while (position >= 0 && position < n_items &&
         !qing_sidebar_model_is_conversation (self->model, (guint) position))
    position += step;
  if (position < 0 || position >= n_items)
    return;
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    qing_sidebar_reach_all (self);
  open_position (self, (guint) position);
  qing_sidebar_scroll_to (self, (guint) position);
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
  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  qing_sidebar_begin_rename (self, conversation);
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
