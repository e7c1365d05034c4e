/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-json.h"

#include <string.h>

static gboolean
is_on (const QingTestCheck *check, const char *name)
{
  return qing_test_json_get_boolean (check->body, name, FALSE);
}

static char *
refuse (const QingTestCheck *check, const char *name)
{
  return g_strdup_printf ("The model %s does not support %s.", check->id, name);
}

static char *
check_thinking_unknown (const QingTestCheck *check)
{
  /* protocol.md 1.1: 400 InvalidParameter.NotSupportEnableThinking */
  if (check->model->thinking == QING_TEST_THINKING_NONE &&
      qing_test_json_has (check->body, "enable_thinking"))
    return refuse (check, "enable_thinking");

  return NULL;
}

static char *
check_thinking_restricted (const QingTestCheck *check)
{
  /* protocol.md 1.1: "thinking-only models reject false" */
  if (check->model->thinking == QING_TEST_THINKING_ALWAYS &&
      !qing_test_json_get_boolean (check->body, "enable_thinking", TRUE))
    return g_strdup ("The value of the enable_thinking parameter is restricted to True.");

  return NULL;
}

static char *
check_thinking_stream (const QingTestCheck *check)
{
  /* protocol.md 1.4 (1), 8.1 */
  if (check->thinking && !check->stream &&
      qing_test_rules_has (check, QING_TEST_MODEL_STREAM_THINKING))
    return g_strdup ("parameter.enable_thinking must be set to false for non-streaming calls");

  return NULL;
}

static char *
check_thinking_budget (const QingTestCheck *check)
{
  gint64 value = qing_test_json_get_int (check->body, "thinking_budget", 0);
  guint most = check->model->max_thinking;

  if (!qing_test_json_has (check->body, "thinking_budget"))
    return NULL;
  if (check->model->thinking == QING_TEST_THINKING_NONE)
    most = 0;
  else if (most == 0)
    most = G_MAXINT32;

  /* protocol.md 1.1: "Qwen3.x, Qwen3-VL, GLM, Kimi (not kimi-k3)" */
  if (qing_test_rules_has (check, QING_TEST_MODEL_NO_BUDGET))
    return refuse (check, "thinking_budget");
  /* protocol.md 3.2: "… must be a positive integer and not greater than xxx" */
  if (value < 1 || value > most)
    return g_strdup_printf ("The thinking_budget parameter must be a positive integer and not "
                            "greater than %u",
                            most);
  /* protocol.md 1.4 (5): "reasoning_effort + thinking_budget on qwen3.8*" */
  if (g_str_has_prefix (check->id, "qwen3.8") &&
      qing_test_json_has (check->body, "reasoning_effort"))
    return g_strdup ("The thinking_budget and reasoning_effort parameters can not be set at the "
                     "same time.");

  return NULL;
}

static char *
check_effort (const QingTestCheck *check)
{
  static const char *const qwen[] = { "low",  "medium",  "xhigh", "max",
                                      "high", "minimal", "none",  NULL };
  static const char *const others[] = { "high", "max", "low", NULL };
  const char *value = qing_test_json_get_string (check->body, "reasoning_effort");

  if (value == NULL)
    return NULL;
  /* protocol.md 1.1: qwen3.8*, DeepSeek-V4, GLM */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_EFFORT))
    return refuse (check, "reasoning_effort");
  if (!g_strv_contains (g_str_has_prefix (check->id, "qwen") ? qwen : others, value))
    return g_strdup_printf ("'%s' is not a supported value of reasoning_effort.", value);

  return NULL;
}

static char *
check_clear_thinking (const QingTestCheck *check)
{
  /* protocol.md 1.1: "GLM only" */
  if (qing_test_json_has (check->body, "clear_thinking") && !g_str_has_prefix (check->id, "glm"))
    return refuse (check, "clear_thinking");

  return NULL;
}

