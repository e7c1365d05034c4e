/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-database.h"

#include "qing-fault.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A second process may hold the file for as long as a large picture takes to be written. */
#define BUSY_TIMEOUT_MS 5000

struct _QingDatabase
{
  sqlite3 *handle;
  GThread *thread;
  GHashTable *statements;
  QingDatabaseHook hook;
  gpointer hook_data;
  QingDatabaseFunc begin;
  void (*written) (gpointer user_data);
  gpointer companion;
  gboolean in_transaction;
  gboolean damaged;
};

static void
assert_thread (QingDatabase *self)
{
  g_assert (self != NULL);
  g_assert (self->thread == g_thread_self ());
}

static const char *
describe (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return _ ("The disk is full, so the latest changes could not be saved. Free some space.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return _ ("The history is write-protected, so the latest changes could not be saved.");
    case SQLITE_CANTOPEN:
      return _ ("The history could not be opened. Check the permissions of its folder.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _ ("Another program is using the history, so the latest changes could not be saved.");
    case SQLITE_NOMEM:
      return _ ("There is not enough memory to read or write the history.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return _ ("The history file is damaged. It is repaired when Qingtan starts again.");
    case SQLITE_TOOBIG:
      return _ ("This is too large for the history.");
    default:
      return _ ("The history could not be read or written.");
    }
}

gboolean
qing_database_fail (QingDatabase *self, int code, GError **error)
{
  int primary = code & 0xff;
  /* It may cite what it has met in a damaged file. */
  g_autofree char *words = g_utf8_make_valid (sqlite3_errmsg (self->handle), -1);

  /* A virtual table, the index of words, can be broken while the file is sound. */
  if ((primary == SQLITE_CORRUPT && code != SQLITE_CORRUPT_VTAB) || primary == SQLITE_NOTADB)
    self->damaged = TRUE;
  /* What we ask for is always there, unless the text of the schema was changed in the file. */
  if (code == SQLITE_ERROR && g_str_has_prefix (words, "no such "))
    self->damaged = TRUE;
  g_debug ("SQLite: %s (%d): %s", sqlite3_errstr (code), code, words);
  g_set_error_literal (error, QING_ERROR,
                       primary == SQLITE_CONSTRAINT ? QING_ERROR_REQUEST : QING_ERROR_STORAGE,
                       describe (code));
  return FALSE;
}

gboolean
qing_database_is_damaged (QingDatabase *self)
{
  assert_thread (self);
  return self->damaged;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

void
qing_database_close (QingDatabase *self)
{
  if (self == NULL)
    return;
  assert_thread (self);
  g_hash_table_unref (self->statements);
  /* SQLite removes the log with its last user, and with it what it could not read there. */
  if (self->damaged)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("The database was closed while a statement was still in use");
  g_free (self);
}

/* The file is created by us, because what people said is for nobody else to read. */
static void
create_private_file (const char *path)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

static gboolean
apply_pragmas (QingDatabase *self, GError **error)
{
  /* foreign_keys is ignored inside a transaction, so it is set before the first one. Deleted
   * pages are not wiped on the way: chunks of answers come and go all the time; what the user
   * deletes is wiped where it is purged. The cache holds what one search reads again for the next
   * letter; it takes no more than the file has. */
  return qing_database_run_script (self,
                                   "PRAGMA page_size = 1024;"
                                   "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = FULL;"
                                   "PRAGMA foreign_keys = ON;"
                                   "PRAGMA secure_delete = FAST;"
                                   "PRAGMA wal_autocheckpoint = 8000;"
                                   "PRAGMA journal_size_limit = 8388608;"
                                   "PRAGMA temp_store = MEMORY;"
                                   "PRAGMA cache_size = -24000;"
                                   "PRAGMA cell_size_check = ON;"
                                   "SELECT count(*) FROM sqlite_schema;",
                                   error);
}

static QingDatabase *
new_database (void)
{
  QingDatabase *self = g_new0 (QingDatabase, 1);

  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  return self;
}

static QingDatabase *
try_open_protected (const char *path, const char *query, GError **error)
{
  g_autoptr (QingDatabase) self = new_database ();
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);
  g_autofree char *whole = NULL;
  int code;

  if (uri == NULL)
    return NULL;
  whole = g_strconcat (uri, query, NULL);
  code = sqlite3_open_v2 (whole, &self->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code == SQLITE_OK)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (code != SQLITE_OK)
    qing_database_fail (self, code, error);
  else if (qing_database_run_script (self,
                                     "PRAGMA temp_store = MEMORY;"
                                     "PRAGMA cell_size_check = ON;"
                                     "SELECT count(*) FROM sqlite_schema;",
                                     error))
    return g_steal_pointer (&self);
  return NULL;
}

/* The log of changes can only be read where its index is already there. Without a log all is in the
 * file, which nobody changes. */
QingDatabase *
qing_database_open_protected (const char *path, GError **error)
{
  QingDatabase *self = try_open_protected (path, "?mode=ro", NULL);

  return self != NULL ? self : try_open_protected (path, "?immutable=1", error);
}

QingDatabase *
qing_database_open (const char *path, gboolean *damaged, GError **error)
{
  g_autoptr (QingDatabase) self = new_database ();
  int code;

  *damaged = FALSE;
  create_private_file (path);
  code = sqlite3_open_v2 (path, &self->handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code != SQLITE_OK)
    {
      qing_database_fail (self, code, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!apply_pragmas (self, error))
    {
      *damaged = self->damaged;
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
qing_database_set_hook (QingDatabase *self, QingDatabaseHook hook, gpointer user_data)
{
  assert_thread (self);
  self->hook = hook;
  self->hook_data = user_data;
}

sqlite3 *
qing_database_get_handle (QingDatabase *self)
{
  assert_thread (self);
  return self->handle;
}

static int
step (QingDatabase *self, sqlite3_stmt *statement)
{
  if (self->hook != NULL)
    {
      int code = self->hook (sqlite3_sql (statement), self->hook_data);

      if (code != SQLITE_OK)
        return code;
    }
  return sqlite3_step (statement);
}

static gboolean
run_to_end (QingDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int code;

  do
    code = step (self, statement);
  while (code == SQLITE_ROW);
  if (code == SQLITE_DONE)
    return TRUE;
  return qing_database_fail (self, code, error);
}

gboolean
qing_database_run_script (QingDatabase *self, const char *sql, GError **error)
{
  assert_thread (self);

  while (*sql != '\0')
    {
      sqlite3_stmt *statement = NULL;
      int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, &sql);
      gboolean ok;

      if (code != SQLITE_OK)
        return qing_database_fail (self, code, error);
      if (statement == NULL)
        continue;
      ok = run_to_end (self, statement, error);
      sqlite3_finalize (statement);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static void
roll_back (QingDatabase *self)
{
  self->in_transaction = FALSE;
  /* Some errors have rolled back by themselves; another ROLLBACK would be an error of its own. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

void
qing_database_set_companion (QingDatabase *self,
                             QingDatabaseFunc begin,
                             void (*written) (gpointer user_data),
                             gpointer user_data)
{
  assert_thread (self);
  self->begin = begin;
  self->written = written;
  self->companion = user_data;
}

static gboolean
run_parts (QingDatabase *self, QingDatabaseFunc func, gpointer user_data, GError **error)
{
  return (self->begin == NULL || self->begin (self, self->companion, error)) &&
         func (self, user_data, error) && qing_database_execute (self, error, "COMMIT", "");
}

gboolean
qing_database_transact (QingDatabase *self,
                        QingDatabaseFunc func,
                        gpointer user_data,
                        GError **error)
{
  assert_thread (self);
  g_assert (!self->in_transaction);

  if (!qing_database_execute (self, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  self->in_transaction = TRUE;
  if (!run_parts (self, func, user_data, error))
    {
      roll_back (self);
      return FALSE;
    }
  self->in_transaction = FALSE;
  if (self->written != NULL)
    self->written (self->companion);
  return TRUE;
}

static sqlite3_stmt *
prepare (QingDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    return statement;
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      qing_database_fail (self, code, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

static int
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return sqlite3_bind_null (statement, index);
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    return sqlite3_bind_zeroblob (statement, index, 0);
  return sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
}

static int
bind_count (sqlite3_stmt *statement, int index, gint64 value)
{
  return value < 0 ? sqlite3_bind_null (statement, index)
                   : sqlite3_bind_int64 (statement, index, value);
}

static int
bind_all (sqlite3_stmt *statement, const char *types, va_list args)
{
  int code = SQLITE_OK;

  g_assert ((int) strlen (types) == sqlite3_bind_parameter_count (statement));

  for (int i = 1; *types != '\0' && code == SQLITE_OK; types++, i++)
    switch (*types)
      {
      case 's':
        code = sqlite3_bind_text (statement, i, va_arg (args, const char *), -1, SQLITE_STATIC);
        break;
      case 't':
        {
          const char *text = va_arg (args, const char *);

          code = sqlite3_bind_text64 (statement, i, text, va_arg (args, gsize), SQLITE_STATIC,
                                      SQLITE_UTF8);
          break;
        }
      case 'i':
        code = sqlite3_bind_int (statement, i, va_arg (args, int));
        break;
      case 'x':
        code = sqlite3_bind_int64 (statement, i, va_arg (args, gint64));
        break;
      case 'n':
        code = bind_count (statement, i, va_arg (args, gint64));
        break;
      case 'd':
        code = sqlite3_bind_double (statement, i, va_arg (args, double));
        break;
      case 'b':
        code = bind_bytes (statement, i, va_arg (args, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }
  return code;
}

static sqlite3_stmt *
prepare_and_bind (QingDatabase *self,
                  const char *sql,
                  const char *types,
                  va_list args,
                  GError **error)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  int code;

  if (statement == NULL)
    return NULL;
  g_assert (!sqlite3_stmt_busy (statement));
  code = bind_all (statement, types, args);
  if (code == SQLITE_OK)
    return statement;
  qing_database_fail (self, code, error);
  qing_database_done (self, statement);
  return NULL;
}

sqlite3_stmt *
qing_database_query (QingDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list args;

  assert_thread (self);
  va_start (args, types);
  statement = prepare_and_bind (self, sql, types, args, error);
  va_end (args);
  return statement;
}

gboolean
qing_database_next (QingDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int code;

  assert_thread (self);
  code = step (self, statement);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    qing_database_fail (self, code, error);
  qing_database_done (self, statement);
  return FALSE;
}

void
qing_database_done (QingDatabase *self, sqlite3_stmt *statement)
{
  assert_thread (self);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

gboolean
qing_database_execute (QingDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  gboolean ok;
  va_list args;

  assert_thread (self);
  va_start (args, types);
  statement = prepare_and_bind (self, sql, types, args, error);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  ok = run_to_end (self, statement, error);
  qing_database_done (self, statement);
  return ok;
}

gboolean
qing_database_get_number (QingDatabase *self,
                          gint64 *value,
                          gint64 fallback,
                          GError **error,
                          const char *sql,
                          const char *types,
                          ...)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *statement;
  va_list args;

  assert_thread (self);
  *value = fallback;
  va_start (args, types);
  statement = prepare_and_bind (self, sql, types, args, error);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  if (qing_database_next (self, statement, &failure))
    {
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        *value = sqlite3_column_int64 (statement, 0);
      qing_database_done (self, statement);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gint64
qing_database_get_last_id (QingDatabase *self)
{
  assert_thread (self);
  return sqlite3_last_insert_rowid (self->handle);
}

int
qing_database_get_changes (QingDatabase *self)
{
  assert_thread (self);
  return sqlite3_changes (self->handle);
}

char *
qing_column_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

GBytes *
qing_column_dup_bytes (sqlite3_stmt *statement, int column)
{
  gconstpointer data = sqlite3_column_blob (statement, column);

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column));
}

gint64
qing_column_get_count (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return -1;
  return sqlite3_column_int64 (statement, column);
}
