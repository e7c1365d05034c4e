/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-open-leaf-private.h"

#include "qing-leaf-private.h"

#include <string.h>

/* What may be a definition, a task's box or a table's header is held back, but not for longer. */
#define MAX_HELD_LENGTH 2000

typedef struct
{
  QingSpan label;
  QingSpan destination;
  QingSpan title;
} Definition;

static void
define (QingOpenLeaf *self, const Definition *definition)
{
  const char *raw = self->raw->str;
  g_autofree char *label =
    qing_reference_dup_label (raw + definition->label.start,
                              definition->label.end - definition->label.start);
  g_autofree char *url = qing_dup_unescaped (raw, definition->destination);
  g_autofree char *title = qing_dup_unescaped (raw, definition->title);

  if (label != NULL)
    qing_references_define (self->references, label, url, title);
}

/* Skips the definitions that a paragraph begins with. With keep they are remembered for good,
 * otherwise those are that no title can follow any more, so as not to be read again.
 */
static QingScan
skip_definitions (QingOpenLeaf *self, gboolean keep, gsize *pos)
{
  QingScan scan = QING_SCAN_NO;

  while (*pos < self->raw->len && self->raw->str[*pos] == '[')
    {
      Definition definition;
      gsize end;

      scan = qing_scan_definition (self->raw->str, self->raw->len, *pos, &definition.label,
                                   &definition.destination, &definition.title, &end);
      if (scan != QING_SCAN_YES)
        break;
      if (keep)
        define (self, &definition);
      else if (end < self->raw->len && strchr ("\"'(", self->raw->str[end]) == NULL)
        self->base = end;
      *pos = end;
    }
  return scan;
}

static QingTask
scan_task (const char *raw, gsize length)
{
  if (length < 3 || raw[0] != '[' || raw[2] != ']' || strchr (" xX", raw[1]) == NULL)
    return QING_TASK_NONE;
  return raw[1] == ' ' ? QING_TASK_OPEN : QING_TASK_DONE;
}

static gboolean
is_task_prefix (const char *raw, gsize length)
{
  if (length > 3 || raw[0] != '[' || (length > 1 && strchr (" xX", raw[1]) == NULL))
    return FALSE;
  return length < 3 || raw[2] == ']';
}

static gboolean
may_be_task (QingOpenLeaf *self)
{
  const QingBlock *parent = qing_block_stack_top (self->stack);

  return self->kind == QING_OPEN_PARAGRAPH && parent->kind == QING_BLOCK_ITEM &&
         parent->n_children == 1;
}

static gsize
skip_task (QingOpenLeaf *self)
{
  const char *raw = self->raw->str;
  gsize length = self->raw->len;
  QingTask task = scan_task (raw, length);
  gsize pos = 3;

  if (task == QING_TASK_NONE || (length > 3 && !qing_is_space (raw[3])))
    return 0;
  qing_block_stack_top (self->stack)->task = task;
  while (pos < length && qing_is_space (raw[pos]))
    pos++;
  return pos;
}

/* Finds where the text to show begins, unless that cannot be known yet. */
static gboolean
find_base (QingOpenLeaf *self)
{
  gsize pos = self->base;
  gboolean undecided;
  QingScan scan;

  if (self->kind != QING_OPEN_PARAGRAPH || self->raw->str[0] != '[')
    return TRUE;
  if (may_be_task (self) && is_task_prefix (self->raw->str, self->raw->len))
    return FALSE;
  scan = skip_definitions (self, FALSE, &pos);
  undecided = scan == QING_SCAN_MORE || pos > self->base;
  if (undecided && self->raw->len - self->base <= MAX_HELD_LENGTH)
    return FALSE;
  if (self->base == 0 && may_be_task (self))
    self->base = skip_task (self);
  return TRUE;
}

/* The end of what is shown of a paragraph: a last line that begins with a pipe may be the
 * header of a table.
 */
static gsize
paragraph_limit (QingOpenLeaf *self)
{
  const char *raw = self->raw->str;
  gsize last = self->raw_line;

  if (last < self->base || raw[last] != '|' || self->raw->len - last > MAX_HELD_LENGTH)
    return self->raw->len;
  return last > 0 ? last - 1 : 0;
}

/* Without a closing sequence of #; one that is not cut off by a blank is text, once all of it
 * is there.
 */
static gsize
heading_limit (QingOpenLeaf *self, gboolean final)
{
  const char *raw = self->raw->str;
  gsize end = self->raw->len;
  gsize hashes;

  while (end > 0 && qing_is_blank (raw[end - 1]))
    end--;
  hashes = end;
  while (hashes > 0 && raw[hashes - 1] == '#')
    hashes--;
  if (final && hashes > 0 && !qing_is_blank (raw[hashes - 1]))
    return end;
  while (hashes > 0 && qing_is_blank (raw[hashes - 1]))
    hashes--;
  return hashes;
}

static gboolean
same_run (const QingRun *a, const QingRun *b, guint n_links)
{
  return a->start == b->start && a->flags == b->flags && a->link == b->link &&
         (a->link == QING_NO_LINK || a->link < n_links);
}

