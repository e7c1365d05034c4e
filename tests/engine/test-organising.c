/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include "qing-engine-folders.h"

typedef struct
{
  QingDesk desk;
} Fixture;

static void
add (Fixture *fixture, const char *title, const char *folder)
{
  g_autoptr (QingConversation) conversation =
    qing_engine_create_conversation (fixture->desk.engine);

  qing_desk_exchange (&fixture->desk, conversation, title, "ok");
  qing_engine_rename (fixture->desk.engine, conversation, title);
  if (folder != NULL)
    qing_engine_move_conversation (fixture->desk.engine, conversation, folder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  qing_desk_set_up (&fixture->desk);
  add (fixture, "one", NULL);
  add (fixture, "two", "Work");
  add (fixture, "three", "Work/Clients");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  qing_desk_tear_down (&fixture->desk);
}

static QingConversation *
find (Fixture *fixture, const char *title)
{
  GListModel *list = qing_engine_get_conversations (fixture->desk.engine);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (qing_conversation_get_title (conversation), title))
        return conversation;
    }
  return NULL;
}

static QingFolder *
get_folder (Fixture *fixture, const char *path)
{
  return qing_folder_list_lookup (qing_engine_get_folders (fixture->desk.engine), path);
}

/* Folders with a star when they are closed, then what is in each: the objects are only made where
 * somebody asks for them. */
static char *
describe (Fixture *fixture)
{
  GListModel *folders = G_LIST_MODEL (qing_engine_get_folders (fixture->desk.engine));
  GListModel *list = qing_engine_get_conversations (fixture->desk.engine);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (QingFolder) folder = g_list_model_get_item (folders, i);

      g_string_append_printf (text, "%s%s ", qing_folder_get_path (folder),
                              qing_folder_get_expanded (folder) ? "" : "*");
    }
  g_string_append_c (text, ':');
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      QingConversationSummary summary;

      qing_conversation_index_summarise (QING_CONVERSATION_INDEX (list), i, &summary);
      g_string_append_printf (text, " %s@%s", summary.title,
                              summary.folder != NULL ? summary.folder : "");
    }
  return g_string_free (text, FALSE);
}

/* Now, and after a new start. */
static void
check (Fixture *fixture, const char *expected)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *found = describe (fixture);

      g_assert_cmpstr (found, ==, expected);
      if (i == 0)
        {
          qing_desk_shut_down (&fixture->desk);
          qing_desk_start (&fixture->desk);
        }
    }
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingFolder *folder;

  g_assert_null (qing_engine_create_folder (engine, NULL, "  "));
  folder = qing_engine_create_folder (engine, "Work", "Ideas");
  g_assert_cmpstr (qing_folder_get_path (folder), ==, "Work/Ideas");
  folder = qing_engine_create_folder (engine, "Work", "Ideas");
  g_assert_cmpstr (qing_folder_get_path (folder), ==, "Work/Ideas 2");
  qing_engine_set_folder_expanded (engine, folder, FALSE);
  g_assert_null (qing_engine_create_folder (engine, "1/2/3/4/5/6/7/8", "9"));
  check (fixture, "Work Work/Clients Work/Ideas Work/Ideas 2* :"
                  " three@Work/Clients two@Work one@");
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  qing_engine_delete (fixture->desk.engine, find (fixture, "two"));
  qing_engine_set_archived (fixture->desk.engine, find (fixture, "three"), TRUE);
  g_assert_true (
    qing_engine_rename_folder (fixture->desk.engine, get_folder (fixture, "Work"), "Jobs"));
  g_assert_false (
    qing_engine_rename_folder (fixture->desk.engine, get_folder (fixture, "Jobs"), " "));
  check (fixture, "Jobs Jobs/Clients : one@");
}

/* What was away while its folder got another name comes back into it. */
static void
test_rename_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingConversation) two = g_object_ref (find (fixture, "two"));

  qing_engine_delete (fixture->desk.engine, two);
  qing_engine_rename_folder (fixture->desk.engine, get_folder (fixture, "Work"), "Jobs");
  qing_engine_undelete (fixture->desk.engine, two);
  g_clear_object (&two);
  check (fixture, "Jobs Jobs/Clients : three@Jobs/Clients two@Jobs one@");
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  QingFolder *work = get_folder (fixture, "Work");
  QingFolder *clients = get_folder (fixture, "Work/Clients");

  g_assert_false (qing_engine_can_move_folder (engine, work, "Work/Clients"));
  g_assert_false (qing_engine_can_move_folder (engine, work, "Work"));
  g_assert_false (qing_engine_can_move_folder (engine, work, NULL));
  g_assert_false (qing_engine_move_folder (engine, work, "Work/Clients"));
  qing_engine_create_folder (engine, NULL, "Clients");
  /* Two of the same name are not thrown together. */
  g_assert_true (qing_engine_move_folder (engine, clients, NULL));
  g_assert_true (qing_engine_move_folder (engine, work, "Clients"));
  qing_engine_move_conversation (engine, find (fixture, "three"), NULL);
  qing_engine_move_conversation (engine, find (fixture, "one"), "Clients 2");
  check (fixture, "Clients Clients/Work Clients 2 : three@ two@Clients/Work one@Clients 2");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingFolderRemoval) removal = NULL;

  qing_engine_set_folder_expanded (fixture->desk.engine, get_folder (fixture, "Work/Clients"),
                                   FALSE);
  removal = qing_engine_delete_folder (fixture->desk.engine, get_folder (fixture, "Work/Clients"));
  check (fixture, "Work : three@Work two@Work one@");
  qing_engine_undelete_folder (fixture->desk.engine, removal);
  check (fixture, "Work Work/Clients* : three@Work/Clients two@Work one@");
  g_clear_pointer (&removal, qing_folder_removal_free);
  removal = qing_engine_delete_folder (fixture->desk.engine, get_folder (fixture, "Work"));
  check (fixture, ": three@ two@ one@");
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  QingEngine *engine = fixture->desk.engine;
  GListModel *list = qing_engine_get_conversations (engine);
  guint n_changes = 0;
  g_autofree char *found = NULL;
  gulong id;

  qing_engine_set_order (engine, QING_ORDER_TITLE);
  qing_engine_rename (engine, find (fixture, "two"), "a2");
  qing_engine_rename (engine, find (fixture, "one"), "A10");
  found = describe (fixture);
  g_assert_cmpstr (found, ==, "Work Work/Clients : a2@Work A10@ three@Work/Clients");
  qing_conversation_set_created (find (fixture, "three"), 1);
  qing_conversation_set_created (find (fixture, "A10"), 2);
  qing_engine_set_order (engine, QING_ORDER_CREATED);
  qing_engine_move_conversation (engine, find (fixture, "three"), NULL);
  qing_engine_move_conversation (engine, find (fixture, "A10"), NULL);
  g_clear_pointer (&found, g_free);
  found = describe (fixture);
  g_assert_cmpstr (found, ==, "Work Work/Clients : a2@Work A10@ three@");

  /* Any number of changes is one. */
  id = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  qing_engine_begin_changes (engine);
  qing_engine_delete (engine, find (fixture, "a2"));
  qing_engine_move_conversation (engine, find (fixture, "three"), "Work");
  qing_engine_end_changes (engine);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  g_signal_handler_disconnect (list, id);
}

#define ADD(path, func) g_test_add ("/organising/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("create", test_create);
  ADD ("rename", test_rename);
  ADD ("rename-away", test_rename_away);
  ADD ("move", test_move);
  ADD ("delete", test_delete);
  ADD ("order", test_order);
  return g_test_run ();
}
