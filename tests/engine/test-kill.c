/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-backups.h"
#include "qing-engine-backups.h"
#include "qing-engine-private.h"
#include "qing-tree.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child of this program streams, edits, deletes and backs up, and is killed at a random moment. It
 * tells its parent through a pipe, line by line, what it has done:
 *
 *   NUMBER present CONVERSATION MESSAGE LENGTH   so much of it is shown
 *   NUMBER absent CONVERSATION MESSAGE 0         it was deleted
 *   NUMBER listed CONVERSATION - 0               it is in the list
 *   NUMBER unlisted CONVERSATION - 0             it was deleted
 *   NUMBER titled CONVERSATION title N           it was renamed to N, more than ever before
 *   NUMBER durable - - 0                         all of this up to NUMBER must be on the disk
 *
 * Afterwards the parent looks at the database. What is durable is not a matter of time: it is what
 * was shown when the autosave's time had come (that it comes within half a second is another test's
 * matter), as soon as the store has worked off what it was given until then.
 *
 * Number of rounds: QING_KILL_ROUNDS. */

#define DEFAULT_ROUNDS 20
#define MAX_LIFE_MS    1500
#define STREAMS        3
/* The queue gives the store one batch after the other; there are never more than a few. */
#define PROBES 6

static const char pattern[] = "All that is solid melts into air, 凡是坚固的东西都烟消云散了；é 😀 ";

/* The texts at a byte: both sides know what it must be. A character is never split. */
static gsize
next_length (gsize from, gsize wanted)
{
  gsize length = strlen (pattern);
  gsize to = from + wanted;

  while ((pattern[to % length] & 0xc0) == 0x80)
    to++;
  return to - from;
}

static char *
make_text (gsize from, gsize n)
{
  char *text = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    text[i] = pattern[(from + i) % strlen (pattern)];
  text[n] = '\0';
  return text;
}

/* The child. */

typedef struct
{
  QingConversation *conversation;
  QingScriptedCall *call;
  QingMessage *answer;
} Stream;

typedef struct
{
  QingDesk desk;
  GRand *random;
  Stream streams[STREAMS];
  QingConversation *edited; /* whose messages come and go */
  QingConversation *thrown; /* that itself comes and goes */
  gboolean is_thrown;
  guint token;
  QingMessage *removed;
  guint title;
  guint number;
  gint64 deadline;
  gboolean busy;
} Child;

static void
report (guint number, const char *what, const char *conversation, const char *message, gsize n)
{
  g_autofree char *line =
    g_strdup_printf ("%u %s %s %s %" G_GSIZE_FORMAT "\n", number, what, conversation, message, n);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (3);
}

static void
report_message (Child *self, const char *what, QingConversation *of, QingMessage *message)
{
  gsize length;

  qing_message_get_text (message, &length);
  report (++self->number, what, qing_conversation_get_uid (of), qing_message_get_uid (message),
          length);
}

static void
report_conversation (Child *self, const char *what, QingConversation *conversation)
{
  report (++self->number, what, qing_conversation_get_uid (conversation), "-", 0);
}

typedef struct
{
  Child *child;
  guint number;
  guint left;
} Barrier;

static void probe (Barrier *barrier);

static void
probed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Barrier *barrier = data;

  if (--barrier->left > 0)
    {
      probe (barrier);
      return;
    }
  report (barrier->number, "durable", "-", "-", 0);
  g_free (barrier);
}

/* The store works in order, so what comes back was done after all that it was given before. */
static void
probe (Barrier *barrier)
{
  qing_store_read_meta_async (barrier->child->desk.store, NULL, probed_cb, barrier);
}

/* Whether the autosave has gathered all that was shown since the last time. */
static void
watch_autosave (Child *self)
{
  gint64 deadline = qing_autosave_get_deadline (self->desk.engine->autosave);

  if (self->deadline != 0 && deadline != self->deadline)
    {
      Barrier *barrier = g_new0 (Barrier, 1);

      barrier->child = self;
      barrier->number = self->number;
      barrier->left = PROBES;
      probe (barrier);
    }
  self->deadline = 0;
}

static char *
make_random_text (Child *self)
{
  return make_text (0, next_length (0, (gsize) g_rand_int_range (self->random, 1, 400)));
}

/* A question is on the disk before it is asked. */
static QingMessage *
ask (Child *self, QingConversation *conversation)
{
  g_autofree char *text = make_random_text (self);
  QingMessage *answer;

  qing_desk_send (&self->desk, conversation, text);
  answer = qing_conversation_get_leaf (conversation);
  report_conversation (self, "listed", conversation);
  report_message (self, "present", conversation, qing_message_get_parent (answer));
  report (self->number, "durable", "-", "-", 0);
  return answer;
}

