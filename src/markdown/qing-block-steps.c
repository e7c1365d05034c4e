/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-parser-private.h"

#include "qing-leaf-private.h"

#include <string.h>

typedef QingStep (*Try) (QingBlockParser *self, QingLineState *state);

/* An item that nothing was seen of still shows its marker. */
static void
show_empty_item (QingBlockParser *self)
{
  QingBlock *item = qing_block_stack_top (&self->stack);
  QingLeaf *leaf;
  g_autoptr (GArray) containers = NULL;

  if (item->kind != QING_BLOCK_ITEM || item->drawn)
    return;
  containers = g_array_new (FALSE, FALSE, sizeof (QingContainer));
  qing_block_stack_get_containers (&self->stack, self->stack.blocks->len, TRUE, containers);
  leaf = qing_leaf_new (QING_LEAF_PARAGRAPH, (const QingContainer *) (gpointer) containers->data,
                        containers->len, item->source_start);
  leaf->source_end = item->source_start + strcspn (self->source->str + item->source_start, "\r\n");
  leaf->closed = TRUE;
  qing_leaf_list_append (self->leaves, leaf);
}

/* Closes the leaf and the blocks from depth on. */
void
qing_block_parser_close_to (QingBlockParser *self, guint depth)
{
  qing_open_leaf_close (&self->leaf);
  while (self->stack.blocks->len > depth)
    {
      show_empty_item (self);
      qing_block_stack_pop (&self->stack);
    }
}

/* Makes room for a block that is not an item. */
static void
begin_block (QingBlockParser *self, QingLineState *state)
{
  qing_block_parser_close_to (self, state->depth);
  if (qing_block_stack_top (&self->stack)->kind == QING_BLOCK_LIST)
    qing_block_parser_close_to (self, --state->depth);
  state->in_leaf = FALSE;
  state->may_be_lazy = FALSE;
}

void
qing_block_parser_begin_leaf (QingBlockParser *self, QingLineState *state, QingOpenKind kind)
{
  begin_block (self, state);
  qing_open_leaf_begin (&self->leaf, kind, state->start);
  state->in_leaf = TRUE;
}

static QingBlock *
push_block (QingBlockParser *self, QingLineState *state, QingBlockKind kind)
{
  QingBlock *block = qing_block_stack_push (&self->stack, kind);

  block->line = self->line_number;
  block->source_start = state->start;

  state->depth = self->stack.blocks->len;
  return block;
}

static QingBlock *
push_child (QingBlockParser *self, QingLineState *state, QingBlockKind kind)
{
  begin_block (self, state);
  qing_block_stack_add_child (&self->stack);
  qing_block_stack_settle_child (&self->stack);
  return push_block (self, state, kind);
}

static gboolean
in_paragraph (const QingBlockParser *self, const QingLineState *state)
{
  return state->in_leaf && self->leaf.kind == QING_OPEN_PARAGRAPH;
}

static QingStep
try_quote (QingBlockParser *self, QingLineState *state)
{
  QingLine *line = &state->line;

  if (qing_line_word_char (line) != '>' || qing_block_stack_is_full (&self->stack, state->depth))
    return QING_STEP_NONE;
  qing_line_advance (line, line->word + 1 - line->offset);
  if (line->offset < line->length && qing_is_blank (line->text[line->offset]))
    qing_line_advance_columns (line, 1);
  push_child (self, state, QING_BLOCK_QUOTE);
  return QING_STEP_CONTAINER;
}

static QingStep
try_heading (QingBlockParser *self, QingLineState *state)
{
  gsize content;
  guint level = qing_line_heading_level (&state->line, &content);

  if (level == 0)
    return QING_STEP_NONE;
  qing_block_parser_begin_leaf (self, state, QING_OPEN_HEADING);
  self->leaf.level = level;
  qing_line_advance (&state->line, content - state->line.offset);
  qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
  return QING_STEP_LEAF;
}