static char *
check_code_interpreter (const QingTestCheck *check)
{
  if (!is_on (check, "enable_code_interpreter"))
    return NULL;
  /* protocol.md 1.8 */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_CODE))
    return refuse (check, "enable_code_interpreter");
  if (!is_on (check, "enable_thinking") || !check->stream)
    return g_strdup ("enable_code_interpreter only support thinking mode and stream call.");
  if (qing_test_json_has (check->body, "tools"))
    return g_strdup ("enable_code_interpreter and tools can not be set at the same time.");

  return NULL;
}

static char *
check_format_schema (const QingTestCheck *check, JsonObject *format)
{
  JsonObject *schema = qing_test_json_get_object (format, "json_schema");

  /* protocol.md 6.4: "only Qwen3.7-Plus/-Flash/-Max, Qwen3.8-Flash/-Max" */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_SCHEMA))
    return refuse (check, "response_format json_schema");
  /* protocol.md 1.1: "name req ≤64 [A‑Za‑z0‑9_-]" */
  if (!qing_test_rules_is_name (qing_test_json_get_string (schema, "name")) ||
      qing_test_json_get_object (schema, "schema") == NULL)
    return g_strdup ("'response_format.json_schema' must have a name and a schema");

  return NULL;
}

static char *
check_format (const QingTestCheck *check)
{
  JsonObject *format = qing_test_json_get_object (check->body, "response_format");
  const char *type = qing_test_json_get_string (format, "type");

  if (format == NULL || g_strcmp0 (type, "text") == 0)
    return NULL;
  if (g_strcmp0 (type, "json_schema") == 0)
    return check_format_schema (check, format);
  if (g_strcmp0 (type, "json_object") != 0)
    return g_strdup_printf ("'%s' is not one of ['text', 'json_object', 'json_schema'] - "
                            "'response_format.type'",
                            type != NULL ? type : "");

  /* protocol.md 6: column "features", JO */
  return qing_test_rules_has (check, QING_TEST_MODEL_JSON)
           ? NULL
           : refuse (check, "response_format json_object");
}

static gboolean
wants_json (const QingTestCheck *check)
{
  JsonObject *format = qing_test_json_get_object (check->body, "response_format");

  return g_strcmp0 (qing_test_json_get_string (format, "type"), "json_object") == 0;
}

static char *
check_json_thinking (const QingTestCheck *check)
{
  /* protocol.md 1.4 (2), 6: "n = non-thinking only" */
  if (wants_json (check) && check->thinking &&
      !qing_test_rules_has (check, QING_TEST_MODEL_JSON_THINKING))
    return g_strdup ("Json mode response is not supported when enable_thinking is true");

  return NULL;
}

static char *
check_json_word (const QingTestCheck *check)
{
  if (!wants_json (check))
    return NULL;
  /* protocol.md 1.1: "the word "json" (any case) must appear in system or user message" */
  for (guint i = 0; i < json_array_get_length (check->messages); i++)
    {
      JsonObject *message = qing_test_json_nth_object (check->messages, i);
      const char *role = qing_test_json_get_string (message, "role");
      JsonNode *content = message != NULL ? json_object_get_member (message, "content") : NULL;
      g_autofree char *text = content != NULL ? json_to_string (content, FALSE) : NULL;
      g_autofree char *lower = g_ascii_strdown (text != NULL ? text : "", -1);

      if ((g_strcmp0 (role, "system") == 0 || g_strcmp0 (role, "user") == 0) &&
          strstr (lower, "json") != NULL)
        return NULL;
    }

  return g_strdup ("'messages' must contain the word 'json' in some form, to use "
                   "'response_format' of type 'json_object'.");
}

static char *
check_tool (JsonObject *tool)
{
  JsonObject *function = qing_test_json_get_object (tool, "function");
  const char *name = qing_test_json_get_string (function, "name");

  if (g_strcmp0 (qing_test_json_get_string (tool, "type"), "function") != 0 || function == NULL)
    return g_strdup ("'tools' must be of type 'function'");
  /* protocol.md 1.1: "name search is forbidden" */
  if (g_strcmp0 (name, "search") == 0)
    return g_strdup ("Tool names are not allowed to be [search]");
  /* protocol.md 1.1: "name req ≤64 [A‑Za‑z0‑9_-], description req, parameters JSON schema" */
  if (!qing_test_rules_is_name (name))
    return g_strdup_printf ("'%s' does not match '^[a-zA-Z0-9_-]{1,64}$' - 'tools.function.name'",
                            name != NULL ? name : "");
  if (qing_test_json_get_string (function, "description") == NULL)
    return g_strdup ("'description' is a required property - 'tools.function'");
  if (qing_test_json_has (function, "parameters") &&
      qing_test_json_get_object (function, "parameters") == NULL)
    return g_strdup ("'parameters' must be Object - 'tools.function'");

  return NULL;
}

