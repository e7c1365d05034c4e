/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-parser-private.h"

#include <string.h>

#define BYTE_ORDER_MARK "\357\273\277"

QingBlockParser *
qing_block_parser_new (const GString *source, QingLeafList *leaves)
{
  QingBlockParser *self = g_new0 (QingBlockParser, 1);

  self->source = source;
  self->leaves = leaves;
  self->references = qing_references_new ();
  self->inlines = qing_inline_parser_new (self->references);
  self->waiters = qing_waiters_new (leaves, self->references, self->inlines);
  self->provisional = QING_NOT_SHOWN;
  qing_block_stack_init (&self->stack, leaves);
  qing_math_block_init (&self->math);
  qing_open_leaf_init (&self->leaf, &self->stack, leaves, self->references, self->inlines,
                       self->waiters);
  return self;
}

void
qing_block_parser_free (QingBlockParser *self)
{
  qing_open_leaf_clear (&self->leaf);
  qing_math_block_clear (&self->math);
  qing_block_stack_clear (&self->stack);
  qing_waiters_free (self->waiters);
  qing_inline_parser_free (self->inlines);
  qing_references_free (self->references);
  g_free (self);
}

/* Whether the line continues the open leaf. The end of a fence closes it and is used up. */
static gboolean
match_leaf (QingBlockParser *self, QingLine *line, gboolean complete, gboolean *closed)
{
  switch (self->leaf.kind)
    {
    case QING_OPEN_PARAGRAPH:
      return !line->blank;
    case QING_OPEN_FENCED:
      *closed = complete && qing_line_closes_fence (line, &self->leaf.fence);
      for (guint i = 0; i < self->leaf.fence.indent && line->offset < line->length &&
                        qing_is_blank (line->text[line->offset]);
           i++)
        qing_line_advance_columns (line, 1);
      return TRUE;
    case QING_OPEN_INDENTED:
      if (line->indent >= 4)
        qing_line_advance_columns (line, 4);
      else if (line->blank)
        qing_line_advance_to_word (line);
      else
        return FALSE;
      return TRUE;
    case QING_OPEN_HTML:
      return self->leaf.html < QING_HTML_BLOCK || !line->blank;
    case QING_OPEN_TABLE:
      return qing_line_is_row (line);
    case QING_OPEN_HEADING:
    case QING_OPEN_NONE:
    default:
      return FALSE;
    }
}

/* A blank line counts for the last block in the innermost one that it belongs to. */
static void
mark_child_blank (QingBlockParser *self, const QingLineState *state)
{
  QingBlock *block = qing_block_stack_get (&self->stack, state->depth - 1);

  if (state->in_leaf || block->n_children == 0)
    return;
  if (state->depth < self->stack.blocks->len)
    qing_block_stack_get (&self->stack, state->depth)->blank = TRUE;
  else if (self->leaf.kind != QING_OPEN_NONE)
    self->leaf.blank = TRUE;
  else
    block->child_blank = TRUE;
}

/* Remembers where blank lines were, because they make lists loose. */
static void
mark_blank (QingBlockParser *self, const QingLineState *state)
{
  QingBlock *block = qing_block_stack_get (&self->stack, state->depth - 1);
  gboolean blank = state->line.blank;

  if (blank)
    mark_child_blank (self, state);
  for (guint i = 0; i + 1 < state->depth; i++)
    qing_block_stack_get (&self->stack, i)->blank = FALSE;
  if (state->in_leaf)
    {
      block->blank = FALSE;
      self->leaf.blank =
        blank && self->leaf.kind != QING_OPEN_FENCED && self->leaf.kind != QING_OPEN_HEADING;
      return;
    }
  block->blank = blank && block->kind != QING_BLOCK_QUOTE &&
                 !(block->n_children == 0 && block->line == self->line_number);
}

/* What is left of the line, which begins no block, is text. */
static void
add_text (QingBlockParser *self, QingLineState *state, gboolean began_block)
{
  gboolean lazy =
    !began_block && !state->in_leaf && !state->line.blank && self->leaf.kind == QING_OPEN_PARAGRAPH;

  mark_blank (self, state);
  if (lazy || state->in_leaf)
    {
      qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
      return;
    }
  qing_block_parser_close_to (self, state->depth);
  if (state->line.blank)
    return;
  qing_block_parser_begin_leaf (self, state, QING_OPEN_PARAGRAPH);
  qing_open_leaf_begin_line (&self->leaf, &state->line, state->start);
}

