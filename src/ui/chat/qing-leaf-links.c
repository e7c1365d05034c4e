/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-links.h"

#include "qing-link.h"

typedef gboolean (*LinkFunc) (const QingLeafLink *link, gpointer data);

/* Calls @func for each link of some runs until it returns TRUE. */
static gboolean
foreach_run (const QingLeaf *leaf,
             const QingRun *runs,
             guint n_runs,
             guint offset,
             LinkFunc func,
             gpointer data)
{
  for (guint i = 0; i < n_runs;)
    {
      const QingLink *link = NULL;
      QingLeafLink found;
      guint first = i;

      if (runs[i].flags & (QING_RUN_LINK | QING_RUN_IMAGE) && runs[i].link != QING_NO_LINK)
        link = qing_leaf_get_link (leaf, runs[i].link);
      for (i++; i < n_runs && runs[i].link == runs[first].link; i++)
        ;
      if (link == NULL || !qing_link_is_safe (link->url))
        continue;
      found = (QingLeafLink){ offset + runs[first].start, offset + runs[i - 1].end, link->url };
      if (func (&found, data))
        return TRUE;
    }
  return FALSE;
}

static gboolean
foreach_link (const QingLeaf *leaf, LinkFunc func, gpointer data)
{
  guint offset = 0;

  if (leaf->n_links == 0 || leaf->kind == QING_LEAF_IMAGE)
    return FALSE;
  if (leaf->kind != QING_LEAF_TABLE)
    return foreach_run (leaf, leaf->runs, leaf->n_runs, 0, func, data);
  for (guint row = 0; row < leaf->n_rows; row++)
    for (guint column = 0; column < leaf->n_columns; column++)
      {
        const QingCell *cell = qing_leaf_get_cell (leaf, row, column);

        if (foreach_run (leaf, cell->runs, cell->n_runs, offset, func, data))
          return TRUE;
        offset += cell->length + 1;
      }
  return FALSE;
}

typedef struct
{
  guint byte;
  gboolean backward;
  gboolean any;
  QingLeafLink *link;
} Search;

static gboolean
contains_byte (const QingLeafLink *link, gpointer data)
{
  Search *search = data;

  if (search->byte < link->start || search->byte >= link->end)
    return FALSE;
  *search->link = *link;
  return TRUE;
}

/* Finds the link at @byte that may be opened. */
gboolean
qing_leaf_find_link (const QingLeaf *leaf, guint byte, QingLeafLink *link)
{
  Search search = { byte, FALSE, FALSE, link };

  return foreach_link (leaf, contains_byte, &search);
}

static gboolean
is_next (const QingLeafLink *link, gpointer data)
{
  Search *search = data;

  if (search->backward && link->end > search->byte)
    return TRUE;
  if (!search->backward && link->start < search->byte)
    return FALSE;
  *search->link = *link;
  search->any = TRUE;
  return !search->backward;
}

/* Finds the first link that begins at or after @from or, backward, the last that ends before it. */
gboolean
qing_leaf_find_next_link (const QingLeaf *leaf, guint from, gboolean backward, QingLeafLink *link)
{
  Search search = { from, backward, FALSE, link };

  foreach_link (leaf, is_next, &search);
  return search.any;
}
