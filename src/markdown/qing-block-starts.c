/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-starts.h"

#include <string.h>

#define MAX_NUMBER_DIGITS    9
#define MIN_FENCE_LENGTH     3
#define MAX_FOOTNOTE_LABEL   100
#define MAX_HTML_TAG_LENGTH  1000
#define MAX_BLOCK_TAG_LENGTH 10

static char
char_at (const QingLine *line, gsize pos)
{
  return pos < line->length ? line->text[pos] : '\0';
}

static gsize
run_end (const QingLine *line, gsize pos)
{
  char c = char_at (line, pos);

  while (pos < line->length && line->text[pos] == c)
    pos++;
  return pos;
}

static gsize
skip_blanks (const QingLine *line, gsize pos)
{
  while (pos < line->length && qing_is_blank (line->text[pos]))
    pos++;
  return pos;
}

static gboolean
is_blank_or_end (const QingLine *line, gsize pos)
{
  return pos >= line->length || qing_is_blank (line->text[pos]);
}

/* "## " and so on; returns 0 if it is no heading. */
guint
qing_line_heading_level (const QingLine *line, gsize *content)
{
  gsize end = run_end (line, line->word);

  if (qing_line_word_char (line) != '#' || end - line->word > 6 || !is_blank_or_end (line, end))
    return 0;
  *content = skip_blanks (line, end);
  return end - line->word;
}

/* A line of = or - under a paragraph; returns the heading's level or 0. */
guint
qing_line_underline_level (const QingLine *line)
{
  char c = qing_line_word_char (line);

  if ((c != '=' && c != '-') || skip_blanks (line, run_end (line, line->word)) != line->length)
    return 0;
  return c == '=' ? 1 : 2;
}

gboolean
qing_line_is_rule (const QingLine *line)
{
  char c = qing_line_word_char (line);
  guint count = 0;

  if (c != '*' && c != '-' && c != '_')
    return FALSE;
  for (gsize pos = line->word; pos < line->length; pos++)
    {
      if (line->text[pos] == c)
        count++;
      else if (!qing_is_blank (line->text[pos]))
        return FALSE;
    }
  return count >= 3;
}

gboolean
qing_line_opens_fence (const QingLine *line, QingFence *fence)
{
  char c = qing_line_word_char (line);
  gsize end = run_end (line, line->word);

  if ((c != '`' && c != '~') || end - line->word < MIN_FENCE_LENGTH)
    return FALSE;
  if (c == '`' && end < line->length && memchr (line->text + end, '`', line->length - end) != NULL)
    return FALSE;
  fence->fence = c;
  fence->length = end - line->word;
  fence->indent = line->indent;
  fence->info = (QingSpan){ skip_blanks (line, end), line->length };
  return TRUE;
}

gboolean
qing_line_closes_fence (const QingLine *line, const QingFence *fence)
{
  gsize end = run_end (line, line->word);

  return line->indent <= 3 && qing_line_word_char (line) == fence->fence &&
         end - line->word >= fence->length && skip_blanks (line, end) == line->length;
}

static gsize
scan_number (const QingLine *line, QingListMarker *marker)
{
  gsize pos = line->word;

  marker->number = 0;
  while (pos - line->word < MAX_NUMBER_DIGITS && g_ascii_isdigit (char_at (line, pos)))
    marker->number = marker->number * 10 + g_ascii_digit_value (line->text[pos++]);
  return pos;
}

/* Inside a paragraph a list must begin with 1 and with something in its first item. */
gboolean
qing_line_list_marker (const QingLine *line, gboolean interrupts_paragraph, QingListMarker *marker)
{
  gsize pos = line->word;
  char c = qing_line_word_char (line);

  marker->ordered = g_ascii_isdigit (c);
  if (marker->ordered)
    {
      pos = scan_number (line, marker);
      c = char_at (line, pos);
      if ((c != '.' && c != ')') || (interrupts_paragraph && marker->number != 1))
        return FALSE;
    }
  else if (c != '*' && c != '-' && c != '+')
    {
      return FALSE;
    }
  pos++;
  if (!is_blank_or_end (line, pos) ||
      (interrupts_paragraph && skip_blanks (line, pos) == line->length))
    return FALSE;
  marker->delimiter = c;
  marker->length = pos - line->word;
  return TRUE;
}

/* "[^label]:", with end after the colon and the blanks that follow it. */
gboolean
qing_line_footnote (const QingLine *line, QingSpan *label, gsize *end)
{
  gsize pos = line->word + 2;

  if (qing_line_word_char (line) != '[' || char_at (line, line->word + 1) != '^')
    return FALSE;
  while (pos < line->length && line->text[pos] != ']' && line->text[pos] != '[' &&
         !qing_is_blank (line->text[pos]))
    pos++;
  *label = (QingSpan){ line->word + 2, pos };
  if (pos == label->start || pos - label->start > MAX_FOOTNOTE_LABEL ||
      char_at (line, pos) != ']' || char_at (line, pos + 1) != ':')
    return FALSE;
  *end = skip_blanks (line, pos + 2);
  return TRUE;
}

