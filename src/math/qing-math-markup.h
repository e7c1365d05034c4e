/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_math_to_markup:
 * @display: whether it stands on a line of its own
 * @error: see QingMathError
 *
 * Returns: (transfer full): the formula as a <math> element of MathML, which needs no font and no
 *  script, with its source as an annotation; %NULL when it cannot be read
 */
char *qing_math_to_markup (const char *tex, gsize length, gboolean display, GError **error);

G_END_DECLS
