/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-markdown-stream.h"

#include <string.h>

/* Emphasis against the rules of the specification taken literally: for every closing run all
 * runs before it are tried, nearest first. The parser does the same, but remembers where it
 * need not look, which is easy to get wrong.
 */

#define MAX_LENGTH  40
#define N_DOCUMENTS 20000

typedef struct
{
  gsize start;
  guint original;
  guint count;
  char mark;
  gboolean can_open;
  gboolean can_close;
  gboolean gone;
  guint opens[2]; /* italic, bold */
  guint closes[2];
} Run;

static gboolean
is_space_at (const char *text, gssize pos, gssize length)
{
  return pos < 0 || pos >= length || text[pos] == ' ';
}

static gboolean
is_punctuation_at (const char *text, gssize pos, gssize length)
{
  return pos >= 0 && pos < length && g_ascii_ispunct (text[pos]);
}

static void
set_flanking (const char *text, Run *run)
{
  gssize length = strlen (text);
  gssize before = (gssize) run->start - 1;
  gssize after = run->start + run->count;
  gboolean left = !is_space_at (text, after, length) &&
                  (!is_punctuation_at (text, after, length) || is_space_at (text, before, length) ||
                   is_punctuation_at (text, before, length));
  gboolean right = !is_space_at (text, before, length) &&
                   (!is_punctuation_at (text, before, length) ||
                    is_space_at (text, after, length) || is_punctuation_at (text, after, length));

  run->can_open = left;
  run->can_close = right;
  if (run->mark == '_')
    {
      run->can_open = left && (!right || is_punctuation_at (text, before, length));
      run->can_close = right && (!left || is_punctuation_at (text, after, length));
    }
}

static guint
find_runs (const char *text, Run *runs)
{
  guint n_runs = 0;

  for (gsize pos = 0; text[pos] != '\0';)
    {
      Run *run = &runs[n_runs];
      gsize end = pos;

      if (text[pos] != '*' && text[pos] != '_')
        {
          pos++;
          continue;
        }
      while (text[end] == text[pos])
        end++;
      *run = (Run){ .start = pos, .original = end - pos, .count = end - pos, .mark = text[pos] };
      set_flanking (text, run);
      n_runs++;
      pos = end;
    }
  return n_runs;
}

static gboolean
matches (const Run *opener, const Run *closer)
{
  if (opener->gone || opener->count == 0 || !opener->can_open || opener->mark != closer->mark)
    return FALSE;
  if (!opener->can_close && !closer->can_open)
    return TRUE;
  return (opener->original + closer->original) % 3 != 0 ||
         (opener->original % 3 == 0 && closer->original % 3 == 0);
}

static void
close_run (Run *runs, guint closer)
{
  for (guint i = closer; i > 0 && runs[closer].count > 0; i--)
    {
      Run *opener = &runs[i - 1];

      while (runs[closer].count > 0 && matches (opener, &runs[closer]))
        {
          gboolean strong = opener->count >= 2 && runs[closer].count >= 2;

          for (guint between = i; between < closer; between++)
            runs[between].gone = TRUE;
          opener->count -= strong ? 2 : 1;
          runs[closer].count -= strong ? 2 : 1;
          opener->opens[strong]++;
          runs[closer].closes[strong]++;
        }
    }
  runs[closer].gone = !runs[closer].can_open;
}

/* Every character with its style: lower case for none, and so on. */
static char *
expect (const char *text)
{
  Run runs[MAX_LENGTH];
  guint n_runs = find_runs (text, runs);
  guint depth[2] = { 0, 0 };
  GString *out = g_string_new (NULL);
  guint next = 0;

  for (guint i = 0; i < n_runs; i++)
    if (runs[i].can_close && !runs[i].gone)
      close_run (runs, i);
  for (gsize pos = 0; text[pos] != '\0'; pos++)
    {
      const Run *run = next < n_runs && runs[next].start == pos ? &runs[next++] : NULL;

      for (guint i = 0; run != NULL && i < 2; i++)
        depth[i] -= run->closes[i];
      for (guint i = 0; i < (run != NULL ? run->count : 1); i++)
        g_string_append_printf (out, "%c%d", text[pos],
                                (depth[0] > 0 ? 1 : 0) + (depth[1] > 0 ? 2 : 0));
      for (guint i = 0; run != NULL && i < 2; i++)
        depth[i] += run->opens[i];
      pos += run != NULL ? run->original - 1 : 0;
    }
  return g_string_free (out, FALSE);
}

static char *
dup_styles (const QingLeaf *leaf)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < leaf->n_runs; i++)
    for (guint pos = leaf->runs[i].start; pos < leaf->runs[i].end; pos++)
      g_string_append_printf (out, "%c%d", leaf->text[pos],
                              (leaf->runs[i].flags & QING_RUN_ITALIC ? 1 : 0) +
                                (leaf->runs[i].flags & QING_RUN_BOLD ? 2 : 0));
  return g_string_free (out, FALSE);
}

static void
test_rules (void)
{
  static const char *const alphabets[] = { "**a ", "**a _b", "*_a. ", "**__a b.", "*a" };

  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (i);
      const char *alphabet = alphabets[i % G_N_ELEMENTS (alphabets)];
      g_autoptr (GString) text = g_string_new ("x");
      g_autoptr (GPtrArray) leaves = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *actual = NULL;

      for (guint n = g_rand_int_range (random, 1, MAX_LENGTH - 2); n > 0; n--)
        g_string_append_c (text, alphabet[g_rand_int_range (random, 0, strlen (alphabet))]);
      g_string_append_c (text, 'x');
      leaves = qing_markdown_parse (text->str, text->len);
      g_assert_cmpuint (leaves->len, ==, 1);
      expected = expect (text->str);
      actual = dup_styles (leaves->pdata[0]);
      if (!g_str_equal (actual, expected))
        g_test_message ("%s", text->str);
      g_assert_cmpstr (actual, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/emphasis/rules", test_rules);
  return g_test_run ();
}
