/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-scan.h"

#include <string.h>

/* Chinese, Japanese and Korean scripts with their punctuation and full-width forms. */
static gboolean
is_cjk (gunichar c)
{
  return (c >= 0x2e80 && c <= 0xa4cf && c != 0x3000) || (c >= 0x1100 && c <= 0x11ff) ||
         (c >= 0xa960 && c <= 0xa97f) || (c >= 0xac00 && c <= 0xd7ff) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe10 && c <= 0xfe1f) ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff01 && c <= 0xffee) ||
         (c >= 0x1b000 && c <= 0x1b2ff) || (c >= 0x20000 && c <= 0x3ffff);
}

static gboolean
is_unicode_space (gunichar c)
{
  return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

gboolean
qing_char_is_punctuation (gunichar c)
{
  if (c < 0x80)
    return g_ascii_ispunct ((char) c);
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
      return TRUE;
    default:
      return FALSE;
    }
}

QingCharClass
qing_char_class (gunichar c)
{
  if (c < 0x80)
    {
      if (qing_is_space ((char) c))
        return QING_CHAR_SPACE;
      return g_ascii_ispunct ((char) c) ? QING_CHAR_PUNCTUATION : QING_CHAR_OTHER;
    }
  if (is_unicode_space (c))
    return QING_CHAR_SPACE;
  if (is_cjk (c))
    return QING_CHAR_CJK;
  return qing_char_is_punctuation (c) ? QING_CHAR_PUNCTUATION : QING_CHAR_OTHER;
}

/* The start and the end of the text count as a line break. */
gunichar
qing_char_before (const char *text, gsize pos)
{
  if (pos == 0)
    return '\n';
  do
    pos--;
  while (pos > 0 && ((guchar) text[pos] & 0xc0) == 0x80);
  return g_utf8_get_char (text + pos);
}

gunichar
qing_char_at (const char *text, gsize length, gsize pos)
{
  return pos < length ? g_utf8_get_char (text + pos) : '\n';
}

static gsize
skip_spaces (const char *text, gsize length, gsize pos)
{
  while (pos < length && qing_is_space (text[pos]))
    pos++;
  return pos;
}

static QingScan
scan_until (const char *text, gsize length, gsize pos, const char *terminator, gsize *end)
{
  gsize terminator_length = strlen (terminator);
  const char *found;

  if (pos >= length)
    return QING_SCAN_MORE;
  found = g_strstr_len (text + pos, length - pos, terminator);
  if (found == NULL)
    return QING_SCAN_MORE;
  *end = (gsize) (found - text) + terminator_length;
  return QING_SCAN_YES;
}

static QingScan
scan_attribute_value (const char *text, gsize length, gsize pos, gsize *end)
{
  gsize start = pos;

  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] == '"' || text[pos] == '\'')
    return scan_until (text, length, pos + 1, text[pos] == '"' ? "\"" : "'", end);
  while (pos < length && !qing_is_space (text[pos]) && strchr ("\"'=<>`", text[pos]) == NULL)
    pos++;
  *end = pos;
  if (pos == length)
    return QING_SCAN_MORE;
  return pos > start ? QING_SCAN_YES : QING_SCAN_NO;
}

static QingScan
scan_attribute (const char *text, gsize length, gsize pos, gsize *end)
{
  gsize equals;

  if (!g_ascii_isalpha (text[pos]) && text[pos] != '_' && text[pos] != ':')
    return QING_SCAN_NO;
  while (pos < length && (g_ascii_isalnum (text[pos]) || strchr (":._-", text[pos]) != NULL))
    pos++;
  equals = skip_spaces (text, length, pos);
  if (equals >= length)
    return QING_SCAN_MORE;
  if (text[equals] == '=')
    return scan_attribute_value (text, length, skip_spaces (text, length, equals + 1), end);
  *end = pos;
  return QING_SCAN_YES;
}

static QingScan
scan_open_tag (const char *text, gsize length, gsize pos, gsize *end)
{
  while (pos < length && (g_ascii_isalnum (text[pos]) || text[pos] == '-'))
    pos++;
  for (;;)
    {
      gsize next = skip_spaces (text, length, pos);
      QingScan attribute;

      if (next >= length)
        return QING_SCAN_MORE;
      *end = next + 1;
      if (text[next] == '>')
        return QING_SCAN_YES;
      *end = next + 2;
      if (text[next] == '/')
        return next + 1 >= length ? QING_SCAN_MORE : text[next + 1] == '>';
      if (next == pos)
        return QING_SCAN_NO;
      attribute = scan_attribute (text, length, next, &pos);
      if (attribute != QING_SCAN_YES)
        return attribute;
    }
}

