/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-intake.h"

#include <glib/gi18n.h>

/* More bytes than this are no picture that somebody copied. */
#define MAX_CLIPBOARD_BYTES (256 * 1024 * 1024)

static void
encode_texture_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
texture_encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAttachmentTray) tray = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    qing_attachment_tray_add_bytes (tray, bytes, NULL);
  else
    qing_attachment_tray_refuse (tray, _ ("The picture could not be read."));
}

/* Pictures come as pixels; a thread makes a file of them, because a large one takes its time. */
static void
add_texture (QingAttachmentTray *tray, GdkTexture *texture)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, texture_encoded_cb, g_object_ref (tray));

  g_task_set_source_tag (task, add_texture);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, encode_texture_thread);
}

static void
add_files (QingAttachmentTray *tray, GdkFileList *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);

  for (GSList *l = files; l != NULL; l = l->next)
    qing_attachment_tray_add_file (tray, l->data);
}

gboolean
qing_attachment_intake_drop (QingAttachmentTray *tray, const GValue *value)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT_TRAY (tray), FALSE);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    add_files (tray, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    add_texture (tray, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

GtkDropTarget *
qing_attachment_intake_drop_target_new (void)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the text view, which would take a file's name for text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  return target;
}

static void
value_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAttachmentTray) tray = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL || !qing_attachment_intake_drop (tray, value))
    qing_attachment_tray_refuse (tray, _ ("The clipboard holds no picture that can be read."));
}

/* Who owns the clipboard may have more to say than fits into the memory. */
static gpointer
grow (gpointer data, gsize size)
{
  return size <= MAX_CLIPBOARD_BYTES ? g_try_realloc (data, size) : NULL;
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAttachmentTray) tray = user_data;
  g_autoptr (GError) error = NULL;
  gssize length = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (length > 0)
    bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (bytes != NULL)
    qing_attachment_tray_add_bytes (tray, bytes, NULL);
  else
    qing_attachment_tray_refuse (tray, _ ("The clipboard holds no picture that can be read."));
}

static void
stream_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAttachmentTray) tray = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
    gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  g_autoptr (GOutputStream) memory = NULL;

  if (stream == NULL)
    {
      qing_attachment_tray_refuse (tray, _ ("The clipboard holds no picture that can be read."));
      return;
    }
  memory = g_memory_output_stream_new (NULL, 0, grow, g_free);
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                                  G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, g_object_ref (tray));
}

void
qing_attachment_intake_paste (QingAttachmentTray *tray, GdkClipboard *clipboard)
{
  /* What was encoded once is taken as it is, before pixels that would be encoded again. */
  static const char *mime_types[] = { "image/png", "image/jpeg", "image/webp", "image/tiff",
                                      "image/bmp", "image/gif",  NULL };
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GdkContentFormats) pictures = NULL;

  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (tray));

  pictures = gdk_content_formats_new (mime_types, G_N_ELEMENTS (mime_types) - 1);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    value_read_cb, g_object_ref (tray));
  else if (!gdk_clipboard_is_local (clipboard) && gdk_content_formats_match (formats, pictures))
    gdk_clipboard_read_async (clipboard, mime_types, G_PRIORITY_DEFAULT, NULL, stream_read_cb,
                              g_object_ref (tray));
  else
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_TEXTURE, G_PRIORITY_DEFAULT, NULL,
                                    value_read_cb, g_object_ref (tray));
}
