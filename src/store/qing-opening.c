/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-opening.h"

#include "qing-backups.h"
#include "qing-chunks-table.h"
#include "qing-fault.h"
#include "qing-migrations.h"
#include "qing-restore.h"
#include "qing-salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

void
qing_opening_free (QingOpening *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tail, qing_tail_close);
  g_clear_pointer (&self->database, qing_database_close);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->notice);
  g_free (self);
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, QING_ERROR, QING_ERROR_STORAGE,
               _ ("The folder “%s” could not be created: %s"), folder, g_strerror (errno));
  return FALSE;
}

/* What a former run has met while it read: then the whole file is looked at, which is too slow for
 * every start. */
static char *
mark_path (const char *path)
{
  return g_strconcat (path, ".damaged", NULL);
}

void
qing_opening_mark_damaged (const char *path)
{
  g_autofree char *mark = mark_path (path);

  g_file_set_contents (mark, "", 0, NULL);
}

static gboolean
is_sound (QingDatabase *database)
{
  g_autoptr (GError) error = NULL;
  gboolean sound = FALSE;
  sqlite3_stmt *row = qing_database_query (database, &error, "PRAGMA integrity_check (1)", "");

  if (row == NULL)
    return FALSE;
  if (qing_database_next (database, row, &error))
    {
      sound = g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "ok") == 0;
      qing_database_done (database, row);
    }
  return sound;
}

/* The tables and their columns. */
static char *
describe_schema (QingDatabase *database)
{
  static const char sql[] =
    "SELECT group_concat (t.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || c.pk, ';')"
    " FROM (SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message_index%'"
    " ORDER BY name) t, pragma_table_info (t.name) c";
  sqlite3_stmt *row = qing_database_query (database, NULL, sql, "");
  char *schema = NULL;

  if (row != NULL && qing_database_next (database, row, NULL))
    {
      schema = g_strdup ((const char *) sqlite3_column_text (row, 0));
      qing_database_done (database, row);
    }
  return schema;
}

/* A byte that was changed in the text of the schema is no fault for SQLite: so it is compared with
 * that of a new file, beside this one for a moment. */
static gboolean
has_sound_schema (QingDatabase *database, const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *scratch = g_strconcat (path, ".schema", NULL);
  g_autofree char *schema = describe_schema (database);
  g_autofree char *expected = NULL;
  g_autoptr (QingDatabase) fresh = NULL;
  gboolean damaged;

  g_unlink (scratch);
  fresh = qing_database_open (scratch, &damaged, NULL);
  if (fresh != NULL && qing_migrations_run (fresh, NULL))
    expected = describe_schema (fresh);
  g_clear_pointer (&fresh, qing_database_close);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (scratch, suffixes[i], NULL);

      g_unlink (name);
    }
  return expected == NULL || g_strcmp0 (schema, expected) == 0;
}

/* A file without a byte has no log, so SQLite would remove the one that is there. */
static gboolean
is_emptied (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf buf;

  return g_stat (path, &buf) == 0 && buf.st_size == 0 && g_stat (log, &buf) == 0 && buf.st_size > 0;
}

static QingDatabase *
open_checked (const char *path, gboolean *damaged, GError **error)
{
  g_autofree char *mark = mark_path (path);
  g_autoptr (QingDatabase) database = NULL;
  gboolean marked;

  *damaged = is_emptied (path);
  if (!*damaged)
    database = qing_database_open (path, damaged, error);
  if (database == NULL)
    return NULL;
  marked = g_file_test (mark, G_FILE_TEST_EXISTS);
  *damaged = marked && !is_sound (database);
  if (!*damaged && qing_migrations_run (database, error))
    {
      if (!marked || has_sound_schema (database, path))
        {
          g_unlink (mark);
          return g_steal_pointer (&database);
        }
      *damaged = TRUE;
    }
  if (*damaged)
    qing_database_fail (database, SQLITE_CORRUPT, NULL);
  *damaged = *damaged || qing_database_is_damaged (database);
  if (*damaged && error != NULL && *error == NULL)
    qing_database_fail (database, SQLITE_CORRUPT, error);
  return NULL;
}

static char *
set_aside (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *target = g_strdup_printf ("%s.corrupt-%s", path, stamp);
  g_autofree char *mark = mark_path (path);

  for (guint i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.corrupt-%s-%u", path, stamp, i);
    }
  if (g_rename (path, target) != 0)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_STORAGE,
                   _ ("The damaged history could not be set aside: %s"), g_strerror (errno));
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      g_rename (from, to);
    }
  g_unlink (mark);
  return g_steal_pointer (&target);
}

static char *
count_in_words (const QingSalvage *found)
{
  g_autofree char *conversations =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u conversation", "%u conversations",
                                  found->n_conversations),
                     (guint) found->n_conversations);
  g_autofree char *messages =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message", "%u messages", found->n_messages),
                     (guint) found->n_messages);

  /* Translators: “3 conversations” with “17 messages” */
  return g_strdup_printf (_ ("%s with %s"), conversations, messages);
}

