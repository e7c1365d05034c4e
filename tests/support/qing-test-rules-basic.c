/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-json.h"

#include <string.h>

#define MAX_BODY_BYTES (16 * 1024 * 1024)

typedef enum
{
  TYPE_BOOLEAN,
  TYPE_INTEGER,
  TYPE_INTEGER_OR_NULL,
  TYPE_FLOAT,
  TYPE_STRING,
  TYPE_ARRAY,
  TYPE_OBJECT,
  TYPE_ANY,
} Type;

typedef struct
{
  const char *name;
  Type type;
} Parameter;

/* protocol.md 1.1, all rows that belong to this endpoint. */
static const Parameter parameters[] = {
  { "model", TYPE_STRING },
  { "messages", TYPE_ARRAY },
  { "stream", TYPE_BOOLEAN },
  { "stream_options", TYPE_OBJECT },
  { "modalities", TYPE_ARRAY },
  { "audio", TYPE_OBJECT },
  { "temperature", TYPE_FLOAT },
  { "top_p", TYPE_FLOAT },
  { "top_k", TYPE_INTEGER_OR_NULL },
  { "repetition_penalty", TYPE_FLOAT },
  { "presence_penalty", TYPE_FLOAT },
  { "response_format", TYPE_OBJECT },
  { "max_tokens", TYPE_INTEGER },
  { "max_completion_tokens", TYPE_INTEGER },
  { "vl_high_resolution_images", TYPE_BOOLEAN },
  { "n", TYPE_INTEGER },
  { "enable_thinking", TYPE_BOOLEAN },
  { "thinking_budget", TYPE_INTEGER },
  { "reasoning_effort", TYPE_STRING },
  { "preserve_thinking", TYPE_BOOLEAN },
  { "clear_thinking", TYPE_BOOLEAN },
  { "tool_stream", TYPE_BOOLEAN },
  { "enable_code_interpreter", TYPE_BOOLEAN },
  { "seed", TYPE_INTEGER },
  { "logprobs", TYPE_BOOLEAN },
  { "top_logprobs", TYPE_INTEGER },
  { "stop", TYPE_ANY },
  { "tools", TYPE_ARRAY },
  { "tool_choice", TYPE_ANY },
  { "parallel_tool_calls", TYPE_BOOLEAN },
  { "enable_search", TYPE_BOOLEAN },
  { "search_options", TYPE_OBJECT },
  { "enable_text_image_mixed", TYPE_BOOLEAN },
  { "translation_options", TYPE_OBJECT },
};

static const char *const type_names[] = {
  [TYPE_BOOLEAN] = "Boolean", [TYPE_INTEGER] = "Integer", [TYPE_INTEGER_OR_NULL] = "Integer",
  [TYPE_FLOAT] = "Float",     [TYPE_STRING] = "String",   [TYPE_ARRAY] = "Array",
  [TYPE_OBJECT] = "Object",   [TYPE_ANY] = "given",
};

static char *
check_size (const QingTestCheck *check)
{
  /* protocol.md 7.1: "whole request body … ≤ 16 MiB on … shared domains" */
  if (g_bytes_get_size (qing_test_request_get_bytes (check->request)) <= MAX_BODY_BYTES)
    return NULL;

  return g_strdup ("Exceeded limit on max bytes to request body : 16777216");
}

static char *
check_object (const QingTestCheck *check)
{
  if (check->body != NULL)
    return NULL;

  /* protocol.md 3.2: "Required body invalid, please check the request body format." */
  return g_strdup ("Required body invalid, please check the request body format.");
}

static char *
check_content_type (const QingTestCheck *check)
{
  const char *type = qing_test_request_get_header (check->request, "content-type");

  /* protocol.md 1: "Content-Type: application/json" */
  if (type != NULL && g_str_has_prefix (type, "application/json"))
    return NULL;

  return g_strdup ("Required body invalid, please check the request body format.");
}

static char *
check_model_given (const QingTestCheck *check)
{
  if (check->id != NULL && *check->id != '\0')
    return NULL;

  /* protocol.md 3.2: "you must provide a model parameter." */
  return g_strdup ("you must provide a model parameter.");
}

static char *
check_model_known (const QingTestCheck *check)
{
  if (check->model != NULL)
    return NULL;

  /* protocol.md 3.2: 404 model_not_found */
  return g_strdup_printf ("The model `%s` does not exist or you do not have access to it.",
                          check->id);
}

