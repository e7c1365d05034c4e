/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-open-leaf-private.h"

#include "qing-leaf-private.h"
#include "qing-table.h"

/* A row that is still arriving is shown only as long as that costs little. */
#define MAX_ARRIVING_LENGTH 2000

/* Nobody reads more columns than this; such a table stays text. */
#define MAX_COLUMNS 256

static void
add_row (QingOpenLeaf *self, gboolean final)
{
  QingLeaf *leaf = qing_open_leaf_get_leaf (self);

  qing_leaf_list_grow (self->leaves, self->index, 0, self->n_rows);
  qing_leaf_truncate_rows (leaf, self->n_rows, self->n_row_links);
  qing_table_add_row (leaf, self->raw->str, self->raw->len, final, self->inlines, self->missing);
}

void
qing_open_table_end_row (QingOpenLeaf *self)
{
  add_row (self, TRUE);
  self->n_rows++;
  self->n_row_links = qing_open_leaf_get_leaf (self)->n_links;
  g_string_append_len (self->rows, self->raw->str, self->raw->len);
  g_string_append_c (self->rows, '\n');
  g_string_truncate (self->raw, 0);
}

void
qing_open_table_render (QingOpenLeaf *self)
{
  if (self->raw->len > 0 && self->raw->len <= MAX_ARRIVING_LENGTH)
    add_row (self, FALSE);
}

void
qing_open_table_finish (QingOpenLeaf *self)
{
  if (g_hash_table_size (self->missing) > 0)
    qing_waiters_add (self->waiters, self->index, self->rows->str, self->rows->len, self->missing);
}

/* The lines above the header stay a paragraph of their own. */
static void
split_off_header (QingOpenLeaf *self, gsize header)
{
  g_autofree char *row = g_strdup (self->raw->str + header);
  gsize source_start = self->line_start;
  gsize source_end = self->source_end;

  self->source_end = self->previous_end;
  g_string_truncate (self->raw, header - 1);
  self->mark = (QingInlineMark){ 0 };
  qing_open_leaf_close (self);
  qing_open_leaf_begin (self, QING_OPEN_PARAGRAPH, source_start);
  g_string_assign (self->raw, row);
  self->raw_line = 0;
  self->source_end = source_end;
}

/* What was shown as a paragraph, and perhaps as a task, is the header. */
static void
forget_paragraph (QingOpenLeaf *self)
{
  QingBlock *parent = qing_block_stack_top (self->stack);

  qing_open_leaf_hide (self);
  if (parent->n_children == 1)
    parent->task = QING_TASK_NONE;
}

/* The line below the last one of the paragraph makes that one the header of a table. */
gboolean
qing_open_leaf_try_table (QingOpenLeaf *self, const QingLine *line, gsize source_end)
{
  g_autoptr (GArray) alignments = qing_line_get_alignments (line);
  g_autoptr (GArray) cells = NULL;
  gsize header = self->raw_line;

  if (alignments == NULL || alignments->len > MAX_COLUMNS)
    return FALSE;
  cells = g_array_new (FALSE, FALSE, sizeof (QingSpan));
  qing_row_split (self->raw->str + header, self->raw->len - header, cells);
  if (cells->len != alignments->len)
    return FALSE;
  if (header > 0)
    split_off_header (self, header);
  else
    forget_paragraph (self);
  self->kind = QING_OPEN_TABLE;
  qing_leaf_set_columns (qing_open_leaf_show (self, QING_LEAF_TABLE),
                         (const QingAlignment *) (gpointer) alignments->data, alignments->len);
  self->n_rows = 0;
  self->n_row_links = 0;
  g_hash_table_remove_all (self->missing);
  qing_open_table_end_row (self);
  self->source_end = source_end;
  qing_open_leaf_get_leaf (self)->source_end = source_end;
  return TRUE;
}
