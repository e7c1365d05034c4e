/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-canvas.h"
#include "qing-math-parser.h"
#include "qing-math.h"
#include "work-counter.h"

#include <pango/pangocairo.h>
#include <string.h>

/* Formulas made to hurt: each ends in an error or in a formula of bounded size, and costs no more
 * than a bounded multiple of what a usual formula of the longest length costs. */

/* The longest formula that is usual in every part; what others cost is measured against it. */
#define USUAL "a^2+\\frac{b_i}{\\sqrt{c}} "

#define MAX_RATIO 5

static QingMathFont *font;

typedef struct
{
  const char *name;
  const char *head;
  const char *unit;
  guint repeats;
  const char *tail;
} Hostile;

/* clang-format off */
static const Hostile cases[] = {
  { "braces",            "", "{", 10000, "" },
  { "balanced-braces",   "", "{", 9000, "x" },
  { "megabyte",          "", "{", 1000000, "" },
  { "closing",           "", "}", 10000, "" },
  { "left",              "", "\\left(", 3000, "" },
  { "left-10000",        "", "\\left(", 10000, "" },
  { "carets",            "", "^", 4, "" },
  { "many-carets",       "", "^", 20000, "" },
  { "script-tower",      "", "x^{", 5000, "" },
  { "frac",              "", "\\frac", 4000, "" },
  { "frac-args",         "", "\\frac1", 3000, "" },
  { "sqrt",              "", "\\sqrt", 4000, "x" },
  { "sqrt-options",      "", "\\sqrt[", 3000, "" },
  { "hats",              "", "\\hat", 4000, "x" },
  { "text",              "", "\\text{", 3000, "" },
  { "text-math",         "", "\\text{$", 2500, "" },
  { "arrows",            "", "\\xrightarrow{", 60, "x" },
  { "begin",             "", "\\begin{matrix}", 1400, "" },
  { "wide-matrix",       "\\begin{matrix}", "&", 19000, "\\end{matrix}" },
  { "tall-matrix",       "\\begin{matrix}", "\\\\", 9900, "\\end{matrix}" },
  { "matrix",            "\\begin{matrix}", "a&b&c&d\\\\", 1900, "\\end{matrix}" },
  { "tall-fence",        "\\left(\\begin{matrix}", "a\\\\", 6000, "\\end{matrix}\\right)" },
  { "tall-arrow",        "\\left\\Uparrow\\begin{matrix}", "a\\\\", 6000, "\\end{matrix}\\right\\Updownarrow" },
  { "hlines",            "\\begin{array}{c}", "\\hline", 3000, "a\\end{array}" },
  { "dashes",            "\\begin{array}{c}", "\\hdashline ", 900, "\\hspace{99em}\\hspace{99em}\\end{array}" },
  { "columns",           "\\begin{array}{", "*{9}{", 10, "c}}}}}}}}}}a\\end{array}" },
  { "empty-columns",     "\\begin{array}{", "*{99}{", 10, "}}}}}}}}}}a\\end{array}" },
  { "row-options",       "\\begin{matrix}", "\\\\[", 6000, "\\end{matrix}" },
  { "row-lengths",       "\\begin{matrix}", "\\\\[999em]", 1500, "\\end{matrix}" },
  { "spaces",            "", "\\hspace{999em}", 1300, "" },
  { "negative-spaces",   "", "\\hspace{-999em}", 1200, "x" },
  { "rules",             "", "\\rule{99em}{99em}", 1000, "" },
  { "raises",            "", "\\raisebox{99em}{", 1000, "" },
  { "colours",           "", "\\color{#abc}", 1500, "x" },
  { "textcolours",       "", "\\textcolor{red}{", 1100, "x" },
  { "primes",            "x", "'", 19000, "" },
  { "unicode-scripts",   "x", "²", 9000, "" },
  { "subscripts",        "", "x_", 9000, "" },
  { "over",              "", "{a\\over", 2500, "" },
  { "over-flat",         "", "a\\over ", 2500, "" },
  { "limits",            "\\sum", "\\limits", 2800, "" },
  { "middle",            "\\left(", "\\middle|", 2400, "\\right)" },
  { "dollars",           "", "$", 20000, "" },
  { "backslashes",       "", "\\", 19999, "" },
  { "unknown",           "\\", "a", 19000, "" },
  { "comments",          "", "%", 20000, "" },
  { "comment-lines",     "", "%\n", 10000, "" },
  { "blanks",            "", " ", 20000, "" },
  { "digits",            "", "7", 20000, "" },
  { "letters",           "", "W", 20000, "" },
  { "radicals",          "", "\\sqrt{", 60, "x" },
  { "overlines",         "", "\\overline{x", 60, "" },
  { "nested-fences",     "", "\\left(\\frac{a}{b}", 60, "" },
  { "bigs",              "", "\\Bigg(", 3300, "" },
  { "braces-over",       "", "\\overbrace{x", 60, "" },
  { "chinese",           "", "中", 6000, "" },
  { "mixed-text",        "\\text{", "a中", 3000, "}" },
  { "bidi",              "\\text{", "aא", 3000, "}" },
  { "marks",             "x", "\xcc\x82", 9000, "" },
  { "tags",              "", "\\tag{1}", 2000, "" },
  { "substacks",         "", "\\substack{", 1500, "" },
  { "cancels",           "", "\\cancel{", 60, "x" },
  { "kern",              "\\kern", "a", 19000, "" },
  { "kern-digits",       "\\kern", "9", 19000, "em" },
  { "dots",              "", "\\dots", 4000, "" },
  { "chemistry",         "", "\\ce{", 4000, "x" },
  { "chemistry-arrows",  "\\ce{", "->[", 300, "}" },
  { "matrices",          "", "\\matrix{", 2000, "x" },
  { "sums",              "", "a+b=", 5000, "c" },
  { "commas",            "", "a,", 10000, "" },
  { "nots",              "", "\\not", 4900, "=" },
};
/* clang-format on */

