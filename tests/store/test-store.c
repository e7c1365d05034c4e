/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-fault.h"
#include "qing-tool-call.h"

#include <glib/gstdio.h>
#include <string.h>

static void
check_tree (QingStore *store, QingConversation *conversation, const char *expected)
{
  g_autoptr (QingConversation) loaded =
    qing_shelf_load (store, qing_conversation_get_uid (conversation));
  g_autofree char *tree = qing_shelf_describe (loaded);

  g_assert_cmpstr (tree, ==, expected);
}

static void
check_sound (QingShelf *self)
{
  g_autofree char *integrity = qing_shelf_query (self, "PRAGMA integrity_check");
  g_autofree char *orphans = qing_shelf_query (self, "PRAGMA foreign_key_check");

  g_autofree char *stale =
    qing_shelf_query (self,
                      "SELECT count(*) FROM message_index WHERE message_index MATCH 'gone OR cat'"
                      " AND rowid NOT IN (SELECT id FROM message)");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (orphans);
  g_assert_cmpstr (stale, ==, "0");
}

/* Whether the file holds those bytes anywhere, in whatever case. */
static gboolean
file_holds (QingShelf *self, const char *word)
{
  g_autofree char *content = NULL;
  gsize word_length = strlen (word);
  gsize length;

  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  for (gsize i = 0; i + word_length <= length; i++)
    if (g_ascii_strncasecmp (content + i, word, word_length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_tree (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) choice = qing_batch_new ();
  QingMessage *question, *first, *second, *more;

  qing_batch_put_conversation (batch, conversation);
  question = qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Q");
  first = qing_shelf_say (conversation, batch, question, QING_ROLE_ASSISTANT, "a");
  more = qing_shelf_say (conversation, batch, first, QING_ROLE_USER, "more");
  qing_shelf_say (conversation, batch, more, QING_ROLE_ASSISTANT, "x");
  qing_shelf_say (conversation, batch, more, QING_ROLE_ASSISTANT, "y");
  second = qing_shelf_say (conversation, batch, question, QING_ROLE_ASSISTANT, "b");
  qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "R");
  qing_shelf_commit (store, batch);
  check_tree (store, conversation,
              "user Q (assistant a (user more (assistant x, assistant y)), assistant b), user R*");

  qing_batch_choose (choice, question);
  qing_batch_choose (choice, second);
  qing_shelf_commit (store, choice);
  check_tree (store, conversation,
              "user Q* (assistant a (user more (assistant x, assistant y)), assistant b*), user R");

  /* What was chosen below the other answer is remembered. */
  qing_batch_unref (choice);
  choice = qing_batch_new ();
  qing_batch_choose (choice, first);
  qing_shelf_commit (store, choice);
  check_tree (store, conversation,
              "user Q* (assistant a* (user more* (assistant x, assistant y*)), assistant b),"
              " user R");
  qing_shelf_close (store);
  check_sound (self);
}

static void
test_fields (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) loaded = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingFault) fault = qing_fault_new (QING_ERROR_RATE, "Wait a little.");
  g_autoptr (QingToolCall) call = qing_tool_call_new ("call-1", "current_time", "{}");
  g_autoptr (QingToolCall) found = NULL;
  QingMessage *message;
  const QingFault *stored;

  qing_parameters_set (qing_conversation_get_parameters (conversation), QING_PARAMETER_TEMPERATURE,
                       g_variant_new_double (0.25));
  qing_conversation_set_draft (conversation, "draft 稿");
  qing_batch_put_conversation (batch, conversation);
  message = qing_shelf_say (conversation, batch, NULL, QING_ROLE_ASSISTANT, "half");
  fault->action = QING_FAULT_ACTION_WAIT;
  fault->server_code = g_strdup ("limit_requests");
  fault->request_id = g_strdup ("request-9");
  fault->parameter = g_strdup ("seed");
  fault->http_status = 429;
  fault->retry_after_ms = 1500;
  fault->retryable = TRUE;
  qing_fault_set_detail (fault, "Detail", -1);
  qing_message_set_fault (message, fault);
  qing_message_set_state (message, QING_MESSAGE_FAILED);
  qing_message_set_finish_reason (message, "length");
  qing_message_set_request_id (message, "request-1");
  qing_tool_call_set_outcome (call, QING_TOOL_CALL_DONE, "noon");
  qing_message_add_tool_call (message, call);
  qing_batch_update_message (batch, message);
  qing_shelf_commit (store, batch);

  loaded = qing_shelf_load (store, qing_conversation_get_uid (conversation));
  g_assert_true (qing_parameters_equal (qing_conversation_get_parameters (loaded),
                                        qing_conversation_get_parameters (conversation)));
  g_assert_cmpstr (qing_conversation_get_draft (loaded), ==, "draft 稿");
  message = qing_conversation_get_leaf (loaded);
  stored = qing_message_get_fault (message);
  g_assert_cmpint (stored->code, ==, QING_ERROR_RATE);
  g_assert_cmpint (stored->action, ==, QING_FAULT_ACTION_WAIT);
  g_assert_cmpstr (stored->summary, ==, "Wait a little.");
  g_assert_cmpstr (stored->detail, ==, "Detail");
  g_assert_cmpstr (stored->server_code, ==, "limit_requests");
  g_assert_cmpstr (stored->request_id, ==, "request-9");
  g_assert_cmpstr (stored->parameter, ==, "seed");
  g_assert_cmpint (stored->http_status, ==, 429);
  g_assert_cmpint (stored->retry_after_ms, ==, 1500);
  g_assert_true (stored->retryable);
  g_assert_cmpstr (qing_message_get_finish_reason (message), ==, "length");
  g_assert_cmpstr (qing_message_get_request_id (message), ==, "request-1");
  found = g_list_model_get_item (qing_message_get_tool_calls (message), 0);
  g_assert_cmpstr (qing_tool_call_get_id (found), ==, "call-1");
  g_assert_cmpstr (qing_tool_call_get_result (found), ==, "noon");
  g_assert_cmpint (qing_tool_call_get_state (found), ==, QING_TOOL_CALL_DONE);
  qing_shelf_close (store);
}

