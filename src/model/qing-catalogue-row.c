/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue-row.h"

#include "qing-model-info-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* No count of tokens, pixels or money is as large. */
#define MOST 1e12

#define MAX_WORD 200

typedef enum
{
  KIND_TEXT,
  KIND_COUNT,
  KIND_COUNTS, /* one count, or a pair: without thinking, with thinking */
  KIND_NUMBER,
  KIND_TEXTS,
  KIND_MODALITIES,
  KIND_THINKING,
  KIND_FEATURES,
  KIND_OBJECT,
  KIND_TIERS,
} Kind;

typedef struct _Member
{
  const char *name;
  Kind kind;
  const struct _Member *members; /* of an object, ended by a row without a name */
} Member;

/* clang-format off */
static const Member sampling[] = {
  { "temperature", KIND_NUMBER, NULL }, { "temperature_minimum", KIND_NUMBER, NULL },
  { "top_p", KIND_NUMBER, NULL },
  { "top_k", KIND_COUNT, NULL }, { "presence_penalty", KIND_NUMBER, NULL },
  { "repetition_penalty", KIND_NUMBER, NULL }, { NULL, KIND_TEXT, NULL }
};
static const Member pixels[] = {
  { "side", KIND_COUNT, NULL }, { "minimum", KIND_COUNT, NULL }, { "maximum", KIND_COUNT, NULL },
  { "limit", KIND_COUNT, NULL }, { "high", KIND_COUNT, NULL }, { NULL, KIND_TEXT, NULL }
};
static const Member tier[] = {
  { "up_to", KIND_COUNT, NULL }, { "input", KIND_NUMBER, NULL }, { "output", KIND_NUMBER, NULL },
  { "input_audio", KIND_NUMBER, NULL }, { "input_vision", KIND_NUMBER, NULL },
  { "output_thinking", KIND_NUMBER, NULL }, { "output_multimodal", KIND_NUMBER, NULL },
  { "output_audio", KIND_NUMBER, NULL }, { "cached", KIND_NUMBER, NULL },
  { NULL, KIND_TEXT, NULL }
};
static const Member price[] = {
  { "date", KIND_TEXT, NULL }, { "tiers", KIND_TIERS, tier }, { NULL, KIND_TEXT, NULL }
};
static const Member prices[] = {
  { "CNY", KIND_OBJECT, price }, { "USD", KIND_OBJECT, price }, { NULL, KIND_TEXT, NULL }
};
static const Member members[] = {
  { "id", KIND_TEXT, NULL }, { "like", KIND_TEXT, NULL }, { "name", KIND_TEXT, NULL },
  { "family", KIND_TEXT, NULL }, { "context", KIND_COUNT, NULL },
  { "max_input", KIND_COUNTS, NULL }, { "max_output", KIND_COUNTS, NULL },
  { "max_thinking", KIND_COUNT, NULL }, { "thinking", KIND_THINKING, NULL },
  { "input", KIND_MODALITIES, NULL }, { "output", KIND_MODALITIES, NULL },
  { "features", KIND_FEATURES, NULL }, { "search_strategies", KIND_TEXTS, NULL },
  { "voices", KIND_TEXTS, NULL }, { "sampling", KIND_OBJECT, sampling },
  { "sampling_thinking", KIND_OBJECT, sampling }, { "pixels", KIND_OBJECT, pixels },
  { "prices", KIND_OBJECT, prices }, { NULL, KIND_TEXT, NULL }
};
/* clang-format on */

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gboolean
is_text (JsonNode *node)
{
  const char *text = get_text (node);

  return text != NULL && *text != '\0' && strlen (text) <= MAX_WORD;
}

static gboolean
is_number (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) &&
         fabs (json_node_get_double (node)) < MOST;
}

/* -1 says that it is not known, or that there is none. */
static gboolean
is_count (JsonNode *node)
{
  return is_number (node) && json_node_get_double (node) >= -1 &&
         json_node_get_double (node) == floor (json_node_get_double (node));
}

static gboolean
all_elements (JsonNode *node, gboolean (*is_good) (JsonNode *))
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!is_good (json_array_get_element (array, i)))
      return FALSE;
  return array != NULL;
}

static gboolean
is_feature (JsonNode *node)
{
  return is_text (node) && g_strv_contains (qing_model_info_list_features (), get_text (node));
}

static gboolean
is_modalities (JsonNode *node)
{
  return is_text (node) && strspn (get_text (node), "tiva") == strlen (get_text (node));
}

