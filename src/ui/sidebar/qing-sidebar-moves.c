/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Putting conversations and folders into a folder, and back where they were. */

#include "qing-sidebar-private.h"

#include <glib/gi18n.h>

/* Where something was before it was moved. */
typedef struct
{
  GObject *item;
  char *path;
} Moved;

static void
moved_free (gpointer data)
{
  Moved *moved = data;

  g_object_unref (moved->item);
  g_free (moved->path);
  g_free (moved);
}

static char *
dup_place (gpointer item)
{
  return QING_IS_FOLDER (item) ? qing_folder_dup_parent (item)
                               : g_strdup (qing_conversation_get_folder (item));
}

static gboolean
move (QingSidebar *self, gpointer item, const char *path)
{
  QingFolderList *folders = qing_engine_get_folders (self->engine);

  if (!QING_IS_FOLDER (item))
    {
      qing_engine_move_conversation (self->engine, item, path);
      return TRUE;
    }
  /* It may have been deleted since. */
  return qing_folder_list_lookup (folders, qing_folder_get_path (item)) == item &&
         qing_engine_move_folder (self->engine, item, path);
}

static const char *
get_name (gpointer item)
{
  return QING_IS_FOLDER (item) ? qing_folder_get_name (item) : qing_conversation_get_title (item);
}

static char *
describe (QingSidebar *self, GPtrArray *moves, const char *path)
{
  QingFolder *folder =
    path != NULL ? qing_folder_list_lookup (qing_engine_get_folders (self->engine), path) : NULL;
  const char *where = folder != NULL ? qing_folder_get_name (folder) : path;
  const char *name = get_name (((Moved *) moves->pdata[0])->item);
  guint n = moves->len;

  if (n == 1)
    return where != NULL ? g_strdup_printf (_ ("“%s” moved to “%s”"), name, where)
                         : g_strdup_printf (_ ("“%s” moved out of its folder"), name);
  if (where != NULL)
    return g_strdup_printf (ngettext ("%u conversation moved to “%s”",
                                      "%u conversations moved to “%s”", n),
                            n, where);
  return g_strdup_printf (ngettext ("%u conversation moved out of its folder",
                                    "%u conversations moved out of their folders", n),
                          n);
}

gboolean
qing_sidebar_move (QingSidebar *self, GListModel *items, const char *path)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (moved_free);
  g_autofree char *words = NULL;

  qing_engine_begin_changes (self->engine);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *before = dup_place (item);
      Moved *moved;

      if (g_strcmp0 (before, path) == 0 || !move (self, item, path))
        continue;
      moved = g_new0 (Moved, 1);
      moved->item = g_steal_pointer (&item);
      moved->path = g_steal_pointer (&before);
      g_ptr_array_add (moves, moved);
    }
  qing_engine_end_changes (self->engine);
  if (moves->len == 0)
    return FALSE;
  words = describe (self, moves, path);
  qing_sidebar_emit_moved (self, words, moves);
  return TRUE;
}

void
qing_sidebar_move_back (QingSidebar *self, GPtrArray *moves)
{
  g_return_if_fail (QING_IS_SIDEBAR (self));
  g_return_if_fail (moves != NULL);

  qing_engine_begin_changes (self->engine);
  for (guint i = 0; i < moves->len; i++)
    {
      Moved *moved = moves->pdata[i];

      move (self, moved->item, moved->path);
    }
  qing_engine_end_changes (self->engine);
}
