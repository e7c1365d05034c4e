/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-json.h"

#include <string.h>

static double
get_number (const QingTestCheck *check, const char *name, double otherwise)
{
  JsonNode *node = json_object_get_member (check->body, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : otherwise;
}

static char *
check_temperature (const QingTestCheck *check)
{
  double value = get_number (check, "temperature", 1);

  /* protocol.md 1.1: "[0, 2) (2 excluded)" */
  return value >= 0 && value < 2 ? NULL : g_strdup ("Temperature should be in [0.0, 2.0)");
}

static char *
check_top_p (const QingTestCheck *check)
{
  double value = get_number (check, "top_p", 1);

  /* protocol.md 1.1: "(0, 1.0]" */
  return value > 0 && value <= 1 ? NULL : g_strdup ("Range of top_p should be (0.0, 1.0]");
}

static char *
check_top_k (const QingTestCheck *check)
{
  /* protocol.md 1.1: "integer ≥ 0 or null" */
  if (qing_test_json_get_int (check->body, "top_k", 0) < 0)
    return g_strdup ("Range of top_k should be [0, 2147483647]");
  /* protocol.md 1.1: "not supported by DeepSeek/Kimi/MiniMax on DashScope" */
  if (qing_test_json_has (check->body, "top_k") &&
      qing_test_rules_has (check, QING_TEST_MODEL_NO_TOP_K))
    return g_strdup_printf ("The model %s does not support top_k.", check->id);

  return NULL;
}

static char *
check_repetition_penalty (const QingTestCheck *check)
{
  /* protocol.md 1.1: "number > 0" */
  return get_number (check, "repetition_penalty", 1) > 0
           ? NULL
           : g_strdup ("Repetition_penalty should be greater than 0.0");
}

static char *
check_presence_penalty (const QingTestCheck *check)
{
  double value = get_number (check, "presence_penalty", 0);

  /* protocol.md 1.1: "[-2.0, 2.0]" */
  return value >= -2 && value <= 2 ? NULL : g_strdup ("Presence_penalty should be in [-2.0, 2.0]");
}

static char *
check_qvq_sampling (const QingTestCheck *check)
{
  static const char *const names[] = { "temperature", "top_p", "top_k", "presence_penalty" };

  /* protocol.md 1.1: "do not change for QVQ" */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (check->id, "qvq") && qing_test_json_has (check->body, names[i]))
      return g_strdup_printf ("The model %s does not support changing %s.", check->id, names[i]);

  return NULL;
}

static char *
check_max_tokens (const QingTestCheck *check)
{
  guint most = check->thinking && check->model->max_output_thinking > 0
                 ? check->model->max_output_thinking
                 : check->model->max_output;
  gint64 value = qing_test_json_get_int (check->body, "max_tokens", 1);

  if (most == 0)
    most = G_MAXINT32;

  /* protocol.md 1.1: "[1, model max output]" */
  return value >= 1 && value <= most
           ? NULL
           : g_strdup_printf ("Range of max_tokens should be [1, %u]", most);
}

static char *
check_max_completion_tokens (const QingTestCheck *check)
{
  if (!qing_test_json_has (check->body, "max_completion_tokens"))
    return NULL;

  /* protocol.md 1.1: "Only Qwen3.7-Max+, Qwen3.5-Plus+, …" */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_COMPLETION_LIMIT))
    return g_strdup_printf ("The model %s does not support max_completion_tokens.", check->id);
  if (qing_test_json_get_int (check->body, "max_completion_tokens", 0) < 1)
    return g_strdup_printf ("Range of max_completion_tokens should be [1, %u]",
                            check->model->max_output + check->model->max_thinking);

  return NULL;
}

static char *
check_seed (const QingTestCheck *check)
{
  gint64 value = qing_test_json_get_int (check->body, "seed", 0);

  /* protocol.md 1.1: "[0, 2^31−1]"; "-1 is lesser than the minimum of 0 - 'seed'" */
  if (value < 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " is lesser than the minimum of 0 - 'seed'", value);
  if (value > G_MAXINT32)
    return g_strdup_printf ("%" G_GINT64_FORMAT " is greater than the maximum of 2147483647 - "
                            "'seed'",
                            value);

  return NULL;
}

static char *
check_n (const QingTestCheck *check)
{
  gint64 value = qing_test_json_get_int (check->body, "n", 1);

  /* protocol.md 1.1: "1–4", 1.4: "n>1 + tools; n>1 + thinking" */
  if (value < 1 || value > 4)
    return g_strdup ("Range of n should be [1, 4]");
  if (value > 1 && (!qing_test_rules_has (check, QING_TEST_MODEL_CHOICES) || check->thinking ||
                    qing_test_json_has (check->body, "tools")))
    return g_strdup ("Range of n should be [1, 1]");

  return NULL;
}

static char *
check_logprobs (const QingTestCheck *check)
{
  gboolean wanted = qing_test_json_get_boolean (check->body, "logprobs", FALSE);
  gint64 top = qing_test_json_get_int (check->body, "top_logprobs", 0);

  /* protocol.md 1.1: "qwen-plus/-turbo snapshots only, qwen3-vl-plus/-flash (all), …" */
  if (wanted && !qing_test_rules_has (check, QING_TEST_MODEL_LOGPROBS))
    return g_strdup_printf ("The model %s does not support logprobs.", check->id);
  /* protocol.md 1.1: "0–5 … only if logprobs" */
  if (top < 0 || top > 5)
    return g_strdup ("Range of top_logprobs should be [0, 5]");
  if (qing_test_json_has (check->body, "top_logprobs") && !wanted)
    return g_strdup ("top_logprobs is only allowed when logprobs is true.");

  return NULL;
}