static GBytes *
load_bytes (QingMessage *message, guint index, GError **error)
{
  g_autoptr (QingAttachment) attachment =
    g_list_model_get_item (qing_message_get_attachments (message), index);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  g_assert_null (qing_attachment_get_bytes (attachment));
  qing_attachment_load_async (attachment, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  return qing_attachment_load_finish (attachment, result, error);
}

static QingAttachment *
make_picture (const char *content)
{
  QingAttachment *picture =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "cat.png", "image/png");
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GBytes) thumbnail = g_bytes_new_static ("small", 5);

  qing_attachment_set_bytes (picture, bytes);
  qing_attachment_set_thumbnail (picture, thumbnail);
  qing_attachment_set_dimensions (picture, 640, 480);
  return picture;
}

/* The same picture is stored once, comes when it is needed, and goes with the last that had it. */
static void
test_attachments (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) loaded = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) edit = qing_batch_new ();
  g_autoptr (QingBatch) purge = qing_batch_new ();
  g_autoptr (QingAttachment) picture = make_picture ("cat");
  g_autoptr (QingAttachment) same = make_picture ("cat");
  g_autoptr (QingAttachment) stored = NULL;
  g_autoptr (QingMessage) question = qing_message_new (QING_ROLE_USER);
  g_autoptr (QingMessage) edited = qing_message_new (QING_ROLE_USER);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *n_blobs = NULL;
  g_autofree char *left = NULL;
  g_autofree char *none = NULL;
  int width, height;

  qing_message_add_attachment (question, picture);
  qing_message_add_attachment (question, same);
  qing_conversation_add (conversation, question, NULL, TRUE);
  qing_batch_put_conversation (batch, conversation);
  qing_batch_insert_message (batch, conversation, question, TRUE);
  qing_shelf_commit (store, batch);
  n_blobs = qing_shelf_query (self, "SELECT count(*) FROM blob");
  g_assert_cmpstr (n_blobs, ==, "1");

  loaded = qing_shelf_load (store, qing_conversation_get_uid (conversation));
  stored =
    g_list_model_get_item (qing_message_get_attachments (qing_conversation_get_leaf (loaded)), 0);
  qing_attachment_get_dimensions (stored, &width, &height);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 480);
  g_assert_cmpuint (qing_attachment_get_size (stored), ==, 3);
  g_assert_nonnull (qing_attachment_get_thumbnail (stored));
  bytes = load_bytes (qing_conversation_get_leaf (loaded), 1, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "cat", 3);

  /* An edited question takes over a picture whose bytes are not in memory. */
  qing_message_add_attachment (edited, stored);
  qing_conversation_add (loaded, edited, NULL, TRUE);
  qing_batch_insert_message (edit, loaded, edited, TRUE);
  qing_batch_delete_message (edit, question, 5);
  qing_batch_purge (edit, 10);
  qing_shelf_commit (store, edit);
  again = load_bytes (edited, 0, NULL);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), "cat", 3);
  left = qing_shelf_query (self, "SELECT count(*) FROM attachment");
  g_assert_cmpstr (left, ==, "1");

  qing_batch_delete_conversation (purge, loaded, 15);
  qing_batch_purge (purge, 20);
  qing_shelf_commit (store, purge);
  none = qing_shelf_query (self, "SELECT count(*) FROM blob");
  g_assert_cmpstr (none, ==, "0");
  g_clear_object (&stored);
  g_clear_object (&edited);
  g_clear_object (&loaded);
  qing_shelf_close (store);
  check_sound (self);
}

