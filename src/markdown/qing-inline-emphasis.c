/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-inline-private.h"

/* Where openers were looked for in vain, by kind of closer; see the specification of
 * CommonMark, "process emphasis".
 */
typedef struct
{
  guint lowest[3][2][3];
} Bottoms;

static guint
delimiter_kind (char c)
{
  return c == '*' ? 0 : c == '_' ? 1 : 2;
}

static guint *
get_bottom (Bottoms *bottoms, const QingItem *closer)
{
  return &bottoms
            ->lowest[delimiter_kind (closer->delimiter)][closer->can_open][closer->original % 3];
}

/* Characters of CJK scripts and their punctuation count as letters, but let punctuation beside
 * them pass, because those scripts put no spaces around emphasis. A tilde is
 * looked through. Returns how far the text was looked at.
 */
static gsize
get_flanking (QingInlineParser *self, gsize start, gsize end, QingItem *item)
{
  gunichar before;
  gunichar after;
  QingCharClass class_before;
  QingCharClass class_after;
  gboolean left;
  gboolean right;

  while (item->delimiter != '~' && start > 0 && self->raw[start - 1] == '~')
    start--;
  while (item->delimiter != '~' && end < self->length && self->raw[end] == '~')
    end++;
  before = qing_char_before (self->raw, start);
  after = qing_char_at (self->raw, self->length, end);
  class_before = qing_char_class (before);
  class_after = qing_char_class (after);
  left = class_after != QING_CHAR_SPACE &&
         (class_after != QING_CHAR_PUNCTUATION || class_before != QING_CHAR_OTHER);
  right = class_before != QING_CHAR_SPACE &&
          (class_before != QING_CHAR_PUNCTUATION || class_after != QING_CHAR_OTHER);

  item->can_open = left;
  item->can_close = right;
  if (item->delimiter == '_')
    {
      item->can_open = left && (!right || qing_char_is_punctuation (before));
      item->can_close = right && (!left || qing_char_is_punctuation (after));
    }
  return end;
}

static void
push_delimiter (QingInlineParser *self, guint index)
{
  QingItem *item = qing_inline_item (self, index);

  item->previous = self->last_delimiter;
  item->next = QING_NO_ITEM;
  if (self->last_delimiter != QING_NO_ITEM)
    qing_inline_item (self, self->last_delimiter)->next = index;
  self->last_delimiter = index;
}

/* A run of *, _ or ~. One at the end of growing text is held back unless it may close. */
gsize
qing_inline_handle_delimiter (QingInlineParser *self, gsize pos)
{
  char c = self->raw[pos];
  gsize end = pos;
  QingItem item = { .delimiter = c };
  QingItem *added;
  gboolean at_end;

  while (end < self->length && self->raw[end] == c)
    end++;
  at_end = get_flanking (self, pos, end, &item) == self->length && !self->final;
  if (at_end)
    qing_inline_unsettle (self);
  if (at_end && (!item.can_close || (c == '~' && end - pos != 2)))
    {
      qing_inline_hold (self, pos);
      return self->length;
    }
  if ((!item.can_open && !item.can_close) || (c == '~' && end - pos != 2))
    {
      qing_inline_add_text (self, pos, end);
      return end;
    }
  added = qing_inline_add_item (self, QING_ITEM_DELIMITER, pos);
  added->length = end - pos;
  added->delimiter = c;
  added->can_open = item.can_open;
  added->can_close = item.can_close;
  added->original = added->count = end - pos;
  push_delimiter (self, self->items->len - 1);
  return end;
}

static void
remove_delimiter (QingInlineParser *self, guint index)
{
  QingItem *item = qing_inline_item (self, index);

  if (item->previous != QING_NO_ITEM)
    qing_inline_item (self, item->previous)->next = item->next;
  if (item->next != QING_NO_ITEM)
    qing_inline_item (self, item->next)->previous = item->previous;
  else
    self->last_delimiter = item->previous;
}

static gboolean
can_match (const QingItem *opener, const QingItem *closer)
{
  if (!opener->can_open || opener->delimiter != closer->delimiter)
    return FALSE;
  if (closer->delimiter == '~')
    return TRUE;
  return !(closer->can_open || opener->can_close) || closer->original % 3 == 0 ||
         (opener->original + closer->original) % 3 != 0;
}

static guint
find_opener (QingInlineParser *self, guint closer_index, guint bottom, Bottoms *bottoms)
{
  const QingItem *closer = qing_inline_item (self, closer_index);
  guint lowest = *get_bottom (bottoms, closer);

  for (guint index = closer->previous; index != QING_NO_ITEM && index != bottom;)
    {
      const QingItem *opener = qing_inline_item (self, index);

      if (index < lowest || opener->raw + QING_INLINE_REACH < closer->raw)
        break;
      if (can_match (opener, closer))
        return index;
      index = opener->previous;
    }
  return QING_NO_ITEM;
}

static void
count_match (QingItem *opener, QingItem *closer)
{
  guint used = opener->count >= 2 && closer->count >= 2 ? 2 : 1;

  if (opener->delimiter == '~')
    {
      opener->opens_strike++;
      closer->closes_strike++;
    }
  else if (used == 2)
    {
      opener->opens_bold++;
      closer->closes_bold++;
    }
  else
    {
      opener->opens_italic++;
      closer->closes_italic++;
    }
  opener->count -= used;
  closer->count -= used;
}

/* Returns the closer to go on with. */
static guint
match (QingInlineParser *self, guint opener_index, guint closer_index)
{
  QingItem *opener = qing_inline_item (self, opener_index);
  QingItem *closer = qing_inline_item (self, closer_index);
  guint next = closer->next;

  count_match (opener, closer);
  opener->next = closer_index;
  closer->previous = opener_index;
  if (opener->count == 0)
    remove_delimiter (self, opener_index);
  if (closer->count > 0)
    return closer_index;
  remove_delimiter (self, closer_index);
  return next;
}

static guint
first_after (QingInlineParser *self, guint bottom)
{
  guint index = self->last_delimiter;

  if (index == bottom)
    return QING_NO_ITEM;
  while (qing_inline_item (self, index)->previous != bottom)
    index = qing_inline_item (self, index)->previous;
  return index;
}

/* Matches the delimiters after the one at bottom. What is left over stays in the list. */
void
qing_inline_process_emphasis (QingInlineParser *self, guint bottom)
{
  Bottoms bottoms = { 0 };
  guint index = first_after (self, bottom);

  while (index != QING_NO_ITEM)
    {
      QingItem *closer = qing_inline_item (self, index);
      guint next = closer->next;
      guint opener;

      if (!closer->can_close)
        {
          index = next;
          continue;
        }
      opener = find_opener (self, index, bottom, &bottoms);
      if (opener != QING_NO_ITEM)
        {
          index = match (self, opener, index);
          continue;
        }
      *get_bottom (&bottoms, closer) = index;
      if (!closer->can_open)
        remove_delimiter (self, index);
      index = next;
    }
}
