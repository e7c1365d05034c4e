/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-words.h"

#include "qing-search-fold.h"

#include <string.h>

/* Longer words are not names that a person gave. */
#define MAX_NAME 48

/* A text on its way into the index. */
typedef struct
{
  GString *out;
  GString *parts;   /* of names, or NULL when they are of no interest */
  GHashTable *seen; /* names whose parts are known */
} Spacing;

static gunichar
get_character (const char *at, const char *end)
{
  return at < end ? g_utf8_get_char (at) : 0;
}

/* Appends @word with spaces between its parts. Returns: whether there is more than one. */
static gboolean
append_parts (GString *out, const char *word, const char *end)
{
  gunichar before = 0;
  gsize start = out->len;
  gboolean any = FALSE;

  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (qing_search_is_hump (before, c, get_character (g_utf8_next_char (p), end)))
        {
          g_string_append_c (out, ' ');
          any = TRUE;
        }
      g_string_append_unichar (out, c);
      before = c;
    }
  if (!any)
    g_string_truncate (out, start);
  return any;
}

static void
end_word (Spacing *self, const char *word, const char *end)
{
  g_autofree char *name = NULL;
  gsize length;

  if (self->parts == NULL || end - word < 3 || end - word > MAX_NAME)
    return;
  length = self->parts->len;
  g_string_append_c (self->parts, ' ');
  if (!append_parts (self->parts, word, end))
    {
      g_string_truncate (self->parts, length);
      return;
    }
  if (self->seen == NULL)
    self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  name = g_strndup (word, (gsize) (end - word));
  if (g_hash_table_contains (self->seen, name))
    g_string_truncate (self->parts, length);
  else
    g_hash_table_add (self->seen, g_steal_pointer (&name));
}

static void
append_character (GString *out, const char *at, const char *next, gunichar c)
{
  const char *plain = qing_search_get_plain (c);

  if (qing_search_is_alone (c))
    {
      g_string_append_c (out, ' ');
      g_string_append_len (out, at, next - at);
      g_string_append_c (out, ' ');
    }
  else if (plain != NULL)
    g_string_append (out, plain);
  else
    g_string_append_len (out, at, next - at);
}

static void
space (Spacing *self, const char *text, gsize length)
{
  const char *end = text + length;
  const char *word = NULL;

  for (const char *p = text; p < end;)
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);

      if (!qing_search_is_letter (c))
        {
          if (word != NULL)
            end_word (self, word, p);
          word = NULL;
        }
      else if (word == NULL)
        word = p;
      append_character (self->out, p, next, c);
      p = next;
    }
  if (word != NULL)
    end_word (self, word, end);
}

char *
qing_search_words_space (const char *text, gsize length)
{
  Spacing self = { g_string_sized_new (length + length / 8), g_string_new (NULL), NULL };

  space (&self, text, length);
  g_string_append_len (self.out, self.parts->str, (gssize) self.parts->len);
  g_string_free (self.parts, TRUE);
  g_clear_pointer (&self.seen, g_hash_table_unref);
  return g_string_free (self.out, FALSE);
}

static gboolean
has_letter (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

char **
qing_search_words_split (const char *query)
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

/* Where longer words are looked for, too. One letter begins too many of them to be of use, and a
 * character that stands alone is never the beginning of a word. */
static gboolean
may_be_longer (const char *word)
{
  gsize length = strlen (word);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (word + length));

  return g_utf8_strlen (word, (gssize) length) > 1 && qing_search_is_letter (last);
}

/* In quotes, where nothing has a meaning of its own but the quote, which is doubled. */
static void
append_phrase (GString *expression, const char *words)
{
  g_string_append_c (expression, '"');
  for (const char *p = words; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (expression, '"');
      g_string_append_c (expression, *p);
    }
  g_string_append_c (expression, '"');
}

static void
append_spaced (GString *expression, const char *words, gboolean longer)
{
  g_autoptr (GString) spaced = g_string_new (NULL);
  Spacing self = { spaced, NULL, NULL };

  space (&self, words, strlen (words));
  append_phrase (expression, spaced->str);
  if (longer && may_be_longer (words))
    g_string_append_c (expression, '*');
}

static void
append_word (GString *expression, const char *word, gboolean longer)
{
  g_autoptr (GString) parts = g_string_new (NULL);

  if (!append_parts (parts, word, word + strlen (word)))
    {
      append_spaced (expression, word, longer);
      return;
    }
  g_string_append_c (expression, '(');
  append_spaced (expression, word, longer);
  g_string_append (expression, " OR ");
  append_spaced (expression, parts->str, longer);
  g_string_append_c (expression, ')');
}

char *
qing_search_words_parse (const char *query, gboolean longer)
{
  g_auto (GStrv) words = qing_search_words_split (query);
  GString *expression;

  if (words[0] == NULL)
    return NULL;
  expression = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (expression, " AND ");
      append_word (expression, words[i], longer);
    }
  return g_string_free (expression, FALSE);
}
