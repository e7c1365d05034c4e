/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation.h"
#include "qing-folder-list.h"

static void
test_names (void)
{
  static const struct
  {
    const char *text;
    const char *name;
  } cases[] = {
    { "Work", "Work" },
    { "  Work\n", "Work" },
    { "C/C++", "C\342\210\225C++" },
    { "a\tb", "a b" },
    { " \n", NULL },
    { "", NULL },
    { NULL, NULL },
    { "\377x", "\357\277\275x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = qing_folder_clean_name (cases[i].text);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_paths (void)
{
  static const struct
  {
    const char *text;
    const char *path;
  } cases[] = {
    { "Work", "Work" },
    { "Work/Clients", "Work/Clients" },
    { "/ Work // Clients /", "Work/Clients" },
    { "1/2/3/4/5/6/7/8/9/10", "1/2/3/4/5/6/7/8" },
    { "///", NULL },
    { NULL, NULL },
  };
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autofree char *rebased = qing_folder_rebase ("a/b/c", "a/b", "x");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = qing_folder_clean_path (cases[i].text);

      g_assert_cmpstr (path, ==, cases[i].path);
      /* Whatever a file says, a conversation is in a folder that can be. */
      qing_conversation_set_folder (conversation, cases[i].text);
      g_assert_cmpstr (qing_conversation_get_folder (conversation), ==, cases[i].path);
    }
  g_assert_true (qing_folder_contains ("a", "a"));
  g_assert_true (qing_folder_contains ("a", "a/b"));
  g_assert_false (qing_folder_contains ("a", "ab"));
  g_assert_false (qing_folder_contains ("a/b", "a"));
  g_assert_false (qing_folder_contains ("a", NULL));
  g_assert_cmpstr (rebased, ==, "x/c");
}

static char *
describe (QingFolderList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (QingFolder) folder = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", qing_folder_get_path (folder));
    }
  return g_string_free (text, FALSE);
}

static void
check (QingFolderList *list, const char *expected)
{
  g_autofree char *found = describe (list);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_tree (void)
{
  g_autoptr (QingFolderList) list = qing_folder_list_new ();
  g_autoptr (GPtrArray) removed = NULL;
  g_autofree char *free_path = NULL;
  QingFolder *a;

  qing_folder_list_ensure (list, "b/y");
  qing_folder_list_ensure (list, "a 10");
  a = qing_folder_list_ensure (list, "a 2/x/deep");
  /* Numbers count as numbers, and what holds a folder comes with it. */
  check (list, "a 2 | a 2/x | a 2/x/deep | a 10 | b | b/y");
  g_assert_true (qing_folder_list_ensure (list, "a 2/x/deep") == a);
  g_assert_cmpuint (qing_folder_get_depth (a), ==, 2);
  g_assert_cmpstr (qing_folder_get_name (a), ==, "deep");

  qing_folder_list_move (list, qing_folder_list_lookup (list, "a 2/x"), "b/z");
  check (list, "a 2 | a 10 | b | b/y | b/z | b/z/deep");
  g_assert_cmpstr (qing_folder_get_path (a), ==, "b/z/deep");
  free_path = qing_folder_list_find_free (list, "b", "z");
  g_assert_cmpstr (free_path, ==, "b/z 2");
  removed = qing_folder_list_remove (list, qing_folder_list_lookup (list, "b"));
  g_assert_cmpuint (removed->len, ==, 4);
  check (list, "a 2 | a 10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folders/names", test_names);
  g_test_add_func ("/folders/paths", test_paths);
  g_test_add_func ("/folders/tree", test_tree);
  return g_test_run ();
}
