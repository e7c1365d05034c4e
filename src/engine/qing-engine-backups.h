/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine-moving.h"

G_BEGIN_DECLS

/**
 * QingBackup: a copy of the whole history. The engine makes one a day by itself and keeps the latest
 * few.
 */
typedef struct
{
  GFile *file;
  gint64 time; /* wall-clock seconds */
  gint64 size; /* bytes */
} QingBackup;

void qing_backup_free (QingBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBackup, qing_backup_free)

/* (transfer full) (element-type QingBackup): newest first. */
GPtrArray *qing_engine_list_backups (QingEngine *self);

/* Makes one now. Answers go on being written meanwhile. */
void qing_engine_back_up_async (QingEngine *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean qing_engine_back_up_finish (QingEngine *self, GAsyncResult *result, GError **error);

/**
 * qing_engine_restore_async:
 * @file: a backup, or a history that was set aside
 * @progress: (nullable) (scope async): not called any more once this has finished
 *
 * Takes over conversations and messages that are in @file and not here; nothing is overwritten, and
 * the branch that is shown stays. Each conversation comes as a whole; when it is cancelled, those
 * that came stay.
 */
void qing_engine_restore_async (QingEngine *self,
                                GFile *file,
                                QingEngineProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) */
QingMoveReport *qing_engine_restore_finish (QingEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
