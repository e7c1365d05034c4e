/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-folders.h"

#include "qing-engine-private.h"

struct _QingFolderRemoval
{
  GPtrArray *folders; /* of QingFolder */
  GHashTable *moved;  /* uid of a conversation -> path it was in */
};

void
qing_folder_removal_free (QingFolderRemoval *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->folders);
  g_hash_table_unref (self->moved);
  g_free (self);
}

QingFolderList *
qing_engine_get_folders (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return self->folders;
}

static QingBatch *
get_batch (QingEngine *self)
{
  return qing_autosave_get_batch (self->autosave);
}

void
qing_engine_take_folders (QingEngine *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const QingStoredFolder *record = records->pdata[i];
      g_autofree char *path = qing_folder_clean_path (record->path);

      if (path != NULL)
        qing_folder_list_ensure (self->folders, path);
      if (path != NULL)
        qing_folder_set_expanded (qing_folder_list_lookup (self->folders, path), record->expanded);
    }
}

void
qing_engine_find_folders (QingEngine *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversations));

  for (guint i = 0; i < n_items; i++)
    {
      QingConversationSummary summary;

      qing_conversation_index_summarise (QING_CONVERSATION_INDEX (self->conversations), i,
                                         &summary);
      if (summary.folder != NULL && g_hash_table_add (known, (gpointer) summary.folder))
        qing_folder_list_ensure (self->folders, summary.folder);
    }
}

void
qing_engine_need_folder (QingEngine *self, const char *path)
{
  if (path == NULL || qing_folder_list_lookup (self->folders, path) != NULL)
    return;
  qing_folder_list_ensure (self->folders, path);
  qing_batch_put_folder (get_batch (self), path, TRUE);
}

static gboolean
is_too_deep (const char *path)
{
  g_autoptr (QingFolder) folder = qing_folder_new (path);

  return qing_folder_get_depth (folder) >= QING_FOLDER_MAX_DEPTH;
}

QingFolder *
qing_engine_create_folder (QingEngine *self, const char *parent, const char *name)
{
  g_autofree char *clean = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  clean = qing_folder_clean_name (name);
  if (clean == NULL)
    return NULL;
  path = qing_folder_list_find_free (self->folders, parent, clean);
  if (is_too_deep (path))
    return NULL;
  qing_engine_need_folder (self, path);
  return qing_folder_list_lookup (self->folders, path);
}

/* The folders in it must fit there, too. */
static gboolean
fits (QingEngine *self, QingFolder *folder, const char *path)
{
  const char *from = qing_folder_get_path (folder);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->folders)); i++)
    {
      g_autoptr (QingFolder) item = g_list_model_get_item (G_LIST_MODEL (self->folders), i);
      g_autofree char *moved = NULL;

      if (!qing_folder_contains (from, qing_folder_get_path (item)))
        continue;
      moved = qing_folder_rebase (qing_folder_get_path (item), from, path);
      if (is_too_deep (moved))
        return FALSE;
    }
  return TRUE;
}

/* What was deleted comes back into its folder, whatever that is called by then. */
static void
follow_folder (gpointer conversation, const char *from, const char *to)
{
  const char *path = qing_conversation_get_folder (conversation);
  g_autofree char *moved = NULL;

  if (!qing_folder_contains (from, path))
    return;
  moved = qing_folder_rebase (path, from, to);
  qing_conversation_set_folder (conversation, moved);
}

static void
relocate (QingEngine *self, QingFolder *folder, const char *path)
{
  g_autofree char *from = g_strdup (qing_folder_get_path (folder));
  g_autofree char *to = g_strdup (path);
  GHashTableIter iter;
  gpointer conversation;

  qing_conversation_list_begin_changes (self->conversations);
  qing_folder_list_move (self->folders, folder, to);
  g_hash_table_unref (qing_conversation_list_move_folder (self->conversations, from, to, TRUE));
  qing_conversation_list_end_changes (self->conversations);
  g_hash_table_iter_init (&iter, self->deleted);
  while (g_hash_table_iter_next (&iter, &conversation, NULL))
    follow_folder (conversation, from, to);
  qing_batch_move_folder (get_batch (self), from, to);
}

