/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-batch.h"
#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingTail: a file beside the database that holds the newest pieces of the answers under way.
 *
 * A transaction writes whole pages, which is many times a few words. So what does nothing but
 * append to answers is put at the end of this file, and goes into the database with the next
 * transaction, whatever that is for, as a part of it. A number in both tells which pieces the
 * database has already. Whatever fails here, the caller takes the long way.
 *
 * All of this runs on the worker thread of the process that holds the history's lock.
 */
typedef struct _QingTail QingTail;

/* Takes over what a process left behind when it died; the next transaction writes it.
 * @repaired: the number in the database may be gone. */
QingTail *qing_tail_open (QingDatabase *database, const char *history_path, gboolean repaired);
/* Returns: whether @batch was nothing but appends, and is on the disk now */
gboolean qing_tail_take (QingTail *self, QingBatch *batch);
/* Writes what waits into the database, before somebody reads there. */
gboolean qing_tail_spill (QingTail *self, GError **error);
/* Before the database is closed. */
void qing_tail_close (QingTail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingTail, qing_tail_close)

G_END_DECLS
