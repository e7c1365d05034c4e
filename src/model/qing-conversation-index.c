/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation-index.h"

G_DEFINE_INTERFACE (QingConversationIndex, qing_conversation_index, G_TYPE_LIST_MODEL)

static void
qing_conversation_index_default_init (QingConversationIndexInterface *iface)
{
}

void
qing_conversation_index_summarise (QingConversationIndex *self,
                                   guint position,
                                   QingConversationSummary *summary)
{
  g_return_if_fail (QING_IS_CONVERSATION_INDEX (self));

  QING_CONVERSATION_INDEX_GET_IFACE (self)->summarise (self, position, summary);
}
