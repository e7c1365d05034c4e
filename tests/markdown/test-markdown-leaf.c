/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "leaf-dump.h"
#include "qing-leaf-private.h"
#include "qing-markdown-stream.h"

#include <string.h>

static QingLeaf *
parse_one (const char *text)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);

  g_assert_cmpuint (leaves->len, ==, 1);
  return qing_leaf_ref (leaves->pdata[0]);
}

static void
test_csv (void)
{
  g_autoptr (QingLeaf) table =
    parse_one ("| a | b, c |\n|---|---|\n| *say* \"x\" | `1` |\n| | 中 |\n");
  g_autofree char *csv = qing_leaf_table_to_csv (table);

  g_assert_cmpstr (csv, ==, "a,\"b, c\"\n\"say \"\"x\"\"\",1\n,中\n");
}

/* A table written as Markdown must give the same table again, whatever is in it. */
static void
test_markdown (void)
{
  static const char *const tables[] = {
    "| a | b |\n|:--|--:|\n| **b** *i* ***bi*** ~~s~~ | `c` |\n",
    "| \\*a\\* \\_b\\_ | \\[x\\] \\`y\\` |\n|:-:|---|\n| a\\|b | `a\\|b` |\n",
    "| [t](u) | ![i](j) |\n|---|---|\n| <https://x.y> | a &lt;b&gt; &amp;amp; |\n",
    "| $a\\|b$ | $$c$$ |\n|---|---|\n| \\$5 \\~ | ``a`b`` |\n",
    "| a<br>b | [x y](<a b>) |\n|---|---|\n| | one |\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (QingLeaf) table = parse_one (tables[i]);
      g_autofree char *markdown = qing_leaf_table_to_markdown (table);
      g_autoptr (QingLeaf) again = parse_one (markdown);
      g_autoptr (GString) dump = g_string_new (NULL);
      g_autoptr (GString) dump_again = g_string_new (NULL);

      leaf_dump (table, DUMP_DEFAULT, dump);
      leaf_dump (again, DUMP_DEFAULT, dump_again);
      g_assert_cmpstr (dump->str, ==, dump_again->str);
    }
}

static void
test_plain_text (void)
{
  static const struct
  {
    const char *text;
    const char *plain;
  } cases[] = {
    { "# A *b* `c`", "A b c" },
    { "- [x] done **now**", "• ☑ done now" },
    { "- [ ] open", "• ☐ open" },
    { "12. twelve", "12. twelve" },
    { "- > - deep", "• • deep" },
    { "> quote\n> more", "quote\nmore" },
    { "| a | b |\n|-|-|\n| c | d |", "a\tb\nc\td" },
    { "```c\nint x;\n\n```", "int x;\n" },
    { "---", "———" },
    { "$$x^2$$", "x^2" },
    { "![alt *text*](u)", "alt text" },
    { "<div>\nx", "<div>\nx" },
    { "a[^1]\n", "a[^1]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingLeaf) leaf = parse_one (cases[i].text);
      g_autofree char *plain = qing_leaf_dup_plain_text (leaf);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

static void
test_footnote_plain_text (void)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse ("a[^1]\n\n[^1]: note\n", -1);
  g_autofree char *text = qing_leaf_dup_plain_text (leaves->pdata[0]);
  g_autofree char *note = qing_leaf_dup_plain_text (leaves->pdata[1]);

  g_assert_cmpstr (text, ==, "a[1]");
  g_assert_cmpstr (note, ==, "[1] note");
}

/* Every pair of these differs in one thing only. */
static void
test_equal (void)
{
  static const char *const texts[] = {
    "text",      "texts",           "*text*",           "**text**",       "# text",
    "## text",   "- text",          "+ text\n\n+ text", "1. text",        "2. text",
    "> text",    "> > text",        "- [ ] text",       "- [x] text",     "[text](a)",
    "[text](b)", "[text](a \"t\")", "![text](a)",       "```\ntext\n```", "```c\ntext\n```",
    "    text",  "|text|\n|-|",     "|text|\n|:-|",     "|*text*|\n|-|",  "|text|\n|-|\n|x|",
    "$$text$$",  "\ntext"
  };
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_leaf_unref);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) parsed = qing_markdown_parse (texts[i], -1);

      g_ptr_array_add (leaves, qing_leaf_ref (parsed->pdata[0]));
    }
  for (guint i = 0; i < leaves->len; i++)
    for (guint j = 0; j < leaves->len; j++)
      {
        g_autoptr (QingLeaf) copy = qing_leaf_copy (leaves->pdata[j]);

        g_assert_cmpint (qing_leaf_equal (leaves->pdata[i], copy), ==, i == j);
      }
}

static void
test_language (void)
{
  static const struct
  {
    const char *info;
    const char *language;
  } cases[] = {
    { "", "" },
    { "c", "c" },
    { " c++  title=x", "c++" },
    { "objective-c", "objective-c" },
    { "c#", "c#" },
    { "python,linenos", "python" },
    { "{.haskell}", "" },
    { "<b>", "" },
    { "abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz012345" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("```%s\nx\n```", cases[i].info);
      g_autoptr (QingLeaf) leaf = parse_one (text);

      g_assert_cmpstr (leaf->language, ==, cases[i].language);
    }
}

static void
test_source (void)
{
  static const char text[] = "# A\n\n- b\n  c\n\n```\nd\n```\n| e |\n|---|\n| f |\n";
  static const char *const sources[] = { "# A", "- b\n  c", "```\nd\n```", "| e |\n|---|\n| f |" };
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);

  g_assert_cmpuint (leaves->len, ==, G_N_ELEMENTS (sources));
  for (guint i = 0; i < leaves->len; i++)
    {
      const QingLeaf *leaf = leaves->pdata[i];
      g_autofree char *source =
        g_strndup (text + leaf->source_start, leaf->source_end - leaf->source_start);

      g_assert_cmpstr (source, ==, sources[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/leaf/csv", test_csv);
  g_test_add_func ("/markdown/leaf/markdown", test_markdown);
  g_test_add_func ("/markdown/leaf/plain-text", test_plain_text);
  g_test_add_func ("/markdown/leaf/footnote-plain-text", test_footnote_plain_text);
  g_test_add_func ("/markdown/leaf/equal", test_equal);
  g_test_add_func ("/markdown/leaf/language", test_language);
  g_test_add_func ("/markdown/leaf/source", test_source);
  return g_test_run ();
}
