/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QING_TYPE_PICTURE_FETCHER (qing_picture_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (QingPictureFetcher, qing_picture_fetcher, QING, PICTURE_FETCHER, GObject)

/**
 * QingPictureFetcher: gets what is at an address that an answer names, when the user asks for it.
 *
 * The request says nothing of the user or of the conversation: no key, no cookie, no name of the
 * page it comes from. It has connections of its own, which no request to a model uses.
 */
QingPictureFetcher *qing_picture_fetcher_new (void);
void qing_picture_fetcher_fetch_async (QingPictureFetcher *self,
                                       const char *url,
                                       gsize max_bytes,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* (transfer full): %NULL with an error in words for the user. */
GBytes *
qing_picture_fetcher_fetch_finish (QingPictureFetcher *self, GAsyncResult *result, GError **error);

G_END_DECLS