static char *
check_tools (const QingTestCheck *check)
{
  JsonArray *tools = qing_test_json_get_array (check->body, "tools");

  if (tools == NULL)
    return NULL;
  /* protocol.md 3.2: "The tool call is not supported." */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_TOOLS))
    return g_strdup ("The tool call is not supported.");
  for (guint i = 0; i < json_array_get_length (tools); i++)
    {
      char *message = check_tool (qing_test_json_nth_object (tools, i));

      if (message != NULL)
        return message;
    }

  return NULL;
}

static char *
check_tool_choice (const QingTestCheck *check)
{
  JsonNode *node = json_object_get_member (check->body, "tool_choice");
  JsonObject *choice = qing_test_json_get_object (check->body, "tool_choice");
  JsonObject *function = qing_test_json_get_object (choice, "function");
  const char *word = qing_test_json_get_string (check->body, "tool_choice");

  if (node == NULL || g_strcmp0 (word, "auto") == 0 || g_strcmp0 (word, "none") == 0)
    return NULL;
  /* protocol.md 8.2: the exact body */
  if (check->thinking)
    return g_strdup (
      "<400> InternalError.Algo.InvalidParameter: The tool_choice parameter does not "
      "support being set to required or object in thinking mode");
  /* protocol.md 1.1: ""required" not supported by Qwen … works for kimi/kimi-k3" */
  if (choice == NULL &&
      !(g_strcmp0 (word, "required") == 0 && g_str_equal (check->id, "kimi/kimi-k3")))
    return g_strdup ("tool_choice is one of the strings that should be [\"none\", \"auto\"]");
  if (choice != NULL && qing_test_json_get_string (function, "name") == NULL)
    return g_strdup ("'tool_choice' must be {type: 'function', function: {name: String}}");

  return NULL;
}

static char *
check_search (const QingTestCheck *check)
{
  if (!is_on (check, "enable_search"))
    return NULL;
  /* protocol.md 1.1 */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_SEARCH))
    return g_strdup ("This model does not support enable_search.");
  /* protocol.md 6, "deepseek-v3.2 (-exp), v3.1": "S (exp/v3.1: only non-think)" */
  if (check->thinking && (g_str_has_prefix (check->id, "deepseek-v3.1") ||
                          g_str_has_prefix (check->id, "deepseek-v3.2-exp")))
    return g_strdup ("This model does not support enable_search in thinking mode.");
  /* protocol.md 1.4 (12): "on multimodal models (3.5+) needs stream:true" */
  if (!check->stream && qing_test_rules_has (check, QING_TEST_MODEL_VISION))
    return g_strdup ("Non-streaming mode does not support Web Search");
  /* protocol.md 1.5: qwen3.5-omni and qwen3.8-omni-flash "need search_strategy:"agent"" */
  if (strstr (check->id, "-omni-") != NULL &&
      g_strcmp0 (qing_test_json_get_string (qing_test_json_get_object (check->body,
                                                                       "search_options"),
                                            "search_strategy"),
                 "agent") != 0)
    return g_strdup ("search_strategy must be agent for this model.");

  return NULL;
}

/* dashscope-openai-chat.txt: agent_max "and the thinking mode of qwen3-max and
 * qwen3-max-2026-01-23"; protocol.md 1.5: the Omni models take agent alone */
static gboolean
takes_agent_max (const QingTestCheck *check, const char *strategy)
{
  if (!g_str_equal (strategy, "agent_max"))
    return TRUE;
  if (strstr (check->id, "-omni-") != NULL || g_str_equal (check->id, "qwen3-max-2025-09-23"))
    return FALSE;

  return !g_str_has_prefix (check->id, "qwen3-max") || check->thinking;
}

