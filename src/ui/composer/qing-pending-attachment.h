/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-ruling.h"

#include "qing-attachment.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * QingPendingAttachment: a picture that was given to the composer and may still be loading.
 *
 * Properties (all notify): attachment (NULL while it loads), thumbnail (GdkTexture).
 */
#define QING_TYPE_PENDING_ATTACHMENT (qing_pending_attachment_get_type ())
G_DECLARE_FINAL_TYPE (QingPendingAttachment,
                      qing_pending_attachment,
                      QING,
                      PENDING_ATTACHMENT,
                      GObject)

QingPendingAttachment *qing_pending_attachment_new (const char *name);
/* The file's name, or that of the attachment once it is there. */
const char *qing_pending_attachment_get_name (QingPendingAttachment *self);
QingAttachment *qing_pending_attachment_get_attachment (QingPendingAttachment *self);
void
qing_pending_attachment_set_attachment (QingPendingAttachment *self, QingAttachment *attachment);
GdkTexture *qing_pending_attachment_get_thumbnail (QingPendingAttachment *self);
/* Whether the model takes it as what it is, and not as a note in words; TRUE while it loads. */
gboolean qing_pending_attachment_is_sent (QingPendingAttachment *self, QingRuling *ruling);
/* Cancelled when the attachment is removed before it was loaded. */
GCancellable *qing_pending_attachment_get_cancellable (QingPendingAttachment *self);

G_END_DECLS
