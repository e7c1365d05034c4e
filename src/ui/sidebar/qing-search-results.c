/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-search-results.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

#define DELAY_MS  180
#define PAGE_ROWS 24
#define DAY       ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

struct _QingSearchResults
{
  GtkWidget parent_instance;

  GtkLabel *status;
  GtkDropDown *since;
  GtkWidget *scroller;
  GtkListView *list;

  QingEngine *engine;
  GListStore *hits;
  GtkCustomFilter *filter;
  GtkFilterListModel *shown;
  GtkSliceListModel *page; /* so many of them have rows */
  GCancellable *cancellable;
  char *text;
  guint delay_id;
};

G_DEFINE_FINAL_TYPE (QingSearchResults, qing_search_results, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Days that the choices of "since" go back; 0: all of them. */
static const guint since_days[] = { 0, 7, 31, 366 };

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  QingSearchResults *self = user_data;
  guint choice = gtk_drop_down_get_selected (self->since);
  guint days = choice < G_N_ELEMENTS (since_days) ? since_days[choice] : 0;

  return qing_search_hit_get_message_uid (item) != NULL &&
         (days == 0 || qing_search_hit_get_created (item) > g_get_real_time () - days * DAY);
}

static void
update (QingSearchResults *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *words = NULL;

  words = n > 0 ? g_strdup_printf (ngettext ("%u message", "%u messages", n), n)
                : g_strdup (_ ("No message holds these words"));
  gtk_label_set_text (self->status, words);
  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_vexpand (GTK_WIDGET (self), n > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
since_changed_cb (QingSearchResults *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingSearchResults) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = qing_engine_search_finish (QING_ENGINE (object), result, &error);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    return;
  for (guint i = 0; found != NULL && i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (hits, g_list_model_get_item (found, i));
  gtk_slice_list_model_set_size (self->page, PAGE_ROWS);
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)),
                       hits->pdata, hits->len);
  update (self);
  if (error != NULL)
    gtk_label_set_text (self->status, error->message);
}

static gboolean
search_cb (gpointer user_data)
{
  QingSearchResults *self = user_data;

  g_autoptr (QingSearchQuery) query = qing_search_query_new (self->text);

  self->delay_id = 0;
  self->cancellable = g_cancellable_new ();
  qing_engine_search_async (self->engine, query, self->cancellable, found_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
stop (QingSearchResults *self)
{
  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* More rows are made while the reader comes to the end of those that are there: a hundred at once
 * would hold up whoever types. */
static void
scrolled_cb (QingSearchResults *self, GtkAdjustment *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);
  guint size = gtk_slice_list_model_get_size (self->page);

  if (left < 2 * gtk_adjustment_get_page_size (adjustment) &&
      size < g_list_model_get_n_items (G_LIST_MODEL (self->shown)))
    gtk_slice_list_model_set_size (self->page, size + PAGE_ROWS);
}

static void
activate_cb (QingSearchResults *self, guint position)
{
  g_autoptr (QingSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (hit != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, hit);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (QingSearchResults *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = new_label ("caption-heading");
  GtkWidget *date = new_label ("caption");
  GtkWidget *excerpt = new_label (NULL);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (date, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (date), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (excerpt), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (excerpt), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (excerpt), 2);
  gtk_box_append (GTK_BOX (top), title);
  gtk_box_append (GTK_BOX (top), date);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), excerpt);
  gtk_widget_add_css_class (box, "search-hit");
  gtk_list_item_set_child (item, box);
}

static char *
format_date (gint64 created)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

/* The text is a stranger's: the found word is made bold by attributes, never by markup. */
static void
bind_cb (QingSearchResults *self, GtkListItem *item)
{
  QingSearchHit *hit = gtk_list_item_get_item (item);
  GtkWidget *top = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (top);
  GtkLabel *excerpt = GTK_LABEL (gtk_widget_get_next_sibling (top));
  g_autofree char *date = format_date (qing_search_hit_get_created (hit));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *text = qing_search_hit_get_excerpt (hit);
  guint start;
  guint length;

  for (guint i = 0; qing_search_hit_get_mark (hit, i, &start, &length); i++)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      bold->start_index = line->start_index = start;
      bold->end_index = line->end_index = start + length;
      pango_attr_list_insert (attributes, bold);
      pango_attr_list_insert (attributes, line);
    }
  gtk_label_set_text (GTK_LABEL (title),
                      qing_conversation_get_title (qing_search_hit_get_conversation (hit)));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), date);
  gtk_label_set_text (excerpt, text);
  gtk_label_set_attributes (excerpt, attributes);
}

static void
qing_search_results_dispose (GObject *object)
{
  QingSearchResults *self = QING_SEARCH_RESULTS (object);
  GtkWidget *child;

  stop (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  if (self->shown != NULL)
    gtk_filter_list_model_set_filter (self->shown, NULL);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->page);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->hits);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (qing_search_results_parent_class)->dispose (object);
}

static void
qing_search_results_class_init (QingSearchResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_search_results_dispose;
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QING_TYPE_SEARCH_HIT);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_top (QingSearchResults *self)
{
  const char *const choices[] = { _ ("Any time"), _ ("Last 7 days"), _ ("Last month"),
                                  _ ("Last year"), NULL };
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->status = GTK_LABEL (new_label ("caption-heading"));
  self->since = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (choices));
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "dim-label");
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_lines (self->status, 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self->status), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->since), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->since), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Since"), -1);
  g_signal_connect_object (self->since, "notify::selected", G_CALLBACK (since_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (top, 15);
  gtk_widget_set_margin_end (top, 12);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->since));
  return top;
}

static void
make_list (QingSearchResults *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->page)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Messages found"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "search-hits");
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (
                             GTK_SCROLLED_WINDOW (self->scroller)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

static void
qing_search_results_init (QingSearchResults *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->hits = g_list_store_new (QING_TYPE_SEARCH_HIT);
  gtk_box_append (GTK_BOX (box), make_top (self));
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->hits)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  self->page = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->shown)), 0, PAGE_ROWS);
  make_list (self);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
qing_search_results_set_engine (QingSearchResults *self, QingEngine *engine)
{
  g_return_if_fail (QING_IS_SEARCH_RESULTS (self));

  g_set_object (&self->engine, engine);
}

void
qing_search_results_set_text (QingSearchResults *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_return_if_fail (QING_IS_SEARCH_RESULTS (self));

  if (g_strcmp0 (self->text, stripped) == 0)
    return;
  stop (self);
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  gtk_widget_set_visible (GTK_WIDGET (self), *self->text != '\0');
  if (*self->text == '\0')
    {
      g_list_store_remove_all (self->hits);
      update (self);
      return;
    }
  gtk_label_set_text (self->status, _ ("Searching messages…"));
  if (self->engine != NULL)
    self->delay_id = g_timeout_add (DELAY_MS, search_cb, self);
}

QingSearchHit *
qing_search_results_get_first (QingSearchResults *self)
{
  g_autoptr (QingSearchHit) hit = NULL;

  g_return_val_if_fail (QING_IS_SEARCH_RESULTS (self), NULL);

  hit = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);
  return hit;
}
