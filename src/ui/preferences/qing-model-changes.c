/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-changes.h"

#include "qing-model-facts.h"

#include <glib/gi18n.h>

/* What a model can or cannot do, with a switch for each. A feature, or a letter of what goes in. */
typedef struct
{
  const char *label;
  guint feature;
  guint modality;
} Ability;

static const Ability abilities[] = {
  { N_ ("Sees Pictures"), 0, QING_MODALITY_IMAGE },
  { N_ ("Hears"), 0, QING_MODALITY_AUDIO },
  { N_ ("Watches Videos"), 0, QING_MODALITY_VIDEO },
  { N_ ("Uses Tools"), QING_FEATURE_TOOLS, 0 },
  { N_ ("Searches the Web"), QING_FEATURE_SEARCH, 0 },
  { N_ ("Answers in JSON"), QING_FEATURE_JSON_OBJECT, 0 },
  { N_ ("Follows a JSON Schema"), QING_FEATURE_JSON_SCHEMA, 0 },
};

struct _QingModelChanges
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *reset_button;
  AdwEntryRow *name_row;
  AdwEntryRow *context_row;
  AdwEntryRow *output_row;
  AdwComboRow *thinking_row;
  AdwExpanderRow *json_row;
  GtkTextView *json_view;
  GtkLabel *fault;
  GtkSwitch *switches[G_N_ELEMENTS (abilities)];

  QingCatalogue *catalogue;
  char *id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QingModelChanges, qing_model_changes, ADW_TYPE_PREFERENCES_GROUP)

static QingModelInfo *
get_model (QingModelChanges *self)
{
  return qing_catalogue_lookup (self->catalogue, self->id);
}

static void
show_fault (QingModelChanges *self, const char *words)
{
  gtk_label_set_text (self->fault, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), words != NULL);
  if (words != NULL)
    adw_expander_row_set_expanded (self->json_row, TRUE);
}

static void
set_member (QingModelChanges *self, const char *name, GVariant *value)
{
  g_autoptr (GError) error = NULL;

  if (!qing_catalogue_set_override_member (self->catalogue, self->id, name, value, &error))
    show_fault (self, error->message);
}

static void
set_entry (AdwEntryRow *row, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
set_count (AdwEntryRow *row, gint64 count)
{
  g_autofree char *text = count >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("");

  set_entry (row, text);
}

static gboolean
has_ability (QingModelInfo *model, const Ability *ability)
{
  return (qing_model_info_get_features (model) & ability->feature) != 0 ||
         (qing_model_info_get_input (model) & ability->modality) != 0;
}

static void
update (QingModelChanges *self)
{
  QingModelInfo *model = get_model (self);
  QingThinking thinking = qing_model_info_get_thinking (model);
  g_autofree char *json = qing_catalogue_dup_override (self->catalogue, self->id);

  self->filling = TRUE;
  set_entry (self->name_row, qing_model_info_get_name (model));
  set_count (self->context_row, qing_model_info_get_context (model));
  set_count (self->output_row, qing_model_info_get_max_output (model, FALSE));
  adw_combo_row_set_selected (self->thinking_row, thinking);
  for (guint i = 0; i < G_N_ELEMENTS (abilities); i++)
    gtk_switch_set_active (self->switches[i], has_ability (model, &abilities[i]));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->json_view), json != NULL ? json : "",
                            -1);
  gtk_widget_set_visible (self->reset_button, json != NULL);
  show_fault (self, NULL);
  self->filling = FALSE;
}

static void
changed_cb (QingModelChanges *self, const char *id)
{
  if (g_str_equal (id, self->id))
    update (self);
}

static void
name_applied_cb (QingModelChanges *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  g_strstrip (name);
  set_member (self, "name", *name != '\0' ? g_variant_new_string (name) : NULL);
}