static void
test_damaged_bytes (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) loaded = NULL;
  g_autoptr (QingMessage) question = qing_message_new (QING_ROLE_USER);
  g_autoptr (QingAttachment) picture = make_picture ("cat");
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *changed = NULL;

  qing_message_add_attachment (question, picture);
  qing_conversation_add (conversation, question, NULL, TRUE);
  qing_batch_put_conversation (batch, conversation);
  qing_batch_insert_message (batch, conversation, question, TRUE);
  qing_shelf_commit (store, batch);
  changed = qing_shelf_query (self, "UPDATE blob SET bytes = x'00' RETURNING id");
  loaded = qing_shelf_load (store, qing_conversation_get_uid (conversation));
  g_assert_null (load_bytes (qing_conversation_get_leaf (loaded), 0, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  g_clear_object (&loaded);
  qing_shelf_close (store);
}

/* A chain that is longer than SQLite's triggers are deep. */
static void
test_purge_long_branch (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) purge = qing_batch_new ();
  g_autoptr (GPtrArray) found = NULL;
  QingMessage *kept, *last;
  QingMessage *second = NULL;

  qing_batch_put_conversation (batch, conversation);
  last = kept = qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "kept");
  for (guint i = 0; i < 3000; i++)
    {
      last = qing_shelf_say (conversation, batch, last, QING_ROLE_USER, "gone");
      if (second == NULL)
        second = last;
    }
  qing_shelf_commit (store, batch);
  qing_batch_delete_message (purge, second, 5);
  qing_shelf_commit (store, purge);
  check_tree (store, conversation, "user kept*");
  g_clear_pointer (&purge, qing_batch_unref);
  purge = qing_batch_new ();
  qing_batch_delete_message (purge, second, -1);
  qing_batch_delete_message (purge, last, 5);
  qing_batch_purge (purge, 5);
  qing_batch_delete_message (purge, second, 5);
  qing_batch_purge (purge, 6);
  qing_shelf_commit (store, purge);
  check_tree (store, conversation, "user kept*");
  found = qing_shelf_search (store, "gone");
  g_assert_cmpuint (found->len, ==, 0);
  qing_shelf_close (store);
  check_sound (self);
}

