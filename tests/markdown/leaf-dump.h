/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

typedef enum
{
  DUMP_DEFAULT = 0,
  DUMP_SOURCE = 1 << 0, /* where in the source a leaf is */
  DUMP_CLOSED = 1 << 1, /* whether it is complete */
} DumpFlags;

void leaf_dump (const QingLeaf *leaf, DumpFlags flags, GString *out);
char *leaves_dump (const GPtrArray *leaves, DumpFlags flags);
void leaf_assert_valid (const QingLeaf *leaf);

G_END_DECLS
