/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-scan.h"

#include <string.h>

#define MAX_LABEL_LENGTH       999
#define MAX_DESTINATION_LENGTH 131072
#define MAX_TITLE_LENGTH       4096
#define MAX_PARENTHESES        32
#define MAX_LOCAL_PART_LENGTH  128

static gboolean
is_escape (const char *text, gsize length, gsize pos)
{
  return text[pos] == '\\' && pos + 1 < length && g_ascii_ispunct (text[pos + 1]);
}

static gsize
skip_spaces (const char *text, gsize length, gsize pos)
{
  while (pos < length && qing_is_space (text[pos]))
    pos++;
  return pos;
}

static gsize
skip_blanks (const char *text, gsize length, gsize pos)
{
  while (pos < length && qing_is_blank (text[pos]))
    pos++;
  return pos;
}

/* "[label]", the label being what stands between the brackets. */
QingScan
qing_scan_link_label (const char *text, gsize length, gsize pos, QingSpan *label, gsize *end)
{
  gsize start = pos + 1;

  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] != '[')
    return QING_SCAN_NO;
  for (pos = start; pos < length; pos++)
    {
      if (pos - start > MAX_LABEL_LENGTH || text[pos] == '[')
        return QING_SCAN_NO;
      if (text[pos] == ']')
        {
          *label = (QingSpan){ start, pos };
          *end = pos + 1;
          return QING_SCAN_YES;
        }
      if (is_escape (text, length, pos))
        pos++;
    }
  return QING_SCAN_MORE;
}

static QingScan
scan_pointy_destination (const char *text,
                         gsize length,
                         gsize pos,
                         QingSpan *destination,
                         gsize *end)
{
  gsize start = pos + 1;

  for (pos = start; pos < length && pos - start < MAX_DESTINATION_LENGTH; pos++)
    {
      if (text[pos] == '>')
        {
          *destination = (QingSpan){ start, pos };
          *end = pos + 1;
          return QING_SCAN_YES;
        }
      if (text[pos] == '\\' && pos + 1 < length)
        pos++;
      else if (text[pos] == '\n' || text[pos] == '<')
        return QING_SCAN_NO;
    }
  return pos < length ? QING_SCAN_NO : QING_SCAN_MORE;
}

QingScan
qing_scan_link_destination (const char *text,
                            gsize length,
                            gsize pos,
                            QingSpan *destination,
                            gsize *end)
{
  gsize start = pos;
  guint depth = 0;

  if (pos < length && text[pos] == '<')
    return scan_pointy_destination (text, length, pos, destination, end);
  for (; pos < length && pos - start < MAX_DESTINATION_LENGTH; pos++)
    {
      if (is_escape (text, length, pos))
        pos++;
      else if (text[pos] == '(' && ++depth > MAX_PARENTHESES)
        return QING_SCAN_NO;
      else if (text[pos] == ')' && depth-- == 0)
        break;
      else if (qing_is_space (text[pos]))
        break;
    }
  *destination = (QingSpan){ start, pos };
  *end = pos;
  if (pos >= length)
    return QING_SCAN_MORE;
  if (qing_is_space (text[pos]) && pos == start)
    return QING_SCAN_NO;
  return pos - start < MAX_DESTINATION_LENGTH ? QING_SCAN_YES : QING_SCAN_NO;
}

QingScan
qing_scan_link_title (const char *text, gsize length, gsize pos, QingSpan *title, gsize *end)
{
  gsize start = pos + 1;
  char quote;

  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] != '"' && text[pos] != '\'' && text[pos] != '(')
    return QING_SCAN_NO;
  quote = text[pos] == '(' ? ')' : text[pos];
  for (pos = start; pos < length && pos - start < MAX_TITLE_LENGTH; pos++)
    {
      if (text[pos] == quote)
        {
          *title = (QingSpan){ start, pos };
          *end = pos + 1;
          return QING_SCAN_YES;
        }
      if (is_escape (text, length, pos))
        pos++;
      else if (quote == ')' && text[pos] == '(')
        return QING_SCAN_NO;
    }
  return pos < length ? QING_SCAN_NO : QING_SCAN_MORE;
}