static char *
check_strategy (const QingTestCheck *check, JsonObject *options)
{
  static const char *const strategies[] = { "turbo", "max", "agent", "agent_max", NULL };
  const char *strategy = qing_test_json_get_string (options, "search_strategy");

  if (!qing_test_json_has (options, "search_strategy"))
    return NULL;
  if (strategy == NULL || !g_strv_contains (strategies, strategy))
    return g_strdup_printf ("'%s' is not one of ['turbo', 'max', 'agent', 'agent_max'] - "
                            "'search_options.search_strategy'",
                            strategy != NULL ? strategy : "");
  /* protocol.md 1.5: "qwq-plus: no search_strategy" */
  if (g_str_has_prefix (check->id, "qwq"))
    return refuse (check, "search_strategy");
  if (!g_str_has_prefix (strategy, "agent"))
    return NULL;
  /* dashscope-openai-chat.txt: "agent … (applicable only to qwen3.6-plus, …)" */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_SEARCH_AGENT) ||
      !takes_agent_max (check, strategy))
    return g_strdup_printf ("The model %s does not support search_strategy %s.", check->id,
                            strategy);
  /* protocol.md 1.4 (7): "all other search features unavailable except enable_source" */
  if (json_object_get_size (options) > (qing_test_json_has (options, "enable_source") ? 2 : 1))
    return g_strdup ("search_strategy agent does not support other search options.");

  return NULL;
}

static char *
check_search_options (const QingTestCheck *check)
{
  static const char *const names[] = {
    "forced_search", "search_strategy",    "enable_search_extension", "enable_source",
    "freshness",     "assigned_site_list", "intention_options",       NULL
  };
  JsonObject *options = qing_test_json_get_object (check->body, "search_options");
  g_autoptr (GList) members = options != NULL ? json_object_get_members (options) : NULL;
  gint64 freshness = qing_test_json_get_int (options, "freshness", 7);
  JsonArray *sites = qing_test_json_get_array (options, "assigned_site_list");
  const char *strategy = qing_test_json_get_string (options, "search_strategy");

  if (options == NULL)
    return NULL;
  /* protocol.md 1.1: "only with enable_search" */
  if (!is_on (check, "enable_search"))
    return g_strdup ("search_options is only allowed when enable_search is true.");
  /* protocol.md 1.5: citations belong to the native API */
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (names, l->data))
      return g_strdup_printf ("Unrecognized request argument supplied: search_options.%s",
                              (char *) l->data);
  /* protocol.md 1.5: "freshness (7|30|180|365 days)" */
  if (sites != NULL && json_array_get_length (sites) > 25)
    return g_strdup ("assigned_site_list should have at most 25 sites");
  /* protocol.md 1.5: "assigned_site_list (string[], ≤25 sites, turbo)" */
  if (sites != NULL && strategy != NULL && !g_str_equal (strategy, "turbo"))
    return g_strdup ("assigned_site_list is only supported by search_strategy turbo");
  if (freshness != 7 && freshness != 30 && freshness != 180 && freshness != 365)
    return g_strdup ("freshness should be one of [7, 30, 180, 365]");

  return check_strategy (check, options);
}

static gboolean
has_modality (const QingTestCheck *check, const char *name)
{
  JsonArray *array = qing_test_json_get_array (check->body, "modalities");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (qing_test_json_is (node, G_TYPE_STRING) &&
          g_str_equal (json_node_get_string (node), name))
        return TRUE;
    }

  return FALSE;
}

