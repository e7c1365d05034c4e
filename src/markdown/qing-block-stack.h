/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-block-starts.h"
#include "qing-leaf-list.h"

G_BEGIN_DECLS

/* The containers that are open: the document, and in it quotes, lists, items and footnotes. */

typedef enum
{
  QING_BLOCK_DOCUMENT,
  QING_BLOCK_QUOTE,
  QING_BLOCK_LIST,
  QING_BLOCK_ITEM,
  QING_BLOCK_FOOTNOTE,
} QingBlockKind;

typedef struct
{
  QingBlockKind kind;
  gboolean blank;       /* its last line was blank */
  guint n_children;     /* blocks in it so far */
  gboolean child_blank; /* the last of them, which is closed, ended with a blank line */

  /* of an item */
  guint content_indent;
  guint line; /* number */
  gsize source_start;

  gboolean drawn; /* a leaf carries its marker */
  QingTask task;

  /* of a list; an item has its number and its look from here */
  gboolean ordered;
  char delimiter;
  guint number;
  gboolean tight;
  guint first_leaf;

  char label[16]; /* of a footnote */
} QingBlock;

typedef struct
{
  GArray *blocks; /* QingBlock, the document first */
  QingLeafList *leaves;
} QingBlockStack;

void qing_block_stack_init (QingBlockStack *self, QingLeafList *leaves);
void qing_block_stack_clear (QingBlockStack *self);

static inline QingBlock *
qing_block_stack_get (const QingBlockStack *self, guint index)
{
  return &g_array_index (self->blocks, QingBlock, index);
}

static inline QingBlock *
qing_block_stack_top (const QingBlockStack *self)
{
  return qing_block_stack_get (self, self->blocks->len - 1);
}

guint qing_block_stack_match (const QingBlockStack *self, guint limit, QingLine *line);
gboolean qing_block_stack_is_full (const QingBlockStack *self, guint depth);
QingBlock *qing_block_stack_push (QingBlockStack *self, QingBlockKind kind);
void qing_block_stack_pop (QingBlockStack *self);
void qing_block_stack_add_child (QingBlockStack *self);
void qing_block_stack_settle_child (QingBlockStack *self);
void qing_block_stack_drop_child (QingBlockStack *self);
void qing_block_stack_begin_item (QingBlockStack *self);
guint qing_block_stack_first_tight_leaf (const QingBlockStack *self);
void qing_block_stack_return_markers (QingBlockStack *self, const QingLeaf *leaf);
void qing_block_stack_get_containers (QingBlockStack *self,
                                      guint depth,
                                      gboolean draw,
                                      GArray *containers);

G_END_DECLS
