/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-needles.h"

#include "qing-search-fold.h"
#include "qing-search-words.h"

#include <math.h>
#include <string.h>

/* An excerpt shows so many characters before the first word that was found, and so many in all. */
#define CONTEXT     24
#define EXCERPT     140
#define MAX_MATCHES 200
/* Words at most so many bytes apart stand beside each other. */
#define NEIGHBOURS 3

typedef struct
{
  gunichar *characters; /* folded */
  guint n;
} Needle;

struct _QingSearchNeedles
{
  GArray *words; /* of Needle: as they were typed */
  GArray *parts; /* of Needle: what SQLite looks for: "a_b" is "a" and "b" */
};

/* A needle in a text; bytes. */
typedef struct
{
  gsize start;
  gsize end;
  guint needle;
  gboolean whole;
} Match;

static void
clear_needle (gpointer data)
{
  g_free (((Needle *) data)->characters);
}

static GArray *
new_needles (void)
{
  GArray *needles = g_array_new (FALSE, FALSE, sizeof (Needle));

  g_array_set_clear_func (needles, clear_needle);
  return needles;
}

static void
add_needle (GArray *needles, const char *from, const char *end)
{
  g_autoptr (GArray) folded = g_array_new (FALSE, FALSE, sizeof (gunichar));
  Needle needle;

  for (const char *p = from; p < end; p = g_utf8_next_char (p))
    {
      gunichar characters[QING_FOLD_MAX];

      g_array_append_vals (folded, characters, qing_search_fold (g_utf8_get_char (p), characters));
    }
  if (folded->len == 0)
    return;
  needle.n = folded->len;
  needle.characters = (gunichar *) (gpointer) g_array_free (g_steal_pointer (&folded), FALSE);
  g_array_append_val (needles, needle);
}

static gboolean
is_any_letter (gunichar c)
{
  return qing_search_is_letter (c) || (qing_search_is_alone (c) && !g_unichar_ispunct (c));
}

