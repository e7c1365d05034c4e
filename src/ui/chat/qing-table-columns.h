/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How wide the columns of a table become: naturals as long as there is room, then the wide ones
 * give way until none is wider than it has to be. */
int qing_table_columns_divide (const int *natural,
                               guint n_columns,
                               int available,
                               int comfortable,
                               int smallest,
                               int *widths);

G_END_DECLS
