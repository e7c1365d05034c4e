/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-picture-source.h"

G_BEGIN_DECLS

/**
 * QingPictures: where the message view gets the pictures of answers from: the network.
 */
#define QING_TYPE_PICTURES (qing_pictures_get_type ())
G_DECLARE_FINAL_TYPE (QingPictures, qing_pictures, QING, PICTURES, GObject)

QingPictures *qing_pictures_new (void);

G_END_DECLS
