/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-salvage.h"

#include "qing-salvage-pages.h"
#include "qing-search-index.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* More rows than these never come twice, but where the way to them goes in a circle. */
#define MAX_IGNORED 10000

/* In the order in which they are taken over. Those without a row number are read in one go. */
static const struct
{
  const char *name;
  gboolean numbered;
} tables[] = {
  { "meta", FALSE },
  { "account", TRUE },
  { "conversation", TRUE },
  { "message", TRUE },
  { "body", TRUE },
  { "chunk", TRUE },
  { "fault", TRUE },
  { "tool_call", FALSE },
  { "blob", TRUE },
  { "attachment", TRUE },
  { "logprobs", TRUE },
  { "folder", FALSE },
  { "draft_attachment", TRUE },
};

typedef struct
{
  sqlite3 *source;
  QingDatabase *database;
  const char *path;
  QingSalvage *found;
  gboolean incomplete[G_N_ELEMENTS (tables)];
} Salvage;

static sqlite3_stmt *
look_at (sqlite3 *handle, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s LIMIT 0", table);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  return statement;
}

static int
find_column (sqlite3_stmt *columns, const char *name)
{
  int n = columns != NULL ? sqlite3_column_count (columns) : 0;

  for (int i = 0; i < n; i++)
    if (g_strcmp0 (sqlite3_column_name (columns, i), name) == 0)
      return i;
  return -1;
}

/* The columns of @table that both files have, with commas between them. Where both have as many, one
 * whose name was changed is known by its place.
 * @theirs: (out): what they are called in the damaged file */
static char *
list_columns (Salvage *self, const char *table, char **theirs, guint *n)
{
  sqlite3_stmt *target = look_at (qing_database_get_handle (self->database), table);
  sqlite3_stmt *source = look_at (self->source, table);
  int n_target = target != NULL ? sqlite3_column_count (target) : 0;
  gboolean alike = source != NULL && sqlite3_column_count (source) == n_target;
  GString *names = g_string_new (NULL);
  GString *others = g_string_new (NULL);

  *n = 0;
  for (int i = 0; i < n_target; i++)
    {
      const char *name = sqlite3_column_name (target, i);
      int at = find_column (source, name);
      char *quoted;

      if (at < 0 && alike && find_column (target, sqlite3_column_name (source, i)) < 0)
        at = i;
      if (at < 0)
        continue;
      g_string_append_printf (names, "%s%s", *n > 0 ? ", " : "", name);
      quoted = sqlite3_mprintf (", \"%w\"", sqlite3_column_name (source, at));
      g_string_append (others, quoted);
      sqlite3_free (quoted);
      (*n)++;
    }
  sqlite3_finalize (target);
  sqlite3_finalize (source);
  *theirs = g_string_free (others, FALSE);
  return g_string_free (names, FALSE);
}

