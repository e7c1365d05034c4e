/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "generator.h"

#include <string.h>

/* What a line may begin with, once or several times. */
static const char *const prefixes[] = { "",       "",     "",    "",     "",   "> ",     ">",
                                        ">  ",    "- ",   "-  ", "* ",   "+ ", "1. ",    "2. ",
                                        "3) ",    "10. ", "  ",  "    ", " ",  "   ",    "\t",
                                        "      ", "-",    "- ",  "-   ", "1.", "- [ ] ", "- [x] ",
                                        "# ",     "## ",  "-\t", "     " };

/* What a line may consist of. */
static const char *const lines[] = { "",
                                     "",
                                     "",
                                     "",
                                     "text",
                                     "***",
                                     "---",
                                     "===",
                                     "- - -",
                                     "___",
                                     "```",
                                     "```c",
                                     "~~~",
                                     "````",
                                     "# head",
                                     "### h ###",
                                     "#",
                                     "####### x",
                                     "| a | b |",
                                     "|---|:-:|",
                                     "| - | - |",
                                     "a | b",
                                     "--- | ---",
                                     "|x",
                                     "|-",
                                     ":-",
                                     "| c |",
                                     "|a\\|b|c|",
                                     "<div>",
                                     "</div>",
                                     "<!-- c",
                                     "-->",
                                     "<b>",
                                     "<script>",
                                     "</script>",
                                     "<?php",
                                     " ?>",
                                     "]]>",
                                     "<!X",
                                     "<a b=\"c\">",
                                     "<pre>x",
                                     "[foo]: /u",
                                     "[bar]: <v> \"t\"",
                                     "[foo]:",
                                     "/w 'title'",
                                     "[a b]: x (y",
                                     "[Foo]: /second",
                                     "[ref]",
                                     "[text][foo]",
                                     "[bar][]",
                                     "![img](i.png)",
                                     "![i][foo]",
                                     "*a* **b**",
                                     "`code`",
                                     "=",
                                     "-",
                                     "*",
                                     "+",
                                     "1.",
                                     "1)",
                                     "-->x",
                                     "|",
                                     "||",
                                     "| |",
                                     "``` x",
                                     "~~~ `y`",
                                     "text  ",
                                     "text\\",
                                     "    code",
                                     "\tcode",
                                     "a",
                                     "b",
                                     "foo *bar",
                                     "baz* qux",
                                     "<",
                                     "- a",
                                     "  b",
                                     "1. c",
                                     "> q",
                                     "[z]",
                                     "!",
                                     "&amp; &x;" };

static const char *const bracket_lines[] = {
  "<![CDATA[", "<![CDATA[ x ]]>", "[foo", "bar]: /x", "[foo]: <", "[y]:", "![foo]", "[foo]: /u 't'"
};

/* What text is made of, inside a line. */
static const char *const pieces[] = { "a",    "b",  "word", " ",   " ",     " ",       "*", "**",
                                      "***",  "~~", "~",    "`",   "``",    "(",       ")", "<b>",
                                      "</b>", "<b", ">",    "\\*", "\\\\",  "&amp;",   "&", ".",
                                      ",",    "\"", "'",    "(a)", "<u:x>", "<a@b.c>", "!", "  ",
                                      "x_y",  "1",  "<!--", "-->", "<?",    " ?>",     ":", "w",
                                      "|",    "-",  "#",    "+",   "=",     "<c d=\"e" };

/* An address in an unfinished link, or after an underscore, is one here but not for the
 * library. So a document has either of the two.
 */
static const char *const link_pieces[] = {
  "_",          "__",     "[",  "]",  "![", "](", "](u)", "[foo]", "[bar]", "][foo]", "](<a b>)",
  "](u \"t\")", "](u 't", "[[", "*a", "b*", "_a", "b_",   "](",    "[",     "]"
};

static const char *const address_pieces[] = {
  "https://a.b/c_d", "www.x.y",       "m@n.op ", "http://",        "@ ",        "ftp://x",
  "https://x.y/(z)", "a.b+c@d-e.fg ", "://",     "https://q&amp;", "https://q;"
};

static const char *const extended_pieces[] = { "<br>",
                                               "<br/>\n",
                                               "<br>  \n",
                                               "$",
                                               "$x$",
                                               "$$",
                                               "\\(",
                                               "\\)",
                                               "\\[",
                                               "\\]",
                                               "$5",
                                               "$a+b$",
                                               "[^1]",
                                               "中文",
                                               "，",
                                               "。",
                                               "**重",
                                               "：**",
                                               "“",
                                               "”",
                                               "https://a.b中",
                                               "\r",
                                               "\342\200\256",
                                               "[^n]",
                                               "\\$",
                                               "[https://x.y]",
                                               "$$x$$",
                                               "\\(x\\)",
                                               "　",
                                               "（",
                                               "）",
                                               "[ ]",
                                               "x^2" };

