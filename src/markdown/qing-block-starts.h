/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"
#include "qing-line.h"
#include "qing-scan.h"

G_BEGIN_DECLS

/* What depends on all of a line is looked for only in lines up to this length, because growing
 * text is held back as long as it may be such a line.
 */
#define QING_MAX_HELD_LINE 20000

/* Recognisers of what a line can begin, at the line's first character that is not blank. */

typedef struct
{
  char fence; /* '`' or '~' */
  guint length;
  guint indent;
  QingSpan info;
} QingFence;

typedef struct
{
  char delimiter; /* the bullet, or what follows the number */
  gboolean ordered;
  guint number;
  guint length; /* bytes */
} QingListMarker;

/* The kinds of HTML block, numbered as in the specification of CommonMark. */
typedef enum
{
  QING_HTML_NONE,
  QING_HTML_SCRIPT,
  QING_HTML_COMMENT,
  QING_HTML_INSTRUCTION,
  QING_HTML_DECLARATION,
  QING_HTML_CDATA,
  QING_HTML_BLOCK,
  QING_HTML_ANY,
} QingHtmlKind;

guint qing_line_heading_level (const QingLine *line, gsize *content);
guint qing_line_underline_level (const QingLine *line);
gboolean qing_line_is_rule (const QingLine *line);
gboolean qing_line_opens_fence (const QingLine *line, QingFence *fence);
gboolean qing_line_closes_fence (const QingLine *line, const QingFence *fence);
gboolean
qing_line_list_marker (const QingLine *line, gboolean interrupts_paragraph, QingListMarker *marker);
gboolean qing_line_footnote (const QingLine *line, QingSpan *label, gsize *end);
QingHtmlKind qing_line_html_kind (const QingLine *line, gboolean interrupts_paragraph);
gboolean qing_html_ends (QingHtmlKind kind, const char *text, gsize length);

gboolean qing_line_is_row (const QingLine *line);

/* Rows of tables: the cells without the blanks around them, pipes in them still escaped. */
void qing_row_split (const char *text, gsize length, GArray *cells);
GArray *qing_line_get_alignments (const QingLine *line);

G_END_DECLS