static QingStep
try_fence (QingBlockParser *self, QingLineState *state)
{
  QingFence fence;
  g_autofree char *info = NULL;
  QingLeaf *leaf;

  if (!qing_line_opens_fence (&state->line, &fence))
    return QING_STEP_NONE;
  qing_block_parser_begin_leaf (self, state, QING_OPEN_FENCED);
  self->leaf.fence = fence;
  self->leaf.source_end = state->start + state->line.length;
  info = g_strndup (state->line.text + fence.info.start, fence.info.end - fence.info.start);
  leaf = qing_leaf_list_get (self->leaves, self->leaf.index);
  qing_leaf_set_language (leaf, info);
  return QING_STEP_LEAF;
}

static QingStep
try_html (QingBlockParser *self, QingLineState *state)
{
  QingHtmlKind kind = qing_line_html_kind (&state->line, in_paragraph (self, state));

  if (kind == QING_HTML_NONE)
    return QING_STEP_NONE;
  qing_block_parser_begin_leaf (self, state, QING_OPEN_HTML);
  self->leaf.html = kind;
  qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
  return QING_STEP_LEAF;
}

static QingStep
try_underline (QingBlockParser *self, QingLineState *state)
{
  guint level = qing_line_underline_level (&state->line);
  gsize end = state->start + state->line.length;

  if (!in_paragraph (self, state) || level == 0)
    return QING_STEP_NONE;
  return qing_open_leaf_try_underline (&self->leaf, level, end) ? QING_STEP_LEAF : QING_STEP_NONE;
}

static QingStep
try_rule (QingBlockParser *self, QingLineState *state)
{
  QingLeaf *leaf;
  g_autoptr (GArray) containers = NULL;

  if (!qing_line_is_rule (&state->line))
    return QING_STEP_NONE;
  begin_block (self, state);
  qing_block_stack_add_child (&self->stack);
  qing_block_stack_settle_child (&self->stack);
  containers = g_array_new (FALSE, FALSE, sizeof (QingContainer));
  qing_block_stack_get_containers (&self->stack, state->depth, TRUE, containers);
  leaf = qing_leaf_new (QING_LEAF_RULE, (const QingContainer *) (gpointer) containers->data,
                        containers->len, state->start);
  leaf->source_end = state->start + state->line.length;
  leaf->closed = TRUE;
  qing_leaf_list_append (self->leaves, leaf);
  return QING_STEP_LEAF;
}

static void
set_footnote_label (QingBlock *block, const char *label)
{
  gsize length = MIN (strlen (label), sizeof block->label - 1);

  while (((guchar) label[length] & 0xc0) == 0x80)
    length--;
  memcpy (block->label, label, length);
}

static QingStep
try_footnote (QingBlockParser *self, QingLineState *state)
{
  QingSpan span;
  gsize end;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;
  g_autofree char *folded = NULL;

  if (!qing_line_footnote (&state->line, &span, &end) ||
      qing_block_stack_is_full (&self->stack, state->depth))
    return QING_STEP_NONE;
  label = g_strndup (state->line.text + span.start, span.end - span.start);
  folded = qing_reference_dup_label (label, strlen (label));
  key = g_strconcat ("^", folded, NULL);
  qing_line_advance (&state->line, end - state->line.offset);
  set_footnote_label (push_child (self, state, QING_BLOCK_FOOTNOTE), label);
  qing_references_define (self->references, key, "", NULL);
  return QING_STEP_CONTAINER;
}

/* Advances past the marker and the blanks that belong to it; returns the columns of both. */
static guint
advance_past_marker (QingLine *line, const QingListMarker *marker)
{
  QingLine before;
  guint blanks;

  qing_line_advance (line, line->word + marker->length - line->offset);
  before = *line;
  while (line->column - before.column <= 5 && line->offset < line->length &&
         qing_is_blank (line->text[line->offset]))
    qing_line_advance_columns (line, 1);
  blanks = line->column - before.column;
  if (blanks >= 1 && blanks < 5 && line->offset < line->length)
    return marker->length + blanks;
  *line = before;
  if (blanks > 0)
    qing_line_advance_columns (line, 1);
  return marker->length + 1;
}

