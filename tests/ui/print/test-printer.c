/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-printer.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  GFile *file;
  GPtrArray *conversations;
  GCancellable *cancellable;
  double cancel_at;
  double last;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  QingMessage *last = NULL;

  fixture->folder = g_dir_make_tmp ("qingtan-print-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_file_new_build_filename (fixture->folder, "out.pdf", NULL);
  fixture->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->cancellable = g_cancellable_new ();
  fixture->cancel_at = 2;
  qing_conversation_set_title (conversation, "Quagga", TRUE);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QingMessage) message =
        qing_message_new (i % 2 == 0 ? QING_ROLE_USER : QING_ROLE_ASSISTANT);
      g_autofree char *text =
        g_strdup_printf ("# Heading %u\n\nA paragraph, and code:\n\n```c\nint i = %u;\n```\n\n"
                         "| zebra%u | b |\n|---|---|\n| 1 | 2 |\n",
                         i, i, i);

      qing_message_set_text (message, text, -1);
      qing_conversation_add (conversation, message, last, TRUE);
      last = message;
    }
  qing_conversation_set_loaded (conversation, TRUE);
  g_ptr_array_add (fixture->conversations, g_steal_pointer (&conversation));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_file_delete (fixture->file, NULL, NULL);
  /* Nothing of ours is left beside the file, once it is on its way out. */
  while (g_rmdir (fixture->folder) != 0)
    g_main_context_iteration (NULL, FALSE);
  g_clear_object (&fixture->file);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  g_ptr_array_unref (fixture->conversations);
  g_free (fixture->folder);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpfloat (fraction, >=, fixture->last);
  g_assert_cmpfloat (fraction, <=, 1);
  fixture->last = fraction;
  if (fraction >= fixture->cancel_at)
    g_cancellable_cancel (fixture->cancellable);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static gssize
print (Fixture *fixture, GError **error)
{
  const QingExportOptions options = { .reasoning = TRUE };

  qing_printer_run_async (NULL, fixture->conversations, &options, fixture->file, progress_cb,
                          fixture, fixture->cancellable, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return qing_printer_run_finish (fixture->result, error);
}

/* What a program for PDF says of the file; NULL where there is no such program. */
static char *
ask (const char *program, Fixture *fixture, const char *last)
{
  g_autofree char *found = g_find_program_in_path (program);
  const char *const argv[] = { program, g_file_peek_path (fixture->file), last, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  if (found == NULL)
    return NULL;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return out;
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *pages = NULL;
  gsize length;
  gssize n_pages = print (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n_pages, >, 10);
  g_assert_cmpfloat (fixture->last, ==, 1);
  g_file_load_contents (fixture->file, NULL, &contents, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (memcmp (contents, "%PDF-", 5) == 0);

  info = ask ("pdfinfo", fixture, NULL);
  text = ask ("pdftotext", fixture, "-");
  if (info == NULL || text == NULL)
    {
      g_test_message ("pdfinfo and pdftotext are not installed");
      return;
    }
  pages = g_strdup_printf ("%" G_GSSIZE_FORMAT "\n", n_pages);
  g_assert_nonnull (strstr (info, pages));
  g_assert_nonnull (strstr (text, "Quagga"));
  g_assert_nonnull (strstr (text, "Heading 199"));
  g_assert_nonnull (strstr (text, "int i = 199;"));
  g_assert_nonnull (strstr (text, "zebra1"));
  g_assert_nonnull (strstr (text, "1 / "));
}

/* Given up while the pages are counted, and while they are drawn: no file, nothing left. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->cancel_at = *(const double *) data;
  if (fixture->cancel_at < 0)
    g_cancellable_cancel (fixture->cancellable);
  g_assert_cmpint (print (fixture, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->file);
  fixture->file = g_file_new_build_filename (fixture->folder, "no", "such", "folder.pdf", NULL);
  g_assert_cmpint (print (fixture, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const double before = -1, counting = 0, drawing = 0.7;

  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/printer/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/printer/cancel/before", Fixture, &before, set_up, test_cancel, tear_down);
  g_test_add ("/printer/cancel/counting", Fixture, &counting, set_up, test_cancel, tear_down);
  g_test_add ("/printer/cancel/drawing", Fixture, &drawing, set_up, test_cancel, tear_down);
  g_test_add ("/printer/nowhere", Fixture, NULL, set_up, test_nowhere, tear_down);
  return g_test_run ();
}
