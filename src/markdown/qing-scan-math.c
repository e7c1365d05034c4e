/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-scan.h"

#include <string.h>

#define MAX_PENDING_LENGTH 200

/* What a price or a variable of a shell never holds, but most formulas do. */
#define TEX_CHARACTERS "\\^_{}=+*/<>|"

static gboolean
has_tex (const char *text, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (strchr (TEX_CHARACTERS, text[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether a word of three letters or more follows a space: that is a sentence. */
static gboolean
has_words (const char *text, gsize start, gsize end)
{
  guint letters = 0;
  gboolean after_space = FALSE;

  for (gsize i = start; i < end; i++)
    {
      if (!g_ascii_isalpha (text[i]))
        {
          after_space = qing_is_space (text[i]);
          letters = 0;
        }
      else if (after_space && ++letters == 3)
        {
          return TRUE;
        }
    }
  return FALSE;
}

/* "$5 a day or 6$" is about money, "$HOME/$USER" about a shell. */
static gboolean
is_prose (const char *text, gsize length, gsize start, gsize end)
{
  char next = end + 1 < length ? text[end + 1] : '\0';

  if (g_ascii_isdigit (text[start]))
    return !has_tex (text, start, end) && has_words (text, start, end);
  if (g_ascii_isupper (next) || next == '{' || next == '_')
    return text[start] == '{' || (end - start > 1 && g_ascii_isupper (text[start]) &&
                                  (g_ascii_isupper (text[start + 1]) || text[start + 1] == '_'));
  return FALSE;
}

/* The first dollar sign that is not escaped decides, wherever it stands. One at the very end
 * counts as closing; a digit may still follow it.
 */
static QingScan
scan_dollar (const char *text, gsize length, gsize pos, QingSpan *tex, gsize *end)
{
  gsize start = pos + 1;
  gunichar before = qing_char_before (text, pos);

  if (before < 0x80 && g_ascii_isalnum ((char) before))
    return QING_SCAN_NO;
  if (start < length && (qing_is_space (text[start]) || text[start] == '`'))
    return QING_SCAN_NO;
  for (pos = start; pos < length && text[pos] != '$'; pos++)
    {
      if (text[pos] == '`')
        return QING_SCAN_NO;
      if (text[pos] == '\\')
        pos++;
    }
  if (pos >= length)
    return QING_SCAN_MORE;
  if (pos == start || qing_is_space (text[pos - 1]) || is_prose (text, length, start, pos) ||
      (pos + 1 < length && g_ascii_isdigit (text[pos + 1])))
    return QING_SCAN_NO;
  *tex = (QingSpan){ start, pos };
  *end = pos + 1;
  return QING_SCAN_YES;
}

static gboolean
is_empty (const char *text, QingSpan span)
{
  while (span.start < span.end && qing_is_space (text[span.start]))
    span.start++;
  return span.start == span.end;
}

/* Up to the closing delimiter; another opening one or a backtick means that it was none. */
static QingScan
scan_delimited (const char *text,
                gsize length,
                gsize pos,
                const char *open,
                const char *close,
                QingSpan *tex,
                gsize *end)
{
  gsize start = pos + 2;

  for (pos = start; pos < length; pos++)
    {
      if (text[pos] == '`')
        return QING_SCAN_NO;
      if (pos + 1 >= length)
        break;
      if (text[pos] == close[0] && text[pos + 1] == close[1])
        {
          *tex = (QingSpan){ start, pos };
          *end = pos + 2;
          return is_empty (text, *tex) ? QING_SCAN_NO : QING_SCAN_YES;
        }
      if (text[pos] == open[0] && text[pos + 1] == open[1])
        return QING_SCAN_NO;
      if (text[pos] == '\\')
        pos++;
    }
  return QING_SCAN_MORE;
}

/* Mathematics from a dollar sign or a backslash on. */
QingScan
qing_scan_math (const char *text,
                gsize length,
                gsize pos,
                QingSpan *tex,
                gboolean *display,
                gsize *end)
{
  *display = FALSE;
  if (pos + 1 >= length)
    return QING_SCAN_MORE;
  if (text[pos] == '\\')
    {
      *display = text[pos + 1] == '[';
      if (*display)
        return scan_delimited (text, length, pos, "\\[", "\\]", tex, end);
      return text[pos + 1] == '(' ? scan_delimited (text, length, pos, "\\(", "\\)", tex, end)
                                  : QING_SCAN_NO;
    }
  *display = text[pos + 1] == '$';
  if (*display)
    return scan_delimited (text, length, pos, "$$", "$$", tex, end);
  return scan_dollar (text, length, pos, tex, end);
}

/* Whether what has come after the delimiter so far is better held back than shown as text. */
gboolean
qing_scan_math_is_likely (const char *text, gsize length, gsize pos)
{
  gsize start = pos + 1;

  if (text[pos] == '\\')
    return TRUE;
  if (start < length && text[start] == '$')
    return TRUE;
  if (length - pos > MAX_PENDING_LENGTH || memchr (text + pos, '\n', length - pos) != NULL)
    return FALSE;
  if (start < length && g_ascii_isdigit (text[start]))
    return FALSE;
  return has_tex (text, start, length) || !has_words (text, start, length);
}
