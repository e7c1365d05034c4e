/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-backups.h"

#include "qing-fault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* As many days can be gone back. */
#define KEPT 7
/* Pages copied before others may have the disk, and for how long they may. */
#define PAGES    512
#define PAUSE_US 2000
/* What has to stay free beside the copy. */
#define SPARE_BYTES     (64 << 20)
#define BUSY_TIMEOUT_MS 5000
#define DATE_FORMAT     "%Y%m%dT%H%M%SZ"
#define DATE_LENGTH     16

void
qing_backup_file_free (QingBackupFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

char *
qing_backups_get_folder (const char *history_path)
{
  g_autofree char *parent = g_path_get_dirname (history_path);

  return g_build_filename (parent, "backups", NULL);
}

char *
qing_backups_make_folder (const char *history_path, GError **error)
{
  char *folder = qing_backups_get_folder (history_path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return folder;
  g_set_error (error, QING_ERROR, QING_ERROR_STORAGE,
               _ ("The folder “%s” could not be created: %s"), folder, g_strerror (errno));
  g_free (folder);
  return NULL;
}

/* The name of the history without its ending. */
static char *
get_stem (const char *history_path)
{
  char *stem = g_path_get_basename (history_path);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot > stem)
    *dot = '\0';
  return stem;
}

/* The date in "STEM-DATE.db"; -1 for the name of anything else. */
static gint64
parse_name (const char *name, const char *stem)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *again = NULL;
  g_autofree char *text = NULL;
  gsize length = strlen (stem);

  if (!g_str_has_prefix (name, stem) || name[length] != '-' ||
      strlen (name) != length + 1 + DATE_LENGTH + 3 || !g_str_has_suffix (name, ".db"))
    return -1;
  text = g_strndup (name + length + 1, DATE_LENGTH);
  date = g_date_time_new_from_iso8601 (text, NULL);
  if (date == NULL)
    return -1;
  again = g_date_time_format (date, DATE_FORMAT);
  return g_str_equal (text, again) ? g_date_time_to_unix (date) : -1;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const QingBackupFile *x = *(const QingBackupFile *const *) a;
  const QingBackupFile *y = *(const QingBackupFile *const *) b;

  return x->time > y->time ? -1 : x->time < y->time;
}

GPtrArray *
qing_backups_list (const char *history_path)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_backup_file_free);
  g_autofree char *folder = qing_backups_get_folder (history_path);
  g_autofree char *stem = get_stem (history_path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gint64 time = parse_name (name, stem);
      QingBackupFile *file;
      GStatBuf buf;

      if (time < 0 || g_stat (path, &buf) != 0 || !S_ISREG (buf.st_mode))
        continue;
      file = g_new0 (QingBackupFile, 1);
      file->path = g_steal_pointer (&path);
      file->time = time;
      file->size = buf.st_size;
      g_ptr_array_add (files, file);
    }
  g_ptr_array_sort (files, compare_files);
  return files;
}

gint64
qing_backups_get_written (const char *history_path)
{
  g_autofree char *log = g_strconcat (history_path, "-wal", NULL);
  gint64 time = 0;
  GStatBuf buf;

  if (g_stat (history_path, &buf) == 0)
    time = MAX (time, (gint64) buf.st_mtime);
  if (g_stat (log, &buf) == 0 && buf.st_size > 0)
    time = MAX (time, (gint64) buf.st_mtime);
  return time;
}

static gint64
get_size (const char *path)
{
  GStatBuf buf;

  return g_stat (path, &buf) == 0 ? buf.st_size : 0;
}

static gboolean
has_room (const char *history_path, const char *folder, GError **error)
{
  g_autofree char *log = g_strconcat (history_path, "-wal", NULL);
  guint64 needed = (guint64) get_size (history_path) + (guint64) get_size (log) + SPARE_BYTES;
  struct statvfs fs;

  if (statvfs (folder, &fs) != 0 || (guint64) fs.f_bavail * fs.f_frsize >= needed)
    return TRUE;
  g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                       _ ("There is not enough room on the disk for a backup."));
  return FALSE;
}

static gboolean
fail (int code, gboolean *damaged, GError **error)
{
  int primary = code & 0xff;

  g_debug ("Backup: %s (%d)", sqlite3_errstr (code), code);
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
    *damaged = TRUE;
  g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                       *damaged                 ? _ ("The history file is damaged. It is repaired "
                                                                     "when Qingtan starts again.")
                       : primary == SQLITE_FULL ? _ ("There is not enough room on the disk for a "
                                                     "backup.")
                                                : _ ("A backup could not be written."));
  return FALSE;
}

