/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"

#include "qing-fault.h"
#include "qing-model-info-private.h"
#include "qing-model-resources.h"

#include <string.h>

/* A user's file or a server may not make us hold more models than any picker could show. */
#define MAX_MODELS 20000

struct _QingCatalogue
{
  GObject parent_instance;

  GPtrArray *models; /* QingModelInfo, in the order of the picker */
  GHashTable *by_id; /* id -> QingModelInfo: listed, aliases and unknown ones */
  char *date;
  char *default_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingCatalogue,
                               qing_catalogue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return QING_TYPE_MODEL_INFO;
}

static guint
get_n_items (GListModel *model)
{
  return QING_CATALOGUE (model)->models->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  QingCatalogue *self = QING_CATALOGUE (model);

  return position < self->models->len ? g_object_ref (self->models->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
qing_catalogue_finalize (GObject *object)
{
  QingCatalogue *self = QING_CATALOGUE (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self->date);
  g_free (self->default_id);

  G_OBJECT_CLASS (qing_catalogue_parent_class)->finalize (object);
}

static void
qing_catalogue_class_init (QingCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_catalogue_finalize;
}

static void
qing_catalogue_init (QingCatalogue *self)
{
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->date = g_strdup ("");
}

static void
remember (QingCatalogue *self, QingModelInfo *info)
{
  /* The key belongs to the value, so both are replaced together. */
  g_hash_table_replace (self->by_id, (gpointer) qing_model_info_get_id (info), g_object_ref (info));
}

static void
put (QingCatalogue *self, QingModelInfo *info)
{
  for (guint i = 0; i < self->models->len; i++)
    if (g_str_equal (qing_model_info_get_id (self->models->pdata[i]),
                     qing_model_info_get_id (info)))
      {
        remember (self, info);
        g_object_unref (self->models->pdata[i]);
        self->models->pdata[i] = g_object_ref (info);
        return;
      }
  g_ptr_array_add (self->models, g_object_ref (info));
  remember (self, info);
}

static const char *
get_string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
load_row (QingCatalogue *self, JsonObject *row)
{
  const char *id = get_string_member (row, "id");
  const char *like = get_string_member (row, "like");
  g_autoptr (QingModelInfo) info = NULL;
  QingModelInfo *base;

  if (id == NULL || *id == '\0' || self->models->len >= MAX_MODELS)
    return;
  base = g_hash_table_lookup (self->by_id, like != NULL ? like : id);
  info = qing_model_info_new_from_json (id, row, base);
  put (self, info);
}

/* Aliases and unknown models were made from what was known before. */
static void
forget_derived (QingCatalogue *self)
{
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < self->models->len; i++)
    remember (self, self->models->pdata[i]);
}

static void
replace_string (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

gboolean
qing_catalogue_load_json (QingCatalogue *self, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint before = self->models->len;
  JsonObject *root;
  JsonNode *models;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), FALSE);

  if (!json_parser_load_from_data (parser, json, length, error))
    return FALSE;
  if (json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL,
                           "The catalogue is no JSON object");
      return FALSE;
    }

  root = json_node_get_object (json_parser_get_root (parser));
  if (get_string_member (root, "date") != NULL)
    replace_string (&self->date, get_string_member (root, "date"));
  if (get_string_member (root, "default") != NULL)
    replace_string (&self->default_id, get_string_member (root, "default"));
  models = json_object_get_member (root, "models");
  if (models != NULL && JSON_NODE_HOLDS_ARRAY (models))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (models)); i++)
      {
        JsonNode *row = json_array_get_element (json_node_get_array (models), i);

        if (JSON_NODE_HOLDS_OBJECT (row))
          load_row (self, json_node_get_object (row));
      }
  forget_derived (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->models->len);
  return TRUE;
}

QingCatalogue *
qing_catalogue_new (void)
{
  QingCatalogue *self = g_object_new (QING_TYPE_CATALOGUE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bytes = g_resource_lookup_data (qing_model_get_resource (), "/app/qingtan/Qingtan/models.json",
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL || !qing_catalogue_load_json (self, g_bytes_get_data (bytes, NULL),
                                                  (gssize) g_bytes_get_size (bytes), &error))
    g_error ("The program's own catalogue cannot be read: %s", error->message);
  return self;
}

/* The length of @id without a dated end: "-2026-04-02", "-0902", "-latest", "-preview"; the whole
 * length when it has none. */
static gsize
stem_length (const char *id, gsize length)
{
  static const char *const words[] = { "-latest", "-preview", "-us" };
  gsize digits = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (length > strlen (words[i]) &&
        strncmp (id + length - strlen (words[i]), words[i], strlen (words[i])) == 0)
      return length - strlen (words[i]);

  while (digits < length &&
         (g_ascii_isdigit (id[length - 1 - digits]) || id[length - 1 - digits] == '-'))
    digits++;
  /* A whole date, or month and day; "-32b" or "-2.5" never comes here, because of its letter or
   * point. */
  if (digits >= 11 && id[length - 11] == '-' && id[length - 6] == '-' && id[length - 3] == '-')
    return length - 11;
  if (digits >= 5 && id[length - 5] == '-')
    return length - 5;
  return length;
}

QingModelInfo *
qing_catalogue_lookup (QingCatalogue *self, const char *id)
{
  g_autoptr (QingModelInfo) info = NULL;
  g_autofree char *stem = NULL;
  QingModelInfo *found;
  gsize length;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  found = g_hash_table_lookup (self->by_id, id);
  if (found != NULL)
    return found;

  stem = g_strdup (id);
  length = strlen (stem);
  while (found == NULL)
    {
      gsize shorter = stem_length (stem, length);

      if (shorter == length)
        break;
      length = shorter;
      stem[length] = '\0';
      found = g_hash_table_lookup (self->by_id, stem);
    }

  info = found != NULL && qing_model_info_is_known (found) ? qing_model_info_new_alias (id, found)
                                                           : qing_model_info_new_unknown (id);
  remember (self, info);
  return info;
}

QingModelInfo *
qing_catalogue_get_default (QingCatalogue *self)
{
  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);

  if (self->default_id == NULL)
    return self->models->len > 0 ? self->models->pdata[0] : NULL;
  return qing_catalogue_lookup (self, self->default_id);
}

const char *
qing_catalogue_get_date (QingCatalogue *self)
{
  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);
  return self->date;
}

GListModel *
qing_catalogue_list_for_ids (QingCatalogue *self, const char *const *ids)
{
  GListStore *store = g_list_store_new (QING_TYPE_MODEL_INFO);

  g_return_val_if_fail (QING_IS_CATALOGUE (self), G_LIST_MODEL (store));

  for (guint i = 0; ids != NULL && ids[i] != NULL && i < MAX_MODELS; i++)
    if (*ids[i] != '\0')
      g_list_store_append (store, qing_catalogue_lookup (self, ids[i]));
  return G_LIST_MODEL (store);
}
