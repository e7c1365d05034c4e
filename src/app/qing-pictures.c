/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-pictures.h"

#include "qing-picture-fetcher.h"

struct _QingPictures
{
  GObject parent_instance;

  QingPictureFetcher *fetcher; /* made for the first picture */
};

static void qing_pictures_source_init (QingPictureSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingPictures,
                               qing_pictures,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_PICTURE_SOURCE,
                                                      qing_pictures_source_init))

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = qing_picture_fetcher_fetch_finish (QING_PICTURE_FETCHER (source), result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
qing_pictures_fetch_async (QingPictureSource *source,
                           const char *url,
                           gsize max_bytes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  QingPictures *self = QING_PICTURES (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_pictures_fetch_async);
  if (self->fetcher == NULL)
    self->fetcher = qing_picture_fetcher_new ();
  qing_picture_fetcher_fetch_async (self->fetcher, url, max_bytes, cancellable, fetched_cb, task);
}

static GBytes *
qing_pictures_fetch_finish (QingPictureSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
qing_pictures_source_init (QingPictureSourceInterface *iface)
{
  iface->fetch_async = qing_pictures_fetch_async;
  iface->fetch_finish = qing_pictures_fetch_finish;
}

static void
qing_pictures_finalize (GObject *object)
{
  g_clear_object (&QING_PICTURES (object)->fetcher);
  G_OBJECT_CLASS (qing_pictures_parent_class)->finalize (object);
}

static void
qing_pictures_class_init (QingPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_pictures_finalize;
}

static void
qing_pictures_init (QingPictures *self)
{
}

QingPictures *
qing_pictures_new (void)
{
  return g_object_new (QING_TYPE_PICTURES, NULL);
}
