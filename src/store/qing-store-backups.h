/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-backups.h"
#include "qing-store.h"

G_BEGIN_DECLS

/* Writes a backup (see qing-backups.h), unless that is for another process that has the history open:
 * then nothing happens. A history that is found to be broken is repaired by the next opening. */
void qing_store_back_up_async (QingStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean qing_store_back_up_finish (QingStore *self, GAsyncResult *result, GError **error);

/**
 * QingRestored: what became of a backup.
 *
 * @merged: (element-type utf8): uids of conversations that were there and got something
 */
typedef struct
{
  guint n_new;
  guint n_same;
  gboolean damaged;
  GPtrArray *merged;
} QingRestored;

void qing_restored_free (QingRestored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingRestored, qing_restored_free)

typedef void (*QingStoreProgress) (double fraction, gpointer user_data);

/**
 * qing_store_restore_async:
 * @path: a backup, or any other file of a history
 * @progress: (nullable) (scope async)
 *
 * Takes over what is in it and not here: see QingMerge. Whoever commits meanwhile gets their turn.
 * Every conversation comes as a whole; when it is cancelled, those that came stay.
 */
void qing_store_restore_async (QingStore *self,
                               const char *path,
                               QingStoreProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* (transfer full) */
QingRestored *qing_store_restore_finish (QingStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
