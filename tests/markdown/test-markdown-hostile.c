/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "leaf-dump.h"
#include "qing-markdown-stream.h"
#include "stream-check.h"
#include "work-counter.h"

#include <string.h>

/* What a broken or malicious model may send. Nothing may cost more than in proportion to its
 * length: the second half of a text twice the work of its second quarter. It would be four times
 * the work if it were quadratic. (The first quarter is left out, because what is short enough may
 * be held back or read again as a whole.)
 */
#define LARGE       (128 * 1024)
#define MAX_RATIO   2.3
#define UPDATE_SIZE 136

static const char *const patterns[] = {
  "[",
  "]",
  "*",
  "_",
  "~~",
  ">",
  "> ",
  "`",
  "![",
  "<",
  "_a",
  "**a ",
  "a_",
  "*a_ ",
  "a**b",
  "$",
  "$a",
  "\\(",
  "\\[",
  "\\",
  "&",
  "&a;",
  "&#1;",
  "<!A ",
  "<!--",
  "<?",
  "<![CDATA[",
  "<a ",
  "<a b=\"",
  "</",
  "[a](",
  "[a](b",
  "[a](<b",
  "[a](b \"",
  "[a](b 'c",
  "![[]()",
  "[a]",
  "[a][b]",
  "[[a]]",
  "[^a]",
  "[^a]: b\n",
  "[a]: b\n",
  "[a]: b\n\n[a]\n\n",
  "http://",
  "http://a_",
  "www.",
  "www.a",
  "a@",
  "a@b.",
  "`a``",
  "a`",
  "``a`",
  "~",
  "**",
  "***a*",
  "*a**",
  "- ",
  "> - ",
  "1. ",
  "- a\n",
  "- a\n\n",
  "* a\n  ",
  "|",
  "|-",
  "a|",
  "a|b\n-|-\n",
  "|a\n|-\n",
  "| a\n",
  "#",
  "# a\n",
  "=\n",
  "a\n=\n",
  "-\n",
  "a\n-\n",
  "```\n",
  "```",
  "~~~\n",
  "$$\n",
  "$$ a\n",
  "\\[\n",
  "\\[ a\n",
  "<div>\n",
  "<b>\n",
  "    a\n",
  "\t",
  " ",
  "\n",
  "\r",
  "\r\n",
  "a  \n",
  "a\\\n",
  "中",
  "中文，",
  "\342\200\256",
  "\357\273\277",
  "é",
  "\377",
  "\300\200",
  "\xf0\x9f",
  "a\n> b\n",
  "> a\n\n",
  "- > ",
  "x ",
  "[x] ",
  "- [ ] ",
  "[\n",
  "](",
  ")](",
  "<a@b.c>",
  "<http:",
};

static char *
repeat (const char *prefix, const char *text, gsize length)
{
  GString *out = g_string_new (prefix);

  while (out->len < length)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static guint64
parse_once (const char *text, gsize length)
{
  WorkCounter counter;
  g_autoptr (GPtrArray) leaves = NULL;
  guint64 work;

  work_counter_begin (&counter);
  leaves = qing_markdown_parse (text, length);
  work = work_counter_end (&counter);
  for (guint i = 0; i < leaves->len; i += 1 + leaves->len / 100)
    leaf_assert_valid (leaves->pdata[i]);
  return work;
}

static guint64
stream_by (const char *text, gsize length, gsize size)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  WorkCounter counter;

  work_counter_begin (&counter);
  for (gsize pos = 0; pos < length; pos += size)
    {
      qing_markdown_stream_feed (stream, text + pos, MIN (size, length - pos));
      qing_markdown_stream_update (stream, &change);
    }
  qing_markdown_stream_finish (stream, &change);
  return work_counter_end (&counter);
}

static guint64
stream_once (const char *text, gsize length)
{
  return stream_by (text, length, UPDATE_SIZE);
}

/* What comes faster than frames are drawn. */
static guint64
stream_fast (const char *text, gsize length)
{
  return stream_by (text, length, 64 * 1024);
}

