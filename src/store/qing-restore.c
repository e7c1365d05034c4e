/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-restore.h"

#include "qing-backups.h"
#include "qing-batch.h"
#include "qing-fault.h"
#include "qing-migrations.h"
#include "qing-opening.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static const char magic[16] = "SQLite format 3";

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
qing_restore_free (QingRestore *self)
{
  if (self == NULL)
    return;
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

void
qing_restore_clean (const char *history_path)
{
  g_autofree char *parent = qing_backups_get_folder (history_path);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "restoring-"))
      {
        g_autofree char *folder = g_build_filename (parent, name, NULL);

        remove_folder (folder);
      }
}

static gboolean
refuse (const char *words, GError **error)
{
  g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE, words);
  return FALSE;
}

static gboolean
refuse_stranger (GError **error)
{
  return refuse (_ ("This file is no backup of Qingtan. Exported conversations are taken in with "
                    "“Import…”."),
                 error);
}

static gboolean
check_magic (const char *path, GError **error)
{
  char head[sizeof magic] = { 0 };
  FILE *file = g_fopen (path, "rbe");
  gsize n;

  if (file == NULL)
    return refuse (_ ("The backup cannot be read."), error);
  n = fread (head, 1, sizeof head, file);
  fclose (file);
  return (n == sizeof head && memcmp (head, magic, sizeof head) == 0) || refuse_stranger (error);
}

static gboolean
copy_file (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                   cancellable, NULL, NULL, &failure))
    return g_chmod (to, 0600) == 0;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_set_error (error, QING_ERROR, QING_ERROR_STORAGE, _ ("The backup could not be copied: %s"),
               failure->message);
  return FALSE;
}

/* A file that was in use has what was written last in others beside it. */
static gboolean
copy_files (QingRestore *self, const char *path, GCancellable *cancellable, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-tail" };

  if (!copy_file (path, self->path, cancellable, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (self->path, suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !copy_file (from, to, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* A database that can be read and has not our tables is somebody else's. */
static gboolean
check_ours (const char *path, GError **error)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;
  int code = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  int version = 0;

  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (handle,
                               "SELECT c.uid, c.title, m.uid, m.parent, b.text FROM conversation c"
                               " JOIN message m ON m.conversation = c.id"
                               " JOIN body b ON b.message = m.id LIMIT 0",
                               -1, &row, NULL);
  sqlite3_finalize (row);
  row = NULL;
  if (sqlite3_prepare_v2 (handle, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step (row) == SQLITE_ROW)
    version = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  sqlite3_close (handle);
  if (version > (int) qing_migrations_get_version ())
    return refuse (_ ("This backup was written by a newer Qingtan. Restore it with that version."),
                   error);
  return code != SQLITE_ERROR || refuse_stranger (error);
}

/* Lets the opening look at the whole file, and repair it where it is damaged. */
static gboolean
mend (QingRestore *self, GError **error)
{
  g_autofree char *mark = g_strconcat (self->path, ".damaged", NULL);
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingOpening) opening = NULL;
  gint64 n;

  g_file_set_contents (mark, "", 0, NULL);
  opening = qing_opening_run (self->path, error);
  if (opening == NULL)
    return FALSE;
  self->damaged = opening->repaired;
  qing_batch_purge (batch, G_MAXINT64);
  if (!qing_database_get_number (opening->database, &n, 0, error, "SELECT count(*) FROM message",
                                 ""))
    return FALSE;
  if (n == 0 && self->damaged)
    return refuse (_ ("The backup is damaged, and nothing of it can be read."), error);
  return qing_batch_run (batch, opening->database, error);
}

QingRestore *
qing_restore_prepare (const char *history_path,
                      const char *path,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (QingRestore) self = g_new0 (QingRestore, 1);
  g_autofree char *parent = NULL;
  g_autofree char *folder = NULL;

  if (!check_magic (path, error))
    return NULL;
  parent = qing_backups_make_folder (history_path, error);
  if (parent == NULL)
    return NULL;
  folder = g_build_filename (parent, "restoring-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      refuse (_ ("There is no room for a copy of the backup."), error);
      return NULL;
    }
  self->folder = g_steal_pointer (&folder);
  self->path = g_build_filename (self->folder, "history.db", NULL);
  if (!copy_files (self, path, cancellable, error) || !check_ours (self->path, error) ||
      !mend (self, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
