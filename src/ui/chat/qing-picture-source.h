/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QING_TYPE_PICTURE_SOURCE (qing_picture_source_get_type ())
G_DECLARE_INTERFACE (QingPictureSource, qing_picture_source, QING, PICTURE_SOURCE, GObject)

/**
 * QingPictureSource: gets the pictures that answers refer to from where they are. It is only asked
 * for what the user has clicked on, and only for addresses of http and https. The message view has
 * no other way to a network.
 */
struct _QingPictureSourceInterface
{
  GTypeInterface parent_iface;

  void (*fetch_async) (QingPictureSource *self,
                       const char *url,
                       gsize max_bytes,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  GBytes *(*fetch_finish) (QingPictureSource *self, GAsyncResult *result, GError **error);
};

void qing_picture_source_fetch_async (QingPictureSource *self,
                                      const char *url,
                                      gsize max_bytes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full): the error is in words for the user. */
GBytes *
qing_picture_source_fetch_finish (QingPictureSource *self, GAsyncResult *result, GError **error);

/* What the program's views ask; there is none unless the program sets one. */
void qing_picture_source_set_default (QingPictureSource *source);
QingPictureSource *qing_picture_source_get_default (void);

G_END_DECLS
