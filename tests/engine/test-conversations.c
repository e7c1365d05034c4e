/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-engine-folders.h"
#include "qing-engine-private.h"

#include <string.h>

typedef struct
{
  QingDesk desk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  qing_desk_tear_down (&fixture->desk);
}

static GListModel *
get_list (Fixture *fixture)
{
  return qing_engine_get_conversations (fixture->desk.engine);
}

/* The list as "title title …", a pinned one with a star. */
static char *
describe_list (Fixture *fixture)
{
  GListModel *list = get_list (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "",
                              qing_conversation_get_title (conversation),
                              qing_conversation_get_pinned (conversation) ? "*" : "");
    }
  return g_string_free (text, FALSE);
}

static void
check_list (Fixture *fixture, const char *expected)
{
  g_autofree char *found = describe_list (fixture);

  g_assert_cmpstr (found, ==, expected);
}

static void
check_list_kept (Fixture *fixture, const char *expected)
{
  check_list (fixture, expected);
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  check_list (fixture, expected);
}

static void
add (Fixture *fixture, const char *title)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);

  qing_desk_exchange (&fixture->desk, conversation, title, "ok");
}

static QingConversation *
get (Fixture *fixture, const char *title)
{
  GListModel *list = get_list (fixture);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (qing_conversation_get_title (conversation), title))
        return conversation;
    }
  g_assert_not_reached ();
}

/* A model that follows what it is told about the list: it must agree at every moment. */
static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  GPtrArray *shadow = user_data;

  g_assert_cmpuint (position + removed, <=, shadow->len);
  if (removed > 0)
    g_ptr_array_remove_range (shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (shadow, (int) (position + i), g_list_model_get_item (list, position + i));
  g_assert_cmpuint (shadow->len, ==, g_list_model_get_n_items (list));
  for (guint i = 0; i < shadow->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      g_assert_true (shadow->pdata[i] == item);
    }
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) shadow = g_ptr_array_new_with_free_func (g_object_unref);
  QingEngine *engine = fixture->desk.engine;

  g_signal_connect (get_list (fixture), "items-changed", G_CALLBACK (items_changed_cb), shadow);
  add (fixture, "A");
  add (fixture, "B");
  add (fixture, "C");
  check_list (fixture, "C B A");
  qing_desk_exchange (&fixture->desk, get (fixture, "A"), "more", "ok");
  check_list (fixture, "A C B");
  qing_engine_set_pinned (engine, get (fixture, "B"), TRUE);
  check_list (fixture, "B* A C");
  qing_desk_exchange (&fixture->desk, get (fixture, "C"), "more", "ok");
  check_list (fixture, "B* C A");
  qing_engine_set_pinned (engine, get (fixture, "A"), TRUE);
  check_list (fixture, "A* B* C");
  qing_engine_set_pinned (engine, get (fixture, "B"), FALSE);
  check_list (fixture, "A* C B");
  qing_engine_rename (engine, get (fixture, "C"), "  D\n");
  g_ptr_array_set_size (shadow, 0);
  g_signal_handlers_disconnect_by_data (get_list (fixture), shadow);
  check_list_kept (fixture, "A* D B");
}