static QingScan
scan_closing_tag (const char *text, gsize length, gsize pos, gsize *end)
{
  if (pos >= length)
    return QING_SCAN_MORE;
  if (!g_ascii_isalpha (text[pos]))
    return QING_SCAN_NO;
  while (pos < length && (g_ascii_isalnum (text[pos]) || text[pos] == '-'))
    pos++;
  pos = skip_spaces (text, length, pos);
  *end = pos + 1;
  return pos >= length ? QING_SCAN_MORE : text[pos] == '>';
}

/* The hyphens that open a comment may also be those that close it. A comment that holds the
 * opening of another is none; else many openings would all look for the same end.
 */
static QingScan
scan_comment (const char *text, gsize length, gsize pos, gsize *end)
{
  const char *inner = g_strstr_len (text + pos, length - pos, "<!--");
  gsize limit = inner != NULL ? (gsize) (inner - text) : length;

  if (scan_until (text, limit, pos - 2, "-->", end) == QING_SCAN_YES)
    return QING_SCAN_YES;
  return inner != NULL ? QING_SCAN_NO : QING_SCAN_MORE;
}

static QingScan
scan_declaration (const char *text, gsize length, gsize pos, gsize *end)
{
  while (pos < length && g_ascii_isupper (text[pos]))
    pos++;
  if (pos >= length)
    return QING_SCAN_MORE;
  return qing_is_space (text[pos]) ? scan_until (text, length, pos, ">", end) : QING_SCAN_NO;
}

static QingScan
scan_markup (const char *text, gsize length, gsize pos, gsize *end)
{
  static const char cdata[] = "[CDATA[";
  gsize available = MIN (length - pos, strlen (cdata));

  if (pos >= length)
    return QING_SCAN_MORE;
  if (g_ascii_isupper (text[pos]))
    return scan_declaration (text, length, pos, end);
  if (text[pos] == '-')
    {
      if (pos + 1 >= length)
        return QING_SCAN_MORE;
      return text[pos + 1] == '-' ? scan_comment (text, length, pos + 2, end) : QING_SCAN_NO;
    }
  if (memcmp (text + pos, cdata, available) != 0)
    return QING_SCAN_NO;
  if (available < strlen (cdata))
    return QING_SCAN_MORE;
  return scan_until (text, length, pos + available, "]]>", end);
}

/* Any one piece of raw HTML: a tag, a comment, a declaration, an instruction, CDATA. */
QingScan
qing_scan_html_tag (const char *text, gsize length, gsize pos, gsize *end)
{
  if (pos + 1 >= length)
    return QING_SCAN_MORE;
  pos++;
  if (g_ascii_isalpha (text[pos]))
    return scan_open_tag (text, length, pos, end);
  if (text[pos] == '/')
    return scan_closing_tag (text, length, pos + 1, end);
  if (text[pos] == '?')
    return scan_until (text, length, pos + 1, "?>", end);
  if (text[pos] == '!')
    return scan_markup (text, length, pos + 1, end);
  return QING_SCAN_NO;
}

static QingScan
scan_angle_uri (const char *text, gsize length, gsize pos, gsize *end)
{
  gsize start = pos;

  if (pos < length && !g_ascii_isalpha (text[pos]))
    return QING_SCAN_NO;
  while (pos < length && pos - start < 33 &&
         (g_ascii_isalnum (text[pos]) || strchr (".+-", text[pos]) != NULL))
    pos++;
  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] != ':' || pos - start < 2 || pos - start > 32)
    return QING_SCAN_NO;
  while (pos < length && (guchar) text[pos] > ' ' && text[pos] != '<' && text[pos] != '>')
    pos++;
  *end = pos + 1;
  return pos >= length ? QING_SCAN_MORE : text[pos] == '>';
}

static QingScan
scan_angle_email (const char *text, gsize length, gsize pos, gsize *end)
{
  gsize start = pos;

  while (pos < length &&
         (g_ascii_isalnum (text[pos]) || strchr (".!#$%&'*+/=?^_`{|}~-", text[pos]) != NULL))
    pos++;
  if (pos >= length)
    return QING_SCAN_MORE;
  if (pos == start || text[pos] != '@')
    return QING_SCAN_NO;
  do
    {
      gsize label = ++pos;

      while (pos < length && (g_ascii_isalnum (text[pos]) || text[pos] == '-'))
        pos++;
      if (pos >= length)
        return QING_SCAN_MORE;
      if (pos == label || pos - label > 63 || text[label] == '-' || text[pos - 1] == '-')
        return QING_SCAN_NO;
    }
  while (text[pos] == '.');
  *end = pos + 1;
  return text[pos] == '>';
}

/* An address between angle brackets. */
QingScan
qing_scan_angle_link (const char *text, gsize length, gsize pos, gsize *end, gboolean *is_email)
{
  QingScan uri = scan_angle_uri (text, length, pos + 1, end);
  QingScan email;

  *is_email = FALSE;
  if (uri == QING_SCAN_YES)
    return uri;
  email = scan_angle_email (text, length, pos + 1, end);
  *is_email = email == QING_SCAN_YES;
  return email == QING_SCAN_NO ? uri : email;
}
