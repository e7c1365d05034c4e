/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-recording-load.h"

#include "qing-fault.h"
#include "qing-image-plan.h"
#include "qing-plain-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_STEP (256 * 1024)

/* What stands where at the beginning of a file. @second is looked for at @second_at, or anywhere in
 * the head when that is -1. */
typedef struct
{
  const char *mime_type;
  QingAttachmentKind kind;
  const char *first;
  gsize first_length;
  gsize first_at;
  const char *second;
  int second_at;
} Mark;

/* clang-format off */
static const Mark marks[] = {
  { "audio/wav",        QING_ATTACHMENT_AUDIO, "RIFF", 4, 0, "WAVE", 8 },
  { "video/x-msvideo",  QING_ATTACHMENT_VIDEO, "RIFF", 4, 0, "AVI ", 8 },
  { "audio/mpeg",       QING_ATTACHMENT_AUDIO, "ID3", 3, 0, NULL, 0 },
  { "audio/mpeg",       QING_ATTACHMENT_AUDIO, "\xff\xfb", 2, 0, NULL, 0 },
  { "audio/mpeg",       QING_ATTACHMENT_AUDIO, "\xff\xfa", 2, 0, NULL, 0 },
  { "audio/mpeg",       QING_ATTACHMENT_AUDIO, "\xff\xf3", 2, 0, NULL, 0 },
  { "audio/mpeg",       QING_ATTACHMENT_AUDIO, "\xff\xf2", 2, 0, NULL, 0 },
  { "audio/aac",        QING_ATTACHMENT_AUDIO, "\xff\xf1", 2, 0, NULL, 0 },
  { "audio/aac",        QING_ATTACHMENT_AUDIO, "\xff\xf9", 2, 0, NULL, 0 },
  { "audio/flac",       QING_ATTACHMENT_AUDIO, "fLaC", 4, 0, NULL, 0 },
  { "audio/amr",        QING_ATTACHMENT_AUDIO, "#!AMR", 5, 0, NULL, 0 },
  { "video/ogg",        QING_ATTACHMENT_VIDEO, "OggS", 4, 0, "theora", -1 },
  { "audio/ogg",        QING_ATTACHMENT_AUDIO, "OggS", 4, 0, NULL, 0 },
  { "audio/mp4",        QING_ATTACHMENT_AUDIO, "ftypM4", 6, 4, "A", 10 },
  { "audio/mp4",        QING_ATTACHMENT_AUDIO, "ftypM4", 6, 4, "B", 10 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypM4V", 7, 4, NULL, 0 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypiso", 7, 4, NULL, 0 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypmp4", 7, 4, NULL, 0 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypavc", 7, 4, NULL, 0 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypMSNV", 8, 4, NULL, 0 },
  { "video/mp4",        QING_ATTACHMENT_VIDEO, "ftypdash", 8, 4, NULL, 0 },
  { "video/3gpp",       QING_ATTACHMENT_VIDEO, "ftyp3g", 6, 4, NULL, 0 },
  { "video/quicktime",  QING_ATTACHMENT_VIDEO, "ftypqt", 6, 4, NULL, 0 },
  { "video/webm",       QING_ATTACHMENT_VIDEO, "\x1a\x45\xdf\xa3", 4, 0, "webm", -1 },
  { "video/x-matroska", QING_ATTACHMENT_VIDEO, "\x1a\x45\xdf\xa3", 4, 0, NULL, 0 },
  { "video/x-flv",      QING_ATTACHMENT_VIDEO, "FLV\x01", 4, 0, NULL, 0 },
  { "video/x-ms-wmv",   QING_ATTACHMENT_VIDEO, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", 8, 0, NULL, 0 },
};
/* clang-format on */

static gboolean
has_at (const guint8 *data, gsize length, const char *piece, gsize n, gsize at)
{
  return at + n <= length && memcmp (data + at, piece, n) == 0;
}

static gboolean
has_anywhere (const guint8 *data, gsize length, const char *piece)
{
  gsize n = strlen (piece);

  for (gsize at = 0; at + n <= MIN (length, QING_RECORDING_HEAD); at++)
    if (memcmp (data + at, piece, n) == 0)
      return TRUE;
  return FALSE;
}

const char *
qing_recording_sniff (const guint8 *data, gsize length, QingAttachmentKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const Mark *mark = &marks[i];

      if (!has_at (data, length, mark->first, mark->first_length, mark->first_at))
        continue;
      if (mark->second != NULL &&
          !(mark->second_at < 0
              ? has_anywhere (data, length, mark->second)
              : has_at (data, length, mark->second, strlen (mark->second), mark->second_at)))
        continue;
      *kind = mark->kind;
      return mark->mime_type;
    }
  return NULL;
}

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] | (guint32) data[1] << 8 | (guint32) data[2] << 16 |
         (guint32) data[3] << 24;
}

