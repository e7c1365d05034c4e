/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-parser.h"

G_BEGIN_DECLS

char *math_dump (const QingMathTree *tree);

G_END_DECLS
