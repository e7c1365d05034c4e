/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QingExportFile: a file that is written beside its place and takes it when it is whole.
 *
 * (g_file_replace() writes in place when there is no file yet, and would leave half of one.)
 */
typedef struct _QingExportFile QingExportFile;

void qing_export_file_open_async (GFile *target,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
QingExportFile *qing_export_file_open_finish (GAsyncResult *result, GError **error);
GOutputStream *qing_export_file_get_stream (QingExportFile *self);
/* Closes it and puts it in its place. */
void qing_export_file_commit_async (QingExportFile *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean qing_export_file_commit_finish (GAsyncResult *result, GError **error);
/* What was not committed is deleted. */
void qing_export_file_free (QingExportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingExportFile, qing_export_file_free)

G_END_DECLS
