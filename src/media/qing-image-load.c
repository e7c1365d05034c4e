/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-load.h"

#include "qing-fault.h"
#include "qing-image-clean.h"
#include "qing-image-encode.h"
#include "qing-image-plan.h"
#include "qing-plain-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file of this size may still be a picture to scale down; a longer one is something else. */
#define MAX_FILE_BYTES (256 * 1024 * 1024)
#define READ_STEP      (256 * 1024)
#define MAX_NAME_CHARS 200

/* A drawing has no size of its own; this one shows its details. */
#define VECTOR_EDGE 1536

typedef struct
{
  GFile *file;
  GBytes *bytes;
  char *name;
  guint max_edge;
} LoadJob;

/* What size-prepared finds out while gdk-pixbuf decodes. */
typedef struct
{
  const QingImageProbe *probe;
  gboolean too_large;
} SizeCheck;

/* Decoding takes up to four bytes for each pixel, so that one picture after the other is decoded,
 * however many were dropped at once. */
static GMutex decode_mutex;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->name);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadJob, load_job_free)

/* A name to show and to save under: no folders, no control characters, of bounded length. */
static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *p = valid; *p != '\0' && n_chars < MAX_NAME_CHARS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_iscntrl (c) || c == '/' || c == '\\' ? '_' : c);
      n_chars++;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The name with the extension of what the picture became. */
static char *
rename_for_format (const char *name, QingImageFormat old_format, QingImageFormat format)
{
  const char *extension =
    format == QING_IMAGE_JPEG ? "jpg" : qing_image_format_get_extension (format);
  const char *dot = strrchr (name, '.');
  gsize stem =
    dot != NULL && dot != name && strlen (dot) <= 6 ? (gsize) (dot - name) : strlen (name);

  if (old_format == format && dot != NULL)
    return g_strdup (name);
  return g_strdup_printf ("%.*s.%s", (int) stem, name, extension);
}

static GBytes *
read_file (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) stream = qing_plain_file_read (file, cancellable, &local_error);
  gssize n_read = -1;

  while (stream != NULL && data->len <= MAX_FILE_BYTES)
    {
      guint old_length = data->len;

      g_byte_array_set_size (data, old_length + READ_STEP);
      n_read = g_input_stream_read (G_INPUT_STREAM (stream), data->data + old_length, READ_STEP,
                                    cancellable, &local_error);
      g_byte_array_set_size (data, old_length + MAX (n_read, 0));
      if (n_read <= 0)
        break;
    }
  if (local_error != NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("“%s” could not be read: %s"), name,
                     local_error->message);
      return NULL;
    }
  if (data->len > MAX_FILE_BYTES)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   _ ("“%s” is too large to be attached as a picture."), name);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  SizeCheck *check = user_data;
  GdkPixbufFormat *format = gdk_pixbuf_loader_get_format (loader);
  g_autofree char *name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;

  if ((gint64) width * height > QING_IMAGE_MAX_PIXELS)
    {
      /* No size makes every loader give up before it takes memory. */
      check->too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (g_strcmp0 (name, "svg") == 0 && MAX (width, height) < VECTOR_EDGE && width > 0 &&
           height > 0)
    {
      double factor = (double) VECTOR_EDGE / MAX (width, height);

      gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * factor)),
                                  MAX (1, (int) (height * factor)));
    }
}

static gboolean
feed (GdkPixbufLoader *loader,
      GBytes *bytes,
      const SizeCheck *check,
      GCancellable *cancellable,
      GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize offset = 0; offset < length; offset += READ_STEP)
    {
      if (check->too_large || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!gdk_pixbuf_loader_write (loader, data + offset, MIN (READ_STEP, length - offset), error))
        return FALSE;
    }
  return TRUE;
}

/* Decodes the bytes. The error is in words for the user, except when cancelled. */
static GdkPixbuf *
decode (GBytes *bytes,
        const QingImageProbe *probe,
        const char *name,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) local_error = NULL;
  SizeCheck check = { probe, (gint64) probe->width * probe->height > QING_IMAGE_MAX_PIXELS };
  GdkPixbuf *pixbuf = NULL;
  gboolean fed;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &check);
  fed = feed (loader, bytes, &check, cancellable, &local_error);
  if (gdk_pixbuf_loader_close (loader, local_error == NULL ? &local_error : NULL) && fed)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  g_signal_handlers_disconnect_by_data (loader, &check);

  if (check.too_large)
    g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                 _ ("“%s” has too many pixels to be attached. Crop it or make it smaller."), name);
  else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (pixbuf == NULL)
    g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                 _ ("“%s” is damaged or no picture that this program can read."), name);
  else
    return g_object_ref (pixbuf);
  return NULL;
}

