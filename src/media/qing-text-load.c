/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-text-load.h"

#include "qing-fault.h"
#include "qing-plain-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_STEP (64 * 1024)

char *
qing_media_text_decode (const guint8 *data, gsize length)
{
  g_autofree char *converted = NULL;

  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    {
      gsize n_written;

      converted =
        g_convert ((const char *) data, (gssize) length, "UTF-8", "UTF-16", NULL, &n_written, NULL);
      if (converted == NULL || strlen (converted) != n_written)
        return NULL;
      return g_steal_pointer (&converted);
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  /* A byte of zero is valid UTF-8, but no text has one; validation stops there. */
  if (!g_utf8_validate_len ((const char *) data, length, NULL))
    return NULL;
  return g_strndup ((const char *) data, length);
}

static guint
longest_run (const char *text, char c)
{
  guint longest = 0;
  guint run = 0;

  for (; *text != '\0'; text++)
    {
      run = *text == c ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  return longest;
}

/* The extension, where it can stand for a language. */
static const char *
find_language (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name || strlen (dot) > 11 || g_str_equal (dot, ".txt"))
    return "";
  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '+' && *p != '-')
      return "";
  return dot + 1;
}

char *
qing_media_text_fence (const char *name, const char *text)
{
  g_autofree char *fence = g_strnfill (MAX (3, longest_run (text, '`') + 1), '`');
  g_autofree char *clean = g_strdelimit (g_utf8_make_valid (name, -1), "`\n\r", '_');
  gboolean ended = g_str_has_suffix (text, "\n");

  return g_strdup_printf ("`%s`:\n\n%s%s\n%s%s%s\n\n", clean, fence, find_language (name), text,
                          ended ? "" : "\n", fence);
}

/* At most one step more than is taken, so that a longer file shows. */
static GByteArray *
read_beginning (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = qing_plain_file_read (file, cancellable, error);
  gssize n_read = stream != NULL ? 1 : -1;

  while (n_read > 0 && data->len <= QING_MEDIA_MAX_TEXT)
    {
      guint old_length = data->len;

      g_byte_array_set_size (data, old_length + READ_STEP);
      n_read = g_input_stream_read (G_INPUT_STREAM (stream), data->data + old_length, READ_STEP,
                                    cancellable, error);
      g_byte_array_set_size (data, old_length + MAX (n_read, 0));
    }
  return n_read < 0 ? NULL : g_steal_pointer (&data);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) data = read_beginning (file, cancellable, &error);
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name = g_utf8_make_valid (basename, -1);
  char *text = NULL;

  if (data == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (data->len > QING_MEDIA_MAX_TEXT && memchr (data->data, 0, data->len) == NULL)
    g_task_return_new_error (task, QING_ERROR, QING_ERROR_REQUEST,
                             _ ("“%s” is too long to be put into a message."), name);
  else if (data->len > 0 && data->len <= QING_MEDIA_MAX_TEXT &&
           (text = qing_media_text_decode (data->data, data->len)) != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No text");
}

void
qing_media_text_load_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_media_text_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

char *
qing_media_text_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
