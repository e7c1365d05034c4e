/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tree.h"

#include "qing-attachment.h"
#include "qing-tool-call.h"

/* The messages of the branch that is shown. */
static GHashTable *
list_shown (QingConversation *conversation)
{
  GHashTable *shown = g_hash_table_new (NULL, NULL);

  for (QingMessage *m = qing_conversation_get_leaf (conversation); m != NULL;
       m = qing_message_get_parent (m))
    g_hash_table_add (shown, m);
  return shown;
}

void
qing_tree_walk (QingConversation *conversation, QingTreeFunc func, gpointer user_data)
{
  g_autoptr (GHashTable) shown = list_shown (conversation);
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  for (guint i = qing_conversation_get_n_roots (conversation); i > 0; i--)
    g_ptr_array_add (stack, qing_conversation_get_root (conversation, i - 1));
  while (stack->len > 0)
    {
      QingMessage *message = g_ptr_array_steal_index (stack, stack->len - 1);

      for (guint i = qing_message_get_n_children (message); i > 0; i--)
        g_ptr_array_add (stack, qing_message_get_child (message, i - 1));
      func (message, g_hash_table_contains (shown, message), user_data);
    }
}

static void
copy_texts (QingMessage *message, QingMessage *copy)
{
  gsize length;
  const char *text = qing_message_get_text (message, &length);

  qing_message_set_text (copy, text, (gssize) length);
  text = qing_message_get_reasoning (message, &length);
  qing_message_set_reasoning (copy, text, (gssize) length);
}

static void
copy_lists (QingMessage *message, QingMessage *copy)
{
  GListModel *attachments = qing_message_get_attachments (message);
  GListModel *calls = qing_message_get_tool_calls (message);

  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      qing_message_add_attachment (copy, attachment);
    }
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (calls, i);
      g_autoptr (QingToolCall) other =
        qing_tool_call_new (qing_tool_call_get_id (call), qing_tool_call_get_name (call),
                            qing_tool_call_get_arguments (call));

      qing_tool_call_set_outcome (other, qing_tool_call_get_state (call),
                                  qing_tool_call_get_result (call));
      qing_message_add_tool_call (copy, other);
    }
}

QingMessage *
qing_tree_copy_message (QingMessage *message, const char *uid)
{
  QingRole role = qing_message_get_role (message);
  QingMessage *copy = uid != NULL ? qing_message_new_with_uid (role, uid) : qing_message_new (role);

  qing_message_set_created (copy, qing_message_get_created (message));
  copy_texts (message, copy);
  copy_lists (message, copy);
  qing_message_set_model (copy, qing_message_get_model (message));
  qing_message_set_finish_reason (copy, qing_message_get_finish_reason (message));
  qing_message_set_request_id (copy, qing_message_get_request_id (message));
  qing_message_set_tool_call_id (copy, qing_message_get_tool_call_id (message));
  qing_message_set_usage (copy, qing_message_get_usage (message));
  qing_message_set_timing (copy, qing_message_get_timing (message));
  qing_message_set_fault (copy, qing_message_get_fault (message));
  qing_message_set_state (copy, qing_message_is_running (message)
                                  ? QING_MESSAGE_INTERRUPTED
                                  : qing_message_get_state (message));
  return copy;
}
