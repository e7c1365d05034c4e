/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/* By what conversations are sorted. */
typedef enum
{
  QING_ORDER_ACTIVITY = 0,
  QING_ORDER_CREATED = 1,
  QING_ORDER_TITLE = 2,
} QingOrder;

/**
 * QingConversationSummary: what a list has to know of a conversation to put it in its place.
 *
 * @id: the same as long as the item is the same
 * @folder: (nullable): equal paths are equal pointers
 */
typedef struct
{
  guint64 id;
  const char *uid;
  const char *title;
  const char *folder;
  gint64 created;
  gint64 updated;
  gboolean pinned;
} QingConversationSummary;

/**
 * QingConversationIndex: a GListModel of QingConversation that can be gone through without an
 * object being made for each, because there may be tens of thousands.
 */
#define QING_TYPE_CONVERSATION_INDEX (qing_conversation_index_get_type ())
G_DECLARE_INTERFACE (QingConversationIndex,
                     qing_conversation_index,
                     QING,
                     CONVERSATION_INDEX,
                     GListModel)

struct _QingConversationIndexInterface
{
  GTypeInterface parent_iface;

  void (*summarise) (QingConversationIndex *self, guint position, QingConversationSummary *summary);
};

/* What the summary points to stays until the list changes. */
void qing_conversation_index_summarise (QingConversationIndex *self,
                                        guint position,
                                        QingConversationSummary *summary);

G_END_DECLS
