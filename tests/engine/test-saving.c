/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-autosave.h"
#include "qing-engine-private.h"
#include "qing-shelf.h"

#include <string.h>
#include <unistd.h>

/* A disk that fails: what the hook says about the statements from the armed moment on. */
typedef struct
{
  int code;       /* what fails; 0 for nothing */
  const char *at; /* the beginning of the statements that fail */
  int commits;    /* how many transactions have ended, read with g_atomic_int_get() */
} Disk;

typedef struct
{
  QingDesk desk;
  QingConversation *conversation;
  Disk disk;
} Fixture;

static int
disk_hook (const char *sql, gpointer user_data)
{
  Disk *disk = user_data;
  int code = g_atomic_int_get (&disk->code);

  if (g_str_has_prefix (sql, "COMMIT"))
    g_atomic_int_inc (&disk->commits);
  return code != SQLITE_OK && g_str_has_prefix (sql, disk->at) ? code : SQLITE_OK;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
  fixture->conversation = qing_engine_create_conversation (fixture->desk.engine);
  qing_store_set_hook (fixture->desk.store, disk_hook, &fixture->disk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_atomic_int_set (&fixture->disk.code, SQLITE_OK);
  g_clear_object (&fixture->conversation);
  qing_desk_tear_down (&fixture->desk);
}

static void
break_disk (Fixture *fixture, const char *at, int code)
{
  fixture->disk.at = at;
  g_atomic_int_set (&fixture->disk.code, code);
}

static void
mend_disk (Fixture *fixture)
{
  g_atomic_int_set (&fixture->disk.code, SQLITE_OK);
}

static const QingFault *
get_fault (Fixture *fixture)
{
  return qing_autosave_get_fault (fixture->desk.engine->autosave);
}

static gboolean
has_fault (gpointer fixture)
{
  return get_fault (fixture) != NULL;
}

static gboolean
has_no_fault (gpointer fixture)
{
  return get_fault (fixture) == NULL;
}

static gboolean
has_no_deadline (gpointer fixture)
{
  return qing_autosave_get_deadline (((Fixture *) fixture)->desk.engine->autosave) == 0;
}

static void
check_shown (Fixture *fixture, const char *expected)
{
  g_autofree char *shown = qing_desk_describe (fixture->conversation);

  g_assert_cmpstr (shown, ==, expected);
}

static void
reopen (Fixture *fixture)
{
  g_clear_object (&fixture->conversation);
  fixture->conversation = qing_desk_restart (&fixture->desk, 0);
}

static QingScriptedCall *
get_call (Fixture *fixture)
{
  return qing_desk_get_call (&fixture->desk);
}

/* What there would be of the last answer's text if the program were killed now. */
static char *
read_stored_text (Fixture *fixture)
{
  QingShelf shelf = { fixture->desk.folder, fixture->desk.path };
  QingShelf copy = { 0 };
  char *text;

  qing_shelf_copy (&shelf, &copy);
  qing_shelf_close (qing_shelf_open (&copy));
  text = qing_shelf_query (&copy, "SELECT text FROM body ORDER BY message DESC LIMIT 1");
  qing_shelf_tear_down (&copy, NULL);
  return text;
}

/* Begins again where nothing can be written beside the database: as on a full disk, pieces of
 * answers have to go into it, and fail there. */
static void
fill_up_beside (Fixture *fixture)
{
  g_autofree char *tail = g_strconcat (fixture->desk.path, "-tail", NULL);

  g_clear_object (&fixture->conversation);
  qing_desk_shut_down (&fixture->desk);
  g_assert_cmpint (symlink ("/dev/full", tail), ==, 0);
  qing_desk_start (&fixture->desk);
  fixture->conversation = qing_engine_create_conversation (fixture->desk.engine);
  qing_store_set_hook (fixture->desk.store, disk_hook, &fixture->disk);
}

typedef struct
{
  const char *at;
  int code;
} Trouble;

static const Trouble troubles[] = {
  { "BEGIN", SQLITE_BUSY },
  { "BEGIN", SQLITE_READONLY },
  { "INSERT INTO conversation", SQLITE_FULL },
  { "INSERT INTO message", SQLITE_FULL },
  { "INSERT OR REPLACE INTO body", SQLITE_IOERR },
  { "COMMIT", SQLITE_FULL },
  { "COMMIT", SQLITE_IOERR },
};

/* The model is asked only for what is on the disk; what could not be written is taken back. */
static void
test_commit_before_send (Fixture *fixture, gconstpointer data)
{
  const Trouble *trouble = data;
  GListModel *list = qing_engine_get_conversations (fixture->desk.engine);
  g_autoptr (GError) error = NULL;

  break_disk (fixture, trouble->at, trouble->code);
  error = qing_desk_try_send (&fixture->desk, fixture->conversation, "Hello");
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_cmpuint (qing_scripted_provider_get_n_calls (fixture->desk.provider), ==, 0);
  check_shown (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_cmpstr (qing_conversation_get_title (fixture->conversation), ==, "");
  g_assert_nonnull (get_fault (fixture));

  mend_disk (fixture);
  qing_desk_exchange (&fixture->desk, fixture->conversation, "Hello", "Good day.");
  g_assert_null (get_fault (fixture));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  reopen (fixture);
  check_shown (fixture, "user: Hello | assistant: Good day.");
}

typedef struct
{
  Fixture *fixture;
  guint asked;
} Order;

static void
asked_cb (QingScriptedProvider *provider, gpointer call, gpointer user_data)
{
  Order *order = user_data;
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_open (order->fixture->desk.path, &handle), ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "SELECT text FROM body WHERE text = 'Precious'", -1, &row, NULL);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  sqlite3_finalize (row);
  sqlite3_close (handle);
  order->asked++;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  Order order = { fixture, 0 };

  g_signal_connect (fixture->desk.provider, "asked", G_CALLBACK (asked_cb), &order);
  qing_desk_send (&fixture->desk, fixture->conversation, "Precious");
  g_assert_cmpuint (order.asked, ==, 1);
}

/* Whenever something new is shown, it is due on the disk within half a second, however much comes
 * meanwhile; when nothing is new, nothing is due. */
static void
test_half_a_second (Fixture *fixture, gconstpointer data)
{
  QingAutosave *autosave = fixture->desk.engine->autosave;
  gint64 deadline;
  g_autofree char *stored = NULL;

  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  qing_desk_run_until (has_no_deadline, fixture);
  for (guint round = 0; round < 3; round++)
    {
      qing_scripted_call_text (get_call (fixture), 0, "word ");
      deadline = qing_autosave_get_deadline (autosave);
      g_assert_cmpint (deadline, >, 0);
      /* The clock is read afterwards, so that a machine that was slow meanwhile is no fault. */
      g_assert_cmpint (deadline, <=, g_get_monotonic_time () + 500000);
      for (guint i = 0; i < 100; i++)
        qing_scripted_call_text (get_call (fixture), 0, "more ");
      g_assert_cmpint (qing_autosave_get_deadline (autosave), ==, deadline);
      qing_desk_run_until (has_no_deadline, fixture);
    }
  do
    {
      g_clear_pointer (&stored, g_free);
      stored = read_stored_text (fixture);
      g_main_context_iteration (NULL, FALSE);
    }
  while (strlen (stored) < 3 * 101 * 5);
  g_assert_cmpuint (strlen (stored), ==, 3 * 101 * 5);
}

/* A thousand words in one breath cost one transaction. */
static void
test_coalesced (Fixture *fixture, gconstpointer data)
{
  int before;

  fill_up_beside (fixture);
  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  qing_desk_run_until (has_no_deadline, fixture);
  while (fixture->desk.engine->autosave != NULL && g_atomic_int_get (&fixture->disk.commits) < 2)
    g_main_context_iteration (NULL, FALSE);
  before = g_atomic_int_get (&fixture->disk.commits);
  for (guint i = 0; i < 1000; i++)
    qing_scripted_call_text (get_call (fixture), 0, "word ");
  while (g_atomic_int_get (&fixture->disk.commits) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&fixture->disk.commits), ==, before + 1);
  qing_scripted_call_finish (get_call (fixture));
  qing_desk_settle ();
  reopen (fixture);
  g_assert_cmpuint (strlen (
                      qing_message_get_text (qing_conversation_get_leaf (fixture->conversation),
                                             NULL)),
                    ==, 5000);
}