static int
open_file (const char *path, int flags, sqlite3 **handle)
{
  int code = sqlite3_open_v2 (path, handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    sqlite3_busy_timeout (*handle, BUSY_TIMEOUT_MS);
  return code;
}

/* In a transaction of its own the source stays as it is, so that the copy need not begin again with
 * every word that is saved. */
static int
copy_pages (sqlite3 *source, sqlite3 *target, GCancellable *cancellable)
{
  sqlite3_backup *backup;
  int code;
  int end;

  code = sqlite3_exec (source, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return code;
  sqlite3_exec (target, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  backup = sqlite3_backup_init (target, "main", source, "main");
  if (backup == NULL)
    return sqlite3_errcode (target);
  while ((code = sqlite3_backup_step (backup, PAGES)) == SQLITE_OK)
    {
      if (g_cancellable_is_cancelled (cancellable))
        break;
      g_usleep (PAUSE_US);
    }
  end = sqlite3_backup_finish (backup);
  return code == SQLITE_DONE ? end : code;
}

static int
copy (const char *history_path, const char *partial, GCancellable *cancellable)
{
  sqlite3 *source = NULL;
  sqlite3 *target = NULL;
  int code = open_file (history_path, SQLITE_OPEN_READWRITE, &source);

  if (code == SQLITE_OK)
    code = open_file (partial, SQLITE_OPEN_READWRITE, &target);
  if (code == SQLITE_OK)
    code = copy_pages (source, target, cancellable);
  sqlite3_close (target);
  sqlite3_close (source);
  return code;
}

static int
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* A copy in one file, without a log beside it, of which every page can be read. */
static int
finish_copy (const char *partial, GCancellable *cancellable)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;
  int code = open_file (partial, SQLITE_OPEN_READWRITE, &handle);

  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE", NULL,
                         NULL, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_progress_handler (handle, 10000, is_cancelled, cancellable);
      code = sqlite3_prepare_v2 (handle, "PRAGMA quick_check (1)", -1, &row, NULL);
    }
  if (code == SQLITE_OK)
    code = sqlite3_step (row);
  if (code == SQLITE_ROW)
    code = g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "ok") == 0 ? SQLITE_OK
                                                                              : SQLITE_CORRUPT;
  sqlite3_finalize (row);
  sqlite3_close (handle);
  return code;
}

static gboolean
write_through (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

static void
remove_oldest (const char *history_path)
{
  g_autoptr (GPtrArray) files = qing_backups_list (history_path);

  for (guint i = KEPT; i < files->len; i++)
    g_unlink (((QingBackupFile *) files->pdata[i])->path);
}

static gboolean
give_name (const char *history_path, const char *folder, const char *partial, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, DATE_FORMAT);
  g_autofree char *stem = get_stem (history_path);
  g_autofree char *name = g_strdup_printf ("%s-%s.db", stem, date);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!write_through (partial) || g_rename (partial, path) != 0)
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                           _ ("A backup could not be written."));
      return FALSE;
    }
  write_through (folder);
  remove_oldest (history_path);
  return TRUE;
}

/* A file that nobody else may read; what a dead process has left is gone. */
static gboolean
create_partial (const char *partial, GError **error)
{
  g_autofree char *journal = g_strconcat (partial, "-journal", NULL);
  int fd;

  g_unlink (partial);
  g_unlink (journal);
  fd = g_open (partial, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, QING_ERROR, QING_ERROR_STORAGE, _ ("A backup could not be written: %s"),
               g_strerror (errno));
  return FALSE;
}

gboolean
qing_backups_make (const char *history_path,
                   GCancellable *cancellable,
                   gboolean *damaged,
                   GError **error)
{
  g_autofree char *folder = qing_backups_make_folder (history_path, error);
  g_autofree char *partial = NULL;
  gboolean ok;
  int code;

  *damaged = FALSE;
  if (folder == NULL || !has_room (history_path, folder, error))
    return FALSE;
  partial = g_build_filename (folder, "partial", NULL);
  if (!create_partial (partial, error))
    return FALSE;
  code = copy (history_path, partial, cancellable);
  if (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    code = finish_copy (partial, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    ok = FALSE;
  else
    ok = code == SQLITE_OK ? give_name (history_path, folder, partial, error)
                           : fail (code, damaged, error);
  if (!ok)
    g_unlink (partial);
  return ok;
}
