/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-info-private.h"

#include "qing-json-pretty.h"
#include "qing-catalogue-row.h"

#include <math.h>
#include <string.h>

typedef struct
{
  QingPrices prices;
  QingPriceTier *tiers;
} OwnedPrices;

struct _QingModelInfo
{
  GObject parent_instance;

  char *id;
  char *name;
  char *family;
  gboolean known;
  QingThinking thinking;
  QingModalities input;
  QingModalities output;
  QingFeatures features;
  gint64 context;
  gint64 max_input[2];
  gint64 max_output[2];
  gint64 max_thinking;
  char **strategies;
  char **voices;
  QingSampling sampling[2];
  QingPixels pixels;
  GPtrArray *prices; /* of OwnedPrices */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* In the order of the bits of QingFeatures. */
static const char *const feature_names[] = {
  "tools",
  "json-object",
  "json-object-thinking",
  "json-schema",
  "search",
  "partial",
  "cache",
  "code-interpreter",
  "logprobs",
  "several",
  "effort",
  "preserve-thinking",
  "stream-only",
  "stream-only-thinking",
  "no-system",
  "fixed-sampling",
  "completion-limit",
  "tool-stream",
  "high-resolution",
  "no-budget",
  "translation",
  "search-plain",
  "logprobs-snapshots",
  "one-modality",
  NULL,
};

/* In the order of QingThinking. */
static const char *const thinking_names[] = { "none", "off", "on", "always", "unknown", NULL };

static const char modality_letters[] = "tiva";

G_DEFINE_FINAL_TYPE (QingModelInfo, qing_model_info, G_TYPE_OBJECT)

static void
owned_prices_free (gpointer data)
{
  OwnedPrices *owned = data;

  g_free ((char *) owned->prices.currency);
  g_free ((char *) owned->prices.date);
  g_free (owned->tiers);
  g_free (owned);
}

static void
qing_model_info_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingModelInfo *self = QING_MODEL_INFO (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_model_info_finalize (GObject *object)
{
  QingModelInfo *self = QING_MODEL_INFO (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->family);
  g_strfreev (self->strategies);
  g_strfreev (self->voices);
  g_clear_pointer (&self->prices, g_ptr_array_unref);

  G_OBJECT_CLASS (qing_model_info_parent_class)->finalize (object);
}

static void
qing_model_info_class_init (QingModelInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = qing_model_info_get_property;
  object_class->finalize = qing_model_info_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_model_info_init (QingModelInfo *self)
{
  const QingSampling nothing = { NAN, NAN, NAN, -1, NAN, NAN };

  self->thinking = QING_THINKING_UNKNOWN;
  self->input = self->output = QING_MODALITY_TEXT;
  self->context = self->max_thinking = -1;
  for (int i = 0; i < 2; i++)
    {
      self->max_input[i] = self->max_output[i] = -1;
      self->sampling[i] = nothing;
    }
  self->strategies = g_new0 (char *, 1);
  self->voices = g_new0 (char *, 1);
  self->prices = g_ptr_array_new_with_free_func (owned_prices_free);
}

static OwnedPrices *
find_prices (QingModelInfo *self, const char *currency)
{
  for (guint i = 0; i < self->prices->len; i++)
    {
      OwnedPrices *owned = g_ptr_array_index (self->prices, i);

      if (g_str_equal (owned->prices.currency, currency))
        return owned;
    }
  return NULL;
}

static OwnedPrices *
add_prices (QingModelInfo *self, const char *currency, const char *date, guint n_tiers)
{
  OwnedPrices *owned = find_prices (self, currency);

  if (owned != NULL)
    g_ptr_array_remove (self->prices, owned);
  owned = g_new0 (OwnedPrices, 1);
  owned->prices.currency = g_strdup (currency);
  owned->prices.date = g_strdup (date);
  owned->tiers = g_new0 (QingPriceTier, MAX (n_tiers, 1));
  owned->prices.tiers = owned->tiers;
  owned->prices.n_tiers = n_tiers;
  g_ptr_array_add (self->prices, owned);
  return owned;
}

static void
copy_from (QingModelInfo *self, QingModelInfo *base)
{
  g_free (self->family);
  self->family = g_strdup (base->family);
  self->known = base->known;
  self->thinking = base->thinking;
  self->input = base->input;
  self->output = base->output;
  self->features = base->features;
  self->context = base->context;
  self->max_thinking = base->max_thinking;
  memcpy (self->max_input, base->max_input, sizeof self->max_input);
  memcpy (self->max_output, base->max_output, sizeof self->max_output);
  memcpy (self->sampling, base->sampling, sizeof self->sampling);
  self->pixels = base->pixels;
  g_strfreev (self->strategies);
  self->strategies = g_strdupv (base->strategies);
  g_strfreev (self->voices);
  self->voices = g_strdupv (base->voices);
  for (guint i = 0; i < base->prices->len; i++)
    {
      const OwnedPrices *other = g_ptr_array_index (base->prices, i);
      OwnedPrices *owned =
        add_prices (self, other->prices.currency, other->prices.date, other->prices.n_tiers);

      memcpy (owned->tiers, other->tiers, other->prices.n_tiers * sizeof (QingPriceTier));
    }
}

/* The member when it is there and of that kind, so that a bad row is read as far as it is good. */
static JsonArray *
get_array (JsonObject *row, const char *name)
{
  JsonNode *node = json_object_get_member (row, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *row, const char *name)
{
  JsonNode *node = json_object_get_member (row, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_string (JsonObject *row, const char *name)
{
  JsonNode *node = json_object_get_member (row, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
read_number (JsonObject *row, const char *name, double *value)
{
  JsonNode *node = json_object_get_member (row, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) != G_TYPE_STRING)
    *value = json_node_get_double (node);
}

static void
read_integer (JsonObject *row, const char *name, gint64 *value)
{
  double number = NAN;

  read_number (row, name, &number);
  if (isfinite (number) && fabs (number) < 1e15)
    *value = (gint64) number;
}

/* One number for both modes, or a pair: without thinking, with thinking. */
static void
read_pair (JsonObject *row, const char *name, gint64 pair[2])
{
  JsonArray *array = get_array (row, name);

  if (array == NULL)
    {
      gint64 both = G_MININT64;

      read_integer (row, name, &both);
      if (both != G_MININT64)
        pair[0] = pair[1] = both;
    }
  else if (json_array_get_length (array) == 2)
    {
      pair[0] = json_array_get_int_element (array, 0);
      pair[1] = json_array_get_int_element (array, 1);
    }
}

static void
read_modalities (JsonObject *row, const char *name, QingModalities *modalities)
{
  const char *letters = get_string (row, name);

  if (letters == NULL)
    return;
  *modalities = 0;
  for (guint i = 0; modality_letters[i] != '\0'; i++)
    if (strchr (letters, modality_letters[i]) != NULL)
      *modalities |= 1u << i;
}

static void
read_features (JsonObject *row, QingFeatures *features)
{
  JsonArray *array = get_array (row, "features");

  if (array == NULL)
    return;
  *features = 0;
  for (guint i = 0; i < json_array_get_length (array); i++)
    for (guint bit = 0; feature_names[bit] != NULL; bit++)
      if (g_strcmp0 (json_array_get_string_element (array, i), feature_names[bit]) == 0)
        *features |= 1u << bit;
}

static void
read_strings (JsonObject *row, const char *name, char ***strings)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  JsonArray *array = get_array (row, name);

  if (array == NULL)
    return;
  builder = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  g_strfreev (*strings);
  *strings = g_strv_builder_end (builder);
}

static void
read_sampling (JsonObject *row, const char *name, QingSampling *sampling)
{
  JsonObject *object = get_object (row, name);
  gint64 top_k = sampling->top_k;

  if (object == NULL)
    return;
  read_number (object, "temperature", &sampling->temperature);
  read_number (object, "temperature_minimum", &sampling->temperature_minimum);
  read_number (object, "top_p", &sampling->top_p);
  read_number (object, "presence_penalty", &sampling->presence_penalty);
  read_number (object, "repetition_penalty", &sampling->repetition_penalty);
  read_integer (object, "top_k", &top_k);
  sampling->top_k = (int) top_k;
}

static void
read_pixels (JsonObject *row, QingPixels *pixels)
{
  JsonObject *object = get_object (row, "pixels");
  gint64 side = pixels->side;

  if (object == NULL)
    return;
  read_integer (object, "side", &side);
  read_integer (object, "minimum", &pixels->minimum);
  read_integer (object, "maximum", &pixels->maximum);
  read_integer (object, "limit", &pixels->limit);
  read_integer (object, "high", &pixels->high);
  pixels->side = (int) side;
}

static void
read_tiers (QingModelInfo *self, const char *currency, JsonObject *object)
{
  JsonArray *tiers = get_array (object, "tiers");
  const char *date = get_string (object, "date");
  guint n = tiers != NULL ? json_array_get_length (tiers) : 0;
  OwnedPrices *owned;

  if (n == 0)
    return;
  owned = add_prices (self, currency, date != NULL ? date : "", n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (tiers, i);
      QingPriceTier *tier = &owned->tiers[i];

      *tier = (QingPriceTier){ G_MAXINT64, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      read_integer (json_node_get_object (node), "up_to", &tier->up_to);
      read_number (json_node_get_object (node), "input", &tier->input);
      read_number (json_node_get_object (node), "input_audio", &tier->input_audio);
      read_number (json_node_get_object (node), "input_vision", &tier->input_vision);
      read_number (json_node_get_object (node), "output", &tier->output);
      tier->output_thinking = tier->output;
      read_number (json_node_get_object (node), "output_thinking", &tier->output_thinking);
      read_number (json_node_get_object (node), "output_multimodal", &tier->output_multimodal);
      read_number (json_node_get_object (node), "output_audio", &tier->output_audio);
      read_number (json_node_get_object (node), "cached", &tier->cached);
    }
}

static void
read_prices (QingModelInfo *self, JsonObject *row)
{
  static const char *const currencies[] = { "CNY", "USD" };
  JsonObject *object = get_object (row, "prices");

  if (object == NULL)
    return;
  /* Prices come as a whole: one currency of a row and another of its base would contradict. */
  g_ptr_array_set_size (self->prices, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      JsonObject *prices = get_object (object, currencies[i]);

      if (prices != NULL)
        read_tiers (self, currencies[i], prices);
    }
}

static void
read_row (QingModelInfo *self, JsonObject *row, gboolean has_base)
{
  const char *thinking = get_string (row, "thinking");

  for (guint i = 0; thinking != NULL && thinking_names[i] != NULL; i++)
    if (g_str_equal (thinking, thinking_names[i]))
      self->thinking = (QingThinking) i;
  read_modalities (row, "input", &self->input);
  read_modalities (row, "output", &self->output);
  read_features (row, &self->features);
  read_integer (row, "context", &self->context);
  read_pair (row, "max_input", self->max_input);
  read_pair (row, "max_output", self->max_output);
  read_integer (row, "max_thinking", &self->max_thinking);
  read_strings (row, "search_strategies", &self->strategies);
  read_strings (row, "voices", &self->voices);
  read_sampling (row, "sampling", &self->sampling[0]);
  /* What thinks never or always has one set of values, whatever its base does. */
  if (!has_base || self->thinking == QING_THINKING_NONE || self->thinking == QING_THINKING_ALWAYS)
    self->sampling[1] = self->sampling[0];
  read_sampling (row, "sampling_thinking", &self->sampling[1]);
  read_pixels (row, &self->pixels);
  read_prices (self, row);
}

static QingModelInfo *
new_with_id (const char *id, const char *name)
{
  QingModelInfo *self = g_object_new (QING_TYPE_MODEL_INFO, NULL);

  self->id = g_utf8_make_valid (id, -1);
  self->name = g_utf8_make_valid (name != NULL ? name : id, -1);
  self->family = g_strdup ("");
  return self;
}

QingModelInfo *
qing_model_info_new_from_json (const char *id, JsonObject *row, QingModelInfo *base)
{
  const char *name = get_string (row, "name");
  const char *family = get_string (row, "family");
  QingModelInfo *self;

  /* The base's own name is only good for the same model, read again from a user's file. */
  if (name == NULL && base != NULL && g_str_equal (base->id, id))
    name = base->name;
  self = new_with_id (id, name);
  if (base != NULL)
    copy_from (self, base);
  self->known = TRUE;
  if (family != NULL)
    {
      g_free (self->family);
      self->family = g_strdup (family);
    }
  read_row (self, row, base != NULL);
  return self;
}

QingModelInfo *
qing_model_info_new_unknown (const char *id)
{
  return new_with_id (id, NULL);
}

QingModelInfo *
qing_model_info_new_alias (const char *id, QingModelInfo *base)
{
  QingModelInfo *self = new_with_id (id, NULL);

  copy_from (self, base);
  /* API page: "Qwen-plus series snapshots (excluding the stable model)". Only a date ends so. */
  if ((base->features & QING_FEATURE_LOGPROBS_SNAPSHOTS) != 0 &&
      g_ascii_isdigit (id[strlen (id) - 1]))
    self->features |= QING_FEATURE_LOGPROBS;
  return self;
}

const char *
qing_model_info_get_id (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return self->id;
}

const char *
qing_model_info_get_name (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return self->name;
}

const char *
qing_model_info_get_family (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return self->family;
}

gboolean
qing_model_info_is_known (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), FALSE);
  return self->known;
}

QingThinking
qing_model_info_get_thinking (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), QING_THINKING_UNKNOWN);
  return self->thinking;
}

QingModalities
qing_model_info_get_input (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), QING_MODALITY_TEXT);
  return self->input;
}

QingModalities
qing_model_info_get_output (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), QING_MODALITY_TEXT);
  return self->output;
}

