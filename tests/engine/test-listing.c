/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* That a start lists no more than the first conversations, and that the others come when asked for. */

#include "qing-desk.h"

#include "qing-conversations-table.h"
#include "qing-engine-folders.h"
#include "qing-engine-listing.h"

#define MANY (QING_STORED_N_FIRST + 30)

static GListModel *
get_list (QingDesk *self)
{
  return qing_engine_get_conversations (self->engine);
}

static guint
count (QingDesk *self)
{
  return g_list_model_get_n_items (get_list (self));
}

static QingConversation *
dup_at (QingDesk *self, guint position)
{
  return g_list_model_get_item (get_list (self), position);
}

static void
assert_title_at (QingDesk *self, guint position, const char *title)
{
  g_autoptr (QingConversation) conversation = dup_at (self, position);

  g_assert_cmpstr (qing_conversation_get_title (conversation), ==, title);
}

static void
add (QingDesk *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingConversation) conversation = qing_engine_create_conversation (self->engine);
      g_autofree char *title = g_strdup_printf ("Number %u", i);

      qing_desk_exchange (self, conversation, "Question", "Answer");
      qing_engine_rename (self->engine, conversation, title);
      if (i == 0)
        qing_engine_set_pinned (self->engine, conversation, TRUE);
      if (i == 1)
        qing_engine_move_conversation (self->engine, conversation, "Work");
    }
}

/* Many, of which the first is pinned and the second in a folder, and a new start. */
static void
set_up (QingDesk *self, gconstpointer data)
{
  qing_desk_set_up (self);
  add (self, MANY);
  qing_desk_shut_down (self);
  qing_desk_start (self);
}

static void
tear_down (QingDesk *self, gconstpointer data)
{
  qing_desk_tear_down (self);
}

static void
list_all (QingDesk *self)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_engine_list_all_async (self->engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_list_all_finish (self->engine, result, &error));
  g_assert_no_error (error);
  g_assert_true (qing_engine_has_listed_all (self->engine));
}

/* Every conversation is there once, in its place. */
static void
assert_all (QingDesk *self, guint n)
{
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 last = G_MAXINT64;

  g_assert_cmpuint (count (self), ==, n);
  for (guint i = 0; i < n; i++)
    {
      QingConversationSummary summary = { 0 };

      qing_conversation_index_summarise (QING_CONVERSATION_INDEX (get_list (self)), i, &summary);
      g_assert_true (g_hash_table_add (uids, (gpointer) summary.uid));
      if (summary.pinned)
        continue;
      g_assert_cmpint (summary.updated, <=, last);
      last = summary.updated;
    }
}

static void
test_first (QingDesk *self, gconstpointer data)
{
  g_autoptr (QingFolder) folder = NULL;
  g_autoptr (QingConversation) same = NULL;
  g_autoptr (QingConversation) newest = NULL;

  g_assert_false (qing_engine_has_listed_all (self->engine));
  g_assert_cmpuint (count (self), ==, QING_STORED_N_FIRST + 1);
  assert_title_at (self, 0, "Number 0");
  assert_title_at (self, 1, "Number 129");
  assert_title_at (self, QING_STORED_N_FIRST, "Number 1");
  folder = g_list_model_get_item (G_LIST_MODEL (qing_engine_get_folders (self->engine)), 0);
  g_assert_cmpstr (qing_folder_get_path (folder), ==, "Work");

  /* What is listed stays what it is. */
  newest = dup_at (self, 1);
  list_all (self);
  assert_all (self, MANY);
  same = dup_at (self, 1);
  g_assert_true (same == newest);
  list_all (self);
  assert_all (self, MANY);
}

/* What was taken away does not come back with the others, whether that is written yet or not. */
static void
test_taken_away (QingDesk *self, gconstpointer data)
{
  g_autoptr (QingConversation) deleted = dup_at (self, 3);
  g_autoptr (QingConversation) archived = dup_at (self, 4);
  g_autoptr (QingConversation) back = dup_at (self, 5);
  g_autoptr (QingConversation) late = dup_at (self, 6);
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  qing_engine_delete (self->engine, deleted);
  qing_engine_set_archived (self->engine, archived, TRUE);
  qing_engine_delete (self->engine, back);
  qing_engine_undelete (self->engine, back);
  qing_engine_list_all_async (self->engine, NULL, qing_desk_keep_result, &place);
  qing_engine_delete (self->engine, late);
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_list_all_finish (self->engine, result, NULL));
  assert_all (self, MANY - 3);
  qing_engine_undelete (self->engine, deleted);
  qing_engine_undelete (self->engine, late);
  qing_engine_set_archived (self->engine, archived, FALSE);
  assert_all (self, MANY);
}

static gboolean
has_all (gpointer desk)
{
  return qing_engine_has_listed_all (((QingDesk *) desk)->engine);
}

/* The newest are not the first by another order. */
static void
test_order (QingDesk *self, gconstpointer data)
{
  qing_engine_set_order (self->engine, QING_ORDER_TITLE);
  qing_desk_run_until (has_all, self);
  g_assert_cmpuint (count (self), ==, MANY);
  assert_title_at (self, 0, "Number 0");
  assert_title_at (self, 1, "Number 1");
  assert_title_at (self, 2, "Number 2");
}

static void
test_archive (QingDesk *self, gconstpointer data)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) archived = NULL;

  qing_engine_list_archived_async (self->engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  archived = qing_engine_list_archived_finish (self->engine, result, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (archived), ==, 0);
  g_assert_true (qing_engine_has_listed_all (self->engine));
  assert_all (self, MANY);
}

static void
keep_error_cb (GObject *object, GAsyncResult *result, gpointer error)
{
  g_assert_false (qing_engine_list_all_finish (QING_ENGINE (object), result, error));
}

/* Whoever waits for the list is told when the history is closed. */
static void
test_shut_down (QingDesk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  qing_engine_list_all_async (self->engine, NULL, keep_error_cb, &error);
  qing_desk_shut_down (self);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_few (QingDesk *self, gconstpointer data)
{
  qing_desk_set_up (self);
  add (self, 5);
  qing_desk_shut_down (self);
  qing_desk_start (self);
  g_assert_true (qing_engine_has_listed_all (self->engine));
  assert_all (self, 5);
}

static void
set_up_nothing (QingDesk *self, gconstpointer data)
{
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/listing/" name, QingDesk, NULL, set_up, func, tear_down)
  ADD ("first", test_first);
  ADD ("taken-away", test_taken_away);
  ADD ("order", test_order);
  ADD ("archive", test_archive);
  ADD ("shut-down", test_shut_down);
#undef ADD
  g_test_add ("/listing/few", QingDesk, NULL, set_up_nothing, test_few, tear_down);
  return g_test_run ();
}
