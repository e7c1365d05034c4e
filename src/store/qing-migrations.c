/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-migrations.h"

#include "qing-fault.h"
#include "qing-search-index.h"

#include <glib/gi18n-lib.h>

/* Every change of the schema is a new step at the end; a released step is never changed. Each has
 * a fixture of the version before it in tests/data/store. */

/* Numbers of roles, states, faults and kinds are those of the model's enums, which are append-only.
 * Times are microseconds since the epoch. A message's text lies in "body", so that a change of its
 * state does not rewrite a long answer; while an answer streams, what is new is only appended to
 * "chunk" and folded into "body" at its end. "chunk" has no index on purpose: it is all but empty,
 * and an index would double what is written with every word. The order of siblings is the order of their ids.
 * "chosen" marks the one sibling of each set that the reader looks at. */
static const char step_1[] =
  "CREATE TABLE meta ("
  "  key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

  "CREATE TABLE account ("
  "  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
  "  base_url TEXT NOT NULL, kind INTEGER NOT NULL);"

  "CREATE TABLE conversation ("
  "  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '',"
  "  title_final INTEGER NOT NULL DEFAULT 0, model TEXT, account TEXT,"
  "  created INTEGER NOT NULL, updated INTEGER NOT NULL,"
  "  pinned INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0, folder TEXT,"
  "  deleted_at INTEGER, scroll_message TEXT, scroll_offset REAL,"
  "  parameters TEXT NOT NULL DEFAULT '{}', draft TEXT);"
  "CREATE INDEX conversation_deleted ON conversation (deleted_at)"
  "  WHERE deleted_at IS NOT NULL;"

  "CREATE TABLE message ("
  "  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,"
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  parent INTEGER REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,"
  "  chosen INTEGER NOT NULL DEFAULT 0, role INTEGER NOT NULL, state INTEGER NOT NULL,"
  "  created INTEGER NOT NULL, deleted_at INTEGER,"
  "  model TEXT, finish_reason TEXT, request_id TEXT, tool_call_id TEXT,"
  "  started INTEGER, dns_done INTEGER, connected INTEGER, tls_done INTEGER,"
  "  first_byte INTEGER, first_token INTEGER, answer_began INTEGER, finished INTEGER,"
  "  prompt INTEGER, completion INTEGER, total INTEGER, cached INTEGER,"
  "  cache_creation INTEGER, reasoning INTEGER, prompt_text INTEGER, prompt_image INTEGER,"
  "  prompt_video INTEGER, prompt_audio INTEGER, completion_text INTEGER,"
  "  completion_audio INTEGER);"
  "CREATE INDEX message_conversation ON message (conversation);"
  "CREATE INDEX message_parent ON message (parent);"
  "CREATE INDEX message_running ON message (state) WHERE state IN (1, 2);"
  "CREATE INDEX message_deleted ON message (deleted_at) WHERE deleted_at IS NOT NULL;"

  "CREATE TABLE body ("
  "  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,"
  "  reasoning TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '');"

  "CREATE TABLE chunk ("
  "  id INTEGER PRIMARY KEY,"
  "  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  part INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL);"

  "CREATE TABLE fault ("
  "  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,"
  "  code INTEGER NOT NULL, action INTEGER NOT NULL, summary TEXT NOT NULL, detail TEXT,"
  "  server_code TEXT, request_id TEXT, parameter TEXT, http_status INTEGER NOT NULL,"
  "  retry_after_ms INTEGER NOT NULL, retryable INTEGER NOT NULL);"

  "CREATE TABLE tool_call ("
  "  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL, call_id TEXT NOT NULL, name TEXT NOT NULL,"
  "  arguments TEXT NOT NULL, state INTEGER NOT NULL, result TEXT,"
  "  PRIMARY KEY (message, position)) WITHOUT ROWID;"

  "CREATE TABLE blob ("
  "  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL);"

  "CREATE TABLE attachment ("
  "  id INTEGER PRIMARY KEY, uid TEXT NOT NULL,"
  "  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL, name TEXT NOT NULL, mime_type TEXT NOT NULL,"
  "  size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
  "  blob INTEGER REFERENCES blob (id), thumbnail BLOB);"
  "CREATE INDEX attachment_message ON attachment (message);"
  "CREATE INDEX attachment_uid ON attachment (uid);"
  "CREATE INDEX attachment_blob ON attachment (blob);";