static void
finish (QingScriptedCall *call)
{
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
}

static void
begin_stream (Child *self, Stream *stream)
{
  stream->answer = ask (self, stream->conversation);
  stream->call = qing_desk_get_call (&self->desk);
}

static QingConversation *
begin_conversation (Child *self)
{
  QingConversation *conversation = qing_engine_create_conversation (self->desk.engine);

  qing_conversation_set_model (conversation, "qwen-max");
  return conversation;
}

static QingConversation *
begin_whole_conversation (Child *self)
{
  QingConversation *conversation = begin_conversation (self);
  QingMessage *answer = ask (self, conversation);
  g_autofree char *text = make_random_text (self);

  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, text);
  finish (qing_desk_get_call (&self->desk));
  qing_desk_settle ();
  report_message (self, "present", conversation, answer);
  return conversation;
}

static void
say_something (Child *self, Stream *stream)
{
  g_autofree char *text = NULL;
  gsize length;

  qing_message_get_text (stream->answer, &length);
  text = make_text (length, next_length (length, (gsize) g_rand_int_range (self->random, 1, 40)));
  qing_scripted_call_text (stream->call, 0, text);
  report_message (self, "present", stream->conversation, stream->answer);
}

static void
go_on (Child *self, Stream *stream)
{
  finish (stream->call);
  qing_desk_settle ();
  begin_stream (self, stream);
}

/* A conversation is deleted while its answer comes. */
static void
throw_away (Child *self, Stream *stream)
{
  qing_engine_delete (self->desk.engine, stream->conversation);
  report_conversation (self, "unlisted", stream->conversation);
  g_object_unref (stream->conversation);
  stream->conversation = begin_conversation (self);
  begin_stream (self, stream);
}

static void
edit (Child *self)
{
  g_autofree char *text = make_random_text (self);
  QingMessage *leaf = qing_conversation_get_leaf (self->edited);

  qing_engine_edit (self->desk.engine, self->edited, leaf, text);
  report_message (self, "present", self->edited, qing_conversation_get_leaf (self->edited));
}

static void
remove_message (Child *self)
{
  QingMessage *leaf = qing_conversation_get_leaf (self->edited);

  if (qing_message_get_n_siblings (leaf) < 2)
    return;
  g_set_object (&self->removed, leaf);
  self->token = qing_engine_delete_message (self->desk.engine, self->edited, leaf);
  report_message (self, "absent", self->edited, leaf);
}

static void
put_back (Child *self)
{
  if (self->removed == NULL)
    return;
  qing_engine_undelete_message (self->desk.engine, self->edited, self->token);
  report_message (self, "present", self->edited, self->removed);
  g_clear_object (&self->removed);
}

static void
rename_conversation (Child *self)
{
  g_autofree char *title = g_strdup_printf ("%u", ++self->title);

  qing_engine_rename (self->desk.engine, self->edited, title);
  report (++self->number, "titled", qing_conversation_get_uid (self->edited), "title", self->title);
}

static void
toss (Child *self)
{
  if (self->is_thrown)
    qing_engine_undelete (self->desk.engine, self->thrown);
  else
    qing_engine_delete (self->desk.engine, self->thrown);
  self->is_thrown = !self->is_thrown;
  report_conversation (self, self->is_thrown ? "unlisted" : "listed", self->thrown);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  qing_engine_back_up_finish (QING_ENGINE (object), result, NULL);
}

static void
do_something (Child *self)
{
  Stream *stream = &self->streams[g_rand_int_range (self->random, 0, STREAMS)];
  int what = g_rand_int_range (self->random, 0, 1000);

  if (what < 8)
    go_on (self, stream);
  else if (what < 12)
    throw_away (self, stream);
  else if (what < 40)
    edit (self);
  else if (what < 60)
    remove_message (self);
  else if (what < 70)
    put_back (self);
  else if (what < 80)
    toss (self);
  else if (what < 90)
    rename_conversation (self);
  else if (what < 92)
    qing_engine_back_up_async (self->desk.engine, NULL, backed_up_cb, NULL);
  else
    say_something (self, stream);
}

