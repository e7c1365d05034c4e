/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"
#include "qing-parameters.h"

G_BEGIN_DECLS

/**
 * qing_image_estimate_tokens:
 * @side: pixels of a token's side, 28 or 32
 * @minimum, @maximum: pixels between which the server scales a picture
 * @scaled_width, @scaled_height: (out) (optional): the size that the model sees
 *
 * How many tokens a picture costs (protocol.md 7.2), with the two that mark its ends.
 */
gint64 qing_image_estimate_tokens (int width,
                                   int height,
                                   int side,
                                   gint64 minimum,
                                   gint64 maximum,
                                   int *scaled_width,
                                   int *scaled_height);

/* The same for @model with what the user set in @parameters (nullable); -1 when the model takes no
 * pictures or its rules are not known. */
gint64 qing_image_estimate_tokens_for_model (int width,
                                             int height,
                                             QingModelInfo *model,
                                             QingParameters *parameters);

G_END_DECLS
