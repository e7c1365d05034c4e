/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

/* A link in a leaf's text that may be opened. */
typedef struct
{
  guint start;
  guint end;
  const char *url; /* owned by the leaf */
} QingLeafLink;

gboolean qing_leaf_find_link (const QingLeaf *leaf, guint byte, QingLeafLink *link);
gboolean
qing_leaf_find_next_link (const QingLeaf *leaf, guint from, gboolean backward, QingLeafLink *link);

G_END_DECLS