QingFeatures
qing_model_info_get_features (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), 0);
  return self->features;
}

gint64
qing_model_info_get_context (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), -1);
  return self->context;
}

gint64
qing_model_info_get_max_input (QingModelInfo *self, gboolean thinking)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), -1);
  return self->max_input[!!thinking];
}

gint64
qing_model_info_get_max_output (QingModelInfo *self, gboolean thinking)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), -1);
  return self->max_output[!!thinking];
}

gint64
qing_model_info_get_max_thinking (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), -1);
  return self->max_thinking;
}

const char *const *
qing_model_info_get_search_strategies (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return (const char *const *) self->strategies;
}

const char *const *
qing_model_info_get_voices (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return (const char *const *) self->voices;
}

const QingSampling *
qing_model_info_get_sampling (QingModelInfo *self, gboolean thinking)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return &self->sampling[!!thinking];
}

const QingPixels *
qing_model_info_get_pixels (QingModelInfo *self)
{
  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);
  return &self->pixels;
}

const QingPrices *
qing_model_info_get_prices (QingModelInfo *self, const char *currency)
{
  const OwnedPrices *owned;

  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);

  owned = find_prices (self, currency);
  return owned != NULL ? &owned->prices : NULL;
}

char *
qing_model_info_to_json (QingModelInfo *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *shorter = NULL;

  g_return_val_if_fail (QING_IS_MODEL_INFO (self), NULL);

  json_node_take_object (node, qing_catalogue_row_new (self));
  text = json_to_string (node, FALSE);
  shorter = qing_json_shorten_numbers (text);
  return qing_json_pretty (shorter, -1);
}

const char *const *
qing_model_info_list_features (void)
{
  return feature_names;
}

const char *const *
qing_model_info_list_thinking (void)
{
  return thinking_names;
}

char *
qing_modalities_to_string (QingModalities modalities)
{
  char letters[sizeof modality_letters] = { 0 };
  guint n = 0;

  for (guint i = 0; modality_letters[i] != '\0'; i++)
    if ((modalities & (1u << i)) != 0)
      letters[n++] = modality_letters[i];
  return g_strdup (letters);
}