/* Marks around a word are not looked for. */
static void
add_trimmed (GArray *needles, const char *word)
{
  const char *end = word + strlen (word);

  while (word < end && !is_any_letter (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  while (end > word && !is_any_letter (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  add_needle (needles, word, end);
}

static void
add_parts (GArray *needles, const char *word)
{
  const char *start = NULL;

  for (const char *p = word;; p = g_utf8_next_char (p))
    {
      gboolean letter = *p != '\0' && is_any_letter (g_utf8_get_char (p));

      if (!letter && start != NULL)
        add_needle (needles, start, p);
      if (!letter)
        start = NULL;
      else if (start == NULL)
        start = p;
      if (*p == '\0')
        return;
    }
}

QingSearchNeedles *
qing_search_needles_new (const char *query)
{
  QingSearchNeedles *self = g_new0 (QingSearchNeedles, 1);
  g_auto (GStrv) words = qing_search_words_split (query);

  self->words = new_needles ();
  self->parts = new_needles ();
  for (guint i = 0; words[i] != NULL; i++)
    {
      add_trimmed (self->words, words[i]);
      add_parts (self->parts, words[i]);
    }
  return self;
}

void
qing_search_needles_free (QingSearchNeedles *self)
{
  g_array_unref (self->words);
  g_array_unref (self->parts);
  g_free (self);
}

/* Where the needle ends that begins at @at; NULL when it does not begin there. */
static const char *
match_at (const Needle *needle, const char *at, const char *end)
{
  guint i = 0;

  while (i < needle->n)
    {
      gunichar characters[QING_FOLD_MAX];
      guint n;

      if (at >= end)
        return NULL;
      n = qing_search_fold (g_utf8_get_char (at), characters);
      for (guint j = 0; j < n && i < needle->n; j++)
        if (characters[j] != needle->characters[i++])
          return NULL;
      at = g_utf8_next_char (at);
    }
  while (at < end && g_unichar_ismark (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

static gboolean
starts_word (gunichar before, gunichar c, const char *next, const char *end)
{
  if (!is_any_letter (c))
    return FALSE;
  return !qing_search_is_letter (before) || !qing_search_is_letter (c) ||
         qing_search_is_hump (before, c, next < end ? g_utf8_get_char (next) : 0);
}

static gboolean
ends_word (const char *at, const char *end)
{
  return at >= end || !qing_search_is_letter (g_utf8_get_char (at)) ||
         !qing_search_is_letter (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* (transfer full): of Match, in their order, without two at one place. @from: where to look from,
 * before @end. */
static GArray *
scan (GArray *needles, const char *text, const char *end, gboolean anywhere)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));
  gunichar before = 0;

  for (const char *p = text; p < end && matches->len < MAX_MATCHES;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (anywhere || starts_word (before, c, next, end))
        for (guint i = 0; i < needles->len; i++)
          {
            const char *after = match_at (&g_array_index (needles, Needle, i), p, end);
            Match match;

            if (after == NULL)
              continue;
            match =
              (Match){ (gsize) (p - text), (gsize) (after - text), i, ends_word (after, end) };
            g_array_append_val (matches, match);
            next = after;
            c = g_utf8_get_char (g_utf8_prev_char (after));
            break;
          }
      before = c;
      p = next;
    }
  return matches;
}

/* The words as they were typed, or else what they consist of. */
static GArray *
find (QingSearchNeedles *self, const char *text, const char *end, guint *n_needles)
{
  GArray *matches = scan (self->words, text, end, FALSE);

  *n_needles = self->words->len;
  if (matches->len > 0)
    return matches;
  g_array_unref (matches);
  *n_needles = self->parts->len;
  return scan (self->parts, text, end, FALSE);
}

/* How many of the needles are among the matches from @first up to the byte @until. */
static guint
count_different (GArray *matches, guint first, gsize until)
{
  guint64 seen = 0;
  guint n = 0;

  for (guint i = first; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      guint64 bit = G_GUINT64_CONSTANT (1) << (match->needle % 64);

      if (match->end > until)
        break;
      n += (seen & bit) == 0;
      seen |= bit;
    }
  return n;
}

/* The longest row of words that follow each other as they were typed. */
static guint
count_row (GArray *matches)
{
  guint row = 1;
  guint best = 1;

  for (guint i = 1; i < matches->len; i++)
    {
      const Match *a = &g_array_index (matches, Match, i - 1);
      const Match *b = &g_array_index (matches, Match, i);

      row = b->needle == a->needle + 1 && b->start - a->end <= NEIGHBOURS ? row + 1 : 1;
      best = MAX (best, row);
    }
  return best;
}

double
qing_search_needles_rate (QingSearchNeedles *self, const char *text, gsize length, gsize limit)
{
  const char *end = text + length;
  g_autoptr (GArray) matches = NULL;
  guint n_needles;
  guint n_whole = 0;
  double rating;

  if (length > limit)
    end = g_utf8_find_prev_char (text, text + limit + 1);
  matches = find (self, text, end != NULL ? end : text, &n_needles);
  if (matches->len == 0)
    return 0;
  for (guint i = 0; i < matches->len; i++)
    n_whole += g_array_index (matches, Match, i).whole;
  rating = 2.0 * count_different (matches, 0, G_MAXSIZE) / n_needles;
  rating += n_whole > 0 ? 1.0 : 0;
  rating += n_needles > 1 ? 3.0 * (count_row (matches) - 1) / (n_needles - 1) : 0;
  rating += log2 (1 + matches->len) / 4;
  return rating / (1 + log2 (1 + (double) length / 2000) / 8);
}

gboolean
qing_search_needles_are_in (QingSearchNeedles *self, const char *text)
{
  const char *end = text + strlen (text);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const char *found = NULL;

      for (const char *p = text; p < end && found == NULL; p = g_utf8_next_char (p))
        found = match_at (&g_array_index (self->parts, Needle, i), p, end);
      if (found == NULL)
        return FALSE;
    }
  return self->parts->len > 0;
}

/* The match from which on most words are in one excerpt. */
static guint
choose_first (GArray *matches)
{
  guint best = 0;
  guint most = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      guint n =
        count_different (matches, i, g_array_index (matches, Match, i).start + EXCERPT - CONTEXT);

      if (n > most)
        {
          most = n;
          best = i;
        }
    }
  return best;
}

static const char *
go_back (const char *from, const char *text, guint n)
{
  while (from > text && n-- > 0)
    from = g_utf8_prev_char (from);
  return from;
}

/* An excerpt begins with a word, not in the middle of one, if that one is not too long. */
static const char *
skip_rest (const char *from, const char *text, const char *before)
{
  const char *p = from;

  if (from == text)
    return from;
  if (qing_search_is_letter (g_utf8_get_char (g_utf8_prev_char (from))))
    while (p < before && qing_search_is_letter (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
  if (p == before)
    return from;
  while (p < before && !is_any_letter (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Fences of code, rules and the lines below the heads of tables say nothing in one line.
 * Returns: the end of such a row of marks, or @p */
static const char *
skip_rule (const char *p, const char *end)
{
  const char *q = p;

  while (q < end && strchr ("`-*~|:", *q) != NULL)
    q++;
  return q - p >= 3 ? q : p;
}

static void
append_mark (GArray *marks, gsize start, gsize end)
{
  QingSearchMark mark = { (guint) start, (guint) (end - start) };

  if (end > start)
    g_array_append_val (marks, mark);
}

/* Appends one line; white space of any kind becomes one space. */
static void
append_line (GString *line,
             const char *text,
             const char *from,
             const char *end,
             GArray *matches,
             GArray *marks)
{
  const char *p = from;
  const char *next;
  guint index = 0;
  gsize start = 0;
  gboolean inside = FALSE;

  for (guint n = 0; p < end && n < EXCERPT; p = next)
    {
      const char *rule = skip_rule (p, end);
      gunichar c = g_utf8_get_char (p);
      gboolean space = rule > p || g_unichar_isspace (c) || g_unichar_iscntrl (c);
      gsize at = (gsize) (p - text);

      next = rule > p ? rule : g_utf8_next_char (p);
      if (inside && at >= g_array_index (matches, Match, index).end)
        {
          append_mark (marks, start, line->len);
          inside = FALSE;
          index++;
        }
      while (!inside && index < matches->len && g_array_index (matches, Match, index).start < at)
        index++;
      if (!inside && index < matches->len && g_array_index (matches, Match, index).start == at)
        {
          inside = TRUE;
          start = line->len;
        }
      if (space && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      g_string_append_unichar (line, space ? ' ' : c);
      n++;
    }
  if (inside)
    append_mark (marks, start, line->len);
  if (p < end)
    g_string_append (line, "…");
}

char *
qing_search_needles_excerpt (QingSearchNeedles *self,
                             const char *text,
                             gsize length,
                             GArray **marks)
{
  guint n_needles;
  const char *end = text + length;
  g_autoptr (GArray) matches = find (self, text, end, &n_needles);
  GString *line = g_string_new (NULL);
  const char *from = text;

  *marks = g_array_new (FALSE, FALSE, sizeof (QingSearchMark));
  if (matches->len == 0)
    {
      g_array_unref (g_steal_pointer (&matches));
      matches = scan (self->parts, text, end, TRUE);
    }
  if (matches->len > 0)
    {
      const char *first = text + g_array_index (matches, Match, choose_first (matches)).start;

      from = skip_rest (go_back (first, text, CONTEXT), text, first);
    }
  if (from > text)
    g_string_append (line, "…");
  append_line (line, text, from, end, matches, *marks);
  return g_string_free (line, FALSE);
}
