/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-style.h"

G_BEGIN_DECLS

/* A formula in a leaf's text. */
typedef struct
{
  const char *tex; /* owned by the leaf, not terminated */
  guint length;
  gboolean display;
} QingLeafFormula;

gboolean qing_leaf_find_formula (const QingLeaf *leaf, guint byte, QingLeafFormula *formula);
char *qing_leaf_formula_dup_fault (const QingLeafFormula *formula, QingStyle *style);

G_END_DECLS