/* "(destination)" or "(destination "title")", with text[pos] the opening parenthesis. */
QingScan
qing_scan_link_tail (const char *text,
                     gsize length,
                     gsize pos,
                     QingSpan *destination,
                     QingSpan *title,
                     gsize *end)
{
  QingScan scan;

  *title = (QingSpan){ 0, 0 };
  pos = skip_spaces (text, length, pos + 1);
  scan = qing_scan_link_destination (text, length, pos, destination, &pos);
  if (scan != QING_SCAN_YES)
    return scan;
  *end = skip_spaces (text, length, pos);
  if (*end > pos && *end < length && text[*end] != ')')
    {
      scan = qing_scan_link_title (text, length, *end, title, end);
      if (scan != QING_SCAN_YES)
        return scan;
      *end = skip_spaces (text, length, *end);
    }
  if (*end >= length)
    return QING_SCAN_MORE;
  return text[(*end)++] == ')';
}

/* Skips blanks and at most one line break. */
static gsize
skip_to_next_word (const char *text, gsize length, gsize pos)
{
  pos = skip_blanks (text, length, pos);
  if (pos < length && text[pos] == '\n')
    pos = skip_blanks (text, length, pos + 1);
  return pos;
}

/* A link reference definition, "[label]: destination "title"", at the start of a line. */
QingScan
qing_scan_definition (const char *text,
                      gsize length,
                      gsize pos,
                      QingSpan *label,
                      QingSpan *destination,
                      QingSpan *title,
                      gsize *end)
{
  QingScan scan = qing_scan_link_label (text, length, pos, label, &pos);
  gboolean pointy;
  gsize line;
  gsize next;

  if (scan != QING_SCAN_YES)
    return scan;
  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] != ':' || skip_spaces (text, label->end, label->start) == label->end)
    return QING_SCAN_NO;
  pos = skip_to_next_word (text, length, pos + 1);
  if (pos >= length)
    return QING_SCAN_MORE;
  pointy = text[pos] == '<';
  scan = qing_scan_link_destination (text, length, pos, destination, &pos);
  if (scan == QING_SCAN_NO || (scan == QING_SCAN_MORE && pointy))
    return scan;
  if (destination->end == destination->start && !pointy)
    return QING_SCAN_NO;

  *title = (QingSpan){ 0, 0 };
  line = skip_blanks (text, length, pos);
  next = skip_to_next_word (text, length, pos);
  scan = next > pos ? qing_scan_link_title (text, length, next, title, end) : QING_SCAN_NO;
  if (scan == QING_SCAN_YES)
    {
      *end = skip_blanks (text, length, *end);
      if (*end >= length || text[*end] == '\n')
        {
          *end = MIN (*end + 1, length);
          return QING_SCAN_YES;
        }
    }
  *title = (QingSpan){ 0, 0 };
  *end = MIN (line + 1, length);
  if (line >= length || text[line] == '\n')
    return QING_SCAN_YES;
  return scan == QING_SCAN_MORE ? QING_SCAN_MORE : QING_SCAN_NO;
}

/* Punctuation of Chinese and Japanese text, which ends an address written without spaces. */
static gboolean
ends_address (gunichar c)
{
  return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff0f) ||
         (c >= 0xff1a && c <= 0xff20) || (c >= 0xff3b && c <= 0xff40) ||
         (c >= 0xff5b && c <= 0xff65) || (c >= 0x2018 && c <= 0x201f);
}

/* Letters of such text belong to an address only where a part of its path begins. */
static gboolean
continues_address (const char *text, gsize pos, gboolean in_domain)
{
  gunichar c = g_utf8_get_char (text + pos);

  if (ends_address (c))
    return FALSE;
  if (qing_char_class (c) != QING_CHAR_CJK)
    return TRUE;
  return !in_domain && (strchr ("/=_-%", text[pos - 1]) != NULL ||
                        qing_char_class (qing_char_before (text, pos)) == QING_CHAR_CJK);
}

