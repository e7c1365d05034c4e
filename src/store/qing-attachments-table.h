/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-database.h"
#include "qing-message.h"

G_BEGIN_DECLS

/* An attachment as it is stored. @bytes is NULL when they are stored already. */
typedef struct
{
  gint64 message;
  char *uid;
  QingAttachmentKind kind;
  char *name;
  char *mime_type;
  gint64 size;
  int width;
  int height;
  GBytes *bytes;
  GBytes *thumbnail;
} QingStoredAttachment;

QingStoredAttachment *qing_stored_attachment_new (QingAttachment *attachment);
void qing_stored_attachment_free (QingStoredAttachment *self);
/* (transfer full): its bytes come from @source when they are needed. */
QingAttachment *
qing_stored_attachment_create (const QingStoredAttachment *self, QingBlobSource *source);

/* On the worker thread. */
gboolean qing_attachments_put (QingDatabase *database,
                               gint64 message,
                               const QingStoredAttachment *record,
                               GError **error);
/* Every attachment of a conversation, by message and order: (element-type QingStoredAttachment). */
GPtrArray *qing_attachments_list (QingDatabase *database, gint64 conversation, GError **error);
/* What goes with a conversation's draft, in place of what did before: @records is of
 * QingStoredAttachment. */
gboolean qing_attachments_put_drafts (QingDatabase *database,
                                      const char *conversation_uid,
                                      GPtrArray *records,
                                      GError **error);
GPtrArray *
qing_attachments_list_drafts (QingDatabase *database, gint64 conversation, GError **error);
/* The bytes, checked against their checksum. */
GBytes *qing_attachments_load (QingDatabase *database, const char *uid, GError **error);
/* Removes the bytes that no attachment names any more. */
gboolean qing_attachments_purge (QingDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStoredAttachment, qing_stored_attachment_free)

G_END_DECLS
