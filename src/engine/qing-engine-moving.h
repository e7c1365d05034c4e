/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"
#include "qing-export.h"

G_BEGIN_DECLS

/**
 * QingMoveReport: what became of a file.
 *
 * @n_new: conversations that were added
 * @n_merged: that were there and got messages they did not have
 * @n_skipped: that were there with all their messages
 * @words: all of this for the user, translated
 * @notes: (element-type utf8): what could not be taken over, with its place, translated; may be empty
 */
typedef struct
{
  guint n_new;
  guint n_merged;
  guint n_skipped;
  char *words;
  GPtrArray *notes;
} QingMoveReport;

void qing_move_report_free (QingMoveReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMoveReport, qing_move_report_free)

/**
 * qing_engine_import_file_async:
 * @progress: (nullable) (scope async): not called any more once this has finished
 *
 * Reads the conversations of a file and stores them in one transaction: all or nothing. To one that
 * is there already (the uid says so; archived ones count) the messages are added that it does not
 * have; nothing is overwritten, and the branch that is shown stays. When it is cancelled, nothing
 * was written.
 *
 * Errors: see qing_import_finish(); QING_ERROR_STORAGE when it cannot be written.
 */
void qing_engine_import_file_async (QingEngine *self,
                                    GFile *file,
                                    QingEngineProgress progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) */
QingMoveReport *
qing_engine_import_file_finish (QingEngine *self, GAsyncResult *result, GError **error);

/**
 * qing_engine_export_async:
 * @conversations: (element-type QingConversation) (nullable): %NULL for all, archived ones, too;
 *  never temporary ones
 * @progress: (nullable) (scope async)
 *
 * Writes them to a file. What is not loaded is read when its turn comes, one at a time, and let go
 * of again.
 */
void qing_engine_export_async (QingEngine *self,
                               GPtrArray *conversations,
                               QingExportFormat format,
                               GFile *file,
                               QingEngineProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* How many conversations were written; -1 with @error. @n_missing: (out) (optional): attachments that
 * could not be read, of which the file has the names only. */
gssize qing_engine_export_finish (QingEngine *self,
                                  GAsyncResult *result,
                                  guint *n_missing,
                                  GError **error);

/**
 * qing_engine_set_export_options:
 *
 * Sets how conversations are opened: one that is not in memory is read into an object of its own,
 * which is gone with the last reference to it.
 */
void qing_engine_set_export_options (QingEngine *self, QingExportOptions *options);

G_END_DECLS
