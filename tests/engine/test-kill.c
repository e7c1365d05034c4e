/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-engine-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child of this program streams answers into a database and is killed at random moments. It tells
 * its parent through a pipe, line by line, what it has done:
 *
 *   committed UID          the question is stored, says the engine
 *   shown UID LENGTH TIME  so much of the answer was in the message, and so in the window
 *   probe TIME             a small transaction was begun
 *   probed TIME            and has ended: how slow the disk is just now
 *
 * Afterwards the parent looks at the database. Number of rounds: QING_KILL_ROUNDS. */

#define STREAMS 3
/* What was shown so long before the end must be there. To this comes what the machine was late by:
 * the longest commit and the longest pause of the child. */
#define GRACE_US 500000

static const char pattern[] = "All that is solid melts into air, 凡是坚固的东西都烟消云散了；é 😀 ";

/* The answers' text at a byte: both sides know what it must be. A character is never split. */
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
  QingDesk *desk;
  QingConversation *conversation;
  QingScriptedCall *call;
  QingMessage *answer;
} Stream;

typedef struct
{
  QingDesk desk;
  GRand *random;
  Stream streams[STREAMS];
} Child;

static void report (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
report (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (3);
}

static void
ask (Stream *stream)
{
  qing_desk_send (stream->desk, stream->conversation, "Question");
  stream->call = qing_desk_get_call (stream->desk);
  stream->answer = qing_conversation_get_leaf (stream->conversation);
  report ("committed %s\n", qing_message_get_uid (qing_message_get_parent (stream->answer)));
}

static void
say_something (Child *self, Stream *stream)
{
  g_autofree char *text = NULL;
  gsize length;

  qing_message_get_text (stream->answer, &length);
  text = make_text (length, next_length (length, (gsize) g_rand_int_range (self->random, 1, 40)));
  qing_scripted_call_text (stream->call, 0, text);
  qing_message_get_text (stream->answer, &length);
  report ("shown %s %" G_GSIZE_FORMAT " %" G_GINT64_FORMAT "\n",
          qing_message_get_uid (stream->answer), length, g_get_monotonic_time ());
}

static gboolean
stream_cb (gpointer data)
{
  Child *self = data;
  Stream *stream = &self->streams[g_rand_int_range (self->random, 0, STREAMS)];

  if (stream->call == NULL)
    return G_SOURCE_CONTINUE;
  say_something (self, stream);
  if (g_rand_int_range (self->random, 0, 2000) == 0)
    {
      qing_scripted_call_reason (stream->call, 0, "stop");
      qing_scripted_call_finish (stream->call);
      stream->call = NULL;
      qing_desk_settle ();
      ask (stream);
    }
  return G_SOURCE_CONTINUE;
}

static void
probed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  report ("probed %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
}

static gboolean
probe_cb (gpointer data)
{
  Child *self = data;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());

  qing_batch_set_meta (batch, "probe", now);
  report ("probe %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  qing_store_commit_async (self->desk.store, batch, probed_cb, NULL);
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
      self.streams[i].desk = &self.desk;
      self.streams[i].conversation = qing_engine_create_conversation (self.desk.engine);
      qing_conversation_set_model (self.streams[i].conversation, "qwen-max");
      ask (&self.streams[i]);
    }
  g_timeout_add (2, stream_cb, &self);
  g_timeout_add (150, probe_cb, &self);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* The parent. */

typedef struct
{
  gsize length; /* shown long enough ago */
} Shown;

typedef struct
{
  GHashTable *committed;
  GHashTable *shown;
  gint64 slowest;
  gint64 pause;
  guint n_lines;
} Reports;

static void
reports_clear (Reports *self)
{
  g_hash_table_unref (self->committed);
  g_hash_table_unref (self->shown);
}

/* The child says something every two milliseconds, when it gets to it. */
static void
find_longest_pause (Reports *self, char **lines, gint64 killed)
{
  gint64 last = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *number = strrchr (lines[i], ' ');
      gint64 time = number != NULL ? g_ascii_strtoll (number, NULL, 10) : 0;

      if (g_str_has_prefix (lines[i], "committed") || time == 0)
        continue;
      if (last != 0)
        self->pause = MAX (self->pause, time - last);
      last = time;
    }
  if (last != 0)
    self->pause = MAX (self->pause, killed - last);
}

static void
find_slowest (Reports *self, char **lines, gint64 killed)
{
  gint64 begun = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gint64 time = 0;

      if (sscanf (lines[i], "probe %" G_GINT64_FORMAT, &time) == 1 && begun == 0)
        begun = time;
      else if (sscanf (lines[i], "probed %" G_GINT64_FORMAT, &time) == 1 && begun != 0)
        {
          self->slowest = MAX (self->slowest, time - begun);
          begun = 0;
        }
    }
  if (begun != 0)
    self->slowest = MAX (self->slowest, killed - begun);
}

