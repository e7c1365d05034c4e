/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-salvage-pages.h"

#include "qing-page-reader.h"

#include <string.h>

#define MAX_UID 128

/* A table's rows: one letter for each of its columns, in the order in which they lie on the page.
 *   n the number of the row, which lies elsewhere    u an id, written out
 *   i integer, I or nothing                          r number or nothing
 *   t text, T or nothing                             j a JSON object
 *   b bytes, B or nothing                            h a SHA-256 sum
 *   - a column that there is no more
 * Some rows of "message" are older than its last column. A draft's attachment has the same shape as
 * a message's. */
static const struct
{
  const char *table;
  const char *shape;
  guint n_least;
  gboolean numbered;
  const char *sql;
} shapes[] = {
  { "conversation", "nutiTTiiiiTITjTiI", 17, TRUE,
    "INSERT OR IGNORE INTO conversation (id, uid, title, title_final, model, account, created,"
    " updated, pinned, archived, folder, deleted_at, scroll, parameters, draft, unsent,"
    " draft_cursor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
    " ?17)" },
  { "conversation", "nutiTTiiiiTITrjT", 16, TRUE,
    "INSERT OR IGNORE INTO conversation (id, uid, title, title_final, model, account, created,"
    " updated, pinned, archived, folder, deleted_at, scroll, parameters, draft) SELECT ?1, ?2, ?3,"
    " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, ?15, ?16 WHERE ?13 IS ?13 AND ?14 IS ?14" },
  { "message", "nuiIiiiiITTTTIIIIIIIIIIIIIIIIIIIIT", 33, TRUE,
    "INSERT OR IGNORE INTO message (id, uid, conversation, parent, chosen, role, state, created,"
    " deleted_at, model, finish_reason, request_id, tool_call_id, started, dns_done, connected,"
    " tls_done, first_byte, first_token, answer_began, finished, prompt, completion, total, cached,"
    " cache_creation, reasoning, prompt_text, prompt_image, prompt_video, prompt_audio,"
    " completion_text, completion_audio, verdict) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
    " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,"
    " ?29, ?30, ?31, ?32, ?33, ?34)" },
  { "body", "ntt", 3, TRUE,
    "INSERT INTO body (message, reasoning, text) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (message) DO UPDATE SET reasoning = ?2, text = ?3"
    " WHERE length (?2) + length (?3) > length (reasoning) + length (text)" },
  { "chunk", "niiit", 5, TRUE,
    "INSERT OR IGNORE INTO chunk (id, message, part, position, text)"
    " VALUES (?1, ?2, ?3, ?4, ?5)" },
  { "fault", "niitTTTTiii", 11, TRUE,
    "INSERT OR IGNORE INTO fault (message, code, action, summary, detail, server_code, request_id,"
    " parameter, http_status, retry_after_ms, retryable)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)" },
  { "tool_call", "iitttiT", 7, FALSE,
    "INSERT OR IGNORE INTO tool_call (message, position, call_id, name, arguments, state, result)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)" },
  { "blob", "nhb", 3, TRUE, "INSERT OR IGNORE INTO blob (id, sha256, bytes) VALUES (?1, ?2, ?3)" },
  { "attachment", "nuiittiiiIB", 11, TRUE,
    "INSERT OR IGNORE INTO attachment (id, uid, message, kind, name, mime_type, size, width,"
    " height, blob, thumbnail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)" },
  { "account", "nutti", 5, TRUE,
    "INSERT OR IGNORE INTO account (id, uid, name, base_url, kind) VALUES (?1, ?2, ?3, ?4, ?5)" },
};

typedef struct
{
  sqlite3_stmt *inserts[G_N_ELEMENTS (shapes)]; /* NULL where they are not wanted */
  gboolean only_counts;
} Pages;

