/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A Markdown text as the message view draws it: a flat list of leaves, each with the quotes
 * and list items around it. A leaf that holds nothing that could still change is shared by
 * reference and never modified. All texts are valid UTF-8; all offsets count bytes.
 */
typedef enum
{
  QING_LEAF_PARAGRAPH,
  QING_LEAF_HEADING,
  QING_LEAF_CODE,
  QING_LEAF_TABLE,
  QING_LEAF_MATH,  /* displayed mathematics; the text is TeX without delimiters */
  QING_LEAF_HTML,  /* raw HTML, to be shown as text */
  QING_LEAF_IMAGE, /* a paragraph of nothing but one image; the text is its description */
  QING_LEAF_RULE,
} QingLeafKind;

typedef enum
{
  QING_CONTAINER_QUOTE,
  QING_CONTAINER_ITEM,
  QING_CONTAINER_FOOTNOTE, /* the body of a footnote; the marker is its label */
} QingContainerKind;

typedef enum
{
  QING_TASK_NONE,
  QING_TASK_OPEN,
  QING_TASK_DONE,
} QingTask;

typedef struct
{
  QingContainerKind kind;
  char marker[16];  /* "•" or "3." or "3)"; a footnote's label, shortened */
  gboolean ordered; /* a numbered item */
  gboolean first;   /* this leaf is the first of the item or footnote: draw the marker here */
  gboolean tight;   /* the item belongs to a list without blank lines between its items */
  QingTask task;
} QingContainer;

typedef enum
{
  QING_RUN_PLAIN = 0,
  QING_RUN_BOLD = 1 << 0,
  QING_RUN_ITALIC = 1 << 1,
  QING_RUN_STRIKE = 1 << 2,
  QING_RUN_CODE = 1 << 3,
  QING_RUN_LINK = 1 << 4,
  QING_RUN_IMAGE = 1 << 5,        /* the run is the image's description; the link is its address */
  QING_RUN_MATH = 1 << 6,         /* the run is TeX without delimiters */
  QING_RUN_MATH_DISPLAY = 1 << 7, /* with MATH: written between $$ or \[ inside a paragraph */
  QING_RUN_FOOTNOTE_REF = 1 << 8, /* the run is the footnote's label */
  QING_RUN_HTML = 1 << 9,         /* raw inline HTML, to be shown as text; <br> is a line break */
} QingRunFlags;

#define QING_NO_LINK G_MAXUINT

typedef struct
{
  guint start; /* bytes into the text */
  guint end;
  QingRunFlags flags;
  guint link; /* index into the leaf's links, or QING_NO_LINK */
} QingRun;

typedef struct
{
  const char *url;   /* as written in the source, unescaped; never checked, may be anything */
  const char *title; /* or NULL */
} QingLink;

typedef enum
{
  QING_ALIGNMENT_NONE,
  QING_ALIGNMENT_LEFT,
  QING_ALIGNMENT_CENTER,
  QING_ALIGNMENT_RIGHT,
} QingAlignment;

typedef struct
{
  const char *text;
  guint length;
  const QingRun *runs; /* their links index the leaf's table of links */
  guint n_runs;
} QingCell;

typedef struct _QingLeaf QingLeaf;

/* Everything here is read-only. What does not apply to the kind is zero, NULL or "". */
struct _QingLeaf
{
  QingLeafKind kind;
  guint level;          /* 1–6 for a heading */
  gboolean fenced;      /* code between fences, as opposed to indented code */
  gboolean closed;      /* complete; until then text and arrays grow, and may move when they do */
  const char *language; /* of code: first word of the info string, or "" */

  const QingContainer *containers; /* outermost first */
  guint n_containers;

  const char *text; /* NUL-terminated; line breaks are "\n" */
  guint length;
  const QingRun *runs; /* sorted, adjoining, covering the whole text */
  guint n_runs;

  const QingLink *links;
  guint n_links;

  guint n_columns;
  guint n_rows; /* the header is row 0 */
  const QingAlignment *alignments;

  gsize source_start; /* bytes into the source, at the start of a line */
  gsize source_end;   /* at the end of a line, before its line break */
};

QingLeaf *qing_leaf_ref (QingLeaf *self);
void qing_leaf_unref (QingLeaf *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingLeaf, qing_leaf_unref)

const QingLink *qing_leaf_get_link (const QingLeaf *self, guint index);
const QingCell *qing_leaf_get_cell (const QingLeaf *self, guint row, guint column);

gboolean qing_leaf_equal (const QingLeaf *a, const QingLeaf *b);

char *qing_leaf_dup_plain_text (const QingLeaf *self);
char *qing_leaf_table_to_csv (const QingLeaf *self);
char *qing_leaf_table_to_markdown (const QingLeaf *self);

G_END_DECLS
