/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-engine-backups.h"
#include "qing-engine-private.h"

#include <glib/gstdio.h>

typedef struct
{
  QingDesk desk;
  QingConversation *first;
  QingConversation *second;
} Fixture;

static QingConversation *
begin_conversation (Fixture *fixture, const char *title)
{
  QingConversation *conversation = qing_engine_create_conversation (fixture->desk.engine);

  qing_desk_exchange (&fixture->desk, conversation, "Question", "Answer");
  qing_engine_rename (fixture->desk.engine, conversation, title);
  return conversation;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
  fixture->first = begin_conversation (fixture, "First");
  fixture->second = begin_conversation (fixture, "Second");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->first);
  g_clear_object (&fixture->second);
  qing_desk_tear_down (&fixture->desk);
}

/* Until everything is on the disk. */
static void
flush (Fixture *fixture)
{
  while (qing_autosave_get_deadline (fixture->desk.engine->autosave) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
back_up (Fixture *fixture)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  flush (fixture);
  qing_engine_back_up_async (fixture->desk.engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_back_up_finish (fixture->desk.engine, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_backups (Fixture *fixture)
{
  return qing_engine_list_backups (fixture->desk.engine);
}

static void
note_progress (double fraction, gpointer last)
{
  g_assert_cmpfloat (fraction, >=, *(double *) last);
  *(double *) last = fraction;
}

static QingMoveReport *
restore (Fixture *fixture, GError **error)
{
  g_autoptr (GPtrArray) backups = list_backups (fixture);
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  double fraction = 0;
  QingMoveReport *report;

  g_assert_cmpuint (backups->len, ==, 1);
  qing_engine_restore_async (fixture->desk.engine, ((QingBackup *) backups->pdata[0])->file,
                             note_progress, &fraction, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  report = qing_engine_restore_finish (fixture->desk.engine, result, error);
  if (report != NULL)
    g_assert_cmpfloat (fraction, ==, 1);
  return report;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (qing_engine_get_conversations (fixture->desk.engine));
}

/* What was deleted is listed again, whether it can still be undone or is gone, and an undoing that
 * comes later adds nothing. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingMoveReport) report = NULL;
  g_autoptr (QingMoveReport) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();

  back_up (fixture);
  qing_engine_delete (fixture->desk.engine, fixture->first);
  qing_batch_drop_conversation (qing_autosave_get_batch (fixture->desk.engine->autosave),
                                fixture->second);
  qing_conversation_list_remove (fixture->desk.engine->conversations, fixture->second);
  g_assert_cmpuint (count (fixture), ==, 0);
  report = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, 2);
  g_assert_cmpstr (report->words, ==, "2 conversations restored.");
  g_assert_cmpuint (report->notes->len, ==, 0);
  g_assert_cmpuint (count (fixture), ==, 2);
  qing_engine_undelete (fixture->desk.engine, fixture->first);
  g_assert_cmpuint (count (fixture), ==, 2);
  again = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_new, ==, 0);
  g_assert_cmpuint (again->n_skipped, ==, 2);
  g_assert_cmpstr (again->words, ==, "Everything in this backup is here already.");
}

/* A conversation that is open gets its messages back before the user's eyes, and goes on showing
 * what it shows. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingMoveReport) report = NULL;
  g_autoptr (QingConversation) again = NULL;
  g_autoptr (GError) error = NULL;
  QingMessage *answer = qing_conversation_get_leaf (fixture->first);
  QingMessage *question = qing_message_get_parent (answer);
  g_autofree char *shown = NULL;

  back_up (fixture);
  qing_engine_regenerate (fixture->desk.engine, fixture->first, answer, NULL);
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "Other");
  qing_scripted_call_reason (qing_desk_get_call (&fixture->desk), 0, "stop");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  qing_engine_delete_message (fixture->desk.engine, fixture->first, answer);
  g_assert_cmpuint (qing_message_get_n_children (question), ==, 1);

  report = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_merged, ==, 1);
  g_assert_cmpuint (report->n_skipped, ==, 1);
  g_assert_cmpstr (report->words, ==, "1 was here and got messages back.");
  g_assert_cmpuint (qing_message_get_n_children (question), ==, 2);
  shown = qing_desk_describe (fixture->first);
  g_assert_cmpstr (shown, ==, "user: Question | assistant: Other");
  g_clear_object (&fixture->first);
  g_clear_object (&fixture->second);
  again = qing_desk_restart (&fixture->desk, 0);
  g_assert_cmpuint (qing_message_get_n_children (qing_conversation_get_root (again, 0)), ==, 2);
}

/* While an answer comes, both go on. */
static void
test_streaming (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingMoveReport) report = NULL;
  g_autoptr (QingConversation) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  qing_desk_send (&fixture->desk, fixture->first, "More");
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "one ");
  back_up (fixture);
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "two ");
  qing_engine_delete (fixture->desk.engine, fixture->second);
  report = restore (fixture, &error);
  g_assert_no_error (error);
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "three");
  qing_scripted_call_reason (qing_desk_get_call (&fixture->desk), 0, "stop");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  g_assert_cmpuint (report->n_new, ==, 1);
  g_clear_object (&fixture->first);
  g_clear_object (&fixture->second);
  again = qing_desk_restart (&fixture->desk, 0);
  shown = qing_desk_describe (again);
  g_assert_cmpstr (shown, ==,
                   "user: Question | assistant: Answer | user: More | assistant: one two three");
}

static gboolean
has_backup (gpointer fixture)
{
  g_autoptr (GPtrArray) backups = list_backups (fixture);

  return backups->len > 0;
}

static void
look_now (Fixture *fixture)
{
  guint id = fixture->desk.engine->backup_id;

  g_assert_cmpuint (id, !=, 0);
  g_source_set_ready_time (g_main_context_find_source_by_id (NULL, id), 0);
  while (fixture->desk.engine->backup_id == id)
    g_main_context_iteration (NULL, TRUE);
}

/* One comes by itself, and no second one on the same day. */
static void
test_daily (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;

  look_now (fixture);
  qing_desk_run_until (has_backup, fixture);
  look_now (fixture);
  qing_desk_settle ();
  backups = list_backups (fixture);
  g_assert_cmpuint (backups->len, ==, 1);
}

/* An old one is followed by a new one. */
static void
test_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *old = NULL;

  back_up (fixture);
  before = list_backups (fixture);
  path = g_file_get_path (((QingBackup *) before->pdata[0])->file);
  folder = g_path_get_dirname (path);
  old = g_build_filename (folder, "history-20200101T000000Z.db", NULL);
  g_assert_cmpint (g_rename (path, old), ==, 0);
  look_now (fixture);
  for (guint n = 1; n < 2;)
    {
      g_autoptr (GPtrArray) backups = list_backups (fixture);

      n = backups->len;
      g_main_context_iteration (NULL, FALSE);
    }
}