static gboolean
is_uid (const QingPageValue *value)
{
  if (value->type != QING_PAGE_TEXT || value->length == 0 || value->length > MAX_UID)
    return FALSE;
  for (gsize i = 0; i < value->length; i++)
    if (!g_ascii_isgraph (value->bytes[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_sum (const QingPageValue *value)
{
  if (value->type != QING_PAGE_TEXT || value->length != 64)
    return FALSE;
  for (gsize i = 0; i < value->length; i++)
    if (!g_ascii_isxdigit (value->bytes[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_shape (const QingPageValue *value, char letter)
{
  switch (letter)
    {
    case 'n':
      return value->type == QING_PAGE_NULL;
    case 'u':
      return is_uid (value);
    case 'h':
      return is_sum (value);
    case 'i':
      return value->type == QING_PAGE_INTEGER;
    case 'I':
      return value->type == QING_PAGE_INTEGER || value->type == QING_PAGE_NULL;
    case 'r':
      return value->type <= QING_PAGE_REAL;
    case 'j':
      return value->type == QING_PAGE_TEXT && value->length > 1 && value->bytes[0] == '{';
    case 't':
      return value->type == QING_PAGE_TEXT;
    case 'T':
      return value->type == QING_PAGE_TEXT || value->type == QING_PAGE_NULL;
    case 'b':
      return value->type == QING_PAGE_BLOB;
    case 'B':
      return value->type == QING_PAGE_BLOB || value->type == QING_PAGE_NULL;
    default:
      return FALSE;
    }
}

/* Half a text is better than none; half a picture is not one. */
static gboolean
is_row_of (const QingPageRow *row, gsize index)
{
  const char *shape = shapes[index].shape;

  if (row->numbered != shapes[index].numbered || row->n_values < shapes[index].n_least ||
      row->n_values > strlen (shape) || (row->numbered && row->id <= 0) ||
      (row->cut && row->values[row->n_values - 1].type != QING_PAGE_TEXT))
    return FALSE;
  for (guint i = 0; i < row->n_values; i++)
    if (!has_shape (&row->values[i], shape[i]))
      return FALSE;
  return TRUE;
}

static void
bind (sqlite3_stmt *insert, int at, const QingPageValue *value)
{
  switch (value->type)
    {
    case QING_PAGE_INTEGER:
      sqlite3_bind_int64 (insert, at, value->integer);
      break;
    case QING_PAGE_REAL:
      sqlite3_bind_double (insert, at, value->real);
      break;
    case QING_PAGE_TEXT:
      {
        char *valid = g_utf8_make_valid ((const char *) value->bytes, (gssize) value->length);

        sqlite3_bind_text (insert, at, valid, -1, g_free);
        break;
      }
    case QING_PAGE_BLOB:
      sqlite3_bind_blob64 (insert, at, value->bytes, value->length, SQLITE_TRANSIENT);
      break;
    default:
      sqlite3_bind_null (insert, at);
    }
}

static gboolean
take_row (const QingPageRow *row, gpointer user_data)
{
  Pages *self = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      sqlite3_stmt *insert = self->inserts[i];

      if (!is_row_of (row, i))
        continue;
      if (self->only_counts || insert == NULL)
        return TRUE;
      for (guint n = 0; n < row->n_values; n++)
        bind (insert, (int) n + 1, &row->values[n]);
      if (row->numbered)
        sqlite3_bind_int64 (insert, 1, row->id);
      sqlite3_step (insert);
      sqlite3_reset (insert);
      sqlite3_clear_bindings (insert);
      return TRUE;
    }
  return FALSE;
}

/* Where nothing tells the size of the pages, it is the one with which most can be read. */
static guint
find_page_size (Pages *self, QingPageReader *reader)
{
  guint best = qing_page_reader_get_page_size (reader);
  guint most = 0;

  if (best > 0)
    return best;
  self->only_counts = TRUE;
  for (guint size = 512; size <= 65536; size *= 2)
    {
      guint n = qing_page_reader_run (reader, size, take_row, self);

      if (n > most)
        best = size;
      most = MAX (most, n);
    }
  self->only_counts = FALSE;
  return best;
}

static GBytes *
map_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

void
qing_salvage_pages_run (QingDatabase *database,
                        const char *path,
                        QingSalvageWanted wanted,
                        gpointer user_data)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GBytes) file = map_file (path);
  g_autoptr (GBytes) log = map_file (log_path);
  g_autoptr (QingPageReader) reader = NULL;
  Pages self = { 0 };
  guint size;

  if (file == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (wanted (shapes[i].table, user_data))
      sqlite3_prepare_v2 (qing_database_get_handle (database), shapes[i].sql, -1, &self.inserts[i],
                          NULL);
  reader = qing_page_reader_new (file, log);
  size = find_page_size (&self, reader);
  if (size > 0)
    qing_page_reader_run (reader, size, take_row, &self);
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    sqlite3_finalize (self.inserts[i]);
}
