/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-fault.h"
#include "qing-store.h"

G_BEGIN_DECLS

#define QING_TYPE_COMMIT_QUEUE (qing_commit_queue_get_type ())
G_DECLARE_FINAL_TYPE (QingCommitQueue, qing_commit_queue, QING, COMMIT_QUEUE, GObject)

/**
 * QingCommitQueue: batches on their way to the store, one after the other. A batch that nobody waits
 * for and that could not be written stays in front and is tried again, so that memory and disk come
 * together as soon as there is room.
 *
 * Property "fault" (QingFault boxed): why the last try failed; NULL while all is well.
 */
QingCommitQueue *qing_commit_queue_new (QingStore *store);
const QingFault *qing_commit_queue_get_fault (QingCommitQueue *self);
/* Takes everything out of @batch and puts it at the end. */
void qing_commit_queue_add (QingCommitQueue *self, QingBatch *batch);
/**
 * qing_commit_queue_add_urgent:
 * @task: (transfer full): returns TRUE once @batch is on the disk, or why it is not
 *
 * Puts @batch at the end and does not wait for the time of the next try. When it or one before it
 * fails, it is dropped.
 */
void qing_commit_queue_add_urgent (QingCommitQueue *self, QingBatch *batch, GTask *task);
/* Tries at once what failed before, instead of when its time has come. */
void qing_commit_queue_retry (QingCommitQueue *self);

G_END_DECLS
