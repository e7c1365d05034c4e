/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-attachment.h"
#include "qing-engine-moving.h"
#include "qing-tool-call.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  QingDesk desk;
  QingDesk other;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  qing_desk_set_up (&fixture->desk);
  qing_desk_set_up (&fixture->other);
  path = g_strconcat (fixture->desk.folder, "-export.json", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_object_unref (fixture->file);
  qing_desk_tear_down (&fixture->desk);
  qing_desk_tear_down (&fixture->other);
}

static QingMoveReport *
try_import (Fixture *fixture, QingDesk *desk, GCancellable *cancellable, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_engine_import_file_async (desk->engine, fixture->file, NULL, NULL, cancellable,
                                 qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  return qing_engine_import_file_finish (desk->engine, result, error);
}

static void
check_import (Fixture *fixture, QingDesk *desk, guint n_new, guint n_merged, guint n_skipped)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingMoveReport) report = try_import (fixture, desk, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, n_new);
  g_assert_cmpuint (report->n_merged, ==, n_merged);
  g_assert_cmpuint (report->n_skipped, ==, n_skipped);
  g_assert_cmpstr (report->words, !=, "");
}

static void
export_all (Fixture *fixture, gssize expected)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_missing = 1;
  gssize n;

  qing_engine_export_async (fixture->desk.engine, NULL, QING_EXPORT_QINGTAN, fixture->file, NULL,
                            NULL, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  n = qing_engine_export_finish (fixture->desk.engine, result, &n_missing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_missing, ==, 0);
  g_assert_cmpint (n, ==, expected);
}

static QingConversation *
add (QingDesk *desk, const char *question)
{
  QingConversation *conversation = qing_engine_create_conversation (desk->engine);

  qing_desk_exchange (desk, conversation, question, "one");
  return conversation;
}

/* Every message of the first listed conversation, whatever the branch: "text(parent) …". */
static void
append_message (GString *text, QingMessage *message)
{
  g_string_append_printf (text, "(%s", qing_message_get_text (message, NULL));
  for (guint i = 0; i < qing_message_get_n_children (message); i++)
    append_message (text, qing_message_get_child (message, i));
  g_string_append_c (text, ')');
}

static char *
describe_tree (QingDesk *desk, guint position)
{
  GListModel *list = qing_engine_get_conversations (desk->engine);
  g_autoptr (QingConversation) conversation = g_list_model_get_item (list, position);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (conversation);
  qing_desk_load (desk, conversation);
  g_string_append (text, qing_conversation_get_title (conversation));
  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    append_message (text, qing_conversation_get_root (conversation, i));
  return g_string_free (text, FALSE);
}

static void
check_tree (QingDesk *desk, guint position, const char *expected)
{
  g_autofree char *found = describe_tree (desk, position);

  g_assert_cmpstr (found, ==, expected);
}

static guint
count (QingDesk *desk)
{
  return g_list_model_get_n_items (qing_engine_get_conversations (desk->engine));
}

static void
regenerate (QingDesk *desk, QingConversation *conversation, const char *answer)
{
  QingScriptedCall *call;

  qing_engine_regenerate (desk->engine, conversation, qing_conversation_get_leaf (conversation),
                          NULL);
  call = qing_desk_get_call (desk);
  qing_scripted_call_text (call, 0, answer);
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_desk_settle ();
}

