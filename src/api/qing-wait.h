/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sleeps for @delay_ms, or until it is cancelled. */
void qing_wait_async (guint delay_ms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean qing_wait_finish (GAsyncResult *result, GError **error);

G_END_DECLS
