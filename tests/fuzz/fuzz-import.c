/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes are a file of conversations or are refused with words; what is understood is whole, and
 * is the same when it is written in our own format and read again. */

#include "fuzz.h"

#include "qing-export.h"
#include "qing-import.h"

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static GPtrArray *
import (GBytes *bytes, QingImportReport **report, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qing_import_bytes_async (bytes, NULL, NULL, NULL, NULL, result_cb, &result);
  return qing_import_finish (wait_for (&result), report, error);
}

static GBytes *export(GPtrArray *conversations, QingExportFormat format)
{
  const QingExportOptions options = { .format = format, .reasoning = TRUE };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_export_stream_async (conversations, &options, stream, NULL, NULL, NULL, NULL, result_cb,
                            &result);
  qing_export_finish (wait_for (&result), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
check_again (GPtrArray *conversations)
{
  g_autoptr (GBytes) written = export(conversations, QING_EXPORT_QINGTAN);
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = import (written, &report, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, conversations->len);
  for (guint i = 0; i < again->len; i++)
    {
      GListModel *before = g_ptr_array_index (conversations, i);
      GListModel *after = g_ptr_array_index (again, i);

      g_assert_cmpuint (g_list_model_get_n_items (before), ==, g_list_model_get_n_items (after));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conversations = import (bytes, &report, &error);

  g_assert_true ((conversations != NULL) == (error == NULL));
  if (conversations == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpstr (error->message, !=, "");
      return 0;
    }
  check_again (conversations);
  for (QingExportFormat format = 0; format < QING_EXPORT_QINGTAN; format++)
    {
      g_autoptr (GBytes) written = export(conversations, format);

      g_assert_true (g_utf8_validate (g_bytes_get_data (written, NULL),
                                      (gssize) g_bytes_get_size (written), NULL));
    }
  return 0;
}
