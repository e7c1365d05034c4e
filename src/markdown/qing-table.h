/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-inline.h"

G_BEGIN_DECLS

void qing_table_add_row (QingLeaf *table,
                         const char *row,
                         gsize length,
                         gboolean final,
                         QingInlineParser *inlines,
                         GHashTable *missing);

G_END_DECLS
