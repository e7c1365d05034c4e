/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameters-pane.h"

#include "qing-widget.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_GROUPS (QING_GROUP_EXPERT + 1)

struct _QingParametersPane
{
  GtkWidget parent_instance;

  GtkBox *groups;
  GtkExpander *absent;
  GtkBox *absent_box;
  GtkButton *reset_button;

  QingRulingWatch *watch;
  QingParameterRow *rows[QING_N_PARAMETERS];
  GtkWidget *group_widgets[N_GROUPS];
  GtkBox *group_boxes[N_GROUPS];
  GtkLabel *absent_labels[QING_N_PARAMETERS];
  guint n_conflicts[N_GROUPS];
};

G_DEFINE_FINAL_TYPE (QingParametersPane, qing_parameters_pane, GTK_TYPE_WIDGET)

/* A group that holds something that is not sent any more opens, once, so that it is seen. */
static void
show_conflicts (QingParametersPane *self, const guint n_conflicts[N_GROUPS])
{
  for (guint i = 0; i < N_GROUPS; i++)
    {
      if (n_conflicts[i] > self->n_conflicts[i] && GTK_IS_EXPANDER (self->group_widgets[i]))
        gtk_expander_set_expanded (GTK_EXPANDER (self->group_widgets[i]), TRUE);
      self->n_conflicts[i] = n_conflicts[i];
    }
}

/* The first group is always open; the others unfold. */
static void
create_group (QingParametersPane *self, QingParameterGroup group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->group_boxes[group] = GTK_BOX (box);
  if (group == QING_GROUP_BASIC)
    {
      self->group_widgets[group] = box;
    }
  else
    {
      self->group_widgets[group] = gtk_expander_new (qing_parameter_group_get_label (group));
      gtk_expander_set_child (GTK_EXPANDER (self->group_widgets[group]), box);
      gtk_widget_add_css_class (self->group_widgets[group], "parameter-group");
    }
  gtk_box_append (self->groups, self->group_widgets[group]);
}

static GtkLabel *
create_absent_label (QingParametersPane *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (self->absent_box, label);
  return GTK_LABEL (label);
}

static void
create_rows (QingParametersPane *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    create_group (self, i);
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec (i);
      GtkWidget *row = qing_parameter_row_new (spec);

      self->rows[i] = QING_PARAMETER_ROW (row);
      gtk_box_append (self->group_boxes[spec->group], row);
      self->absent_labels[i] = create_absent_label (self);
    }
}

static void
update_absent (QingParametersPane *self, QingParameterId id, const QingRule *rule, gboolean absent)
{
  const char *title = g_dgettext (GETTEXT_PACKAGE, qing_parameter_get_spec (id)->label);
  g_autofree char *text =
    rule->reason != NULL ? g_strdup_printf ("%s: %s", title, rule->reason) : g_strdup (title);

  gtk_widget_set_visible (GTK_WIDGET (self->absent_labels[id]), absent);
  if (absent)
    gtk_label_set_text (self->absent_labels[id], text);
}

static void
update (QingParametersPane *self)
{
  QingRuling *ruling = self->watch != NULL ? qing_ruling_watch_get_ruling (self->watch) : NULL;
  QingParameters *parameters;
  guint n_offered[N_GROUPS] = { 0 };
  guint n_conflicts[N_GROUPS] = { 0 };
  guint n_absent = 0;
  gboolean any_set = FALSE;

  if (self->rows[0] == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->groups), ruling != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->absent), FALSE);
  if (ruling == NULL)
    return;
  parameters = qing_ruling_watch_get_parameters (self->watch);
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      QingParameterGroup group = qing_parameter_get_spec (i)->group;
      QingParameterRowState state = qing_parameter_row_update (self->rows[i], ruling, parameters);
      gboolean absent = state == QING_PARAMETER_ROW_ABSENT;

      update_absent (self, i, qing_ruling_get (ruling, i), absent);
      n_absent += absent ? 1 : 0;
      n_offered[group] += absent ? 0 : 1;
      n_conflicts[group] += qing_ruling_get (ruling, i)->conflict ? 1 : 0;
      any_set |= qing_parameters_is_set (parameters, i);
    }
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_widget_set_visible (self->group_widgets[i], n_offered[i] > 0);
  show_conflicts (self, n_conflicts);
  gtk_widget_set_visible (GTK_WIDGET (self->absent), n_absent > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reset_button), any_set);
}

static void
reset_all_cb (QingParametersPane *self)
{
  QingParameters *parameters = qing_ruling_watch_get_parameters (self->watch);

  for (guint i = 0; parameters != NULL && i < QING_N_PARAMETERS; i++)
    qing_parameters_unset (parameters, i);
}

static void
qing_parameters_pane_map (GtkWidget *widget)
{
  QingParametersPane *self = QING_PARAMETERS_PANE (widget);

  if (self->rows[0] == NULL)
    create_rows (self);
  GTK_WIDGET_CLASS (qing_parameters_pane_parent_class)->map (widget);
  update (self);
}

static void
qing_parameters_pane_dispose (GObject *object)
{
  QingParametersPane *self = QING_PARAMETERS_PANE (object);

  memset (self->rows, 0, sizeof self->rows);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_PARAMETERS_PANE);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_parameters_pane_parent_class)->dispose (object);
}

static void
qing_parameters_pane_class_init (QingParametersPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_parameters_pane_dispose;
  widget_class->map = qing_parameters_pane_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-parameters-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, QingParametersPane, groups);
  gtk_widget_class_bind_template_child (widget_class, QingParametersPane, absent);
  gtk_widget_class_bind_template_child (widget_class, QingParametersPane, absent_box);
  gtk_widget_class_bind_template_child (widget_class, QingParametersPane, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, reset_all_cb);
}

static void
qing_parameters_pane_init (QingParametersPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
qing_parameters_pane_set_watch (QingParametersPane *self, QingRulingWatch *watch)
{
  g_return_if_fail (QING_IS_PARAMETERS_PANE (self));
  g_return_if_fail (self->watch == NULL && QING_IS_RULING_WATCH (watch));

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

QingParameterRow *
qing_parameters_pane_get_row (QingParametersPane *self, QingParameterId id)
{
  g_return_val_if_fail (QING_IS_PARAMETERS_PANE (self), NULL);
  g_return_val_if_fail (id < QING_N_PARAMETERS, NULL);

  return self->rows[id];
}
