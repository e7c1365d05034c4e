/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-backups.h"
#include "qing-fault.h"
#include "qing-migrations.h"
#include "qing-restore.h"
#include "qing-store-backups.h"
#include "qing-tool-call.h"

#include <glib/gstdio.h>
#include <string.h>

#define CONVERSATIONS 6
#define MESSAGES      8

/* What the user knows of a database, row by row: uids instead of numbers. */
static const char *const views[] = {
  "SELECT * FROM conversation ORDER BY uid",
  "SELECT c.uid AS c, p.uid AS p, m.* FROM message m JOIN conversation c ON c.id = m.conversation"
  " LEFT JOIN message p ON p.id = m.parent ORDER BY m.uid",
  "SELECT m.uid AS m, b.* FROM body b JOIN message m ON m.id = b.message ORDER BY m.uid",
  "SELECT m.uid AS m, f.* FROM fault f JOIN message m ON m.id = f.message ORDER BY m.uid",
  "SELECT m.uid AS m, t.* FROM tool_call t JOIN message m ON m.id = t.message"
  " ORDER BY m.uid, position",
  "SELECT m.uid AS m, l.* FROM logprobs l JOIN message m ON m.id = l.message ORDER BY m.uid",
  "SELECT m.uid AS m, a.*, b.sha256, b.bytes FROM attachment a JOIN message m ON m.id = a.message"
  " LEFT JOIN blob b ON b.id = a.blob ORDER BY m.uid, a.uid",
  "SELECT * FROM account ORDER BY uid",
  "SELECT * FROM folder ORDER BY path",
  "SELECT c.uid AS c, a.*, b.sha256, b.bytes FROM draft_attachment a"
  " JOIN conversation c ON c.id = a.conversation LEFT JOIN blob b ON b.id = a.blob"
  " ORDER BY c.uid, a.uid",
};

static gboolean
is_number_of_row (const char *column)
{
  static const char *const numbers[] = { "id", "conversation", "parent", "message", "blob", NULL };

  return g_strv_contains (numbers, column);
}

static void
describe_view (sqlite3 *handle, const char *sql, GString *text)
{
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL), ==, SQLITE_OK);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (row); i++)
        {
          gconstpointer bytes = sqlite3_column_blob (row, i);
          g_autofree char *sum =
            g_compute_checksum_for_data (G_CHECKSUM_MD5, bytes != NULL ? bytes : (gpointer) "",
                                         (gsize) sqlite3_column_bytes (row, i));

          if (is_number_of_row (sqlite3_column_name (row, i)))
            continue;
          g_string_append_printf (text, "%s=%s|", sqlite3_column_name (row, i),
                                  sqlite3_column_bytes (row, i) < 80
                                    ? (const char *) sqlite3_column_text (row, i)
                                    : sum);
        }
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (row);
}