/* A disk that is full in the middle of an answer: the answer goes on, and is whole on the disk once
 * there is room. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingConversation) other = NULL;

  fill_up_beside (fixture);
  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  qing_scripted_call_text (get_call (fixture), 0, "one ");
  qing_desk_run_until (has_no_deadline, fixture);
  break_disk (fixture, trouble->at, trouble->code);
  qing_scripted_call_text (get_call (fixture), 0, "two ");
  qing_desk_run_until (has_fault, fixture);
  qing_scripted_call_text (get_call (fixture), 0, "three");
  qing_scripted_call_reason (get_call (fixture), 0, "stop");
  qing_scripted_call_finish (get_call (fixture));
  qing_desk_settle ();
  check_shown (fixture, "user: Q | assistant: one two three");

  /* Meanwhile nothing new is sent, and the words say why. */
  other = qing_engine_create_conversation (fixture->desk.engine);
  error = qing_desk_try_send (&fixture->desk, other, "Hello");
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  check_shown (fixture, "user: Q | assistant: one two three");

  mend_disk (fixture);
  qing_autosave_retry (fixture->desk.engine->autosave);
  qing_desk_run_until (has_no_fault, fixture);
  g_clear_object (&other);
  reopen (fixture);
  check_shown (fixture, "user: Q | assistant: one two three");
}

