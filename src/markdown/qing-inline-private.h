/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-inline.h"
#include "qing-scan.h"

G_BEGIN_DECLS

#define QING_NO_ITEM G_MAXUINT

typedef enum
{
  QING_ITEM_TEXT,
  QING_ITEM_STYLED, /* code, mathematics, HTML, a footnote's label: text with flags */
  QING_ITEM_AUTOLINK,
  QING_ITEM_BREAK,
  QING_ITEM_DELIMITER,
  QING_ITEM_BRACKET,
  QING_ITEM_BRACKET_END,
} QingItemKind;

typedef enum
{
  QING_BRACKET_OPEN,
  QING_BRACKET_LITERAL,
  QING_BRACKET_MATCHED,
  QING_BRACKET_PENDING, /* the address after it is still arriving */
} QingBracketState;

typedef struct
{
  QingItemKind kind;
  guint raw;     /* where the item starts in the raw text */
  guint n_links; /* links in the sink when the item was made */

  gboolean scratch; /* the text is in the scratch buffer, not in the raw text */
  guint start;
  guint length;
  QingRunFlags flags;
  guint link;

  /* of a delimiter run */
  char delimiter;
  gboolean can_open;
  gboolean can_close;
  guint original;
  guint count;
  guint opens_bold;
  guint opens_italic;
  guint opens_strike;
  guint closes_bold;
  guint closes_italic;
  guint closes_strike;
  guint previous;
  guint next;

  /* of a bracket */
  gboolean image;
  gboolean bracket_after;
  QingBracketState state;
  guint bottom; /* the last delimiter before it */
} QingItem;

struct _QingInlineParser
{
  QingReferences *references;
  GArray *items;    /* QingItem */
  GArray *brackets; /* guint, the open ones */
  GString *scratch;

  const char *raw;
  gsize length;
  gboolean final;
  QingTextSink *sink;
  GHashTable *missing;

  guint last_delimiter;
  guint last_link; /* the opening bracket of the last link */
  guint unsettled; /* first item that what follows may change */
  gboolean stopped;
  gsize held; /* where it stopped */
};

static inline QingItem *
qing_inline_item (QingInlineParser *self, guint index)
{
  return &g_array_index (self->items, QingItem, index);
}

/* How far a construct that starts at pos may look. */
static inline gsize
qing_inline_reach (QingInlineParser *self, gsize pos)
{
  return MIN (self->length, pos + QING_INLINE_REACH);
}

/* Whether what ran into the end of the window may still be completed by text to come. */
static inline gboolean
qing_inline_may_continue (QingInlineParser *self, gsize pos)
{
  return !self->final && self->length < pos + QING_INLINE_REACH;
}

gsize qing_chunk_end (const char *raw, gsize length, gsize start);

QingItem *qing_inline_add_item (QingInlineParser *self, QingItemKind kind, gsize raw);
void qing_inline_add_text (QingInlineParser *self, gsize start, gsize end);
void qing_inline_hold (QingInlineParser *self, gsize pos);
void qing_inline_unsettle (QingInlineParser *self);

gsize qing_inline_handle_delimiter (QingInlineParser *self, gsize pos);
void qing_inline_process_emphasis (QingInlineParser *self, guint bottom);

gsize qing_inline_handle_bracket (QingInlineParser *self, gsize pos);
gsize qing_inline_handle_bracket_end (QingInlineParser *self, gsize pos);
gsize qing_inline_handle_colon (QingInlineParser *self, gsize pos);
gsize qing_inline_handle_w (QingInlineParser *self, gsize pos);
gsize qing_inline_handle_at (QingInlineParser *self, gsize pos);

void qing_inline_flush (QingInlineParser *self, QingInlineMark *mark);

G_END_DECLS