static const Parameter *
find_parameter (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (g_str_equal (parameters[i].name, name))
      return &parameters[i];

  return NULL;
}

static char *
check_keys (const QingTestCheck *check)
{
  g_autoptr (GList) names = json_object_get_members (check->body);

  /* protocol.md 1: "Never send a literal "extra_body" key"; 1.1: frequency_penalty, user,
   * metadata, incremental_output … are not parameters of this endpoint */
  for (GList *l = names; l != NULL; l = l->next)
    if (find_parameter (l->data) == NULL)
      return g_strdup_printf ("Unrecognized request argument supplied: %s", (char *) l->data);

  return NULL;
}

static gboolean
node_has_type (JsonNode *node, Type type)
{
  switch (type)
    {
    case TYPE_BOOLEAN:
      return qing_test_json_is (node, G_TYPE_BOOLEAN);
    case TYPE_INTEGER:
      return qing_test_json_is (node, G_TYPE_INT64);
    case TYPE_INTEGER_OR_NULL:
      return JSON_NODE_HOLDS_NULL (node) || qing_test_json_is (node, G_TYPE_INT64);
    case TYPE_FLOAT:
      return qing_test_json_is (node, G_TYPE_DOUBLE) || qing_test_json_is (node, G_TYPE_INT64);
    case TYPE_STRING:
      return qing_test_json_is (node, G_TYPE_STRING);
    case TYPE_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    case TYPE_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case TYPE_ANY:
    default:
      return !JSON_NODE_HOLDS_NULL (node);
    }
}

static char *
check_types (const QingTestCheck *check)
{
  /* protocol.md 1.1: "'temperature' must be Float", "'seed' must be Integer" … */
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      JsonNode *node = json_object_get_member (check->body, parameters[i].name);

      if (node != NULL && !node_has_type (node, parameters[i].type))
        return g_strdup_printf ("'%s' must be %s", parameters[i].name,
                                type_names[parameters[i].type]);
    }

  return NULL;
}

static char *
check_empty_arrays (const QingTestCheck *check)
{
  /* protocol.md 1.2: "messages: [] → `[] is too short`"; 8.4: "tools:[] is refused" */
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      JsonArray *array = qing_test_json_get_array (check->body, parameters[i].name);

      if (array != NULL && json_array_get_length (array) == 0)
        return g_strdup_printf ("[] is too short - '%s'", parameters[i].name);
    }

  return NULL;
}

static char *
check_messages_given (const QingTestCheck *check)
{
  /* protocol.md 1.1: messages is required */
  return check->messages != NULL ? NULL : g_strdup ("'messages' is a required property");
}

static char *
check_headers (const QingTestCheck *check)
{
  const char *wait = qing_test_request_get_header (check->request, "x-dashscope-wait-timeout");
  const char *inspection =
    qing_test_request_get_header (check->request, "x-dashscope-datainspection");
  char *end = NULL;
  gint64 seconds = wait != NULL ? g_ascii_strtoll (wait, &end, 10) : 0;

  /* protocol.md 3.4: "<seconds> (3–120 advised, 0 = off)" */
  if (wait != NULL && (end == wait || *end != '\0' || seconds < 0 || seconds > 120))
    return g_strdup ("X-DashScope-Wait-Timeout should be in [0, 120]");
  /* protocol.md 1.1: "{"input":"cip","output":"cip"}" */
  if (inspection != NULL && !qing_test_json_is_object (inspection))
    return g_strdup ("X-DashScope-DataInspection should be an object");

  return NULL;
}

const QingTestRule qing_test_rules_basic[] = {
  { "body-size", check_size, 413, "invalid_request_error" },
  { "headers", check_headers, 400, "invalid_parameter_error" },
  { "content-type", check_content_type, 400, "invalid_request_error" },
  { "body-object", check_object, 400, "invalid_request_error" },
  { "model-given", check_model_given, 400, "invalid_request_error" },
  { "unknown-key", check_keys, 400, "invalid_request_error" },
  { "type", check_types, 400, "invalid_parameter_error" },
  { "model-known", check_model_known, 404, "model_not_found" },
  { "messages-given", check_messages_given, 400, "invalid_parameter_error" },
  { "empty-array", check_empty_arrays, 400, "invalid_request_error" },
  { NULL },
};
