/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameters.h"

#include "qing-fault.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* A system prompt may be long, but nothing in a request needs to be longer than this. */
#define MAX_TEXT (1024 * 1024)
#define MAX_LIST 256

struct _QingParameters
{
  GObject parent_instance;

  GVariant *values[QING_N_PARAMETERS];
};

static GParamSpec *properties[QING_N_PARAMETERS + 1];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (QingParameters, qing_parameters, G_TYPE_OBJECT)

/* Property numbers begin at 1, parameter numbers at 0. */
static void
qing_parameters_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingParameters *self = QING_PARAMETERS (object);

  if (prop_id >= 1 && prop_id <= QING_N_PARAMETERS)
    g_value_set_variant (value, self->values[prop_id - 1]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
qing_parameters_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  if (prop_id >= 1 && prop_id <= QING_N_PARAMETERS)
    qing_parameters_set (QING_PARAMETERS (object), (QingParameterId) (prop_id - 1),
                         g_value_get_variant (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
qing_parameters_finalize (GObject *object)
{
  QingParameters *self = QING_PARAMETERS (object);

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    g_clear_pointer (&self->values[i], g_variant_unref);

  G_OBJECT_CLASS (qing_parameters_parent_class)->finalize (object);
}

static const GVariantType *
type_of (const QingParameterSpec *spec)
{
  switch (spec->kind)
    {
    case QING_PARAMETER_NUMBER:
      return G_VARIANT_TYPE_DOUBLE;
    case QING_PARAMETER_INTEGER:
      return G_VARIANT_TYPE_INT64;
    case QING_PARAMETER_SWITCH:
      return G_VARIANT_TYPE_BOOLEAN;
    case QING_PARAMETER_LIST:
      return G_VARIANT_TYPE_STRING_ARRAY;
    case QING_PARAMETER_TEXT:
    case QING_PARAMETER_CHOICE:
    case QING_PARAMETER_JSON:
    default:
      return G_VARIANT_TYPE_STRING;
    }
}

static void
qing_parameters_class_init (QingParametersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_parameters_get_property;
  object_class->set_property = qing_parameters_set_property;
  object_class->finalize = qing_parameters_finalize;

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec ((QingParameterId) i);

      properties[i + 1] =
        g_param_spec_variant (spec->name, NULL, NULL, type_of (spec), NULL,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
    }
  g_object_class_install_properties (object_class, QING_N_PARAMETERS + 1, properties);

  changed_signal = g_signal_new ("changed", QING_TYPE_PARAMETERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
qing_parameters_init (QingParameters *self)
{
}

QingParameters *
qing_parameters_new (void)
{
  return g_object_new (QING_TYPE_PARAMETERS, NULL);
}

QingParameters *
qing_parameters_copy (QingParameters *self)
{
  QingParameters *copy = qing_parameters_new ();

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    if (self->values[i] != NULL)
      copy->values[i] = g_variant_ref (self->values[i]);
  return copy;
}

static gboolean
values_equal (GVariant *a, GVariant *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_variant_equal (a, b);
}

void
qing_parameters_assign (QingParameters *self, QingParameters *other)
{
  g_return_if_fail (QING_IS_PARAMETERS (self));
  g_return_if_fail (QING_IS_PARAMETERS (other));

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    qing_parameters_set (self, (QingParameterId) i, other->values[i]);
}

gboolean
qing_parameters_equal (QingParameters *self, QingParameters *other)
{
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    if (!values_equal (self->values[i], other->values[i]))
      return FALSE;
  return TRUE;
}

GVariant *
qing_parameters_get (QingParameters *self, QingParameterId id)
{
  g_return_val_if_fail (QING_IS_PARAMETERS (self), NULL);
  g_return_val_if_fail (id < QING_N_PARAMETERS, NULL);
  return self->values[id];
}

gboolean
qing_parameters_is_set (QingParameters *self, QingParameterId id)
{
  return qing_parameters_get (self, id) != NULL;
}

static gboolean
number_is_good (const QingParameterSpec *spec, double value)
{
  if (!isfinite (value) || value < spec->minimum || value > spec->maximum)
    return FALSE;
  return !(spec->minimum_exclusive && value == spec->minimum) &&
         !(spec->maximum_exclusive && value == spec->maximum);
}

static gboolean
value_is_good (const QingParameterSpec *spec, GVariant *value)
{
  if (!g_variant_is_of_type (value, type_of (spec)))
    return FALSE;

  switch (spec->kind)
    {
    case QING_PARAMETER_NUMBER:
      return number_is_good (spec, g_variant_get_double (value));
    case QING_PARAMETER_INTEGER:
      return number_is_good (spec, (double) g_variant_get_int64 (value));
    case QING_PARAMETER_CHOICE:
      return g_strv_contains (spec->choices, g_variant_get_string (value, NULL));
    case QING_PARAMETER_LIST:
      return g_variant_n_children (value) <= MAX_LIST && g_variant_get_size (value) <= MAX_TEXT;
    case QING_PARAMETER_SWITCH:
    case QING_PARAMETER_TEXT:
    case QING_PARAMETER_JSON:
    default:
      return g_variant_get_size (value) <= MAX_TEXT;
    }
}

/* An empty text or list says the same as none, and must not reach the wire as "" or []. */
static gboolean
is_empty (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return *g_variant_get_string (value, NULL) == '\0';
  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY) &&
         g_variant_n_children (value) == 0;
}

/**
 * qing_parameters_set:
 * @value: (nullable): a floating reference is consumed; %NULL or an empty text or list unsets
 *
 * Returns: %FALSE when the value has the wrong type or lies outside the row's range; what was set
 *  before then stays.
 */
gboolean
qing_parameters_set (QingParameters *self, QingParameterId id, GVariant *value)
{
  g_autoptr (GVariant) sunk = NULL;

  g_return_val_if_fail (QING_IS_PARAMETERS (self), FALSE);
  g_return_val_if_fail (id < QING_N_PARAMETERS, FALSE);

  if (value != NULL)
    sunk = g_variant_ref_sink (value);
  if (sunk != NULL && !value_is_good (qing_parameter_get_spec (id), sunk))
    return FALSE;
  if (sunk != NULL && is_empty (sunk))
    g_clear_pointer (&sunk, g_variant_unref);
  if (values_equal (self->values[id], sunk))
    return TRUE;

  g_clear_pointer (&self->values[id], g_variant_unref);
  self->values[id] = g_steal_pointer (&sunk);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id + 1]);
  g_signal_emit (self, changed_signal, 0, (guint) id);
  return TRUE;
}

void
qing_parameters_unset (QingParameters *self, QingParameterId id)
{
  qing_parameters_set (self, id, NULL);
}

gboolean
qing_parameters_get_number (QingParameters *self, QingParameterId id, double *value)
{
  GVariant *variant = qing_parameters_get (self, id);

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_DOUBLE))
    return FALSE;
  *value = g_variant_get_double (variant);
  return TRUE;
}