static gboolean
is_token_list (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!qing_test_json_is (json_array_get_element (array, i), G_TYPE_INT64))
      return FALSE;

  return array != NULL && json_array_get_length (array) > 0;
}

static char *
check_stop (const QingTestCheck *check)
{
  JsonNode *node = json_object_get_member (check->body, "stop");
  JsonArray *array = qing_test_json_get_array (check->body, "stop");
  guint n_strings = 0, n_tokens = 0, n_lists = 0, n = 0;

  if (node == NULL || (qing_test_json_is (node, G_TYPE_STRING) && *json_node_get_string (node)))
    return NULL;
  n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *stop = json_array_get_element (array, i);

      n_strings += qing_test_json_is (stop, G_TYPE_STRING) && *json_node_get_string (stop) ? 1 : 0;
      n_tokens += qing_test_json_is (stop, G_TYPE_INT64) ? 1 : 0;
      n_lists += is_token_list (stop) ? 1 : 0;
    }

  /* protocol.md 1.1: "str, list[str], list[int], list[list[int]] – one element type only" */
  if (n > 0 && (n_strings == n || n_tokens == n || n_lists == n))
    return NULL;

  return g_strdup ("'stop' must be str, list[str], list[int] or list[list[int]], and all elements "
                   "must be of the same type");
}

static char *
check_stream_options (const QingTestCheck *check)
{
  JsonObject *options = qing_test_json_get_object (check->body, "stream_options");
  JsonNode *usage = options != NULL ? json_object_get_member (options, "include_usage") : NULL;

  if (options == NULL)
    return NULL;
  /* protocol.md 1.1: "must not be sent when stream:false" */
  if (!check->stream)
    return g_strdup ("stream_options can not be set when stream=False");
  if (json_object_get_size (options) != 1 || !qing_test_json_is (usage, G_TYPE_BOOLEAN))
    return g_strdup ("'stream_options' must be {include_usage: Boolean}");

  return NULL;
}

static char *
check_stream_only (const QingTestCheck *check)
{
  /* protocol.md 1.1: "Stream-only models: … QwQ, QVQ, Qwen-Omni" */
  if (check->stream || !qing_test_rules_has (check, QING_TEST_MODEL_STREAM_ONLY))
    return NULL;

  return g_strdup ("This model only support stream mode, please enable the stream parameter to "
                   "access the model. ");
}

static char *
check_tool_stream (const QingTestCheck *check)
{
  /* protocol.md 1.1: "tool_stream … stream only" */
  if (check->stream || !qing_test_json_get_boolean (check->body, "tool_stream", FALSE))
    return NULL;

  return g_strdup ("tool_stream is only allowed when stream is true.");
}

/* protocol.md 7.1: "Qwen3-Omni-Flash (32), Qwen-Omni-Turbo (28) … not supported" */
static gboolean
has_fixed_resolution (const char *id)
{
  return g_str_has_prefix (id, "qwen3-omni-flash") || g_str_has_prefix (id, "qwen-omni-turbo") ||
         g_str_has_prefix (id, "qwen2.5-omni");
}

static char *
check_high_resolution (const QingTestCheck *check)
{
  /* protocol.md 7.1: a switch of the models that see */
  if (!qing_test_json_has (check->body, "vl_high_resolution_images") ||
      (qing_test_rules_has (check, QING_TEST_MODEL_VISION) && !has_fixed_resolution (check->id)))
    return NULL;

  return g_strdup_printf ("The model %s does not support vl_high_resolution_images.", check->id);
}

const QingTestRule qing_test_rules_parameters[] = {
  { "temperature", check_temperature, 400, "invalid_parameter_error" },
  { "top-p", check_top_p, 400, "invalid_parameter_error" },
  { "top-k", check_top_k, 400, "invalid_parameter_error" },
  { "repetition-penalty", check_repetition_penalty, 400, "invalid_parameter_error" },
  { "presence-penalty", check_presence_penalty, 400, "invalid_parameter_error" },
  { "qvq-sampling", check_qvq_sampling, 400, "invalid_parameter_error" },
  { "max-tokens", check_max_tokens, 400, "invalid_parameter_error" },
  { "max-completion-tokens", check_max_completion_tokens, 400, "invalid_parameter_error" },
  { "seed", check_seed, 400, "invalid_value" },
  { "n", check_n, 400, "invalid_parameter_error" },
  { "logprobs", check_logprobs, 400, "invalid_parameter_error" },
  { "stop", check_stop, 400, "invalid_parameter_error" },
  { "stream-options", check_stream_options, 400, "invalid_parameter_error" },
  { "stream-only", check_stream_only, 400, "invalid_parameter_error" },
  { "tool-stream", check_tool_stream, 400, "invalid_parameter_error" },
  { "high-resolution", check_high_resolution, 400, "invalid_parameter_error" },
  { NULL },
};