/* A move across a long list is told as well as a short one. */
static void
test_long_moves (void)
{
  g_autoptr (QingConversationList) list = qing_conversation_list_new ();
  g_autoptr (GPtrArray) shadow = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), shadow);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();

      qing_conversation_set_updated (conversation, g_rand_int_range (random, 0, 100));
      qing_conversation_list_add (list, conversation);
    }
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QingConversation) conversation =
        g_list_model_get_item (G_LIST_MODEL (list), (guint) g_rand_int_range (random, 0, 300));

      qing_conversation_set_updated (conversation, g_rand_int_range (random, 0, 1000));
      qing_conversation_set_pinned (conversation, g_rand_boolean (random));
      qing_conversation_list_update (list, conversation);
      g_assert_true (qing_conversation_list_contains (list, conversation));
    }
  for (guint i = 0; i + 1 < 300; i++)
    {
      QingConversation *a = shadow->pdata[i];
      QingConversation *b = shadow->pdata[i + 1];

      g_assert_cmpint (qing_conversation_get_pinned (a), >=, qing_conversation_get_pinned (b));
      if (qing_conversation_get_pinned (a) == qing_conversation_get_pinned (b))
        g_assert_cmpint (qing_conversation_get_updated (a), >=, qing_conversation_get_updated (b));
    }
  g_signal_handlers_disconnect_by_data (list, shadow);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) a = NULL;
  g_autoptr (QingConversation) b = NULL;
  QingEngine *engine = fixture->desk.engine;

  add (fixture, "A");
  add (fixture, "B");
  a = g_object_ref (get (fixture, "A"));
  b = g_object_ref (get (fixture, "B"));
  qing_engine_delete (engine, a);
  qing_engine_delete (engine, b);
  check_list (fixture, "");
  qing_engine_undelete (engine, a);
  check_list (fixture, "A");
  qing_engine_undelete (engine, a);
  g_clear_object (&a);
  g_clear_object (&b);
  check_list_kept (fixture, "A");
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) a = NULL;
  g_autoptr (QingConversation) found = NULL;
  g_autoptr (GListModel) archived = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  add (fixture, "A");
  add (fixture, "B");
  qing_engine_set_archived (fixture->desk.engine, get (fixture, "A"), TRUE);
  check_list_kept (fixture, "B");
  qing_engine_list_archived_async (fixture->desk.engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  archived = qing_engine_list_archived_finish (fixture->desk.engine, result, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (archived), ==, 1);
  found = g_list_model_get_item (archived, 0);
  g_assert_cmpstr (qing_conversation_get_title (found), ==, "A");
  qing_engine_set_archived (fixture->desk.engine, found, FALSE);
  g_clear_object (&result);
  check_list_kept (fixture, "B A");
}

static guint
count_archived (Fixture *fixture)
{
  g_autoptr (GListModel) archived = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  qing_engine_list_archived_async (fixture->desk.engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  archived = qing_engine_list_archived_finish (fixture->desk.engine, result, NULL);
  return g_list_model_get_n_items (archived);
}

/* What is archived can be deleted where it is, and comes back to where it was. */
static void
test_delete_archived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) a = NULL;

  add (fixture, "A");
  a = g_object_ref (get (fixture, "A"));
  qing_engine_set_archived (fixture->desk.engine, a, TRUE);
  g_assert_cmpuint (count_archived (fixture), ==, 1);
  qing_engine_delete (fixture->desk.engine, a);
  g_assert_cmpuint (count_archived (fixture), ==, 0);
  qing_engine_undelete (fixture->desk.engine, a);
  g_assert_cmpuint (count_archived (fixture), ==, 1);
  g_assert_true (qing_conversation_get_archived (a));
  g_clear_object (&a);
  check_list_kept (fixture, "");
}

static void
test_delete_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);
  QingScriptedCall *call;

  qing_desk_send (&fixture->desk, conversation, "Q");
  call = qing_desk_get_call (&fixture->desk);
  qing_scripted_call_text (call, 0, "half");
  qing_engine_delete (fixture->desk.engine, conversation);
  g_assert_false (qing_scripted_call_is_open (call));
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  qing_engine_undelete (fixture->desk.engine, conversation);
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "half");
}

