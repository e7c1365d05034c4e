/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/**
 * Copies of the history, in the folder "backups" beside it: "NAME-DATE.db", each a database of its
 * own. On any thread.
 */
typedef struct
{
  char *path;
  gint64 time; /* wall-clock seconds */
  gint64 size;
} QingBackupFile;

void qing_backup_file_free (QingBackupFile *self);

/* (transfer full) (element-type QingBackupFile): newest first; empty when there is none. */
GPtrArray *qing_backups_list (const char *history_path);
/* When the history was last written, as far as its files say; wall-clock seconds. */
gint64 qing_backups_get_written (const char *history_path);
/**
 * qing_backups_make:
 *
 * Copies the history as it is at this moment, in small steps and over a connection of its own, so
 * that whoever writes meanwhile does not wait. The copy is checked before it takes its name, and
 * only then the oldest ones go. Blocks for as long as that takes.
 *
 * @damaged: (out): whether it is the history that is broken; no older copy is given up for that
 */
gboolean qing_backups_make (const char *history_path,
                            GCancellable *cancellable,
                            gboolean *damaged,
                            GError **error);
char *qing_backups_get_folder (const char *history_path);
/* (transfer full): the same folder; created when it is not there. NULL with @error. */
char *qing_backups_make_folder (const char *history_path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBackupFile, qing_backup_file_free)

G_END_DECLS
