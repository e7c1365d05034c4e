/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-pending-attachment.h"

G_BEGIN_DECLS

/**
 * QingAttachmentTray: the pictures that go with the next message, as a GListModel of
 * QingPendingAttachment. Whether by the button, by paste or by drop, they come in here.
 * A file that is no picture but text is handed on as text.
 *
 * Properties: loading (some are not ready yet), max-edge (pixels; 0: as much as a server takes).
 * Signals:
 *  "refused" (const char *words): why something was not taken, for the user.
 *  "text-read" (const char *name, const char *text): a file of that name is this text.
 */
#define QING_TYPE_ATTACHMENT_TRAY (qing_attachment_tray_get_type ())
G_DECLARE_FINAL_TYPE (QingAttachmentTray, qing_attachment_tray, QING, ATTACHMENT_TRAY, GObject)

QingAttachmentTray *qing_attachment_tray_new (void);
void qing_attachment_tray_add_file (QingAttachmentTray *self, GFile *file);
/* @name: (nullable) */
void qing_attachment_tray_add_bytes (QingAttachmentTray *self, GBytes *bytes, const char *name);
/* Takes one that was loaded before, for example of a message that could not be sent, or of a stored
 * draft: then its bytes are read first. */
void qing_attachment_tray_add_attachment (QingAttachmentTray *self, QingAttachment *attachment);
void qing_attachment_tray_remove (QingAttachmentTray *self, QingPendingAttachment *pending);
void qing_attachment_tray_clear (QingAttachmentTray *self);
void qing_attachment_tray_refuse (QingAttachmentTray *self, const char *words);
gboolean qing_attachment_tray_is_loading (QingAttachmentTray *self);
void qing_attachment_tray_set_max_edge (QingAttachmentTray *self, guint max_edge);
/* (transfer full): of QingAttachment: those that are ready. */
GListModel *qing_attachment_tray_list_ready (QingAttachmentTray *self);

G_END_DECLS
