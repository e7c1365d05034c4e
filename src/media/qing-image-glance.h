/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_image_glance:
 * @width, @height: (out): pixels as displayed; 0 when they are not to be had
 * @thumbnail: (out) (transfer full) (nullable): a small picture; %NULL when @bytes are small
 *  themselves, or no picture that can be decoded
 *
 * What a list needs to know of a picture that came from elsewhere. For threads, too.
 */
void qing_image_glance (GBytes *bytes, int *width, int *height, GBytes **thumbnail);

G_END_DECLS
