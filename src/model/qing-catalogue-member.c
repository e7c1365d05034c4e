/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"

#include <json-glib/json-glib.h>

/* What was changed before, as an object to change further. */
static JsonNode *
dup_row (QingCatalogue *self, const char *id)
{
  g_autofree char *json = qing_catalogue_dup_override (self, id);
  JsonNode *node = json != NULL ? json_from_string (json, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return node;
}

gboolean
qing_catalogue_set_override_member (QingCatalogue *self,
                                    const char *id,
                                    const char *name,
                                    GVariant *value,
                                    GError **error)
{
  g_autoptr (GVariant) held = value != NULL ? g_variant_ref_sink (value) : NULL;
  g_autoptr (JsonNode) row = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (id != NULL && name != NULL, FALSE);

  row = dup_row (self, id);
  if (held != NULL)
    json_object_set_member (json_node_get_object (row), name, json_gvariant_serialize (held));
  else
    json_object_remove_member (json_node_get_object (row), name);
  json = json_to_string (row, FALSE);
  return qing_catalogue_set_override (self, id, json, error);
}
