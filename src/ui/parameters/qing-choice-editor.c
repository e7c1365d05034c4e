/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-choice-editor.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingChoiceEditor
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;

  const QingParameterSpec *spec;
  /* Below the default, in the order of the list. */
  GStrv choices;
  gboolean updating;
};

static void qing_choice_editor_editor_init (QingParameterEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingChoiceEditor,
                               qing_choice_editor,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_PARAMETER_EDITOR,
                                                      qing_choice_editor_editor_init))

static void
selected_cb (QingChoiceEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  GVariant *value = NULL;

  if (self->updating || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0 && self->spec->kind == QING_PARAMETER_SWITCH)
    value = g_variant_new_boolean (selected == 1);
  else if (selected > 0)
    value = g_variant_new_string (self->choices[selected - 1]);
  qing_parameter_editor_emit_edited (QING_PARAMETER_EDITOR (self), value);
}

static char *
describe_default (QingChoiceEditor *self, const QingRule *rule)
{
  g_autofree char *fallback = qing_parameter_describe_value (self->spec, rule->fallback);

  if (fallback == NULL)
    return g_strdup (_ ("Default"));
  /* Translators: what holds when nothing is set, for example "Default (on)". */
  return g_strdup_printf (_ ("Default (%s)"), fallback);
}

/* The words of the rule, of the table, or those of a switch. A value that is set is in the list
 * even when the model does not take it, so that it can be seen. */
static GStrv
list_choices (QingChoiceEditor *self, const QingRule *rule, const char *current)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *choices = rule->choices != NULL ? rule->choices : self->spec->choices;

  if (self->spec->kind == QING_PARAMETER_SWITCH)
    {
      g_strv_builder_add (builder, _ ("On"));
      g_strv_builder_add (builder, _ ("Off"));
      return g_strv_builder_end (builder);
    }
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    g_strv_builder_add (builder, choices[i]);
  if (current != NULL && (choices == NULL || !g_strv_contains (choices, current)))
    g_strv_builder_add (builder, current);
  return g_strv_builder_end (builder);
}

static guint
find_selected (QingChoiceEditor *self, GVariant *value)
{
  if (value == NULL)
    return 0;
  if (self->spec->kind == QING_PARAMETER_SWITCH)
    return g_variant_get_boolean (value) ? 1 : 2;
  for (guint i = 0; self->choices[i] != NULL; i++)
    if (g_str_equal (self->choices[i], g_variant_get_string (value, NULL)))
      return i + 1;
  return 0;
}

static void
fill_list (QingChoiceEditor *self, const char *first)
{
  GtkStringList *old = GTK_STRING_LIST (gtk_drop_down_get_model (self->drop_down));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, first);
  for (guint i = 0; self->choices[i] != NULL; i++)
    gtk_string_list_append (list, self->choices[i]);

  /* A list that did not change is left alone: it may be open. */
  if (old != NULL && g_list_model_get_n_items (G_LIST_MODEL (old)) ==
                       g_list_model_get_n_items (G_LIST_MODEL (list)))
    {
      gboolean equal = TRUE;

      for (guint i = 0; equal && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
        equal =
          g_str_equal (gtk_string_list_get_string (old, i), gtk_string_list_get_string (list, i));
      if (equal)
        return;
    }
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (list));
}

static void
qing_choice_editor_update (QingParameterEditor *editor, const QingRule *rule, GVariant *value)
{
  QingChoiceEditor *self = QING_CHOICE_EDITOR (editor);
  g_autofree char *first = describe_default (self, rule);
  const char *current = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                          ? g_variant_get_string (value, NULL)
                          : NULL;

  self->updating = TRUE;
  g_strfreev (self->choices);
  self->choices = list_choices (self, rule, current);
  fill_list (self, first);
  gtk_drop_down_set_selected (self->drop_down, find_selected (self, value));
  self->updating = FALSE;
}

static void
qing_choice_editor_editor_init (QingParameterEditorInterface *iface)
{
  iface->update = qing_choice_editor_update;
}

static gboolean
qing_choice_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QING_CHOICE_EDITOR (widget)->drop_down));
}

static void
qing_choice_editor_dispose (GObject *object)
{
  qing_widget_dispose_children (GTK_WIDGET (object), QING_TYPE_CHOICE_EDITOR);

  G_OBJECT_CLASS (qing_choice_editor_parent_class)->dispose (object);
}

static void
qing_choice_editor_finalize (GObject *object)
{
  g_strfreev (QING_CHOICE_EDITOR (object)->choices);

  G_OBJECT_CLASS (qing_choice_editor_parent_class)->finalize (object);
}

static void
qing_choice_editor_class_init (QingChoiceEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_choice_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_choice_editor_finalize;
  widget_class->focus = qing_widget_focus_children;
  widget_class->grab_focus = qing_choice_editor_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-choice-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QingChoiceEditor, drop_down);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
qing_choice_editor_init (QingChoiceEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_choice_editor_new (const QingParameterSpec *spec)
{
  QingChoiceEditor *self = g_object_new (QING_TYPE_CHOICE_EDITOR, NULL);

  self->spec = spec;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, spec->label), -1);
  return GTK_WIDGET (self);
}