static void
check_shown (QingConversation *conversation, const char *expected)
{
  g_autofree char *shown = qing_desk_describe (conversation);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_delete_message (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  g_autoptr (QingConversation) conversation = qing_engine_create_conversation (engine);
  QingMessage *second;
  guint token;

  qing_desk_exchange (&fixture->desk, conversation, "Q", "one");
  qing_engine_regenerate (engine, conversation, qing_conversation_get_leaf (conversation), NULL);
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "two");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  qing_desk_exchange (&fixture->desk, conversation, "More", "three");
  check_shown (conversation, "user: Q | assistant: two | user: More | assistant: three");
  second = qing_message_get_child (qing_conversation_get_root (conversation, 0), 1);
  token = qing_engine_delete_message (engine, conversation, second);
  check_shown (conversation, "user: Q | assistant: one");
  qing_engine_undelete_message (engine, conversation, token);
  check_shown (conversation, "user: Q | assistant: two | user: More | assistant: three");
  qing_engine_undelete_message (engine, conversation, token);

  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_shown (conversation, "user: Q | assistant: two | user: More | assistant: three");
  second = qing_message_get_child (qing_conversation_get_root (conversation, 0), 1);
  qing_engine_delete_message (fixture->desk.engine, conversation, second);
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_shown (conversation, "user: Q | assistant: one");
  g_assert_cmpuint (qing_message_get_n_siblings (qing_conversation_get_leaf (conversation)), ==, 1);
}

static void
test_temporary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);

  qing_conversation_set_temporary (conversation, TRUE);
  qing_desk_exchange (&fixture->desk, conversation, "secret", "ok");
  qing_engine_rename (fixture->desk.engine, conversation, "secret");
  qing_engine_regenerate (fixture->desk.engine, conversation,
                          qing_conversation_get_leaf (conversation), NULL);
  qing_engine_edit (fixture->desk.engine, conversation,
                    qing_conversation_get_root (conversation, 0), "other");
  qing_engine_delete_message (fixture->desk.engine, conversation,
                              qing_conversation_get_root (conversation, 1));
  /* It can be found again as long as the program runs, and no longer. */
  check_list (fixture, "secret");
  qing_conversation_set_draft (conversation, "secret, too");
  qing_engine_touch (fixture->desk.engine, conversation);
  qing_engine_set_pinned (fixture->desk.engine, conversation, TRUE);
  qing_engine_move_conversation (fixture->desk.engine, conversation, "Drawer");
  g_clear_object (&conversation);
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  check_list (fixture, "");
  g_assert_null (qing_engine_take_unsent (fixture->desk.engine));
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);

  qing_desk_exchange (&fixture->desk, conversation, "Q", "A");
  qing_conversation_set_draft (conversation, "And what about");
  qing_parameters_set (qing_conversation_get_parameters (conversation), QING_PARAMETER_SEED,
                       g_variant_new_int64 (7));
  qing_engine_touch (fixture->desk.engine, conversation);
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  g_assert_cmpstr (qing_conversation_get_draft (conversation), ==, "And what about");
  g_assert_true (
    qing_parameters_is_set (qing_conversation_get_parameters (conversation), QING_PARAMETER_SEED));
  /* A draft that was sent is none any more. */
  qing_desk_exchange (&fixture->desk, conversation, "And what about", "that");
  g_assert_null (qing_conversation_get_draft (conversation));

  /* A row that was only listed knows no draft, and writing it must not lose the stored one. */
  qing_conversation_set_draft (conversation, "kept");
  qing_engine_touch (fixture->desk.engine, conversation);
  g_clear_object (&conversation);
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  qing_engine_set_pinned (fixture->desk.engine, get (fixture, "Q"), TRUE);
  conversation = qing_desk_restart (&fixture->desk, 0);
  g_assert_true (qing_conversation_get_pinned (conversation));
  g_assert_cmpstr (qing_conversation_get_draft (conversation), ==, "kept");
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  g_autoptr (QingAccount) second = qing_account_new ("a-2", "Second", "http://127.0.0.1:8/v1");
  g_autoptr (QingAccount) demo = qing_account_new ("a-3", "Demo", "http://127.0.0.1:7/v1");

  qing_account_set_demo (demo, TRUE);
  qing_engine_add_account (engine, second);
  qing_engine_add_account (engine, demo);
  qing_account_set_name (second, "Renamed");
  qing_engine_save_account (engine, second);
  g_assert_true (qing_engine_get_account (engine, "a-2") == second);
  g_assert_null (qing_engine_get_account (engine, "a-9"));
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  engine = fixture->desk.engine;
  g_assert_cmpuint (g_list_model_get_n_items (qing_engine_get_accounts (engine)), ==, 2);
  g_assert_cmpstr (qing_account_get_name (qing_engine_get_account (engine, "a-2")), ==, "Renamed");
  g_assert_cmpstr (qing_account_get_uid (qing_engine_get_account (engine, NULL)), ==, "account-1");
  qing_engine_remove_account (engine, qing_engine_get_account (engine, "account-1"));
  g_assert_cmpstr (qing_account_get_uid (qing_engine_get_account (engine, NULL)), ==, "a-2");
}

