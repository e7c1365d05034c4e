/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "leaf-dump.h"
#include "qing-markdown-stream.h"

#include <string.h>

static char *
dup_shown (QingMarkdownStream *stream)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < qing_markdown_stream_get_n_leaves (stream); i++)
    {
      const QingLeaf *leaf = qing_markdown_stream_get_leaf (stream, i);

      g_string_append_printf (out, "%s%.*s", i > 0 ? "¶" : "", (int) leaf->length, leaf->text);
      for (guint row = 0; row < leaf->n_rows; row++)
        for (guint column = 0; column < leaf->n_columns; column++)
          g_string_append_printf (out, " %s", qing_leaf_get_cell (leaf, row, column)->text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* While a text arrives byte by byte, nothing of its markup may be shown even for a moment: none
 * of these characters.
 */
static const struct
{
  const char *text;
  const char *never;
  const char *shown_at_end;
} quiet[] = {
  { "a **bold** and *it* b", "*", "a bold and it b" },
  { "__bold__ and _it_ b", "_", "bold and it b" },
  { "a ***both*** b", "*", "a both b" },
  { "**bold *nested* text**, more", "*", "bold nested text, more" },
  { "x ~~struck~~ y", "~", "x struck y" },
  { "x `code` y", "`", "x code y" },
  { "x ``co`de`` y", "!", "x co`de y" },
  { "see [text](http://u \"t\") now", "[]()\"/", "see text now" },
  { "see [a **b**](u) now", "[]()*", "see a b now" },
  { "an ![image](http://u) here", "![]()/", "an image here" },
  { "math $x^2$ and $$y^2$$ here", "$", "math x^2 and y^2 here" },
  { "math \\(x^2\\) and \\[y^2\\] here", "\\()[]", "math x^2 and y^2 here" },
  { "# Heading ##\n\ntext", "#", "Heading¶text" },
  { "- item\n- **b**\n  - c", "-*", "item¶b¶c" },
  { "1. item\n2. next\n", "12.", "item¶next" },
  { "> quote\n> more", ">", "quote\nmore" },
  { "- [ ] open\n- [x] done", "[]-", "open¶done" },
  { "text\n\n---\n\nmore", "-", "text¶¶more" },
  { "text\n---\nmore", "-", "text¶more" },
  { "text\n===\nmore", "=", "text¶more" },
  { "```c\nx\n```\nafter", "`", "x¶after" },
  { "~~~\nx\n~~~\nafter", "~", "x¶after" },
  { "| a | b |\n|---|:-:|\n| c | **d** |\n\nx", "|-*:", " a b c d¶x" },
  { "text\n| a | b |\n|---|---|\n| c | d |\n", "|-", "text¶ a b c d" },
  { "text [ref]\n\n[ref]: http://u \"t\"\n", ":\"/", "text ref" },
  { "a &amp; b &copy; c", ";", "a & b © c" },
  { "$$\nx = y\n$$\nafter", "$", "x = y¶after" },
  { "\\[\nx\n=\ny\n\\]\nafter", "\\[]", "x\n=\ny¶after" },
  { "line\\\nnext \\*star", "\\", "line\nnext *star" },
  { "<https://u.v> x", "<>", "https://u.v x" },
  { "[^1]: note\n", "[]^:", "note" },
  { "这是**重点：**后面", "*", "这是重点：后面" },
};

static void
test_quiet (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  g_autofree char *at_end = NULL;

  for (const char *c = quiet[i].text; *c != '\0'; c++)
    {
      g_autofree char *shown = NULL;

      qing_markdown_stream_feed (stream, c, 1);
      qing_markdown_stream_update (stream, &change);
      shown = dup_shown (stream);
      if (strpbrk (shown, quiet[i].never) != NULL)
        g_test_message ("after %.*s: %s", (int) (c + 1 - quiet[i].text), quiet[i].text, shown);
      g_assert_null (strpbrk (shown, quiet[i].never));
    }
  qing_markdown_stream_finish (stream, &change);
  at_end = dup_shown (stream);
  g_assert_cmpstr (at_end, ==, quiet[i].shown_at_end);
}

static void
feed (QingMarkdownStream *stream, const char *text, QingMarkdownChange *change)
{
  qing_markdown_stream_feed (stream, text, -1);
  qing_markdown_stream_update (stream, change);
}

static void
assert_change (const QingMarkdownChange *change,
               guint first_changed,
               guint n_leaves,
               guint stable_bytes,
               guint stable_rows)
{
  g_assert_cmpuint (change->first_changed, ==, first_changed);
  g_assert_cmpuint (change->n_leaves, ==, n_leaves);
  g_assert_cmpuint (change->stable_bytes, ==, stable_bytes);
  g_assert_cmpuint (change->stable_rows, ==, stable_rows);
}

static void
test_growth_of_code (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  QingLeaf *leaf;

  feed (stream, "```c\nint x", &change);
  assert_change (&change, 0, 1, 0, 0);
  leaf = qing_markdown_stream_get_leaf (stream, 0);
  feed (stream, " = 1;\nint y", &change);
  assert_change (&change, 0, 1, strlen ("int x"), 0);
  feed (stream, ";\n``", &change);
  assert_change (&change, 0, 1, strlen ("int x = 1;\nint y"), 0);
  g_assert_cmpstr (leaf->text, ==, "int x = 1;\nint y;");
  g_assert_false (leaf->closed);
  feed (stream, "`\nafter", &change);
  assert_change (&change, 0, 2, strlen ("int x = 1;\nint y;"), 0);
  g_assert_true (leaf->closed);
  g_assert_true (leaf == qing_markdown_stream_get_leaf (stream, 0));
  g_assert_cmpuint (qing_markdown_stream_get_n_closed (stream), ==, 1);
}

static void
test_growth_of_table (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;

  feed (stream, "| a | b |\n|---|---|\n| c", &change);
  assert_change (&change, 0, 1, 0, 0);
  feed (stream, " | d |\n| e | f", &change);
  assert_change (&change, 0, 1, 0, 1);
  feed (stream, " |\n| g | h |\n", &change);
  assert_change (&change, 0, 1, 0, 2);
  feed (stream, "\nend", &change);
  assert_change (&change, 0, 2, 0, 4);
}

static void
test_growth_of_paragraph (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;

  feed (stream, "some words", &change);
  assert_change (&change, 0, 1, 0, 0);
  feed (stream, " and **bo", &change);
  assert_change (&change, 0, 1, strlen ("some words"), 0);
  feed (stream, "ld** text", &change);
  assert_change (&change, 0, 1, strlen ("some words and bo"), 0);
  feed (stream, "", &change);
  assert_change (&change, 1, 1, 0, 0);
  feed (stream, "\n\nnext", &change);
  assert_change (&change, 0, 2, strlen ("some words and bold text"), 0);
  feed (stream, " one", &change);
  assert_change (&change, 1, 2, strlen ("next"), 0);
}

static void
test_definition_arrives (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  g_autoptr (QingLeaf) first = NULL;
  g_autoptr (QingLeaf) second = NULL;
  QingMarkdownChange change;

  feed (stream, "see [x]\n\nother\n\nlast and [y]\n\n", &change);
  first = qing_leaf_ref (qing_markdown_stream_get_leaf (stream, 0));
  second = qing_leaf_ref (qing_markdown_stream_get_leaf (stream, 1));
  g_assert_cmpuint (first->n_links, ==, 0);

  feed (stream, "[x]: http://u\n\n", &change);
  assert_change (&change, 0, 3, 0, 0);
  g_assert_cmpuint (change.n_unchanged_tail, ==, 2);
  g_assert_true (qing_markdown_stream_get_leaf (stream, 0) != first);
  g_assert_true (qing_markdown_stream_get_leaf (stream, 1) == second);
  g_assert_cmpstr (qing_markdown_stream_get_leaf (stream, 0)->links[0].url, ==, "http://u");
}

static void
test_list_gets_loose (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;

  feed (stream, "text\n\n- a\n- b\n- c\n", &change);
  g_assert_cmpuint (qing_markdown_stream_get_n_closed (stream), ==, 1);
  g_assert_true (qing_markdown_stream_get_leaf (stream, 2)->closed);
  feed (stream, "\n- d", &change);
  g_assert_cmpuint (change.first_changed, ==, 1);
  for (guint i = 1; i < 5; i++)
    g_assert_false (qing_markdown_stream_get_leaf (stream, i)->containers[0].tight);
  g_assert_cmpuint (qing_markdown_stream_get_n_closed (stream), ==, 4);
}

/* What is no formula after all must not have done any harm. */
static void
test_formula_fails (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  g_autofree char *shown = NULL;

  feed (stream, "before\n$$\nx = 1\n", &change);
  g_assert_cmpuint (change.n_leaves, ==, 2);
  g_assert_cmpint (qing_markdown_stream_get_leaf (stream, 1)->kind, ==, QING_LEAF_MATH);
  g_assert_cmpuint (qing_markdown_stream_get_n_closed (stream), ==, 0);
  feed (stream, "\n- item\n", &change);
  shown = dup_shown (stream);
  g_assert_cmpstr (shown, ==, "before\n$$\nx = 1¶item");
}

static void
test_characters_cut_in_two (void)
{
  static const struct
  {
    const char *pieces[5];
    const char *shown;
  } cases[] = {
    { { "\344", "\270", "\255x" }, "中x" },
    { { "a\360\237", "\230\200" }, "a\360\237\230\200" },
    { { "a\344\270", "b" }, "a��b" },
    { { "a\344\270" }, "a��" },
    { { "\300", "\200", "x" }, "��x" },
    { { "\377\376" }, "��" },
    { { "\374\200\200\200\200", "x" }, "�����x" },
    { { "\370\200", "\200\200", "x" }, "����x" },
    { { "\367\200\200", "\200x" }, "����x" },
    { { "a\r", "\nb" }, "a\nb" },
    { { "a\r", "\r", "b" }, "a¶b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
      QingMarkdownChange change;
      g_autofree char *shown = NULL;

      for (const char *const *piece = cases[i].pieces; *piece != NULL; piece++)
        feed (stream, *piece, &change);
      qing_markdown_stream_finish (stream, &change);
      shown = dup_shown (stream);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* However bytes are cut, the same text comes out of them. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  static const guchar bytes[] = { 0x00, 'a',  0x80, 0xbf, 0xc0, 0xc3, 0xe4, 0xb8,
                                  0xad, 0xed, 0xa0, 0xf0, 0x9f, 0xf4, 0xf7, 0xfc };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (QingMarkdownStream) whole = qing_markdown_stream_new ();
      g_autoptr (QingMarkdownStream) pieces = qing_markdown_stream_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      QingMarkdownChange change;
      gsize length;

      for (guint n = g_rand_int_range (random, 0, 30); n > 0; n--)
        g_string_append_c (text, bytes[g_rand_int_range (random, 0, sizeof bytes)]);
      qing_markdown_stream_feed (whole, text->str, text->len);
      for (gsize pos = 0; pos < text->len; pos++)
        qing_markdown_stream_feed (pieces, text->str + pos, 1);
      qing_markdown_stream_finish (whole, &change);
      qing_markdown_stream_finish (pieces, &change);
      g_assert_true (g_utf8_validate (qing_markdown_stream_get_source (whole, &length), -1, NULL));
      g_assert_cmpuint (length, >=, text->len);
      g_assert_cmpstr (qing_markdown_stream_get_source (whole, NULL), ==,
                       qing_markdown_stream_get_source (pieces, NULL));
    }
}

static void
test_reset (void)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  gsize length;

  feed (stream, "- a\n\n[x]: y\n\n```\ncode", &change);
  qing_markdown_stream_finish (stream, &change);
  qing_markdown_stream_reset (stream);
  g_assert_cmpuint (qing_markdown_stream_get_n_leaves (stream), ==, 0);
  g_assert_cmpstr (qing_markdown_stream_get_source (stream, &length), ==, "");
  g_assert_cmpuint (length, ==, 0);
  feed (stream, "plain [x]", &change);
  assert_change (&change, 0, 1, 0, 0);
  qing_markdown_stream_finish (stream, &change);
  g_assert_cmpstr (qing_markdown_stream_get_leaf (stream, 0)->text, ==, "plain [x]");
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", "\n", "\n\n  \n", "[a]: b", "\357\273\277" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) leaves = qing_markdown_parse (texts[i], -1);

      g_assert_cmpuint (leaves->len, ==, 0);
    }
}

/* A picture given as data is an image however long it is, not a page of letters. */
static void
test_data_address (void)
{
  g_autoptr (GString) text = g_string_new ("![plot](data:image/png;base64,");
  g_autoptr (GPtrArray) leaves = NULL;
  const QingLeaf *leaf;

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, "iVBORw0KGgo+/A==");
  g_string_append (text, ")\n");
  leaves = qing_markdown_parse (text->str, text->len);
  g_assert_cmpuint (leaves->len, ==, 1);
  leaf = leaves->pdata[0];
  g_assert_cmpint (leaf->kind, ==, QING_LEAF_IMAGE);
  g_assert_cmpstr (leaf->text, ==, "plot");
  g_assert_cmpuint (strlen (leaf->links[0].url), >, 64000);
}

