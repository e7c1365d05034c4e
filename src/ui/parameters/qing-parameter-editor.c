/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameter-editor.h"

#include "qing-choice-editor.h"
#include "qing-number-editor.h"
#include "qing-text-editor.h"

#include <glib/gi18n.h>

G_DEFINE_INTERFACE (QingParameterEditor, qing_parameter_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
qing_parameter_editor_default_init (QingParameterEditorInterface *iface)
{
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
}

GtkWidget *
qing_parameter_editor_new (const QingParameterSpec *spec)
{
  switch (spec->kind)
    {
    case QING_PARAMETER_NUMBER:
    case QING_PARAMETER_INTEGER:
      return qing_number_editor_new (spec);
    case QING_PARAMETER_SWITCH:
    case QING_PARAMETER_CHOICE:
      return qing_choice_editor_new (spec);
    case QING_PARAMETER_TEXT:
    case QING_PARAMETER_LIST:
    case QING_PARAMETER_JSON:
    default:
      return qing_text_editor_new (spec);
    }
}

void
qing_parameter_editor_update (QingParameterEditor *self, const QingRule *rule, GVariant *value)
{
  g_return_if_fail (QING_IS_PARAMETER_EDITOR (self));

  QING_PARAMETER_EDITOR_GET_IFACE (self)->update (self, rule, value);
}

void
qing_parameter_editor_emit_edited (QingParameterEditor *self, GVariant *value)
{
  g_autoptr (GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;

  g_signal_emit (self, signals[SIGNAL_EDITED], 0, owned);
}

char *
qing_parameter_describe_value (const QingParameterSpec *spec, GVariant *value)
{
  g_autofree const char **list = NULL;

  if (value == NULL)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? _ ("On") : _ ("Off"));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup_printf ("%g", g_variant_get_double (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      list = g_variant_get_strv (value, NULL);
      return g_strjoinv (", ", (char **) list);
    }
  return g_variant_print (value, FALSE);
}