static char *
describe (const char *path)
{
  GString *text = g_string_new (NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    describe_view (handle, views[i], text);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return g_string_free (text, FALSE);
}

static void
check_sound (QingShelf *self)
{
  g_autofree char *integrity = qing_shelf_query (self, "PRAGMA integrity_check");
  g_autofree char *orphan = qing_shelf_query (self, "PRAGMA foreign_key_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (orphan);
}

/* A message with everything that a message can have. */
static void
adorn (QingBatch *batch, QingMessage *message, guint number)
{
  g_autofree char *bytes = g_strdup_printf ("picture %u", number % 3);
  g_autoptr (GBytes) picture = g_bytes_new (bytes, strlen (bytes));
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "a.png", "image/png");
  g_autoptr (QingToolCall) call = qing_tool_call_new ("call-1", "clock", "{}");
  QingUsage usage = QING_USAGE_INIT;
  QingFault fault = { .code = QING_ERROR_RATE, .summary = (char *) "Slowly" };

  usage.total = number;
  qing_attachment_set_bytes (attachment, picture);
  qing_message_set_usage (message, &usage);
  qing_message_set_model (message, "qwen-max");
  qing_message_add_tool_call (message, call);
  if (number % 4 == 3)
    qing_message_set_fault (message, &fault);
  qing_batch_update_message (batch, message);
  qing_batch_add_attachment (batch, message, attachment);
}

static void
write_history (QingShelf *self)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingAccount) account = qing_account_new ("a", "A", "http://127.0.0.1/v1");

  for (guint i = 0; i < CONVERSATIONS; i++)
    {
      g_autofree char *uid = g_strdup_printf ("c%u", i);
      g_autoptr (QingConversation) conversation = qing_conversation_new_with_uid (uid);
      g_autoptr (QingBatch) batch = qing_batch_new ();
      QingMessage *last = NULL;

      qing_conversation_set_title (conversation, uid, TRUE);
      qing_batch_put_account (batch, account);
      qing_batch_put_conversation (batch, conversation);
      for (guint j = 0; j < MESSAGES; j++)
        {
          g_autofree char *text = g_strdup_printf ("word%u text 清谈 %u", i, j);
          QingMessage *message =
            qing_shelf_say (conversation, batch, last,
                            j % 2 == 0 ? QING_ROLE_USER : QING_ROLE_ASSISTANT, text);

          adorn (batch, message, j);
          /* Now and then there are two of one kind. */
          if (j % 3 != 2)
            last = message;
        }
      qing_shelf_commit (store, batch);
    }
  qing_shelf_close (store);
}

static void
back_up (QingShelf *self)
{
  g_autoptr (GError) error = NULL;
  gboolean damaged;

  g_assert_true (qing_backups_make (self->path, NULL, &damaged, &error));
  g_assert_no_error (error);
}

/* (transfer full): the newest one */
static char *
get_backup (QingShelf *self)
{
  g_autoptr (GPtrArray) files = qing_backups_list (self->path);

  g_assert_cmpuint (files->len, >, 0);
  return g_strdup (((QingBackupFile *) files->pdata[0])->path);
}

static QingRestored *
try_restore (QingStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_store_restore_async (store, path, NULL, NULL, cancellable, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  return qing_store_restore_finish (store, result, error);
}

static QingRestored *
restore (QingStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  QingRestored *restored = try_restore (store, path, NULL, &error);

  g_assert_no_error (error);
  return restored;
}

static void
remove_history (QingShelf *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);

  g_unlink (log);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* One file that nobody else can read and that says the same. */
static void
test_make (QingShelf *self, gconstpointer data)
{
  g_autoptr (GPtrArray) none = qing_backups_list (self->path);
  g_autofree char *folder = qing_backups_get_folder (self->path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  GStatBuf buf;

  g_assert_cmpuint (none->len, ==, 0);
  write_history (self);
  back_up (self);
  path = get_backup (self);
  before = describe (self->path);
  after = describe (path);
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (before, "c3"));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_cmpint (g_stat (path, &buf), ==, 0);
  g_assert_cmpint (buf.st_mode & 0777, ==, 0600);
}

typedef struct
{
  GAsyncResult *place;
  guint n;
} Writing;

/* Others write all the time: the copy is of one moment, and their words are not held up by it. */
static void
test_while_writing (QingShelf *self, gconstpointer data)
{
  QingStore *store;
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) first = qing_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *copied = NULL;
  GAsyncResult *place = NULL;
  QingMessage *last;
  QingShelf copy = *self;
  guint n = 0;

  write_history (self);
  store = qing_shelf_open (self);
  qing_batch_put_conversation (first, conversation);
  last = qing_shelf_say (conversation, first, NULL, QING_ROLE_USER, "Q");
  qing_shelf_commit (store, first);
  qing_store_back_up_async (store, NULL, qing_shelf_keep_result, &place);
  while (place == NULL)
    {
      g_autoptr (QingBatch) batch = qing_batch_new ();

      last = qing_shelf_say (conversation, batch, last, QING_ROLE_USER, "More");
      qing_shelf_commit (store, batch);
      n++;
    }
  result = qing_shelf_wait (&place);
  g_assert_true (qing_store_back_up_finish (store, result, &error));
  g_assert_no_error (error);
  path = get_backup (self);
  copy.path = path;
  check_sound (&copy);
  copied = qing_shelf_query (&copy, "SELECT count(*) FROM message");
  g_assert_cmpint (atoi (copied), >=, CONVERSATIONS * MESSAGES + 1);
  g_assert_cmpint (atoi (copied), <=, CONVERSATIONS * MESSAGES + 1 + (int) n);
  g_clear_object (&result);
  qing_shelf_close (store);
  check_sound (self);
}

