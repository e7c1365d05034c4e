/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

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

/* Starts anew; the list then has one conversation of that title, or none. */
static void
check_list_kept (Fixture *fixture, const char *expected)
{
  g_autoptr (QingConversation) first = NULL;
  GListModel *list;

  qing_desk_shut_down (&fixture->desk);
  qing_desk_start (&fixture->desk);
  list = qing_engine_get_conversations (fixture->desk.engine);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, *expected != '\0' ? 1 : 0);
  first = g_list_model_get_item (list, 0);
  g_assert_cmpstr (first != NULL ? qing_conversation_get_title (first) : "", ==, expected);
}

static QingAttachment *
new_picture (const char *name, const char *bytes)
{
  QingAttachment *attachment = qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, name, "image/png");
  g_autoptr (GBytes) data = g_bytes_new (bytes, strlen (bytes));

  qing_attachment_set_bytes (attachment, data);
  qing_attachment_set_size (attachment, strlen (bytes));
  return attachment;
}

static void
put_pictures (Fixture *fixture, QingConversation *conversation, const char *const *names)
{
  g_autoptr (GListStore) store = g_list_store_new (QING_TYPE_ATTACHMENT);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (QingAttachment) attachment = new_picture (names[i], names[i]);

      g_list_store_append (store, attachment);
    }
  qing_conversation_set_draft_attachments (conversation, G_LIST_MODEL (store));
  qing_engine_save_draft_attachments (fixture->desk.engine, conversation);
}

/* The names of the pictures of a draft, and what they hold: "a.png=a.png b.png=b.png". */
static char *
describe_pictures (QingConversation *conversation)
{
  GListModel *pictures = qing_conversation_get_draft_attachments (conversation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (pictures); i++)
    {
      g_autoptr (QingAttachment) picture = g_list_model_get_item (pictures, i);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GBytes) bytes = NULL;
      GAsyncResult *place = NULL;

      qing_attachment_load_async (picture, NULL, qing_desk_keep_result, &place);
      result = qing_desk_wait (&place);
      bytes = qing_attachment_load_finish (picture, result, NULL);
      g_assert_nonnull (bytes);
      g_string_append_printf (text, "%s%s=%.*s", i > 0 ? " " : "",
                              qing_attachment_get_name (picture), (int) g_bytes_get_size (bytes),
                              (const char *) g_bytes_get_data (bytes, NULL));
    }
  return g_string_free (text, FALSE);
}

static void
check_pictures (QingConversation *conversation, const char *expected)
{
  g_autofree char *found = describe_pictures (conversation);

  g_assert_cmpstr (found, ==, expected);
}

/* Words, pictures and the place of the cursor and of the reader. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);

  qing_desk_exchange (&fixture->desk, conversation, "Q", "A");
  qing_conversation_set_draft (conversation, "And what about");
  qing_conversation_set_draft_cursor (conversation, 3);
  qing_conversation_set_scroll (conversation, "somewhere");
  qing_engine_touch (fixture->desk.engine, conversation);
  put_pictures (fixture, conversation, (const char *const[]){ "a.png", "b.png", NULL });
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  g_assert_cmpint (qing_conversation_get_draft_cursor (conversation), ==, 3);
  g_assert_cmpstr (qing_conversation_get_scroll (conversation), ==, "somewhere");
  check_pictures (conversation, "a.png=a.png b.png=b.png");

  /* One less, which is known by its row alone: its bytes stay. */
  {
    g_autoptr (GListStore) store = g_list_store_new (QING_TYPE_ATTACHMENT);
    g_autoptr (QingAttachment) second =
      g_list_model_get_item (qing_conversation_get_draft_attachments (conversation), 1);

    g_list_store_append (store, second);
    qing_conversation_set_draft_attachments (conversation, G_LIST_MODEL (store));
    qing_engine_save_draft_attachments (fixture->desk.engine, conversation);
  }
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_pictures (conversation, "b.png=b.png");
  put_pictures (fixture, conversation, (const char *const[]){ NULL });
  g_clear_object (&conversation);
  conversation = qing_desk_restart (&fixture->desk, 0);
  check_pictures (conversation, "");
}

/* What was begun and never sent is there again, but in no list. */
static void
test_unsent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);
  g_autofree char *uid = g_strdup (qing_conversation_get_uid (conversation));

  qing_conversation_set_draft (conversation, "A long thought");
  qing_engine_touch (fixture->desk.engine, conversation);
  put_pictures (fixture, conversation, (const char *const[]){ "a.png", NULL });
  g_clear_object (&conversation);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&conversation);
      check_list_kept (fixture, "");
      conversation = qing_engine_take_unsent (fixture->desk.engine);
      g_assert_nonnull (conversation);
      g_assert_null (qing_engine_take_unsent (fixture->desk.engine));
      g_assert_cmpstr (qing_conversation_get_uid (conversation), ==, uid);
      qing_desk_load (&fixture->desk, conversation);
      g_assert_cmpstr (qing_conversation_get_draft (conversation), ==, "A long thought");
      check_pictures (conversation, "a.png=a.png");
    }
  /* With its first message it is one like all others. */
  qing_desk_exchange (&fixture->desk, conversation, "A long thought", "ok");
  put_pictures (fixture, conversation, (const char *const[]){ NULL });
  g_clear_object (&conversation);
  check_list_kept (fixture, "A long thought");
  g_assert_null (qing_engine_take_unsent (fixture->desk.engine));

  /* And one that was emptied again leaves nothing. */
  conversation = qing_engine_create_conversation (fixture->desk.engine);
  qing_conversation_set_draft (conversation, "No");
  qing_engine_touch (fixture->desk.engine, conversation);
  put_pictures (fixture, conversation, (const char *const[]){ NULL });
  qing_conversation_set_draft (conversation, "");
  qing_engine_touch (fixture->desk.engine, conversation);
  g_clear_object (&conversation);
  check_list_kept (fixture, "A long thought");
  g_assert_null (qing_engine_take_unsent (fixture->desk.engine));
}

#define ADD(path, func) g_test_add ("/drafts/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("whole", test_whole);
  ADD ("unsent", test_unsent);
  return g_test_run ();
}