static sqlite3_stmt *
prepare_insert (Salvage *self, const char *table, const char *columns, guint n)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s (%s) VALUES (?", table, columns);
  for (guint i = 1; i < n; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  sqlite3_prepare_v2 (qing_database_get_handle (self->database), sql->str, -1, &statement, NULL);
  return statement;
}

/* Copies rows until the end or until a broken page. A tree that is broken may lead the same way again
 * and again, so rows have to come in their order, and without numbers few may come twice.
 * @last: (inout) (nullable): the number of the row before, which is in the first column */
static int
copy_rows (sqlite3_stmt *select, sqlite3_stmt *insert, gint64 *last)
{
  int n = sqlite3_bind_parameter_count (insert);
  guint n_ignored = 0;
  int code;

  while ((code = sqlite3_step (select)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (select, 0);
      int written;

      if (last != NULL && id <= *last)
        return SQLITE_CORRUPT;
      for (int i = 0; i < n; i++)
        sqlite3_bind_value (insert, i + 1, sqlite3_column_value (select, i + 1));
      written = sqlite3_step (insert);
      sqlite3_reset (insert);
      if (written != SQLITE_DONE)
        return written;
      if (last != NULL)
        *last = id;
      else if (sqlite3_changes (sqlite3_db_handle (insert)) == 0 && ++n_ignored > MAX_IGNORED)
        return SQLITE_CORRUPT;
    }
  return code;
}

/* Steps over the rows that cannot be read, first one by one, then ever further. Returns: whether there
 * were none. */
static gboolean
copy_numbered (sqlite3_stmt *select, sqlite3_stmt *insert)
{
  gint64 from = 0;
  gint64 skip = 1;
  gboolean whole = TRUE;

  while (skip < G_GINT64_CONSTANT (1) << 40)
    {
      gint64 last = from;
      int code;

      sqlite3_bind_int64 (select, 1, from);
      code = copy_rows (select, insert, &last);
      sqlite3_reset (select);
      if (code == SQLITE_DONE || (code & 0xff) == SQLITE_FULL)
        return whole;
      whole = FALSE;
      skip = last > from ? 1 : skip * 2;
      if (last > G_MAXINT64 - skip)
        break;
      from = last + skip;
    }
  return FALSE;
}

/* Returns: whether all of it could be read */
static gboolean
copy_table (Salvage *self, guint index)
{
  guint n;
  const char *table = tables[index].name;
  g_autofree char *theirs = NULL;
  g_autofree char *columns = list_columns (self, table, &theirs, &n);
  g_autofree char *sql = NULL;
  sqlite3_stmt *select = NULL;
  sqlite3_stmt *insert;
  gboolean whole = FALSE;

  if (n == 0)
    return FALSE;
  if (tables[index].numbered)
    sql = g_strdup_printf ("SELECT rowid%s FROM %s NOT INDEXED WHERE rowid > ?1 ORDER BY rowid",
                           theirs, table);
  else
    sql = g_strdup_printf ("SELECT 0%s FROM %s", theirs, table);
  insert = prepare_insert (self, table, columns, n);
  if (insert != NULL && sqlite3_prepare_v2 (self->source, sql, -1, &select, NULL) == SQLITE_OK)
    whole = tables[index].numbered ? copy_numbered (select, insert)
                                   : copy_rows (select, insert, NULL) == SQLITE_DONE;
  sqlite3_finalize (select);
  sqlite3_finalize (insert);
  return whole;
}

static gboolean
is_incomplete (const char *table, gpointer user_data)
{
  Salvage *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].name, table))
      return self->incomplete[i];
  return FALSE;
}

/* Where pages of the table itself are broken, its indexes still know of the rows that were on them,
 * and the texts lie in another table: enough to show what was said. */
static void
copy_from_indexes (Salvage *self)
{
  static const char *const copies[][2] = {
    { "SELECT 0, rowid, conversation FROM message INDEXED BY message_conversation",
      "INSERT OR IGNORE INTO message (id, conversation, uid, role, state, created) VALUES"
      " (?1, ?2, lower (hex (randomblob (16))), 0, 0, coalesce ((SELECT created FROM conversation"
      " WHERE id = ?2), 0))" },
    { "SELECT 0, rowid, parent FROM message INDEXED BY message_parent WHERE parent > 0",
      "UPDATE message SET parent = ?2 WHERE id = ?1 AND role = 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      sqlite3 *target = qing_database_get_handle (self->database);
      sqlite3_stmt *select = NULL;
      sqlite3_stmt *insert = NULL;

      if (sqlite3_prepare_v2 (self->source, copies[i][0], -1, &select, NULL) == SQLITE_OK &&
          sqlite3_prepare_v2 (target, copies[i][1], -1, &insert, NULL) == SQLITE_OK)
        copy_rows (select, insert, NULL);
      sqlite3_finalize (select);
      sqlite3_finalize (insert);
    }
}

/* Texts of which nothing tells any more who said them where: they stand behind what was said before
 * them, as an answer if that was a question. */
static const char adopt_sql[] = "INSERT INTO conversation (uid, title, created, updated)"
                                "  SELECT lower (hex (randomblob (16))), ?1, 0, 0 FROM body"
                                "  WHERE NOT EXISTS (SELECT 1 FROM conversation) LIMIT 1;";

static const char adopt_one_sql[] =
  "INSERT OR IGNORE INTO message (id, conversation, uid, parent, chosen, role, state, created)"
  " SELECT ?1, coalesce (p.conversation, (SELECT m.conversation FROM message m ORDER BY m.id LIMIT"
  " 1), (SELECT id FROM conversation ORDER BY id LIMIT 1)), lower (hex (randomblob (16))), p.id, 1,"
  " CASE WHEN p.role = 2 THEN 3 ELSE 2 END, 0, coalesce (p.created, 0)"
  " FROM (SELECT 1) LEFT JOIN (SELECT * FROM message WHERE id < ?1 ORDER BY id DESC LIMIT 1) p";

static void
adopt_orphans (Salvage *self)
{
  sqlite3 *handle = qing_database_get_handle (self->database);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle,
                          "SELECT message FROM body WHERE (text <> '' OR reasoning <> '')"
                          " AND message NOT IN (SELECT id FROM message) ORDER BY message",
                          -1, &statement, NULL) == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      {
        gint64 id = sqlite3_column_int64 (statement, 0);

        g_array_append_val (ids, id);
      }
  sqlite3_finalize (statement);
  statement = NULL;
  if (ids->len == 0 || !qing_database_execute (self->database, NULL, adopt_sql, "s",
                                               C_ ("title of a conversation", "Recovered")))
    return;
  if (sqlite3_prepare_v2 (handle, adopt_one_sql, -1, &statement, NULL) == SQLITE_OK)
    for (guint i = 0; i < ids->len; i++)
      {
        sqlite3_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
        sqlite3_step (statement);
        sqlite3_reset (statement);
      }
  sqlite3_finalize (statement);
}

