/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameter-row.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingParameterRow
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkLabel *title;
  GtkButton *reset_button;
  GtkLabel *help;
  GtkWidget *reason_box;
  GtkLabel *reason;
  QingParameterEditor *editor;

  const QingParameterSpec *spec;
  QingParameters *parameters;
};

G_DEFINE_FINAL_TYPE (QingParameterRow, qing_parameter_row, GTK_TYPE_WIDGET)

static void
edited_cb (QingParameterRow *self, GVariant *value)
{
  if (self->parameters != NULL)
    qing_parameters_set (self->parameters, self->spec->id, value);
}

static void
reset_cb (QingParameterRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  if (self->parameters != NULL)
    qing_parameters_unset (self->parameters, self->spec->id);
}

static void
qing_parameter_row_dispose (GObject *object)
{
  QingParameterRow *self = QING_PARAMETER_ROW (object);

  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_PARAMETER_ROW);
  self->editor = NULL;
  g_clear_object (&self->parameters);

  G_OBJECT_CLASS (qing_parameter_row_parent_class)->dispose (object);
}

static void
qing_parameter_row_class_init (QingParameterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_parameter_row_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-parameter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, box);
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, title);
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, reset_button);
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, help);
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, reason_box);
  gtk_widget_class_bind_template_child (widget_class, QingParameterRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
qing_parameter_row_init (QingParameterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_parameter_row_new (const QingParameterSpec *spec)
{
  QingParameterRow *self = g_object_new (QING_TYPE_PARAMETER_ROW, NULL);
  const char *title = g_dgettext (GETTEXT_PACKAGE, spec->label);
  GtkWidget *editor = qing_parameter_editor_new (spec);
  /* Translators: a button that takes back what was set for a parameter. */
  g_autofree char *reset = g_strdup_printf (_ ("Reset “%s”"), title);

  self->spec = spec;
  self->editor = QING_PARAMETER_EDITOR (editor);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->help, g_dgettext (GETTEXT_PACKAGE, spec->help));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset_button), reset);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  g_dgettext (GETTEXT_PACKAGE, spec->help), -1);
  gtk_box_insert_child_after (self->box, editor, GTK_WIDGET (self->help));
  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const QingParameterSpec *
qing_parameter_row_get_spec (QingParameterRow *self)
{
  g_return_val_if_fail (QING_IS_PARAMETER_ROW (self), NULL);

  return self->spec;
}

QingParameterEditor *
qing_parameter_row_get_editor (QingParameterRow *self)
{
  g_return_val_if_fail (QING_IS_PARAMETER_ROW (self), NULL);

  return self->editor;
}

/* What the parameter is for, and what holds while it is not set: a number alone would not say that
 * it is only the default. */
static void
update_help (QingParameterRow *self, const QingRule *rule)
{
  const char *help = g_dgettext (GETTEXT_PACKAGE, self->spec->help);
  gboolean number =
    self->spec->kind == QING_PARAMETER_INTEGER || self->spec->kind == QING_PARAMETER_NUMBER;
  g_autofree char *fallback =
    number ? qing_parameter_describe_value (self->spec, rule->fallback) : NULL;
  g_autofree char *text = NULL;

  if (fallback != NULL)
    /* Translators: what a parameter is for, a sentence or more; and its default, a number. */
    text = g_strdup_printf (_ ("%s Default: %s."), help, fallback);
  gtk_label_set_text (self->help, text != NULL ? text : help);
}

QingParameterRowState
qing_parameter_row_update (QingParameterRow *self, QingRuling *ruling, QingParameters *parameters)
{
  const QingRule *rule = qing_ruling_get (ruling, self->spec->id);
  GVariant *value = qing_parameters_get (parameters, self->spec->id);
  gboolean visible = rule->offered || value != NULL;
  gboolean explained = value != NULL && rule->reason != NULL && (rule->conflict || !rule->offered);

  g_set_object (&self->parameters, parameters);
  gtk_widget_set_visible (GTK_WIDGET (self), visible);
  if (!visible)
    return QING_PARAMETER_ROW_ABSENT;

  qing_parameter_editor_update (self->editor, rule, value);
  update_help (self, rule);
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor), rule->offered);
  gtk_widget_set_visible (GTK_WIDGET (self->reset_button), value != NULL);
  gtk_widget_set_visible (self->reason_box, explained);
  gtk_label_set_text (self->reason, explained ? rule->reason : "");
  return rule->offered ? QING_PARAMETER_ROW_OFFERED : QING_PARAMETER_ROW_CONFLICT;
}