/* An empty row takes the number back. */
static void
count_applied_cb (AdwEntryRow *row, QingModelChanges *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  const char *name = row == self->context_row ? "context" : "max_output";
  guint64 count;

  if (*text == '\0')
    set_member (self, name, NULL);
  else if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &count, NULL))
    set_member (self, name, g_variant_new_int64 ((gint64) count));
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
thinking_selected_cb (QingModelChanges *self)
{
  guint selected = adw_combo_row_get_selected (self->thinking_row);

  if (self->filling || selected >= QING_THINKING_UNKNOWN)
    return;
  set_member (self, "thinking", g_variant_new_string (qing_model_info_list_thinking ()[selected]));
}

static GVariant *
list_features (guint features)
{
  const char *const *names = qing_model_info_list_features ();
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; names[i] != NULL; i++)
    if (features & (1u << i))
      g_variant_builder_add (&builder, "s", names[i]);
  return g_variant_builder_end (&builder);
}

static void
switched_cb (GtkSwitch *widget, GParamSpec *pspec, QingModelChanges *self)
{
  QingModelInfo *model = get_model (self);

  for (guint i = 0; i < G_N_ELEMENTS (abilities) && !self->filling; i++)
    {
      const Ability *ability = &abilities[i];

      if (self->switches[i] != widget)
        continue;
      if (ability->feature != 0)
        {
          set_member (self, "features",
                      list_features (qing_model_info_get_features (model) ^ ability->feature));
        }
      else
        {
          g_autofree char *letters =
            qing_modalities_to_string (qing_model_info_get_input (model) ^ ability->modality);

          set_member (self, "input", g_variant_new_string (letters));
        }
      return;
    }
}

static void
show_known_cb (QingModelChanges *self)
{
  g_autofree char *json = qing_model_info_to_json (get_model (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->json_view), json, -1);
}

static void
json_applied_cb (QingModelChanges *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->json_view);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_strstrip (text);
  if (!qing_catalogue_set_override (self->catalogue, self->id, *text != '\0' ? text : NULL, &error))
    show_fault (self, error->message);
}

static void
reset_cb (QingModelChanges *self)
{
  qing_catalogue_set_override (self->catalogue, self->id, NULL, NULL);
}

static void
qing_model_changes_dispose (GObject *object)
{
  g_clear_object (&QING_MODEL_CHANGES (object)->catalogue);

  G_OBJECT_CLASS (qing_model_changes_parent_class)->dispose (object);
}

static void
qing_model_changes_finalize (GObject *object)
{
  g_free (QING_MODEL_CHANGES (object)->id);

  G_OBJECT_CLASS (qing_model_changes_parent_class)->finalize (object);
}

static void
qing_model_changes_class_init (QingModelChangesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_model_changes_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_model_changes_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-model-changes.ui");
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, reset_button);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, name_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, context_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, output_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, thinking_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, json_row);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, json_view);
  gtk_widget_class_bind_template_child (widget_class, QingModelChanges, fault);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, thinking_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_known_cb);
  gtk_widget_class_bind_template_callback (widget_class, json_applied_cb);
}

static void
add_switch (QingModelChanges *self, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *widget = gtk_switch_new ();
  const char *label = _ (abilities[index].label);

  self->switches[index] = GTK_SWITCH (widget);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (switched_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
qing_model_changes_init (QingModelChanges *self)
{
  g_autoptr (GtkStringList) modes = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < QING_THINKING_UNKNOWN; i++)
    gtk_string_list_append (modes, qing_model_facts_describe_thinking (i));
  gtk_string_list_append (modes, C_ ("thinking", "Not known"));
  adw_combo_row_set_model (self->thinking_row, G_LIST_MODEL (modes));
  for (guint i = 0; i < G_N_ELEMENTS (abilities); i++)
    add_switch (self, i);
  /* What is wanted least stands last. */
  g_object_ref (self->json_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->json_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->json_row));
  g_object_unref (self->json_row);
}

GtkWidget *
qing_model_changes_new (QingCatalogue *catalogue, const char *id)
{
  QingModelChanges *self = g_object_new (QING_TYPE_MODEL_CHANGES, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->id = g_strdup (id);
  g_signal_connect_object (catalogue, "override-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
