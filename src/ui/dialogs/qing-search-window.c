/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-search-window.h"

#include "qing-dialogs.h"
#include "qing-search-row.h"

#include <glib/gi18n.h>

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

struct _QingSearchWindow
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkDropDown *roles;
  GtkDropDown *times;
  GtkDropDown *models;
  GtkToggleButton *pictures;
  GtkLabel *status;
  GtkStack *stack;
  GtkWidget *clear_button;
  GtkListView *list;

  QingEngine *engine;
  GListStore *hits;
  GtkSingleSelection *selection;
  GtkStringList *model_names;
  GPtrArray *model_ids; /* of the names, the first one being NULL: any */
  GCancellable *cancellable;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (QingSearchWindow, qing_search_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Days that the choices go back; 0: all of them. */
static const guint days[] = { 0, 7, 31, 366 };
static const QingRole roles[] = { 0, QING_ROLE_USER, QING_ROLE_ASSISTANT };

static QingSearchQuery *
make_query (QingSearchWindow *self)
{
  QingSearchQuery *query =
    qing_search_query_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  guint time = MIN (gtk_drop_down_get_selected (self->times), G_N_ELEMENTS (days) - 1);
  guint role = MIN (gtk_drop_down_get_selected (self->roles), G_N_ELEMENTS (roles) - 1);
  guint model = gtk_drop_down_get_selected (self->models);

  g_strstrip (query->text);
  query->since = days[time] > 0 ? g_get_real_time () - days[time] * DAY : 0;
  query->role = roles[role];
  query->with_picture = gtk_toggle_button_get_active (self->pictures);
  if (model < self->model_ids->len)
    query->model = g_strdup (g_ptr_array_index (self->model_ids, model));
  return query;
}

static gboolean
has_filter (const QingSearchQuery *query)
{
  return query->since > 0 || query->role != 0 || query->model != NULL || query->with_picture;
}

static void
add_model (QingSearchWindow *self, const char *id)
{
  QingCatalogue *catalogue = qing_engine_get_catalogue (self->engine);

  for (guint i = 0; i < self->model_ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->model_ids, i), id) == 0)
      return;
  g_ptr_array_add (self->model_ids, g_strdup (id));
  gtk_string_list_append (self->model_names,
                          qing_model_info_get_name (qing_catalogue_lookup (catalogue, id)));
}

static void
show_hits (QingSearchWindow *self, GListModel *found)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = found != NULL ? g_list_model_get_n_items (found) : 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < n; i++)
    {
      QingSearchHit *hit = g_list_model_get_item (found, i);

      g_ptr_array_add (hits, hit);
      if (qing_search_hit_get_model (hit) != NULL)
        add_model (self, qing_search_hit_get_model (hit));
    }
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)),
                       hits->pdata, hits->len);
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u place", "%u places", n), n);
  gtk_label_set_text (self->status, n > 0 ? words : "");
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
  if (n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingSearchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = qing_engine_search_finish (QING_ENGINE (object), result, &error);

  if (self->engine == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    return;
  show_hits (self, found);
  if (error != NULL)
    gtk_label_set_text (self->status, error->message);
}

/* What was found for the letters before stays until there is something else, so that nothing
 * flickers under the eyes of who types on. */
static void
search (QingSearchWindow *self)
{
  g_autoptr (QingSearchQuery) query = make_query (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->clear_button, has_filter (query));
  if (*query->text == '\0')
    {
      g_list_store_remove_all (self->hits);
      gtk_label_set_text (self->status, "");
      gtk_stack_set_visible_child_name (self->stack, "start");
      return;
    }
  self->cancellable = g_cancellable_new ();
  qing_engine_search_async (self->engine, query, self->cancellable, found_cb, g_object_ref (self));
}

static void
changed_cb (QingSearchWindow *self)
{
  if (self->engine != NULL && !self->updating)
    search (self);
}

static void
clear_cb (QingSearchWindow *self)
{
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->roles, 0);
  gtk_drop_down_set_selected (self->times, 0);
  gtk_drop_down_set_selected (self->models, 0);
  gtk_toggle_button_set_active (self->pictures, FALSE);
  self->updating = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  search (self);
}