static char *
describe_salvage (const char *aside, const QingSalvage *found)
{
  g_autofree char *name = g_path_get_basename (aside);
  g_autofree char *counted = NULL;

  if (found->n_messages == 0)
    return g_strdup_printf (_ ("The history was damaged and nothing of it could be read. It was "
                               "kept as “%s”, and a new one was begun."),
                            name);
  counted = count_in_words (found);
  /* Translators: “3 conversations with 17 messages”; then the name of a file. */
  return g_strdup_printf (_ ("The history was damaged and has been repaired. What could be read: "
                             "%s. The damaged file was kept as “%s”."),
                          counted, name);
}

/* What is in a backup, as far as it can be read. */
static void
count_backup (const char *path, QingSalvage *found)
{
  g_autoptr (QingDatabase) database = qing_database_open_protected (path, NULL);

  if (database != NULL)
    qing_database_get_number (database, &found->n_messages, 0, NULL,
                              "SELECT count(*) FROM message WHERE deleted_at IS NULL", "");
  if (database != NULL)
    qing_database_get_number (database, &found->n_conversations, 0, NULL,
                              "SELECT count(*) FROM conversation WHERE deleted_at IS NULL", "");
}

static void
describe_repair (QingOpening *self, const char *path, const char *aside, const QingSalvage *found)
{
  g_autofree char *words = describe_salvage (aside, found);
  g_autofree char *more = NULL;
  g_autoptr (GPtrArray) backups = qing_backups_list (path);
  QingSalvage kept = { 0 };

  if (backups->len == 0)
    {
      self->notice = g_steal_pointer (&words);
      return;
    }
  count_backup (((QingBackupFile *) backups->pdata[0])->path, &kept);
  self->backup_has_more = kept.n_messages > found->n_messages;
  if (self->backup_has_more)
    {
      g_autofree char *counted = count_in_words (&kept);

      /* Translators: “3 conversations with 17 messages” */
      more = g_strdup_printf (_ ("The newest backup holds more: %s. When it is restored, what is "
                                 "here stays."),
                              counted);
    }
  self->notice =
    g_strdup_printf ("%s\n\n%s", words,
                     more != NULL ? more
                                  : _ ("What is missing may be in a backup: see “Restore a "
                                       "Backup…” in the menu."));
}

static gboolean
repair (QingOpening *self, const char *path, GError **error)
{
  g_autofree char *aside = set_aside (path, error);
  g_autoptr (QingDatabase) database = NULL;
  QingSalvage found = { 0 };
  gboolean damaged;

  if (aside == NULL)
    return FALSE;
  database = open_checked (path, &damaged, error);
  if (database == NULL || !qing_salvage_run (database, aside, &found, error))
    return FALSE;
  describe_repair (self, path, aside, &found);
  self->repaired = TRUE;
  self->database = g_steal_pointer (&database);
  return TRUE;
}

/* A file of its own says who has the history open: SQLite's own locks end as soon as anybody in this
 * process closes the file. The system lets go of it when a process dies. Where there are no locks
 * or no such file can be made, nobody else is taken to be there. */
static void
take_lock (QingOpening *self, const char *path)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  self->lock = g_open (name, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock < 0 || flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return;
  self->shared = errno == EWOULDBLOCK;
  close (self->lock);
  self->lock = -1;
}

static gboolean
refuse_to_repair (GError **error)
{
  g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                       _ ("The history is damaged, and another Qingtan has it open. Close that one "
                          "first, so that it can be repaired."));
  return FALSE;
}

/* Without room on the disk this fails, yet everything can be read: a message that has chunks left is
 * put together when it is loaded. */
static void
recover (QingOpening *self)
{
  g_autoptr (GError) failure = NULL;

  if (!qing_chunks_recover (self->database, &failure))
    g_debug ("Interrupted answers stay in pieces: %s", failure->message);
}

static gboolean
is_protected (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (path, R_OK) == 0 && (g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0);
}

/* What is there can at least be read, unless it is of an older version, which would have to be
 * changed. */
static gboolean
open_protected (QingOpening *self, const char *path)
{
  g_autoptr (QingDatabase) database = qing_database_open_protected (path, NULL);

  if (database == NULL || !qing_migrations_run (database, NULL))
    return FALSE;
  self->database = g_steal_pointer (&database);
  self->write_protected = TRUE;
  self->notice = g_strdup (_ ("The history is write-protected. It can be read and searched, but "
                              "nothing new can be kept."));
  return TRUE;
}

QingOpening *
qing_opening_run (const char *path, GError **error)
{
  g_autoptr (QingOpening) self = g_new0 (QingOpening, 1);
  g_autoptr (GError) failure = NULL;
  gboolean damaged = FALSE;

  self->lock = -1;
  if (!make_folder (path, error))
    return NULL;
  take_lock (self, path);
  self->database = open_checked (path, &damaged, &failure);
  if (self->database == NULL && !damaged && is_protected (path) && open_protected (self, path))
    return g_steal_pointer (&self);
  if (self->database == NULL && !damaged)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (self->database == NULL &&
      (self->shared ? !refuse_to_repair (error) : !repair (self, path, error)))
    return NULL;
  if (!self->shared)
    {
      if (self->lock >= 0)
        self->tail = qing_tail_open (self->database, path, self->repaired);
      recover (self);
      qing_restore_clean (path);
    }
  else
    self->notice = g_strdup (_ ("Qingtan is running twice with the same conversations. What you "
                                "write in one is kept, but the other shows it only after its next "
                                "start."));
  return g_steal_pointer (&self);
}
