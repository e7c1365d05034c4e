/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment.h"

#include "qing-fault.h"

struct _QingAttachment
{
  GObject parent_instance;

  char *uid;
  QingAttachmentKind kind;
  char *name;
  char *mime_type;
  GBytes *bytes;
  gsize size;
  int width;
  int height;
  GBytes *thumbnail;
  QingBlobSource *source;
};

G_DEFINE_INTERFACE (QingBlobSource, qing_blob_source, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (QingAttachment, qing_attachment, G_TYPE_OBJECT)

static void
qing_blob_source_default_init (QingBlobSourceInterface *iface)
{
}

static void
qing_attachment_finalize (GObject *object)
{
  QingAttachment *self = QING_ATTACHMENT (object);

  g_free (self->uid);
  g_free (self->name);
  g_free (self->mime_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (qing_attachment_parent_class)->finalize (object);
}

static void
qing_attachment_class_init (QingAttachmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_attachment_finalize;
}

static void
qing_attachment_init (QingAttachment *self)
{
}

QingAttachment *
qing_attachment_new (const char *uid,
                     QingAttachmentKind kind,
                     const char *name,
                     const char *mime_type)
{
  QingAttachment *self = g_object_new (QING_TYPE_ATTACHMENT, NULL);

  self->uid = uid != NULL ? g_strdup (uid) : g_uuid_string_random ();
  self->kind = kind;
  self->name = g_strdup (name != NULL ? name : "");
  self->mime_type = g_strdup (mime_type != NULL ? mime_type : "application/octet-stream");
  return self;
}

const char *
qing_attachment_get_uid (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), NULL);
  return self->uid;
}

QingAttachmentKind
qing_attachment_get_kind (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), QING_ATTACHMENT_DOCUMENT);
  return self->kind;
}

const char *
qing_attachment_get_name (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), NULL);
  return self->name;
}

const char *
qing_attachment_get_mime_type (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), NULL);
  return self->mime_type;
}

GBytes *
qing_attachment_get_bytes (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), NULL);
  return self->bytes;
}

static void
replace_bytes (GBytes **field, GBytes *bytes)
{
  if (bytes != NULL)
    g_bytes_ref (bytes);
  g_clear_pointer (field, g_bytes_unref);
  *field = bytes;
}

/**
 * qing_attachment_set_bytes:
 * @bytes: (nullable): %NULL lets go of them; the size stays
 */
void
qing_attachment_set_bytes (QingAttachment *self, GBytes *bytes)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));

  replace_bytes (&self->bytes, bytes);
  if (bytes != NULL)
    self->size = g_bytes_get_size (bytes);
}

gsize
qing_attachment_get_size (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), 0);
  return self->size;
}

void
qing_attachment_set_size (QingAttachment *self, gsize size)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));
  self->size = size;
}

void
qing_attachment_get_dimensions (QingAttachment *self, int *width, int *height)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));

  if (width != NULL)
    *width = self->width;
  if (height != NULL)
    *height = self->height;
}

void
qing_attachment_set_dimensions (QingAttachment *self, int width, int height)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));

  self->width = MAX (width, 0);
  self->height = MAX (height, 0);
}

GBytes *
qing_attachment_get_thumbnail (QingAttachment *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT (self), NULL);
  return self->thumbnail;
}

void
qing_attachment_set_thumbnail (QingAttachment *self, GBytes *thumbnail)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));
  replace_bytes (&self->thumbnail, thumbnail);
}

void
qing_attachment_set_source (QingAttachment *self, QingBlobSource *source)
{
  g_return_if_fail (QING_IS_ATTACHMENT (self));
  g_set_object (&self->source, source);
}

static void
load_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  QingBlobSource *source = QING_BLOB_SOURCE (object);
  GBytes *bytes;

  bytes = QING_BLOB_SOURCE_GET_IFACE (source)->load_finish (source, result, &error);
  if (bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * qing_attachment_load_async:
 *
 * Gives the bytes, from memory or from the source. They are not kept: whoever needs them for
 * longer holds the reference, so that a long conversation does not keep every picture in memory.
 * Errors: QING_ERROR_STORAGE when they are nowhere, or what the source says.
 */
void
qing_attachment_load_async (QingAttachment *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QING_IS_ATTACHMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_attachment_load_async);

  if (self->bytes != NULL)
    g_task_return_pointer (task, g_bytes_ref (self->bytes), (GDestroyNotify) g_bytes_unref);
  else if (self->source != NULL)
    QING_BLOB_SOURCE_GET_IFACE (self->source)
      ->load_async (self->source, self->uid, cancellable, load_cb, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, QING_ERROR, QING_ERROR_STORAGE,
                             "The bytes of “%s” are not there", self->name);
}

GBytes *
qing_attachment_load_finish (QingAttachment *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
qing_attachment_find_media (GListModel *attachments, QingAttachmentKind *kind)
{
  guint n = attachments != NULL ? g_list_model_get_n_items (attachments) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      *kind = qing_attachment_get_kind (attachment);
      if (*kind != QING_ATTACHMENT_DOCUMENT)
        return TRUE;
    }
  return FALSE;
}