gint64
qing_recording_get_wav_duration (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint32 rate = 0; /* in bytes a second */

  if (length < 12 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WAVE", 4) != 0)
    return -1;
  for (gsize at = 12; at + 8 <= length;)
    {
      guint32 size = read_u32 (data + at + 4);

      if (memcmp (data + at, "fmt ", 4) == 0 && at + 20 <= length)
        rate = read_u32 (data + at + 16);
      if (memcmp (data + at, "data", 4) == 0)
        return rate > 0 ? (gint64) MIN (size, length - at - 8) * G_USEC_PER_SEC / rate : -1;
      /* Pieces begin at even places. */
      at += 8 + (gsize) size + (size & 1);
    }
  return -1;
}

/* Reads until @data has @length bytes or the file ends. */
static gboolean
read_up_to (GInputStream *stream,
            GByteArray *data,
            gsize length,
            GCancellable *cancellable,
            GError **error)
{
  gssize n_read = 1;

  while (n_read > 0 && data->len < length)
    {
      guint old_length = data->len;
      gsize wanted = MIN (READ_STEP, length - old_length);

      g_byte_array_set_size (data, (guint) (old_length + wanted));
      n_read = g_input_stream_read (stream, data->data + old_length, wanted, cancellable, error);
      g_byte_array_set_size (data, (guint) (old_length + MAX (n_read, 0)));
    }
  return n_read >= 0;
}

/* The most bytes that fit into one address with the data itself (protocol.md 7.3 and 7.4). */
static gsize
get_limit (const char *mime_type)
{
  return (QING_IMAGE_MAX_DATA_URI - qing_image_data_uri_length (mime_type, 0)) / 4 * 3;
}

static QingAttachment *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = qing_plain_file_read (file, cancellable, error);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autoptr (QingAttachment) attachment = NULL;
  g_autoptr (GBytes) bytes = NULL;
  QingAttachmentKind kind;
  const char *mime_type;

  if (stream == NULL ||
      !read_up_to (G_INPUT_STREAM (stream), data, QING_RECORDING_HEAD, cancellable, error))
    return NULL;
  mime_type = qing_recording_sniff (data->data, data->len, &kind);
  if (mime_type == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No recording");
      return NULL;
    }
  if (!read_up_to (G_INPUT_STREAM (stream), data, get_limit (mime_type) + 1, cancellable, error))
    return NULL;
  if (data->len > get_limit (mime_type))
    {
      g_autofree char *size = g_format_size (get_limit (mime_type));

      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   /* Translators: a file's name, and a size such as "7.8 MB". */
                   _ ("“%s” is too large: a recording or a video can have %s at most."), shown,
                   size);
      return NULL;
    }
  attachment = qing_attachment_new (NULL, kind, shown, mime_type);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  qing_attachment_set_bytes (attachment, bytes);
  qing_attachment_set_size (attachment, g_bytes_get_size (bytes));
  return g_steal_pointer (&attachment);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  QingAttachment *attachment = load (task_data, cancellable, &error);

  if (attachment != NULL)
    g_task_return_pointer (task, attachment, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
qing_media_recording_load_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_media_recording_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

QingAttachment *
qing_media_recording_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
