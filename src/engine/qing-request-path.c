/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-request-path.h"

static gboolean
is_empty_answer (QingMessage *message)
{
  gsize length;

  if (qing_message_get_role (message) != QING_ROLE_ASSISTANT)
    return FALSE;
  qing_message_get_text (message, &length);
  return length == 0 && g_list_model_get_n_items (qing_message_get_tool_calls (message)) == 0;
}

static gboolean
is_refused_question (QingMessage *message, QingMessage *next)
{
  const QingFault *fault = next != NULL ? qing_message_get_fault (next) : NULL;

  return qing_message_get_role (message) == QING_ROLE_USER && fault != NULL &&
         fault->code == QING_ERROR_CONTENT && is_empty_answer (next);
}

GPtrArray *
qing_request_path_list (QingConversation *conversation, QingMessage *leaf)
{
  g_autoptr (GPtrArray) path = qing_conversation_list_path (conversation, leaf);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < path->len; i++)
    {
      QingMessage *message = g_ptr_array_index (path, i);
      QingMessage *next = i + 1 < path->len ? g_ptr_array_index (path, i + 1) : NULL;

      if (!is_empty_answer (message) && !is_refused_question (message, next))
        g_ptr_array_add (kept, g_object_ref (message));
    }
  return kept;
}
