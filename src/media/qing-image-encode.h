/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-image-plan.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* (transfer full): the picture as it is meant to be seen (EXIF orientation 1 to 8). */
GdkPixbuf *qing_image_orient (GdkPixbuf *pixbuf, int orientation);
/* (transfer full): scaled, then with a border around it, as @plan says. */
GdkPixbuf *qing_image_shape (GdkPixbuf *pixbuf, const QingImagePlan *plan);

/**
 * qing_image_encode:
 * @lossless: whether a PNG is preferred although nothing is transparent
 * @format: (out): what it became
 * @shaped: (out) (transfer full): the pixels that were encoded
 *
 * Encodes as PNG or JPEG, smaller and smaller until it fits into a data URI.
 */
GBytes *qing_image_encode (GdkPixbuf *pixbuf,
                           gboolean lossless,
                           QingImageFormat *format,
                           GdkPixbuf **shaped,
                           GError **error);

/* A small PNG or JPEG, at most 512 pixels on an edge. */
GBytes *qing_image_make_thumbnail (GdkPixbuf *pixbuf, GError **error);

G_END_DECLS