static void
test_account_checks (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingAccount *account = fixture->desk.account;
  g_autoptr (GAsyncResult) tested = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) unlisted = NULL;
  g_autoptr (GListModel) models = NULL;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingFault) no_key = NULL;
  GAsyncResult *place = NULL;

  qing_engine_test_account_async (engine, account, "qwen-plus", NULL, qing_desk_keep_result,
                                  &place);
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  tested = qing_desk_wait (&place);
  g_assert_true (qing_engine_test_account_finish (engine, tested, NULL));

  qing_engine_test_account_async (engine, account, NULL, NULL, qing_desk_keep_result, &place);
  qing_scripted_call_fail (qing_desk_get_call (&fixture->desk), QING_ERROR_AUTH,
                           QING_FAULT_ACTION_EDIT_KEY);
  failed = qing_desk_wait (&place);
  g_assert_false (qing_engine_test_account_finish (engine, failed, &fault));
  g_assert_cmpint (fault->code, ==, QING_ERROR_AUTH);

  qing_engine_list_models_async (engine, account, NULL, qing_desk_keep_result, &place);
  listed = qing_desk_wait (&place);
  models = qing_engine_list_models_finish (engine, listed, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  qing_account_set_key (account, NULL);
  qing_engine_list_models_async (engine, account, NULL, qing_desk_keep_result, &place);
  unlisted = qing_desk_wait (&place);
  g_assert_null (qing_engine_list_models_finish (engine, unlisted, &no_key));
  g_assert_cmpint (no_key->code, ==, QING_ERROR_AUTH);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  QingScriptedProvider *provider = fixture->desk.provider;
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);
  g_autoptr (QingConversation) named = qing_engine_create_conversation (fixture->desk.engine);
  g_autoptr (QingConversation) thinker = qing_engine_create_conversation (fixture->desk.engine);

  qing_scripted_provider_set_title (provider, "**\"A Fine Title.\"**\nand more");
  qing_conversation_set_model (conversation, "qwen-plus");
  qing_desk_send (&fixture->desk, conversation, "\n\n  What is a fine title?  \nsecond line");
  g_assert_cmpstr (qing_conversation_get_title (conversation), ==, "What is a fine title?");
  g_assert_false (qing_conversation_is_title_final (conversation));
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "This.");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  g_assert_cmpstr (qing_conversation_get_title (conversation), ==, "A Fine Title");
  g_assert_true (qing_conversation_is_title_final (conversation));
  qing_desk_exchange (&fixture->desk, conversation, "more", "more");
  g_assert_cmpuint (qing_scripted_provider_get_n_titles (provider), ==, 1);

  /* What the user says counts. */
  qing_desk_send (&fixture->desk, named, "Q");
  qing_engine_rename (fixture->desk.engine, named, "Mine");
  qing_scripted_call_text (qing_desk_get_call (&fixture->desk), 0, "A");
  qing_scripted_call_finish (qing_desk_get_call (&fixture->desk));
  qing_desk_settle ();
  g_assert_cmpstr (qing_conversation_get_title (named), ==, "Mine");
  g_assert_cmpuint (qing_scripted_provider_get_n_titles (provider), ==, 1);

  /* Who thinks always is not asked, and neither is anybody after a failure. */
  qing_conversation_set_model (thinker, "qwq-plus");
  qing_desk_exchange (&fixture->desk, thinker, "Q", "A");
  qing_desk_settle ();
  g_assert_cmpuint (qing_scripted_provider_get_n_titles (provider), ==, 1);
  g_assert_cmpstr (qing_conversation_get_title (thinker), ==, "Q");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  g_autoptr (GListModel) hits = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (QingSearchHit) title = NULL;
  g_autoptr (QingSearchHit) answer = NULL;
  GAsyncResult *place = NULL;
  QingConversation *conversation;
  g_autoptr (QingSearchQuery) query = qing_search_query_new ("tea");
  guint start, length;

  add (fixture, "Tea");
  conversation = get (fixture, "Tea");
  qing_desk_exchange (&fixture->desk, conversation, "and", "A cup of tea.");
  qing_engine_search_async (engine, query, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  hits = qing_engine_search_finish (engine, result, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 3);
  title = g_list_model_get_item (hits, 0);
  g_assert_null (qing_search_hit_get_message_uid (title));
  g_assert_true (qing_search_hit_get_conversation (title) == conversation);
  answer = g_list_model_get_item (hits, 2);
  g_assert_cmpstr (qing_search_hit_get_message_uid (answer), ==,
                   qing_message_get_uid (qing_conversation_get_leaf (conversation)));
  g_assert_cmpint (qing_search_hit_get_part (answer), ==, QING_FOUND_TEXT);
  g_assert_cmpint (qing_search_hit_get_role (answer), ==, QING_ROLE_ASSISTANT);
  g_assert_cmpstr (qing_search_hit_get_excerpt (answer), ==, "A cup of tea.");
  g_assert_true (qing_search_hit_get_mark (answer, 0, &start, &length));
  g_assert_false (qing_search_hit_get_mark (answer, 1, &start, &length));
  g_assert_cmpuint (start, ==, 9);
  g_assert_cmpuint (length, ==, 3);
  g_assert_cmpint (qing_search_hit_get_created (answer), >, 0);
}

