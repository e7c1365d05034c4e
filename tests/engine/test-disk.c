/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-autosave.h"
#include "qing-backups.h"
#include "qing-disk.h"
#include "qing-engine-backups.h"
#include "qing-engine-private.h"
#include "qing-fault.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Disks that fill up, files that must not be written, and a history that two processes share: the
 * user is told, and nothing that was shown is lost. */

typedef struct
{
  QingDesk desk;
  QingConversation *conversation;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
  fixture->conversation = qing_engine_create_conversation (fixture->desk.engine);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  qing_disk_set_room (-1);
  g_clear_object (&fixture->conversation);
  qing_desk_tear_down (&fixture->desk);
}

/* Writes everything now; the error says why it cannot be written. */
static GError *
flush (Fixture *fixture)
{
  QingAutosave *autosave = fixture->desk.engine->autosave;
  g_autoptr (QingBatch) nothing = qing_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;
  GError *error = NULL;

  qing_batch_set_meta (nothing, "flushed", "yes");
  qing_autosave_commit_async (autosave, nothing, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  qing_autosave_commit_finish (autosave, result, &error);
  return error;
}

static void
flush_for_sure (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  qing_disk_set_room (-1);
  error = flush (fixture);
  g_assert_no_error (error);
}

static void
check_is_full (const GError *error)
{
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "full"));
}

static void
answer (Fixture *fixture, const char *text)
{
  QingScriptedCall *call = qing_desk_get_call (&fixture->desk);

  qing_scripted_call_text (call, 0, text);
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_desk_settle ();
}

/* A second question, its answer, an edit and a new title, while the disk fills up. */
static void
go_on (Fixture *fixture)
{
  g_autoptr (GError) error =
    qing_desk_try_send (&fixture->desk, fixture->conversation, "More, please");

  if (error != NULL)
    check_is_full (error);
  else
    {
      g_autofree char *text = g_strnfill (3000, 'x');

      answer (fixture, text);
    }
  qing_engine_edit (fixture->desk.engine, fixture->conversation,
                    qing_conversation_get_leaf (fixture->conversation), "Edited");
  qing_engine_rename (fixture->desk.engine, fixture->conversation, "Renamed");
}

/* Whichever write is the last for which there is room: once there is more of it, the disk has what
 * the window has. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  gboolean full = TRUE;

  qing_desk_exchange (&fixture->desk, fixture->conversation, "First", "Yes");
  for (int n = 0; full; n++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      flush_for_sure (fixture);
      qing_disk_set_room (n);
      go_on (fixture);
      error = flush (fixture);
      full = qing_disk_was_full ();
      if (error != NULL)
        check_is_full (error);
      before = qing_desk_describe (fixture->conversation);
      flush_for_sure (fixture);
      g_clear_object (&fixture->conversation);
      fixture->conversation = qing_desk_restart (&fixture->desk, 0);
      after = qing_desk_describe (fixture->conversation);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpstr (qing_conversation_get_title (fixture->conversation), ==, "Renamed");
      if (!full)
        g_assert_cmpint (n, >, 5);
    }
}

/* The process ends while the disk is full: what was on the disk is what is there, and it opens. */
static void
test_full_at_the_end (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  qing_desk_exchange (&fixture->desk, fixture->conversation, "First", "Yes");
  flush_for_sure (fixture);
  before = qing_desk_describe (fixture->conversation);
  qing_engine_edit (fixture->desk.engine, fixture->conversation,
                    qing_conversation_get_leaf (fixture->conversation), "Edited");
  qing_disk_set_room (0);
  qing_engine_shutdown_async (fixture->desk.engine, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_false (qing_engine_shutdown_finish (fixture->desk.engine, result, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "full"));
  g_clear_object (&result);
  /* There is room again before the program is really gone. */
  qing_disk_set_room (-1);
  g_clear_object (&fixture->conversation);
  fixture->conversation = qing_desk_restart (&fixture->desk, 0);
  after = qing_desk_describe (fixture->conversation);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (after, ==, "user: First | assistant: Edited");
}

/* A program that starts on a full disk opens what is there. */
static void
test_start_when_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  qing_desk_exchange (&fixture->desk, fixture->conversation, "First", "Yes");
  g_clear_object (&fixture->conversation);
  qing_desk_shut_down (&fixture->desk);
  qing_disk_set_room (0);
  qing_desk_start (&fixture->desk);
  fixture->conversation =
    g_list_model_get_item (qing_engine_get_conversations (fixture->desk.engine), 0);
  qing_desk_load (&fixture->desk, fixture->conversation);
  shown = qing_desk_describe (fixture->conversation);
  g_assert_cmpstr (shown, ==, "user: First | assistant: Yes");
  qing_disk_set_room (-1);
}

