/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-find.h"

#include "qing-search-words.h"

#include <math.h>
#include <string.h>

/* So many messages, the newest that hold the words, are looked at; the best of them are given. */
#define MAX_CANDIDATES 250
#define MAX_HITS       100
#define MAX_TITLES     30
/* In so many conversations the messages of a time are looked for one by one. */
#define MAX_USED 200
/* So much of a message, and of all of them together, is read to rate them. */
#define MAX_READ  (64 * 1024)
#define MAX_TOTAL (2 * 1024 * 1024)
/* Filters may let few of very many pass. Nobody who types waits longer, and nor does an answer that
 * has to be saved. */
#define BUDGET_US      250000
#define STEPS_PER_LOOK 2000
#define DAY_US         ((double) 24 * 60 * 60 * G_USEC_PER_SEC)

/* A search under way. */
typedef struct
{
  QingDatabase *database;
  const QingSearchQuery *query;
  QingSearchNeedles *needles;
  GCancellable *cancellable;
  GPtrArray *found;
  gint64 now;
  gint64 until;     /* monotonic */
  GHashTable *seen; /* uids of messages */
  gsize n_read;
  double least; /* what a title has to be rated to be shown */
  gboolean ended;
} Search;

void
qing_found_text_free (QingFoundText *self)
{
  g_free (self->conversation_uid);
  g_free (self->message_uid);
  g_free (self->excerpt);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self->model);
  g_free (self);
}

static int
look_up_cb (gpointer data)
{
  Search *search = data;

  search->ended =
    g_cancellable_is_cancelled (search->cancellable) || g_get_monotonic_time () > search->until;
  return search->ended;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const QingFoundText *x = *(const QingFoundText *const *) a;
  const QingFoundText *y = *(const QingFoundText *const *) b;

  if ((x->part == QING_FOUND_TITLE) != (y->part == QING_FOUND_TITLE))
    return x->part == QING_FOUND_TITLE ? -1 : 1;
  if (x->rating > y->rating || x->rating < y->rating)
    return x->rating > y->rating ? -1 : 1;
  return x->created > y->created ? -1 : x->created < y->created;
}

/* What is new is more likely meant than what is old, other things being equal. */
static double
rate_age (Search *search, gint64 created)
{
  double days = MAX (0.0, (double) (search->now - created) / DAY_US);

  return 1.0 / (1 + days / 30);
}

static QingFoundText *
add_found (Search *search, sqlite3_stmt *row)
{
  QingFoundText *found = g_new0 (QingFoundText, 1);

  found->conversation_uid = qing_column_dup_text (row, 0);
  found->created = sqlite3_column_int64 (row, 1);
  found->model = qing_column_dup_text (row, 2);
  found->rating = rate_age (search, found->created);
  g_ptr_array_add (search->found, found);
  return found;
}

static void
take_excerpt (Search *search, QingFoundText *found, const char *text, gsize length)
{
  found->excerpt = qing_search_needles_excerpt (search->needles, text, length, &found->marks);
}

static gboolean
go_through (Search *search,
            sqlite3_stmt *row,
            void (*func) (Search *search, sqlite3_stmt *row),
            GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (row == NULL)
    return FALSE;
  while (qing_database_next (search->database, row, &failure))
    func (search, row);
  if (failure == NULL || search->ended)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* One word may be in every title, so only those that are good enough to be shown are kept. */
static void
keep_best_titles (Search *search)
{
  if (search->found->len < 2 * MAX_TITLES)
    return;
  g_ptr_array_sort (search->found, compare);
  g_ptr_array_set_size (search->found, MAX_TITLES);
  search->least = ((QingFoundText *) search->found->pdata[MAX_TITLES - 1])->rating;
}

static void
look_at_title (Search *search, sqlite3_stmt *row)
{
  const char *title = (const char *) sqlite3_column_text (row, 3);
  QingFoundText *found;
  double rating;

  if (title == NULL || !qing_search_needles_are_in (search->needles, title))
    return;
  rating = qing_search_needles_rate (search->needles, title, strlen (title), MAX_READ) +
           rate_age (search, sqlite3_column_int64 (row, 1));
  if (rating < search->least)
    return;
  found = add_found (search, row);
  found->part = QING_FOUND_TITLE;
  found->rating = rating;
  take_excerpt (search, found, title, strlen (title));
  keep_best_titles (search);
}

/* Titles are few and short, and are looked at one by one. */
static gboolean
find_titles (Search *search, GError **error)
{
  const QingSearchQuery *query = search->query;

  if (query->role != 0 || query->with_picture)
    return TRUE;
  return go_through (search,
                     qing_database_query (search->database, error,
                                          "SELECT uid, updated, model, title FROM conversation"
                                          " WHERE deleted_at IS NULL AND updated >= ?1"
                                          " AND (?2 IS NULL OR model = ?2)",
                                          "xs", query->since, query->model),
                     look_at_title, error);
}

static double
rate (Search *search, const char *text, gsize length)
{
  if (length == 0 || search->n_read > MAX_TOTAL)
    return 0;
  search->n_read += MIN (length, MAX_READ);
  return qing_search_needles_rate (search->needles, text, length, MAX_READ);
}

/* Most messages have none, and what is in one need not be text. */
static double
rate_files (Search *search, sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);
  g_autofree char *valid = NULL;

  if (text == NULL)
    return 0;
  valid = g_utf8_make_valid (text, sqlite3_column_bytes (row, column));
  return rate (search, valid, strlen (valid));
}

