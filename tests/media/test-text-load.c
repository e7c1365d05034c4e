/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-text-load.h"

#include "qing-fault.h"

#include <glib/gstdio.h>
#include <string.h>

static void
check_decoded (const char *data, gsize length, const char *expected)
{
  /* A block of its own, so that a read behind the end shows. */
  g_autofree guint8 *copy = g_memdup2 (data, length);
  g_autofree char *text = qing_media_text_decode (copy, length);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_decode (void)
{
  check_decoded ("caf\xc3\xa9", 5, "café");
  check_decoded ("\xef\xbb\xbfhi", 5, "hi");
  check_decoded ("\xff\xfeh\0i\0", 6, "hi");
  check_decoded ("\xfe\xff\0h\0i", 6, "hi");
  check_decoded ("caf\xe9", 4, NULL);
  check_decoded ("nul\0nul", 7, NULL);
  check_decoded ("\xff\xfeh\0\0\0i\0", 8, NULL);
  check_decoded ("\xff\xfeh", 3, NULL);
  check_decoded ("\x7f"
                 "ELF\2\1\1\0",
                 8, NULL);
}

static void
test_fence (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *fenced;
  } cases[] = {
    { "a.c", "int x;\n", "`a.c`:\n\n```c\nint x;\n```\n\n" },
    { "notes.txt", "hi", "`notes.txt`:\n\n```\nhi\n```\n\n" },
    { "README", "hi", "`README`:\n\n```\nhi\n```\n\n" },
    { "x.md", "```c\ncode\n```\n", "`x.md`:\n\n````md\n```c\ncode\n```\n````\n\n" },
    { "a`b\n.c", "x", "`a_b_.c`:\n\n```c\nx\n```\n\n" },
    { "a.b c", "x", "`a.b c`:\n\n```\nx\n```\n\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fenced = qing_media_text_fence (cases[i].name, cases[i].text);

      g_assert_cmpstr (fenced, ==, cases[i].fenced);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
load (const char *contents, gssize length, GError **error)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "qingtan-test-text.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_unlink (path);
  if (contents != NULL)
    g_assert_true (g_file_set_contents (path, contents, length, NULL));
  qing_media_text_load_async (file, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_unlink (path);
  return qing_media_text_load_finish (result, error);
}

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (QING_MEDIA_MAX_TEXT + 1, 'x');
  g_autofree char *text = load ("two\nlines\n", -1, &error);
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "two\nlines\n");
  none = load ("a\0b", 3, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  none = load ("", 0, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  none = load (NULL, 0, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  none = load (long_text, -1, &error);
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_assert_nonnull (strstr (error->message, "qingtan-test-text.txt"));
  g_clear_error (&error);
  long_text[QING_MEDIA_MAX_TEXT] = '\0';
  none = load (long_text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, long_text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-load/decode", test_decode);
  g_test_add_func ("/text-load/fence", test_fence);
  g_test_add_func ("/text-load/load", test_load);
  return g_test_run ();
}