static gboolean
is_host_letter (gunichar c)
{
  return qing_char_class (c) != QING_CHAR_SPACE && !qing_char_is_punctuation (c);
}

static gsize
scan_domain (const char *text, gsize length, gsize pos, gboolean need_dot, gsize *looked)
{
  gsize start = pos;
  guint dots = 0;
  guint underscores = 0;
  guint underscores_before = 0;

  for (; pos < length; pos = g_utf8_next_char (text + pos) - text)
    {
      gunichar c = g_utf8_get_char (text + pos);

      if (c == '_')
        {
          underscores++;
        }
      else if (c == '.')
        {
          underscores_before = underscores;
          underscores = 0;
          dots++;
        }
      else if (c != '-' && (!is_host_letter (c) || !continues_address (text, pos, TRUE)))
        {
          break;
        }
    }
  *looked = pos;
  if (underscores > 0 || underscores_before > 0 || (need_dot && dots == 0))
    return start;
  return pos;
}

static gsize
trim_entity (const char *text, gsize start, gsize end)
{
  gsize name = end - 1;

  while (name > start && g_ascii_isalpha (text[name - 1]))
    name--;
  return name < end - 1 && name > start && text[name - 1] == '&' ? name - 1 : end - 1;
}

/* Punctuation after an address is the sentence's, except a parenthesis that it opened. */
static gsize
trim_address (const char *text, gsize start, gsize end)
{
  gssize open = 0;

  for (gsize i = start; i < end; i++)
    open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
  while (end > start)
    {
      char c = text[end - 1];

      if (c == ')' && open < 0)
        open++;
      else if (c == ';')
        {
          end = trim_entity (text, start, end);
          continue;
        }
      else if (strchr ("?!.,:*_~'\"", c) == NULL)
        break;
      end--;
    }
  return end;
}

/* An address without brackets, from its scheme or its www. on. */
gboolean
qing_scan_bare_url (const char *text,
                    gsize length,
                    gsize pos,
                    gboolean in_bracket,
                    QingAddress *address)
{
  gboolean www = text[pos] == 'w';
  const char *colon = www ? NULL : memchr (text + pos, ':', length - pos);
  gsize host = www ? pos : (gsize) (colon - text) + 3;
  gsize first = host + (www ? 4 : 0);
  gsize stop = scan_domain (text, length, host, www, &address->looked);

  address->start = pos;
  address->end = stop;
  if (stop == host || first >= length || !is_host_letter (g_utf8_get_char (text + first)))
    return FALSE;
  while (stop < length && !qing_is_space (text[stop]) && text[stop] != '<' &&
         !(in_bracket && (text[stop] == ']' || text[stop] == '[')) &&
         ((guchar) text[stop] < 0x80 || continues_address (text, stop, FALSE)))
    stop = g_utf8_next_char (text + stop) - text;
  address->looked = stop;
  address->end = trim_address (text, host, stop);
  return address->end > host;
}

/* An electronic mail address around the @ at text[at]; lower is how far back it may reach. */
gboolean
qing_scan_bare_email (const char *text, gsize length, gsize lower, gsize at, QingAddress *address)
{
  gsize pos = at;
  guint dots = 0;

  lower = MAX (lower, at > MAX_LOCAL_PART_LENGTH ? at - MAX_LOCAL_PART_LENGTH : 0);
  while (pos > lower && (g_ascii_isalnum (text[pos - 1]) || strchr (".+-_", text[pos - 1]) != NULL))
    pos--;
  *address = (QingAddress){ pos, at, MIN (at + 1, length) };
  if (pos == at || at + 1 >= length || !g_ascii_isalnum (text[at + 1]))
    return FALSE;
  for (pos = at + 1; pos < length; pos++)
    {
      if (text[pos] == '.' && pos + 1 < length && g_ascii_isalnum (text[pos + 1]))
        dots++;
      else if (!g_ascii_isalnum (text[pos]) && text[pos] != '-' && text[pos] != '_')
        break;
    }
  address->end = pos;
  address->looked = MIN (pos + 1, length);
  return dots > 0 && g_ascii_isalpha (text[pos - 1]) && (pos >= length || text[pos] != '@');
}