/* Excerpts are made of the best only, from what is read again then. */
static void
look_at_message (Search *search, sqlite3_stmt *row)
{
  QingFoundText *found;
  double text, thinking, file;

  if (g_hash_table_contains (search->seen, sqlite3_column_text (row, 3)))
    return;
  found = add_found (search, row);
  found->message_uid = qing_column_dup_text (row, 3);
  g_hash_table_add (search->seen, found->message_uid);
  found->role = (QingRole) sqlite3_column_int (row, 4);
  text = rate (search, (const char *) sqlite3_column_text (row, 5),
               (gsize) sqlite3_column_bytes (row, 5));
  thinking = rate (search, (const char *) sqlite3_column_text (row, 6),
                   (gsize) sqlite3_column_bytes (row, 6)) /
             2;
  file = rate_files (search, row, 7);
  found->rating += MAX (text, MAX (thinking, file));
  found->part = QING_FOUND_TEXT;
  if (thinking > text && thinking >= file)
    found->part = QING_FOUND_THINKING;
  else if (file > text)
    found->part = QING_FOUND_FILE;
}

#define FILES                                                                                      \
  "(SELECT group_concat (a.name || coalesce (char (10) || CASE WHEN a.kind = 4 THEN"               \
  " CAST (substr (f.bytes, 1, 65536) AS TEXT) END, ''), char (10))"                                \
  " FROM attachment a LEFT JOIN blob f ON f.id = a.blob WHERE a.message = m.id)"

/* Where few conversations were in use since then, the first message of that time is soon found. An
 * answer may go on for a while after the question that was counted as the use. */
static gboolean
find_first_since (Search *search, gint64 *first, GError **error)
{
  gint64 since = search->query->since;
  gint64 used = since - (gint64) DAY_US;
  gint64 n;

  *first = 0;
  if (since <= 0)
    return TRUE;
  if (!qing_database_get_number (search->database, &n, 0, error,
                                 "SELECT count(*) FROM (SELECT 1 FROM conversation"
                                 " WHERE updated >= ?1 LIMIT ?2)",
                                 "xi", used, MAX_USED + 1))
    return FALSE;
  return n > MAX_USED ||
         qing_database_get_number (search->database, first, G_MAXINT64, error,
                                   "SELECT min (m.id) FROM conversation c CROSS JOIN message m"
                                   " ON m.conversation = c.id"
                                   " WHERE c.updated >= ?1 AND m.created >= ?2",
                                   "xx", used, since);
}

/* Where pictures, or the messages since a day, begin and end: without any there is nothing to go
 * through. */
static gboolean
find_range (Search *search, gint64 *first, gint64 *last, GError **error)
{
  *last = G_MAXINT64;
  if (!search->query->with_picture)
    return find_first_since (search, first, error);
  return qing_database_get_number (search->database, first, G_MAXINT64, error,
                                   "SELECT min (message) FROM attachment WHERE kind = 1", "") &&
         qing_database_get_number (search->database, last, 0, error,
                                   "SELECT max (message) FROM attachment WHERE kind = 1", "");
}

