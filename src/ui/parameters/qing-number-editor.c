/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-number-editor.h"

#include "qing-widget.h"

#include <glib/gi18n.h>
#include <math.h>

/* A range of more steps than this is no use as a scale. */
#define MAX_SCALE_STEPS 20000

struct _QingNumberEditor
{
  GtkWidget parent_instance;

  GtkScale *scale;
  GtkSpinButton *spin;

  const QingParameterSpec *spec;
  gboolean set;
  gboolean updating;
};

static void qing_number_editor_editor_init (QingParameterEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingNumberEditor,
                               qing_number_editor,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_PARAMETER_EDITOR,
                                                      qing_number_editor_editor_init))

static GtkAdjustment *
get_adjustment (QingNumberEditor *self)
{
  return gtk_spin_button_get_adjustment (self->spin);
}

static guint
count_digits (double step)
{
  return step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
}

static GVariant *
new_value (QingNumberEditor *self, double value)
{
  double unit = pow (10, count_digits (self->spec->step));

  if (self->spec->kind == QING_PARAMETER_INTEGER)
    return g_variant_new_int64 (llround (value));
  return g_variant_new_double (round (value * unit) / unit);
}

static void
set_value (QingNumberEditor *self, double value)
{
  self->set = TRUE;
  qing_parameter_editor_emit_edited (QING_PARAMETER_EDITOR (self), new_value (self, value));
}

static void
value_changed_cb (QingNumberEditor *self)
{
  if (!self->updating)
    set_value (self, gtk_adjustment_get_value (get_adjustment (self)));
}

/* What is not set shows no number but the default as a hint. */
static gboolean
output_cb (QingNumberEditor *self)
{
  if (self->set)
    return FALSE;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->spin)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->spin), "");
  return TRUE;
}

static int
input_cb (QingNumberEditor *self, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->spin));

  if (*text == '\0')
    {
      *value = gtk_adjustment_get_value (get_adjustment (self));
      if (self->set && !self->updating)
        {
          self->set = FALSE;
          qing_parameter_editor_emit_edited (QING_PARAMETER_EDITOR (self), NULL);
        }
      return TRUE;
    }
  /* The number that is the default already, typed, is a change although the value is the same. */
  if (!self->set && !self->updating)
    {
      char *end = NULL;
      double typed = g_strtod (text, &end);

      if (end != text && *end == '\0' &&
          fabs (typed - gtk_adjustment_get_value (get_adjustment (self))) < 1e-9)
        set_value (self, typed);
    }
  return FALSE;
}

static double
get_default (const QingParameterSpec *spec, const QingRule *rule)
{
  if (rule->fallback != NULL && g_variant_is_of_type (rule->fallback, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (rule->fallback);
  if (rule->fallback != NULL && g_variant_is_of_type (rule->fallback, G_VARIANT_TYPE_INT64))
    return (double) g_variant_get_int64 (rule->fallback);
  return rule->minimum;
}

static void
update_bounds (QingNumberEditor *self, const QingRule *rule)
{
  guint digits = count_digits (self->spec->step);
  double unit = self->spec->kind == QING_PARAMETER_INTEGER ? 1 : pow (10, -(double) digits);
  double lower = rule->minimum + (self->spec->minimum_exclusive ? unit : 0);
  double upper = rule->maximum - (self->spec->maximum_exclusive ? unit : 0);
  double step = self->spec->step > 0 ? self->spec->step : 1;
  gboolean scaled;

  gtk_spin_button_set_digits (self->spin, digits);
  gtk_adjustment_set_lower (get_adjustment (self), lower);
  gtk_adjustment_set_upper (get_adjustment (self), MAX (lower, upper));
  gtk_adjustment_set_step_increment (get_adjustment (self), step);
  gtk_adjustment_set_page_increment (get_adjustment (self), step * 10);
  scaled = upper > lower && (upper - lower) / step <= MAX_SCALE_STEPS;
  gtk_widget_set_visible (GTK_WIDGET (self->scale), scaled);
  gtk_widget_set_hexpand (GTK_WIDGET (self->spin), !scaled);
}

static void
qing_number_editor_update (QingParameterEditor *editor, const QingRule *rule, GVariant *value)
{
  QingNumberEditor *self = QING_NUMBER_EDITOR (editor);
  g_autofree char *fallback = qing_parameter_describe_value (self->spec, rule->fallback);
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->spin));
  double number = get_default (self->spec, rule);

  self->updating = TRUE;
  self->set = value != NULL;
  if (value != NULL)
    number = self->spec->kind == QING_PARAMETER_INTEGER ? (double) g_variant_get_int64 (value)
                                                        : g_variant_get_double (value);
  update_bounds (self, rule);
  g_object_set (text, "placeholder-text", fallback != NULL ? fallback : _ ("Default"), NULL);
  gtk_adjustment_set_value (get_adjustment (self), number);
  /* Also when the number stays: it may have become one that is set, or one that is not. */
  gtk_spin_button_update (self->spin);
  if (!self->set)
    output_cb (self);
  gtk_widget_set_opacity (GTK_WIDGET (self->scale), self->set ? 1 : 0.5);
  self->updating = FALSE;
}

static void
qing_number_editor_editor_init (QingParameterEditorInterface *iface)
{
  iface->update = qing_number_editor_update;
}

static gboolean
qing_number_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QING_NUMBER_EDITOR (widget)->spin));
}

static void
qing_number_editor_dispose (GObject *object)
{
  qing_widget_dispose_children (GTK_WIDGET (object), QING_TYPE_NUMBER_EDITOR);

  G_OBJECT_CLASS (qing_number_editor_parent_class)->dispose (object);
}

static void
qing_number_editor_class_init (QingNumberEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_number_editor_dispose;
  widget_class->focus = qing_widget_focus_children;
  widget_class->grab_focus = qing_number_editor_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-number-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QingNumberEditor, scale);
  gtk_widget_class_bind_template_child (widget_class, QingNumberEditor, spin);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_cb);
}

static void
qing_number_editor_init (QingNumberEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_widget_ignore_wheel (GTK_WIDGET (self->scale));
  qing_widget_ignore_wheel (GTK_WIDGET (self->spin));
}

GtkWidget *
qing_number_editor_new (const QingParameterSpec *spec)
{
  QingNumberEditor *self = g_object_new (QING_TYPE_NUMBER_EDITOR, NULL);
  const char *label = g_dgettext (GETTEXT_PACKAGE, spec->label);

  self->spec = spec;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}