static void
enter_list (QingBlockParser *self, QingLineState *state, const QingListMarker *marker)
{
  QingBlock *list = qing_block_stack_get (&self->stack, state->depth - 1);

  if (list->kind == QING_BLOCK_LIST && list->ordered == marker->ordered &&
      list->delimiter == marker->delimiter)
    {
      qing_block_parser_close_to (self, state->depth);
      return;
    }
  list = push_child (self, state, QING_BLOCK_LIST);
  list->ordered = marker->ordered;
  list->delimiter = marker->delimiter;
  list->number = marker->number;
}

static QingStep
try_item (QingBlockParser *self, QingLineState *state)
{
  QingListMarker marker;
  guint indent = state->line.indent;
  guint content_indent;
  guint number;
  QingBlock *item;

  if (qing_block_stack_is_full (&self->stack, state->depth) ||
      !qing_line_list_marker (&state->line, in_paragraph (self, state), &marker))
    return QING_STEP_NONE;
  content_indent = indent + advance_past_marker (&state->line, &marker);
  enter_list (self, state, &marker);
  qing_block_stack_begin_item (&self->stack);
  number = qing_block_stack_top (&self->stack)->number++;
  item = push_block (self, state, QING_BLOCK_ITEM);
  item->number = number;
  item->content_indent = content_indent;
  state->in_leaf = FALSE;
  state->may_be_lazy = FALSE;
  return QING_STEP_CONTAINER;
}

void
qing_block_parser_finish_math (QingBlockParser *self, QingLineState *state)
{
  QingLeaf *leaf;

  begin_block (self, state);
  qing_block_stack_add_child (&self->stack);
  qing_block_stack_settle_child (&self->stack);
  self->math.depth = state->depth;
  leaf = qing_math_block_make_leaf (&self->math, &self->stack, TRUE, state->start);
  qing_leaf_list_append (self->leaves, leaf);
}

static QingStep
try_math (QingBlockParser *self, QingLineState *state)
{
  gboolean bracket;
  QingScan scan;

  if (!state->complete || !qing_line_opens_math (&state->line, &bracket))
    return QING_STEP_NONE;
  scan = qing_math_block_begin (&self->math, bracket, &state->line, state->depth, state->start,
                                state->next);
  if (scan == QING_SCAN_MORE && self->math.start >= self->no_math_before[bracket])
    return QING_STEP_SUSPENDED;
  if (scan != QING_SCAN_YES)
    return QING_STEP_NONE;
  qing_block_parser_finish_math (self, state);
  return QING_STEP_LEAF;
}

static QingStep
try_table (QingBlockParser *self, QingLineState *state)
{
  gsize end = state->start + state->line.length;

  if (in_paragraph (self, state) && qing_open_leaf_try_table (&self->leaf, &state->line, end))
    return QING_STEP_LEAF;
  if (!state->in_leaf || self->leaf.kind != QING_OPEN_TABLE)
    return QING_STEP_NONE;
  qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
  return QING_STEP_LEAF;
}

static QingStep
try_indented (QingBlockParser *self, QingLineState *state)
{
  if (state->may_be_lazy || state->line.blank)
    return QING_STEP_NONE;
  qing_line_advance_columns (&state->line, 4);
  qing_block_parser_begin_leaf (self, state, QING_OPEN_INDENTED);
  qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
  return QING_STEP_LEAF;
}

/* Begins the next block on the line, if there is one. The order is the specification's. */
QingStep
qing_block_parser_step (QingBlockParser *self, QingLineState *state)
{
  static const Try tries[] = { try_quote, try_heading,  try_fence, try_html, try_underline,
                               try_rule,  try_footnote, try_item,  try_math, try_table };

  if (state->in_leaf && qing_open_leaf_is_literal (&self->leaf))
    return QING_STEP_NONE;
  if (state->line.indent >= 4)
    return try_indented (self, state);
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      QingStep step = tries[i](self, state);

      if (step != QING_STEP_NONE)
        return step;
    }
  return QING_STEP_NONE;
}
