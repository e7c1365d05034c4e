/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-backups.h"
#include "qing-page-reader.h"

#include <string.h>

/* What comes back from files of which SQLite itself can read little or nothing. */

#define CONVERSATIONS 24
#define MESSAGES      16
#define PAGE          1024
#define WHOLE         (CONVERSATIONS * MESSAGES)

typedef struct
{
  QingShelf shelf;
  char *sound; /* the file */
  gsize length;
  GHashTable *said; /* uid of a message → its text */
} Fixture;

static char *
make_text (guint i, guint j)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (j % 2 == 0)
    return g_strdup_printf ("Question %u of 对话 %u?", j, i);
  for (guint n = 0; n < (i * j) % 9 * 40 + 1; n++)
    g_string_append_printf (text, "Answer %u in %u, 第%u句. ", j, i, n);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_conversation (Fixture *self, QingStore *store, guint i)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autofree char *title = g_strdup_printf ("Conversation %u", i);
  QingMessage *last = NULL;

  qing_conversation_set_title (conversation, title, TRUE);
  qing_batch_put_conversation (batch, conversation);
  for (guint j = 0; j < MESSAGES; j++)
    {
      char *text = make_text (i, j);

      last = qing_shelf_say (conversation, batch, last,
                             j % 2 == 0 ? QING_ROLE_USER : QING_ROLE_ASSISTANT, text);
      g_hash_table_insert (self->said, g_strdup (qing_message_get_uid (last)), text);
    }
  qing_shelf_commit (store, batch);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  QingStore *store;

  qing_shelf_set_up (&self->shelf, NULL);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  store = qing_shelf_open (&self->shelf);
  for (guint i = 0; i < CONVERSATIONS; i++)
    write_conversation (self, store, i);
  qing_shelf_close (store);
  g_assert_true (g_file_get_contents (self->shelf.path, &self->sound, &self->length, NULL));
  g_assert_cmpuint (self->length, >, 200 * PAGE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_hash_table_unref (self->said);
  g_free (self->sound);
  qing_shelf_tear_down (&self->shelf, NULL);
}

/* How many messages of a conversation stand there word for word. */
static guint
count_said (Fixture *self, QingConversation *conversation)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);
      const char *text = g_hash_table_lookup (self->said, qing_message_get_uid (message));

      if (text != NULL && g_str_equal (text, qing_message_get_text (message, NULL)))
        n++;
    }
  return n;
}

static guint
count_all_said (Fixture *self, QingStore *store)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint n = 0;

  qing_store_list_conversations_async (store, QING_STORED_LISTED, NULL, qing_shelf_keep_result,
                                       &place);
  result = qing_shelf_wait (&place);
  records = qing_store_list_conversations_finish (store, result, NULL);
  g_assert_nonnull (records);
  for (guint i = 0; i < records->len; i++)
    {
      QingStoredConversation *record = g_ptr_array_index (records, i);
      g_autoptr (QingConversation) conversation = qing_conversation_new_with_uid (record->uid);
      g_autoptr (GAsyncResult) loaded = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *load = NULL;

      qing_store_load_async (store, conversation, NULL, qing_shelf_keep_result, &load);
      loaded = qing_shelf_wait (&load);
      g_assert_true (qing_store_load_finish (store, loaded, &error));
      g_assert_no_error (error);
      n += count_said (self, conversation);
    }
  return n;
}

/* Opens the file with that content, as if it had been found to be damaged. Returns: how many messages
 * are shown as they were */