static gboolean
work_cb (gpointer data)
{
  Child *self = data;

  /* To ask is to wait, and meanwhile this is called again. */
  if (self->busy)
    return G_SOURCE_CONTINUE;
  self->busy = TRUE;
  watch_autosave (self);
  do_something (self);
  self->deadline = qing_autosave_get_deadline (self->desk.engine->autosave);
  self->busy = FALSE;
  return G_SOURCE_CONTINUE;
}

static int
run_child (const char *path, guint32 seed)
{
  Child self = { 0 };

  self.desk.path = g_strdup (path);
  self.desk.catalogue = qing_catalogue_new ();
  self.desk.account = qing_desk_new_account ();
  self.random = g_rand_new_with_seed (seed);
  qing_desk_start (&self.desk);
  for (guint i = 0; i < STREAMS; i++)
    {
      self.streams[i].conversation = begin_conversation (&self);
      begin_stream (&self, &self.streams[i]);
    }
  self.edited = begin_whole_conversation (&self);
  self.thrown = begin_whole_conversation (&self);
  g_timeout_add (2, work_cb, &self);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* The parent. */

/* What must be true of a message, a conversation or a title. */
typedef struct
{
  char *what;
  char *conversation;
  char *message;
  guint64 n;
  gboolean open; /* something came later that may or may not be there */
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->what);
  g_free (fact->conversation);
  g_free (fact->message);
  g_free (fact);
}

static guint
find_durable (char **lines)
{
  guint durable = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], " durable ") != NULL)
      durable = MAX (durable, (guint) strtoul (lines[i], NULL, 10));
  return durable;
}

static void
add_fact (GHashTable *facts, const char *line, guint durable)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autofree char *key = NULL;
  Fact *fact;

  g_assert_cmpuint (g_strv_length (words), ==, 5);
  if (g_str_equal (words[1], "durable"))
    return;
  key = g_strconcat (words[2], " ", words[3], NULL);
  fact = g_hash_table_lookup (facts, key);
  if (strtoul (words[0], NULL, 10) > durable)
    {
      /* More of the same text is no contradiction to less of it. */
      if (fact != NULL && !g_str_equal (fact->what, words[1]))
        fact->open = TRUE;
      return;
    }
  fact = g_new0 (Fact, 1);
  fact->what = g_strdup (words[1]);
  fact->conversation = g_strdup (words[2]);
  fact->message = g_strdup (words[3]);
  fact->n = g_ascii_strtoull (words[4], NULL, 10);
  g_hash_table_insert (facts, g_steal_pointer (&key), fact);
}

/* (element-type utf8 Fact) */
static GHashTable *
read_facts (const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint n = g_strv_length (lines);
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fact_free);
  guint durable;

  /* The last line may be torn. */
  if (n > 0)
    g_clear_pointer (&lines[n - 1], g_free);
  durable = find_durable (lines);
  for (guint i = 0; lines[i] != NULL; i++)
    add_fact (facts, lines[i], durable);
  return facts;
}

/* Runs a child for @life_ms and gives what it said. */
static char *
run_and_kill (const char *path, guint32 seed, guint life_ms)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", seed);
  const char *argv[] = { self, "--child", path, number, NULL };
  g_autoptr (GError) error = NULL;
  GString *said = g_string_new (NULL);
  char buffer[65536];
  gint64 end;
  GPid pid;
  int output;
  ssize_t n;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                            &pid, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  end = g_get_monotonic_time () + (gint64) life_ms * 1000;
  while (g_get_monotonic_time () < end)
    {
      GPollFD poll = { output, G_IO_IN, 0 };
      int wait_ms = (int) MAX ((end - g_get_monotonic_time ()) / 1000, 0);

      if (g_poll (&poll, 1, wait_ms) > 0 && (n = read (output, buffer, sizeof buffer)) > 0)
        g_string_append_len (said, buffer, n);
    }
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  while ((n = read (output, buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, n);
  close (output);
  g_spawn_close_pid (pid);
  return g_string_free (said, FALSE);
}

static void
check_integrity (const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "PRAGMA integrity_check", -1, &row, NULL);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (row, 0), ==, "ok");
  sqlite3_finalize (row);
  sqlite3_prepare_v2 (handle, "PRAGMA foreign_key_check", -1, &row, NULL);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_DONE);
  sqlite3_finalize (row);
  sqlite3_close (handle);
}

