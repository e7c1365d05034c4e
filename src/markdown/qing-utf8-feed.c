/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-utf8-feed.h"

#include <string.h>

#define REPLACEMENT "\357\277\275"

/* Whether these are only the first bytes of a character. GLib also says so of sequences of five
 * or six bytes, which no character has, and of those with a NUL in them.
 */
static gboolean
is_cut_off (const char *bytes, gsize length)
{
  guchar first = *bytes;
  gsize needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

  return first >= 0xc0 && first < 0xf8 && length < needed &&
         g_utf8_get_char_validated (bytes, length) == (gunichar) -2;
}

/* Appends what is valid, replaces what can never be, and keeps the beginning of a character
 * that the end cuts in two. Returns how many bytes are left over.
 */
static gsize
append_valid (GString *out, const char *bytes, gsize length)
{
  while (length > 0)
    {
      const char *end;
      gsize valid;

      if (g_utf8_validate_len (bytes, length, &end))
        {
          g_string_append_len (out, bytes, length);
          return 0;
        }
      valid = end - bytes;
      g_string_append_len (out, bytes, valid);
      bytes = end;
      length -= valid;
      if (is_cut_off (bytes, length))
        return length;
      g_string_append (out, REPLACEMENT);
      bytes++;
      length--;
    }
  return 0;
}

void
qing_utf8_feed_append (QingUtf8Feed *self, GString *out, const char *bytes, gsize length)
{
  gsize rest;

  while (self->n_pending > 0 && length > 0)
    {
      self->pending[self->n_pending++] = *bytes++;
      length--;
      rest = append_valid (out, self->pending, self->n_pending);
      memmove (self->pending, self->pending + self->n_pending - rest, rest);
      self->n_pending = rest;
    }
  rest = append_valid (out, bytes, length);
  memcpy (self->pending + self->n_pending, bytes + length - rest, rest);
  self->n_pending += rest;
}

void
qing_utf8_feed_finish (QingUtf8Feed *self, GString *out)
{
  for (guint i = 0; i < self->n_pending; i++)
    g_string_append (out, REPLACEMENT);
  self->n_pending = 0;
}
