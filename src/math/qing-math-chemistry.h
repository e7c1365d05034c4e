/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *qing_math_chemistry_to_tex (const char *text, gsize length);
char *qing_math_units_to_tex (const char *text, gsize length);

G_END_DECLS
