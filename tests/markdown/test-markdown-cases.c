/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "leaf-dump.h"
#include "stream-check.h"

#include <string.h>

/* Every NAME.md in the folder has a NAME.leaves, which is what it must give. It also runs
 * through the stream in pieces of several sizes. With QING_WRITE_FIXTURES set, the .leaves are
 * written instead, to be read before they are committed.
 */

static void
test_case (gconstpointer data)
{
  const char *path = data;
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".md"));
  g_autofree char *expected_path = g_strconcat (stem, ".leaves", NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *actual = NULL;
  g_autoptr (GPtrArray) leaves = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const gsize cuts[] = { 1, 2, 3, 7, G_MAXSIZE };

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  leaves = qing_markdown_parse (text, length);
  actual = leaves_dump (leaves, DUMP_SOURCE | DUMP_CLOSED);
  if (g_getenv ("QING_WRITE_FIXTURES") != NULL)
    g_file_set_contents (expected_path, actual, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (actual, ==, expected);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    stream_check (text, length, cut_by_size, GSIZE_TO_POINTER (cuts[i]));
}

static guint
add_cases (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_cases = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/markdown/cases/%s", name);

      if (!g_str_has_suffix (name, ".md"))
        continue;
      g_test_add_data_func_full (test_path, g_build_filename (folder, name, NULL), test_case,
                                 g_free);
      n_cases++;
    }
  return n_cases;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "data", "markdown", "cases", NULL);
  g_assert_cmpuint (add_cases (folder), >, 20);
  g_test_add_data_func_full ("/markdown/cases/gallery",
                             g_test_build_filename (G_TEST_DIST, "data", "markdown", "gallery.md",
                                                    NULL),
                             test_case, g_free);
  return g_test_run ();
}