typedef guint64 (*Work) (const char *text, gsize length);

/* Returns: how much more work the second half of text is than its second quarter */
static double
measure_growth (const char *name, Work work, const char *text)
{
  g_autofree char *plain = g_strescape (name, NULL);
  gsize length = strlen (text);
  guint64 quarter = work (text, length / 4);
  guint64 half = work (text, length / 2);
  guint64 whole = work (text, length);

  g_assert_cmpuint (quarter, <, half);
  g_assert_cmpuint (half, <, whole);
  g_test_message ("%s: %" G_GUINT64_FORMAT " steps, %.1f for a byte", plain, whole,
                  1.0 * whole / length);
  return ((double) whole - (double) half) / ((double) half - (double) quarter);
}

static void
assert_linear (const char *name, Work work, const char *text)
{
  g_assert_cmpfloat (measure_growth (name, work, text), <=, MAX_RATIO);
}

static void
test_pattern (gconstpointer data)
{
  const char *pattern = data;
  g_autofree char *text = repeat ("", pattern, LARGE);
  g_autofree char *small = repeat ("", pattern, 700);

  assert_linear (pattern, parse_once, text);
  assert_linear (pattern, stream_once, text);
  stream_check (small, strlen (small), cut_by_size, GSIZE_TO_POINTER (3));
}

/* Blocks that never end, each growing update by update. */
static const struct
{
  const char *name;
  const char *prefix;
  const char *text;
} blocks[] = {
  { "code", "```c\n", "  int value = compute (a, b);\n" },
  { "code-one-line", "```\n", "0 1 - " },
  { "table", "| a | b |\n|---|---|\n", "| some text | **more** `text` |\n" },
  { "table-one-row", "| a | b |\n|---|---|\n", "| x " },
  { "paragraph", "", "some words with *emphasis* and `code` in it,\n" },
  { "paragraph-one-line", "", "words without a line break " },
  { "paragraph-chinese", "", "一段没有空格的中文文字，" },
  { "paragraph-stray", "", "a * b [ c ` d < e $ f _g *h " },
  { "paragraph-one-stray", "*a `b [c <d $e _f **g ", "word " },
  { "heading-one-line", "# ", "word " },
  { "list", "", "- an item with **some** text\n" },
  { "list-nested", "- a\n  - b\n", "    - c\n" },
  { "quote", "", "> a line of a quotation\n" },
  { "math", "$$\n", "a + b \\\\\n" },
  { "math-one-line", "$$\n", "a + b" },
  { "html", "<div>\n", "<p>x</p>\n" },
  { "html-one-line", "<div ", "a=b " },
  { "rule", "", "-----" },
  { "structure", "", "1. - > " },
  { "link", "[a](", "bbbb" },
  { "label", "[", "bbbb " },
  { "definition", "[a]: ", "bbbb" },
  { "title", "[a]: b \"", "bbbb " },
  { "word", "", "abcd" },
  { "url", "http://", "abcd/" },
  { "email", "", "a.b-c+" },
  { "entity", "&", "abcd" },
  { "tag", "<a", " b='c'" },
  { "tildes", "*", "~" },
};

static void
test_block (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *text = repeat (blocks[i].prefix, blocks[i].text, LARGE);

  assert_linear (blocks[i].name, stream_once, text);
  assert_linear (blocks[i].name, parse_once, text);
}

static void
test_many_definitions (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; text->len < LARGE; i++)
    g_string_append_printf (text, "[%u] [l](u%u)\n\n[%u]: /url%u\n\n", i + 1, i, i, i);
  assert_linear ("definitions", parse_once, text->str);
  assert_linear ("definitions", stream_once, text->str);
}

static void
test_waiting (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "[l%u] ", i);
  g_string_append (text, "\n\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "[l%u]: /u\n", i);
  stream_once (text->str, text->len);
}