static void
check_message (QingMessage *message, gboolean shown, gpointer data)
{
  gsize length;
  const char *text = qing_message_get_text (message, &length);
  g_autofree char *expected = make_text (0, length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_false (qing_message_is_running (message));
}

static gboolean
is_sure (GHashTable *facts, const char *conversation)
{
  g_autofree char *key = g_strconcat (conversation, " -", NULL);
  Fact *fact = g_hash_table_lookup (facts, key);

  return fact != NULL && !fact->open && g_str_equal (fact->what, "listed");
}

static void
check_fact (QingDesk *desk, GHashTable *facts, const Fact *fact)
{
  QingConversation *conversation =
    qing_conversation_list_lookup (desk->engine->conversations, fact->conversation);
  QingMessage *message;
  gsize length;

  if (g_str_equal (fact->what, "unlisted"))
    g_assert_null (conversation);
  if (!is_sure (facts, fact->conversation))
    return;
  g_assert_nonnull (conversation);
  if (g_str_equal (fact->what, "titled"))
    g_assert_cmpuint (g_ascii_strtoull (qing_conversation_get_title (conversation), NULL, 10), >=,
                      fact->n);
  message = qing_conversation_get_message (conversation, fact->message);
  if (g_str_equal (fact->what, "absent"))
    g_assert_null (message);
  if (!g_str_equal (fact->what, "present"))
    return;
  g_assert_nonnull (message);
  qing_message_get_text (message, &length);
  g_assert_cmpuint (length, >=, fact->n);
}

static void
check_facts (QingDesk *desk, GHashTable *facts)
{
  GHashTableIter iter;
  gpointer fact;

  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, NULL, &fact))
    if (!((Fact *) fact)->open)
      check_fact (desk, facts, fact);
}

/* What was cut can be continued, and is whole afterwards. */
static void
check_continues (QingDesk *desk, QingConversation *conversation)
{
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  g_autofree char *more = NULL;
  gsize length;

  if (!qing_engine_can_continue (desk->engine, conversation, answer))
    return;
  qing_message_get_text (answer, &length);
  more = make_text (length, next_length (length, 100));
  qing_engine_continue (desk->engine, conversation, answer);
  qing_scripted_call_text (qing_desk_get_call (desk), 0, more);
  finish (qing_desk_get_call (desk));
  qing_desk_settle ();
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  check_message (answer, TRUE, NULL);
}

static void
check_database (const char *path, GHashTable *facts)
{
  QingDesk desk = { 0 };
  GListModel *list;
  guint n;

  desk.path = g_strdup (path);
  desk.catalogue = qing_catalogue_new ();
  desk.account = qing_desk_new_account ();
  qing_desk_start (&desk);
  g_assert_null (qing_engine_get_notice (desk.engine));
  list = qing_engine_get_conversations (desk.engine);
  n = g_list_model_get_n_items (list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      qing_desk_load (&desk, conversation);
      qing_tree_walk (conversation, check_message, NULL);
    }
  check_facts (&desk, facts);
  for (guint i = 0; i < MIN (n, STREAMS); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, 0);

      check_continues (&desk, conversation);
    }
  qing_desk_shut_down (&desk);
  g_object_unref (desk.catalogue);
  g_object_unref (desk.account);
  g_free (desk.path);
}

/* Backups are there as a whole or not at all. */
static guint
check_backups (const char *path)
{
  g_autoptr (GPtrArray) files = qing_backups_list (path);

  for (guint i = 0; i < files->len; i++)
    check_integrity (((QingBackupFile *) files->pdata[i])->path);
  return files->len;
}

static void
run_round (const char *path, guint number, guint32 seed, guint life_ms)
{
  g_autofree char *said = run_and_kill (path, seed, life_ms);
  g_autoptr (GHashTable) facts = read_facts (said);
  guint n_backups;

  check_integrity (path);
  check_database (path, facts);
  check_integrity (path);
  n_backups = check_backups (path);
  g_test_message ("round %u: killed after %u ms, %u things to be there, %u backups", number,
                  life_ms, g_hash_table_size (facts), n_backups);
}

static void
test_kill (void)
{
  const char *asked = g_getenv ("QING_KILL_ROUNDS");
  guint rounds = asked != NULL ? (guint) atoi (asked) : DEFAULT_ROUNDS;
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *folder = g_dir_make_tmp ("qingtan-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);

  g_test_message ("%u rounds, seed %u", rounds, seed);
  for (guint i = 0; i < rounds; i++)
    {
      guint32 child_seed = g_rand_int (random);
      guint life_ms = (guint) g_rand_int_range (random, 10, MAX_LIFE_MS);

      run_round (path, i, child_seed, life_ms);
    }
  g_assert_cmpint (system (command), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], (guint32) strtoul (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/kill", test_kill);
  return g_test_run ();
}
