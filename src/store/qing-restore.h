/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QingRestore: another history, brought to where QingMerge can take it over: a copy of it in a folder
 * of its own, migrated, repaired where it is damaged, without what was deleted in it.
 */
typedef struct
{
  char *folder;
  char *path;
  gboolean damaged; /* only a part of it could be read */
} QingRestore;

/* Blocks; @path itself is not touched. NULL with @error, which has words for the user. */
QingRestore *qing_restore_prepare (const char *history_path,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GError **error);
/* Removes what processes that died have left; there must be no other that has the history open. */
void qing_restore_clean (const char *history_path);
/* Removes the copy. */
void qing_restore_free (QingRestore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingRestore, qing_restore_free)

G_END_DECLS
