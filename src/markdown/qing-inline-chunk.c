/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-inline-private.h"

#include <string.h>

/* A chunk ends with the first line after so many bytes; if there is none for a while, with a
 * word; if there is none either, anywhere. What ends it must not depend on anything behind it,
 * or else growing text would be cut at other places than the whole of it.
 */
#define MIN_LENGTH      6144
#define MAX_LINE_LENGTH 2048
#define MAX_WORD_LENGTH 512

/* A picture may be given as data in the address of a link, which must not be cut. */
#define MAX_ADDRESS_LENGTH 131072

static gboolean
is_in_data_address (const char *raw, gsize start, gsize pos)
{
  gsize end = pos;

  while (pos > start && raw[pos - 1] != ')' && raw[pos - 1] != '(' && !qing_is_space (raw[pos - 1]))
    pos--;
  return pos > start + 1 && raw[pos - 1] == '(' && raw[pos - 2] == ']' && end - pos > 5 &&
         memcmp (raw + pos, "data:", 5) == 0;
}

static gsize
end_of_address (const char *raw, gsize length, gsize pos)
{
  gsize limit = MIN (length, pos + MAX_ADDRESS_LENGTH);

  while (pos < limit && raw[pos] != ')' && !qing_is_space (raw[pos]))
    pos++;
  return pos < limit && raw[pos] == ')' ? pos + 1 : pos;
}

static gsize
find (const char *raw, gsize length, gsize start, gsize max_length, char c)
{
  gsize limit = MIN (length, start + max_length);
  const char *found = limit > start ? memchr (raw + start, c, limit - start) : NULL;

  return found != NULL ? (gsize) (found - raw) : limit;
}

/* Returns: where the chunk that begins at start ends, or length if it has not ended yet */
gsize
qing_chunk_end (const char *raw, gsize length, gsize start)
{
  gsize line = start + MIN_LENGTH;
  gsize word = line + MAX_LINE_LENGTH;
  gsize last = word + MAX_WORD_LENGTH;
  gsize end;

  if (length <= line)
    return length;
  end = find (raw, length, line, MAX_LINE_LENGTH + MAX_WORD_LENGTH, '\n');
  if (end > word)
    end = MIN (end, find (raw, length, word, MAX_WORD_LENGTH, ' '));
  if (end < last)
    return end;
  while (end < length && ((guchar) raw[end] & 0xc0) == 0x80)
    end++;
  return is_in_data_address (raw, start, end) ? end_of_address (raw, length, end) : end;
}
