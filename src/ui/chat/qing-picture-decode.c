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

/* Decodes a picture that may be anything: what it is, is looked for in the bytes, and how large it
 * is, before room is made for it. Meant for a thread. */
GdkTexture *
qing_picture_decode (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  QingImageProbe probe;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  int edge;

  if (!check (bytes, &probe))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                           _ ("This is not a picture that can be shown"));
      return NULL;
    }
  stream = g_memory_input_stream_new_from_bytes (bytes);
  edge = MIN (MAX_EDGE, MAX (probe.width, probe.height));
  pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, edge, edge, TRUE, cancellable, error);
  if (pixbuf == NULL)
    return NULL;
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return gdk_texture_new_for_pixbuf (upright);
}
