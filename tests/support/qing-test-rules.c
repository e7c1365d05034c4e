/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-json.h"

#include <string.h>

#define MAX_NAME_LENGTH 64

static const QingTestRule *const tables[] = {
  qing_test_rules_basic,    qing_test_rules_parameters, qing_test_rules_features,
  qing_test_rules_messages, qing_test_rules_media,
};

gboolean
qing_test_rules_has (const QingTestCheck *check, QingTestModelFlags flag)
{
  return (check->model->flags & flag) != 0;
}

/**
 * qing_test_rules_is_name:
 * @name: (nullable): the name of a tool or schema
 *
 * Returns: whether it has 1 to 64 characters out of A-Z, a-z, 0-9, _ and -
 */
gboolean
qing_test_rules_is_name (const char *name)
{
  if (name == NULL || *name == '\0' || strlen (name) > MAX_NAME_LENGTH)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-')
      return FALSE;

  return TRUE;
}

/**
 * qing_test_rules_check:
 * @request: a request
 * @rule: (out) (transfer none): the name of the rule that it breaks
 *
 * Returns: (transfer full) (nullable): the refusal, or %NULL if the request is right
 */
QingTestScript *
qing_test_rules_check (QingTestRequest *request, const char **rule)
{
  QingTestCheck check = { .request = request };

  check.body = qing_test_request_get_body (request);
  check.id = qing_test_json_get_string (check.body, "model");
  check.model = qing_test_model_find (check.id);
  check.messages = qing_test_json_get_array (check.body, "messages");
  check.stream = qing_test_json_get_boolean (check.body, "stream", FALSE);
  check.thinking = qing_test_model_thinks (check.model, check.body);

  *rule = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const QingTestRule *row = tables[i]; row->name != NULL; row++)
      {
        g_autofree char *message = row->check (&check);

        if (message == NULL)
          continue;
        *rule = row->name;
        return qing_test_script_new_error (row->status, QING_TEST_ERROR_OPENAI, row->code, message);
      }

  return NULL;
}
