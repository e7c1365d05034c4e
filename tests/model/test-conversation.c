/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation.h"

/* The chosen branch as text: each message's uid, and its place among siblings when it has any. */
static char *
dump (QingConversation *conversation)
{
  GString *string = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      g_string_append_printf (string, "%s%s", i > 0 ? " " : "", qing_message_get_uid (message));
      if (qing_message_get_n_siblings (message) > 1)
        g_string_append_printf (string, ":%u/%u", qing_message_get_sibling_index (message) + 1,
                                qing_message_get_n_siblings (message));
    }
  return g_string_free (string, FALSE);
}

#define assert_path(conversation, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path_ = dump (conversation);                                                  \
    g_assert_cmpstr (path_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static QingMessage *
add (QingConversation *conversation, const char *uid, const char *parent, gboolean choose)
{
  g_autoptr (QingMessage) message = qing_message_new_with_uid (QING_ROLE_USER, uid);

  qing_conversation_add (conversation, message,
                         qing_conversation_get_message (conversation, parent), choose);
  return message;
}

/* Keeps a copy of the list by what "items-changed" says, and compares it with the list itself. */

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  GPtrArray *copy = data;

  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, (int) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < copy->len; i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (model, i);

      g_assert_true (message == g_ptr_array_index (copy, i));
    }
}

static void
test_tree (void)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (QingMessage) removed = NULL;
  QingMessage *parent;
  guint position;

  g_signal_connect (conversation, "items-changed", G_CALLBACK (items_changed_cb), copy);

  add (conversation, "q1", NULL, TRUE);
  add (conversation, "a1", "q1", TRUE);
  add (conversation, "q2", "a1", TRUE);
  add (conversation, "a2", "q2", TRUE);
  assert_path (conversation, "q1 a1 q2 a2");

  add (conversation, "a1b", "q1", TRUE);
  assert_path (conversation, "q1 a1b:2/2");
  add (conversation, "a1c", "q1", FALSE);
  assert_path (conversation, "q1 a1b:2/3");

  qing_conversation_choose (conversation, qing_conversation_get_message (conversation, "a1"));
  assert_path (conversation, "q1 a1:1/3 q2 a2");
  add (conversation, "a2b", "q2", TRUE);
  qing_conversation_choose (conversation, qing_conversation_get_message (conversation, "a1c"));
  assert_path (conversation, "q1 a1c:3/3");
  qing_conversation_choose (conversation, qing_conversation_get_message (conversation, "a1"));
  assert_path (conversation, "q1 a1:1/3 q2 a2b:2/2");

  removed = g_object_ref (qing_conversation_get_message (conversation, "a1"));
  parent = qing_message_get_parent (removed);
  position = qing_conversation_remove (conversation, removed);
  assert_path (conversation, "q1 a1b:1/2");
  g_assert_null (qing_conversation_get_message (conversation, "a2b"));
  qing_conversation_restore (conversation, removed, parent, position);
  assert_path (conversation, "q1 a1:1/3 q2 a2b:2/2");
  g_assert_nonnull (qing_conversation_get_message (conversation, "a2b"));

  add (conversation, "r2", NULL, TRUE);
  assert_path (conversation, "r2:2/2");
  qing_conversation_remove (conversation, qing_conversation_get_message (conversation, "r2"));
  assert_path (conversation, "q1 a1:1/3 q2 a2b:2/2");
  qing_conversation_remove (conversation, qing_conversation_get_message (conversation, "q1"));
  assert_path (conversation, "");
}

static void
test_running (void)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingMessage) message = g_object_ref (add (conversation, "a", NULL, TRUE));

  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  qing_message_set_state (message, QING_MESSAGE_WAITING);
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 1);
  qing_conversation_remove (conversation, message);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  qing_message_set_state (message, QING_MESSAGE_STOPPED);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
}

static void
appended_cb (QingMessage *message, guint part, guint64 offset, gpointer data)
{
  g_string_append_printf (data, "%u@%" G_GUINT64_FORMAT " ", part, offset);
}

static void
test_text (void)
{
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);
  GString *log = g_string_new (NULL);
  gsize length;

  g_signal_connect (message, "appended", G_CALLBACK (appended_cb), log);
  qing_message_append (message, QING_PART_TEXT, "清", -1);
  qing_message_append (message, QING_PART_TEXT, "", 0);
  qing_message_append (message, QING_PART_REASONING, "why", 3);
  qing_message_append (message, QING_PART_TEXT,
                       "a\xff"
                       "b",
                       3);
  g_assert_cmpstr (qing_message_get_text (message, &length), ==, "清a\357\277\275b");
  g_assert_cmpuint (length, ==, 8);
  g_assert_cmpstr (qing_message_get_reasoning (message, NULL), ==, "why");
  g_assert_cmpstr (log->str, ==, "0@0 1@0 0@3 ");
  g_string_free (log, TRUE);
}

/* A long branch must come apart without recursion, which would end the stack. */
static void
test_deep (void)
{
  QingConversation *conversation = qing_conversation_new ();
  g_autoptr (QingMessage) kept = NULL;
  QingMessage *parent = NULL;

  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_USER);

      qing_conversation_add (conversation, message, parent, TRUE);
      parent = message;
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 100000);
  kept = g_object_ref (parent);
  g_assert_finalize_object (conversation);
  g_assert_null (qing_message_get_parent (kept));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversation/tree", test_tree);
  g_test_add_func ("/conversation/running", test_running);
  g_test_add_func ("/conversation/text", test_text);
  g_test_add_func ("/conversation/deep", test_deep);
  return g_test_run ();
}
