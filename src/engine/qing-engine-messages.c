/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

static QingMessage *
copy_with_text (QingMessage *message, const char *text)
{
  QingMessage *copy = qing_message_new (qing_message_get_role (message));
  GListModel *attachments = qing_message_get_attachments (message);

  qing_message_set_text (copy, text, -1);
  if (qing_message_get_model (message) != NULL)
    qing_message_set_model (copy, qing_message_get_model (message));
  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      qing_message_add_attachment (copy, attachment);
    }
  return copy;
}

void
qing_engine_edit (QingEngine *self,
                  QingConversation *conversation,
                  QingMessage *message,
                  const char *text)
{
  g_autoptr (QingMessage) copy = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));
  g_return_if_fail (text != NULL);

  copy = copy_with_text (message, text);
  qing_conversation_add (conversation, copy, qing_message_get_parent (message), TRUE);
  if (qing_engine_is_stored (self, conversation))
    qing_batch_insert_message (qing_autosave_get_batch (self->autosave), conversation, copy, TRUE);
}

void
qing_engine_choose_sibling (QingEngine *self,
                            QingConversation *conversation,
                            QingMessage *message,
                            int step)
{
  QingMessage *parent;
  gint64 index;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));
  g_return_if_fail (QING_IS_MESSAGE (message));

  parent = qing_message_get_parent (message);
  index = (gint64) qing_message_get_sibling_index (message) + step;
  if (index < 0 || index >= qing_message_get_n_siblings (message))
    return;
  qing_conversation_choose (conversation,
                            parent != NULL
                              ? qing_message_get_child (parent, (guint) index)
                              : qing_conversation_get_root (conversation, (guint) index));
}
