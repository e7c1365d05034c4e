/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/**
 * QingMerge: takes over from another history what is not in this one.
 *
 * Conversations and messages are known by their uids. What is here stays as it is; what is here and
 * was deleted a moment ago comes back. Done twice, the second time finds nothing. On the worker
 * thread, step by step, so that others get their turn in between; each step is a transaction of
 * whole conversations.
 */
typedef struct _QingMerge QingMerge;

/* @path: a database of the same version, without deleted rows and answers under way */
QingMerge *qing_merge_begin (QingDatabase *database, const char *path, GError **error);
/* FALSE with @error. @done tells whether there is more. */
gboolean qing_merge_step (QingMerge *self, gboolean *done, GError **error);
double qing_merge_get_fraction (QingMerge *self);
/* Of the steps so far: conversations that were added, and that lacked nothing. */
void qing_merge_get_counts (QingMerge *self, guint *n_new, guint *n_same);
/* (transfer none) (element-type utf8): the uids of those that were here and got something. */
GPtrArray *qing_merge_get_merged (QingMerge *self);
/* Ends it, whether it is done or not. On the worker thread. */
void qing_merge_end (QingMerge *self);
/* When the database was closed before its end; on any thread. */
void qing_merge_free (QingMerge *self);

G_END_DECLS
