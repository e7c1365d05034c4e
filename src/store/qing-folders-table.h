/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/* A folder as it is stored. */
typedef struct
{
  char *path;
  gboolean expanded;
} QingStoredFolder;

QingStoredFolder *qing_stored_folder_new (const char *path, gboolean expanded);
void qing_stored_folder_free (QingStoredFolder *self);

/* On the worker thread. */
/* (transfer full) (element-type QingStoredFolder) */
GPtrArray *qing_folders_list (QingDatabase *database, GError **error);
gboolean qing_folders_put (QingDatabase *database, const QingStoredFolder *record, GError **error);
/* Gives the folder, those in it and all that is in them another place. */
gboolean
qing_folders_move (QingDatabase *database, const char *from, const char *to, GError **error);
/* Removes the folder and those in it. The conversations that are listed go to @parent (nullable);
 * those that are archived or deleted keep its name, and bring it back when they come back. */
gboolean
qing_folders_remove (QingDatabase *database, const char *path, const char *parent, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStoredFolder, qing_stored_folder_free)

G_END_DECLS
