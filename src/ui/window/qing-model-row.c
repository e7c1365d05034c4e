/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-row.h"

#include "qing-widget.h"

#include <glib/gi18n.h>
#include <string.h>

struct _QingModelRow
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *id;
  GtkWidget *thinking;
  GtkWidget *vision;
  GtkWidget *audio;
  GtkWidget *tools;
  GtkLabel *context;
  GtkWidget *check;

  QingModelInfo *model;
};

G_DEFINE_FINAL_TYPE (QingModelRow, qing_model_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MODEL = 1,
  PROP_CURRENT,
} QingModelRowProperty;

static GParamSpec *properties[PROP_CURRENT + 1];

char *
qing_model_dup_context_label (QingModelInfo *model)
{
  gint64 context = qing_model_info_get_context (model);

  if (context <= 0)
    return NULL;
  /* Models are sold by powers of two as well as by powers of ten. */
  if (context >= 1000000)
    return g_strdup_printf ("%" G_GINT64_FORMAT "M", context / 1000000);
  if (context % 1024 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "K", context / 1024);
  return g_strdup_printf ("%" G_GINT64_FORMAT "K", MAX (1, context / 1000));
}

gboolean
qing_model_matches (QingModelInfo *model, const char *query)
{
  g_autofree char *folded = g_utf8_casefold (query, -1);
  g_autofree char *id = g_utf8_casefold (qing_model_info_get_id (model), -1);
  g_autofree char *name = g_utf8_casefold (qing_model_info_get_name (model), -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (id, words[i]) == NULL && strstr (name, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
thinks (QingModelInfo *model)
{
  QingThinking thinking = qing_model_info_get_thinking (model);

  return thinking != QING_THINKING_NONE && thinking != QING_THINKING_UNKNOWN;
}

static void
describe (QingModelRow *self)
{
  g_autoptr (GString) label = g_string_new (qing_model_info_get_name (self->model));
  GtkWidget *badges[] = { self->thinking, self->vision, self->audio, self->tools };

  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    if (gtk_widget_get_visible (badges[i]))
      g_string_append_printf (label, ", %s", gtk_widget_get_tooltip_text (badges[i]));
  if (gtk_widget_get_visible (GTK_WIDGET (self->context)))
    g_string_append_printf (label, ", %s",
                            gtk_widget_get_tooltip_text (GTK_WIDGET (self->context)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
update (QingModelRow *self)
{
  QingModelInfo *model = self->model;
  QingModalities input = qing_model_info_get_input (model);
  g_autofree char *context = qing_model_dup_context_label (model);
  /* Translators: how much a model can read at once, for example "Reads up to 1M tokens". */
  g_autofree char *context_tip = g_strdup_printf (_ ("reads up to %s tokens"), context);
  const char *name = qing_model_info_get_name (model);
  const char *id = qing_model_info_get_id (model);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->id, id);
  gtk_widget_set_visible (GTK_WIDGET (self->id), g_strcmp0 (name, id) != 0);
  gtk_widget_set_visible (self->thinking, thinks (model));
  gtk_widget_set_visible (self->vision, (input & QING_MODALITY_IMAGE) != 0);
  gtk_widget_set_visible (self->audio, (input & QING_MODALITY_AUDIO) != 0);
  gtk_widget_set_visible (self->tools,
                          (qing_model_info_get_features (model) & QING_FEATURE_TOOLS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->context), context != NULL);
  gtk_label_set_text (self->context, context != NULL ? context : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->context), context_tip);
  describe (self);
}

static void
qing_model_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingModelRow *self = QING_MODEL_ROW (object);

  switch ((QingModelRowProperty) id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_CURRENT:
      g_value_set_boolean (value, gtk_widget_get_opacity (self->check) > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_model_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingModelRow *self = QING_MODEL_ROW (object);

  switch ((QingModelRowProperty) id)
    {
    case PROP_MODEL:
      qing_model_row_set_model (self, g_value_get_object (value));
      break;
    case PROP_CURRENT:
      qing_model_row_set_current (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_model_row_dispose (GObject *object)
{
  QingModelRow *self = QING_MODEL_ROW (object);

  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_MODEL_ROW);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (qing_model_row_parent_class)->dispose (object);
}

static void
qing_model_row_class_init (QingModelRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_model_row_dispose;
  object_class->get_property = qing_model_row_get_property;
  object_class->set_property = qing_model_row_set_property;

  properties[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, QING_TYPE_MODEL_INFO,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_CURRENT] =
    g_param_spec_boolean ("current", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-model-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, name);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, id);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, thinking);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, vision);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, audio);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, tools);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, context);
  gtk_widget_class_bind_template_child (widget_class, QingModelRow, check);
}

static void
qing_model_row_init (QingModelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_model_row_new (void)
{
  return g_object_new (QING_TYPE_MODEL_ROW, NULL);
}

QingModelInfo *
qing_model_row_get_model (QingModelRow *self)
{
  g_return_val_if_fail (QING_IS_MODEL_ROW (self), NULL);

  return self->model;
}

void
qing_model_row_set_model (QingModelRow *self, QingModelInfo *model)
{
  g_return_if_fail (QING_IS_MODEL_ROW (self));

  if (!g_set_object (&self->model, model))
    return;
  if (model != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

void
qing_model_row_set_current (QingModelRow *self, gboolean current)
{
  g_return_if_fail (QING_IS_MODEL_ROW (self));

  /* The place of the mark is kept, so that the badges of all rows stand below each other. */
  gtk_widget_set_opacity (self->check, current ? 1 : 0);
}
