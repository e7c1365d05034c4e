/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-markup.h"

#include "qing-math.h"

#include <string.h>

/* What stands between <semantics><mrow> and the annotation. */
static char *
get_core (const char *tex, gboolean display)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *markup = qing_math_to_markup (tex, strlen (tex), display, &error);
  const char *start, *end;

  g_assert_no_error (error);
  start = strstr (markup, "<semantics><mrow>");
  end = strstr (markup, "</mrow><annotation encoding=\"application/x-tex\">");
  g_assert_nonnull (start);
  g_assert_nonnull (end);
  start += strlen ("<semantics><mrow>");
  return g_strndup (start, (gsize) (end - start));
}

static void
test_elements (void)
{
  static const struct
  {
    const char *tex;
    gboolean display;
    const char *markup;
  } cases[] = {
    { "x", FALSE, "<mi>x</mi>" },
    { "3.14", FALSE, "<mn>3.14</mn>" },
    { "a<b", FALSE, "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" },
    { "x^2", FALSE, "<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup>" },
    { "x_i^2", FALSE,
      "<msubsup><mi>x</mi><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>" },
    { "\\frac12", FALSE, "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>" },
    { "\\sqrt[3]{x}", FALSE, "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>" },
    { "\\sqrt{x}", FALSE, "<msqrt><mrow><mi>x</mi></mrow></msqrt>" },
    { "\\sum_{i}^{n}", TRUE,
      "<munderover><mo largeop=\"true\">∑</mo><mrow><mi>i</mi></mrow><mrow><mi>n</mi></mrow>"
      "</munderover>" },
    { "\\sum_{i}^{n}", FALSE,
      "<msubsup><mo largeop=\"true\">∑</mo><mrow><mi>i</mi></mrow><mrow><mi>n</mi></mrow>"
      "</msubsup>" },
    { "\\sin x", FALSE, "<mi>sin</mi><mi>x</mi>" },
    { "\\text{a <b>}", FALSE, "<mtext>a &lt;b&gt;</mtext>" },
    { "\\hat a", FALSE,
      "<mover accent=\"true\"><mrow><mi>a</mi></mrow><mo stretchy=\"false\">^</mo></mover>" },
    { "\\left(x\\right]", FALSE,
      "<mrow><mo fence=\"true\" stretchy=\"true\">(</mo><mi>x</mi>"
      "<mo fence=\"true\" stretchy=\"true\">]</mo></mrow>" },
    { "\\mathbb R", FALSE, "<mi>ℝ</mi>" },
    { "\\begin{matrix}a&b\\end{matrix}", FALSE,
      "<mtable><mtr><mtd style=\"text-align:center\"><mi>a</mi></mtd>"
      "<mtd style=\"text-align:center\"><mi>b</mi></mtd></mtr></mtable>" },
    { "\\overline{z}", FALSE,
      "<mover accent=\"true\"><mrow><mi>z</mi></mrow><mo stretchy=\"true\">‾</mo></mover>" },
    { "\\phantom{q}", FALSE, "<mphantom><mi>q</mi></mphantom>" },
    { "\\textcolor{red}{a}b", FALSE,
      "<mstyle style=\"color:#ff0000\"><mi>a</mi></mstyle><mi>b</mi>" },
    { "{}^2", FALSE, "<msup><mrow></mrow><mrow><mn>2</mn></mrow></msup>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *core = get_core (cases[i].tex, cases[i].display);

      g_assert_cmpstr (core, ==, cases[i].markup);
    }
}

/* Elements are closed in the order in which they were opened, and take as many children as they
 * must. */
static void
start_cb (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  GArray *counts = user_data;
  guint none = 0;

  if (counts->len > 0)
    g_array_index (counts, guint, counts->len - 1)++;
  g_array_append_val (counts, none);
}

static void
end_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  static const struct
  {
    const char *name;
    guint n_children;
  } wants[] = {
    { "mfrac", 2 }, { "msup", 2 },   { "msub", 2 },       { "msubsup", 3 },   { "mroot", 2 },
    { "mover", 2 }, { "munder", 2 }, { "munderover", 3 }, { "semantics", 2 },
  };
  GArray *counts = user_data;
  guint n = g_array_index (counts, guint, counts->len - 1);

  g_array_set_size (counts, counts->len - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (wants); i++)
    if (g_str_equal (wants[i].name, name))
      g_assert_cmpuint (n, ==, wants[i].n_children);
}

static void
test_well_formed (void)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb };
  static const char *const formulas[] = {
    "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}",
    "\\begin{align} a &= b \\\\ c &< d \\tag{1} \\end{align}",
    "\\begin{cases} x & \\text{if } y \\\\ 0 \\end{cases}",
    "\\underbrace{a+b}_{n} \\overbrace{c}^{m} \\xrightarrow[u]{o} \\vec{v} \\not= \\cancel{x}",
    "\\boxed{x} \\color{blue} y \\displaystyle \\sum_i z \\textstyle \\sum_i",
    "{\\color{red} a \\displaystyle b} c",
    "\\ce{2H2 + O2 -> 2H2O}",
    "\\binom{n}{k} \\big( \\Big[ \\rule{1em}{2em} \\lim_{x\\to 0} f'(x)''",
    "\\operatorname{foo<bar}\\text{&amp;\"'} \\& \\% \\#",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formulas); i++)
    for (int display = 0; display < 2; display++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
        g_autoptr (GMarkupParseContext) context =
          g_markup_parse_context_new (&parser, 0, counts, NULL);
        g_autofree char *markup =
          qing_math_to_markup (formulas[i], strlen (formulas[i]), display, &error);

        g_assert_no_error (error);
        g_test_message ("%s", markup);
        g_markup_parse_context_parse (context, markup, -1, &error);
        g_assert_no_error (error);
        g_markup_parse_context_end_parse (context, &error);
        g_assert_no_error (error);
      }
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (qing_math_to_markup ("\\frac{", 6, FALSE, &error));
  g_assert_error (error, QING_MATH_ERROR, QING_MATH_ERROR_SYNTAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/markup/elements", test_elements);
  g_test_add_func ("/math/markup/well-formed", test_well_formed);
  g_test_add_func ("/math/markup/refused", test_refused);
  return g_test_run ();
}
