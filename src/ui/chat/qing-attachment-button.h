/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-attachment.h"

G_BEGIN_DECLS

#define QING_TYPE_ATTACHMENT_BUTTON (qing_attachment_button_get_type ())
G_DECLARE_FINAL_TYPE (QingAttachmentButton,
                      qing_attachment_button,
                      QING,
                      ATTACHMENT_BUTTON,
                      GtkWidget)

/* One file of a message; a click opens it. */
GtkWidget *qing_attachment_button_new (QingAttachment *attachment);

G_END_DECLS