static void
activate_cb (QingSearchWindow *self, guint position)
{
  g_autoptr (QingSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  if (hit == NULL)
    return;
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, hit);
}

static void
entry_activate_cb (QingSearchWindow *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  activate_cb (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

static void
stop_cb (QingSearchWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* The arrows go through what was found while the words can still be changed. */
static gboolean
key_cb (QingSearchWindow *self, guint key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  guint selected = gtk_single_selection_get_selected (self->selection);
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;

  if (n == 0 || (!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up))
    return GDK_EVENT_PROPAGATE;
  if (selected == GTK_INVALID_LIST_POSITION)
    selected = down ? 0 : n - 1;
  else if (down)
    selected = MIN (selected + 1, n - 1);
  else
    selected = selected > 0 ? selected - 1 : 0;
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  return GDK_EVENT_STOP;
}

static void
setup_cb (QingSearchWindow *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, qing_search_row_new ());
}

static void
bind_cb (QingSearchWindow *self, GtkListItem *item)
{
  qing_search_row_set_hit (QING_SEARCH_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item), qing_engine_get_catalogue (self->engine));
}

static void
qing_search_window_dispose (GObject *object)
{
  QingSearchWindow *self = QING_SEARCH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), QING_TYPE_SEARCH_WINDOW);
  g_clear_object (&self->selection);
  g_clear_object (&self->hits);
  g_clear_object (&self->model_names);
  g_clear_pointer (&self->model_ids, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_search_window_parent_class)->dispose (object);
}

static void
qing_search_window_class_init (QingSearchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_search_window_dispose;
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QING_TYPE_SEARCH_HIT);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-search-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, roles);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, times);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, models);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, pictures);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, status);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, clear_button);
  gtk_widget_class_bind_template_child (widget_class, QingSearchWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
fill_choices (QingSearchWindow *self)
{
  const char *const who[] = { _ ("Anybody"), C_ ("who said it", "You"), _ ("A model"), NULL };
  const char *const when[] = { _ ("Any time"), _ ("Last 7 days"), _ ("Last month"), _ ("Last year"),
                               NULL };
  const char *const which[] = { _ ("Any model"), NULL };
  g_autoptr (GtkStringList) who_list = gtk_string_list_new (who);
  g_autoptr (GtkStringList) when_list = gtk_string_list_new (when);

  self->model_names = gtk_string_list_new (which);
  self->model_ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->model_ids, NULL);
  gtk_drop_down_set_model (self->roles, G_LIST_MODEL (who_list));
  gtk_drop_down_set_model (self->times, G_LIST_MODEL (when_list));
  gtk_drop_down_set_expression (self->models, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT,
                                                                           NULL, "string"));
  gtk_drop_down_set_model (self->models, G_LIST_MODEL (self->model_names));
}

static void
qing_search_window_init (QingSearchWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  self->hits = g_list_store_new (QING_TYPE_SEARCH_HIT);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->hits)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  /* Who types while the list has the focus wants other words. */
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->list));
}

QingSearchWindow *
qing_search_window_new (GtkWindow *parent, QingEngine *engine)
{
  QingSearchWindow *self;
  GListModel *catalogue;

  g_return_val_if_fail (QING_IS_ENGINE (engine), NULL);

  self = g_object_new (QING_TYPE_SEARCH_WINDOW, "transient-for", parent, NULL);
  qing_dialogs_outlive_parent (GTK_WINDOW (self));
  self->engine = g_object_ref (engine);
  catalogue = G_LIST_MODEL (qing_engine_get_catalogue (engine));
  for (guint i = 0; i < g_list_model_get_n_items (catalogue); i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (catalogue, i);

      add_model (self, qing_model_info_get_id (model));
    }
  return self;
}

void
qing_search_window_open (QingSearchWindow *self)
{
  g_return_if_fail (QING_IS_SEARCH_WINDOW (self));

  /* Something may have been said since. */
  search (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
qing_search_window_set_text (QingSearchWindow *self, const char *text)
{
  g_return_if_fail (QING_IS_SEARCH_WINDOW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

GListModel *
qing_search_window_get_hits (QingSearchWindow *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_WINDOW (self), NULL);

  return G_LIST_MODEL (self->hits);
}