/* What was deleted is not in the file any more. */
static void
test_purge_wipes (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();

  qing_batch_put_conversation (batch, conversation);
  qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Xylophonesecret");
  qing_shelf_commit (store, batch);
  g_clear_pointer (&batch, qing_batch_unref);
  batch = qing_batch_new ();
  qing_batch_delete_conversation (batch, conversation, 5);
  qing_batch_purge (batch, 6);
  qing_shelf_commit (store, batch);
  qing_shelf_close (store);
  g_assert_false (file_holds (self, "phonesecret"));
}

static void
test_chunks (QingShelf *self, gconstpointer data)
{
  gboolean fold = GPOINTER_TO_INT (data);
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) loaded = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autofree char *left = NULL;
  g_autoptr (GPtrArray) found = NULL;
  QingMessage *message;

  qing_batch_put_conversation (batch, conversation);
  message = qing_shelf_say (conversation, batch, NULL, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  qing_batch_update_message (batch, message);
  qing_batch_append (batch, message, QING_PART_REASONING, 0, "Hm", 2);
  qing_batch_append (batch, message, QING_PART_TEXT, 0, "One, ", 5);
  qing_batch_append (batch, message, QING_PART_TEXT, 5, "two, ", 5);
  qing_batch_append (batch, message, QING_PART_TEXT, 10, "三。", 6);
  if (fold)
    qing_batch_fold (batch, message);
  qing_shelf_commit (store, batch);
  if (!fold)
    {
      /* Whatever is read was not folded yet, as on a disk without room. */
      loaded = qing_shelf_load (store, qing_conversation_get_uid (conversation));
      g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (loaded), NULL), ==,
                       "One, two, 三。");
      g_assert_cmpint (qing_message_get_state (qing_conversation_get_leaf (loaded)), ==,
                       QING_MESSAGE_INTERRUPTED);
      g_clear_object (&loaded);
    }
  qing_shelf_close (store);

  store = qing_shelf_open (self);
  loaded = qing_shelf_load (store, qing_conversation_get_uid (conversation));
  message = qing_conversation_get_leaf (loaded);
  g_assert_cmpstr (qing_message_get_text (message, NULL), ==, "One, two, 三。");
  g_assert_cmpstr (qing_message_get_reasoning (message, NULL), ==, "Hm");
  g_assert_cmpint (qing_message_get_state (message), ==, QING_MESSAGE_INTERRUPTED);
  left = qing_shelf_query (self, "SELECT count(*) FROM chunk");
  g_assert_cmpstr (left, ==, "0");
  found = qing_shelf_search (store, "三");
  g_assert_cmpuint (found->len, ==, 1);
  qing_shelf_close (store);
  check_sound (self);
}

