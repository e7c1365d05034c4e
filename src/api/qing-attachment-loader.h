/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

G_BEGIN_DECLS

/* Loads the bytes of all @attachments, one after the other, so that a hundred pictures do not ask
 * for the disk at once. */
void qing_attachments_load_async (GPtrArray *attachments,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer full) (element-type QingAttachment GBytes) */
GHashTable *qing_attachments_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
