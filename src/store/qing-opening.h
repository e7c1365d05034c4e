/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"
#include "qing-tail.h"

G_BEGIN_DECLS

/**
 * A database that is ready for use.
 *
 * @notice: what the user should know about it (nullable)
 * @backup_has_more: whether the newest backup holds what a repair could not save
 * @shared: whether another process has it open, too. Then nothing is taken for left behind.
 * @write_protected: whether it can only be read
 * @tail: where answers under way grow (nullable)
 * @lock: tells others that this process has it open, until it is closed; -1 when shared
 */
typedef struct
{
  QingDatabase *database;
  QingTail *tail;
  char *notice;
  gboolean repaired;
  gboolean backup_has_more;
  gboolean shared;
  gboolean write_protected;
  int lock;
} QingOpening;

/* On the worker thread: opens, migrates, recovers, and repairs a damaged file. */
QingOpening *qing_opening_run (const char *path, GError **error);
/* Lets the next opening look at the whole file: a statement has met a broken page. */
void qing_opening_mark_damaged (const char *path);
void qing_opening_free (QingOpening *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingOpening, qing_opening_free)

G_END_DECLS