static void
end_line (QingBlockParser *self, gsize end)
{
  gsize start = self->leaf.text_start;

  if (self->leaf.kind == QING_OPEN_NONE || !self->leaf.got_line)
    return;
  qing_open_leaf_end_line (&self->leaf, end);
  if (self->leaf.kind == QING_OPEN_HEADING)
    qing_open_leaf_close (&self->leaf);
  else if (self->leaf.kind == QING_OPEN_HTML &&
           qing_html_ends (self->leaf.html, self->source->str + start, end - start))
    qing_open_leaf_close (&self->leaf);
}

/* Goes on with a line whose outer blocks are known. Returns FALSE if later lines have to come
 * first.
 */
static gboolean
process_blocks (QingBlockParser *self, QingLineState *state)
{
  gboolean began_block = FALSE;
  QingStep step;

  do
    {
      qing_line_find_word (&state->line);
      step = qing_block_parser_step (self, state);
      began_block |= step == QING_STEP_CONTAINER;
    }
  while (step == QING_STEP_CONTAINER);

  if (step == QING_STEP_SUSPENDED)
    {
      self->suspended = *state;
      self->math.active = TRUE;
      return FALSE;
    }
  if (step == QING_STEP_LEAF)
    for (guint i = 0; i < self->stack.blocks->len; i++)
      qing_block_stack_get (&self->stack, i)->blank = FALSE;
  else
    add_text (self, state, began_block);
  return TRUE;
}

/* Takes in a line, or the decisive beginning of one. */
static gboolean
process_line (QingBlockParser *self, gsize start, gsize end, gsize next, gboolean complete)
{
  QingLineState state = { .start = start, .next = next, .complete = complete };
  gboolean closes_fence = FALSE;

  qing_line_init (&state.line, self->source->str + start, end - start);
  state.depth = qing_block_stack_match (&self->stack, self->stack.blocks->len, &state.line);
  state.in_leaf = state.depth == self->stack.blocks->len &&
                  match_leaf (self, &state.line, complete, &closes_fence);
  state.may_be_lazy = self->leaf.kind == QING_OPEN_PARAGRAPH;
  self->leaf.got_line = FALSE;
  if (closes_fence)
    {
      qing_open_leaf_end_line (&self->leaf, end);
      qing_open_leaf_close (&self->leaf);
      return TRUE;
    }
  return process_blocks (self, &state);
}

static void
next_line (QingBlockParser *self, gsize next)
{
  self->line_start = next;
  self->scanned = MAX (self->scanned, next);
  self->committed = FALSE;
  self->structural = 0;
  self->line_number++;
}

/* The search for the next line feed is remembered, because a text may do without any. */
static gsize
find_feed (QingBlockParser *self, gsize from)
{
  const char *found;

  if (from >= self->feed_from && from <= self->next_feed)
    {
      from = self->next_feed;
      if (from < self->source->len && self->source->str[from] == '\n')
        return from;
    }
  else
    {
      self->feed_from = from;
    }
  found = memchr (self->source->str + from, '\n', self->source->len - from);
  self->next_feed = found != NULL ? (gsize) (found - self->source->str) : self->source->len;
  return self->next_feed;
}

/* Finds the end of the line at start, which is known to reach up to from at least. A carriage
 * return at the very end may be half of a line break.
 */
static gboolean
find_line_end (QingBlockParser *self, gsize start, gsize from, gsize *end, gsize *next)
{
  const char *text = self->source->str;
  gsize length = self->source->len;
  gsize feed = find_feed (self, from);
  const char *found = memchr (text + from, '\r', feed - from);

  *end = found != NULL ? (gsize) (found - text) : feed;
  *next = MIN (*end + 1, length);
  if (*end >= length)
    return self->finished && start < length;
  if (text[*end] == '\n')
    return TRUE;
  if (*next < length && text[*next] == '\n')
    (*next)++;
  return *end + 1 < length || self->finished;
}

