/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-print-box.h"

#include "qing-conversation.h"

G_BEGIN_DECLS

/* What a page is filled with. */
typedef struct
{
  QingStyle *style;
  QingStyle *dimmed; /* for what a model thought */
  double width;
  double height;
} QingPrintPaper;

typedef enum
{
  QING_PRINT_TITLE,
  QING_PRINT_ROLE,
  QING_PRINT_NOTE,  /* a line in small and pale letters */
  QING_PRINT_FAULT, /* what went wrong */
  QING_PRINT_PLAIN, /* what a user wrote */
  QING_PRINT_CODE,
  QING_PRINT_LEAF, /* of a Markdown text */
  QING_PRINT_PICTURE,
} QingPrintKind;

/**
 * QingPrintPart: a piece of a conversation that is laid out on its own, never more than some hundred
 * lines.
 *
 * @start, @end: what of the text, or which rows of a table
 */
typedef struct
{
  QingPrintKind kind;
  char *text;     /* for kinds that have one; shared by the pieces of it */
  QingLeaf *leaf; /* with QING_PRINT_LEAF */
  QingAttachment *attachment;
  guint start;
  guint end;
  gboolean first; /* of the pieces of a text */
  gboolean last;
  gboolean dimmed;
  gboolean joined; /* the bar of thoughts beside the part above goes on */
  guint n_shared;  /* containers that began above it */
  double gap;      /* above it, in terms of the font's size */
} QingPrintPart;

/**
 * QingPrintFlow: a part as rows.
 *
 * @heads: rows to be drawn again where a page begins within it; empty for all but tables
 * @n_own_heads: how many of the rows are these
 */
typedef struct
{
  GArray *rows;
  GArray *heads;
  guint n_own_heads;
} QingPrintFlow;

/* Arrays of QingPrintPart: what stands before the messages, and a message. */
GArray *qing_print_list_front (QingConversation *conversation);
GArray *qing_print_list_message (QingMessage *message, gboolean thoughts);

QingPrintFlow *qing_print_part_lay_out (const QingPrintPart *part, const QingPrintPaper *paper);
void qing_print_flow_free (QingPrintFlow *self);
/* What is behind the rows that lie between @y0 and @y1; @top is where the part would begin, and
 * @above how far it is from what is above. */
void qing_print_part_draw_back (const QingPrintPart *part,
                                const QingPrintPaper *paper,
                                cairo_t *cr,
                                double top,
                                double above,
                                double y0,
                                double y1);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingPrintFlow, qing_print_flow_free)

G_END_DECLS
