/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called when it does not work, with the reason in words. */
typedef void (*QingAttachmentFilesFunc) (const char *words, gpointer user_data);

/* Asks where, and saves @attachment there. @user_data: held until it is done. */
void qing_attachment_files_save (GtkWidget *parent,
                                 QingAttachment *attachment,
                                 QingAttachmentFilesFunc failed,
                                 GObject *user_data);
/* Shows a copy of a recording or a video in the program that the system has for it. What is
 * neither by its bytes is refused. */
void qing_attachment_files_open (GtkWidget *parent,
                                 QingAttachment *attachment,
                                 QingAttachmentFilesFunc failed,
                                 GObject *user_data);

G_END_DECLS
