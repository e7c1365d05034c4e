/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-merge.h"

#include "qing-search-index.h"

/* A step ends after the conversation that makes it so many messages. */
#define STEP_MESSAGES 400

struct _QingMerge
{
  QingDatabase *database;
  GArray *ids; /* of conversations in the other file */
  guint next;
  guint n_new;
  guint n_same;
  guint n_messages; /* of this step */
  GPtrArray *merged;
  GPtrArray *parts; /* of interned SQL */
  const char *insert_conversation;
  const char *insert_messages;
};

/* One conversation on its way. */
typedef struct
{
  gint64 past; /* its id in the other file */
  gint64 here; /* its id in this one */
  gint64 last; /* the last id of a message before it */
  gboolean is_new;
  gboolean inserted;
  gboolean changed;
} Passage;

/* The columns of @table without those of @left_out, each after @prefix. Statements are kept by their
 * text, so what is made here is interned. */
static char *
list_columns (QingDatabase *database,
              const char *table,
              const char *prefix,
              const char *const *left_out,
              GError **error)
{
  GString *names = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error, "SELECT name FROM pragma_table_info (?1)", "s", table);

  if (row == NULL)
    return g_string_free (names, TRUE);
  while (qing_database_next (database, row, &failure))
    {
      const char *name = (const char *) sqlite3_column_text (row, 0);

      if (!g_strv_contains (left_out, name))
        g_string_append_printf (names, ", %s%s", prefix, name);
    }
  if (failure == NULL)
    return g_string_free (names, FALSE);
  g_propagate_error (error, g_steal_pointer (&failure));
  return g_string_free (names, TRUE);
}

static const char *
intern (char *text)
{
  const char *interned = g_intern_string (text);

  g_free (text);
  return interned;
}

#define NEW_MESSAGES                                                                               \
  " FROM main.message m CROSS JOIN past.message p ON p.uid = m.uid CROSS JOIN past.%s t"           \
  " ON t.message = p.id WHERE m.id > ?1 ORDER BY m.id"

static gboolean
add_part (QingMerge *self, const char *table, GError **error)
{
  static const char *const left_out[] = { "message", NULL };
  g_autofree char *target = list_columns (self->database, table, "", left_out, error);
  g_autofree char *source = NULL;

  if (target == NULL)
    return FALSE;
  source = list_columns (self->database, table, "t.", left_out, error);
  if (source == NULL)
    return FALSE;
  g_ptr_array_add (self->parts,
                   (gpointer) intern (g_strdup_printf (
                     "INSERT OR IGNORE INTO main.%s (message%s) SELECT m.id%s" NEW_MESSAGES, table,
                     target, source, table)));
  return TRUE;
}

