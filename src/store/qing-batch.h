/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-attachment.h"
#include "qing-conversation.h"
#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingBatch: changes that are written together or not at all, in the order they were added.
 *
 * Everything is copied when it is added, so that the objects may change at once while the batch
 * waits for the worker thread; nothing may be added once it was committed. Ref-counted, from any
 * thread.
 */
typedef struct _QingBatch QingBatch;

QingBatch *qing_batch_new (void);
QingBatch *qing_batch_ref (QingBatch *self);
void qing_batch_unref (QingBatch *self);
guint qing_batch_get_size (QingBatch *self);
/* Moves everything from @other to the end of @self. */
void qing_batch_take (QingBatch *self, QingBatch *other);

/* Inserts or updates the row; parameters and draft too when the conversation is loaded. */
void qing_batch_put_conversation (QingBatch *self, QingConversation *conversation);
/* Removes for good, at once, whatever is stored of it. */
void qing_batch_drop_conversation (QingBatch *self, QingConversation *conversation);
/* @deleted_at: wall-clock microseconds; -1 takes the deletion back. */
void
qing_batch_delete_conversation (QingBatch *self, QingConversation *conversation, gint64 deleted_at);
/* Stores what is to go with the draft, in place of what was stored before. */
void qing_batch_put_draft_attachments (QingBatch *self, QingConversation *conversation);
void qing_batch_put_folder (QingBatch *self, const char *path, gboolean expanded);
/* See qing_folders_move() and qing_folders_remove(). */
void qing_batch_move_folder (QingBatch *self, const char *from, const char *to);
void qing_batch_remove_folder (QingBatch *self, const char *path, const char *parent);
void qing_batch_insert_message (QingBatch *self,
                                QingConversation *conversation,
                                QingMessage *message,
                                gboolean chosen);
/* Inserts a message unless it is there; nothing is overwritten, and its siblings stay chosen. */
void
qing_batch_merge_message (QingBatch *self, QingConversation *conversation, QingMessage *message);
/* What the answer brought after it was inserted. */
void qing_batch_add_attachment (QingBatch *self, QingMessage *message, QingAttachment *attachment);
/* State, fault, usage, timing and tool calls, but not the texts. */
void qing_batch_update_message (QingBatch *self, QingMessage *message);
/* Writes both texts as a whole. */
void qing_batch_set_body (QingBatch *self, QingMessage *message);
/* Adds what was appended to a text since byte @position. */
void qing_batch_append (QingBatch *self,
                        QingMessage *message,
                        QingPart part,
                        gsize position,
                        const char *text,
                        gsize length);
/* Ends a row of appends. */
void qing_batch_fold (QingBatch *self, QingMessage *message);
/* The message follows another one now. */
void qing_batch_move_message (QingBatch *self, QingMessage *message);
void qing_batch_choose (QingBatch *self, QingMessage *message);
void qing_batch_delete_message (QingBatch *self, QingMessage *message, gint64 deleted_at);
/* Removes for good what was deleted before @before. */
void qing_batch_purge (QingBatch *self, gint64 before);
void qing_batch_put_account (QingBatch *self, QingAccount *account);
void qing_batch_remove_account (QingBatch *self, QingAccount *account);
/* @value: (nullable): %NULL removes it. */
void qing_batch_set_meta (QingBatch *self, const char *key, const char *value);

/* Leaves out what can never be written, such as an answer to a message that is gone, instead of
 * failing as a whole. FALSE when it was lenient before. */
gboolean qing_batch_set_lenient (QingBatch *self);
/* Something that was appended to a part of a message. */
typedef void (*QingAppendFunc) (const char *uid,
                                QingPart part,
                                gsize position,
                                const char *text,
                                gsize length,
                                gpointer user_data);
/* Calls @func for every append, unless there is anything else in it, or nothing: then FALSE. */
gboolean qing_batch_list_appends (QingBatch *self, QingAppendFunc func, gpointer user_data);
/* Lets a long batch be given up while it is written: then it fails with G_IO_ERROR_CANCELLED and
 * nothing of it was written. */
void qing_batch_set_cancellable (QingBatch *self, GCancellable *cancellable);
/* How much of it is written, from 0 to 1; from any thread. */
double qing_batch_get_progress (QingBatch *self);
/* On the worker thread: writes all of it or nothing. */
gboolean qing_batch_run (QingBatch *self, QingDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBatch, qing_batch_unref)

G_END_DECLS