/* What was exported comes back whole, once, into an empty history and into its own. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) a = add (&fixture->desk, "A");
  g_autoptr (QingConversation) b = add (&fixture->desk, "B");

  regenerate (&fixture->desk, b, "two");
  qing_engine_set_archived (fixture->desk.engine, a, TRUE);
  export_all (fixture, 2);
  check_import (fixture, &fixture->desk, 0, 0, 2);
  check_import (fixture, &fixture->other, 2, 0, 0);
  g_assert_cmpuint (count (&fixture->other), ==, 1);
  check_tree (&fixture->other, 0, "B(B(one)(two))");
  check_import (fixture, &fixture->other, 0, 0, 2);
  qing_desk_shut_down (&fixture->other);
  qing_desk_start (&fixture->other);
  check_import (fixture, &fixture->other, 0, 0, 2);
  check_tree (&fixture->other, 0, "B(B(one)(two))");
}

/* Messages that are missing are added, in memory and on the disk; what is newer here stays. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");
  QingMessage *first = qing_conversation_get_leaf (conversation);

  regenerate (&fixture->desk, conversation, "two");
  export_all (fixture, 1);
  qing_engine_delete_message (fixture->desk.engine, conversation, first);
  qing_desk_exchange (&fixture->desk, conversation, "more", "three");
  check_tree (&fixture->desk, 0, "A(A(two(more(three))))");
  check_import (fixture, &fixture->desk, 0, 1, 0);
  check_tree (&fixture->desk, 0, "A(A(two(more(three)))(one))");
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_tree (&fixture->desk, 0, "A(A(one)(two(more(three))))");
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "three");
  check_import (fixture, &fixture->desk, 0, 0, 1);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");

  export_all (fixture, 1);
  qing_engine_delete (fixture->desk.engine, conversation);
  check_import (fixture, &fixture->desk, 1, 0, 0);
  qing_engine_undelete (fixture->desk.engine, conversation);
  g_assert_cmpuint (count (&fixture->desk), ==, 1);
  check_tree (&fixture->desk, 0, "A(A(one))");
}

/* What was deleted, and came back by an import, is not there twice when the deletion is undone. */
static void
test_deleted_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");
  QingMessage *first = qing_conversation_get_leaf (conversation);
  guint token;

  regenerate (&fixture->desk, conversation, "two");
  export_all (fixture, 1);
  token = qing_engine_delete_message (fixture->desk.engine, conversation, first);
  check_import (fixture, &fixture->desk, 0, 1, 0);
  qing_engine_undelete_message (fixture->desk.engine, conversation, token);
  check_tree (&fixture->desk, 0, "A(A(two)(one))");
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "one");
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_tree (&fixture->desk, 0, "A(A(one)(two))");
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "one");
}

/* An export without the time at which it was made. */
static char *
read_export (GFile *file)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  char *start, *end;

  g_file_load_contents (file, NULL, &contents, NULL, NULL, &error);
  g_assert_no_error (error);
  start = strstr (contents, "\"exported\":");
  g_assert_nonnull (start);
  end = strchr (start, ',');
  memset (start, ' ', (gsize) (end - start));
  return g_steal_pointer (&contents);
}

static void
decorate (QingDesk *desk, QingConversation *conversation)
{
  static const char pixels[] = "not really a picture";
  QingParameters *parameters = qing_conversation_get_parameters (conversation);
  g_autoptr (GListStore) attachments = g_list_store_new (QING_TYPE_ATTACHMENT);
  g_autoptr (QingAttachment) picture =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "a “b”.png", "image/png");
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, sizeof pixels);
  g_autoptr (GBytes) thumbnail = g_bytes_new (pixels, 3);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;
  QingScriptedCall *call;
  QingUsage usage = QING_USAGE_INIT;
  QingDelta delta = { QING_DELTA_USAGE, 0 };

  qing_attachment_set_bytes (picture, bytes);
  qing_attachment_set_thumbnail (picture, thumbnail);
  qing_attachment_set_dimensions (picture, 640, 480);
  g_list_store_append (attachments, picture);
  qing_parameters_set (parameters, QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string ("Be “b”."));
  qing_engine_send_async (desk->engine, conversation, "清谈\t\"quoted\"\n",
                          G_LIST_MODEL (attachments), NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_send_finish (desk->engine, result, NULL));
  call = qing_desk_get_call (desk);
  qing_scripted_call_text (call, 0, "three");
  usage.prompt = 7;
  usage.completion = 0;
  delta.usage = &usage;
  qing_scripted_call_send (call, &delta);
  qing_scripted_call_reason (call, 0, "length");
  qing_scripted_call_finish (call);
  qing_desk_settle ();
  qing_engine_set_pinned (desk->engine, conversation, TRUE);
  qing_conversation_set_folder (conversation, "Work");
  qing_engine_touch (desk->engine, conversation);
  qing_engine_rename (desk->engine, conversation, "A title of mine");
}

static void
add_attachment (QingMessage *message, QingAttachmentKind kind, const char *name, const char *type)
{
  g_autoptr (QingAttachment) attachment = qing_attachment_new (NULL, kind, name, type);
  g_autoptr (GBytes) bytes = g_bytes_new (name, strlen (name));

  qing_attachment_set_bytes (attachment, bytes);
  qing_message_add_attachment (message, attachment);
}

static void
add_call (QingMessage *message, const char *id, const char *result, QingToolCallState state)
{
  g_autoptr (QingToolCall) call = qing_tool_call_new (id, "clock", "{\"zone\":\"清\"}");

  qing_tool_call_set_outcome (call, state, result);
  qing_message_add_tool_call (message, call);
}

static QingMessage *
add_message (QingConversation *conversation, QingMessage *parent, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, parent, TRUE);
  return message;
}

