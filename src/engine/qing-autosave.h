/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-store.h"

G_BEGIN_DECLS

#define QING_TYPE_AUTOSAVE (qing_autosave_get_type ())
G_DECLARE_FINAL_TYPE (QingAutosave, qing_autosave, QING, AUTOSAVE, GObject)

/**
 * QingAutosave: the engine's way to the disk. It gathers what changed and commits it at least
 * every half second, one commit at a time and in order. What could not be written is kept and
 * tried again, so that memory and disk come together as soon as there is room.
 *
 * Without a store nothing is written and everything succeeds.
 *
 * Property "fault" (QingFault boxed): why the last try failed; NULL while all is well.
 */
QingAutosave *qing_autosave_new (QingStore *store);
const QingFault *qing_autosave_get_fault (QingAutosave *self);

/* Writes what is pending and then @batch, at once. When either fails, @batch is dropped and the
 * caller is told. */
void qing_autosave_commit_async (QingAutosave *self,
                                 QingBatch *batch,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean qing_autosave_commit_finish (QingAutosave *self, GAsyncResult *result, GError **error);

/* (transfer none): add to it what is to be written soon; it is kept until it is written. Valid
 * until the main loop runs again. */
QingBatch *qing_autosave_get_batch (QingAutosave *self);
/* Writes a conversation's row soon. Any number of calls cost one write. */
void qing_autosave_touch (QingAutosave *self, QingConversation *conversation);
/* From now on, what is appended to @message is written as it comes. */
void qing_autosave_follow (QingAutosave *self, QingMessage *message);
/* Ends that: writes what is left, the state and all else, now. */
void qing_autosave_settle (QingAutosave *self, QingMessage *message);
/* Ends that without another write. */
void qing_autosave_forget (QingAutosave *self, QingMessage *message);
/* When what is pending goes to the store (g_get_monotonic_time()); 0 when nothing is pending. */
gint64 qing_autosave_get_deadline (QingAutosave *self);
/* Tries at once what failed before, instead of when its time has come. */
void qing_autosave_retry (QingAutosave *self);

G_END_DECLS
