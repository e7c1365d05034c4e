/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-answer-format.h"

#include "qing-json-check.h"
#include "qing-ruling.h"

static const char *
get_string (QingRuling *ruling, QingParameterId id)
{
  GVariant *value = qing_ruling_get (ruling, id)->effective;

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

/* What was set may not have been sent: the ruling says. It is only asked when something is set. */
char *
qing_answer_format_judge (QingChatRequest *request, QingMessage *answer)
{
  QingParameters *parameters = qing_chat_request_get_parameters (request);
  GListModel *tools = qing_chat_request_get_tools (request);
  g_autoptr (QingRuling) ruling = NULL;
  const char *format;
  gsize length;

  qing_message_get_text (answer, &length);
  if (qing_parameters_get_string (parameters, QING_PARAMETER_RESPONSE_FORMAT) == NULL ||
      qing_message_get_state (answer) != QING_MESSAGE_COMPLETE || length == 0)
    return NULL;
  ruling =
    qing_ruling_new (qing_chat_request_get_purpose (request),
                     qing_chat_request_get_account (request), qing_chat_request_get_model (request),
                     parameters, qing_chat_request_get_messages (request),
                     tools != NULL && g_list_model_get_n_items (tools) > 0);
  format = get_string (ruling, QING_PARAMETER_RESPONSE_FORMAT);
  if (g_strcmp0 (format, "json_schema") == 0)
    return qing_json_check_answer (qing_message_get_text (answer, NULL),
                                   get_string (ruling, QING_PARAMETER_JSON_SCHEMA));
  if (g_strcmp0 (format, "json_object") == 0)
    return qing_json_check_answer (qing_message_get_text (answer, NULL), NULL);
  return NULL;
}