static void
test_accounts_and_meta (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingAccount) account = qing_account_new ("a-1", "Home", "http://127.0.0.1:9/v1");
  g_autoptr (QingAccount) other = qing_account_new ("a-2", "Work", "http://127.0.0.1:8/v1");
  g_autoptr (QingAccount) found = NULL;
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (GHashTable) meta = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  qing_account_set_key (account, "sk-verysecret");
  qing_account_force_kind (account, QING_SERVER_DASHSCOPE);
  qing_batch_put_account (batch, account);
  qing_batch_put_account (batch, other);
  qing_account_set_name (account, "House");
  qing_batch_put_account (batch, account);
  qing_batch_remove_account (batch, other);
  qing_batch_set_meta (batch, "a", "1");
  qing_batch_set_meta (batch, "a", "2");
  qing_batch_set_meta (batch, "b", "3");
  qing_batch_set_meta (batch, "b", NULL);
  qing_shelf_commit (store, batch);
  qing_store_list_accounts_async (store, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  accounts = qing_store_list_accounts_finish (store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 1);
  found = g_list_model_get_item (accounts, 0);
  g_assert_cmpstr (qing_account_get_name (found), ==, "House");
  g_assert_cmpint (qing_account_get_kind (found), ==, QING_SERVER_DASHSCOPE);
  g_assert_false (qing_account_has_key (found));
  qing_store_read_meta_async (store, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  meta = qing_store_read_meta_finish (store, result, NULL);
  g_clear_object (&result);
  g_assert_cmpuint (g_hash_table_size (meta), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (meta, "a"), ==, "2");
  qing_shelf_close (store);
  g_assert_false (file_holds (self, "verysecret"));
}

/* Every statement of a rich batch fails once: all of it or nothing is there. */
static int
fail_nth (const char *sql, gpointer user_data)
{
  int *left = user_data;

  return --*left == 0 ? SQLITE_FULL : SQLITE_OK;
}

static void
test_all_or_nothing (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autofree char *before = NULL;
  gboolean failed = TRUE;

  for (int n = 1; failed; n++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autoptr (QingBatch) batch = qing_batch_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL;
      QingMessage *question;
      int left = n;

      qing_batch_put_conversation (batch, conversation);
      question = qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Q");
      qing_shelf_say (conversation, batch, question, QING_ROLE_ASSISTANT, "A");
      qing_store_set_hook (store, fail_nth, &left);
      failed = !qing_shelf_try_commit (store, batch, &error);
      qing_store_set_hook (store, NULL, NULL);
      rows = qing_shelf_query (self, "SELECT (SELECT count(*) FROM conversation) || ' ' ||"
                                     " (SELECT count(*) FROM message) || ' ' ||"
                                     " (SELECT count(*) FROM body)");
      g_assert_cmpstr (rows, ==, failed ? "0 0 0" : "1 2 2");
      if (failed)
        g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
      else
        g_assert_cmpint (n, >, 10);
    }
  qing_shelf_close (store);
  check_sound (self);
}

typedef struct
{
  int left;
  GCancellable *cancellable;
} Giving;

static int
give_up_nth (const char *sql, gpointer user_data)
{
  Giving *giving = user_data;

  if (--giving->left == 0)
    g_cancellable_cancel (giving->cancellable);
  return SQLITE_OK;
}

/* Whenever it is given up, all of it is written or nothing. */
static void
test_given_up (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  guint n_failed = 0;

  for (int n = 1;; n++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autoptr (QingBatch) batch = qing_batch_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL;
      Giving giving = { n, cancellable };
      gboolean failed;

      qing_batch_put_conversation (batch, conversation);
      for (guint i = 0; i < 3; i++)
        qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Q");
      qing_batch_set_cancellable (batch, cancellable);
      qing_store_set_hook (store, give_up_nth, &giving);
      failed = !qing_shelf_try_commit (store, batch, &error);
      qing_store_set_hook (store, NULL, NULL);
      rows = qing_shelf_query (self, "SELECT (SELECT count(*) FROM conversation) || ' ' ||"
                                     " (SELECT count(*) FROM message)");
      g_assert_cmpstr (rows, ==, failed ? "0 0" : "1 3");
      if (!failed)
        break;
      n_failed++;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpfloat (qing_batch_get_progress (batch), <, 1);
    }
  g_assert_cmpuint (n_failed, >, 3);
  qing_shelf_close (store);
  check_sound (self);
}

/* What can never be written does not hold up the rest for ever. */
static void
test_lenient (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) unknown = qing_conversation_new ();
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (GError) error = NULL;

  qing_shelf_say (unknown, batch, NULL, QING_ROLE_USER, "lost");
  qing_batch_put_conversation (batch, conversation);
  qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "kept");
  g_assert_false (qing_shelf_try_commit (store, batch, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_assert_true (qing_batch_set_lenient (batch));
  g_assert_false (qing_batch_set_lenient (batch));
  g_test_expect_message ("qing-store", G_LOG_LEVEL_WARNING, "*could not be stored*");
  qing_shelf_commit (store, batch);
  g_test_assert_expected_messages ();
  check_tree (store, conversation, "user kept*");
  qing_shelf_close (store);
}

/* Two programs on one file: both write, nothing is lost, and neither fails. */
static void
test_two_programs (QingShelf *self, gconstpointer data)
{
  QingStore *one = qing_shelf_open (self);
  QingStore *two = qing_shelf_open (self);
  QingStore *stores[] = { one, two };
  g_autofree char *n = NULL;
  GAsyncResult *results[40] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autoptr (QingBatch) batch = qing_batch_new ();

      qing_batch_put_conversation (batch, conversation);
      qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "Q");
      qing_store_commit_async (stores[i % 2], batch, qing_shelf_keep_result, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = qing_shelf_wait (&results[i]);
      g_autoptr (GError) error = NULL;

      qing_store_commit_finish (stores[i % 2], result, &error);
      g_assert_no_error (error);
    }
  n = qing_shelf_query (self, "SELECT count(*) FROM message");
  g_assert_cmpstr (n, ==, "40");
  qing_shelf_close (one);
  qing_shelf_close (two);
  check_sound (self);
}

