/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-scan.h"

#include <cmark-gfm.h>
#include <string.h>

#define MAX_NAME_LENGTH    32
#define REPLACEMENT        0xfffd
#define MAX_DECIMAL_DIGITS 7
#define MAX_HEX_DIGITS     6

/* The few names that nearly every text is content with; the library knows the others. */
static const struct
{
  const char *name;
  const char *text;
} common_entities[] = {
  { "amp", "&" },   { "lt", "<" },          { "gt", ">" },     { "quot", "\"" },
  { "apos", "'" },  { "nbsp", "\302\240" }, { "copy", "©" },   { "times", "×" },
  { "mdash", "—" }, { "ndash", "–" },       { "hellip", "…" }, { "rarr", "→" },
};

static QingScan
scan_number (const char *text, gsize length, gsize pos, GString *decoded, gsize *end)
{
  gboolean hex = pos < length && (text[pos] == 'x' || text[pos] == 'X');
  gsize start = hex ? ++pos : pos;
  guint32 number = 0;

  for (; pos < length && (hex ? g_ascii_isxdigit (text[pos]) : g_ascii_isdigit (text[pos])); pos++)
    {
      if (pos - start >= (hex ? MAX_HEX_DIGITS : MAX_DECIMAL_DIGITS))
        return QING_SCAN_NO;
      number = number * (hex ? 16 : 10) + g_ascii_xdigit_value (text[pos]);
    }
  if (pos >= length)
    return QING_SCAN_MORE;
  if (pos == start || text[pos] != ';')
    return QING_SCAN_NO;
  *end = pos + 1;
  g_string_append_unichar (decoded,
                           number != 0 && g_unichar_validate (number) ? number : REPLACEMENT);
  return QING_SCAN_YES;
}

/* The library has no call to decode one entity, so it gets a document of nothing else. */
static gboolean
decode_with_library (const char *entity, gsize length, GString *decoded)
{
  cmark_node *document = cmark_parse_document (entity, length, CMARK_OPT_DEFAULT);
  cmark_node *paragraph = cmark_node_first_child (document);
  const char *literal = NULL;
  gboolean known;

  if (paragraph != NULL && cmark_node_first_child (paragraph) != NULL)
    literal = cmark_node_get_literal (cmark_node_first_child (paragraph));
  known = literal != NULL && *literal != '\0' && *literal != '&';
  if (known)
    g_string_append (decoded, literal);
  cmark_node_free (document);
  return known;
}

static gboolean
decode_name (const char *entity, gsize length, GString *decoded)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_entities); i++)
    {
      const char *name = common_entities[i].name;

      if (strlen (name) == length - 2 && memcmp (name, entity + 1, length - 2) == 0)
        {
          g_string_append (decoded, common_entities[i].text);
          return TRUE;
        }
    }
  return decode_with_library (entity, length, decoded);
}

/* "&name;", "&#10;" or "&#xa;" with text[pos] the ampersand; appends what it stands for. */
QingScan
qing_scan_entity (const char *text, gsize length, gsize pos, GString *decoded, gsize *end)
{
  gsize start = pos++;

  if (pos < length && text[pos] == '#')
    return scan_number (text, length, pos + 1, decoded, end);
  while (pos < length && pos - start <= MAX_NAME_LENGTH && g_ascii_isalnum (text[pos]))
    pos++;
  if (pos >= length)
    return QING_SCAN_MORE;
  if (text[pos] != ';' || pos - start < 3)
    return QING_SCAN_NO;
  *end = pos + 1;
  return decode_name (text + start, *end - start, decoded);
}

/* Without backslash escapes and entities, as in addresses and titles. */
char *
qing_dup_unescaped (const char *text, QingSpan span)
{
  g_autoptr (GString) result = g_string_sized_new (span.end - span.start);

  for (gsize pos = span.start; pos < span.end; pos++)
    {
      gsize end;

      if (text[pos] == '\\' && pos + 1 < span.end && g_ascii_ispunct (text[pos + 1]))
        g_string_append_c (result, text[++pos]);
      else if (text[pos] == '&' &&
               qing_scan_entity (text, span.end, pos, result, &end) == QING_SCAN_YES)
        pos = end - 1;
      else
        g_string_append_c (result, text[pos]);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}
