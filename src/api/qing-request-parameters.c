/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-request-parameters.h"

#include "qing-json.h"
#include "qing-tool.h"

#include <string.h>

/* Enough for a title; thinking is off. */
#define TITLE_TOKENS 64
#define TEST_TOKENS  16

typedef struct
{
  JsonObject *root;
  QingChatRequest *request;
  QingRuling *ruling;
} QingContext;

typedef void (*QingPutFunc) (QingContext *context, const char *name, GVariant *value);

/* Where a value goes on the wire. */
typedef struct
{
  QingParameterId id;
  const char *parent; /* (nullable): the object that holds it */
  const char *name;
  QingPutFunc put;
} QingPlace;

static GVariant *
get_effective (QingContext *context, QingParameterId id)
{
  return qing_ruling_get (context->ruling, id)->effective;
}

static JsonObject *
ensure_object (JsonObject *parent, const char *name)
{
  JsonObject *object = qing_json_get_object (parent, name);

  if (object == NULL)
    {
      object = json_object_new ();
      json_object_set_object_member (parent, name, object);
    }

  return object;
}

static void
put_list (JsonObject *object, const char *name, GVariant *value)
{
  g_autofree const char **words = g_variant_get_strv (value, NULL);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);

  /* Some models refuse an empty array (protocol.md 8.4). */
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, name, g_steal_pointer (&array));
}

