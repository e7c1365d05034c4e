/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-inline-private.h"

#include <string.h>

typedef struct
{
  char *url;
  char *title;
  gsize end;
} Target;

static void
target_clear (Target *target)
{
  g_free (target->url);
  g_free (target->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static const QingReference *
look_up (QingInlineParser *self, const char *prefix, QingSpan span)
{
  g_autofree char *label = qing_reference_dup_label (self->raw + span.start, span.end - span.start);
  g_autofree char *key = NULL;
  const QingReference *reference;

  if (label == NULL)
    return NULL;
  key = g_strconcat (prefix, label, NULL);
  reference = qing_references_lookup (self->references, key);
  if (reference == NULL && self->missing != NULL)
    g_hash_table_add (self->missing, g_steal_pointer (&key));
  return reference;
}

/* "[^label]" is a footnote's number once there is such a footnote. */
static gsize
try_footnote (QingInlineParser *self, gsize pos)
{
  QingSpan label;
  QingItem *item;
  gsize end;

  if (pos + 2 >= self->length || self->raw[pos + 1] != '^' ||
      qing_scan_link_label (self->raw, self->length, pos, &label, &end) != QING_SCAN_YES)
    return pos;
  label.start++;
  for (gsize i = label.start; i < label.end; i++)
    if (qing_is_space (self->raw[i]))
      return pos;
  if (look_up (self, "^", label) == NULL)
    return pos;
  item = qing_inline_add_item (self, QING_ITEM_STYLED, pos);
  item->start = label.start;
  item->length = label.end - label.start;
  item->flags = QING_RUN_FOOTNOTE_REF;
  return end;
}

/* "[" or "![" */
gsize
qing_inline_handle_bracket (QingInlineParser *self, gsize pos)
{
  gboolean image = self->raw[pos] == '!';
  guint index;
  QingItem *item;

  if (!image)
    {
      gsize end = try_footnote (self, pos);

      if (end > pos)
        return end;
    }
  if (self->brackets->len > 0)
    {
      index = g_array_index (self->brackets, guint, self->brackets->len - 1);
      qing_inline_item (self, index)->bracket_after = TRUE;
    }
  item = qing_inline_add_item (self, QING_ITEM_BRACKET, pos);
  item->length = image ? 2 : 1;
  item->image = image;
  item->bottom = self->last_delimiter;
  index = self->items->len - 1;
  g_array_append_val (self->brackets, index);
  return pos + item->length;
}

static QingScan
find_inline_target (QingInlineParser *self, gsize pos, Target *target)
{
  QingSpan destination;
  QingSpan title;
  QingScan scan =
    qing_scan_link_tail (self->raw, self->length, pos, &destination, &title, &target->end);

  if (scan != QING_SCAN_YES)
    return scan;
  target->url = qing_dup_unescaped (self->raw, destination);
  target->title = qing_dup_unescaped (self->raw, title);
  return QING_SCAN_YES;
}

static gboolean
is_blank (const char *raw, QingSpan span)
{
  while (span.start < span.end && qing_is_space (raw[span.start]))
    span.start++;
  return span.start == span.end;
}

static gboolean
find_reference (QingInlineParser *self, const QingItem *opener, gsize pos, Target *target)
{
  QingSpan label = { 0, 0 };
  const QingReference *reference = NULL;
  gboolean full =
    qing_scan_link_label (self->raw, self->length, pos + 1, &label, &target->end) == QING_SCAN_YES;

  if (!full)
    target->end = pos + 1;
  if ((!full || is_blank (self->raw, label)) && !opener->bracket_after)
    label = (QingSpan){ opener->raw + opener->length, pos };
  else if (!full)
    return FALSE;
  if (label.end - label.start < QING_INLINE_REACH)
    reference = look_up (self, "", label);
  if (reference == NULL)
    return FALSE;
  target->url = g_strdup (reference->url);
  target->title = g_strdup (reference->title);
  return TRUE;
}

static void
close_bracket (QingInlineParser *self, guint index, gsize pos, QingBracketState state)
{
  guint bottom = qing_inline_item (self, index)->bottom;
  QingItem *end;

  qing_inline_item (self, index)->state = state;
  end = qing_inline_add_item (self, QING_ITEM_BRACKET_END, pos);
  end->image = qing_inline_item (self, index)->image;
  qing_inline_process_emphasis (self, bottom);
  self->last_delimiter = bottom;
  if (bottom != QING_NO_ITEM)
    qing_inline_item (self, bottom)->next = QING_NO_ITEM;
}

static gsize
add_literal_end (QingInlineParser *self, gsize pos)
{
  qing_inline_add_text (self, pos, pos + 1);
  return pos + 1;
}

/* The text so far is shown as a link to nowhere; the opening bracket is still unsettled. */
static gsize
wait_for_target (QingInlineParser *self, guint index, gsize pos, QingBracketState state)
{
  if (state == QING_BRACKET_PENDING)
    close_bracket (self, index, pos, state);
  qing_inline_hold (self, pos);
  self->unsettled = MIN (self->unsettled, index);
  return self->length;
}

static gboolean
may_complete_label (QingInlineParser *self, gsize pos)
{
  QingSpan label;
  gsize end;

  return !self->final &&
         qing_scan_link_label (self->raw, self->length, pos, &label, &end) == QING_SCAN_MORE;
}

/* A link holds no other link, so the brackets before the last one open none. */
static gboolean
can_be_matched (QingInlineParser *self, guint index, gsize pos)
{
  const QingItem *opener = qing_inline_item (self, index);

  return opener->raw + QING_INLINE_REACH >= pos && (opener->image || index >= self->last_link);
}

/* Takes the target behind the bracket at pos, if there is one. */
static gsize
close_with_target (QingInlineParser *self, guint index, gsize pos, QingScan scan, Target *target)
{
  QingItem *opener = qing_inline_item (self, index);

  g_array_set_size (self->brackets, self->brackets->len - 1);
  opener->state = QING_BRACKET_LITERAL;
  if (scan != QING_SCAN_YES && !find_reference (self, opener, pos, target))
    return add_literal_end (self, pos);
  opener->link = qing_text_sink_add_link (self->sink, target->url, target->title);
  if (!opener->image)
    self->last_link = index;
  close_bracket (self, index, pos, QING_BRACKET_MATCHED);
  return target->end;
}

/* "]", with whatever makes it the end of a link or of an image. */
gsize
qing_inline_handle_bracket_end (QingInlineParser *self, gsize pos)
{
  g_auto (Target) target = { NULL };
  QingScan scan = QING_SCAN_NO;
  char next = pos + 1 < self->length ? self->raw[pos + 1] : '\0';
  guint index;

  if (self->brackets->len == 0)
    return add_literal_end (self, pos);
  index = g_array_index (self->brackets, guint, self->brackets->len - 1);
  if (self->unsettled <= self->items->len)
    self->unsettled = MIN (self->unsettled, index);
  if (!can_be_matched (self, index, pos))
    {
      qing_inline_item (self, index)->state = QING_BRACKET_LITERAL;
      g_array_set_size (self->brackets, self->brackets->len - 1);
      return add_literal_end (self, pos);
    }
  if (next == '(')
    scan = find_inline_target (self, pos + 1, &target);
  if (scan == QING_SCAN_MORE && !self->final)
    return wait_for_target (self, index, pos, QING_BRACKET_PENDING);
  if ((next == '\0' && !self->final) || (next == '[' && may_complete_label (self, pos + 1)))
    return wait_for_target (self, index, pos, QING_BRACKET_OPEN);
  return close_with_target (self, index, pos, scan, &target);
}

static gboolean
has_scheme (const char *raw, gsize start, gsize colon)
{
  gsize length = colon - start;

  return (length == 4 && g_ascii_strncasecmp (raw + start, "http", 4) == 0) ||
         (length == 5 && g_ascii_strncasecmp (raw + start, "https", 5) == 0) ||
         (length == 3 && g_ascii_strncasecmp (raw + start, "ftp", 3) == 0);
}

/* Where the text that ends at pos begins, as far back as it is as written. */
static gsize
text_start (QingInlineParser *self, gsize pos)
{
  const QingItem *last;

  if (self->items->len == 0)
    return pos;
  last = qing_inline_item (self, self->items->len - 1);
  if (last->kind != QING_ITEM_TEXT || last->scratch || last->start + last->length != pos)
    return pos;
  return last->start;
}

static gboolean
is_in_bracket (QingInlineParser *self, gsize pos)
{
  guint index;

  if (self->brackets->len == 0)
    return FALSE;
  index = g_array_index (self->brackets, guint, self->brackets->len - 1);
  return qing_inline_item (self, index)->raw + QING_INLINE_REACH >= pos;
}

/* Adds an address of which the beginning, up to pos, has been read as text already. While it
 * may still go on it is not settled, even if it is no address as far as it goes.
 */
static gsize
add_address (QingInlineParser *self,
             gsize pos,
             const QingAddress *address,
             gboolean valid,
             const char *prefix)
{
  gsize length = address->end - address->start;
  gboolean open = !self->final && address->looked == self->length;
  g_autofree char *url = NULL;
  QingItem *item;

  if (valid && address->start < pos)
    qing_inline_item (self, self->items->len - 1)->length -= pos - address->start;
  if (open)
    qing_inline_unsettle (self);
  if (!valid)
    {
      qing_inline_add_text (self, pos, pos + 1);
      return pos + 1;
    }
  item = qing_inline_add_item (self, QING_ITEM_AUTOLINK, address->start);
  item->length = length;
  url = g_strdup_printf ("%s%.*s", prefix, (int) length, self->raw + address->start);
  item->link = qing_text_sink_add_link (self->sink, url, NULL);
  return address->end;
}

gsize
qing_inline_handle_colon (QingInlineParser *self, gsize pos)
{
  gsize limit = qing_inline_reach (self, pos);
  gsize lower = text_start (self, pos);
  gsize start = pos;
  QingAddress address;
  gboolean valid;

  while (start > lower && pos - start < 6 && g_ascii_isalpha (self->raw[start - 1]))
    start--;
  if (pos + 3 >= limit || self->raw[pos + 1] != '/' || self->raw[pos + 2] != '/' ||
      !has_scheme (self->raw, start, pos))
    {
      qing_inline_add_text (self, pos, pos + 1);
      return pos + 1;
    }
  valid = qing_scan_bare_url (self->raw, limit, start, is_in_bracket (self, pos), &address);
  return add_address (self, pos, &address, valid, "");
}

gsize
qing_inline_handle_w (QingInlineParser *self, gsize pos)
{
  gsize limit = qing_inline_reach (self, pos);
  gunichar before = qing_char_before (self->raw, pos);
  gboolean boundary = before < 0x80
                        ? qing_is_space ((char) before) || strchr ("*_~(", (char) before) != NULL
                        : qing_char_class (before) == QING_CHAR_CJK;
  QingAddress address;
  gboolean valid;

  if (!boundary || limit - pos <= 4 || memcmp (self->raw + pos, "www.", 4) != 0)
    {
      qing_inline_add_text (self, pos, pos + 1);
      return pos + 1;
    }
  valid = qing_scan_bare_url (self->raw, limit, pos, is_in_bracket (self, pos), &address);
  return add_address (self, pos, &address, valid, "http://");
}

gsize
qing_inline_handle_at (QingInlineParser *self, gsize pos)
{
  gsize limit = qing_inline_reach (self, pos);
  QingAddress address;
  gboolean valid = qing_scan_bare_email (self->raw, limit, text_start (self, pos), pos, &address);

  return add_address (self, pos, &address, valid, "mailto:");
}