/* The last seven are kept; what is no backup is left alone. */
static void
test_rotate (QingShelf *self, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *stranger = NULL;
  g_autoptr (GPtrArray) files = NULL;
  const QingBackupFile *last;

  write_history (self);
  folder = qing_backups_make_folder (self->path, NULL);
  stranger = g_build_filename (folder, "history-20010101T000000Z.db.txt", NULL);
  g_assert_true (g_file_set_contents (stranger, "x", 1, NULL));
  for (guint day = 10; day < 20; day++)
    {
      g_autofree char *path = g_strdup_printf ("%s/history-201001%uT120000Z.db", folder, day);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  back_up (self);
  files = qing_backups_list (self->path);
  g_assert_cmpuint (files->len, ==, 7);
  g_assert_cmpint (((QingBackupFile *) files->pdata[0])->size, >, 1024);
  last = files->pdata[6];
  g_assert_true (g_str_has_suffix (last->path, "history-20100114T120000Z.db"));
  g_assert_true (g_file_test (stranger, G_FILE_TEST_EXISTS));
}

static void
test_make_cancelled (QingShelf *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  gboolean damaged;

  write_history (self);
  g_cancellable_cancel (cancellable);
  g_assert_false (qing_backups_make (self->path, cancellable, &damaged, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  folder = qing_backups_get_folder (self->path);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

/* A history that is broken does not push out the copies from when it was sound, and is looked at by
 * the next opening. */
static void
test_make_damaged (QingShelf *self, gconstpointer data)
{
  g_autofree char *mark = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *content = NULL;
  g_autofree char *root = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  QingStore *store;
  gsize length;

  write_history (self);
  back_up (self);
  root = qing_shelf_query (self, "SELECT rootpage FROM sqlite_schema WHERE name = 'body'");
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  memset (content + (atoi (root) - 1) * 1024, 0xa5, 1024);
  g_assert_true (g_file_set_contents (self->path, content, (gssize) length, NULL));

  store = qing_shelf_open (self);
  qing_store_back_up_async (store, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  g_assert_false (qing_store_back_up_finish (store, result, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  files = qing_backups_list (self->path);
  g_assert_cmpuint (files->len, ==, 1);
  g_clear_object (&result);
  qing_shelf_close (store);
}

static guint
count_found (QingStore *store, const char *query)
{
  g_autoptr (GPtrArray) found = qing_shelf_search (store, query);

  return found->len;
}

/* Into nothing it brings everything, and a second time nothing. */
static void
test_restore (QingShelf *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (QingRestored) first = NULL;
  g_autoptr (QingRestored) second = NULL;
  QingStore *store;

  write_history (self);
  before = describe (self->path);
  back_up (self);
  path = get_backup (self);
  remove_history (self);
  store = qing_shelf_open (self);
  first = restore (store, path);
  g_assert_cmpuint (first->n_new, ==, CONVERSATIONS);
  g_assert_cmpuint (first->n_same, ==, 0);
  g_assert_cmpuint (first->merged->len, ==, 0);
  g_assert_false (first->damaged);
  g_assert_cmpuint (count_found (store, "word2"), ==, MESSAGES);
  g_assert_cmpuint (count_found (store, "谈"), ==, CONVERSATIONS * MESSAGES);
  after = describe (self->path);
  g_assert_cmpstr (before, ==, after);

  second = restore (store, path);
  g_assert_cmpuint (second->n_new, ==, 0);
  g_assert_cmpuint (second->n_same, ==, CONVERSATIONS);
  g_assert_cmpuint (second->merged->len, ==, 0);
  again = describe (self->path);
  g_assert_cmpstr (before, ==, again);
  g_assert_cmpuint (count_found (store, "谈"), ==, CONVERSATIONS * MESSAGES);
  qing_shelf_close (store);
  check_sound (self);
  folder = qing_backups_get_folder (self->path);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
commit_one (QingStore *store, QingBatch *batch)
{
  qing_shelf_commit (store, batch);
  qing_batch_unref (batch);
}

/* What went comes back, what changed and what is new stays. */
static void
test_merge (QingShelf *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  g_autoptr (QingConversation) gone = NULL;
  g_autoptr (QingConversation) cut = NULL;
  g_autoptr (QingConversation) deleted = NULL;
  g_autoptr (QingConversation) cut_again = NULL;
  g_autoptr (QingRestored) restored = NULL;
  g_autofree char *n = NULL;
  QingBatch *batch = qing_batch_new ();
  QingMessage *root;
  QingMessage *other;
  QingStore *store;

  write_history (self);
  back_up (self);
  path = get_backup (self);
  store = qing_shelf_open (self);
  gone = qing_shelf_load (store, "c1");
  cut = qing_shelf_load (store, "c2");
  deleted = qing_shelf_load (store, "c3");
  qing_batch_drop_conversation (batch, gone);
  qing_batch_delete_conversation (batch, deleted, 1);
  root = qing_conversation_get_root (cut, 0);
  qing_batch_delete_message (batch, qing_message_get_child (root, 0), 1);
  qing_batch_purge (batch, 2);
  commit_one (store, batch);
  batch = qing_batch_new ();
  other = qing_shelf_say (cut, batch, root, QING_ROLE_ASSISTANT, "new here");
  qing_conversation_set_title (cut, "Renamed", TRUE);
  qing_batch_put_conversation (batch, cut);
  qing_batch_choose (batch, other);
  commit_one (store, batch);
  n = qing_shelf_query (self, "SELECT count(*) FROM conversation");
  g_assert_cmpint (atoi (n), ==, CONVERSATIONS - 2);

  restored = restore (store, path);
  g_assert_cmpuint (restored->n_new, ==, 2);
  g_assert_cmpuint (restored->merged->len, ==, 1);
  g_assert_cmpstr (restored->merged->pdata[0], ==, "c2");
  g_assert_cmpuint (restored->n_same, ==, CONVERSATIONS - 3);
  title = qing_shelf_query (self, "SELECT title FROM conversation WHERE uid = 'c2'");
  g_assert_cmpstr (title, ==, "Renamed");
  cut_again = qing_shelf_load (store, "c2");
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (cut_again), NULL), ==,
                   "new here");
  g_assert_cmpuint (qing_message_get_n_children (qing_conversation_get_root (cut_again, 0)), ==, 2);
  g_assert_cmpuint (count_found (store, "word1"), ==, MESSAGES);
  g_assert_cmpuint (count_found (store, "word2"), ==, MESSAGES);
  g_clear_object (&gone);
  g_clear_object (&cut);
  g_clear_object (&deleted);
  g_clear_object (&cut_again);
  qing_shelf_close (store);
  check_sound (self);
}

/* What was deleted and waits to be purged comes back, too. */
static void
test_undeleted (QingShelf *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (QingConversation) one = NULL;
  g_autoptr (QingConversation) two = NULL;
  g_autoptr (QingRestored) restored = NULL;
  QingBatch *batch = qing_batch_new ();
  QingStore *store;

  write_history (self);
  before = describe (self->path);
  back_up (self);
  path = get_backup (self);
  store = qing_shelf_open (self);
  one = qing_shelf_load (store, "c1");
  two = qing_shelf_load (store, "c2");
  qing_batch_delete_conversation (batch, one, 1);
  qing_batch_delete_message (batch, qing_conversation_get_root (two, 0), 1);
  commit_one (store, batch);
  restored = restore (store, path);
  g_assert_cmpuint (restored->n_new, ==, 1);
  g_assert_cmpuint (restored->merged->len, ==, 1);
  after = describe (self->path);
  g_assert_cmpstr (before, ==, after);
  g_clear_object (&one);
  g_clear_object (&two);
  qing_shelf_close (store);
}

/* The backup of any older version. */
static void
test_older (QingShelf *self, gconstpointer data)
{
  for (guint version = 1; version < qing_migrations_get_version (); version++)
    {
      g_autofree char *file = g_strdup_printf ("version-%u.sql", version);
      g_autofree char *path = g_build_filename (self->folder, file, NULL);
      QingShelf old = { self->folder, path };
      g_autoptr (QingRestored) restored = NULL;
      g_autoptr (QingConversation) conversation = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *expected = g_strdup_printf ("%u", version);
      QingStore *store;

      qing_shelf_run_file (&old, file);
      store = qing_shelf_open (self);
      restored = restore (store, path);
      g_assert_cmpuint (restored->n_new, ==, 1);
      conversation = qing_shelf_load (store, "conversation-1");
      g_assert_cmpstr (qing_message_get_text (qing_conversation_get_root (conversation, 0), NULL),
                       ==, "你好，世界");
      kept = qing_shelf_query (&old, "PRAGMA user_version");
      g_assert_cmpstr (kept, ==, expected);
      g_clear_object (&conversation);
      qing_shelf_close (store);
      check_sound (self);
      remove_history (self);
    }
}

/* What is no backup of ours is refused with words, and nothing changes. */
static void
test_refused (QingShelf *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *sql; /* NULL: a text */
    const char *words;
  } files[] = {
    { "letter.txt", NULL, "no backup" },
    { "other.db", "CREATE TABLE message (id INTEGER PRIMARY KEY)", "no backup" },
    { "newer.db",
      "PRAGMA user_version = 9999; CREATE TABLE conversation (uid, title);"
      "CREATE TABLE message (uid); CREATE TABLE body (text)",
      "newer" },
    { "missing.db", "", "cannot be read" },
  };
  g_autofree char *before = NULL;
  QingStore *store;

  write_history (self);
  before = describe (self->path);
  store = qing_shelf_open (self);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, files[i].name, NULL);
      g_autoptr (QingRestored) restored = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      QingShelf other = { self->folder, path };

      if (files[i].sql == NULL)
        g_assert_true (g_file_set_contents (path, "Dear aunt, this is no database.", -1, NULL));
      else if (*files[i].sql != '\0')
        qing_shelf_run (&other, files[i].sql);
      restored = try_restore (store, path, NULL, &error);
      g_assert_null (restored);
      g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      g_assert_nonnull (strstr (error->message, files[i].words));
      after = describe (self->path);
      g_assert_cmpstr (before, ==, after);
    }
  qing_shelf_close (store);
}

/* From a file that is broken comes what can be read. */
static void
test_restore_damaged (QingShelf *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autofree char *root = NULL;
  g_autoptr (QingRestored) restored = NULL;
  QingStore *store;
  gsize length;

  write_history (self);
  back_up (self);
  path = get_backup (self);
  root = qing_shelf_query (self, "SELECT rootpage FROM sqlite_schema WHERE name = 'body'");
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + (atoi (root) - 1) * 1024, 0xa5, 1024);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  remove_history (self);
  store = qing_shelf_open (self);
  restored = restore (store, path);
  g_assert_true (restored->damaged);
  g_assert_cmpuint (restored->n_new, ==, CONVERSATIONS);
  qing_shelf_close (store);
  check_sound (self);
}

static void
cancel_cb (double fraction, gpointer cancellable)
{
  if (fraction > 0)
    g_cancellable_cancel (cancellable);
}

/* Cancelled in the middle, every conversation is there as a whole or not at all, and the rest can
 * follow. */
static void
test_restore_cancelled (QingShelf *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (QingRestored) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *n = NULL;
  GAsyncResult *place = NULL;
  QingStore *store = qing_shelf_open (self);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autoptr (QingBatch) batch = qing_batch_new ();

      qing_batch_put_conversation (batch, conversation);
      for (guint j = 0; j < 200; j++)
        qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Q");
      qing_shelf_commit (store, batch);
    }
  qing_shelf_close (store);
  back_up (self);
  path = get_backup (self);
  remove_history (self);
  store = qing_shelf_open (self);
  qing_store_restore_async (store, path, cancel_cb, cancellable, cancellable,
                            qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  g_assert_null (qing_store_restore_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  n = qing_shelf_query (self, "SELECT count(*) FROM conversation");
  g_assert_cmpint (atoi (n), >, 0);
  g_assert_cmpint (atoi (n), <, 20);
  parts = qing_shelf_query (self, "SELECT group_concat (DISTINCT n) FROM (SELECT count(*) AS n"
                                  " FROM message GROUP BY conversation)");
  g_assert_cmpstr (parts, ==, "200");
  rest = restore (store, path);
  g_assert_cmpint ((int) rest->n_new, ==, 20 - atoi (n));
  qing_shelf_close (store);
  check_sound (self);
}

static int
fail_nth (const char *sql, gpointer user_data)
{
  int *left = user_data;

  return g_atomic_int_dec_and_test (left) ? SQLITE_FULL : SQLITE_OK;
}

/* Whichever statement fails, nothing is half restored, and it can be tried again. */
static void
test_restore_failing (QingShelf *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *path = NULL;
  gboolean failed = TRUE;

  write_history (self);
  before = describe (self->path);
  back_up (self);
  path = get_backup (self);
  for (int n = 1; failed; n += 1 + n / 8)
    {
      g_autoptr (QingRestored) restored = NULL;
      g_autoptr (QingRestored) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      QingStore *store;
      int left = n;

      remove_history (self);
      store = qing_shelf_open (self);
      qing_store_set_hook (store, fail_nth, &left);
      restored = try_restore (store, path, NULL, &error);
      failed = restored == NULL;
      if (failed)
        g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      else
        g_assert_cmpint (n, >, 20);
      qing_store_set_hook (store, NULL, NULL);
      again = restore (store, path);
      after = describe (self->path);
      g_assert_cmpstr (before, ==, after);
      qing_shelf_close (store);
    }
  check_sound (self);
}

/* What a process that died had copied is gone at the next start. */
static void
test_left_behind (QingShelf *self, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *left = NULL;
  g_autofree char *file = NULL;

  write_history (self);
  folder = qing_backups_make_folder (self->path, NULL);
  left = g_build_filename (folder, "restoring-abcdef", NULL);
  file = g_build_filename (left, "history.db", NULL);
  g_assert_cmpint (g_mkdir (left, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  qing_shelf_close (qing_shelf_open (self));
  g_assert_cmpuint (count_files (folder), ==, 0);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/backups/" path, QingShelf, NULL, qing_shelf_set_up, func, qing_shelf_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("make", test_make);
  ADD ("while-writing", test_while_writing);
  ADD ("rotate", test_rotate);
  ADD ("make-cancelled", test_make_cancelled);
  ADD ("make-damaged", test_make_damaged);
  ADD ("restore", test_restore);
  ADD ("merge", test_merge);
  ADD ("undeleted", test_undeleted);
  ADD ("older", test_older);
  ADD ("refused", test_refused);
  ADD ("restore-damaged", test_restore_damaged);
  ADD ("restore-cancelled", test_restore_cancelled);
  ADD ("restore-failing", test_restore_failing);
  ADD ("left-behind", test_left_behind);
  return g_test_run ();
}
