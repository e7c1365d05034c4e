/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-code-lines.h"
#include "qing-find.h"
#include "qing-leaf-links.h"
#include "qing-link.h"
#include "qing-markdown-stream.h"
#include "qing-message-text.h"
#include "qing-plain-text.h"
#include "qing-selection.h"
#include "qing-table-columns.h"

#include <string.h>

static void
test_plain_text (void)
{
  static const struct
  {
    const char *text;
    const char *shown; /* leaves parted by "|" */
  } cases[] = {
    { "hello", "hello" },
    { "*not* _emphasis_ `nor code`", "*not* _emphasis_ `nor code`" },
    { "# no heading\n- no item\n> no quote\n1. no number",
      "# no heading\n- no item\n> no quote\n1. "
      "no number" },
    { "one\n\ntwo", "one|two" },
    { "a\n  b", "a\n\u00a0\u00a0b" },
    { "look:\n```c\nint *p;\n```\nsee?", "look:|int *p;|see?" },
    { "<b>&amp; $x$ \\(y\\) | a \\", "<b>&amp; $x$ \\(y\\) | a \\" },
    { "https://example.org/a_b_c", "https://example.org/a_b_c" },
    { "line\r\nbreak", "line\nbreak" },
    { "| a | b |\n|---|---|", "| a | b |\n|---|---|" },
    { "title\n===", "title\n===" },
    { "!\n---\n***", "!\n---\n***" },
    { "[a]: http://example.org", "[a]: http://example.org" },
    { "", "" },
    { "\\[x\\] $$y$$ [a](b) ![c](d) \\\\(z\\\\)", "\\[x\\] $$y$$ [a](b) ![c](d) \\\\(z\\\\)" },
    { "http://example.org/$a$/[b]", "http://example.org/$a$/[b]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markdown =
        qing_plain_text_to_markdown (cases[i].text, strlen (cases[i].text));
      g_autoptr (GPtrArray) leaves = qing_markdown_parse (markdown, -1);
      g_autoptr (GString) shown = g_string_new (NULL);

      for (guint j = 0; j < leaves->len; j++)
        {
          g_autofree char *text = qing_leaf_dup_text (g_ptr_array_index (leaves, j), 0, G_MAXUINT);

          if (j > 0)
            g_string_append_c (shown, '|');
          g_string_append (shown, text);
        }
      g_assert_cmpstr (shown->str, ==, cases[i].shown);
    }
}

static void
test_needle (void)
{
  g_autoptr (QingNeedle) needle = qing_needle_new ("ÄPFEL und");
  g_autoptr (QingNeedle) none = qing_needle_new ("");
  const char *text = "Zwei äpfel UND eine Birne";
  gsize start = 0, end = 0;

  g_assert_true (qing_needle_find (needle, text, strlen (text), 0, &start, &end));
  g_assert_cmpuint (start, ==, 5);
  g_assert_cmpuint (end, ==, 15);
  g_assert_false (qing_needle_find (needle, text, strlen (text), 6, &start, &end));
  g_assert_false (qing_needle_find (needle, text, 12, 0, &start, &end));
  g_assert_false (qing_needle_find (none, text, strlen (text), 0, &start, &end));
  /* Markup may part the words in the source. */
  g_assert_true (qing_needle_may_be_in (needle, "**äpfel** und", strlen ("**äpfel** und")));
  g_assert_false (qing_needle_may_be_in (needle, "und", 3));
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse ("Say **hello_1**, wörld!", -1);
  const QingLeaf *leaf = g_ptr_array_index (leaves, 0);
  guint start, end;

  qing_leaf_find_word (leaf, 6, &start, &end);
  g_assert_cmpuint (start, ==, 4);
  g_assert_cmpuint (end, ==, 11);
  qing_leaf_find_word (leaf, 14, &start, &end);
  g_assert_cmpuint (start, ==, 13);
  g_assert_cmpuint (end, ==, 19);
  /* Between words, one character. */
  qing_leaf_find_word (leaf, 19, &start, &end);
  g_assert_cmpuint (end - start, >=, 1);
  qing_leaf_find_word (leaf, 9999, &start, &end);
  g_assert_cmpuint (end, ==, leaf->length);
}

static void
test_links (void)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (
    "[one](https://example.org/1) [bad](javascript:alert(1)) [two](mailto:a@example.org)\n\n"
    "| a | [b](http://example.org) |\n|---|---|\n",
    -1);
  const QingLeaf *leaf = g_ptr_array_index (leaves, 0);
  QingLeafLink link;

  g_assert_true (qing_leaf_find_link (leaf, 1, &link));
  g_assert_cmpstr (link.url, ==, "https://example.org/1");
  g_assert_false (qing_leaf_find_link (leaf, 5, &link));
  g_assert_true (qing_leaf_find_next_link (leaf, 3, FALSE, &link));
  g_assert_cmpuint (link.start, ==, 8);
  g_assert_false (qing_leaf_find_next_link (leaf, 11, FALSE, &link));
  g_assert_true (qing_leaf_find_next_link (leaf, 8, TRUE, &link));
  g_assert_cmpuint (link.start, ==, 0);
  g_assert_true (qing_leaf_find_next_link (g_ptr_array_index (leaves, 1), 0, FALSE, &link));
  g_assert_cmpuint (link.start, ==, 2);
}

