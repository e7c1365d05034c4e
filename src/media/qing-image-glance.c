/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-glance.h"

#include "qing-image-encode.h"

/* A thumbnail of less would not be smaller. */
#define MIN_BYTES (48 * 1024)
#define MAX_EDGE  512

static GBytes *
make_thumbnail (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) pixbuf =
    gdk_pixbuf_new_from_stream_at_scale (stream, MAX_EDGE, MAX_EDGE, TRUE, NULL, NULL);
  g_autoptr (GdkPixbuf) upright =
    pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;

  return upright != NULL ? qing_image_make_thumbnail (upright, NULL) : NULL;
}

void
qing_image_glance (GBytes *bytes, int *width, int *height, GBytes **thumbnail)
{
  QingImageProbe probe;
  gboolean turned;

  qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
  turned = probe.orientation > 4;
  *width = turned ? probe.height : probe.width;
  *height = turned ? probe.width : probe.height;
  *thumbnail = NULL;
  if (probe.width > 0 && probe.height > 0 && g_bytes_get_size (bytes) >= MIN_BYTES &&
      (gint64) probe.width * probe.height <= QING_IMAGE_MAX_PIXELS)
    *thumbnail = make_thumbnail (bytes);
}
