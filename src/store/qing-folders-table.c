/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-folders-table.h"

/* Whether column is ?1 or below it. */
#define IS_IN(column) "(" column " = ?1 OR substr (" column ", 1, length (?1) + 1) = ?1 || '/')"

QingStoredFolder *
qing_stored_folder_new (const char *path, gboolean expanded)
{
  QingStoredFolder *self = g_new0 (QingStoredFolder, 1);

  self->path = g_strdup (path);
  self->expanded = !!expanded;
  return self;
}

void
qing_stored_folder_free (QingStoredFolder *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

GPtrArray *
qing_folders_list (QingDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_folder_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error, "SELECT path, expanded FROM folder", "");

  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    {
      g_autofree char *path = qing_column_dup_text (row, 0);

      g_ptr_array_add (records, qing_stored_folder_new (path, sqlite3_column_int (row, 1) != 0));
    }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
qing_folders_put (QingDatabase *database, const QingStoredFolder *record, GError **error)
{
  return qing_database_execute (database, error,
                                "INSERT INTO folder (path, expanded) VALUES (?1, ?2)"
                                " ON CONFLICT (path) DO UPDATE SET expanded = ?2",
                                "si", record->path, record->expanded ? 1 : 0);
}

gboolean
qing_folders_move (QingDatabase *database, const char *from, const char *to, GError **error)
{
  return qing_database_execute (database, error,
                                "INSERT OR IGNORE INTO folder (path, expanded)"
                                " SELECT ?2 || substr (path, length (?1) + 1), expanded"
                                " FROM folder WHERE " IS_IN ("path"),
                                "ss", from, to) &&
         qing_database_execute (database, error, "DELETE FROM folder WHERE " IS_IN ("path"), "s",
                                from) &&
         qing_database_execute (database, error,
                                "UPDATE conversation SET"
                                " folder = ?2 || substr (folder, length (?1) + 1)"
                                " WHERE " IS_IN ("folder"),
                                "ss", from, to);
}

gboolean
qing_folders_remove (QingDatabase *database, const char *path, const char *parent, GError **error)
{
  return qing_database_execute (database, error, "DELETE FROM folder WHERE " IS_IN ("path"), "s",
                                path) &&
         qing_database_execute (database, error,
                                "UPDATE conversation SET folder = ?2 WHERE deleted_at IS NULL"
                                " AND archived = 0 AND " IS_IN ("folder"),
                                "ss", path, parent);
}
