/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-picture-decode.h"

#include "qing-fault.h"
#include "qing-image-probe.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a picture may be before it is decoded, and what is kept of it. */
#define MAX_PIXELS (64 * 1000 * 1000)
#define MAX_EDGE   1600

/* Returns: (transfer full) (nullable): what is in an address such as "data:image/png;base64,…" */
GBytes *
qing_picture_decode_data_url (const char *url)
{
  const char *comma = strchr (url, ',');
  guchar *bytes;
  gsize length;

  if (g_ascii_strncasecmp (url, "data:image/", 11) != 0 || comma == NULL || comma - url < 7 ||
      g_ascii_strncasecmp (comma - 7, ";base64", 7) != 0)
    return NULL;
  bytes = g_base64_decode (comma + 1, &length);
  return g_bytes_new_take (bytes, length);
}

static gboolean
check (GBytes *bytes, QingImageProbe *probe)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || length > QING_PICTURE_MAX_BYTES)
    return FALSE;
  qing_image_probe (data, length, probe);
  return qing_image_format_get_mime_type (probe->format) != NULL && probe->width > 0 &&
         probe->height > 0 && (gint64) probe->width * probe->height <= MAX_PIXELS;
}

/* What the bytes say of the size is believed once they are read in earnest: a file may tell the
 * two readers different things. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  double shrink = MIN (1.0, (double) MAX_EDGE / MAX (1, MAX (width, height)));

  /* No size makes every loader give up before it takes memory. */
  if ((gint64) width * height > MAX_PIXELS)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * shrink)),
                                MAX (1, (int) (height * shrink)));
}

static GdkPixbuf *
decode (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gboolean read;
  GdkPixbuf *pixbuf = NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  read = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  if (gdk_pixbuf_loader_close (loader, NULL) && read)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

/* Decodes a picture that may be anything: what it is, is looked for in the bytes, and how large it
 * is, before room is made for it. Meant for a thread. */
GdkTexture *
qing_picture_decode (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  /* One after the other, however many were clicked on: each may take a lot of memory. */
  static GMutex mutex;
  QingImageProbe probe;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_mutex_lock (&mutex);
  if (check (bytes, &probe))
    pixbuf = decode (bytes);
  g_mutex_unlock (&mutex);
  if (pixbuf != NULL)
    return gdk_texture_new_for_pixbuf (pixbuf);
  g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                       _ ("This is not a picture that can be shown"));
  return NULL;
}
