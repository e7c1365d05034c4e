/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-json.h"

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

gboolean
qing_test_json_has (JsonObject *object, const char *name)
{
  return get_member (object, name) != NULL;
}

/**
 * qing_test_json_is:
 * @node: (nullable): a node
 * @type: %G_TYPE_STRING, %G_TYPE_INT64, %G_TYPE_DOUBLE or %G_TYPE_BOOLEAN
 *
 * Returns: whether the node is a value of exactly this type
 */
gboolean
qing_test_json_is (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

const char *
qing_test_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return qing_test_json_is (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

gint64
qing_test_json_get_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = get_member (object, name);

  return qing_test_json_is (node, G_TYPE_INT64) ? json_node_get_int (node) : otherwise;
}

gboolean
qing_test_json_get_boolean (JsonObject *object, const char *name, gboolean otherwise)
{
  JsonNode *node = get_member (object, name);

  return qing_test_json_is (node, G_TYPE_BOOLEAN) ? json_node_get_boolean (node) : otherwise;
}

JsonArray *
qing_test_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
qing_test_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * qing_test_json_nth_object:
 * @array: an array
 * @position: less than its length
 *
 * Returns: (transfer none) (nullable): the element, if it is an object
 */
JsonObject *
qing_test_json_nth_object (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
qing_test_json_is_object (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return json_parser_load_from_data (parser, text, -1, NULL) &&
         json_parser_get_root (parser) != NULL &&
         JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser));
}
