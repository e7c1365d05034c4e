/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-models-page.h"

#include "qing-model-facts.h"
#include "qing-model-page.h"
#include "qing-model-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define EMPTY_FILE "{\n  \"models\": [\n  ]\n}\n"

struct _QingModelsPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GtkEditable *search;
  GtkListBox *list;
  GtkWidget *nothing;
  AdwActionRow *complaint;
  AdwActionRow *file_row;

  QingCatalogue *catalogue;
  GtkFilter *filter;
  GtkFilterListModel *found; /* NULL until the page is shown */
};

G_DEFINE_FINAL_TYPE (QingModelsPage, qing_models_page, ADW_TYPE_PREFERENCES_PAGE)

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  QingModelsPage *self = user_data;

  return qing_model_matches (item, gtk_editable_get_text (self->search));
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  QingModelInfo *model = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *summary = qing_model_facts_dup_summary (model);

  /* A user's file may hold any text. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), qing_model_info_get_name (model));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), summary);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
found_changed_cb (QingModelsPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->found)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_widget_set_visible (self->nothing, !any);
}

static void
search_changed_cb (QingModelsPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
show_model (QingModelsPage *self, QingModelInfo *model)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (root),
                                            qing_model_page_new (self->catalogue,
                                                                 qing_model_info_get_id (model)));
}

static void
row_activated_cb (QingModelsPage *self, GtkListBoxRow *row)
{
  g_autoptr (QingModelInfo) model =
    g_list_model_get_item (G_LIST_MODEL (self->found), (guint) gtk_list_box_row_get_index (row));

  if (model != NULL)
    show_model (self, model);
}

/* Enter shows what was found first. */
static void
search_activated_cb (QingModelsPage *self)
{
  g_autoptr (QingModelInfo) model = g_list_model_get_item (G_LIST_MODEL (self->found), 0);

  if (model != NULL)
    show_model (self, model);
}

static void
complaint_cb (QingModelsPage *self)
{
  const char *words = qing_catalogue_get_complaint (self->catalogue);

  adw_action_row_set_subtitle (self->complaint, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), words != NULL);
}

/* The file that people write; the program reads it when it starts. */
static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "qingtan", "models.json", NULL);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingModelsPage) self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *uri = g_file_get_uri (G_FILE (source));
  g_autoptr (GFileOutputStream) stream = g_file_create_finish (G_FILE (source), result, NULL);

  /* One that is there already is left as it is. A few bytes do not block anybody. */
  if (stream != NULL)
    g_output_stream_write_all (G_OUTPUT_STREAM (stream), EMPTY_FILE, strlen (EMPTY_FILE), NULL,
                               NULL, NULL);
  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
open_file_cb (QingModelsPage *self)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (folder, 0700);
  g_file_create_async (file, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, NULL, created_cb,
                       g_object_ref (self));
}

static void
qing_models_page_map (GtkWidget *widget)
{
  QingModelsPage *self = QING_MODELS_PAGE (widget);

  if (self->found == NULL && self->catalogue != NULL)
    {
      self->found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->catalogue)),
                                               g_object_ref (self->filter));
      g_signal_connect_object (self->found, "items-changed", G_CALLBACK (found_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->found), create_row_cb, NULL, NULL);
      found_changed_cb (self);
    }
  GTK_WIDGET_CLASS (qing_models_page_parent_class)->map (widget);
}

static void
qing_models_page_dispose (GObject *object)
{
  QingModelsPage *self = QING_MODELS_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (qing_models_page_parent_class)->dispose (object);
}

static void
qing_models_page_class_init (QingModelsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_models_page_dispose;
  widget_class->map = qing_models_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-models-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, group);
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, search);
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, list);
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, QingModelsPage, file_row);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_file_cb);
}

static void
qing_models_page_init (QingModelsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
}

void
qing_models_page_set_catalogue (QingModelsPage *self, QingCatalogue *catalogue)
{
  g_autofree char *date = NULL;
  g_autofree char *words = NULL;
  g_autofree char *path = dup_path ();
  g_autofree char *where = NULL;

  g_return_if_fail (QING_IS_MODELS_PAGE (self));

  g_set_object (&self->catalogue, catalogue);
  date = qing_model_facts_dup_date (qing_catalogue_get_date (catalogue));
  /* Translators: the date of the list of models. */
  words = g_strdup_printf (_ ("As known on %s. Prices are for a million tokens, read and written."),
                           date);
  adw_preferences_group_set_description (self->group, words);
  /* Translators: %s is the path of a file. */
  where = g_strdup_printf (_ ("%s, read when the program starts"), path);
  adw_action_row_set_subtitle (self->file_row, where);
  g_signal_connect_object (catalogue, "notify::complaint", G_CALLBACK (complaint_cb), self,
                           G_CONNECT_SWAPPED);
  complaint_cb (self);
}

void
qing_models_page_search (QingModelsPage *self, const char *query)
{
  g_return_if_fail (QING_IS_MODELS_PAGE (self));

  gtk_editable_set_text (self->search, query);
  search_changed_cb (self);
}
