/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment-tray.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts the files or the picture of @clipboard into @tray, soon. */
void qing_attachment_intake_paste (QingAttachmentTray *tray, GdkClipboard *clipboard);

/* (transfer full): for the widget on which files and pictures may be dropped; its "drop" handler
 * hands them to qing_attachment_intake_drop(). */
GtkDropTarget *qing_attachment_intake_drop_target_new (void);

/* Puts what was dropped, a GdkFileList or a GdkTexture, into @tray. */
gboolean qing_attachment_intake_drop (QingAttachmentTray *tray, const GValue *value);

G_END_DECLS
