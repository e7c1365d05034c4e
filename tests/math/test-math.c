/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-font-private.h"
#include "qing-math.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* The public interface: fonts, operations, plain text. */

static PangoContext *
create_context (void)
{
  return pango_font_map_create_context (pango_cairo_font_map_get_default ());
}

/* Returns: (nullable): a font; without one the test is skipped */
static QingMathFont *
create_font (double size)
{
  PangoContext *context = create_context ();
  QingMathFont *font = qing_math_font_new (context, size);

  g_object_unref (context);
  if (font == NULL)
    g_test_skip ("no font for mathematics is installed");
  return font;
}

typedef struct
{
  guint n_glyph_ops;
  guint n_glyphs;
  guint n_rules;
  guint n_lines;
  guint n_colored;
  double left;
  double right;
  double top;
  double bottom;
} Totals;

static void
add_extents (Totals *totals, double x, double y, double width, double height)
{
  totals->left = MIN (totals->left, x);
  totals->right = MAX (totals->right, x + width);
  totals->top = MIN (totals->top, y);
  totals->bottom = MAX (totals->bottom, y + height);
}

static void
add_op (const QingMathOp *op, gpointer user_data)
{
  Totals *totals = user_data;
  PangoRectangle ink;

  totals->n_colored += op->has_color;
  switch (op->type)
    {
    case QING_MATH_OP_GLYPHS:
      g_assert_true (PANGO_IS_FONT (op->font));
      g_assert_cmpint (op->glyphs->num_glyphs, >, 0);
      totals->n_glyph_ops++;
      totals->n_glyphs += (guint) op->glyphs->num_glyphs;
      pango_glyph_string_extents (op->glyphs, op->font, &ink, NULL);
      add_extents (totals, op->x + (double) ink.x / PANGO_SCALE,
                   op->y + (double) ink.y / PANGO_SCALE, (double) ink.width / PANGO_SCALE,
                   (double) ink.height / PANGO_SCALE);
      break;
    case QING_MATH_OP_RULE:
      g_assert_cmpfloat (op->width, >, 0.0);
      g_assert_cmpfloat (op->height, >, 0.0);
      totals->n_rules++;
      add_extents (totals, op->x, op->y, op->width, op->height);
      break;
    case QING_MATH_OP_LINE:
      g_assert_cmpfloat (op->thickness, >, 0.0);
      totals->n_lines++;
      break;
    }
}

static Totals
total_ops (QingMath *math)
{
  Totals totals = { 0 };

  qing_math_foreach_op (math, add_op, &totals);
  return totals;
}

static QingMath *
create_math (QingMathFont *font, const char *tex)
{
  g_autoptr (GError) error = NULL;
  QingMath *math = qing_math_new (tex, -1, TRUE, font, &error);

  g_assert_no_error (error);
  return math;
}

static void
test_ops (void)
{
  g_autoptr (QingMathFont) font = create_font (20.0);
  g_autoptr (QingMath) math = NULL;
  double width, ascent, descent;
  Totals totals;

  if (font == NULL)
    return;
  math = create_math (font, "x^2 + y^2 = \\frac{1}{z}\\cancel{a}\\textcolor{red}{b}");
  qing_math_get_size (math, &width, &ascent, &descent);
  totals = total_ops (math);

  /* One string for each font and colour: text and script size in black, text size in red. */
  g_assert_cmpuint (totals.n_glyph_ops, ==, 3);
  g_assert_cmpuint (totals.n_glyphs, ==, 10);
  g_assert_cmpuint (totals.n_rules, ==, 1);
  g_assert_cmpuint (totals.n_lines, ==, 1);
  g_assert_cmpuint (totals.n_colored, ==, 1);
  g_assert_cmpfloat (totals.left, >=, -2.0);
  g_assert_cmpfloat (totals.right, <=, width + 2.0);
  g_assert_cmpfloat (-totals.top, <=, ascent + 1.0);
  g_assert_cmpfloat (totals.bottom, <=, descent + 1.0);
  /* The measures are those of what is drawn, not just some upper bound. */
  g_assert_cmpfloat (totals.right - totals.left, >=, width - 6.0);
  g_assert_cmpfloat (totals.bottom - totals.top, >=, ascent + descent - 4.0);
}

