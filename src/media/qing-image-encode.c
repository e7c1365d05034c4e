/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-encode.h"

#include <math.h>

#define JPEG_QUALITY           "90"
#define JPEG_QUALITY_THUMBNAIL "80"
#define THUMBNAIL_EDGE         512

/* Each round at least halves the surplus; noise of 8K needs two. */
#define MAX_ROUNDS 8

GdkPixbuf *
qing_image_orient (GdkPixbuf *pixbuf, int orientation)
{
  g_autoptr (GdkPixbuf) turned = NULL;

  switch (orientation)
    {
    case 2:
      return gdk_pixbuf_flip (pixbuf, TRUE);
    case 3:
      return gdk_pixbuf_rotate_simple (pixbuf, GDK_PIXBUF_ROTATE_UPSIDEDOWN);
    case 4:
      return gdk_pixbuf_flip (pixbuf, FALSE);
    case 5:
      turned = gdk_pixbuf_rotate_simple (pixbuf, GDK_PIXBUF_ROTATE_CLOCKWISE);
      return turned != NULL ? gdk_pixbuf_flip (turned, TRUE) : NULL;
    case 6:
      return gdk_pixbuf_rotate_simple (pixbuf, GDK_PIXBUF_ROTATE_CLOCKWISE);
    case 7:
      turned = gdk_pixbuf_rotate_simple (pixbuf, GDK_PIXBUF_ROTATE_CLOCKWISE);
      return turned != NULL ? gdk_pixbuf_flip (turned, FALSE) : NULL;
    case 8:
      return gdk_pixbuf_rotate_simple (pixbuf, GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE);
    default:
      return g_object_ref (pixbuf);
    }
}

static GdkPixbuf *
add_border (GdkPixbuf *pixbuf, int width, int height)
{
  gboolean alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  int inner_width = gdk_pixbuf_get_width (pixbuf);
  int inner_height = gdk_pixbuf_get_height (pixbuf);
  GdkPixbuf *canvas = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);

  if (canvas == NULL)
    return NULL;
  gdk_pixbuf_fill (canvas, alpha ? 0xffffff00 : 0xffffffff);
  gdk_pixbuf_copy_area (pixbuf, 0, 0, inner_width, inner_height, canvas, (width - inner_width) / 2,
                        (height - inner_height) / 2);
  return canvas;
}

GdkPixbuf *
qing_image_shape (GdkPixbuf *pixbuf, const QingImagePlan *plan)
{
  g_autoptr (GdkPixbuf) scaled = NULL;

  if (plan->width == gdk_pixbuf_get_width (pixbuf) &&
      plan->height == gdk_pixbuf_get_height (pixbuf))
    scaled = g_object_ref (pixbuf);
  else
    scaled = gdk_pixbuf_scale_simple (pixbuf, plan->width, plan->height, GDK_INTERP_BILINEAR);

  if (scaled == NULL || (plan->canvas_width == plan->width && plan->canvas_height == plan->height))
    return g_steal_pointer (&scaled);
  return add_border (scaled, plan->canvas_width, plan->canvas_height);
}

static GBytes *
save_png (GdkPixbuf *pixbuf, GError **error)
{
  char *data;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", error, NULL))
    return NULL;
  return g_bytes_new_take (data, length);
}

static GBytes *
save_jpeg (GdkPixbuf *pixbuf, const char *quality, GError **error)
{
  char *data;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "jpeg", error, "quality", quality, NULL))
    return NULL;
  return g_bytes_new_take (data, length);
}

/* Screenshots have an alpha channel in which nothing is transparent. */
static gboolean
is_transparent (GdkPixbuf *pixbuf)
{
  const guint8 *row = gdk_pixbuf_read_pixels (pixbuf);
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return FALSE;
  for (int y = 0; y < height; y++, row += gdk_pixbuf_get_rowstride (pixbuf))
    for (int x = 0; x < width; x++)
      if (row[4 * x + 3] != 255)
        return TRUE;
  return FALSE;
}

static double
surplus (GBytes *bytes, QingImageFormat format)
{
  const char *mime_type = qing_image_format_get_mime_type (format);

  return (double) qing_image_data_uri_length (mime_type, g_bytes_get_size (bytes)) /
         QING_IMAGE_MAX_DATA_URI;
}

GBytes *
qing_image_encode (GdkPixbuf *pixbuf,
                   gboolean lossless,
                   QingImageFormat *format,
                   GdkPixbuf **shaped,
                   GError **error)
{
  g_autoptr (GdkPixbuf) current = g_object_ref (pixbuf);
  gboolean alpha = is_transparent (pixbuf);

  *format = alpha || lossless ? QING_IMAGE_PNG : QING_IMAGE_JPEG;
  for (guint round = 0; round < MAX_ROUNDS && current != NULL; round++)
    {
      g_autoptr (GBytes) bytes = NULL;
      GdkPixbuf *smaller;
      double factor;

      bytes = *format == QING_IMAGE_PNG ? save_png (current, error)
                                        : save_jpeg (current, JPEG_QUALITY, error);
      if (bytes == NULL)
        return NULL;
      factor = surplus (bytes, *format);
      if (factor <= 1)
        {
          *shaped = g_steal_pointer (&current);
          return g_steal_pointer (&bytes);
        }
      if (*format == QING_IMAGE_PNG && !alpha)
        {
          *format = QING_IMAGE_JPEG;
          continue;
        }
      factor = 0.95 / sqrt (factor);
      smaller =
        gdk_pixbuf_scale_simple (current, MAX (1, (int) (gdk_pixbuf_get_width (current) * factor)),
                                 MAX (1, (int) (gdk_pixbuf_get_height (current) * factor)),
                                 GDK_INTERP_BILINEAR);
      g_set_object (&current, smaller);
      g_clear_object (&smaller);
    }
  g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY,
                       "No size fits");
  return NULL;
}

GBytes *
qing_image_make_thumbnail (GdkPixbuf *pixbuf, GError **error)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  double factor = (double) THUMBNAIL_EDGE / MAX (width, height);
  g_autoptr (GdkPixbuf) small = NULL;

  if (factor >= 1)
    small = g_object_ref (pixbuf);
  else
    small = gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int) (width * factor)),
                                     MAX (1, (int) (height * factor)), GDK_INTERP_BILINEAR);
  if (small == NULL)
    {
      g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY,
                           "No memory for the thumbnail");
      return NULL;
    }
  return is_transparent (small) ? save_png (small, error)
                                : save_jpeg (small, JPEG_QUALITY_THUMBNAIL, error);
}
