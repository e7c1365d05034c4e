/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tool.h"

typedef struct
{
  char *name;
  char *description;
  char *schema;
  gboolean harmless;
} QingToolPrivate;

enum
{
  PROP_0,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_SCHEMA,
  PROP_HARMLESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QingTool, qing_tool, G_TYPE_OBJECT)

static void
qing_tool_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (QING_TOOL (object));

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, priv->description);
      break;
    case PROP_SCHEMA:
      g_value_set_string (value, priv->schema);
      break;
    case PROP_HARMLESS:
      g_value_set_boolean (value, priv->harmless);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_tool_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (QING_TOOL (object));

  switch (prop_id)
    {
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    case PROP_DESCRIPTION:
      priv->description = g_value_dup_string (value);
      break;
    case PROP_SCHEMA:
      priv->schema = g_value_dup_string (value);
      break;
    case PROP_HARMLESS:
      priv->harmless = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_tool_finalize (GObject *object)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (QING_TOOL (object));

  g_free (priv->name);
  g_free (priv->description);
  g_free (priv->schema);

  G_OBJECT_CLASS (qing_tool_parent_class)->finalize (object);
}

static void
qing_tool_class_init (QingToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = qing_tool_get_property;
  object_class->set_property = qing_tool_set_property;
  object_class->finalize = qing_tool_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_SCHEMA] = g_param_spec_string ("schema", NULL, NULL, "{}", flags);
  properties[PROP_HARMLESS] = g_param_spec_boolean ("harmless", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_tool_init (QingTool *self)
{
}

const char *
qing_tool_get_name (QingTool *self)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (self);
  return priv->name;
}

const char *
qing_tool_get_description (QingTool *self)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (self);
  return priv->description;
}

const char *
qing_tool_get_schema (QingTool *self)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (self);
  return priv->schema;
}

gboolean
qing_tool_is_harmless (QingTool *self)
{
  QingToolPrivate *priv = qing_tool_get_instance_private (self);
  return priv->harmless;
}

/**
 * qing_tool_run_async:
 * @arguments: a JSON object as text, untrusted: it comes from a model
 */
void
qing_tool_run_async (QingTool *self,
                     const char *arguments,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (QING_IS_TOOL (self));
  QING_TOOL_GET_CLASS (self)->run_async (self, arguments, cancellable, callback, user_data);
}

char *
qing_tool_run_finish (QingTool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (QING_IS_TOOL (self), NULL);
  return QING_TOOL_GET_CLASS (self)->run_finish (self, result, error);
}
