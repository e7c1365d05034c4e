/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-inline-private.h"

/* An open bracket or delimiter is taken for what it will probably be only for so long. */
#define MAX_OPTIMISM 300

/* So much of a word without a break stays unsettled, for the sake of addresses. */
#define MAX_WORD_LENGTH 512

/* Stands for an image without a description. */
#define OBJECT_REPLACEMENT "\357\277\274"

typedef struct
{
  QingInlineParser *parser;
  QingInlineMark mark;
  guint settled; /* items that may be before the mark */

  guint bold;
  guint italic;
  guint strike;
  guint link;

  guint images; /* depth */
  guint image_link;
  guint image_start;
  QingRunFlags image_flags;
  gboolean hidden;
} Flush;

/* Whether an opening mark may still be closed by what comes after the given place. */
static gboolean
is_live (QingInlineParser *self, const QingItem *item, gsize horizon)
{
  return !self->final && item->raw + QING_INLINE_REACH >= horizon;
}

/* Where text begins that is not known for good: not only text to come, also what has been held
 * back or may turn out to be something else.
 */
static gsize
find_horizon (QingInlineParser *self)
{
  if (self->unsettled < self->items->len)
    return qing_inline_item (self, self->unsettled)->raw;
  return self->stopped ? self->held : self->length;
}

/* The first item that text to come may still have an effect on. */
static guint
count_settled (QingInlineParser *self)
{
  guint settled = MIN (self->unsettled, self->items->len);
  gsize horizon = find_horizon (self);

  for (guint i = self->last_delimiter; i != QING_NO_ITEM; i = qing_inline_item (self, i)->previous)
    {
      const QingItem *item = qing_inline_item (self, i);

      if (item->can_open && is_live (self, item, horizon))
        settled = MIN (settled, i);
    }
  for (guint i = 0; i < self->brackets->len; i++)
    {
      guint index = g_array_index (self->brackets, guint, i);

      if (is_live (self, qing_inline_item (self, index), horizon))
        settled = MIN (settled, index);
    }
  return settled;
}

static gboolean
is_neutral (const Flush *flush)
{
  return flush->bold + flush->italic + flush->strike + flush->images == 0 &&
         flush->link == QING_NO_LINK && !flush->hidden;
}

static void
emit (Flush *flush, const char *text, gsize length, QingRunFlags flags, guint link)
{
  QingTextSink *sink = flush->parser->sink;

  flags |= (flush->bold > 0 ? QING_RUN_BOLD : 0) | (flush->italic > 0 ? QING_RUN_ITALIC : 0) |
           (flush->strike > 0 ? QING_RUN_STRIKE : 0);
  if (flush->hidden)
    return;
  if (flush->images > 0)
    {
      qing_text_sink_append (sink, text, length, flush->image_flags, flush->image_link);
      return;
    }
  if (flush->link != QING_NO_LINK)
    link = flush->link;
  if (link != QING_NO_LINK)
    flags |= QING_RUN_LINK;
  qing_text_sink_append (sink, text, length, flags, link);
}

static void
emit_item (Flush *flush, const QingItem *item)
{
  QingInlineParser *self = flush->parser;
  const char *text = item->scratch ? self->scratch->str : self->raw;

  emit (flush, text + item->start, item->length, item->flags, item->link);
}

static void
open_delimiter (Flush *flush, guint bold, guint italic, guint strike)
{
  flush->bold += bold;
  flush->italic += italic;
  flush->strike += strike;
}

/* Whether an opener without a closer yet is drawn as if it had one at the end. */
static gboolean
is_promising (QingInlineParser *self, const QingItem *item)
{
  return is_live (self, item, self->length) && item->can_open &&
         self->length - item->raw <= MAX_OPTIMISM * 4 && (item->count >= 2 || !item->can_close);
}

static void
emit_delimiter (Flush *flush, const QingItem *item)
{
  QingInlineParser *self = flush->parser;
  gboolean at_end = !self->final && item->raw + item->length == self->length;
  guint count = item->count;

  flush->bold -= item->closes_bold;
  flush->italic -= item->closes_italic;
  flush->strike -= item->closes_strike;
  if (count > 0 && is_promising (self, item))
    {
      if (item->delimiter == '~')
        open_delimiter (flush, 0, 0, 1);
      else
        open_delimiter (flush, count / 2, count % 2, 0);
      count = 0;
    }
  if (!at_end)
    emit (flush, self->raw + item->raw, count, QING_RUN_PLAIN, QING_NO_LINK);
  open_delimiter (flush, item->opens_bold, item->opens_italic, item->opens_strike);
}

static void
open_image (Flush *flush, guint link)
{
  if (flush->images++ > 0)
    return;
  flush->image_link = link;
  flush->image_start = flush->parser->sink->text->len;
  flush->image_flags = QING_RUN_IMAGE | (flush->bold > 0 ? QING_RUN_BOLD : 0) |
                       (flush->italic > 0 ? QING_RUN_ITALIC : 0) |
                       (flush->strike > 0 ? QING_RUN_STRIKE : 0) |
                       (flush->link != QING_NO_LINK ? QING_RUN_LINK : 0);
}

