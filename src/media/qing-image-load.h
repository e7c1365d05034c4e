/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

G_BEGIN_DECLS

/**
 * qing_media_image_load_async:
 * @file: (nullable): where the picture is, or else
 * @bytes: (nullable): the picture itself, encoded in any format
 * @name: (nullable): what to call it; the file's own name when %NULL
 * @max_edge: the longest edge that the user allows; 0 to send as much as a server takes
 *
 * Makes an attachment that a server takes, in a thread: sniffs the true type, decodes once, turns
 * and scales where needed, removes what a camera wrote beside the picture, makes a thumbnail.
 * Too large a picture is made smaller; what is no picture is refused with QING_ERROR_REQUEST, in
 * words for the user.
 */
void qing_media_image_load_async (GFile *file,
                                  GBytes *bytes,
                                  const char *name,
                                  guint max_edge,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer full): NULL with an error. */
QingAttachment *qing_media_image_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