/* Looks at further lines of what may be a formula. Returns FALSE if there are none yet. */
static gboolean
continue_math (QingBlockParser *self)
{
  QingScan scan = QING_SCAN_MORE;
  QingLineState state = self->suspended;
  gsize end;
  gsize next;

  while (scan == QING_SCAN_MORE && self->math.next_line < self->source->len &&
         find_line_end (self, self->math.next_line, self->math.next_line, &end, &next))
    scan =
      qing_math_block_add_line (&self->math, &self->stack, self->source->str + self->math.next_line,
                                end - self->math.next_line, next);
  if (scan == QING_SCAN_MORE && !self->finished &&
      self->source->len - self->math.next_line <= QING_MAX_HELD_LINE + 1)
    return FALSE;
  self->math.active = FALSE;
  state.line.text = self->source->str + state.start;
  if (scan == QING_SCAN_YES)
    {
      qing_block_parser_finish_math (self, &state);
      self->line_number += self->math.n_lines - 1;
      next_line (self, self->math.next_line);
      return TRUE;
    }
  self->no_math_before[self->math.bracket] = self->math.next_line;
  process_blocks (self, &state);
  end_line (self, state.start + state.line.length);
  next_line (self, state.next);
  return TRUE;
}

/* Takes in what there is of the last line, once it is certain what the line begins. */
static void
take_partial_line (QingBlockParser *self)
{
  gsize length = self->source->len;

  if (length > self->line_start && self->source->str[length - 1] == '\r')
    length--;
  if (self->committed)
    {
      qing_open_leaf_append (&self->leaf, self->source->str + self->taken, length - self->taken);
    }
  else
    {
      if (!qing_block_parser_is_decided (self, self->source->str + self->line_start,
                                         length - self->line_start))
        return;
      process_line (self, self->line_start, length, length, FALSE);
      self->committed = TRUE;
    }
  self->taken = length;
}

static void
take_complete_line (QingBlockParser *self, gsize end, gsize next)
{
  if (self->committed)
    qing_open_leaf_append (&self->leaf, self->source->str + self->taken, end - self->taken);
  else if (!process_line (self, self->line_start, end, next, TRUE))
    return;
  end_line (self, end);
  next_line (self, next);
}

static void
take_lines (QingBlockParser *self)
{
  gsize end;
  gsize next;

  /* The prefix alone is looked at: g_str_has_prefix() of newer GLib measures the whole text first. */
  if (self->line_start == 0 &&
      strncmp (self->source->str, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    next_line (self, strlen (BYTE_ORDER_MARK));
  for (;;)
    {
      if (self->math.active)
        {
          if (!continue_math (self))
            return;
          continue;
        }
      if (!find_line_end (self, self->line_start, MAX (self->scanned, self->line_start), &end,
                          &next))
        break;
      take_complete_line (self, end, next);
    }
  self->scanned = self->source->len;
  if (self->scanned > self->line_start && self->source->str[self->scanned - 1] == '\r')
    self->scanned--;
  if (!self->finished && self->line_start < self->source->len)
    take_partial_line (self);
}

static void
show_provisional (QingBlockParser *self)
{
  QingLeaf *leaf;

  if (!self->math.active)
    return;
  leaf = qing_math_block_make_leaf (&self->math, &self->stack, FALSE, self->suspended.start);
  self->provisional = qing_leaf_list_append (self->leaves, leaf);
}

static void
hide_provisional (QingBlockParser *self)
{
  if (self->provisional != QING_NOT_SHOWN)
    qing_leaf_list_truncate (self->leaves, self->provisional);
  self->provisional = QING_NOT_SHOWN;
}

/* Takes in what the source has got since the last call. */
void
qing_block_parser_update (QingBlockParser *self)
{
  hide_provisional (self);
  take_lines (self);
  qing_open_leaf_render (&self->leaf);
  show_provisional (self);
  qing_waiters_answer (self->waiters, FALSE);
}

/* Takes in the rest and closes everything. */
void
qing_block_parser_finish (QingBlockParser *self)
{
  hide_provisional (self);
  self->finished = TRUE;
  take_lines (self);
  qing_block_parser_close_to (self, 1);
  qing_waiters_answer (self->waiters, TRUE);
}

/* How many leaves at the start of the list are final, save for definitions still to come. */
guint
qing_block_parser_get_n_closed (QingBlockParser *self)
{
  guint n_closed = self->leaves->leaves->len;

  if (self->leaf.kind != QING_OPEN_NONE && self->leaf.index != QING_NOT_SHOWN)
    n_closed = self->leaf.index;
  if (self->provisional != QING_NOT_SHOWN)
    n_closed = MIN (n_closed, self->provisional);
  return MIN (n_closed, qing_block_stack_first_tight_leaf (&self->stack));
}
