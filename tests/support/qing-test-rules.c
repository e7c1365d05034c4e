/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

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
  *rule = NULL;
  if (qing_test_request_get_body (request) != NULL)
    return NULL;

  *rule = "body-is-object";

  return qing_test_script_new_error (400, QING_TEST_ERROR_OPENAI, "invalid_request_error",
                                     "Required body invalid, please check the request body "
                                     "format.");
}
