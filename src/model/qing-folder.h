/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

/* Folders inside of folders, at most. */
#define QING_FOLDER_MAX_DEPTH 8

/**
 * QingFolder: a place for conversations. It is known by its path, the names from the outermost
 * folder on with "/" between them, which is what a conversation says it is in.
 *
 * Properties (notify): path, expanded.
 */
#define QING_TYPE_FOLDER (qing_folder_get_type ())
G_DECLARE_FINAL_TYPE (QingFolder, qing_folder, QING, FOLDER, GObject)

QingFolder *qing_folder_new (const char *path);
const char *qing_folder_get_path (QingFolder *self);
void qing_folder_set_path (QingFolder *self, const char *path);
const char *qing_folder_get_name (QingFolder *self);
/* 0 for one that is in no other. */
guint qing_folder_get_depth (QingFolder *self);
/* (transfer full) (nullable): the path of the folder that it is in. */
char *qing_folder_dup_parent (QingFolder *self);
/* Whether what is in it is listed. */
gboolean qing_folder_get_expanded (QingFolder *self);
void qing_folder_set_expanded (QingFolder *self, gboolean expanded);
/* As the reader sorts names, a folder before those that are in it. */
int qing_folder_compare (QingFolder *self, QingFolder *other);

/* (transfer full) (nullable): what somebody has written, as a name; NULL when nothing is left. */
char *qing_folder_clean_name (const char *text);
/* (transfer full) (nullable): a path of clean names only, or NULL for no folder. */
char *qing_folder_clean_path (const char *path);
/* (transfer full): @parent: (nullable) */
char *qing_folder_join (const char *parent, const char *name);
/* Whether @path, which may be NULL, is @folder or a folder somewhere in it. */
gboolean qing_folder_contains (const char *folder, const char *path);
/* (transfer full): what becomes of @path, which @from contains, when @from becomes @to. */
char *qing_folder_rebase (const char *path, const char *from, const char *to);

G_END_DECLS
