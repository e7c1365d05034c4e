/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"
#include "qing-store.h"

G_BEGIN_DECLS

/* Runs on the worker thread; returns what the task gives, or NULL with @error. */
typedef gpointer (*QingStoreJob) (QingDatabase *database, gpointer data, GError **error);

/* Runs @job with the task's data; its result is freed with @free_result when nobody takes it.
 * (transfer full) task. */
void qing_store_submit (QingStore *self, GTask *task, QingStoreJob job, GDestroyNotify free_result);

/* For tests: see QingDatabaseHook. It is called on the worker thread from the next job on. */
void qing_store_set_hook (QingStore *self, QingDatabaseHook hook, gpointer user_data);

G_END_DECLS
