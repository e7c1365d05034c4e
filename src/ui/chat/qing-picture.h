/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  QING_PICTURE_UNKNOWN, /* nobody has asked for it */
  QING_PICTURE_LOADING,
  QING_PICTURE_SHOWN,
  QING_PICTURE_FAILED,
} QingPictureState;

#define QING_TYPE_PICTURE (qing_picture_get_type ())
G_DECLARE_FINAL_TYPE (QingPicture, qing_picture, QING, PICTURE, GObject)

/**
 * QingPicture: a picture that an answer refers to by its address. It is loaded when it is told to
 * be, and kept for some time, so that it is still there when the answer comes back into view.
 *
 * Signal: changed.
 */
QingPicture *qing_picture_get (const char *url);
gboolean qing_picture_is_loadable (const char *url);
void qing_picture_load (QingPicture *self);
QingPictureState qing_picture_get_state (QingPicture *self);
GdkTexture *qing_picture_get_texture (QingPicture *self);
const char *qing_picture_get_fault (QingPicture *self);
void qing_picture_forget_all (void);

G_END_DECLS
