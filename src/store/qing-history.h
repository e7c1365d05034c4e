/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-conversation.h"
#include "qing-conversations-table.h"
#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingHistory: everything of one conversation as it was read on the worker thread, on its way to
 * becoming objects on the main thread.
 */
typedef struct _QingHistory QingHistory;

/* On the worker thread. */
QingHistory *
qing_history_read (QingDatabase *database, const char *conversation_uid, GError **error);
void qing_history_free (QingHistory *self);
/* Fills an empty conversation and marks it as loaded. */
void qing_history_apply (QingHistory *self, QingConversation *conversation, QingBlobSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingHistory, qing_history_free)

G_END_DECLS
