/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine-folders.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingFolderChooser: asks where something is to go: into no folder, into one that is there, or into
 * a new one of the name that is written.
 *
 * Signal "chosen" (const char *path, nullable): the folder, which may not be there yet; the window
 * closes then.
 */
#define QING_TYPE_FOLDER_CHOOSER (qing_folder_chooser_get_type ())
G_DECLARE_FINAL_TYPE (QingFolderChooser, qing_folder_chooser, QING, FOLDER_CHOOSER, AdwWindow)

/* @moved: (nullable): a folder that is to go there, into which it cannot go itself */
QingFolderChooser *
qing_folder_chooser_new (QingEngine *engine, GtkWindow *parent, QingFolder *moved);

G_END_DECLS