static guint
salvage (Fixture *self, const char *content, gsize length)
{
  g_autofree char *mark = g_strconcat (self->shelf.path, ".damaged", NULL);
  g_autofree char *integrity = NULL;
  g_autofree char *orphans = NULL;
  QingStore *store;
  guint n;

  g_assert_true (g_file_set_contents (self->shelf.path, content, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  store = qing_shelf_open (&self->shelf);
  n = count_all_said (self, store);
  qing_shelf_close (store);
  integrity = qing_shelf_query (&self->shelf, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  orphans = qing_shelf_query (&self->shelf, "PRAGMA foreign_key_check");
  g_assert_null (orphans);
  return n;
}

static guint
salvage_without (Fixture *self, gsize from, gsize length, guint8 filling)
{
  g_autofree char *broken = g_memdup2 (self->sound, self->length);

  memset (broken + from, filling, length);
  return salvage (self, broken, self->length);
}

static void
test_header (Fixture *self, gconstpointer data)
{
  g_autofree char *n_titles = NULL;

  g_assert_cmpuint (salvage_without (self, 0, 100, 0), ==, WHOLE);
  n_titles =
    qing_shelf_query (&self->shelf,
                      "SELECT count(*) FROM conversation WHERE title LIKE 'Conversation %'");
  g_assert_cmpint (atoi (n_titles), ==, CONVERSATIONS);
  g_assert_cmpuint (salvage_without (self, 16, 2, 0xff), ==, WHOLE);
}

static void
test_first_page (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (salvage_without (self, 0, PAGE, 0), ==, WHOLE);
  g_assert_cmpuint (salvage_without (self, 0, PAGE, 0xa5), ==, WHOLE);
  g_assert_cmpuint (salvage_without (self, 100, PAGE - 100, 0x5a), ==, WHOLE);
}

/* Roots of the trees of tables and indexes: all that is below them is whole. */
static void
test_roots (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "message", "body", "conversation", "message_conversation",
                                       "message_parent" };
  guint pages[G_N_ELEMENTS (names)];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", names[i]);
      g_autofree char *root = qing_shelf_query (&self->shelf, sql);

      pages[i] = (guint) atoi (root);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint n = salvage_without (self, (gsize) (pages[i] - 1) * PAGE, PAGE, 0xa5);

      g_test_message ("without the root of %s: %u of %u", names[i], n, WHOLE);
      g_assert_cmpuint (n, ==, WHOLE);
    }
}

/* A message needs its own leaf, that of its text, and what its text goes on on. */
static void
test_every_page (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint every;
    guint least; /* percent */
  } cases[] = { { 50, 65 }, { 10, 30 }, { 5, 8 }, { 3, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint with_header = 0; with_header < 2; with_header++)
      {
        g_autofree char *broken = g_memdup2 (self->sound, self->length);
        guint n;

        for (gsize page = with_header; page < self->length / PAGE; page += cases[i].every)
          memset (broken + page * PAGE, 0xa5, PAGE);
        n = salvage (self, broken, self->length);
        g_test_message ("without every %u. page: %u of %u", cases[i].every, n, WHOLE);
        g_assert_cmpuint (n, >=, WHOLE * cases[i].least / 100);
      }
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  guint before = 0;

  for (guint tenths = 1; tenths <= 9; tenths++)
    {
      guint n = salvage (self, self->sound, self->length * tenths / 10 - 300);

      g_test_message ("%u tenths: %u of %u", tenths, n, WHOLE);
      g_assert_cmpuint (n, >=, before);
      before = n;
    }
  g_assert_cmpuint (before, >, WHOLE * 7 / 10);
}

static char *
find (char *bytes, gsize length, const char *name)
{
  gsize n = strlen (name);

  for (gsize i = 0; i + n <= length; i++)
    if (memcmp (bytes + i, name, n) == 0)
      return bytes + i;
  return NULL;
}

/* Names in the text of the schema, of which SQLite sees no damage. */
static void
test_schema (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "reasoning", "request_id", "finish_reason", "answer_began" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *broken = g_memdup2 (self->sound, self->length);
      char *at = find (broken, self->length, names[i]);

      g_assert_nonnull (at);
      *at = 'Q';
      g_test_message ("%s", names[i]);
      g_assert_cmpuint (salvage (self, broken, self->length), ==, WHOLE);
    }
}

/* One byte never takes more with it than a page. */
static void
test_random_bytes (Fixture *self, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 24; round++)
    {
      g_autofree char *broken = g_memdup2 (self->sound, self->length);
      guint n_bytes = 1u << (round % 8);
      guint n;

      for (guint i = 0; i < n_bytes; i++)
        broken[g_rand_int_range (random, 0, (gint32) self->length)] =
          (char) g_rand_int_range (random, 0, 256);
      n = salvage (self, broken, self->length);
      g_test_message ("%u bytes: %u of %u", n_bytes, n, WHOLE);
      g_assert_cmpuint (n + 24 * n_bytes, >=, WHOLE);
    }
}

/* The file's header, and the first page in its log, so that SQLite goes no further there. */
static void
damage_both (QingShelf *shelf)
{
  g_autofree char *log_path = g_strconcat (shelf->path, "-wal", NULL);
  g_autofree char *mark = g_strconcat (shelf->path, ".damaged", NULL);
  g_autofree char *log = NULL;
  g_autofree char *file = NULL;
  gsize n_log, n_file;

  g_assert_true (g_file_get_contents (log_path, &log, &n_log, NULL));
  g_assert_true (g_file_get_contents (shelf->path, &file, &n_file, NULL));
  g_assert_cmpuint (n_log, >, 32 + 24 + PAGE);
  memset (log + 32 + 24, 0xa5, 100);
  memset (file, 0, 100);
  g_assert_true (g_file_set_contents (log_path, log, (gssize) n_log, NULL));
  g_assert_true (g_file_set_contents (shelf->path, file, (gssize) n_file, NULL));
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
}

/* Nothing is left but the log. */
static void
empty (QingShelf *shelf)
{
  g_assert_true (g_file_set_contents (shelf->path, "", 0, NULL));
}

