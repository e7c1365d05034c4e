/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-leaf-private.h"

#include <string.h>

static gboolean
link_equal (const QingLink *a, const QingLink *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_str_equal (a->url, b->url) && g_strcmp0 (a->title, b->title) == 0;
}

static gboolean
run_equal (const QingLeaf *leaf_a, const QingRun *a, const QingLeaf *leaf_b, const QingRun *b)
{
  return a->start == b->start && a->end == b->end && a->flags == b->flags &&
         link_equal (qing_leaf_get_link (leaf_a, a->link), qing_leaf_get_link (leaf_b, b->link));
}

static gboolean
container_equal (const QingContainer *a, const QingContainer *b)
{
  return a->kind == b->kind && a->ordered == b->ordered && a->first == b->first &&
         a->tight == b->tight && a->task == b->task && g_str_equal (a->marker, b->marker);
}

static gboolean
text_equal (const QingLeaf *leaf_a, const QingCell *a, const QingLeaf *leaf_b, const QingCell *b)
{
  if (a->length != b->length || a->n_runs != b->n_runs || memcmp (a->text, b->text, a->length) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_runs; i++)
    if (!run_equal (leaf_a, &a->runs[i], leaf_b, &b->runs[i]))
      return FALSE;
  return TRUE;
}

static QingCell
as_cell (const QingLeaf *leaf)
{
  return (QingCell){ leaf->text, leaf->length, leaf->runs, leaf->n_runs };
}

gboolean
qing_leaf_row_equal (const QingLeaf *a, const QingLeaf *b, guint row)
{
  for (guint column = 0; column < a->n_columns; column++)
    if (!text_equal (a, qing_leaf_get_cell (a, row, column), b,
                     qing_leaf_get_cell (b, row, column)))
      return FALSE;
  return TRUE;
}

static gboolean
table_equal (const QingLeaf *a, const QingLeaf *b)
{
  if (a->n_columns != b->n_columns || a->n_rows != b->n_rows)
    return FALSE;
  for (guint column = 0; column < a->n_columns; column++)
    if (a->alignments[column] != b->alignments[column])
      return FALSE;
  for (guint row = 0; row < a->n_rows; row++)
    if (!qing_leaf_row_equal (a, b, row))
      return FALSE;
  return TRUE;
}

/**
 * qing_leaf_equal:
 * @a: a leaf
 * @b: another leaf
 *
 * Compares everything that is drawn or read out, and the place in the source.
 *
 * Returns: whether the two are the same
 */
gboolean
qing_leaf_equal (const QingLeaf *a, const QingLeaf *b)
{
  QingCell text_a = as_cell (a);
  QingCell text_b = as_cell (b);

  if (a == b)
    return TRUE;
  if (a->kind != b->kind || a->level != b->level || a->fenced != b->fenced ||
      a->closed != b->closed || a->n_containers != b->n_containers ||
      a->source_start != b->source_start || a->source_end != b->source_end ||
      !g_str_equal (a->language, b->language))
    return FALSE;
  for (guint i = 0; i < a->n_containers; i++)
    if (!container_equal (&a->containers[i], &b->containers[i]))
      return FALSE;
  return text_equal (a, &text_a, b, &text_b) && table_equal (a, b);
}