/* A program that starts while another streams takes the answer for a dead one's; what the other
 * writes afterwards still comes together. */
static void
test_start_while_streaming (QingShelf *self, gconstpointer data)
{
  QingStore *one = qing_shelf_open (self);
  QingStore *two;
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingConversation) loaded = NULL;
  g_autoptr (QingBatch) first = qing_batch_new ();
  g_autoptr (QingBatch) second = qing_batch_new ();
  QingMessage *message;

  qing_batch_put_conversation (first, conversation);
  message = qing_shelf_say (conversation, first, NULL, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  qing_batch_update_message (first, message);
  qing_batch_append (first, message, QING_PART_TEXT, 0, "One, ", 5);
  qing_shelf_commit (one, first);

  two = qing_shelf_open (self);
  qing_message_set_state (message, QING_MESSAGE_COMPLETE);
  qing_batch_append (second, message, QING_PART_TEXT, 5, "two, ", 5);
  qing_batch_append (second, message, QING_PART_TEXT, 10, "three.", 6);
  qing_batch_fold (second, message);
  qing_batch_update_message (second, message);
  qing_shelf_commit (one, second);

  loaded = qing_shelf_load (two, qing_conversation_get_uid (conversation));
  message = qing_conversation_get_leaf (loaded);
  g_assert_cmpstr (qing_message_get_text (message, NULL), ==, "One, two, three.");
  g_assert_cmpint (qing_message_get_state (message), ==, QING_MESSAGE_COMPLETE);
  qing_shelf_close (one);
  qing_shelf_close (two);
  check_sound (self);
}

static void
test_closed (QingShelf *self, gconstpointer data)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();
  QingStore *store = qing_shelf_open (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;

  qing_store_close_async (store, qing_shelf_keep_result, &place);
  g_assert_false (qing_shelf_try_commit (store, batch, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);
  result = qing_shelf_wait (&place);
  g_assert_true (qing_store_close_finish (store, result, NULL));
  g_clear_object (&result);
  qing_shelf_close (store);
}

static void
test_private (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  GStatBuf buf;

  g_assert_cmpint (g_stat (self->path, &buf), ==, 0);
  g_assert_cmpint (buf.st_mode & 0777, ==, 0600);
  qing_shelf_close (store);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/store/" path, QingShelf, data, qing_shelf_set_up, func, qing_shelf_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tree", NULL, test_tree);
  ADD ("fields", NULL, test_fields);
  ADD ("attachments", NULL, test_attachments);
  ADD ("damaged-bytes", NULL, test_damaged_bytes);
  ADD ("purge-long-branch", NULL, test_purge_long_branch);
  ADD ("purge-wipes", NULL, test_purge_wipes);
  ADD ("chunks-folded", GINT_TO_POINTER (TRUE), test_chunks);
  ADD ("chunks-left", GINT_TO_POINTER (FALSE), test_chunks);
  ADD ("accounts-and-meta", NULL, test_accounts_and_meta);
  ADD ("all-or-nothing", NULL, test_all_or_nothing);
  ADD ("given-up", NULL, test_given_up);
  ADD ("lenient", NULL, test_lenient);
  ADD ("two-programs", NULL, test_two_programs);
  ADD ("start-while-streaming", NULL, test_start_while_streaming);
  ADD ("closed", NULL, test_closed);
  ADD ("private", NULL, test_private);
  return g_test_run ();
}