static char *
build (const Hostile *hostile, gboolean close, gsize *length)
{
  GString *text = g_string_new (hostile->head);

  for (guint i = 0; i < hostile->repeats; i++)
    g_string_append (text, hostile->unit);
  g_string_append (text, hostile->tail);
  if (close && strchr (hostile->unit, '{') != NULL)
    for (guint i = 0; i < hostile->repeats; i++)
      g_string_append_c (text, '}');
  *length = text->len;
  return g_string_free (text, FALSE);
}

static void
count_op (const QingMathOp *op, gpointer user_data)
{
  guint *n = user_data;

  *n += op->type == QING_MATH_OP_GLYPHS ? (guint) op->glyphs->num_glyphs : 1;
}

/* Breaking it into lines and pieces loses nothing. */
static void
check_lines (QingMath *math)
{
  g_autoptr (QingMath) lines = qing_math_wrap (math, 100.0);
  g_autoptr (GPtrArray) pieces = qing_math_list_pieces (math);
  guint n_whole = 0, n_lines = 0, n_pieces = 0;

  qing_math_foreach_op (math, count_op, &n_whole);
  qing_math_foreach_op (lines, count_op, &n_lines);
  for (guint i = 0; i < pieces->len; i++)
    qing_math_foreach_op (g_ptr_array_index (pieces, i), count_op, &n_pieces);
  g_assert_cmpuint (n_lines, ==, n_whole);
  g_assert_cmpuint (n_pieces, ==, n_whole);
}

/* Returns: how much work it was */
static guint64
check_formula (const char *text, gsize length, gboolean display)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL;
  WorkCounter counter;
  g_autoptr (QingMath) math = NULL;
  guint64 work;
  double width, ascent, descent;
  guint n = 0;

  work_counter_begin (&counter);
  math = qing_math_new (text, length, display, font, &error);
  work = work_counter_end (&counter);
  if (math == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == QING_MATH_ERROR);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_cmpuint (qing_math_error_get_position (error), <=, length);
      return work;
    }
  g_assert_no_error (error);
  qing_math_get_size (math, &width, &ascent, &descent);
  g_assert_cmpfloat (width, >=, 0.0);
  g_assert_cmpfloat (width, <, 1000000.0);
  g_assert_cmpfloat (ascent + descent, >=, 0.0);
  g_assert_cmpfloat (ascent + descent, <, 2000000.0);
  qing_math_foreach_op (math, count_op, &n);
  g_assert_cmpuint (n, <=, QING_MATH_MAX_ITEMS);
  check_lines (math);
  plain = qing_math_dup_plain_text (math);
  g_assert_true (g_utf8_validate (plain, -1, NULL));
  return work;
}

/* Glyphs that are looked at for the first time cost more, so this is done once before. */
static guint64
measure_usual (void)
{
  static const Hostile usual = { "usual", "", USUAL, QING_MATH_MAX_LENGTH / sizeof USUAL, "" };
  gsize length;
  g_autofree char *text = build (&usual, FALSE, &length);

  check_formula (text, length, TRUE);
  return check_formula (text, length, TRUE);
}

