/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingStoredMessage: a copy of a message that may go from thread to thread.
 *
 * @parent_uid: (nullable): %NULL for a first message.
 * @chosen: whether it is the one of its siblings that the reader looks at.
 */
typedef struct
{
  char *uid;
  char *conversation_uid;
  char *parent_uid;
  gboolean chosen;
  QingRole role;
  QingMessageState state;
  gint64 created;
  char *model;
  char *finish_reason;
  char *request_id;
  char *tool_call_id;
  char *verdict;
  GBytes *logprobs; /* or NULL */
  QingUsage usage;
  QingTiming timing;
  QingFault *fault;
  char *text;
  gsize text_length;
  char *reasoning;
  gsize reasoning_length;
  GPtrArray *attachments;
  GPtrArray *calls;
} QingStoredMessage;

/* @conversation: (nullable): needed for a message that is not stored yet.
 * @with_body: whether the texts are copied, too. */
QingStoredMessage *qing_stored_message_new (QingConversation *conversation,
                                            QingMessage *message,
                                            gboolean chosen,
                                            gboolean with_body);
void qing_stored_message_free (QingStoredMessage *self);

/* On the worker thread. Messages that are gone are no error for set and update. */
gboolean
qing_messages_insert (QingDatabase *database, const QingStoredMessage *record, GError **error);
/* Inserts a message that is not there; one that is there stays as it is, and is not deleted any
 * more. */
gboolean
qing_messages_merge (QingDatabase *database, const QingStoredMessage *record, GError **error);
/* State, usage, fault and the like, and tool calls; the texts stay as they are. */
gboolean
qing_messages_update (QingDatabase *database, const QingStoredMessage *record, GError **error);
/* Replaces the texts, and drops what was appended. */
gboolean
qing_messages_set_body (QingDatabase *database, const QingStoredMessage *record, GError **error);
/* Puts a message below another one of its conversation; @parent_uid: (nullable): a first one. */
gboolean qing_messages_move (QingDatabase *database,
                             const char *uid,
                             const char *parent_uid,
                             GError **error);
gboolean qing_messages_choose (QingDatabase *database, const char *uid, GError **error);
/* @deleted_at: -1 takes it back. What is below is hidden with it. */
gboolean qing_messages_set_deleted (QingDatabase *database,
                                    const char *uid,
                                    gint64 deleted_at,
                                    GError **error);
gboolean qing_messages_purge (QingDatabase *database, gint64 before, GError **error);
/* The row's number; -1 without @error when there is none. */
gboolean qing_messages_find (QingDatabase *database, const char *uid, gint64 *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStoredMessage, qing_stored_message_free)

G_END_DECLS
