/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-block-stack.h"
#include "qing-inline.h"
#include "qing-waiters.h"

G_BEGIN_DECLS

/* The leaf that lines are added to. It joins the list of leaves as soon as there is something
 * to see of it; its text then grows in place.
 */

typedef enum
{
  QING_OPEN_NONE,
  QING_OPEN_PARAGRAPH,
  QING_OPEN_HEADING,
  QING_OPEN_FENCED,
  QING_OPEN_INDENTED,
  QING_OPEN_HTML,
  QING_OPEN_TABLE,
} QingOpenKind;

typedef struct
{
  QingBlockStack *stack;
  QingLeafList *leaves;
  QingReferences *references;
  QingInlineParser *inlines;
  QingWaiters *waiters;
  GArray *containers; /* QingContainer, for making a leaf */

  QingOpenKind kind;
  guint index;       /* in the list, or QING_NOT_SHOWN */
  gboolean blank;    /* the last line was blank */
  gboolean has_line; /* there has been one */
  gsize source_start;
  gsize source_end;
  gboolean got_line;  /* the current line is its last one */
  gsize line_start;   /* in the source, of its last line … */
  gsize text_start;   /* … and of the text in that */
  gsize previous_end; /* of the line before */

  guint level;
  QingFence fence;
  QingHtmlKind html;

  /* Of a paragraph or a heading all its text, of a table the row that is arriving, of indented
   * code the blank lines that may be its last.
   */
  GString *raw;
  gsize raw_line; /* where the last line begins in it */
  gsize base;     /* where the text to show begins, after definitions and a task's box */
  gboolean settled;

  gboolean underlined; /* a heading by the line below it */
  QingInlineMark mark;
  GHashTable *missing;

  GString *rows; /* of a table: all complete rows as written */
  guint n_rows;
  guint n_row_links;
} QingOpenLeaf;

#define QING_NOT_SHOWN G_MAXUINT

void qing_open_leaf_init (QingOpenLeaf *self,
                          QingBlockStack *stack,
                          QingLeafList *leaves,
                          QingReferences *references,
                          QingInlineParser *inlines,
                          QingWaiters *waiters);
void qing_open_leaf_clear (QingOpenLeaf *self);

void qing_open_leaf_begin (QingOpenLeaf *self, QingOpenKind kind, gsize source_start);
void qing_open_leaf_begin_line (QingOpenLeaf *self, const QingLine *line, gsize line_start);
void qing_open_leaf_append (QingOpenLeaf *self, const char *text, gsize length);
void qing_open_leaf_end_line (QingOpenLeaf *self, gsize source_end);
void qing_open_leaf_render (QingOpenLeaf *self);
void qing_open_leaf_close (QingOpenLeaf *self);

gboolean qing_open_leaf_try_underline (QingOpenLeaf *self, guint level, gsize source_end);
gboolean qing_open_leaf_try_table (QingOpenLeaf *self, const QingLine *line, gsize source_end);

static inline gboolean
qing_open_leaf_is_literal (const QingOpenLeaf *self)
{
  return self->kind == QING_OPEN_FENCED || self->kind == QING_OPEN_INDENTED ||
         self->kind == QING_OPEN_HTML;
}

G_END_DECLS
