/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-math.h"
#include "qing-style.h"

G_BEGIN_DECLS

void
qing_math_draw (QingMath *math, GtkSnapshot *snapshot, int x, int baseline, const QingStyle *style);

G_END_DECLS
