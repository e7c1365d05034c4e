/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-inline-private.h"

#include <string.h>

/* What is still open near the end of growing text is held back only for so long. */
#define MAX_HELD_LENGTH 200

typedef gsize (*Handler) (QingInlineParser *self, gsize pos);

QingInlineParser *
qing_inline_parser_new (QingReferences *references)
{
  QingInlineParser *self = g_new0 (QingInlineParser, 1);

  self->references = references;
  self->items = g_array_new (FALSE, FALSE, sizeof (QingItem));
  self->brackets = g_array_new (FALSE, FALSE, sizeof (guint));
  self->scratch = g_string_new (NULL);
  return self;
}

void
qing_inline_parser_free (QingInlineParser *self)
{
  g_array_unref (self->items);
  g_array_unref (self->brackets);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

QingItem *
qing_inline_add_item (QingInlineParser *self, QingItemKind kind, gsize raw)
{
  guint index = self->items->len;
  QingItem *item;

  g_array_set_size (self->items, index + 1);
  item = qing_inline_item (self, index);
  memset (item, 0, sizeof *item);
  item->kind = kind;
  item->raw = raw;
  item->start = raw;
  item->n_links = self->sink->links->len;
  item->link = QING_NO_LINK;
  return item;
}

/* Text as it stands in the raw text; what adjoins becomes one item. */
void
qing_inline_add_text (QingInlineParser *self, gsize start, gsize end)
{
  QingItem *last = NULL;

  if (start == end)
    return;
  if (self->items->len > 0)
    last = qing_inline_item (self, self->items->len - 1);
  if (last == NULL || last->kind != QING_ITEM_TEXT || last->scratch ||
      last->start + last->length != start || self->unsettled == self->items->len)
    last = qing_inline_add_item (self, QING_ITEM_TEXT, start);
  last->length = end - last->start;
}

/* Nothing from here on is settled. */
void
qing_inline_unsettle (QingInlineParser *self)
{
  self->unsettled = MIN (self->unsettled, self->items->len);
}

/* Nothing from here on is shown either, until more has come. */
void
qing_inline_hold (QingInlineParser *self, gsize pos)
{
  qing_inline_unsettle (self);
  self->stopped = TRUE;
  self->held = pos;
}

static QingItem *
add_styled (QingInlineParser *self, gsize pos, QingSpan text, QingRunFlags flags)
{
  QingItem *item = qing_inline_add_item (self, QING_ITEM_STYLED, pos);

  item->start = text.start;
  item->length = text.end - text.start;
  item->flags = flags;
  return item;
}

static QingItem *
add_scratch (QingInlineParser *self, QingItemKind kind, gsize pos, gsize scratch_start)
{
  QingItem *item = qing_inline_add_item (self, kind, pos);

  item->scratch = TRUE;
  item->start = scratch_start;
  item->length = self->scratch->len - scratch_start;
  return item;
}

static void
trim_last_text (QingInlineParser *self)
{
  QingItem *last;

  if (self->items->len == 0)
    return;
  last = qing_inline_item (self, self->items->len - 1);
  if (last->kind != QING_ITEM_TEXT || last->scratch)
    return;
  while (last->length > 0 && qing_is_space (self->raw[last->start + last->length - 1]))
    last->length--;
}

/* Whether a tag has just broken the line, so that the line's end has nothing to add. */
static gboolean
is_after_tag_break (QingInlineParser *self)
{
  guint index = self->items->len;
  const QingItem *item;

  do
    {
      if (index == 0)
        return FALSE;
      item = qing_inline_item (self, --index);
    }
  while (item->kind == QING_ITEM_TEXT && item->length == 0);
  return item->kind == QING_ITEM_STYLED && item->scratch && (item->flags & QING_RUN_HTML) != 0;
}

static gsize
add_break (QingInlineParser *self, gsize pos, gsize next)
{
  if (!is_after_tag_break (self))
    qing_inline_add_item (self, QING_ITEM_BREAK, pos);
  while (next < self->length && qing_is_blank (self->raw[next]))
    next++;
  return next;
}

static gsize
handle_newline (QingInlineParser *self, gsize pos)
{
  trim_last_text (self);
  if (pos + 1 >= self->length)
    {
      qing_inline_hold (self, pos);
      return self->length;
    }
  return add_break (self, pos, pos + 1);
}

static gsize
run_end (const char *raw, gsize length, gsize pos)
{
  char c = raw[pos];

  while (pos < length && raw[pos] == c)
    pos++;
  return pos;
}

static gboolean
find_backticks (const char *raw, gsize limit, gsize pos, gsize count, QingSpan *found)
{
  while (pos < limit)
    {
      const char *next = memchr (raw + pos, '`', limit - pos);

      if (next == NULL)
        return FALSE;
      found->start = next - raw;
      found->end = run_end (raw, limit, found->start);
      if (found->end - found->start == count)
        return TRUE;
      pos = found->end;
    }
  return FALSE;
}

static void
add_code (QingInlineParser *self, gsize pos, QingSpan code)
{
  const char *raw = self->raw;
  gsize scratch_start = self->scratch->len;
  gboolean only_spaces = TRUE;

  for (gsize i = code.start; i < code.end; i++)
    only_spaces = only_spaces && (raw[i] == ' ' || raw[i] == '\n');
  if (!only_spaces && (raw[code.start] == ' ' || raw[code.start] == '\n') &&
      (raw[code.end - 1] == ' ' || raw[code.end - 1] == '\n'))
    code = (QingSpan){ code.start + 1, code.end - 1 };
  if (memchr (raw + code.start, '\n', code.end - code.start) == NULL)
    {
      add_styled (self, pos, code, QING_RUN_CODE);
      return;
    }
  for (gsize i = code.start; i < code.end; i++)
    g_string_append_c (self->scratch, raw[i] == '\n' ? ' ' : raw[i]);
  add_scratch (self, QING_ITEM_STYLED, pos, scratch_start)->flags = QING_RUN_CODE;
}

/* Code whose end has not come yet is shown as code already. */
static gsize
handle_open_code (QingInlineParser *self, gsize pos, gsize start)
{
  gsize end = self->length;

  qing_inline_unsettle (self);
  if (memchr (self->raw + start, '\n', end - start) != NULL)
    {
      qing_inline_add_text (self, pos, start);
      return start;
    }
  while (end > start && self->raw[end - 1] == '`')
    end--;
  if (end > start)
    add_code (self, pos, (QingSpan){ start, end });
  qing_inline_hold (self, pos);
  return self->length;
}

static gsize
handle_backtick (QingInlineParser *self, gsize pos)
{
  gsize start = run_end (self->raw, self->length, pos);
  QingSpan closing;

  if (find_backticks (self->raw, qing_inline_reach (self, pos), start, start - pos, &closing))
    {
      if (!self->final && closing.end == self->length)
        qing_inline_unsettle (self);
      add_code (self, pos, (QingSpan){ start, closing.start });
      return closing.end;
    }
  if (qing_inline_may_continue (self, pos))
    return handle_open_code (self, pos, start);
  qing_inline_add_text (self, pos, start);
  return start;
}

static gsize
add_math (QingInlineParser *self, gsize pos, QingSpan tex, gboolean display, gsize end)
{
  QingRunFlags flags = QING_RUN_MATH | (display ? QING_RUN_MATH_DISPLAY : 0);

  if (!self->final && end == self->length)
    qing_inline_unsettle (self);
  while (tex.start < tex.end && qing_is_space (self->raw[tex.start]))
    tex.start++;
  while (tex.end > tex.start && qing_is_space (self->raw[tex.end - 1]))
    tex.end--;
  add_styled (self, pos, tex, flags);
  return end;
}

/* Returns where to go on, or pos if there is no mathematics. */
static gsize
try_math (QingInlineParser *self, gsize pos)
{
  QingSpan tex;
  gboolean display;
  gsize end;
  QingScan scan =
    qing_scan_math (self->raw, qing_inline_reach (self, pos), pos, &tex, &display, &end);

  if (scan == QING_SCAN_YES)
    return add_math (self, pos, tex, display, end);
  if (scan == QING_SCAN_NO || !qing_inline_may_continue (self, pos))
    return pos;
  qing_inline_unsettle (self);
  if (!qing_scan_math_is_likely (self->raw, self->length, pos))
    return pos;
  qing_inline_hold (self, pos);
  return self->length;
}

static gsize
handle_dollar (QingInlineParser *self, gsize pos)
{
  gsize end = try_math (self, pos);

  if (end > pos)
    return end;
  end = pos + (pos + 1 < self->length && self->raw[pos + 1] == '$' ? 2 : 1);
  qing_inline_add_text (self, pos, end);
  return end;
}

static gsize
handle_backslash (QingInlineParser *self, gsize pos)
{
  char next = pos + 1 < self->length ? self->raw[pos + 1] : '\0';
  gsize end;

  if (next == '\0' && !self->final)
    {
      qing_inline_hold (self, pos);
      return self->length;
    }
  if (next == '\n')
    return add_break (self, pos, pos + 2);
  if (next == '(' || next == '[')
    {
      end = try_math (self, pos);
      if (end > pos)
        return end;
    }
  if (g_ascii_ispunct (next))
    {
      qing_inline_add_text (self, pos + 1, pos + 2);
      qing_inline_item (self, self->items->len - 1)->raw = pos;
      return pos + 2;
    }
  qing_inline_add_text (self, pos, pos + 1);
  return pos + 1;
}

static gsize
handle_ampersand (QingInlineParser *self, gsize pos)
{
  gsize scratch_start = self->scratch->len;
  gsize end;
  QingScan scan = qing_scan_entity (self->raw, self->length, pos, self->scratch, &end);

  if (scan == QING_SCAN_YES)
    {
      add_scratch (self, QING_ITEM_TEXT, pos, scratch_start);
      return end;
    }
  if (scan == QING_SCAN_MORE && !self->final)
    {
      qing_inline_hold (self, pos);
      return self->length;
    }
  qing_inline_add_text (self, pos, pos + 1);
  return pos + 1;
}

static void
add_angle_link (QingInlineParser *self, gsize pos, gsize end, gboolean is_email)
{
  gsize scratch_start = self->scratch->len;
  g_autofree char *url = NULL;
  QingItem *item;

  for (gsize i = pos + 1; i < end - 1;)
    {
      gsize next = i;

      if (self->raw[i] != '&' ||
          qing_scan_entity (self->raw, end - 1, i, self->scratch, &next) != QING_SCAN_YES)
        g_string_append_c (self->scratch, self->raw[i]);
      i = MAX (next, i + 1);
    }
  item = add_scratch (self, QING_ITEM_AUTOLINK, pos, scratch_start);
  url = g_strconcat (is_email ? "mailto:" : "", self->scratch->str + scratch_start, NULL);
  item->link = qing_text_sink_add_link (self->sink, url, NULL);
}

/* "<br>", "<br/>" or "<br />": the one tag that models write to be followed, for want of another
 * way to break a line in a table. It cannot do any harm.
 */
static gboolean
is_line_break (const char *tag, gsize length)
{
  gsize pos = 3;

  if (length < 4 || g_ascii_strncasecmp (tag, "<br", 3) != 0)
    return FALSE;
  while (qing_is_space (tag[pos]))
    pos++;
  pos += tag[pos] == '/';
  return pos + 1 == length;
}

static void
add_html (QingInlineParser *self, gsize pos, gsize end)
{
  gsize scratch_start = self->scratch->len;

  if (!is_line_break (self->raw + pos, end - pos))
    {
      add_styled (self, pos, (QingSpan){ pos, end }, QING_RUN_HTML);
      return;
    }
  g_string_append_c (self->scratch, '\n');
  add_scratch (self, QING_ITEM_STYLED, pos, scratch_start)->flags = QING_RUN_HTML;
}

static gsize
handle_less_than (QingInlineParser *self, gsize pos)
{
  gsize limit = qing_inline_reach (self, pos);
  gboolean is_email;
  gsize end;
  QingScan link = qing_scan_angle_link (self->raw, limit, pos, &end, &is_email);
  QingScan tag;

  if (link == QING_SCAN_YES)
    {
      add_angle_link (self, pos, end, is_email);
      return end;
    }
  tag = qing_scan_html_tag (self->raw, limit, pos, &end);
  if (tag == QING_SCAN_YES)
    {
      add_html (self, pos, end);
      return end;
    }
  if ((link == QING_SCAN_MORE || tag == QING_SCAN_MORE) && qing_inline_may_continue (self, pos))
    {
      qing_inline_unsettle (self);
      if (self->length - pos <= MAX_HELD_LENGTH)
        {
          qing_inline_hold (self, pos);
          return self->length;
        }
    }
  qing_inline_add_text (self, pos, pos + 1);
  return pos + 1;
}

static gsize
handle_exclamation (QingInlineParser *self, gsize pos)
{
  if (pos + 1 >= self->length && !self->final)
    {
      qing_inline_hold (self, pos);
      return self->length;
    }
  if (pos + 1 < self->length && self->raw[pos + 1] == '[')
    return qing_inline_handle_bracket (self, pos);
  qing_inline_add_text (self, pos, pos + 1);
  return pos + 1;
}

static const Handler handlers[128] = {
  ['\n'] = handle_newline,
  ['!'] = handle_exclamation,
  ['$'] = handle_dollar,
  ['&'] = handle_ampersand,
  ['*'] = qing_inline_handle_delimiter,
  [':'] = qing_inline_handle_colon,
  ['<'] = handle_less_than,
  ['@'] = qing_inline_handle_at,
  ['['] = qing_inline_handle_bracket,
  ['\\'] = handle_backslash,
  [']'] = qing_inline_handle_bracket_end,
  ['_'] = qing_inline_handle_delimiter,
  ['`'] = handle_backtick,
  ['w'] = qing_inline_handle_w,
  ['~'] = qing_inline_handle_delimiter,
};

static inline Handler
get_handler (char c)
{
  return (guchar) c < G_N_ELEMENTS (handlers) ? handlers[(guchar) c] : NULL;
}

static void
tokenize (QingInlineParser *self, gsize pos)
{
  while (pos < self->length && !self->stopped)
    {
      gsize start = pos;

      while (pos < self->length && get_handler (self->raw[pos]) == NULL)
        pos++;
      qing_inline_add_text (self, start, pos);
      if (pos < self->length)
        pos = get_handler (self->raw[pos]) (self, pos);
    }
  trim_last_text (self);
}

static void
parse_chunk (QingInlineParser *self, gsize length, gboolean final, QingInlineMark *mark)
{
  self->length = length;
  self->final = final;
  self->last_delimiter = QING_NO_ITEM;
  self->last_link = 0;
  self->unsettled = G_MAXUINT;
  self->stopped = FALSE;
  g_array_set_size (self->items, 0);
  g_array_set_size (self->brackets, 0);
  g_string_truncate (self->scratch, 0);

  qing_text_sink_truncate (self->sink, mark->text, mark->n_links);
  tokenize (self, mark->raw);
  qing_inline_process_emphasis (self, QING_NO_ITEM);
  qing_inline_flush (self, mark);
}

/* Ends a chunk for good. The blank that the next one begins with is text. */
static void
end_chunk (QingInlineParser *self, gsize end, QingInlineMark *mark)
{
  gsize next = end + (qing_is_space (self->raw[end]) ? 1 : 0);

  parse_chunk (self, end, TRUE, mark);
  qing_text_sink_append (self->sink, self->raw + end, next - end, QING_RUN_PLAIN, QING_NO_LINK);
  *mark = (QingInlineMark){ next, next, self->sink->text->len, self->sink->links->len };
}

/**
 * qing_inline_parse:
 * @self: a parser
 * @raw: the raw text, valid UTF-8
 * @length: how long it is now
 * @final: whether nothing will follow
 * @sink: where to put the text; cut back to @mark first
 * @mark: (inout): up to where all is settled
 * @missing: (nullable): a set that gets the labels without a definition
 */
void
qing_inline_parse (QingInlineParser *self,
                   const char *raw,
                   gsize length,
                   gboolean final,
                   QingTextSink *sink,
                   QingInlineMark *mark,
                   GHashTable *missing)
{
  gsize end;

  self->raw = raw;
  self->sink = sink;
  self->missing = missing;
  while ((end = qing_chunk_end (raw, length, mark->chunk)) < length)
    end_chunk (self, end, mark);
  parse_chunk (self, length, final, mark);
}