static char *clean_object (JsonObject *object, const Member *list);

/* Nullable words about the first bad member of any tier. */
static char *
clean_tiers (JsonNode *node, const Member *member)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  char *words = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *found = NULL;

      if (JSON_NODE_HOLDS_OBJECT (element))
        found = clean_object (json_node_get_object (element), member->members);
      if (words == NULL)
        words = g_steal_pointer (&found);
    }
  return words;
}

/* Whether @node is of the member's kind; of an object only what is inside may still be bad, which
 * @words tells. */
static gboolean
check (JsonNode *node, const Member *member, char **words)
{
  switch (member->kind)
    {
    case KIND_TEXT:
      return is_text (node);
    case KIND_COUNT:
      return is_count (node);
    case KIND_COUNTS:
      return is_count (node) || (all_elements (node, is_count) &&
                                 json_array_get_length (json_node_get_array (node)) == 2);
    case KIND_NUMBER:
      return is_number (node);
    case KIND_TEXTS:
      return all_elements (node, is_text);
    case KIND_MODALITIES:
      return is_modalities (node);
    case KIND_THINKING:
      return is_text (node) && g_strv_contains (qing_model_info_list_thinking (), get_text (node));
    case KIND_FEATURES:
      return all_elements (node, is_feature);
    case KIND_TIERS:
      *words = clean_tiers (node, member);
      return JSON_NODE_HOLDS_ARRAY (node);
    case KIND_OBJECT:
    default:
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      *words = clean_object (json_node_get_object (node), member->members);
      return TRUE;
    }
}

static char *
dup_complaint (const char *name, const Member *member)
{
  if (member == NULL)
    return g_strdup_printf (_ ("there is no “%s”"), name);
  switch (member->kind)
    {
    case KIND_COUNT:
      return g_strdup_printf (_ ("“%s” must be a whole number"), name);
    case KIND_COUNTS:
      return g_strdup_printf (_ ("“%s” must be a whole number, or a pair of them"), name);
    case KIND_NUMBER:
      return g_strdup_printf (_ ("“%s” must be a number"), name);
    case KIND_MODALITIES:
      return g_strdup_printf (_ ("“%s” must be letters of “tiva”"), name);
    case KIND_THINKING:
      return g_strdup_printf (_ ("“%s” must be none, off, on or always"), name);
    case KIND_FEATURES:
      return g_strdup_printf (_ ("“%s” names a feature that does not exist"), name);
    case KIND_TEXT:
      return g_strdup_printf (_ ("“%s” must be a text"), name);
    case KIND_TEXTS:
    case KIND_TIERS:
      return g_strdup_printf (_ ("“%s” must be a list"), name);
    case KIND_OBJECT:
    default:
      return g_strdup_printf (_ ("“%s” must be an object"), name);
    }
}

static const Member *
find_member (const Member *list, const char *name)
{
  for (; list->name != NULL; list++)
    if (g_str_equal (list->name, name))
      return list;
  return NULL;
}

static char *
clean_object (JsonObject *object, const Member *list)
{
  g_autoptr (GList) names = json_object_get_members (object);
  char *words = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const Member *member = find_member (list, l->data);
      g_autofree char *found = NULL;

      if (member == NULL || !check (json_object_get_member (object, l->data), member, &found))
        {
          g_free (found);
          found = dup_complaint (l->data, member);
          json_object_remove_member (object, l->data);
        }
      if (words == NULL)
        words = g_steal_pointer (&found);
    }
  return words;
}

char *
qing_catalogue_row_clean (JsonObject *row)
{
  return clean_object (row, members);
}

static void
set_count (JsonObject *row, const char *name, gint64 value)
{
  if (value >= 0)
    json_object_set_int_member (row, name, value);
}

static void
set_number (JsonObject *row, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (row, name, value);
}

static void
set_counts (JsonObject *row, const char *name, gint64 plain, gint64 thinking)
{
  g_autoptr (JsonArray) pair = json_array_new ();

  if (plain == thinking || plain < 0 || thinking < 0)
    {
      set_count (row, name, MAX (plain, thinking));
      return;
    }
  json_array_add_int_element (pair, plain);
  json_array_add_int_element (pair, thinking);
  json_object_set_array_member (row, name, g_steal_pointer (&pair));
}

static void
set_texts (JsonObject *row, const char *name, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (row, name, array);
}

