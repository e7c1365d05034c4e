/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-find.h"

#include <string.h>

#define MAX_CHARACTERS 200

struct _QingNeedle
{
  gunichar *characters; /* in lower case, ended by 0 */
  QingNeedle *word;     /* the longest word of it; NULL when it is one itself */
};

static inline gunichar
to_lower (gunichar c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return g_unichar_tolower (c);
}

static char *
dup_longest_word (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n", -1);
  const char *longest = "";

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > strlen (longest))
      longest = words[i];
  return g_strdup (longest);
}

/* @text: valid UTF-8; only its beginning counts when it is very long */
QingNeedle *
qing_needle_new (const char *text)
{
  QingNeedle *self = g_new0 (QingNeedle, 1);
  g_autofree char *word = NULL;
  long length;

  self->characters = g_utf8_to_ucs4_fast (text, -1, &length);
  if (length > MAX_CHARACTERS)
    self->characters[MAX_CHARACTERS] = 0;
  for (guint i = 0; self->characters[i] != 0; i++)
    self->characters[i] = to_lower (self->characters[i]);
  word = dup_longest_word (text);
  if (word[0] != '\0' && strlen (word) < strlen (text))
    self->word = qing_needle_new (word);
  return self;
}

void
qing_needle_free (QingNeedle *self)
{
  g_clear_pointer (&self->word, qing_needle_free);
  g_free (self->characters);
  g_free (self);
}

/* Returns: where the match that begins at @at ends, or NULL. */
static const char *
match (QingNeedle *self, const char *at, const char *end)
{
  for (guint i = 0; self->characters[i] != 0; i++)
    {
      if (at >= end || to_lower (g_utf8_get_char (at)) != self->characters[i])
        return NULL;
      at = g_utf8_next_char (at);
    }
  return at;
}

/**
 * qing_needle_find:
 * @text: valid UTF-8
 * @from: where to begin, at a character
 * @start: (out): where the first match begins
 * @end: (out): where it ends
 */
gboolean
qing_needle_find (QingNeedle *self,
                  const char *text,
                  gsize length,
                  gsize from,
                  gsize *start,
                  gsize *end)
{
  const char *limit = text + length;
  const char *at = text + from;
  const char *after;

  if (self->characters[0] == 0)
    return FALSE;
  for (; at < limit; at = g_utf8_next_char (at))
    {
      after = match (self, at, limit);
      if (after == NULL)
        continue;
      *start = (gsize) (at - text);
      *end = (gsize) (after - text);
      return TRUE;
    }
  return FALSE;
}

/* Whether it is worth to look closer: the source holds one word of it at least. Markup may stand
 * between the words. */
gboolean
qing_needle_may_be_in (QingNeedle *self, const char *source, gsize length)
{
  gsize start, end;

  return qing_needle_find (self->word != NULL ? self->word : self, source, length, 0, &start, &end);
}