static const struct
{
  guint position; /* of the message that is deleted */
  const char *left;
} deletions[] = {
  { 0, "assistant: ok | user: More | assistant: yes" },
  { 1, "user: Q | user: More | assistant: yes" },
  { 3, "user: Q | assistant: ok | user: More" },
};

/* What followed stays, on the disk, too; and all of it can be undone. */
static void
test_delete_alone (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    for (guint undo = 0; undo < 2; undo++)
      {
        g_autoptr (QingConversation) conversation = NULL;
        g_autoptr (QingMessage) message = NULL;
        guint token;

        add (fixture, "Q");
        conversation = g_list_model_get_item (get_list (fixture), 0);
        qing_desk_exchange (&fixture->desk, conversation, "More", "yes");
        message = g_list_model_get_item (G_LIST_MODEL (conversation), deletions[i].position);
        token = qing_engine_delete_message_alone (fixture->desk.engine, conversation, message);
        check_shown (conversation, deletions[i].left);
        if (undo)
          qing_engine_undelete_message (fixture->desk.engine, conversation, token);
        g_clear_object (&message);
        g_clear_object (&conversation);
        qing_desk_shut_down (&fixture->desk);
        qing_desk_start (&fixture->desk);
        conversation = g_list_model_get_item (get_list (fixture), 0);
        qing_desk_load (&fixture->desk, conversation);
        check_shown (conversation, undo ? "user: Q | assistant: ok | user: More | assistant: yes"
                                        : deletions[i].left);
        qing_engine_delete (fixture->desk.engine, conversation);
      }
}