static void
set_features (JsonObject *row, QingFeatures features)
{
  const char *const *names = qing_model_info_list_features ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    if ((features & (1u << i)) != 0)
      json_array_add_string_element (array, names[i]);
  json_object_set_array_member (row, "features", array);
}

static void
set_modalities (JsonObject *row, const char *name, QingModalities modalities)
{
  g_autofree char *letters = qing_modalities_to_string (modalities);

  json_object_set_string_member (row, name, letters);
}

static void
set_sampling (JsonObject *row, const char *name, const QingSampling *values)
{
  JsonObject *object = json_object_new ();

  set_number (object, "temperature", values->temperature);
  set_number (object, "temperature_minimum", values->temperature_minimum);
  set_number (object, "top_p", values->top_p);
  set_count (object, "top_k", values->top_k);
  set_number (object, "presence_penalty", values->presence_penalty);
  set_number (object, "repetition_penalty", values->repetition_penalty);
  if (json_object_get_size (object) > 0)
    json_object_set_object_member (row, name, object);
  else
    json_object_unref (object);
}

static void
set_pixels (JsonObject *row, const QingPixels *values)
{
  JsonObject *object;

  if (values->side == 0)
    return;
  object = json_object_new ();
  set_count (object, "side", values->side);
  set_count (object, "minimum", values->minimum);
  set_count (object, "maximum", values->maximum);
  set_count (object, "limit", values->limit);
  set_count (object, "high", values->high);
  json_object_set_object_member (row, "pixels", object);
}

static JsonObject *
make_price (const QingPrices *values)
{
  JsonObject *object = json_object_new ();
  JsonArray *tiers = json_array_new ();

  for (guint i = 0; i < values->n_tiers; i++)
    {
      const QingPriceTier *from = &values->tiers[i];
      JsonObject *to = json_object_new ();

      set_count (to, "up_to", from->up_to < G_MAXINT64 ? from->up_to : -1);
      set_number (to, "input", from->input);
      set_number (to, "input_audio", from->input_audio);
      set_number (to, "input_vision", from->input_vision);
      set_number (to, "output", from->output);
      if (from->output_thinking != from->output)
        set_number (to, "output_thinking", from->output_thinking);
      set_number (to, "output_multimodal", from->output_multimodal);
      set_number (to, "output_audio", from->output_audio);
      set_number (to, "cached", from->cached);
      json_array_add_object_element (tiers, to);
    }
  if (values->date[0] != '\0')
    json_object_set_string_member (object, "date", values->date);
  json_object_set_array_member (object, "tiers", tiers);
  return object;
}

static void
set_prices (JsonObject *row, QingModelInfo *info)
{
  JsonObject *object = json_object_new ();

  for (const Member *currency = prices; currency->name != NULL; currency++)
    {
      const QingPrices *values = qing_model_info_get_prices (info, currency->name);

      if (values != NULL)
        json_object_set_object_member (object, currency->name, make_price (values));
    }
  if (json_object_get_size (object) > 0)
    json_object_set_object_member (row, "prices", object);
  else
    json_object_unref (object);
}

JsonObject *
qing_catalogue_row_new (QingModelInfo *info)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", qing_model_info_get_id (info));
  json_object_set_string_member (row, "name", qing_model_info_get_name (info));
  if (*qing_model_info_get_family (info) != '\0')
    json_object_set_string_member (row, "family", qing_model_info_get_family (info));
  set_count (row, "context", qing_model_info_get_context (info));
  set_counts (row, "max_input", qing_model_info_get_max_input (info, FALSE),
              qing_model_info_get_max_input (info, TRUE));
  set_counts (row, "max_output", qing_model_info_get_max_output (info, FALSE),
              qing_model_info_get_max_output (info, TRUE));
  set_count (row, "max_thinking", qing_model_info_get_max_thinking (info));
  json_object_set_string_member (
    row, "thinking", qing_model_info_list_thinking ()[qing_model_info_get_thinking (info)]);
  set_modalities (row, "input", qing_model_info_get_input (info));
  set_modalities (row, "output", qing_model_info_get_output (info));
  set_features (row, qing_model_info_get_features (info));
  set_texts (row, "search_strategies", qing_model_info_get_search_strategies (info));
  set_texts (row, "voices", qing_model_info_get_voices (info));
  set_sampling (row, "sampling", qing_model_info_get_sampling (info, FALSE));
  set_sampling (row, "sampling_thinking", qing_model_info_get_sampling (info, TRUE));
  set_pixels (row, qing_model_info_get_pixels (info));
  set_prices (row, info);
  return row;
}
