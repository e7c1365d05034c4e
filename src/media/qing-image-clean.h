/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-image-probe.h"

G_BEGIN_DECLS

/**
 * qing_image_clean:
 *
 * The picture without what a camera or a program wrote beside it: place, time, device, preview,
 * comments, and films hidden behind the end. The pixels and the colour profile stay bit for bit.
 *
 * Returns: (transfer full) (nullable): @bytes itself when there is nothing to remove or the format
 *  is not one of JPEG, PNG and WebP; %NULL when the pieces do not fit together, so that the
 *  picture has to be encoded anew.
 */
GBytes *qing_image_clean (GBytes *bytes, QingImageFormat format);

G_END_DECLS