static void
test_case (gconstpointer data)
{
  const Hostile *hostile = data;
  guint64 usual = measure_usual ();

  for (guint close = 0; close < 2; close++)
    for (guint display = 0; display < 2; display++)
      {
        gsize length;
        g_autofree char *text = build (hostile, close, &length);
        guint64 work = check_formula (text, length, display);

        g_test_message ("%s: %" G_GUINT64_FORMAT " steps, %.2f of a usual one", hostile->name, work,
                        (double) work / (double) usual);
        g_assert_cmpuint (work, <=, MAX_RATIO * usual);
      }
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *deep = g_strnfill (10000, '{');
  g_autofree char *large = g_strnfill (QING_MATH_MAX_LENGTH + 1, 'x');

  g_assert_null (qing_math_new (deep, -1, TRUE, font, &error));
  g_assert_error (error, QING_MATH_ERROR, QING_MATH_ERROR_LIMIT);
  g_assert_cmpuint (qing_math_error_get_position (error), <=, QING_MATH_MAX_DEPTH);
  g_clear_error (&error);

  g_assert_null (qing_math_new (large, -1, TRUE, font, &error));
  g_assert_error (error, QING_MATH_ERROR, QING_MATH_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (qing_math_new (deep, -1, TRUE, font, NULL));
}

/* Bytes that are no text at all. */
static void
test_bytes (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    gsize position;
  } invalid[] = {
    { "a\0b", 3, 1 },
    { "\xff", 1, 0 },
    { "ab\xc3", 3, 2 },
    { "\xed\xa0\x80", 3, 0 },
    { "x\xf4\x90\x80\x80", 5, 1 },
    { "\\\xe2\x82", 3, 1 },
    { "\0", 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (qing_math_new (invalid[i].bytes, invalid[i].length, TRUE, font, &error));
      g_assert_error (error, QING_MATH_ERROR, QING_MATH_ERROR_SYNTAX);
      g_assert_cmpuint (qing_math_error_get_position (error), ==, invalid[i].position);
    }
}

/* Every prefix of a formula with everything in it is read or refused, never more. */
static void
test_prefixes (void)
{
  static const char formula[] =
    "\\left(\\frac{a_1^{2}}{\\sqrt[3]{b}}\\middle|\\text{if $x$ \\textbf{y}}\\right]"
    "\\begin{array}{c|l@{}} 1 & 2 \\\\[2pt] \\hline \\hat{c} & \\binom nk \\end{array}"
    "\\sum\\limits_{\\substack{i \\\\ j}}^n \\color{#f80}\\textcolor[rgb]{1,0,0}{x'}"
    "\\xrightarrow[a]{b}\\operatorname*{z}_a\\big|\\genfrac{(}{]}{1pt}{2}{x}{y}"
    "\\cancel{x}\\hspace{2em}\\kern3mu \\overbrace{ab}^{c} \\not= x² \\tag{1} 中文";

  for (gsize length = 0; length < sizeof formula; length++)
    {
      g_autofree char *prefix = g_strndup (formula, length);

      check_formula (prefix, length, TRUE);
      check_formula (formula + length, sizeof formula - 1 - length, FALSE);
    }
}

/* Pieces of TeX in any order, always the same ones. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "{",
    "}",
    "^",
    "_",
    "&",
    "\\\\",
    "$",
    "a",
    "1",
    "(",
    "]",
    "\\frac",
    "\\sqrt",
    "\\left",
    "\\right",
    "\\middle",
    "\\text",
    "\\begin{matrix}",
    "'",
    "\\over",
    "\\hat",
    "\\sum",
    "\\limits",
    "\\end{matrix}",
    "\\color{red}",
    "|",
    "\\mathbf",
    "中",
    "\\hline",
    "\\tag",
    "[",
    "\\overbrace",
    "\\begin{array}{c|c}",
    "\\end{array}",
    " ",
    "\\not",
    "\\,",
    "\\big",
    "\\phantom",
    "\\textcolor{blue}",
    "\\substack",
    "\\xrightarrow",
    "\\operatorname",
    "%",
    "²",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (20240607);
  guint shown = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (QingMath) math = NULL;
      guint n = (guint) g_rand_int_range (random, 1, 14);

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      math = qing_math_new (text->str, text->len, i % 2 == 0, font, NULL);
      shown += math != NULL;
    }
  /* If nothing were accepted, only the reader's first steps would have been tested. */
  g_assert_cmpuint (shown, >, 500);
}

int
main (int argc, char *argv[])
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  int result;

  g_test_init (&argc, &argv, NULL);
  font = qing_math_font_new (context, 16.0);
  g_object_unref (context);
  if (font == NULL)
    {
      g_test_skip ("no font for mathematics is installed");
      return 77;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/math/hostile/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/math/hostile/limits", test_limits);
  g_test_add_func ("/math/hostile/bytes", test_bytes);
  g_test_add_func ("/math/hostile/prefixes", test_prefixes);
  g_test_add_func ("/math/hostile/random", test_random);
  result = g_test_run ();
  qing_math_font_unref (font);
  return result;
}
