/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QING_TYPE_ATTACHMENT_STRIP (qing_attachment_strip_get_type ())
G_DECLARE_FINAL_TYPE (QingAttachmentStrip, qing_attachment_strip, QING, ATTACHMENT_STRIP, GtkWidget)

/* The files of a message: pictures as thumbnails, sounds to be played, others by name, in as many
 * lines as needed. @at_end: whether the lines are set flush with the end side. */
GtkWidget *qing_attachment_strip_new (GListModel *attachments, gboolean at_end);

G_END_DECLS
