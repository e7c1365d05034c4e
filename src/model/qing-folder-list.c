/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-folder-list.h"

#include <string.h>

struct _QingFolderList
{
  GObject parent_instance;

  GPtrArray *folders;
};

static void qing_folder_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingFolderList,
                               qing_folder_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      qing_folder_list_list_model_init))

static GType
qing_folder_list_get_item_type (GListModel *model)
{
  return QING_TYPE_FOLDER;
}

static guint
qing_folder_list_get_n_items (GListModel *model)
{
  return QING_FOLDER_LIST (model)->folders->len;
}

static gpointer
qing_folder_list_get_item (GListModel *model, guint position)
{
  QingFolderList *self = QING_FOLDER_LIST (model);

  return position < self->folders->len ? g_object_ref (self->folders->pdata[position]) : NULL;
}

static void
qing_folder_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qing_folder_list_get_item_type;
  iface->get_n_items = qing_folder_list_get_n_items;
  iface->get_item = qing_folder_list_get_item;
}

static void
qing_folder_list_finalize (GObject *object)
{
  g_ptr_array_unref (QING_FOLDER_LIST (object)->folders);

  G_OBJECT_CLASS (qing_folder_list_parent_class)->finalize (object);
}

static void
qing_folder_list_class_init (QingFolderListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_folder_list_finalize;
}

static void
qing_folder_list_init (QingFolderList *self)
{
  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
}

QingFolderList *
qing_folder_list_new (void)
{
  return g_object_new (QING_TYPE_FOLDER_LIST, NULL);
}

/* Where @folder is, or where it goes. */
static guint
find_place (QingFolderList *self, QingFolder *folder)
{
  guint low = 0;
  guint high = self->folders->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (qing_folder_compare (self->folders->pdata[middle], folder) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

QingFolder *
qing_folder_list_lookup (QingFolderList *self, const char *path)
{
  g_return_val_if_fail (QING_IS_FOLDER_LIST (self), NULL);

  for (guint i = 0; path != NULL && i < self->folders->len; i++)
    if (g_str_equal (qing_folder_get_path (self->folders->pdata[i]), path))
      return self->folders->pdata[i];
  return NULL;
}

static void
insert (QingFolderList *self, QingFolder *folder)
{
  guint place = find_place (self, folder);

  g_ptr_array_insert (self->folders, (int) place, g_object_ref (folder));
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

QingFolder *
qing_folder_list_ensure (QingFolderList *self, const char *path)
{
  g_autoptr (QingFolder) folder = NULL;
  g_autofree char *parent = NULL;
  QingFolder *found;

  g_return_val_if_fail (QING_IS_FOLDER_LIST (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  found = qing_folder_list_lookup (self, path);
  if (found != NULL)
    return found;
  folder = qing_folder_new (path);
  parent = qing_folder_dup_parent (folder);
  if (parent != NULL)
    qing_folder_list_ensure (self, parent);
  insert (self, folder);
  return folder;
}

char *
qing_folder_list_find_free (QingFolderList *self, const char *parent, const char *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (QING_IS_FOLDER_LIST (self), NULL);

  path = qing_folder_join (parent, name);
  for (guint i = 2; qing_folder_list_lookup (self, path) != NULL; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s %u", name, i);

      g_free (path);
      path = qing_folder_join (parent, numbered);
    }
  return g_steal_pointer (&path);
}

GPtrArray *
qing_folder_list_remove (QingFolderList *self, QingFolder *folder)
{
  GPtrArray *removed = g_ptr_array_new_with_free_func (g_object_unref);
  const char *path;
  guint place;

  g_return_val_if_fail (QING_IS_FOLDER_LIST (self), removed);
  g_return_val_if_fail (QING_IS_FOLDER (folder), removed);

  path = qing_folder_get_path (folder);
  place = find_place (self, folder);
  while (place < self->folders->len &&
         qing_folder_contains (path, qing_folder_get_path (self->folders->pdata[place])))
    {
      g_ptr_array_add (removed, g_object_ref (self->folders->pdata[place]));
      g_ptr_array_remove_index (self->folders, place);
    }
  if (removed->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), place, removed->len, 0);
  return removed;
}

void
qing_folder_list_move (QingFolderList *self, QingFolder *folder, const char *path)
{
  g_autoptr (QingFolder) kept = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autofree char *from = NULL;

  g_return_if_fail (QING_IS_FOLDER_LIST (self));
  g_return_if_fail (QING_IS_FOLDER (folder));
  g_return_if_fail (qing_folder_list_lookup (self, path) == NULL);

  kept = g_object_ref (folder);
  from = g_strdup (qing_folder_get_path (folder));
  moved = qing_folder_list_remove (self, folder);
  for (guint i = 0; i < moved->len; i++)
    {
      g_autofree char *changed =
        qing_folder_rebase (qing_folder_get_path (moved->pdata[i]), from, path);

      qing_folder_set_path (moved->pdata[i], changed);
      insert (self, moved->pdata[i]);
    }
}