/* How much of the text and its runs is the same as in the copy of what they were from the run
 * at first on.
 */
static guint
count_same (const QingTextSink *sink,
            const QingTextSink *old,
            guint first,
            guint start,
            guint n_links)
{
  guint same = start;
  guint limit = MIN (sink->text->len, start + old->text->len);

  for (guint i = 0; i < old->runs->len && first + i < sink->runs->len; i++)
    {
      const QingRun *a = &g_array_index (old->runs, QingRun, i);
      const QingRun *b = &g_array_index (sink->runs, QingRun, first + i);

      if (!same_run (a, b, n_links))
        break;
      same = MAX (same, MIN (a->end, b->end));
      if (a->end != b->end)
        break;
    }
  limit = MIN (limit, same);
  for (same = start; same < limit && sink->text->str[same] == old->text->str[same - start]; same++)
    ;
  while (same > start && same < sink->text->len && ((guchar) sink->text->str[same] & 0xc0) == 0x80)
    same--;
  return same;
}

static void
parse (QingOpenLeaf *self, QingLeaf *leaf, gsize limit, gboolean final)
{
  QingTextSink *sink = qing_leaf_get_sink (leaf);
  guint start = self->mark.text;
  guint n_links = self->mark.n_links;
  guint first = sink->runs->len;
  g_autoptr (GString) text = g_string_new_len (sink->text->str + start, sink->text->len - start);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (QingRun));
  const QingTextSink old = { text, runs, NULL };
  guint same;

  while (first > 0 && g_array_index (sink->runs, QingRun, first - 1).end > start)
    first--;
  g_array_append_vals (runs, &g_array_index (sink->runs, QingRun, first), sink->runs->len - first);
  qing_inline_parse (self->inlines, self->raw->str + self->base, limit - self->base, final, sink,
                     &self->mark, self->missing);
  qing_leaf_sync (leaf);
  same = count_same (sink, &old, first, start, n_links);
  if (same < sink->text->len || same < start + old.text->len)
    qing_leaf_list_grow (self->leaves, self->index, same, 0);
}

void
qing_open_text_render (QingOpenLeaf *self)
{
  gboolean heading = self->kind == QING_OPEN_HEADING;
  gsize limit;

  if (self->index == QING_NOT_SHOWN && !find_base (self))
    return;
  limit = heading ? heading_limit (self, FALSE) : paragraph_limit (self);
  if (limit <= self->base)
    return;
  parse (self, qing_open_leaf_show (self, heading ? QING_LEAF_HEADING : QING_LEAF_PARAGRAPH), limit,
         FALSE);
}

/* What was shown while it was not known where the text begins has to go; and the text may refer
 * to the definitions before it.
 */
static void
set_base (QingOpenLeaf *self, gsize base)
{
  if (base != self->base)
    qing_open_leaf_hide (self);
  self->base = base;
  if (base > 0)
    self->mark = (QingInlineMark){ 0 };
}

static gboolean
is_blank_from (const GString *raw, gsize pos)
{
  while (pos < raw->len && qing_is_space (raw->str[pos]))
    pos++;
  return pos == raw->len;
}

/* Remembers the definitions at the start; returns whether there is more than those. */
static gboolean
take_definitions (QingOpenLeaf *self)
{
  gsize base = 0;

  if (self->kind != QING_OPEN_PARAGRAPH)
    return TRUE;
  skip_definitions (self, TRUE, &base);
  if (base > 0 && is_blank_from (self->raw, base))
    return FALSE;
  if (base == 0 && may_be_task (self))
    base = skip_task (self);
  set_base (self, base);
  return TRUE;
}

/* Returns: whether the leaf stays */
gboolean
qing_open_text_finish (QingOpenLeaf *self)
{
  gboolean heading = self->kind == QING_OPEN_HEADING;
  gsize limit = self->raw->len;

  if (!take_definitions (self))
    return FALSE;
  if (heading && !self->underlined)
    limit = heading_limit (self, TRUE);
  parse (self, qing_open_leaf_show (self, heading ? QING_LEAF_HEADING : QING_LEAF_PARAGRAPH),
         MAX (limit, self->base), TRUE);
  if (g_hash_table_size (self->missing) > 0)
    qing_waiters_add (self->waiters, self->index, self->raw->str + self->base,
                      MAX (limit, self->base) - self->base, self->missing);
  return TRUE;
}

/* The line below turns the paragraph into a heading, unless it is nothing but definitions. */
gboolean
qing_open_leaf_try_underline (QingOpenLeaf *self, guint level, gsize source_end)
{
  gsize base = 0;

  skip_definitions (self, TRUE, &base);
  if (base > 0 && is_blank_from (self->raw, base))
    {
      qing_open_leaf_hide (self);
      g_string_truncate (self->raw, 0);
      self->raw_line = 0;
      return FALSE;
    }
  if (base == 0 && may_be_task (self))
    base = skip_task (self);
  qing_open_leaf_hide (self);
  self->kind = QING_OPEN_HEADING;
  self->level = level;
  self->base = base;
  self->underlined = TRUE;
  self->source_end = source_end;
  qing_open_leaf_close (self);
  return TRUE;
}