static const char *const extended_lines[] = {
  "$$",    "$$",    "\\[",        "\\]",        "\\[ x \\]", "$$ y $$",     "$$ a",
  "b $$",  "x = y", "[^1]: note", "[^n]: n",    "[^1]",      "中文段落",    "=",
  "\\[ a", "c \\]", "$$ $$ z",    "- [ ] 任务", "[^1]:",     "| 甲 | 乙 |", "$a$ and $b$"
};

static const char *
pick (GRand *random, const char *const *list, guint n)
{
  return list[g_rand_int_range (random, 0, n)];
}

#define PICK(random, list) pick (random, list, G_N_ELEMENTS (list))

static void
add_text (GRand *random, GenerateFlags flags, gboolean addresses, GString *out)
{
  guint n = g_rand_int_range (random, 1, 14);

  for (guint i = 0; i < n; i++)
    {
      if ((flags & GENERATE_EXTENDED) && g_rand_int_range (random, 0, 3) == 0)
        g_string_append (out, PICK (random, extended_pieces));
      else if (addresses && g_rand_int_range (random, 0, 4) == 0)
        g_string_append (out, PICK (random, address_pieces));
      else if (!addresses && g_rand_int_range (random, 0, 3) == 0)
        g_string_append (out, PICK (random, link_pieces));
      else
        g_string_append (out, PICK (random, pieces));
    }
}

static void
add_line (GRand *random, GenerateFlags flags, gboolean addresses, GString *out)
{
  guint kind = g_rand_int_range (random, 0, 10);

  if (kind == 0 && !addresses)
    g_string_append (out, PICK (random, bracket_lines));
  else if (kind < 4)
    g_string_append (out, PICK (random, lines));
  else if ((flags & GENERATE_EXTENDED) && kind < 6)
    g_string_append (out, PICK (random, extended_lines));
  else
    add_text (random, flags, addresses, out);
}

static void
add_line_end (GRand *random, GenerateFlags flags, GString *out)
{
  guint kind = g_rand_int_range (random, 0, 12);

  if ((flags & GENERATE_EXTENDED) && kind == 0)
    g_string_append (out, "\r\n");
  else if ((flags & GENERATE_EXTENDED) && kind == 1)
    g_string_append (out, "\r");
  else
    g_string_append_c (out, '\n');
}

/* Text and its first letters are enough to find most mistakes of inline parsing. */
static void
add_soup (GRand *random, GString *out)
{
  static const char *const alphabets[] = { "ab *_`[]()<>!~\n&;:\"'|-#=1.x ",
                                           "ab *_`<>!\\~\n&;:\"'|-#=1.x ",
                                           "a*_ ",
                                           "a[](b)! *",
                                           "- a\n >1.\t",
                                           "|-a\n: " };
  const char *alphabet = PICK (random, alphabets);
  guint n = g_rand_int_range (random, 1, 60);

  for (guint i = 0; i < n; i++)
    g_string_append_c (out, alphabet[g_rand_int_range (random, 0, strlen (alphabet))]);
}

char *
generate_document (GRand *random, GenerateFlags flags)
{
  GString *out = g_string_new (NULL);
  guint n_lines = g_rand_int_range (random, 1, 16);
  gboolean addresses = g_rand_int_range (random, 0, 4) == 0;

  if (g_rand_int_range (random, 0, 8) == 0)
    {
      add_soup (random, out);
      return g_string_free (out, FALSE);
    }
  for (guint i = 0; i < n_lines; i++)
    {
      for (guint n = g_rand_int_range (random, 0, 3); n > 0; n--)
        g_string_append (out, PICK (random, prefixes));
      add_line (random, flags, addresses, out);
      if (i + 1 < n_lines || g_rand_boolean (random))
        add_line_end (random, flags, out);
    }
  return g_string_free (out, FALSE);
}

char *
generate_long_paragraph (GRand *random, gsize length)
{
  static const char *const long_pieces[] = { "a",
                                             "word ",
                                             "word ",
                                             "line\n",
                                             " ",
                                             ". ",
                                             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                             "中文，",
                                             "![x](data:image/png;base64,AAAA" };
  const char *few[8];
  guint n_few = g_rand_int_range (random, 2, G_N_ELEMENTS (few));
  guint rarity = g_rand_int_range (random, 1, 200);
  GString *out = g_string_new ("z");

  for (guint i = 0; i < n_few; i++)
    few[i] = i % 2 == 0 ? PICK (random, long_pieces) : PICK (random, link_pieces);
  while (out->len < length)
    {
      if (g_rand_int_range (random, 0, rarity) > 0)
        g_string_append (out, few[g_rand_int_range (random, 0, n_few)]);
      else if (g_rand_boolean (random))
        g_string_append (out, PICK (random, pieces));
      else
        g_string_append (out, PICK (random, extended_pieces));
    }
  return g_string_free (out, FALSE);
}