static void
put_into (JsonObject *object, const char *name, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    json_object_set_double_member (object, name, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_object_set_int_member (object, name, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_object_set_boolean_member (object, name, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_object_set_string_member (object, name, g_variant_get_string (value, NULL));
  else
    put_list (object, name, value);
}

/* protocol.md 2.9: OpenRouter has an object of its own for all that concerns thinking. */
static gboolean
is_openrouter (QingContext *context)
{
  return qing_account_has_host (qing_chat_request_get_account (context->request), "openrouter.ai");
}

/* DashScope knows the switch at the top level; vLLM, SGLang and llama.cpp hand it to the model's
 * template (protocol.md 2.9), and there it does nothing at the top level. */
static void
put_thinking (QingContext *context, const char *name, GVariant *value)
{
  if (qing_ruling_is_dashscope (context->ruling))
    put_into (context->root, name, value);
  else if (is_openrouter (context))
    put_into (ensure_object (context->root, "reasoning"), "enabled", value);
  else
    put_into (ensure_object (context->root, "chat_template_kwargs"), name, value);
}

static void
put_effort (QingContext *context, const char *name, GVariant *value)
{
  if (is_openrouter (context))
    put_into (ensure_object (context->root, "reasoning"), "effort", value);
  else
    put_into (context->root, name, value);
}

static JsonNode *
parse_object (GVariant *value)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *text = value != NULL ? g_variant_get_string (value, NULL) : "";
  JsonNode *root = qing_json_parse (parser, text, strlen (text), NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_copy (root) : NULL;
}

static void
put_format (QingContext *context, const char *name, GVariant *value)
{
  JsonObject *format = ensure_object (context->root, name);
  const char *type = g_variant_get_string (value, NULL);
  JsonNode *schema;

  json_object_set_string_member (format, "type", type);
  if (!g_str_equal (type, "json_schema"))
    return;

  schema = parse_object (get_effective (context, QING_PARAMETER_JSON_SCHEMA));
  if (schema != NULL)
    json_object_set_member (format, "json_schema", schema);
}

static void
put_audio (QingContext *context, const char *name, GVariant *value)
{
  GVariant *voice = get_effective (context, QING_PARAMETER_VOICE);
  GVariant *format = get_effective (context, QING_PARAMETER_AUDIO_FORMAT);
  JsonArray *modalities;
  JsonObject *audio;

  if (!g_variant_get_boolean (value))
    return;

  modalities = json_array_new ();
  json_array_add_string_element (modalities, "text");
  json_array_add_string_element (modalities, "audio");
  json_object_set_array_member (context->root, name, modalities);

  audio = ensure_object (context->root, "audio");
  if (voice != NULL)
    put_into (audio, "voice", voice);
  if (format != NULL)
    put_into (audio, "format", format);
}

static void
put_days (QingContext *context, const char *name, GVariant *value)
{
  gint64 days = g_ascii_strtoll (g_variant_get_string (value, NULL), NULL, 10);

  json_object_set_int_member (ensure_object (context->root, "search_options"), name, days);
}

static void
put_intention (QingContext *context, const char *name, GVariant *value)
{
  JsonObject *options = ensure_object (context->root, "search_options");

  put_into (ensure_object (options, "intention_options"), name, value);
}

static void
put_tool_choice (QingContext *context, const char *name, GVariant *value)
{
  static const char *const words[] = { "auto", "none", "required", NULL };
  const char *choice = g_variant_get_string (value, NULL);
  JsonObject *object;

  if (g_strv_contains (words, choice))
    {
      put_into (context->root, name, value);
      return;
    }

  object = ensure_object (context->root, name);
  json_object_set_string_member (object, "type", "function");
  json_object_set_string_member (ensure_object (object, "function"), "name", choice);
}

#define SEARCH      "search_options"
#define TRANSLATION "translation_options"

/* The order is the order on the wire. Not here: the system prompt, the pixels and the frames, which
 * go into the messages; what goes into the headers; stream and its options, which come first; what others put; and what is merged last. */
/* clang-format off */
static const QingPlace places[] = {
  { QING_PARAMETER_TEMPERATURE, NULL, "temperature", NULL },
  { QING_PARAMETER_TOP_P, NULL, "top_p", NULL },
  { QING_PARAMETER_TOP_K, NULL, "top_k", NULL },
  { QING_PARAMETER_PRESENCE_PENALTY, NULL, "presence_penalty", NULL },
  { QING_PARAMETER_REPETITION_PENALTY, NULL, "repetition_penalty", NULL },
  { QING_PARAMETER_MAX_TOKENS, NULL, "max_tokens", NULL },
  { QING_PARAMETER_MAX_COMPLETION_TOKENS, NULL, "max_completion_tokens", NULL },
  { QING_PARAMETER_SEED, NULL, "seed", NULL },
  { QING_PARAMETER_STOP, NULL, "stop", NULL },
  { QING_PARAMETER_N, NULL, "n", NULL },
  { QING_PARAMETER_ENABLE_THINKING, NULL, "enable_thinking", put_thinking },
  { QING_PARAMETER_THINKING_BUDGET, NULL, "thinking_budget", NULL },
  { QING_PARAMETER_REASONING_EFFORT, NULL, "reasoning_effort", put_effort },
  { QING_PARAMETER_PRESERVE_THINKING, NULL, "preserve_thinking", NULL },
  { QING_PARAMETER_CLEAR_THINKING, NULL, "clear_thinking", NULL },
  { QING_PARAMETER_RESPONSE_FORMAT, NULL, "response_format", put_format },
  { QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES, NULL, "vl_high_resolution_images", NULL },
  { QING_PARAMETER_AUDIO_OUTPUT, NULL, "modalities", put_audio },
  { QING_PARAMETER_ENABLE_SEARCH, NULL, "enable_search", NULL },
  { QING_PARAMETER_FORCED_SEARCH, SEARCH, "forced_search", NULL },
  { QING_PARAMETER_SEARCH_STRATEGY, SEARCH, "search_strategy", NULL },
  { QING_PARAMETER_SEARCH_EXTENSION, SEARCH, "enable_search_extension", NULL },
  { QING_PARAMETER_SEARCH_FRESHNESS, SEARCH, "freshness", put_days },
  { QING_PARAMETER_SEARCH_SITES, SEARCH, "assigned_site_list", NULL },
  { QING_PARAMETER_SEARCH_INTENTION, SEARCH, "prompt_intervene", put_intention },
  { QING_PARAMETER_TEXT_IMAGE_MIXED, NULL, "enable_text_image_mixed", NULL },
  { QING_PARAMETER_ENABLE_CODE_INTERPRETER, NULL, "enable_code_interpreter", NULL },
  { QING_PARAMETER_LOGPROBS, NULL, "logprobs", NULL },
  { QING_PARAMETER_TOP_LOGPROBS, NULL, "top_logprobs", NULL },
  { QING_PARAMETER_TRANSLATE_FROM, TRANSLATION, "source_lang", NULL },
  { QING_PARAMETER_TRANSLATE_TO, TRANSLATION, "target_lang", NULL },
};

/* Only together with tools. */
static const QingPlace tool_places[] = {
  { QING_PARAMETER_TOOL_CHOICE, NULL, "tool_choice", put_tool_choice },
  { QING_PARAMETER_PARALLEL_TOOL_CALLS, NULL, "parallel_tool_calls", NULL },
  { QING_PARAMETER_TOOL_STREAM, NULL, "tool_stream", NULL },
};

/* All that a helper request takes of what the user set. */
static const QingPlace helper_places[] = {
  { QING_PARAMETER_ENABLE_THINKING, NULL, "enable_thinking", put_thinking },
  { QING_PARAMETER_TRANSLATE_FROM, TRANSLATION, "source_lang", NULL },
  { QING_PARAMETER_TRANSLATE_TO, TRANSLATION, "target_lang", NULL },
};
/* clang-format on */

static void
put_places (QingContext *context, const QingPlace *list, guint n_places)
{
  for (guint i = 0; i < n_places; i++)
    {
      const QingPlace *place = &list[i];
      GVariant *value = get_effective (context, place->id);

      if (value == NULL)
        continue;

      if (place->put != NULL)
        place->put (context, place->name, value);
      else if (place->parent != NULL)
        put_into (ensure_object (context->root, place->parent), place->name, value);
      else
        put_into (context->root, place->name, value);
    }
}

static JsonObject *
make_tool (QingTool *tool)
{
  const char *schema = qing_tool_get_schema (tool);
  const char *description = qing_tool_get_description (tool);
  g_autoptr (GVariant) text =
    g_variant_ref_sink (g_variant_new_string (schema != NULL ? schema : ""));
  JsonNode *parameters = parse_object (text);
  JsonObject *function = json_object_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (function, "name", qing_tool_get_name (tool));
  json_object_set_string_member (function, "description", description != NULL ? description : "");
  if (parameters != NULL)
    json_object_set_member (function, "parameters", parameters);
  else
    json_object_set_object_member (function, "parameters", json_object_new ());

  json_object_set_string_member (object, "type", "function");
  json_object_set_object_member (object, "function", function);

  return object;
}

static void
put_tools (QingContext *context)
{
  GListModel *tools = qing_chat_request_get_tools (context->request);
  guint count = tools != NULL ? g_list_model_get_n_items (tools) : 0;
  JsonArray *array;

  if (count == 0 || !qing_ruling_sends_tools (context->ruling))
    return;

  array = json_array_new ();
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (QingTool) tool = g_list_model_get_item (tools, i);

      json_array_add_object_element (array, make_tool (tool));
    }
  json_object_set_array_member (context->root, "tools", array);
  put_places (context, tool_places, G_N_ELEMENTS (tool_places));
}

/* Some gateways stream when nothing is said, and the options are refused without a stream. */
static void
put_stream (QingContext *context)
{
  gboolean streaming = qing_ruling_is_streaming (context->ruling);
  GVariant *usage = get_effective (context, QING_PARAMETER_INCLUDE_USAGE);

  json_object_set_boolean_member (context->root, "stream", streaming);
  if (streaming && (usage == NULL || g_variant_get_boolean (usage)))
    json_object_set_boolean_member (ensure_object (context->root, "stream_options"),
                                    "include_usage", TRUE);
}

static void
merge (JsonObject *into, JsonObject *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *present = qing_json_get_object (into, name);

      if (present != NULL && JSON_NODE_HOLDS_OBJECT (node))
        merge (present, json_node_get_object (node));
      else
        json_object_set_member (into, name, json_node_copy (node));
    }
}

/* "extra_body" is a word of two client libraries, not of the protocol (protocol.md section 1): who
 * copies it from their documents means what is inside. The model, the messages and whether there
 * is a stream are not free: the program counts on them. */
static void
merge_extra (QingContext *context)
{
  static const char *const fixed[] = { "model", "messages", "stream", "stream_options" };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *extra;

  if (get_effective (context, QING_PARAMETER_EXTRA_BODY) == NULL)
    return;
  node = parse_object (get_effective (context, QING_PARAMETER_EXTRA_BODY));
  if (node == NULL)
    return;

  extra = json_node_get_object (node);
  while (json_object_has_member (extra, "extra_body"))
    {
      JsonObject *inside = qing_json_get_object (extra, "extra_body");
      g_autoptr (JsonObject) held = inside != NULL ? json_object_ref (inside) : NULL;

      json_object_remove_member (extra, "extra_body");
      if (held != NULL)
        merge (extra, held);
    }

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (json_object_has_member (extra, fixed[i]))
      json_object_remove_member (extra, fixed[i]);
  merge (context->root, extra);
}

JsonObject *
qing_request_parameters_new (QingChatRequest *request, QingRuling *ruling)
{
  QingContext context = { json_object_new (), request, ruling };

  put_stream (&context);
  switch (qing_chat_request_get_purpose (request))
    {
    case QING_PURPOSE_TITLE:
    case QING_PURPOSE_TEST:
      json_object_set_int_member (context.root, "max_tokens",
                                  qing_chat_request_get_purpose (request) == QING_PURPOSE_TITLE
                                    ? TITLE_TOKENS
                                    : TEST_TOKENS);
      put_places (&context, helper_places, G_N_ELEMENTS (helper_places));
      break;
    case QING_PURPOSE_CHAT:
    case QING_PURPOSE_CONTINUE:
    default:
      put_places (&context, places, G_N_ELEMENTS (places));
      put_tools (&context);
      merge_extra (&context);
      break;
    }

  return context.root;
}
