/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-folder.h"

G_BEGIN_DECLS

/**
 * QingFolderList: a GListModel of QingFolder in the order of a tree that is written down: a folder,
 * then all that are in it, then the next. With a folder there are always those that it is in.
 */
#define QING_TYPE_FOLDER_LIST (qing_folder_list_get_type ())
G_DECLARE_FINAL_TYPE (QingFolderList, qing_folder_list, QING, FOLDER_LIST, GObject)

QingFolderList *qing_folder_list_new (void);
/* (transfer none) (nullable) */
QingFolder *qing_folder_list_lookup (QingFolderList *self, const char *path);
/* (transfer none): the folder of that clean path, which is added if it is not there. */
QingFolder *qing_folder_list_ensure (QingFolderList *self, const char *path);
/* (transfer full): a path in @parent like @name that no folder has yet. */
char *qing_folder_list_find_free (QingFolderList *self, const char *parent, const char *name);
/* Gives the folder and all that are in it another place; the folders stay the same objects. No
 * folder may have the new path. */
void qing_folder_list_move (QingFolderList *self, QingFolder *folder, const char *path);
/* Removes the folder and all that are in it: (transfer full) (element-type QingFolder). */
GPtrArray *qing_folder_list_remove (QingFolderList *self, QingFolder *folder);

G_END_DECLS
