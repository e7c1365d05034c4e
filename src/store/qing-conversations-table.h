/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingStoredConversation: a row of the list of conversations, and with @complete what only an open
 * conversation needs. A plain copy that may go from thread to thread, in one piece of memory, because
 * there may be tens of thousands.
 *
 * @complete: whether @parameters, @draft, @draft_cursor and @scroll are meant, too: they are not read
 *  for the list.
 * @empty: nothing was sent in it, and nothing is written: it is not kept.
 */
typedef struct
{
  const char *uid;
  const char *title;
  const char *model;
  const char *account;
  const char *folder;
  const char *parameters;
  const char *draft;
  const char *scroll;
  gint64 created;
  gint64 updated;
  int draft_cursor;
  guint title_final : 1;
  guint pinned : 1;
  guint archived : 1;
  guint unsent : 1;
  guint empty : 1;
  guint complete : 1;
} QingStoredConversation;

/* What is not deleted is in one of the first three. The last is what is listed and comes first: what
 * is pinned and the newest, QING_STORED_N_FIRST together, and besides all that is in a folder. */
typedef enum
{
  QING_STORED_LISTED = 0,
  QING_STORED_ARCHIVED = 1,
  QING_STORED_UNSENT = 2,
  QING_STORED_FIRST = 3,
} QingStoredKind;

#define QING_STORED_N_FIRST 100

QingStoredConversation *qing_stored_conversation_new (QingConversation *conversation);
void qing_stored_conversation_free (QingStoredConversation *self);
/* Makes @conversation what the record says: its row, or what only an open one needs. */
void qing_stored_conversation_apply (QingStoredConversation *self, QingConversation *conversation);
void qing_stored_conversation_apply_details (QingStoredConversation *self,
                                             QingConversation *conversation);

/* On the worker thread. */
gboolean qing_conversations_put (QingDatabase *database,
                                 const QingStoredConversation *record,
                                 GError **error);
/* Those of that kind, pinned ones first, then newest first: (transfer full). */
GPtrArray *qing_conversations_list (QingDatabase *database, QingStoredKind kind, GError **error);
/* NULL without @error when there is no such conversation. */
QingStoredConversation *
qing_conversations_get (QingDatabase *database, const char *uid, GError **error);
gboolean qing_conversations_set_deleted (QingDatabase *database,
                                         const char *uid,
                                         gint64 deleted_at,
                                         GError **error);
gboolean qing_conversations_drop (QingDatabase *database, const char *uid, GError **error);
/* Removes for good what was deleted before @before. */
gboolean qing_conversations_purge (QingDatabase *database, gint64 before, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStoredConversation, qing_stored_conversation_free)

G_END_DECLS
