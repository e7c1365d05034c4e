/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is shown of a message that was found: words, not the signs around them. */

#include "qing-excerpt.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *word;
  const char *cleaned;
} cases[] = {
  { "…a prime. ### 3 The **Romans** wrote", "Romans", "…a prime. 3 The Romans wrote" },
  { "in base eight it is `3`. It", "eight", "in base eight it is 3. It" },
  { "| Planet | Day | |---|---| | Mars | 24 |", "Mars", "Planet Day Mars 24 " },
  { "2 * 3 - 1 costs $5, C# too", "costs", "2 * 3 - 1 costs $5, C# too" },
  { "über **größe**", "größe", "über größe" },
  { "***", "", "" },
  { "", "", "" },
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *found = strstr (cases[i].text, cases[i].word);
      guint marks[2] = { (guint) (found - cases[i].text), (guint) strlen (cases[i].word) };
      g_autofree char *cleaned = qing_excerpt_clean (cases[i].text, marks, 1);

      g_assert_cmpstr (cleaned, ==, cases[i].cleaned);
      g_assert_cmpmem (cleaned + marks[0], marks[1], cases[i].word, strlen (cases[i].word));
    }
}

/* A mark that leads nowhere leads to the end. */
static void
test_beyond (void)
{
  guint marks[4] = { 2, 100, 100, 100 };
  g_autofree char *cleaned = qing_excerpt_clean ("a **b**", marks, 2);

  g_assert_cmpstr (cleaned, ==, "a b");
  g_assert_cmpuint (marks[0], ==, 2);
  g_assert_cmpuint (marks[1], ==, 1);
  g_assert_cmpuint (marks[2], ==, 3);
  g_assert_cmpuint (marks[3], ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/excerpt/clean", test_clean);
  g_test_add_func ("/engine/excerpt/beyond", test_beyond);
  return g_test_run ();
}
