/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-load.h"
#include "qing-recording-load.h"
#include "qing-text-load.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whatever is dropped: every reader comes to an end, with an error. */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
check_refused (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) picture = NULL;
  g_autoptr (GAsyncResult) recording = NULL;
  g_autoptr (GAsyncResult) text = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  qing_media_image_load_async (file, NULL, NULL, 0, NULL, loaded_cb, &picture);
  g_assert_null (qing_media_image_load_finish (wait (&picture), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  qing_media_recording_load_async (file, NULL, loaded_cb, &recording);
  g_assert_null (qing_media_recording_load_finish (wait (&recording), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  qing_media_text_load_async (file, NULL, loaded_cb, &text);
  g_assert_null (qing_media_text_load_finish (wait (&text), &error));
  g_assert_nonnull (error);
}

static void
test_kinds (void)
{
  g_autofree char *folder = g_dir_make_tmp ("qingtan-test-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *link = g_build_filename (folder, "link.png", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL);
  g_autofree char *empty = g_build_filename (folder, "name\xff", NULL);
  const char *const paths[] = { pipe, link, loop, empty, folder, "/dev/zero", "/dev/null" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (pipe, link), ==, 0);
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    check_refused (paths[i]);
  g_unlink (pipe);
  g_unlink (link);
  g_unlink (loop);
  g_unlink (empty);
  check_refused (pipe);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-file/kinds", test_kinds);
  return g_test_run ();
}
