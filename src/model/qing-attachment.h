/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

/* Stored by number: append only. */
typedef enum
{
  QING_ATTACHMENT_IMAGE = 1,
  QING_ATTACHMENT_AUDIO = 2,
  QING_ATTACHMENT_VIDEO = 3,
  QING_ATTACHMENT_DOCUMENT = 4,
} QingAttachmentKind;

/**
 * QingBlobSource: where the bytes of a stored attachment come from when they are needed.
 * The store implements it, so that a conversation with a hundred pictures opens without them.
 */
#define QING_TYPE_BLOB_SOURCE (qing_blob_source_get_type ())
G_DECLARE_INTERFACE (QingBlobSource, qing_blob_source, QING, BLOB_SOURCE, GObject)

struct _QingBlobSourceInterface
{
  GTypeInterface parent_iface;

  void (*load_async) (QingBlobSource *self,
                      const char *attachment_uid,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GBytes *(*load_finish) (QingBlobSource *self, GAsyncResult *result, GError **error);
};

#define QING_TYPE_ATTACHMENT (qing_attachment_get_type ())
G_DECLARE_FINAL_TYPE (QingAttachment, qing_attachment, QING, ATTACHMENT, GObject)

/**
 * qing_attachment_new:
 * @uid: (nullable): a stable id; a new random one when %NULL
 * @name: the file's name without folders, shown to the user
 * @mime_type: the true type of the bytes, for example "image/jpeg"
 *
 * Bytes, size and thumbnail are set by who has them: room media for a new one, the store for a
 * stored one. An attachment is immutable once its message is sent.
 */
QingAttachment *qing_attachment_new (const char *uid,
                                     QingAttachmentKind kind,
                                     const char *name,
                                     const char *mime_type);
const char *qing_attachment_get_uid (QingAttachment *self);
QingAttachmentKind qing_attachment_get_kind (QingAttachment *self);
const char *qing_attachment_get_name (QingAttachment *self);
const char *qing_attachment_get_mime_type (QingAttachment *self);

/* The encoded bytes as they are sent; NULL when they are not in memory (see load_async). */
GBytes *qing_attachment_get_bytes (QingAttachment *self);
void qing_attachment_set_bytes (QingAttachment *self, GBytes *bytes);
gsize qing_attachment_get_size (QingAttachment *self);
void qing_attachment_set_size (QingAttachment *self, gsize size);

/* Pixels as displayed, that is after EXIF orientation; 0 when unknown or no picture. */
void qing_attachment_get_dimensions (QingAttachment *self, int *width, int *height);
void qing_attachment_set_dimensions (QingAttachment *self, int width, int height);

/* A small PNG or JPEG (at most 512 px on an edge) for lists; nullable. */
GBytes *qing_attachment_get_thumbnail (QingAttachment *self);
void qing_attachment_set_thumbnail (QingAttachment *self, GBytes *thumbnail);

void qing_attachment_set_source (QingAttachment *self, QingBlobSource *source);
void qing_attachment_load_async (QingAttachment *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *qing_attachment_load_finish (QingAttachment *self, GAsyncResult *result, GError **error);

/* The kind of the first of @attachments (of QingAttachment, nullable) that is no document; FALSE when
 * there is none. */
gboolean qing_attachment_find_media (GListModel *attachments, QingAttachmentKind *kind);

G_END_DECLS