/* A second process with the same history leaves this, and the tidying up, to the first. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  QingDesk other = { 0 };
  g_autoptr (GPtrArray) backups = NULL;

  qing_engine_delete (fixture->desk.engine, fixture->first);
  flush (fixture);
  other.path = fixture->desk.path;
  other.catalogue = fixture->desk.catalogue;
  other.account = fixture->desk.account;
  g_assert_null (qing_engine_get_notice (fixture->desk.engine));
  qing_desk_start (&other);
  g_assert_nonnull (strstr (qing_engine_get_notice (other.engine), "twice"));
  g_assert_cmpuint (other.engine->backup_id, ==, 0);
  qing_desk_shut_down (&other);

  qing_engine_undelete (fixture->desk.engine, fixture->first);
  g_clear_object (&fixture->first);
  g_clear_object (&fixture->second);
  g_object_unref (qing_desk_restart (&fixture->desk, 1));
  backups = list_backups (fixture);
  g_assert_cmpuint (backups->len, ==, 0);
}

#define ADD(path, func) g_test_add ("/backups/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("deleted", test_deleted);
  ADD ("open", test_open);
  ADD ("streaming", test_streaming);
  ADD ("daily", test_daily);
  ADD ("old", test_old);
  ADD ("shared", test_shared);
  return g_test_run ();
}