/* Waits until all that has changed so far is on the disk. */
static void
wait_for_disk (Fixture *fixture)
{
  QingAutosave *autosave = fixture->desk.engine->autosave;
  g_autoptr (QingBatch) nothing = qing_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  qing_autosave_commit_async (autosave, nothing, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_true (qing_autosave_commit_finish (autosave, result, NULL));
}

/* The database refuses everything, but what comes can still be written beside it. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stored = NULL;

  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  wait_for_disk (fixture);
  break_disk (fixture, "COMMIT", SQLITE_FULL);
  qing_scripted_call_text (get_call (fixture), 0, "one ");
  qing_desk_run_until (has_no_deadline, fixture);
  do
    {
      g_clear_pointer (&stored, g_free);
      stored = read_stored_text (fixture);
      g_main_context_iteration (NULL, FALSE);
    }
  while (!g_str_equal (stored, "one "));
  g_assert_null (get_fault (fixture));
  qing_scripted_call_text (get_call (fixture), 0, "two");
  qing_scripted_call_reason (get_call (fixture), 0, "stop");
  qing_scripted_call_finish (get_call (fixture));
  qing_desk_run_until (has_fault, fixture);
  mend_disk (fixture);
  qing_autosave_retry (fixture->desk.engine->autosave);
  qing_desk_run_until (has_no_fault, fixture);
  reopen (fixture);
  check_shown (fixture, "user: Q | assistant: one two");
}

static const Trouble streaming_troubles[] = {
  { "BEGIN", SQLITE_FULL },
  { "BEGIN", SQLITE_READONLY },
  { "INSERT INTO chunk", SQLITE_FULL },
  { "COMMIT", SQLITE_IOERR_FSYNC },
};

/* The end of an answer cannot be written when the program ends: it says so and can try again. */
static void
test_shutdown_fails (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_desk_send (&fixture->desk, fixture->conversation, "Q");
  qing_desk_run_until (has_no_deadline, fixture);
  qing_scripted_call_text (get_call (fixture), 0, "one");
  break_disk (fixture, "COMMIT", SQLITE_FULL);
  qing_engine_shutdown_async (fixture->desk.engine, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_false (qing_engine_shutdown_finish (fixture->desk.engine, result, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_clear_object (&result);
  check_shown (fixture, "user: Q | assistant: one (stopped)");
  mend_disk (fixture);
  reopen (fixture);
  check_shown (fixture, "user: Q | assistant: one (stopped)");
}

#define STREAMS 4
#define DELTAS  16384

typedef struct
{
  QingConversation *conversation;
  QingScriptedCall *call;
  GString *expected;
  guint sent;
} Stream;

static void
send_one (Stream *stream, GRand *random)
{
  static const char *const words[] = {
    "a ", "word, ", "\n", "清谈", "漢", "é", "😀 ", "**bold** ", "`code` ", "\n\n```\nx\n```\n"
  };
  const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

  qing_scripted_call_text (stream->call, 0, word);
  g_string_append (stream->expected, word);
  stream->sent++;
}

static void
check_stored (QingDesk *desk, const char *uid, GString *expected)
{
  QingConversation *conversation = qing_conversation_list_lookup (desk->engine->conversations, uid);
  gsize length;
  const char *text;

  g_assert_nonnull (conversation);
  qing_desk_load (desk, conversation);
  text = qing_message_get_text (qing_conversation_get_leaf (conversation), &length);
  g_assert_cmpmem (text, length, expected->str, expected->len);
}

static void
test_many_deltas (Fixture *fixture, gconstpointer data)
{
  Stream streams[STREAMS] = { 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  char *uids[STREAMS];

  for (guint i = 0; i < STREAMS; i++)
    {
      streams[i].conversation = qing_engine_create_conversation (fixture->desk.engine);
      streams[i].expected = g_string_new (NULL);
      uids[i] = g_strdup (qing_conversation_get_uid (streams[i].conversation));
      qing_desk_send (&fixture->desk, streams[i].conversation, "Q");
      streams[i].call = get_call (fixture);
    }
  for (guint n = 0; n < DELTAS; n++)
    {
      for (guint i = 0; i < STREAMS; i++)
        send_one (&streams[i], random);
      if (n % 16 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  for (guint i = 0; i < STREAMS; i++)
    {
      gsize length;
      const char *text;

      qing_scripted_call_reason (streams[i].call, 0, "stop");
      qing_scripted_call_finish (streams[i].call);
      text = qing_message_get_text (qing_conversation_get_leaf (streams[i].conversation), &length);
      g_assert_cmpmem (text, length, streams[i].expected->str, streams[i].expected->len);
    }
  qing_desk_settle ();
  for (guint i = 0; i < STREAMS; i++)
    g_object_unref (streams[i].conversation);
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  for (guint i = 0; i < STREAMS; i++)
    {
      check_stored (&fixture->desk, uids[i], streams[i].expected);
      g_string_free (streams[i].expected, TRUE);
      g_free (uids[i]);
    }
}

#define ADD(path, data, func) g_test_add ("/saving/" path, Fixture, data, set_up, func, tear_down)

static void
add_troubles (const char *path,
              const Trouble *list,
              guint n,
              void (*func) (Fixture *fixture, gconstpointer data))
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("/saving/%s/%u", path, i);

      g_test_add (name, Fixture, &list[i], set_up, func, tear_down);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", NULL, test_order);
  add_troubles ("commit-before-send", troubles, G_N_ELEMENTS (troubles), test_commit_before_send);
  ADD ("half-a-second", NULL, test_half_a_second);
  ADD ("coalesced", NULL, test_coalesced);
  add_troubles ("full-disk", streaming_troubles, G_N_ELEMENTS (streaming_troubles), test_full_disk);
  ADD ("beside", NULL, test_beside);
  ADD ("shutdown-fails", NULL, test_shutdown_fails);
  ADD ("many-deltas", NULL, test_many_deltas);
  return g_test_run ();
}
