/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Bytes that a picture of an answer may have. */
#define QING_PICTURE_MAX_BYTES (20 * 1024 * 1024)

GBytes *qing_picture_decode_data_url (const char *url);
GdkTexture *qing_picture_decode (GBytes *bytes, GCancellable *cancellable, GError **error);

G_END_DECLS