gboolean
qing_parameters_get_integer (QingParameters *self, QingParameterId id, gint64 *value)
{
  GVariant *variant = qing_parameters_get (self, id);

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_INT64))
    return FALSE;
  *value = g_variant_get_int64 (variant);
  return TRUE;
}

gboolean
qing_parameters_get_switch (QingParameters *self, QingParameterId id, gboolean *value)
{
  GVariant *variant = qing_parameters_get (self, id);

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_BOOLEAN))
    return FALSE;
  *value = g_variant_get_boolean (variant);
  return TRUE;
}

/* (nullable): borrowed until the value changes; NULL when it is not set or no text. */
const char *
qing_parameters_get_string (QingParameters *self, QingParameterId id)
{
  GVariant *variant = qing_parameters_get (self, id);

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING))
    return NULL;
  return g_variant_get_string (variant, NULL);
}

char *
qing_parameters_to_json (QingParameters *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    if (self->values[i] != NULL)
      json_object_set_member (object, qing_parameter_get_spec ((QingParameterId) i)->name,
                              json_gvariant_serialize (self->values[i]));
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/* An integer in JSON is a good number: 1 means 1.0 where a number is wanted. */
static GVariant *
value_from_json (const QingParameterSpec *spec, JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (spec->kind == QING_PARAMETER_NUMBER && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_INT64)
    return g_variant_new_double ((double) json_node_get_int (node));
  return json_gvariant_deserialize (node, g_variant_type_peek_string (type_of (spec)), NULL);
}

gboolean
qing_parameters_load_json (QingParameters *self, const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  g_return_val_if_fail (QING_IS_PARAMETERS (self), FALSE);

  if (!json_parser_load_from_data (parser, json, -1, error))
    return FALSE;
  if (json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE, "Parameters are no JSON object");
      return FALSE;
    }

  object = json_node_get_object (json_parser_get_root (parser));
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec ((QingParameterId) i);
      JsonNode *node = json_object_get_member (object, spec->name);

      qing_parameters_set (self, spec->id, node != NULL ? value_from_json (spec, node) : NULL);
    }
  return TRUE;
}
