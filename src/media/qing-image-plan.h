/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-image-probe.h"

G_BEGIN_DECLS

/* What a server takes (protocol.md 7.1). */
#define QING_IMAGE_MIN_EDGE     11
#define QING_IMAGE_MAX_RATIO    200
#define QING_IMAGE_MAX_DATA_URI 10485760

/* More pixels than this are not decoded: such a picture is made to harm, or by mistake. */
#define QING_IMAGE_MAX_PIXELS G_GINT64_CONSTANT (200000000)

/**
 * QingImagePlan: what is done with a picture before it is sent.
 *
 * @keep: the picture goes as it is, without its metadata.
 * @width, @height: the size to which it is scaled.
 * @canvas_width, @canvas_height: the size after borders were added. A picture of ten pixels or
 *  less, or one that is too long for its height, gets a border rather than being refused: its
 *  pixels stay what they are.
 */
typedef struct
{
  gboolean keep;
  int width;
  int height;
  int canvas_width;
  int canvas_height;
} QingImagePlan;

/**
 * qing_image_plan:
 * @width, @height: pixels as displayed, that is after orientation
 * @length: bytes of the encoded picture
 * @max_edge: the longest edge that the user allows; 0 for no such limit
 */
void qing_image_plan (const QingImageProbe *probe,
                      int width,
                      int height,
                      gsize length,
                      guint max_edge,
                      QingImagePlan *plan);

/* The bytes that a data URI of @length bytes of @mime_type takes. */
gsize qing_image_data_uri_length (const char *mime_type, gsize length);

G_END_DECLS