/* Several answers to one question, tools, and attachments of every kind. */
static void
add_rich (QingDesk *desk)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  QingMessage *question = add_message (conversation, NULL, QING_ROLE_USER, "What time is it?");
  QingMessage *calling;
  QingMessage *answer;
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  add_attachment (question, QING_ATTACHMENT_AUDIO, "a voice.wav", "audio/wav");
  add_attachment (question, QING_ATTACHMENT_VIDEO, "a clip.mp4", "video/mp4");
  add_attachment (question, QING_ATTACHMENT_DOCUMENT, "notes.txt", "text/plain");
  add_message (conversation, question, QING_ROLE_ASSISTANT, "The first of three");
  calling = add_message (conversation, question, QING_ROLE_ASSISTANT, "");
  add_call (calling, "call-1", "noon", QING_TOOL_CALL_DONE);
  add_call (calling, "call-2", NULL, QING_TOOL_CALL_REFUSED);
  answer = add_message (conversation, calling, QING_ROLE_TOOL, "noon");
  qing_message_set_tool_call_id (answer, "call-1");
  answer = add_message (conversation, answer, QING_ROLE_ASSISTANT, "Noon.");
  qing_message_set_reasoning (answer, "Let me see.", -1);
  add_attachment (answer, QING_ATTACHMENT_AUDIO, "answer.wav", "audio/wav");
  add_message (conversation, question, QING_ROLE_ASSISTANT, "The third");
  qing_conversation_set_title (conversation, "Rich", TRUE);
  qing_conversation_set_loaded (conversation, TRUE);
  g_ptr_array_add (one, conversation);
  qing_engine_import_async (desk->engine, one, NULL, NULL, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_cmpint (qing_engine_import_finish (desk->engine, result, NULL), ==, 1);
}

/* Written, read into an empty history, and written again: the same to the byte. */
static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) a = add (&fixture->desk, "A");
  g_autoptr (QingConversation) b = add (&fixture->desk, "B");
  QingEngine *first = fixture->desk.engine;
  static const char *const parts[] = {
    "\"kind\":\"audio\"",
    "\"kind\":\"video\"",
    "\"kind\":\"document\"",
    "\"tool-call-id\":\"call-1\"",
    "\"id\":\"call-2\"",
    "The first of three",
    "The third",
  };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  regenerate (&fixture->desk, b, "two");
  decorate (&fixture->desk, b);
  add_rich (&fixture->desk);
  qing_engine_set_archived (fixture->desk.engine, a, TRUE);
  export_all (fixture, 3);
  before = read_export (fixture->file);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (before, parts[i]));
  g_assert_nonnull (strstr (before, "\"width\":640"));
  g_assert_nonnull (strstr (before, "\"pinned\":true"));
  g_assert_nonnull (strstr (before, "\"archived\":true"));
  g_assert_nonnull (strstr (before, "\"prompt\":7"));
  check_import (fixture, &fixture->other, 3, 0, 0);
  qing_desk_shut_down (&fixture->other);
  qing_desk_start (&fixture->other);
  fixture->desk.engine = fixture->other.engine;
  export_all (fixture, 3);
  fixture->desk.engine = first;
  after = read_export (fixture->file);
  g_assert_cmpstr (before, ==, after);
}

