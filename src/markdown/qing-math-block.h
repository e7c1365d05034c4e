/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-block-stack.h"

G_BEGIN_DECLS

/* Displayed mathematics on lines of its own: $$ … $$ or \[ … \]. Whether an opening delimiter
 * is one depends on lines to come, so the search for the closing one can be taken up again.
 */
typedef struct
{
  gboolean active;
  gboolean bracket; /* \[ … \] rather than $$ … $$ */
  guint depth;      /* blocks that every line must belong to */
  gsize start;      /* in the source, of the delimiter */
  gsize next_line;  /* in the source, the first line not looked at */
  guint n_lines;    /* looked at */
  gsize end;        /* of the last line that was looked at */
  GString *tex;
} QingMathBlock;

void qing_math_block_init (QingMathBlock *self);
void qing_math_block_clear (QingMathBlock *self);

gboolean qing_line_opens_math (const QingLine *line, gboolean *bracket);
QingScan qing_math_block_begin (QingMathBlock *self,
                                gboolean bracket,
                                const QingLine *line,
                                guint depth,
                                gsize line_start,
                                gsize next_line);
QingScan qing_math_block_add_line (QingMathBlock *self,
                                   const QingBlockStack *stack,
                                   const char *text,
                                   gsize length,
                                   gsize next_line);
QingLeaf *qing_math_block_make_leaf (QingMathBlock *self,
                                     QingBlockStack *stack,
                                     gboolean closed,
                                     gsize source_start);

G_END_DECLS