/* Every table with rows of messages, as far as it is not special. */
static gboolean
find_parts (QingMerge *self, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row = qing_database_query (
    self->database, error,
    "SELECT s.name FROM main.sqlite_schema s JOIN pragma_table_info (s.name) c"
    " WHERE s.type = 'table' AND c.name = 'message' AND s.name NOT IN ('attachment', 'chunk')",
    "");

  if (row == NULL)
    return FALSE;
  while (qing_database_next (self->database, row, &failure))
    g_ptr_array_add (tables, qing_column_dup_text (row, 0));
  for (guint i = 0; failure == NULL && i < tables->len; i++)
    add_part (self, tables->pdata[i], &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
make_statements (QingMerge *self, GError **error)
{
  static const char *const of_conversation[] = { "id", NULL };
  static const char *const of_message[] = { "id", "conversation", "parent", "chosen", NULL };
  g_autofree char *conversation =
    list_columns (self->database, "conversation", "", of_conversation, error);
  g_autofree char *message = NULL;

  if (conversation == NULL)
    return FALSE;
  message = list_columns (self->database, "message", "", of_message, error);
  if (message == NULL)
    return FALSE;
  self->insert_conversation =
    intern (g_strdup_printf ("INSERT INTO main.conversation (%s) SELECT %s FROM past.conversation"
                             " WHERE id = ?1",
                             conversation + 2, conversation + 2));
  self->insert_messages =
    intern (g_strdup_printf ("INSERT INTO main.message (conversation%s)"
                             " SELECT ?2%s FROM past.message p WHERE p.conversation = ?1 AND NOT"
                             " EXISTS (SELECT 1 FROM main.message m WHERE m.uid = p.uid)"
                             " ORDER BY p.id",
                             message, message));
  return find_parts (self, error);
}

static gboolean
list_ids (QingMerge *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (self->database, error, "SELECT id FROM past.conversation ORDER BY id", "");

  if (row == NULL)
    return FALSE;
  while (qing_database_next (self->database, row, &failure))
    {
      gint64 id = sqlite3_column_int64 (row, 0);

      g_array_append_val (self->ids, id);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

QingMerge *
qing_merge_begin (QingDatabase *database, const char *path, GError **error)
{
  QingMerge *self;

  if (!qing_database_execute (database, error, "ATTACH ?1 AS past", "s", path))
    return NULL;
  self = g_new0 (QingMerge, 1);
  self->database = database;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->merged = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new ();
  if (list_ids (self, error) && make_statements (self, error))
    return self;
  qing_merge_end (self);
  return NULL;
}

void
qing_merge_end (QingMerge *self)
{
  g_autoptr (GError) error = NULL;

  if (!qing_database_execute (self->database, &error, "DETACH past", ""))
    g_debug ("The other history stays attached: %s", error->message);
  qing_merge_free (self);
}

void
qing_merge_free (QingMerge *self)
{
  g_array_unref (self->ids);
  g_ptr_array_unref (self->merged);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* Finds the conversation here, or takes it over. */
static gboolean
put_conversation (QingMerge *self, Passage *passage, GError **error)
{
  if (!qing_database_get_number (self->database, &passage->here, -1, error,
                                 "SELECT h.id FROM past.conversation p JOIN main.conversation h"
                                 " ON h.uid = p.uid WHERE p.id = ?1",
                                 "x", passage->past))
    return FALSE;
  if (passage->here >= 0)
    {
      if (!qing_database_execute (self->database, error,
                                  "UPDATE main.conversation SET deleted_at = NULL"
                                  " WHERE id = ?1 AND deleted_at IS NOT NULL",
                                  "x", passage->here))
        return FALSE;
      passage->is_new = qing_database_get_changes (self->database) > 0;
      return TRUE;
    }
  if (!qing_database_execute (self->database, error, self->insert_conversation, "x", passage->past))
    return FALSE;
  passage->here = qing_database_get_last_id (self->database);
  passage->is_new = TRUE;
  passage->inserted = TRUE;
  return TRUE;
}

static const char put_draft_blobs[] =
  "INSERT OR IGNORE INTO main.blob (sha256, bytes) SELECT b.sha256, b.bytes"
  " FROM past.draft_attachment t JOIN past.blob b ON b.id = t.blob WHERE t.conversation = ?1"
  " AND NOT EXISTS (SELECT 1 FROM main.blob h WHERE h.sha256 = b.sha256)";
static const char put_draft_attachments[] =
  "INSERT INTO main.draft_attachment (conversation, uid, kind, name, mime_type, size, width,"
  " height, thumbnail, blob) SELECT ?2, t.uid, t.kind, t.name, t.mime_type, t.size, t.width,"
  " t.height, t.thumbnail, (SELECT h.id FROM past.blob b JOIN main.blob h ON h.sha256 = b.sha256"
  " WHERE b.id = t.blob) FROM past.draft_attachment t WHERE t.conversation = ?1 ORDER BY t.id";

/* A draft that is here stays. */
static gboolean
put_draft (QingMerge *self, Passage *passage, GError **error)
{
  return !passage->inserted ||
         (qing_database_execute (self->database, error, put_draft_blobs, "x", passage->past) &&
          qing_database_execute (self->database, error, put_draft_attachments, "xx", passage->past,
                                 passage->here));
}

/* What was deleted here a moment ago and is not purged comes back as it was. */
static gboolean
undelete_messages (QingMerge *self, Passage *passage, GError **error)
{
  if (!qing_database_execute (self->database, error,
                              "UPDATE main.message SET deleted_at = NULL WHERE conversation = ?2"
                              " AND deleted_at IS NOT NULL AND uid IN"
                              " (SELECT uid FROM past.message WHERE conversation = ?1)",
                              "xx", passage->past, passage->here))
    return FALSE;
  passage->changed = qing_database_get_changes (self->database) > 0;
  return TRUE;
}

/* A sibling that is looked at here stays it. The plus keeps SQLite from walking through the first
 * messages of every conversation. */
static const char choose_below[] =
  "UPDATE main.message SET chosen = 1 WHERE id > ?1 AND parent IS NOT NULL"
  " AND (SELECT chosen FROM past.message p WHERE p.uid = message.uid) = 1 AND NOT EXISTS"
  " (SELECT 1 FROM main.message s WHERE s.parent = message.parent AND s.chosen = 1)";
static const char choose_first[] =
  "UPDATE main.message SET chosen = 1 WHERE id > ?1 AND parent IS NULL"
  " AND (SELECT chosen FROM past.message p WHERE p.uid = message.uid) = 1 AND NOT EXISTS"
  " (SELECT 1 FROM main.message s WHERE s.conversation = ?2 AND +s.parent IS NULL"
  " AND s.chosen = 1)";

static gboolean
put_messages (QingMerge *self, Passage *passage, GError **error)
{
  int n;

  if (!qing_database_get_number (self->database, &passage->last, 0, error,
                                 "SELECT max (id) FROM main.message", "") ||
      !qing_database_execute (self->database, error, self->insert_messages, "xx", passage->past,
                              passage->here))
    return FALSE;
  n = qing_database_get_changes (self->database);
  self->n_messages += (guint) n;
  if (n == 0)
    return TRUE;
  passage->changed = TRUE;
  return qing_database_execute (
           self->database, error,
           "UPDATE main.message SET parent = (SELECT h.id FROM past.message p"
           " CROSS JOIN past.message o ON o.id = p.parent"
           " CROSS JOIN main.message h ON h.uid = o.uid AND h.conversation = ?2"
           " WHERE p.uid = message.uid) WHERE id > ?1",
           "xx", passage->last, passage->here) &&
         qing_database_execute (self->database, error, choose_below, "x", passage->last) &&
         qing_database_execute (self->database, error, choose_first, "xx", passage->last,
                                passage->here);
}

static const char put_blobs[] =
  "INSERT OR IGNORE INTO main.blob (sha256, bytes) SELECT b.sha256, b.bytes FROM main.message m"
  " CROSS JOIN past.message p ON p.uid = m.uid"
  " CROSS JOIN past.attachment t ON t.message = p.id CROSS JOIN past.blob b ON b.id = t.blob"
  " WHERE m.id > ?1 AND NOT EXISTS (SELECT 1 FROM main.blob h WHERE h.sha256 = b.sha256)";
static const char put_attachments[] =
  "INSERT INTO main.attachment (message, uid, kind, name, mime_type, size, width, height,"
  " thumbnail, blob) SELECT m.id, t.uid, t.kind, t.name, t.mime_type, t.size, t.width, t.height,"
  " t.thumbnail, (SELECT h.id FROM past.blob b JOIN main.blob h ON h.sha256 = b.sha256"
  " WHERE b.id = t.blob) FROM main.message m CROSS JOIN past.message p ON p.uid = m.uid"
  " CROSS JOIN past.attachment t ON t.message = p.id WHERE m.id > ?1 ORDER BY m.id, t.id";

static gboolean
put_parts (QingMerge *self, Passage *passage, GError **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!qing_database_execute (self->database, error, self->parts->pdata[i], "x", passage->last))
      return FALSE;
  return qing_database_execute (self->database, error, put_blobs, "x", passage->last) &&
         qing_database_execute (self->database, error, put_attachments, "x", passage->last) &&
         qing_search_index_add_all (self->database, "SELECT id FROM main.message WHERE id > ?1",
                                    passage->last, error);
}

static gboolean
note (QingMerge *self, Passage *passage, GError **error)
{
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row;

  if (passage->is_new)
    self->n_new++;
  else if (!passage->changed)
    self->n_same++;
  if (passage->is_new || !passage->changed)
    return TRUE;
  row = qing_database_query (self->database, error,
                             "SELECT uid FROM main.conversation WHERE id = ?1", "x", passage->here);
  if (row == NULL)
    return FALSE;
  if (qing_database_next (self->database, row, &failure))
    {
      g_ptr_array_add (self->merged, qing_column_dup_text (row, 0));
      qing_database_done (self->database, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
pass (QingMerge *self, GError **error)
{
  Passage passage = { g_array_index (self->ids, gint64, self->next) };
  guint before = self->n_messages;

  return put_conversation (self, &passage, error) && put_draft (self, &passage, error) &&
         undelete_messages (self, &passage, error) && put_messages (self, &passage, error) &&
         (self->n_messages == before || put_parts (self, &passage, error)) &&
         note (self, &passage, error);
}

/* A table of which every row is known by what is unique in it. */
static gboolean
take_table (QingMerge *self, const char *table, GError **error)
{
  static const char *const left_out[] = { "id", NULL };
  g_autofree char *columns = list_columns (self->database, table, "", left_out, error);

  return columns != NULL &&
         qing_database_execute (self->database, error,
                                intern (g_strdup_printf ("INSERT OR IGNORE INTO main.%s (%s)"
                                                         " SELECT %s FROM past.%s",
                                                         table, columns + 2, columns + 2, table)),
                                "");
}

/* Looking at what is here already is quick, but not for nothing. */
#define LOOK_WEIGHT 8

static gboolean
step (QingDatabase *database, gpointer user_data, GError **error)
{
  QingMerge *self = user_data;

  self->n_messages = 0;
  if (self->next == 0 &&
      (!take_table (self, "account", error) || !take_table (self, "folder", error)))
    return FALSE;
  for (guint n = 0;
       self->next < self->ids->len && self->n_messages + n * LOOK_WEIGHT < STEP_MESSAGES; n++)
    {
      if (!pass (self, error))
        return FALSE;
      self->next++;
    }
  return TRUE;
}

gboolean
qing_merge_step (QingMerge *self, gboolean *done, GError **error)
{
  QingMerge before = *self;
  guint n_merged = self->merged->len;

  *done = FALSE;
  if (!qing_database_transact (self->database, step, self, error))
    {
      self->next = before.next;
      self->n_new = before.n_new;
      self->n_same = before.n_same;
      g_ptr_array_set_size (self->merged, (int) n_merged);
      return FALSE;
    }
  *done = self->next >= self->ids->len;
  return TRUE;
}

double
qing_merge_get_fraction (QingMerge *self)
{
  return self->ids->len > 0 ? (double) self->next / self->ids->len : 1;
}

void
qing_merge_get_counts (QingMerge *self, guint *n_new, guint *n_same)
{
  *n_new = self->n_new;
  *n_same = self->n_same;
}

GPtrArray *
qing_merge_get_merged (QingMerge *self)
{
  return self->merged;
}
