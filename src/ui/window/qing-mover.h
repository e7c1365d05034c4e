/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine-backups.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingMover: a bar that shows how far an import, an export or a restoring is and lets the user cancel it; it is
 * hidden while there is none. There is one at a time.
 *
 * Signals: "told" (const char *words): what came of it, in one line.
 */
#define QING_TYPE_MOVER (qing_mover_get_type ())
G_DECLARE_FINAL_TYPE (QingMover, qing_mover, QING, MOVER, GtkWidget)

gboolean qing_mover_is_busy (QingMover *self);
void qing_mover_import (QingMover *self, QingEngine *engine, GFile *file);
void qing_mover_restore (QingMover *self, QingEngine *engine, GFile *file);
/* @conversations: (nullable): %NULL for all */
void qing_mover_export (QingMover *self,
                        QingEngine *engine,
                        GPtrArray *conversations,
                        QingExportFormat format,
                        GFile *file);
/* Into the PDF @file, or %NULL to ask the user for a printer. */
void qing_mover_print (QingMover *self, QingEngine *engine, GPtrArray *conversations, GFile *file);

G_END_DECLS