static void
test_sizes (void)
{
  g_autoptr (QingMathFont) small = create_font (10.0);
  g_autoptr (QingMathFont) large = create_font (30.0);
  double width[2], ascent[2], descent[2];

  if (small == NULL || large == NULL)
    return;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (QingMath) math =
        create_math (i == 0 ? small : large, "\\sum_{i=1}^n \\sqrt{\\frac{a_i}{b}} + \\text{x y}");

      qing_math_get_size (math, &width[i], &ascent[i], &descent[i]);
    }
  g_assert_cmpfloat_with_epsilon (width[1], 3.0 * width[0], 0.01 * width[1]);
  g_assert_cmpfloat_with_epsilon (ascent[1], 3.0 * ascent[0], 0.01 * ascent[1]);
  g_assert_cmpfloat_with_epsilon (descent[1], 3.0 * descent[0], 0.01 * descent[1]);
  g_assert_cmpfloat (qing_math_font_get_x_height (large), >, 10.0);
  g_assert_cmpfloat (qing_math_font_get_x_height (large), <, 18.0);
}

static void
test_source (void)
{
  g_autoptr (QingMathFont) font = create_font (16.0);
  g_autoptr (QingMath) math = NULL;
  g_autoptr (QingMath) other = NULL;

  if (font == NULL)
    return;
  math = qing_math_new ("x^2 tail", 3, FALSE, font, NULL);
  g_assert_cmpstr (qing_math_get_source (math), ==, "x^2");
  other = qing_math_ref (math);
  g_assert_true (other == math);
}

static void
test_empty (void)
{
  g_autoptr (QingMathFont) font = create_font (16.0);
  g_autoptr (QingMath) math = NULL;
  double width = -1.0;

  if (font == NULL)
    return;
  math = create_math (font, "");
  qing_math_get_size (math, &width, NULL, NULL);
  g_assert_cmpfloat (width, ==, 0.0);
  g_assert_cmpuint (total_ops (math).n_glyph_ops, ==, 0);
  g_clear_pointer (&math, qing_math_unref);

  math = create_math (font, "\\frac{}{}\\sqrt{}");
  g_assert_cmpuint (total_ops (math).n_rules, ==, 0);
}