static gboolean
find_messages (Search *search, const char *expression, GError **error)
{
  const QingSearchQuery *query = search->query;
  g_autoptr (GError) failure = NULL;
  gint64 first, last;

  if (!find_range (search, &first, &last, &failure))
    {
      if (search->ended)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (first > last || first == G_MAXINT64)
    return TRUE;
  return go_through (
    search,
    qing_database_query (
      search->database, error,
      "SELECT c.uid, m.created, coalesce (m.model, c.model), m.uid, m.role, b.text, b.reasoning,"
      " " FILES " FROM message_index i CROSS JOIN message m ON m.id = i.rowid"
      " CROSS JOIN conversation c ON c.id = m.conversation"
      " CROSS JOIN body b ON b.message = m.id"
      " WHERE message_index MATCH ?1 AND i.rowid BETWEEN ?7 AND ?8 AND m.deleted_at IS NULL AND "
      "c.deleted_at IS NULL"
      " AND CASE ?2 WHEN 0 THEN m.role IN (2, 3) ELSE m.role = ?2 END AND m.created >= ?3"
      " AND (?4 IS NULL OR coalesce (m.model, c.model) = ?4)"
      " AND (?5 = 0 OR EXISTS (SELECT 1 FROM attachment p WHERE p.message = m.id AND p.kind = 1))"
      " ORDER BY i.rowid DESC LIMIT ?6",
      "sixsiixx", expression, (int) query->role, query->since, query->model, query->with_picture,
      MAX_CANDIDATES, first, last),
    look_at_message, error);
}

/* SQLite gives the newest that hold the words as fast as they are read, but goes through the whole
 * index for the beginnings of words: so those are only looked for when the words are rare. */
static gboolean
find_words (Search *search, GError **error)
{
  g_autofree char *words = qing_search_words_parse (search->query->text, FALSE);
  g_autofree char *longer = qing_search_words_parse (search->query->text, TRUE);

  if (words == NULL)
    return TRUE;
  if (!find_messages (search, words, error))
    return FALSE;
  if (search->ended || g_str_equal (words, longer) ||
      g_hash_table_size (search->seen) >= MAX_CANDIDATES)
    return TRUE;
  return find_messages (search, longer, error);
}

static gboolean
read_excerpt (Search *search, QingFoundText *found, GError **error)
{
  sqlite3_stmt *row =
    qing_database_query (search->database, error,
                         "SELECT CASE ?2 WHEN 1 THEN b.text WHEN 2 THEN b.reasoning ELSE " FILES
                         " END FROM message m JOIN body b ON b.message = m.id WHERE m.uid = ?1",
                         "si", found->message_uid, (int) found->part);
  g_autoptr (GError) failure = NULL;

  if (row == NULL)
    return FALSE;
  if (qing_database_next (search->database, row, &failure))
    {
      const char *text = (const char *) sqlite3_column_text (row, 0);
      g_autofree char *valid =
        g_utf8_make_valid (text != NULL ? text : "", sqlite3_column_bytes (row, 0));

      take_excerpt (search, found, valid, strlen (valid));
      qing_database_done (search->database, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Leaves what is worth to be shown, with excerpts. */
static gboolean
choose (Search *search, GError **error)
{
  guint n_titles = 0;
  guint n_messages = 0;

  g_ptr_array_sort (search->found, compare);
  for (guint i = 0; i < search->found->len;)
    {
      QingFoundText *found = g_ptr_array_index (search->found, i);
      gboolean too_many =
        found->part == QING_FOUND_TITLE ? n_titles++ >= MAX_TITLES : n_messages++ >= MAX_HITS;

      if (too_many)
        {
          g_ptr_array_remove_index (search->found, i);
          continue;
        }
      if (found->excerpt == NULL && !read_excerpt (search, found, error))
        return FALSE;
      i++;
    }
  return TRUE;
}

GPtrArray *
qing_search_find (QingDatabase *database,
                  const QingSearchQuery *query,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_found_text_free);
  g_autoptr (QingSearchNeedles) needles = qing_search_needles_new (query->text);
  sqlite3 *handle = qing_database_get_handle (database);
  gint64 until = g_get_monotonic_time () + BUDGET_US;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Search search = { database, query, needles, cancellable, found, g_get_real_time (),
                    until,    seen,  0,       0,           FALSE };
  gboolean ok;

  sqlite3_progress_handler (handle, STEPS_PER_LOOK, look_up_cb, &search);
  ok = find_titles (&search, error) && find_words (&search, error);
  sqlite3_progress_handler (handle, 0, NULL, NULL);
  if (!ok || !choose (&search, error))
    return NULL;
  return g_steal_pointer (&found);
}