static QingSearchHit *
find_first (Fixture *fixture, const char *words)
{
  g_autoptr (QingSearchQuery) query = qing_search_query_new (words);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) hits = NULL;
  GAsyncResult *place = NULL;

  qing_engine_search_async (fixture->desk.engine, query, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  hits = qing_engine_search_finish (fixture->desk.engine, result, NULL);
  return g_list_model_get_item (hits, 0);
}

/* What is put away is found, is the same for whoever finds it, and can be read. */
static void
test_search_archived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingSearchHit) first = NULL;
  g_autoptr (QingSearchHit) second = NULL;
  QingConversation *found;

  add (fixture, "Marmalade");
  qing_engine_set_archived (fixture->desk.engine, get (fixture, "Marmalade"), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), ==, 0);
  first = find_first (fixture, "marmalade");
  second = find_first (fixture, "marmalade");
  found = qing_search_hit_get_conversation (first);
  g_assert_true (qing_search_hit_get_conversation (second) == found);
  g_assert_true (qing_conversation_get_archived (found));
  qing_desk_load (&fixture->desk, found);
  check_shown (found, "user: Marmalade | assistant: ok");
  qing_engine_set_archived (fixture->desk.engine, found, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), ==, 1);
}

/* Two who want the same conversation at once get the same. */
static void
test_load_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GAsyncResult *places[2] = { NULL };

  add (fixture, "Q");
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  conversation = g_list_model_get_item (get_list (fixture), 0);
  for (guint i = 0; i < 2; i++)
    qing_engine_load_async (fixture->desk.engine, conversation, NULL, qing_desk_keep_result,
                            &places[i]);
  first = qing_desk_wait (&places[0]);
  second = qing_desk_wait (&places[1]);
  g_assert_true (qing_engine_load_finish (fixture->desk.engine, first, NULL));
  g_assert_true (qing_engine_load_finish (fixture->desk.engine, second, NULL));
  check_shown (conversation, "user: Q | assistant: ok");
  qing_desk_load (&fixture->desk, conversation);
  check_shown (conversation, "user: Q | assistant: ok");
}

/* Sending into a conversation that was only listed loads it first. */
static void
test_send_unloaded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = NULL;

  add (fixture, "Q");
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  conversation = g_list_model_get_item (get_list (fixture), 0);
  qing_desk_exchange (&fixture->desk, conversation, "More", "yes");
  check_shown (conversation, "user: Q | assistant: ok | user: More | assistant: yes");
}

static void
count_progress_cb (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >, *last);
  *last = fraction;
}

static gssize
import (Fixture *fixture, GPtrArray *conversations)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0;
  gssize n;

  qing_engine_import_async (fixture->desk.engine, conversations, count_progress_cb, &last, NULL,
                            qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  n = qing_engine_import_finish (fixture->desk.engine, result, &error);
  g_assert_no_error (error);
  return n;
}

static QingMessage *
say (QingConversation *conversation, QingMessage *parent, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, parent, TRUE);
  return message;
}

static QingConversation *
make_foreign (const char *uid, const char *title)
{
  QingConversation *conversation = qing_conversation_new_with_uid (uid);
  QingMessage *question;
  QingMessage *first;

  qing_conversation_set_loaded (conversation, TRUE);
  qing_conversation_set_title (conversation, title, TRUE);
  question = say (conversation, NULL, QING_ROLE_USER, "Q");
  first = say (conversation, question, QING_ROLE_ASSISTANT, "one");
  say (conversation, question, QING_ROLE_ASSISTANT, "two");
  qing_conversation_choose (conversation, first);
  return conversation;
}

