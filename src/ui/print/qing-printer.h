/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-export.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*QingPrinterProgress) (double fraction, gpointer user_data);

/**
 * qing_printer_run_async:
 * @parent: (nullable): the window whose dialogs are shown
 * @conversations: (element-type QingConversation): their chosen branches are printed
 * @options: how they are opened, and whether what the models thought is printed
 * @file: (nullable): a PDF to be written, replaced as a whole at the end; %NULL asks the user for a
 *  printer, and offers a preview
 * @progress: (nullable) (scope async)
 *
 * The main loop goes on meanwhile.
 */
void qing_printer_run_async (GtkWindow *parent,
                             GPtrArray *conversations,
                             const QingExportOptions *options,
                             GFile *file,
                             QingPrinterProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* How many pages there were, or -1 with an error: what the printing system, the file system or
 * open_finish says, or %G_IO_ERROR_CANCELLED when the user gave up. */
gssize qing_printer_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