static void
read_reports (Reports *self, const char *text, gint64 killed)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gint64 limit;

  self->committed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_lines = g_strv_length (lines);
  /* The last line may be torn. */
  if (self->n_lines > 0)
    g_clear_pointer (&lines[self->n_lines - 1], g_free);
  find_slowest (self, lines, killed);
  find_longest_pause (self, lines, killed);
  limit = killed - GRACE_US - 2 * self->slowest - self->pause;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char uid[64];
      unsigned long length;
      gint64 time;

      if (sscanf (lines[i], "committed %63s", uid) == 1)
        g_hash_table_add (self->committed, g_strdup (uid));
      else if (sscanf (lines[i], "shown %63s %lu %" G_GINT64_FORMAT, uid, &length, &time) == 3)
        {
          Shown *shown = g_new0 (Shown, 1);

          shown->length = time <= limit ? length : 0;
          if (time <= limit || !g_hash_table_contains (self->shown, uid))
            g_hash_table_insert (self->shown, g_strdup (uid), shown);
          else
            g_free (shown);
        }
    }
}

/* Runs a child for @life_ms and gives what it said, and when it was killed. */
static char *
run_and_kill (const char *path, guint32 seed, guint life_ms, gint64 *killed)
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
  *killed = g_get_monotonic_time ();
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
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

/* Looks at an answer that the child has shown. Returns whether it can be gone on with. */
static void
check_answer (QingMessage *answer, Reports *reports)
{
  Shown *shown = g_hash_table_lookup (reports->shown, qing_message_get_uid (answer));
  gsize length;
  const char *text = qing_message_get_text (answer, &length);
  g_autofree char *expected = make_text (0, length);
  QingMessageState state = qing_message_get_state (answer);

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (state == QING_MESSAGE_INTERRUPTED || state == QING_MESSAGE_COMPLETE);
  if (shown != NULL)
    {
      g_assert_cmpuint (length, >=, shown->length);
      g_hash_table_remove (reports->shown, qing_message_get_uid (answer));
    }
}

static void
check_conversation (QingDesk *desk, QingConversation *conversation, Reports *reports)
{
  qing_desk_load (desk, conversation);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      g_hash_table_remove (reports->committed, qing_message_get_uid (message));
      if (qing_message_get_role (message) == QING_ROLE_ASSISTANT)
        check_answer (message, reports);
    }
}

/* What was cut can be continued, and is whole afterwards. */
static void
check_continues (QingDesk *desk, QingConversation *conversation)
{
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  g_autofree char *more = NULL;
  g_autofree char *expected = NULL;
  gsize length;

  if (!qing_engine_can_continue (desk->engine, conversation, answer))
    {
      qing_message_get_text (answer, &length);
      g_assert_true (length == 0 || qing_message_get_state (answer) == QING_MESSAGE_COMPLETE);
      return;
    }
  qing_message_get_text (answer, &length);
  more = make_text (length, next_length (length, 100));
  qing_engine_continue (desk->engine, conversation, answer);
  qing_scripted_call_text (qing_desk_get_call (desk), 0, more);
  qing_scripted_call_reason (qing_desk_get_call (desk), 0, "stop");
  qing_scripted_call_finish (qing_desk_get_call (desk));
  qing_desk_settle ();
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_COMPLETE);
  expected = make_text (0, length + strlen (more));
  g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, expected);
}

static gboolean
was_long_ago (gpointer uid, gpointer shown, gpointer data)
{
  return ((Shown *) shown)->length > 0;
}

static void
check_database (const char *path, Reports *reports)
{
  QingDesk desk = { 0 };
  GListModel *list;
  guint n;

  desk.path = g_strdup (path);
  desk.catalogue = qing_catalogue_new ();
  desk.account = qing_desk_new_account ();
  qing_desk_start (&desk);
  list = qing_engine_get_conversations (desk.engine);
  n = g_list_model_get_n_items (list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      check_conversation (&desk, conversation, reports);
    }
  g_assert_cmpuint (g_hash_table_size (reports->committed), ==, 0);
  g_assert_null (g_hash_table_find (reports->shown, was_long_ago, NULL));
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

static void
test_kill (void)
{
  const char *asked = g_getenv ("QING_KILL_ROUNDS");
  guint rounds = asked != NULL ? (guint) atoi (asked) : 20;
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *folder = g_dir_make_tmp ("qingtan-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);

  g_test_message ("%u rounds, seed %u", rounds, seed);
  for (guint i = 0; i < rounds; i++)
    {
      guint life_ms = (guint) g_rand_int_range (random, 50, 2500);
      gint64 killed;
      g_autofree char *said = run_and_kill (path, g_rand_int (random), life_ms, &killed);
      Reports reports = { 0 };

      read_reports (&reports, said, killed);
      check_integrity (path);
      g_test_message ("round %u: %u ms, %u reports, longest commit %" G_GINT64_FORMAT
                      " us, longest pause %" G_GINT64_FORMAT " us",
                      i, life_ms, reports.n_lines, reports.slowest, reports.pause);
      check_database (path, &reports);
      check_integrity (path);
      reports_clear (&reports);
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