static void
test_deep (void)
{
  g_autofree char *quotes = repeat ("", "> ", 10000);
  g_autofree char *lists = repeat ("", "- ", 10000);
  g_autoptr (GString) nested = g_string_new (NULL);
  const char *texts[] = { quotes, lists, NULL };

  for (guint i = 0; i < 1000; i++)
    {
      for (guint space = 0; space < i; space++)
        g_string_append (nested, "  ");
      g_string_append (nested, "- item\n");
    }
  texts[2] = nested->str;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strconcat (texts[i], "x", NULL);
      g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);
      guint deepest = 0;

      for (guint leaf = 0; leaf < leaves->len; leaf++)
        deepest = MAX (deepest, ((QingLeaf *) leaves->pdata[leaf])->n_containers);
      g_assert_cmpuint (deepest, ==, 50);
    }
}

static char *
make_table (guint n_columns)
{
  GString *text = g_string_new ("|");

  for (guint i = 0; i < n_columns; i++)
    g_string_append (text, "a|");
  g_string_append (text, "\n|");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (text, "-|");
  return g_string_free (text, FALSE);
}

static void
test_wide_table (void)
{
  g_autofree char *wide = make_table (2000);
  g_autofree char *most = make_table (256);
  g_autofree char *too_many = make_table (257);
  const char *const texts[] = { wide, most, too_many };
  const QingLeafKind kinds[] = { QING_LEAF_PARAGRAPH, QING_LEAF_TABLE, QING_LEAF_PARAGRAPH };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) leaves = qing_markdown_parse (texts[i], -1);

      g_assert_cmpuint (leaves->len, ==, 1);
      g_assert_cmpint (((QingLeaf *) leaves->pdata[0])->kind, ==, kinds[i]);
    }
}

/* Reads the text from its start for each line of it. */
static guint64
parse_each_prefix (const char *text, gsize length)
{
  guint64 work = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      work += parse_once (text, i + 1);
  return work;
}

/* Moves what is left for each byte taken from the front. */
static guint64
take_from_front (const char *text, gsize length)
{
  g_autoptr (GString) left = g_string_new_len (text, length);
  WorkCounter counter;

  work_counter_begin (&counter);
  while (left->len > 0)
    g_string_erase (left, 0, 1);
  return work_counter_end (&counter);
}

/* What is quadratic is found, in code of ours and in calls of a library; and the same work is the
 * same number, but for what depends on where things lie in memory.
 */
static void
test_counter (void)
{
  g_autofree char *text = repeat ("", "some *words* and\n", 16384);
  const Work quadratic[] = { parse_each_prefix, take_from_front };

  for (guint i = 0; i < G_N_ELEMENTS (quadratic); i++)
    {
      double work = quadratic[i](text, 4096);

      g_assert_cmpfloat (measure_growth ("quadratic", quadratic[i], text), >, 3.5);
      g_assert_cmpfloat_with_epsilon (quadratic[i](text, 4096), work, work / 1000);
    }
}

static void
test_ten_megabytes (void)
{
  g_autofree char *text =
    repeat ("", "Some *text* with `code`, [a link](https://example.org) and $x^2$.\n\n- item\n\n",
            10 * 1024 * 1024);
  g_autofree char *line = repeat ("", "one line of a megabyte ", 1024 * 1024);

  assert_linear ("ten megabytes", parse_once, text);
  assert_linear ("ten megabytes in time", stream_fast, text);
  assert_linear ("a line of one megabyte", parse_once, line);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/hostile/pattern/%u", i);

      g_test_add_data_func (path, patterns[i], test_pattern);
    }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/hostile/block/%s", blocks[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_block);
    }
  g_test_add_func ("/markdown/hostile/counter", test_counter);
  g_test_add_func ("/markdown/hostile/definitions", test_many_definitions);
  g_test_add_func ("/markdown/hostile/waiting", test_waiting);
  g_test_add_func ("/markdown/hostile/deep", test_deep);
  g_test_add_func ("/markdown/hostile/wide-table", test_wide_table);
  g_test_add_func ("/markdown/hostile/ten-megabytes", test_ten_megabytes);
  return g_test_run ();
}