/* A backup for which there is no room: words, no half of one, and the older one stays. */
static void
test_backup_when_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = qing_backups_get_folder (fixture->desk.path);
  gboolean made = FALSE;
  gboolean damaged;

  qing_desk_exchange (&fixture->desk, fixture->conversation, "First", "Yes");
  flush_for_sure (fixture);
  for (int n = 0; !made; n += 1 + n / 4)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) files = NULL;

      qing_disk_set_room (n);
      made = qing_backups_make (fixture->desk.path, NULL, &damaged, &error);
      qing_disk_set_room (-1);
      files = qing_backups_list (fixture->desk.path);
      g_assert_cmpuint (files->len, ==, made ? 1 : 0);
      g_assert_false (damaged);
      if (!made)
        g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      if (!made)
        g_assert_nonnull (strstr (error->message, "not enough room"));
    }
}

static char *
sum_up (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
}

static gboolean
try_shut_down (QingDesk *desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  qing_engine_shutdown_async (desk->engine, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  return qing_engine_shutdown_finish (desk->engine, result, error);
}

/* Whoever has only read leaves without a word; what was typed is not given up silently, however
 * often it is tried. */
static void
leave_protected (QingDesk *desk)
{
  g_autoptr (QingConversation) conversation = NULL;

  qing_desk_start (desk);
  conversation = g_list_model_get_item (qing_engine_get_conversations (desk->engine), 0);
  qing_desk_load (desk, conversation);
  qing_conversation_set_scroll (conversation, "here");
  qing_engine_touch_place (desk->engine, conversation);
  qing_desk_shut_down (desk);
  qing_desk_start (desk);
  g_clear_object (&conversation);
  conversation = g_list_model_get_item (qing_engine_get_conversations (desk->engine), 0);
  qing_desk_load (desk, conversation);
  qing_conversation_set_draft (conversation, "Half a question");
  qing_engine_touch (desk->engine, conversation);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (try_shut_down (desk, &error));
      g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      g_assert_nonnull (strstr (error->message, "write-protected"));
    }
}

/* What is there can be read, and whoever writes is told. */
static void
use_protected (QingDesk *desk)
{
  g_autoptr (QingConversation) conversation = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  qing_desk_start (desk);
  g_print ("%s\n", qing_engine_get_notice (desk->engine));
  conversation = g_list_model_get_item (qing_engine_get_conversations (desk->engine), 0);
  qing_desk_load (desk, conversation);
  shown = qing_desk_describe (conversation);
  g_assert_cmpstr (shown, ==, "user: First | assistant: Yes");
  error = qing_desk_try_send (desk, conversation, "Second");
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "write-protected"));
  qing_desk_shut_down (desk);
  leave_protected (desk);
}

/* In a process without the rights of the superuser, whom no lock of this kind keeps out. */
static void
test_write_protected_child (const char *path)
{
  QingDesk desk = { 0 };
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (QingStore) store = NULL;
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    g_assert_cmpint (setuid (65534), ==, 0);
  qing_store_open_async (path, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  store = qing_store_open_finish (result, &error);
  if (store == NULL)
    {
      g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      g_print ("%s\n", error->message);
      return;
    }
  g_clear_object (&store);
  desk.path = g_strdup (path);
  desk.catalogue = qing_catalogue_new ();
  desk.account = qing_desk_new_account ();
  use_protected (&desk);
  /* Nothing of it can be ended in good order: it could not be written. */
  _exit (0);
}

static void
run_write_protected (const char *path, const char *words)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { self, "--protected", path, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
  if (strstr (said, words) == NULL)
    g_error ("“%s” says nothing of “%s”", said, words);
}

/* A folder or a file that must not be written or read: words, and not a byte of it changes. */
static void
test_write_protected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *path = fixture->desk.path;
  const char *folder = fixture->desk.folder;

  qing_desk_exchange (&fixture->desk, fixture->conversation, "First", "Yes");
  g_clear_object (&fixture->conversation);
  qing_desk_shut_down (&fixture->desk);
  before = sum_up (path);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  run_write_protected (path, "write-protected");
  g_assert_cmpint (g_chmod (path, 0000), ==, 0);
  run_write_protected (path, "could not be opened");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  after = sum_up (path);
  g_assert_cmpstr (before, ==, after);
  qing_desk_start (&fixture->desk);
}

#define ADD(path, func) g_test_add ("/disk/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--protected"))
    {
      test_write_protected_child (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  qing_disk_install ();
  ADD ("full", test_full);
  ADD ("full-at-the-end", test_full_at_the_end);
  ADD ("start-when-full", test_start_when_full);
  ADD ("backup-when-full", test_backup_when_full);
  ADD ("write-protected", test_write_protected);
  return g_test_run ();
}
