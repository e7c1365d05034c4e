/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-stack.h"

#include "qing-leaf-private.h"

/* Nobody reads deeper nesting than this, and every line costs as much as the nesting is deep. */
#define MAX_CONTAINERS 50

void
qing_block_stack_init (QingBlockStack *self, QingLeafList *leaves)
{
  QingBlock document = { QING_BLOCK_DOCUMENT };

  self->blocks = g_array_new (FALSE, FALSE, sizeof (QingBlock));
  self->leaves = leaves;
  g_array_append_val (self->blocks, document);
}

void
qing_block_stack_clear (QingBlockStack *self)
{
  g_clear_pointer (&self->blocks, g_array_unref);
}

static gboolean
match_quote (QingLine *line)
{
  if (line->indent > 3 || qing_line_word_char (line) != '>')
    return FALSE;
  qing_line_advance_columns (line, line->indent + 1);
  if (line->offset < line->length && qing_is_blank (line->text[line->offset]))
    qing_line_advance_columns (line, 1);
  return TRUE;
}

static gboolean
match_indented (const QingBlock *block, guint indent, QingLine *line)
{
  if (line->indent >= indent)
    qing_line_advance_columns (line, indent);
  else if (line->blank && block->n_children > 0)
    qing_line_advance_to_word (line);
  else
    return FALSE;
  return TRUE;
}

/* How many of the blocks below limit a line belongs to; the line is advanced past their marks. */
guint
qing_block_stack_match (const QingBlockStack *self, guint limit, QingLine *line)
{
  guint depth;

  for (depth = 1; depth < limit; depth++)
    {
      const QingBlock *block = qing_block_stack_get (self, depth);
      gboolean matches = TRUE;

      if (block->kind == QING_BLOCK_QUOTE)
        matches = match_quote (line);
      else if (block->kind == QING_BLOCK_ITEM)
        matches = match_indented (block, block->content_indent, line);
      else if (block->kind == QING_BLOCK_FOOTNOTE)
        matches = match_indented (block, 4, line);
      if (!matches)
        break;
    }
  return depth;
}

/* Whether the block at depth - 1 can take no more containers. */
gboolean
qing_block_stack_is_full (const QingBlockStack *self, guint depth)
{
  guint n_containers = 0;

  for (guint i = 1; i < depth; i++)
    n_containers += qing_block_stack_get (self, i)->kind != QING_BLOCK_LIST;
  return n_containers >= MAX_CONTAINERS;
}

QingBlock *
qing_block_stack_push (QingBlockStack *self, QingBlockKind kind)
{
  QingBlock block = { .kind = kind, .tight = TRUE, .first_leaf = self->leaves->leaves->len };

  g_array_append_val (self->blocks, block);
  return qing_block_stack_top (self);
}

void
qing_block_stack_pop (QingBlockStack *self)
{
  const QingBlock *block = qing_block_stack_top (self);
  gboolean is_list = block->kind == QING_BLOCK_LIST || block->kind == QING_BLOCK_ITEM;
  gboolean blank = block->blank || (is_list && block->n_children > 0 && block->child_blank);

  g_array_set_size (self->blocks, self->blocks->len - 1);
  qing_block_stack_top (self)->child_blank = blank;
}

static guint
container_index (const QingBlockStack *self, guint list)
{
  guint index = 0;

  for (guint i = 1; i < list; i++)
    index += qing_block_stack_get (self, i)->kind != QING_BLOCK_LIST;
  return index;
}

/* A blank line between two of its blocks makes a list loose, from its beginning on. */
static void
loosen (QingBlockStack *self, guint list)
{
  QingBlock *block = qing_block_stack_get (self, list);
  guint container = container_index (self, list);

  if (!block->tight)
    return;
  block->tight = FALSE;
  for (guint i = block->first_leaf; i < self->leaves->leaves->len; i++)
    {
      QingLeaf *loose = qing_leaf_copy (qing_leaf_list_get (self->leaves, i));

      qing_leaf_set_tight (loose, container, FALSE);
      qing_leaf_list_replace (self->leaves, i, loose);
    }
}

/* A block becomes the last child of the top one. It is settled once it is known to stay. */
void
qing_block_stack_add_child (QingBlockStack *self)
{
  qing_block_stack_top (self)->n_children++;
}

void
qing_block_stack_settle_child (QingBlockStack *self)
{
  QingBlock *parent = qing_block_stack_top (self);

  if (parent->kind == QING_BLOCK_ITEM && parent->n_children > 1 && parent->child_blank)
    loosen (self, self->blocks->len - 2);
  parent->child_blank = FALSE;
}

void
qing_block_stack_drop_child (QingBlockStack *self)
{
  qing_block_stack_top (self)->n_children--;
}

/* To be called before an item is added to the top block, a list. */
void
qing_block_stack_begin_item (QingBlockStack *self)
{
  QingBlock *list = qing_block_stack_top (self);

  if (list->n_children > 0 && list->child_blank)
    loosen (self, self->blocks->len - 1);
  list->n_children++;
  list->child_blank = FALSE;
}

/* The first leaf of the outermost list that may still turn out to be loose, or G_MAXUINT. */
guint
qing_block_stack_first_tight_leaf (const QingBlockStack *self)
{
  for (guint i = 1; i < self->blocks->len; i++)
    {
      const QingBlock *block = qing_block_stack_get (self, i);

      if (block->kind == QING_BLOCK_LIST && block->tight)
        return block->first_leaf;
    }
  return G_MAXUINT;
}

/* The leaf that took the markers is gone. */
void
qing_block_stack_return_markers (QingBlockStack *self, const QingLeaf *leaf)
{
  guint container = 0;

  for (guint i = 1; i < self->blocks->len && container < leaf->n_containers; i++)
    {
      QingBlock *block = qing_block_stack_get (self, i);

      if (block->kind != QING_BLOCK_LIST && leaf->containers[container++].first)
        block->drawn = FALSE;
    }
}

static void
describe_item (const QingBlock *list, const QingBlock *item, QingContainer *container)
{
  container->kind = QING_CONTAINER_ITEM;
  container->ordered = list->ordered;
  container->tight = list->tight;
  container->task = item->task;
  if (list->ordered)
    g_snprintf (container->marker, sizeof container->marker, "%u%c", item->number, list->delimiter);
  else
    g_strlcpy (container->marker, "•", sizeof container->marker);
}

/* What a leaf in the block at depth - 1 is inside of. With draw that leaf takes the markers. */
void
qing_block_stack_get_containers (QingBlockStack *self,
                                 guint depth,
                                 gboolean draw,
                                 GArray *containers)
{
  g_array_set_size (containers, 0);
  for (guint i = 1; i < depth; i++)
    {
      QingBlock *block = qing_block_stack_get (self, i);
      QingContainer container = { QING_CONTAINER_QUOTE };

      if (block->kind == QING_BLOCK_LIST)
        continue;
      if (block->kind == QING_BLOCK_ITEM)
        {
          describe_item (qing_block_stack_get (self, i - 1), block, &container);
        }
      else if (block->kind == QING_BLOCK_FOOTNOTE)
        {
          container.kind = QING_CONTAINER_FOOTNOTE;
          g_strlcpy (container.marker, block->label, sizeof container.marker);
        }
      container.first = block->kind != QING_BLOCK_QUOTE && !block->drawn;
      block->drawn |= draw;
      g_array_append_val (containers, container);
    }
}