static void
emit_bracket (Flush *flush, const QingItem *item)
{
  QingInlineParser *self = flush->parser;

  if (item->state == QING_BRACKET_MATCHED && item->image)
    {
      open_image (flush, item->link);
    }
  else if (item->state == QING_BRACKET_MATCHED)
    {
      flush->link = item->link;
    }
  else if (item->state == QING_BRACKET_PENDING && item->image)
    {
      flush->hidden = TRUE;
    }
  else if (item->state == QING_BRACKET_PENDING)
    {
      flush->link = qing_text_sink_add_link (self->sink, "", NULL);
    }
  else if (item->state == QING_BRACKET_OPEN && is_live (self, item, self->length) &&
           self->length - item->raw <= MAX_OPTIMISM)
    {
      flush->hidden |= item->image;
    }
  else
    {
      emit_item (flush, item);
    }
}

static void
emit_bracket_end (Flush *flush, const QingItem *item)
{
  QingTextSink *sink = flush->parser->sink;

  if (!item->image)
    {
      flush->link = QING_NO_LINK;
      return;
    }
  if (flush->images == 1 && sink->text->len == flush->image_start)
    emit (flush, OBJECT_REPLACEMENT, sizeof OBJECT_REPLACEMENT - 1, 0, QING_NO_LINK);
  if (flush->images > 0)
    flush->images--;
}

static void
emit_any (Flush *flush, const QingItem *item)
{
  switch (item->kind)
    {
    case QING_ITEM_TEXT:
    case QING_ITEM_STYLED:
    case QING_ITEM_AUTOLINK:
      emit_item (flush, item);
      break;
    case QING_ITEM_BREAK:
      emit (flush, flush->images > 0 ? " " : "\n", 1, QING_RUN_PLAIN, QING_NO_LINK);
      break;
    case QING_ITEM_DELIMITER:
      emit_delimiter (flush, item);
      break;
    case QING_ITEM_BRACKET:
      emit_bracket (flush, item);
      break;
    case QING_ITEM_BRACKET_END:
      emit_bracket_end (flush, item);
      break;
    }
}

/* Parsing can begin again after a blank or after a character that is part of no address; in a
 * very long word also between two letters.
 */
static gboolean
may_part (const char *raw, gsize pos, gsize end)
{
  char before = raw[pos - 1];
  char after = raw[pos];

  if (qing_is_space (after))
    return FALSE;
  if (qing_is_space (before) || (guchar) before >= 0x80)
    return ((guchar) after & 0xc0) != 0x80;
  return end - pos >= MAX_WORD_LENGTH && g_ascii_isalnum (before) && g_ascii_isalnum (after);
}

static void
set_mark (Flush *flush, gsize raw, guint text, guint n_links)
{
  flush->mark.raw = raw;
  flush->mark.text = text;
  flush->mark.n_links = n_links;
}

/* Settles the start of a text, up to its last word. */
static void
mark_inside (Flush *flush, const QingItem *item, guint text)
{
  gsize end = item->start + item->length;

  for (gsize pos = end; pos > item->start + 1; pos--)
    if (may_part (flush->parser->raw, pos - 1, end))
      {
        set_mark (flush, pos - 1, text + (pos - 1 - item->start), item->n_links);
        return;
      }
}

/* Text in front of what is unsettled may yet become part of an address with it. */
static gboolean
is_cut_off (QingInlineParser *self, guint index, guint settled)
{
  const QingItem *before;

  if (index == 0 || index < settled)
    return TRUE;
  before = qing_inline_item (self, index - 1);
  return before->kind != QING_ITEM_TEXT || before->scratch;
}

/* What a line's end means may depend on what is before it. */
static gboolean
is_line_end (const QingItem *item)
{
  return item->kind == QING_ITEM_BREAK || (item->kind == QING_ITEM_TEXT && item->length == 0);
}

static void
move_mark (Flush *flush, guint index)
{
  QingInlineParser *self = flush->parser;
  const QingItem *item = qing_inline_item (self, index);
  guint text = self->sink->text->len;

  if (index > flush->settled || !is_neutral (flush) || is_line_end (item))
    return;
  if (is_cut_off (self, index, flush->settled))
    set_mark (flush, item->raw, text, item->n_links);
  if (index < flush->settled && item->kind == QING_ITEM_TEXT && !item->scratch)
    mark_inside (flush, item, text);
}

/* Writes the items to the sink and moves the mark to the last place before which nothing can
 * change and at which parsing can begin again.
 */
void
qing_inline_flush (QingInlineParser *self, QingInlineMark *mark)
{
  Flush flush = { .parser = self, .mark = *mark, .link = QING_NO_LINK };

  flush.settled = count_settled (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      move_mark (&flush, i);
      emit_any (&flush, qing_inline_item (self, i));
    }
  *mark = flush.mark;
}