static QingAttachment *
make_attachment (GBytes *bytes,
                 QingImageFormat old_format,
                 QingImageFormat format,
                 GdkPixbuf *pixbuf,
                 const char *name,
                 GError **error)
{
  g_autofree char *new_name = rename_for_format (name, old_format, format);
  g_autoptr (GBytes) thumbnail = qing_image_make_thumbnail (pixbuf, error);
  QingAttachment *attachment;

  if (thumbnail == NULL)
    return NULL;
  attachment = qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, new_name,
                                    qing_image_format_get_mime_type (format));
  qing_attachment_set_bytes (attachment, bytes);
  qing_attachment_set_size (attachment, g_bytes_get_size (bytes));
  qing_attachment_set_dimensions (attachment, gdk_pixbuf_get_width (pixbuf),
                                  gdk_pixbuf_get_height (pixbuf));
  qing_attachment_set_thumbnail (attachment, thumbnail);
  return attachment;
}

/* Lossless stays lossless: only what was a JPEG, or a WebP that is likely to be a photograph, and
 * what had to be scaled down anyway becomes a JPEG. */
static gboolean
prefers_png (const QingImageProbe *probe, const QingImagePlan *plan, int width, int height)
{
  if (plan->width != width || plan->height != height)
    return FALSE;
  return probe->format != QING_IMAGE_JPEG && probe->format != QING_IMAGE_WEBP;
}

static QingAttachment *
encode (const QingImageProbe *probe,
        const QingImagePlan *plan,
        GdkPixbuf *pixbuf,
        const char *name,
        GError **error)
{
  g_autoptr (GdkPixbuf) shaped = qing_image_shape (pixbuf, plan);
  g_autoptr (GdkPixbuf) encoded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  QingImageFormat format;
  gboolean lossless =
    prefers_png (probe, plan, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));

  if (shaped != NULL)
    bytes = qing_image_encode (shaped, lossless, &format, &encoded, error);
  if (bytes == NULL)
    {
      g_clear_error (error);
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   _ ("There is not enough memory to attach “%s”."), name);
      return NULL;
    }
  return make_attachment (bytes, probe->format, format, encoded, name, error);
}

static QingAttachment *
load (LoadJob *job, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  QingImageProbe probe;
  QingImagePlan plan;
  g_autoptr (GdkPixbuf) stored = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GBytes) cleaned = NULL;

  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("“%s” is empty."), job->name);
      return NULL;
    }
  qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
  stored = decode (bytes, &probe, job->name, cancellable, error);
  if (stored == NULL)
    return NULL;
  pixbuf = qing_image_orient (stored, probe.orientation);
  if (pixbuf == NULL)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   _ ("There is not enough memory to attach “%s”."), job->name);
      return NULL;
    }
  qing_image_plan (&probe, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                   g_bytes_get_size (bytes), job->max_edge, &plan);
  if (plan.keep)
    cleaned = qing_image_clean (bytes, probe.format);
  if (cleaned != NULL)
    return make_attachment (cleaned, probe.format, probe.format, pixbuf, job->name, error);
  return encode (&probe, &plan, pixbuf, job->name, error);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LoadJob *job = task_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  QingAttachment *attachment = NULL;

  bytes = job->bytes != NULL ? g_bytes_ref (job->bytes)
                             : read_file (job->file, job->name, cancellable, &error);
  if (bytes != NULL)
    {
      g_mutex_lock (&decode_mutex);
      attachment = load (job, bytes, cancellable, &error);
      g_mutex_unlock (&decode_mutex);
    }
  if (attachment != NULL)
    g_task_return_pointer (task, attachment, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
qing_media_image_load_async (GFile *file,
                             GBytes *bytes,
                             const char *name,
                             guint max_edge,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (LoadJob) job = NULL;
  g_autofree char *basename = NULL;

  g_return_if_fail ((file != NULL) != (bytes != NULL));

  if (name == NULL && file != NULL)
    name = basename = g_file_get_basename (file);

  job = g_new0 (LoadJob, 1);
  job->file = file != NULL ? g_object_ref (file) : NULL;
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->name = clean_name (name != NULL ? name : _ ("Picture"));
  job->max_edge = max_edge;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_media_image_load_async);
  g_task_set_task_data (task, g_steal_pointer (&job), (GDestroyNotify) load_job_free);
  g_task_run_in_thread (task, load_thread);
}

QingAttachment *
qing_media_image_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