static void
test_addresses (void)
{
  g_autofree char *shown = qing_link_dup_for_display ("http://a\xe2\x80\xae\n.org");

  g_assert_true (qing_link_is_safe ("HTTPS://example.org"));
  g_assert_true (qing_link_is_safe ("mailto:somebody@example.org"));
  g_assert_false (qing_link_is_safe ("javascript:alert(1)"));
  g_assert_false (qing_link_is_safe ("file:///etc/passwd"));
  g_assert_false (qing_link_is_safe ("data:text/html,x"));
  g_assert_false (qing_link_is_safe ("relative/path"));
  g_assert_false (qing_link_is_safe (""));
  g_assert_false (qing_link_is_safe (NULL));
  g_assert_cmpstr (shown, ==, "http://a%202E%0A.org");
}

/* What is shown is what is opened, and every program finds the same host in it. */
static void
test_honest_addresses (void)
{
  static const struct
  {
    const char *url;
    const char *address;
    const char *host;
  } cases[] = {
    { "https://example.org/a%2Fb?c=%26#d", "https://example.org/a%2Fb?c=%26#d", "example.org" },
    { "HTTPS://example.org:8443", "https://example.org:8443", "example.org" },
    { "https://www.bank.example@evil.example/x", "https://evil.example/x", "evil.example" },
    { "https://a:b@evil.example", "https://evil.example", "evil.example" },
    { "https://evil.example\\@bank.example/", "https://bank.example/", "bank.example" },
    { "https://bank.example/a\\b c", "https://bank.example/a%5Cb%20c", "bank.example" },
    { "https://b\xd0\xb0nk.example/", "https://xn--bnk-6cd.example/", "xn--bnk-6cd.example" },
    { "mailto:a@example.org?subject=b", "mailto:a@example.org?subject=b", NULL },
    { "https:///x", NULL, NULL },
    { "https:x", NULL, NULL },
    { "https://[::1", NULL, NULL },
    { "javascript:alert(1)", NULL, NULL },
    { "java\nscript:alert(1)", NULL, NULL },
    { " file:///etc/passwd", NULL, NULL },
    { "data:text/html,x", NULL, NULL },
    { "file:///etc/passwd", NULL, NULL },
    { "//example.org", NULL, NULL },
    { "", NULL, NULL },
  };
  g_autofree char *label = g_strnfill (300, 'a');
  g_autofree char *long_host = g_strdup_printf ("https://bank.example.%s.evil.example/", label);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = NULL;
      g_autofree char *address = qing_link_dup_address (cases[i].url, &host);

      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpstr (host, ==, cases[i].host);
      if (address != NULL)
        {
          g_autofree char *shown = qing_link_dup_for_display (cases[i].url);

          g_assert_cmpstr (shown, ==, address);
        }
    }
  g_assert_null (qing_link_dup_address (long_host, NULL));
}

static void
check_lines (QingCodeLines *lines, const char *text)
{
  guint n = qing_code_lines_get_n_lines (lines);
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      guint start, end;

      qing_code_lines_get_range (lines, i, &start, &end);
      g_assert_cmpuint (start, ==, at);
      g_assert_cmpuint (end, <=, strlen (text));
      g_assert_cmpuint (end - start, <=, 2000);
      g_assert_cmpuint (qing_code_lines_find (lines, start), ==, i);
      at = text[end] == '\n' ? end + 1 : end;
    }
  g_assert_cmpuint (at + 1, >=, strlen (text));
}

static void
test_code_lines (void)
{
  const char *text = "one\n\n\ttwo\nthree 文\n\n";
  g_autofree char *wide = g_strnfill (10000, 'x');
  g_autoptr (QingCodeLines) whole = qing_code_lines_new ();
  g_autoptr (QingCodeLines) grown = qing_code_lines_new ();
  g_autoptr (QingCodeLines) cut = qing_code_lines_new ();
  guint last = 0;

  qing_code_lines_update (whole, text, (guint) strlen (text), 0);
  g_assert_cmpuint (qing_code_lines_get_n_lines (whole), ==, 5);
  g_assert_cmpuint (qing_code_lines_get_cells (whole, 2), ==, 7);
  g_assert_cmpuint (qing_code_lines_get_cells (whole, 3), ==, 8);
  check_lines (whole, text);
  for (guint i = 1; i <= strlen (text); i++)
    {
      g_autofree char *part = g_strndup (text, i);

      qing_code_lines_update (grown, part, i, last);
      check_lines (grown, part);
      last = i;
    }
  g_assert_cmpuint (qing_code_lines_get_n_lines (grown), ==, 5);
  qing_code_lines_update (cut, wide, 10000, 0);
  g_assert_cmpuint (qing_code_lines_get_n_lines (cut), ==, 5);
  check_lines (cut, wide);
}

