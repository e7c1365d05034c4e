/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"

#include "qing-fault.h"
#include "qing-json-pretty.h"
#include "qing-model-info-private.h"
#include "qing-model-resources.h"
#include "qing-catalogue-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A user's file or a server may not make us hold more models than any picker could show. */
#define MAX_MODELS 20000

struct _QingCatalogue
{
  GObject parent_instance;

  GPtrArray *models;     /* QingModelInfo, in the order of the picker */
  GHashTable *by_id;     /* id -> QingModelInfo: listed, aliases and unknown ones */
  GPtrArray *retired;    /* whoever looked one up before it changed may still hold it, unowned */
  GHashTable *overrides; /* id -> JsonObject: what the user changed */
  GHashTable *replaced;  /* id -> QingModelInfo: what was listed before the user changed it */
  char *date;
  char *default_id;
  char *complaint;
};

enum
{
  PROP_0,
  PROP_COMPLAINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint override_changed_signal;

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
qing_catalogue_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingCatalogue *self = QING_CATALOGUE (object);

  switch (prop_id)
    {
    case PROP_COMPLAINT:
      g_value_set_string (value, self->complaint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_catalogue_finalize (GObject *object)
{
  QingCatalogue *self = QING_CATALOGUE (object);

  g_clear_pointer (&self->overrides, g_hash_table_unref);
  g_clear_pointer (&self->replaced, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  g_free (self->date);
  g_free (self->default_id);
  g_free (self->complaint);

  G_OBJECT_CLASS (qing_catalogue_parent_class)->finalize (object);
}

static void
qing_catalogue_class_init (QingCatalogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_catalogue_get_property;
  object_class->finalize = qing_catalogue_finalize;

  properties[PROP_COMPLAINT] =
    g_param_spec_string ("complaint", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  override_changed_signal =
    g_signal_new ("override-changed", QING_TYPE_CATALOGUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
qing_catalogue_init (QingCatalogue *self)
{
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->retired = g_ptr_array_new_with_free_func (g_object_unref);
  self->overrides =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->date = g_strdup ("");
}

static void
remember (QingCatalogue *self, QingModelInfo *info)
{
  const char *id = qing_model_info_get_id (info);
  QingModelInfo *old = g_hash_table_lookup (self->by_id, id);

  if (old == info)
    return;
  if (old != NULL)
    g_ptr_array_add (self->retired, g_object_ref (old));
  /* The key belongs to the value, so both are replaced together. */
  g_hash_table_replace (self->by_id, (gpointer) id, g_object_ref (info));
}

static gboolean
find (QingCatalogue *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->models->len; i++)
    if (g_str_equal (qing_model_info_get_id (self->models->pdata[i]), id))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

static void
put (QingCatalogue *self, QingModelInfo *info)
{
  guint position;

  if (find (self, qing_model_info_get_id (info), &position))
    {
      remember (self, info);
      g_object_unref (self->models->pdata[position]);
      self->models->pdata[position] = g_object_ref (info);
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

/* The first complaint stays: one is enough to look into a file. */
static void
complain (QingCatalogue *self, const char *id, const char *words)
{
  g_autofree char *line = NULL;

  if (words == NULL || self->complaint != NULL)
    return;
  line = g_strdup_printf (_ ("Model “%s”: %s"), id, words);
  qing_catalogue_set_complaint (self, line);
}

static void
load_row (QingCatalogue *self, JsonNode *node)
{
  JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *words = row != NULL ? qing_catalogue_row_clean (row) : NULL;
  const char *id = row != NULL ? get_string_member (row, "id") : NULL;
  const char *like = row != NULL ? get_string_member (row, "like") : NULL;
  g_autoptr (QingModelInfo) info = NULL;
  QingModelInfo *base;

  if (id == NULL)
    complain (self, "?", _ ("“id” is missing"));
  else
    complain (self, id, words);
  if (id == NULL || self->models->len >= MAX_MODELS)
    return;
  base = g_hash_table_lookup (self->by_id, like != NULL ? like : id);
  if (like != NULL && base == NULL)
    complain (self, id, _ ("the model named by “like” is not known"));
  info = qing_model_info_new_from_json (id, row, base);
  put (self, info);
}

static gboolean
retire_cb (gpointer key, gpointer value, gpointer user_data)
{
  QingCatalogue *self = user_data;

  g_ptr_array_add (self->retired, g_object_ref (value));
  return TRUE;
}

/* Aliases and unknown models were made from what was known before. */
static void
forget_derived (QingCatalogue *self)
{
  g_hash_table_foreach_remove (self->by_id, retire_cb, self);
  for (guint i = 0; i < self->models->len; i++)
    remember (self, self->models->pdata[i]);
}

static void
replace_string (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* The root of @json and its rows (nullable, borrowed from @parser). */
static JsonObject *
parse (JsonParser *parser, const char *json, gssize length, JsonArray **rows, GError **error)
{
  JsonObject *root;
  JsonNode *models;

  if (!json_parser_load_from_data (parser, json, length, error))
    return NULL;
  if (json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL,
                           _ ("This is not a JSON object."));
      return NULL;
    }

  root = json_node_get_object (json_parser_get_root (parser));
  models = json_object_get_member (root, "models");
  *rows = models != NULL && JSON_NODE_HOLDS_ARRAY (models) ? json_node_get_array (models) : NULL;
  return root;
}

gboolean
qing_catalogue_load_json (QingCatalogue *self, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint before = self->models->len;
  JsonArray *rows = NULL;
  JsonObject *root;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), FALSE);

  root = parse (parser, json, length, &rows, error);
  if (root == NULL)
    return FALSE;
  if (get_string_member (root, "date") != NULL)
    replace_string (&self->date, get_string_member (root, "date"));
  if (get_string_member (root, "default") != NULL)
    replace_string (&self->default_id, get_string_member (root, "default"));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    load_row (self, json_array_get_element (rows, i));
  forget_derived (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->models->len);
  return TRUE;
}

/* Puts back what was listed before the user changed @id. */
static void
take_back (QingCatalogue *self, const char *id)
{
  QingModelInfo *before = g_hash_table_lookup (self->replaced, id);
  guint position;

  if (!g_hash_table_remove (self->overrides, id) || !find (self, id, &position))
    return;
  if (before != NULL)
    {
      g_object_unref (self->models->pdata[position]);
      self->models->pdata[position] = g_object_ref (before);
      g_hash_table_remove (self->replaced, id);
    }
  else
    {
      g_ptr_array_remove_index (self->models, position);
    }
  forget_derived (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, before != NULL ? 1 : 0);
}

/* Lays @row, which is good and becomes the catalogue's, over what is known of @id. */
static void
lay_over (QingCatalogue *self, const char *id, JsonObject *row)
{
  QingModelInfo *known = qing_catalogue_lookup (self, id);
  g_autoptr (QingModelInfo) info =
    qing_model_info_new_from_json (id, row, qing_model_info_is_known (known) ? known : NULL);
  guint position = self->models->len;
  gboolean listed = find (self, id, &position);

  if (listed)
    g_hash_table_replace (self->replaced, g_strdup (id), g_object_ref (known));
  g_hash_table_replace (self->overrides, g_strdup (id), json_object_ref (row));
  put (self, info);
  forget_derived (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, listed ? 1 : 0, 1);
}

/* A model is what it is called, and what it is like was said by a file already. */
static void
strip_row (JsonObject *row)
{
  static const char *const names[] = { "id", "like" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (row, names[i]))
      json_object_remove_member (row, names[i]);
}

gboolean
qing_catalogue_set_override (QingCatalogue *self, const char *id, const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *words = NULL;
  JsonArray *rows = NULL;
  JsonObject *row;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (id != NULL && *id != '\0', FALSE);

  row = parse (parser, json != NULL ? json : "{}", -1, &rows, error);
  if (row == NULL)
    return FALSE;
  words = qing_catalogue_row_clean (row);
  if (words != NULL)
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST, words);
      return FALSE;
    }
  strip_row (row);
  take_back (self, id);
  if (json_object_get_size (row) > 0 && self->models->len < MAX_MODELS)
    lay_over (self, id, row);
  g_signal_emit (self, override_changed_signal, 0, id);
  return TRUE;
}

static char *
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *shorter = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  shorter = qing_json_shorten_numbers (text);
  return qing_json_pretty (shorter, -1);
}

char *
qing_catalogue_dup_override (QingCatalogue *self, const char *id)
{
  JsonObject *row;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);

  row = g_hash_table_lookup (self->overrides, id);
  return row != NULL ? print (row) : NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

char *
qing_catalogue_dup_overrides (QingCatalogue *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GList) ids = NULL;
  JsonArray *rows = json_array_new ();

  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);

  ids = g_list_sort (g_hash_table_get_keys (self->overrides), compare_ids);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *row = json_object_new ();
      JsonObject *changed = g_hash_table_lookup (self->overrides, l->data);
      g_autoptr (GList) names = json_object_get_members (changed);

      json_object_set_string_member (row, "id", l->data);
      for (GList *m = names; m != NULL; m = m->next)
        json_object_set_member (row, m->data, json_object_dup_member (changed, m->data));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (root, "models", rows);
  return print (root);
}

gboolean
qing_catalogue_load_overrides (QingCatalogue *self, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows = NULL;

  g_return_val_if_fail (QING_IS_CATALOGUE (self), FALSE);

  if (parse (parser, json, length, &rows, error) == NULL)
    return FALSE;
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *words = row != NULL ? qing_catalogue_row_clean (row) : NULL;
      g_autofree char *id = row != NULL ? g_strdup (get_string_member (row, "id")) : NULL;

      complain (self, id != NULL ? id : "?", words);
      if (id == NULL || self->models->len >= MAX_MODELS)
        continue;
      strip_row (row);
      take_back (self, id);
      lay_over (self, id, row);
    }
  return TRUE;
}

const char *
qing_catalogue_get_complaint (QingCatalogue *self)
{
  g_return_val_if_fail (QING_IS_CATALOGUE (self), NULL);
  return self->complaint;
}

void
qing_catalogue_set_complaint (QingCatalogue *self, const char *complaint)
{
  g_return_if_fail (QING_IS_CATALOGUE (self));

  if (g_strcmp0 (self->complaint, complaint) == 0)
    return;
  g_free (self->complaint);
  self->complaint = g_strdup (complaint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLAINT]);
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
  if (self->complaint != NULL)
    g_error ("The program's own catalogue is wrong: %s", self->complaint);
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
