/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A picture as it arrived in a request. */
typedef struct
{
  char *stated_type;     /* the MIME type of the data URI */
  const char *true_type; /* the MIME type that the bytes have, or NULL */
  gsize n_encoded;       /* length of the whole data URI */
  gsize n_bytes;
  gboolean remote;       /* an http(s) URL, which is not fetched */
  gboolean valid_base64; /* strictly: alphabet, padding, length */
  gboolean decoded;
  int width; /* as stored, without any orientation mark */
  int height;
  guint8 red; /* the average colour */
  guint8 green;
  guint8 blue;
} QingTestImage;

QingTestImage *qing_test_image_new (const char *url);
void qing_test_image_free (QingTestImage *self);
const char *qing_test_image_sniff (const guint8 *bytes, gsize length);
gboolean qing_test_image_is_base64 (const char *text);
guint qing_test_image_count_tokens (int width, int height);
const char *qing_test_image_name_colour (const QingTestImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingTestImage, qing_test_image_free)

G_END_DECLS
