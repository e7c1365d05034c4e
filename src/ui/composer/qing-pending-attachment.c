/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-pending-attachment.h"

struct _QingPendingAttachment
{
  GObject parent_instance;

  char *name;
  QingAttachment *attachment;
  GdkTexture *thumbnail;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingPendingAttachment, qing_pending_attachment, G_TYPE_OBJECT)

typedef enum
{
  PROP_ATTACHMENT = 1,
  PROP_THUMBNAIL,
} QingPendingAttachmentProperty;

static GParamSpec *properties[PROP_THUMBNAIL + 1];

static void
qing_pending_attachment_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingPendingAttachment *self = QING_PENDING_ATTACHMENT (object);

  switch ((QingPendingAttachmentProperty) id)
    {
    case PROP_ATTACHMENT:
      g_value_set_object (value, self->attachment);
      break;
    case PROP_THUMBNAIL:
      g_value_set_object (value, self->thumbnail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_pending_attachment_finalize (GObject *object)
{
  QingPendingAttachment *self = QING_PENDING_ATTACHMENT (object);

  g_free (self->name);
  g_clear_object (&self->attachment);
  g_clear_object (&self->thumbnail);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (qing_pending_attachment_parent_class)->finalize (object);
}

static void
qing_pending_attachment_class_init (QingPendingAttachmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = qing_pending_attachment_finalize;
  object_class->get_property = qing_pending_attachment_get_property;

  properties[PROP_ATTACHMENT] =
    g_param_spec_object ("attachment", NULL, NULL, QING_TYPE_ATTACHMENT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_THUMBNAIL] =
    g_param_spec_object ("thumbnail", NULL, NULL, GDK_TYPE_TEXTURE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
qing_pending_attachment_init (QingPendingAttachment *self)
{
  self->cancellable = g_cancellable_new ();
}

QingPendingAttachment *
qing_pending_attachment_new (const char *name)
{
  QingPendingAttachment *self = g_object_new (QING_TYPE_PENDING_ATTACHMENT, NULL);

  self->name = g_strdup (name);
  return self;
}

const char *
qing_pending_attachment_get_name (QingPendingAttachment *self)
{
  g_return_val_if_fail (QING_IS_PENDING_ATTACHMENT (self), NULL);

  return self->attachment != NULL ? qing_attachment_get_name (self->attachment) : self->name;
}

QingAttachment *
qing_pending_attachment_get_attachment (QingPendingAttachment *self)
{
  g_return_val_if_fail (QING_IS_PENDING_ATTACHMENT (self), NULL);

  return self->attachment;
}

void
qing_pending_attachment_set_attachment (QingPendingAttachment *self, QingAttachment *attachment)
{
  GBytes *thumbnail;

  g_return_if_fail (QING_IS_PENDING_ATTACHMENT (self));

  if (!g_set_object (&self->attachment, attachment))
    return;
  thumbnail = qing_attachment_get_thumbnail (attachment);
  g_clear_object (&self->thumbnail);
  if (thumbnail != NULL)
    self->thumbnail = gdk_texture_new_from_bytes (thumbnail, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTACHMENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
}

GdkTexture *
qing_pending_attachment_get_thumbnail (QingPendingAttachment *self)
{
  g_return_val_if_fail (QING_IS_PENDING_ATTACHMENT (self), NULL);

  return self->thumbnail;
}

GCancellable *
qing_pending_attachment_get_cancellable (QingPendingAttachment *self)
{
  g_return_val_if_fail (QING_IS_PENDING_ATTACHMENT (self), NULL);

  return self->cancellable;
}

gboolean
qing_pending_attachment_is_sent (QingPendingAttachment *self, QingRuling *ruling)
{
  g_return_val_if_fail (QING_IS_PENDING_ATTACHMENT (self), FALSE);
  g_return_val_if_fail (ruling != NULL, FALSE);

  if (self->attachment == NULL)
    return TRUE;
  switch (qing_attachment_get_kind (self->attachment))
    {
    case QING_ATTACHMENT_IMAGE:
      return qing_ruling_sends_images (ruling);
    case QING_ATTACHMENT_AUDIO:
      return qing_ruling_sends_audio (ruling);
    case QING_ATTACHMENT_VIDEO:
      return qing_ruling_sends_video (ruling);
    case QING_ATTACHMENT_DOCUMENT:
    default:
      return TRUE;
    }
}