static gboolean
is_block_tag (const char *name)
{
  static const char *const names[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "section",  "source",   "title",      "summary",  "table",      "tbody",  "td",
    "tfoot",    "th",       "thead",    "tr",         "track",    "ul"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static gsize
copy_tag_name (const QingLine *line, gsize pos, char name[MAX_BLOCK_TAG_LENGTH + 2])
{
  gsize length = 0;

  while (length <= MAX_BLOCK_TAG_LENGTH && g_ascii_isalnum (char_at (line, pos + length)))
    {
      name[length] = line->text[pos + length];
      length++;
    }
  name[length] = '\0';
  return pos + length;
}

static QingHtmlKind
named_html_kind (const QingLine *line)
{
  char name[MAX_BLOCK_TAG_LENGTH + 2];
  gboolean closing = char_at (line, line->word + 1) == '/';
  gsize end = copy_tag_name (line, line->word + (closing ? 2 : 1), name);
  char next = char_at (line, end);
  gboolean ends = next == '\0' || qing_is_space (next) || next == '>';

  if (!closing && ends &&
      (g_ascii_strcasecmp (name, "script") == 0 || g_ascii_strcasecmp (name, "pre") == 0 ||
       g_ascii_strcasecmp (name, "style") == 0))
    return QING_HTML_SCRIPT;
  if ((ends || (next == '/' && char_at (line, end + 1) == '>')) && is_block_tag (name))
    return QING_HTML_BLOCK;
  return QING_HTML_NONE;
}

/* One whole tag with nothing after it. */
static gboolean
is_lone_tag (const QingLine *line)
{
  gsize limit = MIN (line->length, line->word + MAX_HTML_TAG_LENGTH);
  char c = char_at (line, line->word + 1);
  gsize end;

  if (line->length > QING_MAX_HELD_LINE || (c != '/' && !g_ascii_isalpha (c)))
    return FALSE;
  return qing_scan_html_tag (line->text, limit, line->word, &end) == QING_SCAN_YES &&
         skip_blanks (line, end) == line->length;
}

QingHtmlKind
qing_line_html_kind (const QingLine *line, gboolean interrupts_paragraph)
{
  const char *rest = line->text + line->word;
  gsize length = line->length - line->word;
  QingHtmlKind kind;

  if (length < 2 || rest[0] != '<')
    return QING_HTML_NONE;
  if (length >= 4 && memcmp (rest, "<!--", 4) == 0)
    return QING_HTML_COMMENT;
  if (rest[1] == '?')
    return QING_HTML_INSTRUCTION;
  if (length >= 9 && memcmp (rest, "<![CDATA[", 9) == 0)
    return QING_HTML_CDATA;
  if (rest[1] == '!')
    return length > 2 && g_ascii_isupper (rest[2]) ? QING_HTML_DECLARATION : QING_HTML_NONE;
  kind = named_html_kind (line);
  if (kind == QING_HTML_NONE && !interrupts_paragraph && is_lone_tag (line))
    kind = QING_HTML_ANY;
  return kind;
}

static gboolean
contains_ignoring_case (const char *text, gsize length, const char *needle)
{
  gsize needle_length = strlen (needle);

  for (gsize i = 0; i + needle_length <= length; i++)
    if (text[i] == '<' && g_ascii_strncasecmp (text + i, needle, needle_length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a line ends an HTML block of those kinds that have an end of their own. */
gboolean
qing_html_ends (QingHtmlKind kind, const char *text, gsize length)
{
  switch (kind)
    {
    case QING_HTML_SCRIPT:
      return contains_ignoring_case (text, length, "</script>") ||
             contains_ignoring_case (text, length, "</pre>") ||
             contains_ignoring_case (text, length, "</style>");
    case QING_HTML_COMMENT:
      return g_strstr_len (text, length, "-->") != NULL;
    case QING_HTML_INSTRUCTION:
      return g_strstr_len (text, length, "?>") != NULL;
    case QING_HTML_DECLARATION:
      return g_strstr_len (text, length, ">") != NULL;
    case QING_HTML_CDATA:
      return g_strstr_len (text, length, "]]>") != NULL;
    case QING_HTML_NONE:
    case QING_HTML_BLOCK:
    case QING_HTML_ANY:
    default:
      return FALSE;
    }
}

/* Whether a line under a table has at least one cell; a lone pipe has none. */
gboolean
qing_line_is_row (const QingLine *line)
{
  gsize pos = line->word;

  if (char_at (line, pos) == '|')
    pos = skip_blanks (line, pos + 1);
  return pos < line->length;
}
