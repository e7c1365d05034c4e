/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-logprobs.h"

#include <math.h>
#include <string.h>

static void
add (QingLogprobsMaker *maker, const char *token, double logprob)
{
  QingAlternative others[8] = { { 0 } };
  QingDelta delta = { QING_DELTA_LOGPROB };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      others[i].token = i == 0 ? "\xe6\xb8" : "other";
      others[i].length = strlen (others[i].token);
      others[i].logprob = -1.0 - i;
    }
  delta.text = token;
  delta.length = strlen (token);
  delta.logprob = logprob;
  delta.alternatives = others;
  delta.n_alternatives = G_N_ELEMENTS (others);
  qing_logprobs_maker_add (maker, &delta);
}

static QingLogprobs *
make (QingLogprobs *before, gsize offset, const char *tokens, const char *text)
{
  g_autoptr (QingLogprobsMaker) maker = qing_logprobs_maker_new (before, offset);
  g_auto (GStrv) list = g_strsplit (tokens, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    add (maker, list[i], -0.5 * i);
  return qing_logprobs_maker_end (maker, text, strlen (text));
}

static char *
describe (QingLogprobs *logprobs, const char *text)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; logprobs != NULL && i < qing_logprobs_get_n (logprobs); i++)
    {
      QingToken token;

      qing_logprobs_get_token (logprobs, i, &token);
      g_string_append_printf (out, "%s%.*s", i > 0 ? "|" : "", (int) token.length,
                              text + token.start);
    }
  return g_string_free (out, FALSE);
}

/* Tokens are only believed where they are the text, byte for byte. */
static void
test_ranges (void)
{
  static const struct
  {
    const char *tokens;
    const char *text;
    const char *found;
  } cases[] = {
    { "Good| day|.", "Good day.", "Good| day|." },
    { "\xe6\xb8|\x85|谈", "清谈", "\xe6\xb8|\x85|谈" },
    { "Hm|m.|Yes", "Yes", "Yes" },
    { "Hm|m.Y|es", "Yes", "es" },
    { "Good| night|.", "Good day.", "" },
    { "Good", "Good day.", "" },
    { "Good", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingLogprobs) logprobs = make (NULL, 0, cases[i].tokens, cases[i].text);
      g_autofree char *found = describe (logprobs, cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_true ((logprobs != NULL) == (*cases[i].found != '\0'));
    }
}

/* An answer that goes on keeps those of its first half. */
static void
test_continued (void)
{
  static const char text[] = "Good day to you";
  g_autoptr (QingLogprobs) first = make (NULL, 0, "Good| day", "Good day");
  g_autoptr (QingLogprobs) both = make (first, 8, " to| you", text);
  g_autoptr (QingLogprobs) half = make (first, 8, "nonsense", text);
  g_autoptr (QingLogprobs) late = make (NULL, 8, " to| you", text);
  g_autofree char *found = describe (both, text);
  g_autofree char *kept = describe (half, text);
  g_autofree char *end = describe (late, text);
  guint index;

  g_assert_cmpstr (found, ==, "Good| day| to| you");
  g_assert_cmpstr (kept, ==, "Good| day");
  g_assert_cmpstr (end, ==, " to| you");
  g_assert_true (qing_logprobs_find (both, 9, &index));
  g_assert_cmpuint (index, ==, 2);
  g_assert_false (qing_logprobs_find (late, 7, &index));
  g_assert_false (qing_logprobs_find (both, 15, &index));
}

static void
test_bytes (void)
{
  static const char text[] = "Good day.";
  g_autoptr (QingLogprobs) logprobs = make (NULL, 0, "Good| day|.", text);
  g_autoptr (GBytes) bytes = qing_logprobs_to_bytes (logprobs);
  g_autoptr (QingLogprobs) read = qing_logprobs_from_bytes (bytes, strlen (text));
  g_autofree char *found = describe (read, text);
  g_autofree char *other = NULL;
  gsize size = g_bytes_get_size (bytes);
  QingToken token;
  double logprob;

  g_assert_cmpstr (found, ==, "Good| day|.");
  qing_logprobs_get_token (read, 2, &token);
  g_assert_cmpfloat (token.logprob, ==, -1.0);
  g_assert_cmpuint (token.n_alternatives, ==, QING_LOGPROBS_MAX_ALTERNATIVES);
  other = qing_logprobs_dup_alternative (read, 0, 0, &logprob);
  g_assert_true (g_utf8_validate (other, -1, NULL));
  g_assert_cmpfloat (logprob, ==, -1.0);
  g_assert_null (qing_logprobs_from_bytes (bytes, strlen (text) - 1));

  /* A damaged block is none, or one that is sound. */
  for (gsize i = 0; i < size; i++)
    for (guint flip = 1; flip < 256; flip <<= 1)
      {
        g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
        g_autoptr (GBytes) damaged = NULL;
        g_autoptr (QingLogprobs) result = NULL;

        copy[i] ^= flip;
        damaged = g_bytes_new (copy, size - i % 3);
        result = qing_logprobs_from_bytes (damaged, strlen (text));
        if (result != NULL)
          g_free (describe (result, text));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/logprobs/ranges", test_ranges);
  g_test_add_func ("/logprobs/continued", test_continued);
  g_test_add_func ("/logprobs/bytes", test_bytes);
  return g_test_run ();
}
