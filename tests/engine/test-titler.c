/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-titler.h"

static const struct
{
  const char *text;
  const char *title;
} first_lines[] = {
  { "Hello", "Hello" },
  { "", "" },
  { "   \n\t\n", "" },
  { "---\n***\nReal words", "Real words" },
  { "  spaced   out\ttext  \nmore", "spaced out text" },
  { "a\x01"
    "b\x7f"
    "c",
    "a b c" },
  { "The quick brown fox jumps over the lazy dog and runs away into the wood",
    "The quick brown fox jumps over the lazy dog and runs away…" },
  { "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauun…" },
  { "清谈是魏晋时期的一种风气，士人聚在一起谈论玄学、哲学与人生，后来成为一种文化现象，影响深远，直到今天仍然被人们谈论着，并且越来越多",
    "清谈是魏晋时期的一种风气，士人聚在一起谈论玄学、哲学与人生，后来成为一种文化现象，影响深远，直到今天仍然被人们谈论着…" },
}, cleaned[] = {
  { "A Title", "A Title" },
  { "\"A Title.\"", "A Title" },
  { "“A Title”", "A Title" },
  { "# A Title", "A Title" },
  { "**A `code` Title**", "A code Title" },
  { "Title: Tea and Coffee", "Tea and Coffee" },
  { "标题：茶与咖啡", "茶与咖啡" },
  { "《茶与咖啡》", "茶与咖啡" },
  { "\n\nFirst\nSecond", "First" },
  { "\"\"", "" },
  { "***", "" },
  { "", "" },
  { "bad \xff bytes", "bad \xef\xbf\xbd bytes" },
};

static void
test_first_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_lines); i++)
    {
      g_autofree char *title = qing_title_from_text (first_lines[i].text);

      g_assert_cmpstr (title, ==, first_lines[i].title);
      g_assert_cmpint (g_utf8_strlen (title, -1), <=, 60);
    }
}

static void
test_cleaned (void)
{
  g_autofree char *flood = g_strnfill (5000, 'x');
  g_autofree char *cut = qing_title_clean (flood);

  for (guint i = 0; i < G_N_ELEMENTS (cleaned); i++)
    {
      g_autofree char *title = qing_title_clean (cleaned[i].text);

      g_assert_cmpstr (title, ==, cleaned[i].title);
    }
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 80);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/titler/first-lines", test_first_lines);
  g_test_add_func ("/titler/cleaned", test_cleaned);
  return g_test_run ();
}
