/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

QingConversation *
qing_engine_create_conversation (QingEngine *self)
{
  QingConversation *conversation;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  conversation = qing_conversation_new ();
  qing_conversation_set_unsent (conversation, TRUE);
  qing_engine_watch (self, conversation);
  return conversation;
}

QingConversation *
qing_engine_take_unsent (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  return self->unsent->len > 0 ? g_ptr_array_steal_index (self->unsent, 0) : NULL;
}

/* What was begun when the program ended; the newest is the first to be taken. */
void
qing_engine_keep_unsent (QingEngine *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      QingStoredConversation *record = records->pdata[i];
      QingConversation *conversation = qing_conversation_new_with_uid (record->uid);

      qing_stored_conversation_apply (record, conversation);
      g_ptr_array_add (self->unsent, conversation);
    }
}

void
qing_engine_touch (QingEngine *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (qing_engine_is_stored (self, conversation) &&
      (qing_conversation_get_unsent (conversation) ||
       qing_conversation_list_contains (self->conversations, conversation)))
    qing_autosave_touch (self->autosave, conversation);
}

void
qing_engine_touch_place (QingEngine *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_ENGINE (self));

  if (self->store == NULL || !qing_store_is_protected (self->store))
    qing_engine_touch (self, conversation);
}

void
qing_engine_save_draft_attachments (QingEngine *self, QingConversation *conversation)
{
  QingBatch *batch;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  if (!qing_engine_is_stored (self, conversation) || !qing_conversation_is_loaded (conversation) ||
      !(qing_conversation_get_unsent (conversation) ||
        qing_conversation_list_contains (self->conversations, conversation)))
    return;
  batch = qing_autosave_get_batch (self->autosave);
  qing_batch_put_conversation (batch, conversation);
  qing_batch_put_draft_attachments (batch, conversation);
}