/* What is in the log only, and behind its last checkpoint the words of an answer under way. */
static void
test_log_and_tail (Fixture *self, gconstpointer data)
{
  void (*damage) (QingShelf * shelf) = data;
  static const char words[] = "Words that had come";
  QingStore *store = qing_shelf_open (&self->shelf);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) again = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) pieces = qing_batch_new ();
  g_autofree char *shown = NULL;
  QingShelf copy;
  QingMessage *message;

  qing_batch_put_conversation (batch, conversation);
  message = qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "In the log");
  message = qing_shelf_say (conversation, batch, message, QING_ROLE_ASSISTANT, "");
  qing_shelf_commit (store, batch);
  qing_batch_append (pieces, message, QING_PART_TEXT, 0, words, strlen (words));
  qing_shelf_commit (store, pieces);
  qing_shelf_copy (&self->shelf, &copy);
  qing_shelf_close (store);

  damage (&copy);
  store = qing_shelf_open (&copy);
  g_assert_nonnull (qing_store_get_notice (store));
  if (damage == damage_both)
    g_assert_cmpuint (count_all_said (self, store), ==, WHOLE);
  again = qing_shelf_load (store, qing_conversation_get_uid (conversation));
  shown = qing_shelf_describe (again);
  g_test_message ("%s", shown);
  g_assert_nonnull (strstr (shown, "In the log"));
  g_assert_nonnull (strstr (shown, words));
  qing_shelf_close (store);
  qing_shelf_tear_down (&copy, NULL);
}

/* What could not be saved may be in a backup; only then it is offered. */
static void
test_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *broken = g_memdup2 (self->sound, self->length);
  gboolean damaged;

  g_assert_true (qing_backups_make (self->shelf.path, NULL, &damaged, NULL));
  memset (broken, 0, 100);
  for (guint is_worse = 0; is_worse < 2; is_worse++)
    {
      QingStore *store;
      const char *notice;

      if (is_worse)
        memset (broken + self->length / 2, 0, self->length / 4);
      g_assert_true (g_file_set_contents (self->shelf.path, broken, (gssize) self->length, NULL));
      store = qing_shelf_open (&self->shelf);
      notice = qing_store_get_notice (store);
      g_assert_nonnull (notice);
      g_assert_true (qing_store_has_fuller_backup (store) == (gboolean) is_worse);
      g_assert_true ((strstr (notice, "holds more: 24 conversations with 384 messages") != NULL) ==
                     (gboolean) is_worse);
      qing_shelf_close (store);
      store = qing_shelf_open (&self->shelf);
      g_assert_false (qing_store_has_fuller_backup (store));
      qing_shelf_close (store);
    }
}

typedef struct
{
  guint n_rows;
  guint64 sum;
} Count;

/* Touches every byte that it is given. */
static gboolean
count_row (const QingPageRow *row, gpointer user_data)
{
  Count *count = user_data;

  count->n_rows++;
  g_assert_cmpuint (row->n_values, <=, QING_PAGE_MAX_VALUES);
  for (guint i = 0; i < row->n_values; i++)
    for (gsize n = 0; n < row->values[i].length; n++)
      count->sum += row->values[i].bytes[n];
  return TRUE;
}

/* Anybody's bytes, and ours with some of anybody's in them, as file and as log. */
static void
test_anything (Fixture *self, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Count count = { 0 };
  guint rounds = 300;

  g_test_message ("seed %u, %u rounds", seed, rounds);
  for (guint round = 0; round < rounds; round++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 60000);
      gsize from = (gsize) g_rand_int_range (random, 0, (gint32) (self->length - length));
      g_autofree char *copy = g_malloc (MAX (length, 1));
      g_autoptr (GBytes) file = NULL;
      g_autoptr (QingPageReader) reader = NULL;
      guint share = 1u << (round % 12);

      from -= from % PAGE;
      memcpy (copy, self->sound + from, length);
      for (gsize i = 0; i < length; i += 1 + (gsize) g_rand_int_range (random, 0, (gint32) share))
        copy[i] = (char) g_rand_int_range (random, 0, 256);
      if (length > 40 && round % 3 == 0)
        memcpy (copy, "\x37\x7f\x06\x82\x00\x2d\xe2\x18\x00\x00\x04\x00", 12);
      file = g_bytes_new_take (g_steal_pointer (&copy), length);
      reader = qing_page_reader_new (file, round % 2 == 0 ? file : NULL);
      qing_page_reader_get_page_size (reader);
      for (guint size = 512; size <= 65536; size *= 2)
        qing_page_reader_run (reader, size, count_row, &count);
    }
  g_test_message ("%u rows", count.n_rows);
  g_assert_cmpuint (count.n_rows, >, 0);
}

#define ADD(path, func) g_test_add ("/salvage/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("header", test_header);
  ADD ("first-page", test_first_page);
  ADD ("roots", test_roots);
  ADD ("every-page", test_every_page);
  ADD ("truncated", test_truncated);
  ADD ("schema", test_schema);
  ADD ("random-bytes", test_random_bytes);
  g_test_add ("/salvage/log-and-tail", Fixture, (gconstpointer) damage_both, set_up,
              test_log_and_tail, tear_down);
  g_test_add ("/salvage/log-alone", Fixture, (gconstpointer) empty, set_up, test_log_and_tail,
              tear_down);
  ADD ("backup", test_backup);
  ADD ("anything", test_anything);
  return g_test_run ();
}