static void
test_plain_text (void)
{
  static const struct
  {
    const char *tex;
    const char *plain;
  } cases[] = {
    { "x^2+y_1", "x² + y₁" },
    { "\\frac{a+b}{2}", "(a + b)/2" },
    { "\\sqrt{x+1}", "√(x + 1)" },
    { "\\sqrt[3]{x}", "³√x" },
    { "\\alpha\\le\\beta", "α ≤ β" },
    { "\\sin x", "sin x" },
    { "e^{i\\pi}+1=0", "e^(iπ) + 1 = 0" },
    { "\\left(\\frac12\\right)", "(1/2)" },
    { "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}", "(a b; c d)" },
    { "\\text{if }x>0", "if x > 0" },
    { "f'(x)", "f′(x)" },
    { "a,b", "a, b" },
    { "\\mathbb{R}", "ℝ" },
    { "x=1\\tag{2}", "x = 1 (2)" },
    { "\\phantom{x}y", "y" },
    { "\\binom{n}{k}", "(n over k)" },
    { "\\sum_{i=1}^n i", "∑_(i = 1)ⁿi" },
  };
  g_autoptr (QingMathFont) font = create_font (16.0);

  if (font == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingMath) math = create_math (font, cases[i].tex);
      g_autofree char *plain = qing_math_dup_plain_text (math);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* A rule lands on whole device pixels, at any scale and place; one that continues a glyph stays. */
static void
test_snap (void)
{
  QingMathOp op = { .type = QING_MATH_OP_RULE, .x = 1.3, .y = -4.6, .width = 10.0, .height = 0.64 };
  double x, y, width, height;

  qing_math_snap_rule (&op, 5.0, 20.0, 1.0, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (y, 15.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (height, 0.64, 1e-9);

  op.snap = TRUE;
  for (double scale = 1.0; scale <= 3.0; scale += 1.0)
    {
      qing_math_snap_rule (&op, 5.0, 20.25, scale, &x, &y, &width, &height);
      g_assert_cmpfloat_with_epsilon (y * scale, round (y * scale), 1e-9);
      g_assert_cmpfloat_with_epsilon (height * scale, round (height * scale), 1e-9);
      g_assert_cmpfloat (height, >, 0.0);
      g_assert_cmpfloat_with_epsilon (y + height / 2.0, 15.65 + 0.32, 0.5 / scale + 1e-9);
      g_assert_cmpfloat_with_epsilon (x, 6.3, 1e-9);
      g_assert_cmpfloat_with_epsilon (width, 10.0, 1e-9);
    }

  op.width = 0.64;
  op.height = 10.0;
  qing_math_snap_rule (&op, 5.0, 20.25, 1.0, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (x, round (x), 1e-9);
  g_assert_cmpfloat_with_epsilon (width, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (height, 10.0, 1e-9);
}

/* The parts of a root that the renderer may move to whole pixels are there already. */
typedef struct
{
  guint n_rules;
  double rule_top;
  double sign_y;
} Root;

static void
find_root (const QingMathOp *op, gpointer user_data)
{
  Root *root = user_data;

  if (op->type == QING_MATH_OP_RULE)
    {
      g_assert_false (op->snap);
      root->n_rules++;
      root->rule_top = op->y;
    }
  else
    {
      root->sign_y = op->y + (double) op->glyphs->glyphs[0].geometry.y_offset / PANGO_SCALE;
    }
}

static void
test_root_is_rounded (void)
{
  for (double size = 12.0; size < 20.0; size += 0.7)
    {
      g_autoptr (QingMathFont) font = create_font (size);
      g_autoptr (QingMath) math = NULL;
      Root root = { 0, 0.0, 0.5 };

      if (font == NULL)
        return;
      math = create_math (font, "\\sqrt{\\phantom{x}}");
      qing_math_foreach_op (math, find_root, &root);
      g_assert_cmpuint (root.n_rules, ==, 1);
      g_assert_cmpfloat (root.sign_y, ==, round (root.sign_y));
      g_assert_cmpfloat (root.rule_top, <, 0.0);
    }
}

/* The font is found once; every size shares what is known about it. */
static void
test_font_is_shared (void)
{
  g_autoptr (QingMathFont) first = create_font (12.0);
  g_autoptr (QingMathFont) second = create_font (24.0);

  if (first == NULL || second == NULL)
    return;
  g_assert_true (first->face == second->face);
  g_assert_cmpfloat (qing_math_font_get_size (first), ==, 12.0);
  g_assert_cmpstr (qing_math_font_get_family (first), ==, qing_math_font_get_family (second));
}

/* Without a font for mathematics there is a clear NULL, not some other font. */
static void
test_no_font (void)
{
  PangoFontMap *font_map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  FcConfig *config = FcConfigCreate ();
  PangoContext *context;
  gboolean has_text;

  has_text =
    FcConfigAppFontAddFile (config,
                            (const FcChar8 *) "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
  if (!has_text || font_map == NULL)
    {
      g_test_skip ("no font for text is installed at the usual place");
    }
  else
    {
      pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (font_map), config);
      context = pango_font_map_create_context (font_map);
      g_assert_null (qing_math_font_new (context, 16.0));
      g_assert_null (qing_math_font_new (context, 20.0));
      g_object_unref (context);
    }
  FcConfigDestroy (config);
  g_clear_object (&font_map);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/ops", test_ops);
  g_test_add_func ("/math/sizes", test_sizes);
  g_test_add_func ("/math/source", test_source);
  g_test_add_func ("/math/empty", test_empty);
  g_test_add_func ("/math/plain-text", test_plain_text);
  g_test_add_func ("/math/snap", test_snap);
  g_test_add_func ("/math/root-is-rounded", test_root_is_rounded);
  g_test_add_func ("/math/font/shared", test_font_is_shared);
  g_test_add_func ("/math/font/none", test_no_font);
  return g_test_run ();
}
