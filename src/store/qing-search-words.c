/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-words.h"

#include <string.h>

/* An excerpt shows so many characters before the word that was found, and so many in all. */
#define CONTEXT 24
#define EXCERPT 96
static gboolean
stands_alone (gunichar c)
{
  if (c < 0x1100)
    return FALSE;
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
qing_search_words_space (const char *text, gsize length)
{
  GString *spaced = g_string_sized_new (length + length / 8);
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      const char *next = g_utf8_next_char (p);
      gboolean alone = stands_alone (g_utf8_get_char (p));

      if (alone)
        g_string_append_c (spaced, ' ');
      g_string_append_len (spaced, p, next - p);
      if (alone)
        g_string_append_c (spaced, ' ');
      p = next;
    }
  return g_string_free (spaced, FALSE);
}

static gboolean
has_letter (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* The words of a query, without empty ones and those of marks only. */
static char **
split (const char *query)
{
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = valid;

  for (const char *p = valid;; p = g_utf8_next_char (p))
    {
      if (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        continue;
      if (p > start)
        {
          g_autofree char *word = g_strndup (start, (gsize) (p - start));

          if (has_letter (word))
            g_strv_builder_add (words, word);
        }
      if (*p == '\0')
        break;
      start = g_utf8_next_char (p);
    }
  return g_strv_builder_end (words);
}

/* In quotes, where nothing has a meaning of its own but the quote, which is doubled. The star
 * finds longer words, too. */
static void
append_phrase (GString *expression, const char *word)
{
  g_autofree char *spaced = qing_search_words_space (word, strlen (word));

  g_string_append_c (expression, '"');
  for (const char *p = spaced; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (expression, '"');
      g_string_append_c (expression, *p);
    }
  g_string_append (expression, "\"* ");
}

char *
qing_search_words_parse (const char *query)
{
  g_auto (GStrv) words = split (query);
  GString *expression;

  if (words[0] == NULL)
    return NULL;
  expression = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    append_phrase (expression, words[i]);
  return g_string_free (expression, FALSE);
}

/* The number of bytes of @text that say @word, whatever the case; 0 when they do not. */
static gsize
match_at (const char *text, const char *word)
{
  const char *p = text;

  for (; *word != '\0'; word = g_utf8_next_char (word), p = g_utf8_next_char (p))
    if (*p == '\0' ||
        g_unichar_tolower (g_utf8_get_char (p)) != g_unichar_tolower (g_utf8_get_char (word)))
      return 0;
  return (gsize) (p - text);
}

static const char *
find_word (const char *text, const char *word, gsize *length)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      *length = match_at (p, word);
      if (*length > 0)
        return p;
    }
  return NULL;
}

static const char *
go_back (const char *from, const char *text, guint n)
{
  while (from > text && n-- > 0)
    from = g_utf8_prev_char (from);
  return from;
}

/* Adds up to @n characters; white space of any kind becomes one space. */
static void
append_line (GString *line, const char *from, const char *to, guint n)
{
  for (const char *p = from; p < to && n > 0; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean space = g_unichar_isspace (c) || g_unichar_iscntrl (c);

      if (space && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      g_string_append_unichar (line, space ? ' ' : c);
      n--;
    }
}

char *
qing_search_words_excerpt (const char *text, const char *query, gsize *start, gsize *length)
{
  g_auto (GStrv) words = split (query);
  GString *line = g_string_new (NULL);
  const char *found = words[0] != NULL ? find_word (text, words[0], length) : NULL;
  const char *from;

  if (found == NULL)
    {
      *start = 0;
      *length = 0;
      append_line (line, text, text + strlen (text), EXCERPT);
      return g_string_free (line, FALSE);
    }
  from = go_back (found, text, CONTEXT);
  if (from > text)
    g_string_append (line, "…");
  append_line (line, from, found, CONTEXT);
  *start = line->len;
  g_string_append_len (line, found, (gssize) *length);
  append_line (line, found + *length, text + strlen (text), EXCERPT);
  return g_string_free (line, FALSE);
}

char *
qing_search_words_make_pattern (const char *query)
{
  g_auto (GStrv) words = split (query);
  GString *pattern = g_string_new ("%");

  for (guint i = 0; words[i] != NULL; i++)
    {
      for (const char *p = words[i]; *p != '\0'; p++)
        {
          if (*p == '%' || *p == '_' || *p == '\\')
            g_string_append_c (pattern, '\\');
          g_string_append_c (pattern, *p);
        }
      g_string_append_c (pattern, '%');
    }
  return g_string_free (pattern, FALSE);
}
