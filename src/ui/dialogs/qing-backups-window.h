/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine-backups.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingBackupsWindow: the backups there are, with their dates and sizes, to be restored; or another
 * file. It can also make one now.
 *
 * Signals: "chosen" (GFile): the user wants this one to be restored. The window closes itself.
 */
#define QING_TYPE_BACKUPS_WINDOW (qing_backups_window_get_type ())
G_DECLARE_FINAL_TYPE (QingBackupsWindow, qing_backups_window, QING, BACKUPS_WINDOW, AdwWindow)

QingBackupsWindow *qing_backups_window_new (QingEngine *engine, GtkWindow *parent);

G_END_DECLS