static char *
check_modalities (const QingTestCheck *check)
{
  JsonArray *array = qing_test_json_get_array (check->body, "modalities");
  guint n = has_modality (check, "audio") ? 2 : 1;

  if (array == NULL)
    return NULL;
  /* protocol.md 1.1: "["text"] or ["text","audio"]" */
  if (!has_modality (check, "text") || json_array_get_length (array) != n)
    return g_strdup ("'modalities' must be ['text'] or ['text', 'audio']");
  /* protocol.md 1.1: "Qwen-Omni only; qwen3.8-omni-flash is text-out only" */
  if (n == 1)
    return qing_test_rules_has (check, QING_TEST_MODEL_AUDIO_IN) ? NULL
                                                                 : refuse (check, "modalities");
  if (!qing_test_rules_has (check, QING_TEST_MODEL_AUDIO_OUT))
    return refuse (check, "audio output");
  if (!check->stream)
    return g_strdup ("'audio' output only support with stream=true");
  /* protocol.md 1.4 (10) */
  if (check->thinking)
    return g_strdup ("Audio output is not supported when enable_thinking is true");
  /* protocol.md 1.1: "audio: only with modalities ["text","audio"]" */
  if (!qing_test_json_has (check->body, "audio"))
    return g_strdup ("'audio' is a required property");

  return NULL;
}

static char *
check_audio (const QingTestCheck *check)
{
  JsonObject *audio = qing_test_json_get_object (check->body, "audio");

  if (audio == NULL)
    return NULL;
  if (!has_modality (check, "audio"))
    return g_strdup ("'audio' is only allowed with modalities ['text', 'audio']");
  /* protocol.md 1.1: "{voice: string req, format: string req}, only "wav" documented" */
  if (qing_test_json_get_string (audio, "voice") == NULL ||
      g_strcmp0 (qing_test_json_get_string (audio, "format"), "wav") != 0)
    return g_strdup ("'audio' must be {voice: String, format: 'wav'}");

  return NULL;
}

static char *
check_translation (const QingTestCheck *check)
{
  gboolean given = qing_test_json_has (check->body, "translation_options");
  gboolean model = qing_test_rules_has (check, QING_TEST_MODEL_TRANSLATION);

  /* protocol.md 1.1: "qwen-mt-* only" */
  if (given && !model)
    return refuse (check, "translation_options");
  if (model && !given)
    return g_strdup ("'translation_options' is a required property");
  if (given &&
      qing_test_json_get_string (qing_test_json_get_object (check->body, "translation_options"),
                                 "target_lang") == NULL)
    return g_strdup ("'target_lang' is a required property - 'translation_options'");

  return NULL;
}

static char *
check_text_image_mixed (const QingTestCheck *check)
{
  /* protocol.md 1.1: "qwen-max, qwen-plus-latest, qwen-flash" */
  if (!qing_test_json_has (check->body, "enable_text_image_mixed") ||
      g_str_has_prefix (check->id, "qwen-max") || g_str_equal (check->id, "qwen-plus-latest") ||
      g_str_has_prefix (check->id, "qwen-flash"))
    return NULL;

  return refuse (check, "enable_text_image_mixed");
}

const QingTestRule qing_test_rules_features[] = {
  { "thinking-unknown", check_thinking_unknown, 400, "InvalidParameter.NotSupportEnableThinking" },
  { "thinking-restricted", check_thinking_restricted, 400, "invalid_parameter_error" },
  { "thinking-stream", check_thinking_stream, 400, "invalid_parameter_error" },
  { "thinking-budget", check_thinking_budget, 400, "invalid_parameter_error" },
  { "reasoning-effort", check_effort, 400, "invalid_parameter_error" },
  { "clear-thinking", check_clear_thinking, 400, "invalid_parameter_error" },
  { "code-interpreter", check_code_interpreter, 400, "invalid_parameter_error" },
  { "response-format", check_format, 400, "invalid_parameter_error" },
  { "json-thinking", check_json_thinking, 400, "invalid_parameter_error" },
  { "json-word", check_json_word, 400, "invalid_parameter_error" },
  { "tools", check_tools, 400, "invalid_parameter_error" },
  { "tool-choice", check_tool_choice, 400, "invalid_parameter_error" },
  { "search", check_search, 400, "invalid_parameter_error" },
  { "search-options", check_search_options, 400, "invalid_parameter_error" },
  { "text-image-mixed", check_text_image_mixed, 400, "invalid_parameter_error" },
  { "modalities", check_modalities, 400, "invalid_parameter_error" },
  { "audio", check_audio, 400, "invalid_parameter_error" },
  { "translation", check_translation, 400, "invalid_parameter_error" },
  { NULL },
};
