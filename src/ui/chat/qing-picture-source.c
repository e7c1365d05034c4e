/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-picture-source.h"

G_DEFINE_INTERFACE (QingPictureSource, qing_picture_source, G_TYPE_OBJECT)

static QingPictureSource *default_source;

static void
qing_picture_source_default_init (QingPictureSourceInterface *iface)
{
}

void
qing_picture_source_fetch_async (QingPictureSource *self,
                                 const char *url,
                                 gsize max_bytes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (QING_IS_PICTURE_SOURCE (self));
  g_return_if_fail (url != NULL);

  QING_PICTURE_SOURCE_GET_IFACE (self)->fetch_async (self, url, max_bytes, cancellable, callback,
                                                     user_data);
}

GBytes *
qing_picture_source_fetch_finish (QingPictureSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (QING_IS_PICTURE_SOURCE (self), NULL);

  return QING_PICTURE_SOURCE_GET_IFACE (self)->fetch_finish (self, result, error);
}

/* @source: (nullable) */
void
qing_picture_source_set_default (QingPictureSource *source)
{
  g_return_if_fail (source == NULL || QING_IS_PICTURE_SOURCE (source));

  g_set_object (&default_source, source);
}

/* Returns: (transfer none) (nullable) */
QingPictureSource *
qing_picture_source_get_default (void)
{
  return default_source;
}
