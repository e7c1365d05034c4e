/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-block-parser.h"
#include "qing-block-stack.h"
#include "qing-math-block.h"
#include "qing-open-leaf.h"

G_BEGIN_DECLS

/* How far the blocks that a line begins have been found. */
typedef struct
{
  QingLine line;
  gsize start; /* in the source */
  gsize next;  /* the line after it, in the source */
  guint depth; /* blocks that the line belongs to, counting the document */
  gboolean in_leaf;
  gboolean complete;    /* the line has ended */
  gboolean may_be_lazy; /* may still continue a paragraph of a block it does not belong to */
} QingLineState;

typedef enum
{
  QING_STEP_NONE,      /* the line begins no further block */
  QING_STEP_CONTAINER, /* it began one that may hold another */
  QING_STEP_LEAF,      /* it began or continued a leaf and is used up */
  QING_STEP_SUSPENDED, /* later lines have to decide */
} QingStep;

struct _QingBlockParser
{
  const GString *source;
  QingLeafList *leaves;
  QingReferences *references;
  QingInlineParser *inlines;
  QingWaiters *waiters;
  QingBlockStack stack;
  QingOpenLeaf leaf;

  gsize line_start; /* of the first line that is not done */
  guint line_number;
  gsize structural;   /* bytes at its start that may be marks of any kind of block */
  gsize scanned;      /* no line break before this */
  gsize feed_from;    /* no "\n" from here … */
  gsize next_feed;    /* … to here, where there is one or the source ended */
  gboolean committed; /* the line is taken in up to taken, and so will be the rest of it */
  gsize taken;
  gboolean finished;

  QingMathBlock math;
  QingLineState suspended; /* while the formula is active */
  gsize no_math_before[2]; /* by kind; in the source */
  guint provisional;       /* the leaf of the formula that is not closed, or QING_NOT_SHOWN */
};

QingStep qing_block_parser_step (QingBlockParser *self, QingLineState *state);
void qing_block_parser_close_to (QingBlockParser *self, guint depth);
void qing_block_parser_begin_leaf (QingBlockParser *self, QingLineState *state, QingOpenKind kind);
void qing_block_parser_finish_math (QingBlockParser *self, QingLineState *state);
gboolean qing_block_parser_is_decided (QingBlockParser *self, const char *text, gsize length);

G_END_DECLS
