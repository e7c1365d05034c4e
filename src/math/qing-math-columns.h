/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-node.h"

G_BEGIN_DECLS

gboolean qing_math_columns_parse (const char *text,
                                  gsize length,
                                  QingMathArena *arena,
                                  QingMathTable *table);

G_END_DECLS