/* The words of all messages. The texts themselves are in "body" only. */
static const char step_2[] = "CREATE VIRTUAL TABLE message_index USING fts5 ("
                             "  text, content = '', columnsize = 0,"
                             "  tokenize = 'unicode61 remove_diacritics 2');";

/* How sure a model was of each token, and whether what was to be JSON is: NULL for answers that
 * were not to be. */
static const char step_3[] =
  "CREATE TABLE logprobs ("
  "  message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,"
  "  tokens BLOB NOT NULL);"
  "ALTER TABLE message ADD COLUMN verdict TEXT;";

/* What models thought and the names and texts of attached files are found, too, and so are the parts
 * of names such as "getElementById", and Korean by its syllables. */
static const char step_4[] = "DROP TABLE message_index;"
                             "CREATE VIRTUAL TABLE message_index USING fts5 ("
                             "  text, thinking, files, content = '', columnsize = 0,"
                             "  tokenize = 'unicode61 remove_diacritics 2');";

/* Folders, which are paths: the table holds those that are empty, too. A conversation that is unsent
 * has nothing but its draft. "scroll" is where the reader was, in the words of who shows it. */
static const char step_5[] =
  "CREATE TABLE folder ("
  "  path TEXT PRIMARY KEY, expanded INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;"

  "ALTER TABLE conversation ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE conversation ADD COLUMN draft_cursor INTEGER;"
  "ALTER TABLE conversation RENAME COLUMN scroll_message TO scroll;"
  "ALTER TABLE conversation DROP COLUMN scroll_offset;"
  "CREATE INDEX conversation_unsent ON conversation (unsent) WHERE unsent = 1;"

  "CREATE TABLE draft_attachment ("
  "  id INTEGER PRIMARY KEY, uid TEXT NOT NULL,"
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL, name TEXT NOT NULL, mime_type TEXT NOT NULL,"
  "  size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
  "  blob INTEGER REFERENCES blob (id), thumbnail BLOB);"
  "CREATE INDEX draft_attachment_conversation ON draft_attachment (conversation);"
  "CREATE INDEX draft_attachment_uid ON draft_attachment (uid);"
  "CREATE INDEX draft_attachment_blob ON draft_attachment (blob);";

/* What the list shows first is found without going through all. */
static const char step_6[] =
  "CREATE INDEX conversation_listed ON conversation (pinned DESC, updated DESC)"
  "  WHERE deleted_at IS NULL AND archived = 0 AND unsent = 0;"
  "CREATE INDEX conversation_folder ON conversation (folder) WHERE folder IS NOT NULL;";

/* What a step does: statements, and then what cannot be said in SQL (nullable). */
static const struct
{
  const char *sql;
  gboolean (*func) (QingDatabase *database, GError **error);
} steps[] = {
  { step_1, NULL }, { step_2, NULL }, { step_3, NULL }, { step_4, qing_search_index_rebuild },
  { step_5, NULL }, { step_6, NULL },
};

typedef struct
{
  guint version;
} Step;

guint
qing_migrations_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

static gboolean
read_version (QingDatabase *database, gint64 *version, GError **error)
{
  return qing_database_get_number (database, version, 0, error, "PRAGMA user_version", "");
}

static gboolean
run_step (QingDatabase *database, gpointer user_data, GError **error)
{
  const Step *step = user_data;
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", step->version);
  gint64 version;

  /* A second process may have been quicker between our look and our lock. */
  if (!read_version (database, &version, error))
    return FALSE;
  if (version >= step->version)
    return TRUE;
  return qing_database_run_script (database, steps[step->version - 1].sql, error) &&
         (steps[step->version - 1].func == NULL ||
          steps[step->version - 1].func (database, error)) &&
         qing_database_run_script (database, mark, error);
}

gboolean
qing_migrations_run (QingDatabase *database, GError **error)
{
  gint64 version;

  if (!read_version (database, &version, error))
    return FALSE;
  if (version > (gint64) G_N_ELEMENTS (steps))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                           _ ("The history was written by a newer Qingtan. Install that version "
                              "again, or move the history away."));
      return FALSE;
    }
  for (guint i = (guint) version + 1; i <= G_N_ELEMENTS (steps); i++)
    {
      Step step = { i };

      if (!qing_database_transact (database, run_step, &step, error))
        return FALSE;
    }
  return TRUE;
}