/* In text of any length, what does not reach too far is found, wherever it stands. */
static void
test_long_paragraph (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) leaves = NULL;
  const QingLeaf *leaf;
  guint n_bold = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "one line with **bold words** in it\n");
  leaves = qing_markdown_parse (text->str, text->len);
  g_assert_cmpuint (leaves->len, ==, 1);
  leaf = leaves->pdata[0];
  g_assert_null (strchr (leaf->text, '*'));
  g_assert_cmpuint (leaf->length, ==, text->len - 5000 * 4 - 1);
  for (guint i = 0; i < leaf->n_runs; i++)
    n_bold += leaf->runs[i].flags == QING_RUN_BOLD;
  g_assert_cmpuint (n_bold, ==, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/stream/quiet/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_quiet);
    }
  g_test_add_func ("/markdown/stream/growth-of-code", test_growth_of_code);
  g_test_add_func ("/markdown/stream/growth-of-table", test_growth_of_table);
  g_test_add_func ("/markdown/stream/growth-of-paragraph", test_growth_of_paragraph);
  g_test_add_func ("/markdown/stream/definition-arrives", test_definition_arrives);
  g_test_add_func ("/markdown/stream/list-gets-loose", test_list_gets_loose);
  g_test_add_func ("/markdown/stream/formula-fails", test_formula_fails);
  g_test_add_func ("/markdown/stream/characters-cut-in-two", test_characters_cut_in_two);
  g_test_add_func ("/markdown/stream/any-bytes", test_any_bytes);
  g_test_add_func ("/markdown/stream/reset", test_reset);
  g_test_add_func ("/markdown/stream/empty", test_empty);
  g_test_add_func ("/markdown/stream/data-address", test_data_address);
  g_test_add_func ("/markdown/stream/long-paragraph", test_long_paragraph);
  return g_test_run ();
}