/* The same file twice, the second time after one of its conversations was deleted. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) foreign = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (QingConversation) loaded = NULL;

  g_ptr_array_add (foreign, make_foreign ("foreign-1", "A"));
  g_ptr_array_add (foreign, make_foreign ("foreign-2", "B"));
  g_assert_cmpint (import (fixture, foreign), ==, 2);
  g_assert_cmpint (import (fixture, foreign), ==, 0);
  qing_engine_delete (fixture->desk.engine, get (fixture, "A"));
  g_ptr_array_add (again, make_foreign ("foreign-1", "A2"));
  g_assert_cmpint (import (fixture, again), ==, 1);
  loaded = g_object_ref (get (fixture, "A2"));
  g_assert_false (qing_conversation_is_loaded (loaded));
  qing_desk_load (&fixture->desk, loaded);
  check_shown (loaded, "user: Q | assistant: one");
  g_assert_cmpuint (qing_message_get_n_siblings (qing_conversation_get_leaf (loaded)), ==, 2);
  g_clear_object (&loaded);
  check_list_kept (fixture, "A2 B");
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) copy = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;

  add (fixture, "A");
  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  qing_engine_duplicate_async (fixture->desk.engine, get (fixture, "A"), NULL,
                               qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  copy = qing_engine_duplicate_finish (fixture->desk.engine, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  qing_desk_exchange (&fixture->desk, copy, "More", "yes");
  check_shown (copy, "user: A | assistant: ok | user: More | assistant: yes");
  g_clear_object (&copy);
  copy = qing_desk_restart (&fixture->desk, 1);
  check_shown (copy, "user: A | assistant: ok");
  g_clear_object (&copy);
  check_list (fixture, "A (copy) A");
}

/* Without a store all works, and nothing is kept. */
static void
test_no_store (void)
{
  g_autoptr (QingScriptedProvider) provider = qing_scripted_provider_new ();
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingAccount) account = qing_desk_new_account ();
  QingDesk desk = { .provider = provider, .catalogue = catalogue };
  g_autoptr (QingConversation) conversation = NULL;
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  GAsyncResult *place = NULL;

  desk.engine = qing_engine_new (NULL, QING_PROVIDER (provider), catalogue);
  qing_engine_start_async (desk.engine, NULL, qing_desk_keep_result, &place);
  started = qing_desk_wait (&place);
  g_assert_true (qing_engine_start_finish (desk.engine, started, NULL));
  qing_engine_add_account (desk.engine, account);
  conversation = qing_engine_create_conversation (desk.engine);
  qing_desk_exchange (&desk, conversation, "Q", "A");
  check_shown (conversation, "user: Q | assistant: A");
  g_assert_cmpuint (g_list_model_get_n_items (qing_engine_get_conversations (desk.engine)), ==, 1);
  qing_engine_shutdown_async (desk.engine, qing_desk_keep_result, &place);
  ended = qing_desk_wait (&place);
  g_assert_true (qing_engine_shutdown_finish (desk.engine, ended, NULL));
  g_clear_object (&started);
  g_clear_object (&ended);
  qing_desk_settle ();
  g_assert_finalize_object (desk.engine);
}

#define ADD(path, func) g_test_add ("/conversations/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  g_test_add_func ("/conversations/long-moves", test_long_moves);
  ADD ("delete", test_delete);
  ADD ("archive", test_archive);
  ADD ("delete-archived", test_delete_archived);
  ADD ("delete-running", test_delete_running);
  ADD ("delete-message", test_delete_message);
  ADD ("temporary", test_temporary);
  ADD ("drafts", test_drafts);
  ADD ("accounts", test_accounts);
  ADD ("account-checks", test_account_checks);
  ADD ("titles", test_titles);
  ADD ("delete-alone", test_delete_alone);
  ADD ("search", test_search);
  ADD ("search-archived", test_search_archived);
  ADD ("load-twice", test_load_twice);
  ADD ("send-unloaded", test_send_unloaded);
  ADD ("import", test_import);
  ADD ("duplicate", test_duplicate);
  g_test_add_func ("/conversations/no-store", test_no_store);
  return g_test_run ();
}