static void
test_table_columns (void)
{
  const int narrow[] = { 50, 80 };
  const int wide[] = { 50, 2000, 400 };
  int widths[3];

  g_assert_cmpint (qing_table_columns_divide (narrow, 2, 700, 300, 100, widths), ==, 130);
  g_assert_cmpint (widths[0], ==, 50);
  g_assert_cmpint (widths[1], ==, 80);
  g_assert_cmpint (qing_table_columns_divide (wide, 3, 700, 300, 100, widths), <=, 700);
  g_assert_cmpint (widths[0], ==, 50);
  g_assert_cmpint (widths[1], >=, 300);
  /* Just enough room: nothing is narrower than it may be. */
  g_assert_cmpint (qing_table_columns_divide (wide, 3, 250, 300, 100, widths), ==, 250);
  g_assert_cmpint (widths[1], ==, 100);
  /* Too little room: it has to be moved sideways anyway, so it may as well be comfortable. */
  g_assert_cmpint (qing_table_columns_divide (wide, 3, 120, 300, 100, widths), ==, 650);
  g_assert_cmpint (widths[1], ==, 300);
}

static QingRange
make_range (guint row0, guint leaf0, guint byte0, guint row1, guint leaf1, guint byte1)
{
  QingRange range = { { row0, { QING_SPOT_TEXT, leaf0, byte0 } },
                      { row1, { QING_SPOT_TEXT, leaf1, byte1 } } };

  return range;
}

static void
test_selection (void)
{
  QingSelection selection = { 0 };
  QingRange word = make_range (5, 1, 10, 5, 1, 14);
  QingRange before = make_range (3, 0, 2, 3, 0, 4);
  QingRange after = make_range (6, 0, 0, 6, 0, 7);
  QingSpot start, end;

  g_assert_true (qing_selection_is_empty (&selection));
  qing_selection_begin (&selection, &word);
  g_assert_true (qing_selection_get_row (&selection, 5, &start, &end));
  g_assert_cmpuint (start.byte, ==, 10);
  g_assert_cmpuint (end.byte, ==, 14);
  g_assert_false (qing_selection_get_row (&selection, 4, &start, &end));

  /* The word where it began stays selected, wherever it is extended to. */
  qing_selection_extend (&selection, &before);
  g_assert_true (qing_selection_get_row (&selection, 3, &start, &end));
  g_assert_cmpuint (start.byte, ==, 2);
  g_assert_cmpint (end.part, ==, QING_SPOT_BOTTOM);
  g_assert_true (qing_selection_get_row (&selection, 4, &start, &end));
  g_assert_cmpint (start.part, ==, QING_SPOT_TOP);
  g_assert_true (qing_selection_get_row (&selection, 5, &start, &end));
  g_assert_cmpuint (end.byte, ==, 14);
  qing_selection_extend (&selection, &after);
  g_assert_false (qing_selection_get_row (&selection, 3, &start, &end));
  g_assert_true (qing_selection_get_row (&selection, 6, &start, &end));
  g_assert_cmpuint (end.byte, ==, 7);

  qing_selection_rows_changed (&selection, 0, 0, 2);
  g_assert_true (qing_selection_get_row (&selection, 8, &start, &end));
  g_assert_false (qing_selection_get_row (&selection, 6, &start, &end));
  qing_selection_rows_changed (&selection, 20, 3, 0);
  g_assert_false (qing_selection_is_empty (&selection));
  qing_selection_rows_changed (&selection, 8, 1, 1);
  g_assert_true (qing_selection_is_empty (&selection));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat/text/plain-text", test_plain_text);
  g_test_add_func ("/chat/text/needle", test_needle);
  g_test_add_func ("/chat/text/words", test_words);
  g_test_add_func ("/chat/text/links", test_links);
  g_test_add_func ("/chat/text/addresses", test_addresses);
  g_test_add_func ("/chat/text/honest-addresses", test_honest_addresses);
  g_test_add_func ("/chat/text/code-lines", test_code_lines);
  g_test_add_func ("/chat/text/table-columns", test_table_columns);
  g_test_add_func ("/chat/text/selection", test_selection);
  return g_test_run ();
}