/* What cannot be read is named, and counted. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingAttachment) lost =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "lost.png", "image/png");
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  guint n_missing = 0;

  qing_message_add_attachment (add_message (conversation, NULL, QING_ROLE_USER, "See"), lost);
  qing_conversation_set_loaded (conversation, TRUE);
  g_ptr_array_add (one, conversation);
  qing_engine_export_async (fixture->desk.engine, one, QING_EXPORT_QINGTAN, fixture->file, NULL,
                            NULL, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_cmpint (qing_engine_export_finish (fixture->desk.engine, result, &n_missing, &error), ==,
                   1);
  g_assert_no_error (error);
  g_assert_cmpuint (n_missing, ==, 1);
  written = read_export (fixture->file);
  g_assert_nonnull (strstr (written, "lost.png"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  export_all (fixture, 1);
  qing_engine_import_file_async (fixture->other.engine, fixture->file, NULL, NULL, cancellable,
                                 qing_desk_keep_result, &place);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  result = qing_desk_wait (&place);
  g_assert_null (qing_engine_import_file_finish (fixture->other.engine, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (&fixture->other), ==, 0);
  check_import (fixture, &fixture->other, 1, 0, 0);
}

static void
count_changes_cb (GListModel *list, guint position, guint removed, guint added, gpointer n)
{
  (*(guint *) n)++;
}

static void
progress_cb (double fraction, gpointer last)
{
  g_assert_cmpfloat (fraction, >=, *(double *) last);
  g_assert_cmpfloat (fraction, <=, 1);
  *(double *) last = fraction;
}

/* Imports, and changes its mind after so many steps of the main loop. TRUE when it was too late. */
static gboolean
import_for_a_while (Fixture *fixture, guint n_steps)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (QingMoveReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingFault) fault = NULL;
  GAsyncResult *place = NULL;
  double last = 0;

  qing_engine_import_file_async (fixture->other.engine, fixture->file, progress_cb, &last,
                                 cancellable, qing_desk_keep_result, &place);
  for (guint i = 0; i < n_steps && place == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  result = qing_desk_wait (&place);
  report = qing_engine_import_file_finish (fixture->other.engine, result, &error);
  if (report == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_get (fixture->other.engine, "storage-fault", &fault, NULL);
  g_assert_null (fault);
  return report != NULL;
}

/* Whenever it is cancelled: all is there, or nothing is; and the list changes once. */
static void
test_cancel_anywhere (Fixture *fixture, gconstpointer data)
{
  guint n_changes = 0;
  gboolean done = FALSE;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");
    }
  export_all (fixture, 4);
  for (guint n_steps = 1; !done; n_steps++)
    {
      gulong id = g_signal_connect (qing_engine_get_conversations (fixture->other.engine),
                                    "items-changed", G_CALLBACK (count_changes_cb), &n_changes);

      done = import_for_a_while (fixture, n_steps);
      g_signal_handler_disconnect (qing_engine_get_conversations (fixture->other.engine), id);
      g_assert_cmpuint (n_changes, ==, done ? 1 : 0);
      g_assert_cmpuint (count (&fixture->other), ==, done ? 4 : 0);
      if (done || n_steps % 4 == 0)
        {
          qing_desk_shut_down (&fixture->other);
          qing_desk_start (&fixture->other);
          g_assert_cmpuint (count (&fixture->other), ==, done ? 4 : 0);
        }
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    g_file_replace_contents (fixture->file, "{\"x\": [1, }", 11, NULL, FALSE, 0, NULL, NULL, NULL));
  g_assert_null (try_import (fixture, &fixture->desk, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_PROTOCOL);
  g_assert_cmpuint (count (&fixture->desk), ==, 0);
}

/* A temporary conversation is in no export and on no disk, nor is what is made of it. */
static void
test_temporary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);
  g_autoptr (QingConversation) fork = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_conversation_set_temporary (conversation, TRUE);
  qing_desk_exchange (&fixture->desk, conversation, "secret", "one");
  g_assert_cmpuint (count (&fixture->desk), ==, 1);
  qing_engine_fork_async (fixture->desk.engine, conversation,
                          qing_conversation_get_leaf (conversation), NULL, qing_desk_keep_result,
                          &place);
  result = qing_desk_wait (&place);
  fork = qing_engine_fork_finish (fixture->desk.engine, result, NULL);
  g_assert_true (qing_conversation_get_temporary (fork));
  qing_desk_exchange (&fixture->desk, fork, "more", "two");
  export_all (fixture, 0);
  g_clear_object (&result);
  g_clear_object (&conversation);
  g_clear_object (&fork);
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  g_assert_cmpuint (count (&fixture->desk), ==, 0);
  export_all (fixture, 0);
}

static void
test_fork (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = add (&fixture->desk, "A");
  QingMessage *first = qing_conversation_get_leaf (conversation);
  g_autoptr (QingConversation) fork = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  regenerate (&fixture->desk, conversation, "two");
  qing_desk_exchange (&fixture->desk, conversation, "more", "three");
  qing_engine_fork_async (fixture->desk.engine, conversation, first, NULL, qing_desk_keep_result,
                          &place);
  result = qing_desk_wait (&place);
  fork = qing_engine_fork_finish (fixture->desk.engine, result, &error);
  g_assert_no_error (error);
  g_assert_true (fork != conversation);
  g_clear_object (&result);
  g_assert_cmpuint (count (&fixture->desk), ==, 2);
  qing_desk_load (&fixture->desk, fork);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fork)), ==, 2);
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (fork), NULL), ==, "one");
  g_assert_cmpuint (qing_message_get_n_siblings (qing_conversation_get_leaf (fork)), ==, 1);
}

static void
add_test (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/moving/round-trip", test_round_trip);
  add_test ("/moving/merge", test_merge);
  add_test ("/moving/deleted", test_deleted);
  add_test ("/moving/deleted-message", test_deleted_message);
  add_test ("/moving/bytes", test_bytes);
  add_test ("/moving/missing", test_missing);
  add_test ("/moving/cancel", test_cancel);
  add_test ("/moving/cancel-anywhere", test_cancel_anywhere);
  add_test ("/moving/refused", test_refused);
  add_test ("/moving/temporary", test_temporary);
  add_test ("/moving/fork", test_fork);
  return g_test_run ();
}
