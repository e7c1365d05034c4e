/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  QING_IMAGE_OTHER, /* whatever else gdk-pixbuf may read */
  QING_IMAGE_BMP,
  QING_IMAGE_GIF,
  QING_IMAGE_JPEG,
  QING_IMAGE_PNG,
  QING_IMAGE_TIFF,
  QING_IMAGE_WEBP,
} QingImageFormat;

/**
 * QingImageProbe: what the first bytes of a picture say, without decoding it.
 *
 * @width, @height: pixels as stored, before @orientation; 0 when the header does not tell.
 * @orientation: EXIF orientation, 1 to 8; 1 when there is none.
 */
typedef struct
{
  QingImageFormat format;
  int width;
  int height;
  int orientation;
  gboolean animated;
} QingImageProbe;

/* Looks at the bytes, never at a name. Reads nothing outside of @data, whatever is in it. */
void qing_image_probe (const guint8 *data, gsize length, QingImageProbe *probe);

/* "image/png" and the like; NULL for QING_IMAGE_OTHER. */
const char *qing_image_format_get_mime_type (QingImageFormat format);
/* "png" and the like, which is also what gdk-pixbuf calls the format; NULL for OTHER. */
const char *qing_image_format_get_extension (QingImageFormat format);

G_END_DECLS