/* Puts what has lost its place where it can be seen: messages without their conversation get one,
 * a message without its parent follows the one before it. */
static const char mend_sql[] =
  "INSERT INTO conversation (id, uid, created, updated)"
  "  SELECT conversation, lower (hex (randomblob (16))), min (created), max (created)"
  "  FROM message WHERE conversation NOT IN (SELECT id FROM conversation)"
  "  GROUP BY conversation;"
  "UPDATE message SET parent = (SELECT max (p.id) FROM message p"
  "    WHERE p.conversation = message.conversation AND p.id < message.id)"
  "  WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM message);"
  "DELETE FROM body WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM chunk WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM fault WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM tool_call WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM logprobs WHERE message NOT IN (SELECT id FROM message);"
  "DELETE FROM attachment WHERE message NOT IN (SELECT id FROM message);"
  "UPDATE attachment SET blob = NULL WHERE blob NOT IN (SELECT id FROM blob);"
  "DELETE FROM draft_attachment WHERE conversation NOT IN (SELECT id FROM conversation)"
  "  OR blob NOT IN (SELECT id FROM blob);"
  "UPDATE conversation SET unsent = 0 WHERE unsent = 1"
  "  AND EXISTS (SELECT 1 FROM message m WHERE m.conversation = conversation.id);";

static gboolean
take_over (QingDatabase *database, gpointer user_data, GError **error)
{
  Salvage *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    self->incomplete[i] = !copy_table (self, i);
  qing_salvage_pages_run (database, self->path, is_incomplete, self);
  copy_from_indexes (self);
  adopt_orphans (self);
  return qing_database_run_script (database, mend_sql, error) &&
         qing_search_index_rebuild (database, error) &&
         qing_database_get_number (database, &self->found->n_conversations, 0, error,
                                   "SELECT count(*) FROM conversation", "") &&
         qing_database_get_number (database, &self->found->n_messages, 0, error,
                                   "SELECT count(*) FROM message", "");
}

gboolean
qing_salvage_run (QingDatabase *database, const char *path, QingSalvage *found, GError **error)
{
  Salvage self = { NULL, database, path, found, { FALSE } };
  GStatBuf buf;
  gboolean emptied = g_stat (path, &buf) == 0 && buf.st_size == 0;
  gboolean ok;

  /* The damaged file stays as it is, for whoever wants to look further. Where it cannot be opened at
   * all, reading from it fails, and its pages are still there. */
  if (sqlite3_open_v2 (emptied ? ":memory:" : path, &self.source, SQLITE_OPEN_READWRITE, NULL) ==
      SQLITE_OK)
    sqlite3_db_config (self.source, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  ok = self.source != NULL &&
       qing_database_run_script (database, "PRAGMA foreign_keys = OFF", error) &&
       qing_database_transact (database, take_over, &self, error) &&
       qing_database_run_script (database, "PRAGMA foreign_keys = ON", error);
  sqlite3_close (self.source);
  return ok;
}
