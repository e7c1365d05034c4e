/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-tokens.h"

#define MAX_WORD_CHARS 7

/* Returns the end of a plausible token: a short run of letters or digits with the space before it,
 * a run of white space, or any single other character. */
static const char *
token_end (const char *start)
{
  const char *p = start;
  guint n_chars = 0;

  if (*p == ' ' && g_unichar_isalnum (g_utf8_get_char (p + 1)))
    p++;
  while (*p != '\0' && n_chars < MAX_WORD_CHARS)
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) || (g_unichar_iswide (c) && n_chars >= 2))
        break;
      p = g_utf8_next_char (p);
      n_chars++;
    }
  if (n_chars > 0)
    return p;

  p = start;
  if (g_ascii_isspace (*p))
    {
      while (g_ascii_isspace (*p))
        p++;
      return p;
    }

  return g_utf8_next_char (p);
}

/**
 * qing_test_tokens_split:
 * @text: any text
 *
 * Cuts a text into pieces of about the size that a model's tokens have.
 *
 * Returns: (transfer container) (element-type utf8): the pieces
 */
GPtrArray *
qing_test_tokens_split (const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *end = token_end (text);

      g_ptr_array_add (tokens, g_strndup (text, end - text));
      text = end;
    }

  return tokens;
}

/**
 * qing_test_tokens_count:
 * @text: any text
 *
 * Returns: how many pieces the text has
 */
guint
qing_test_tokens_count (const char *text)
{
  guint n = 0;

  while (*text != '\0')
    {
      text = token_end (text);
      n++;
    }

  return n;
}
