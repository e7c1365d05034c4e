/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingImageViewer: one picture in a window of its own: fitted or enlarged, and saved elsewhere. */
#define QING_TYPE_IMAGE_VIEWER (qing_image_viewer_get_type ())
G_DECLARE_FINAL_TYPE (QingImageViewer, qing_image_viewer, QING, IMAGE_VIEWER, AdwWindow)

/* Shows it over the window of @parent and returns it. */
GtkWidget *qing_image_viewer_show (GtkWidget *parent, QingAttachment *attachment);

G_END_DECLS
