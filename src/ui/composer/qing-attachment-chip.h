/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-pending-attachment.h"
#include "qing-ruling-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingAttachmentChip: a picture in the composer: thumbnail, name, what it costs, and a button to
 * remove it.
 *
 * Signals: "remove", "opened".
 */
#define QING_TYPE_ATTACHMENT_CHIP (qing_attachment_chip_get_type ())
G_DECLARE_FINAL_TYPE (QingAttachmentChip, qing_attachment_chip, QING, ATTACHMENT_CHIP, GtkWidget)

GtkWidget *qing_attachment_chip_new (QingPendingAttachment *pending, QingRulingWatch *watch);
QingPendingAttachment *qing_attachment_chip_get_pending (QingAttachmentChip *self);
/* Whether it stays behind for another reason than that the model does not take its kind. */
void qing_attachment_chip_set_left_out (QingAttachmentChip *self, gboolean left_out);
/* What is written below the name. */
const char *qing_attachment_chip_get_note (QingAttachmentChip *self);

G_END_DECLS
