/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pictures for tests: their four quarters are red and green above, blue and white below, so that a
 * turned one can be told from any other. All (transfer full). */

GdkPixbuf *qing_test_picture_new (int width, int height, gboolean alpha);
/* Noise, which no format makes small. */
GdkPixbuf *qing_test_picture_new_noise (int width, int height, gboolean alpha);
/* @type: what gdk-pixbuf can write, "png", "jpeg", "bmp", "tiff" … */
GBytes *qing_test_picture_encode (GdkPixbuf *pixbuf, const char *type);
/* The letters of the quarters of what is shown, from the left above: "rgbw" as it was made. */
char *qing_test_picture_describe (GBytes *bytes);

/* A JPEG with an EXIF block right after its beginning that holds @orientation and the words "GPS". */
GBytes *qing_test_picture_add_exif (GBytes *jpeg, int orientation, gboolean big_endian);
/* A PNG with a chunk of that name and content before its pixels. */
GBytes *qing_test_picture_add_chunk (GBytes *png, const char *name, const void *data, gsize length);
/* The EXIF block itself, without "Exif\0\0". */
GBytes *qing_test_picture_exif (int orientation, gboolean big_endian);
/* Two frames, red and green, of 16 by 16 pixels. */
GBytes *qing_test_picture_animated_gif (void);
/* A lossless WebP of @width by @height whose pixels are all one colour, with the chunks of the
 * extended form and an EXIF block when @orientation is not 0. */
GBytes *qing_test_picture_webp_header (int width, int height, int orientation);

gboolean qing_test_bytes_contain (GBytes *bytes, const char *text);

G_END_DECLS
