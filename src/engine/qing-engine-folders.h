/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"
#include "qing-folder-list.h"

G_BEGIN_DECLS

/* What a folder was that was deleted, to bring it back. */
typedef struct _QingFolderRemoval QingFolderRemoval;

void qing_folder_removal_free (QingFolderRemoval *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingFolderRemoval, qing_folder_removal_free)

/* Of QingFolder, in the order of a tree. What a conversation is in is always there. */
QingFolderList *qing_engine_get_folders (QingEngine *self);
/* (transfer none) (nullable): a new folder in @parent (nullable). Where the name is taken it gets a
 * number; NULL when @name is no name, or the folders are too deep. */
QingFolder *qing_engine_create_folder (QingEngine *self, const char *parent, const char *name);
gboolean qing_engine_rename_folder (QingEngine *self, QingFolder *folder, const char *name);
/* Whether the folder can be put into @parent (nullable): not into itself, nor where it is. */
gboolean qing_engine_can_move_folder (QingEngine *self, QingFolder *folder, const char *parent);
gboolean qing_engine_move_folder (QingEngine *self, QingFolder *folder, const char *parent);
void qing_engine_set_folder_expanded (QingEngine *self, QingFolder *folder, gboolean expanded);
/* Deletes the folder and those in it; the conversations go to the folder that it was in. */
QingFolderRemoval *qing_engine_delete_folder (QingEngine *self, QingFolder *folder);
void qing_engine_undelete_folder (QingEngine *self, QingFolderRemoval *removal);
/* @path: (nullable): a folder, which is made if it is not there; %NULL for none */
void
qing_engine_move_conversation (QingEngine *self, QingConversation *conversation, const char *path);

G_END_DECLS
