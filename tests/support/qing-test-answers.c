/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-answers.h"

#include <string.h>

static const char *const model_ids[] = {
  "qwen3.8-max",      "qwen3.8-flash",     "qwen3.7-max",       "qwen3.7-plus", "qwen3.6-plus",
  "qwen3.6-flash",    "qwen3.5-plus",      "qwen3-max",         "qwen-plus",    "qwen-flash",
  "qwen3-vl-plus",    "qwen3-vl-flash",    "qwen3-coder-plus",  "qwq-plus",     "qvq-max",
  "qwen3-omni-flash", "qwen3.5-omni-plus", "text-embedding-v4",
};

static QingTestScript *
make_models_script (void)
{
  g_autoptr (GString) body = g_string_new ("{\"data\":[");

  for (guint i = 0; i < G_N_ELEMENTS (model_ids); i++)
    g_string_append_printf (body,
                            "%s{\"id\":\"%s\",\"object\":\"model\",\"created\":%u,"
                            "\"owned_by\":\"system\"}",
                            i > 0 ? "," : "", model_ids[i], 1700000000 + i * 86400);
  g_string_append (body, "],\"object\":\"list\"}");

  return qing_test_script_new_body (200, "application/json", body->str);
}

/**
 * qing_test_answers_refuse_key:
 * @authorization: (nullable): the header of the request
 *
 * Returns: (transfer full): the answer to a missing or wrong key
 */
QingTestScript *
qing_test_answers_refuse_key (const char *authorization)
{
  if (authorization == NULL || !g_str_has_prefix (authorization, "Bearer ") ||
      authorization[strlen ("Bearer ")] == '\0')
    return qing_test_script_new_error (401, QING_TEST_ERROR_OPENAI, "invalid_api_key",
                                       "You didn't provide an API key. You need to provide your "
                                       "API key in an Authorization header using Bearer auth "
                                       "(i.e. Authorization: Bearer YOUR_KEY). ");

  return qing_test_script_new_error (401, QING_TEST_ERROR_OPENAI, "invalid_api_key",
                                     "Incorrect API key provided. ");
}

/**
 * qing_test_answers_for_path:
 * @request: a request
 *
 * Returns: (transfer full) (nullable): the answer to a request for anything but a chat
 */
QingTestScript *
qing_test_answers_for_path (QingTestRequest *request)
{
  const char *path = qing_test_request_get_path (request);
  const char *method = qing_test_request_get_method (request);

  if (g_str_has_suffix (path, "/v1/models") && g_str_equal (method, "GET"))
    return make_models_script ();
  if (g_str_has_suffix (path, "/v1/chat/completions"))
    {
      g_autofree char *message = NULL;

      if (g_str_equal (method, "POST"))
        return NULL;
      message = g_strdup_printf ("Request method '%s' is not supported.", method);
      return qing_test_script_new_error (400, QING_TEST_ERROR_OPENAI, "invalid_request_error",
                                         message);
    }

  return qing_test_script_new_error (404, QING_TEST_ERROR_SPRING, NULL, "Not Found");
}