gboolean
qing_engine_rename_folder (QingEngine *self, QingFolder *folder, const char *name)
{
  g_autofree char *clean = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (QING_IS_FOLDER (folder), FALSE);

  clean = qing_folder_clean_name (name);
  if (clean == NULL || g_str_equal (clean, qing_folder_get_name (folder)))
    return FALSE;
  parent = qing_folder_dup_parent (folder);
  path = qing_folder_list_find_free (self->folders, parent, clean);
  relocate (self, folder, path);
  return TRUE;
}

gboolean
qing_engine_can_move_folder (QingEngine *self, QingFolder *folder, const char *parent)
{
  g_autofree char *now = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (QING_IS_FOLDER (folder), FALSE);

  now = qing_folder_dup_parent (folder);
  path = qing_folder_join (parent, qing_folder_get_name (folder));
  return g_strcmp0 (now, parent) != 0 &&
         !qing_folder_contains (qing_folder_get_path (folder), parent) && fits (self, folder, path);
}

gboolean
qing_engine_move_folder (QingEngine *self, QingFolder *folder, const char *parent)
{
  g_autofree char *path = NULL;

  if (!qing_engine_can_move_folder (self, folder, parent))
    return FALSE;
  qing_engine_need_folder (self, parent);
  path = qing_folder_list_find_free (self->folders, parent, qing_folder_get_name (folder));
  relocate (self, folder, path);
  return TRUE;
}

void
qing_engine_set_folder_expanded (QingEngine *self, QingFolder *folder, gboolean expanded)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_FOLDER (folder));

  if (qing_folder_get_expanded (folder) == !!expanded)
    return;
  qing_folder_set_expanded (folder, expanded);
  qing_batch_put_folder (get_batch (self), qing_folder_get_path (folder), expanded);
}

QingFolderRemoval *
qing_engine_delete_folder (QingEngine *self, QingFolder *folder)
{
  QingFolderRemoval *removal;
  g_autofree char *path = NULL;
  g_autofree char *parent = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  g_return_val_if_fail (QING_IS_FOLDER (folder), NULL);

  path = g_strdup (qing_folder_get_path (folder));
  parent = qing_folder_dup_parent (folder);
  removal = g_new0 (QingFolderRemoval, 1);
  qing_conversation_list_begin_changes (self->conversations);
  removal->moved = qing_conversation_list_move_folder (self->conversations, path, parent, FALSE);
  removal->folders = qing_folder_list_remove (self->folders, folder);
  qing_conversation_list_end_changes (self->conversations);
  qing_batch_remove_folder (get_batch (self), path, parent);
  return removal;
}

void
qing_engine_undelete_folder (QingEngine *self, QingFolderRemoval *removal)
{
  GHashTableIter iter;
  gpointer uid;
  gpointer path;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (removal != NULL);

  for (guint i = 0; i < removal->folders->len; i++)
    {
      QingFolder *folder = removal->folders->pdata[i];

      qing_engine_need_folder (self, qing_folder_get_path (folder));
      qing_engine_set_folder_expanded (self,
                                       qing_folder_list_lookup (self->folders,
                                                                qing_folder_get_path (folder)),
                                       qing_folder_get_expanded (folder));
    }
  qing_engine_begin_changes (self);
  g_hash_table_iter_init (&iter, removal->moved);
  while (g_hash_table_iter_next (&iter, &uid, &path))
    {
      QingConversation *conversation = qing_conversation_list_lookup (self->conversations, uid);

      if (conversation != NULL)
        qing_engine_move_conversation (self, conversation, path);
    }
  qing_engine_end_changes (self);
}

void
qing_engine_move_conversation (QingEngine *self, QingConversation *conversation, const char *path)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  qing_conversation_set_folder (conversation, path);
  qing_engine_need_folder (self, qing_conversation_get_folder (conversation));
  qing_conversation_list_update (self->conversations, conversation);
  qing_engine_touch (self, conversation);
}
