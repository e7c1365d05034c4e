/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-environments.h"
#include "qing-math-font-private.h"
#include "qing-math-parser-private.h"
#include "qing-math-symbols.h"

#include <pango/pangocairo.h>
#include <string.h>

/* The tables of names, and whether the font can show them. */

/* What DejaVu Math TeX Gyre leaves to other fonts. */
static const gunichar left_to_others[] = {
  0x03dc, 0x03dd, 0x03f6, 0x2040, 0x2132, 0x2141, 0x219c, 0x219d, 0x21e0, 0x21e2, 0x21e4, 0x21e5,
  0x21f7, 0x21f8, 0x22b0, 0x22b1, 0x22d4, 0x22f2, 0x22f4, 0x22f9, 0x22fc, 0x233d, 0x23b0, 0x23b1,
  0x24c8, 0x25b5, 0x25c7, 0x25eb, 0x2605, 0x263a, 0x263c, 0x263e, 0x2640, 0x2642, 0x2669, 0x266b,
  0x269b, 0x27cb, 0x27cd, 0x27e4, 0x27e5, 0x27ec, 0x27ed, 0x294d, 0x2983, 0x2984, 0x2985, 0x2986,
  0x2987, 0x2988, 0x2997, 0x29b7, 0x29b8, 0x29b9, 0x29c0, 0x29c1, 0x29c4, 0x29c5, 0x29c6, 0x29c7,
  0x29d6, 0x29d7, 0x29e5, 0x29eb, 0x29fc, 0x29fd, 0x2a07, 0x2a08, 0x2a0b, 0x2a0d, 0x2a0e, 0x2a0f,
  0x2a15, 0x2a16, 0x2a17, 0x2a18, 0x2a19, 0x2a1a, 0x2a1b, 0x2a1c, 0x2a25, 0x2a2a, 0x2a2d, 0x2a2e,
  0x2a31, 0x2a32, 0x2a37, 0x2a38, 0x2a3c, 0x2a3d, 0x2a3e, 0x2a51, 0x2a52, 0x2a53, 0x2a54, 0x2a5e,
  0x2a62, 0x2a63, 0x2a74, 0x2a75, 0x2a76, 0x2aaa, 0x2aab, 0x2ab1, 0x2ab2, 0x2ab3, 0x2ab4, 0x2ab5,
  0x2ab6, 0x2ab7, 0x2ab8, 0x2ab9, 0x2aba, 0x2abb, 0x2abc, 0x2abd, 0x2abe, 0x2abf, 0x2ac0, 0x2ac5,
  0x2ac6, 0x2acb, 0x2acc, 0x2acf, 0x2ad0, 0x2ada, 0x2add, 0x2ae2, 0x2ae8, 0x2aeb, 0x2af4, 0x2af6,
};

static void
test_symbols_sorted (void)
{
  guint n;
  const QingMathSymbol *symbols = qing_math_symbol_list (&n);

  g_assert_cmpuint (n, >=, 600);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpint (strcmp (symbols[i - 1].name, symbols[i].name), <, 0);
      g_assert_true (qing_math_symbol_lookup (symbols[i].name) == &symbols[i]);
      g_assert_cmpuint (symbols[i].klass, !=, QING_MATH_CLASS_NONE);
      g_assert_true (g_unichar_isdefined (symbols[i].ch));
      g_assert_cmpuint (strlen (symbols[i].name), <, QING_MATH_NAME_SIZE);
    }
  g_assert_null (qing_math_symbol_lookup ("nosuch"));
  g_assert_null (qing_math_symbol_lookup (""));
}

static void
test_commands_sorted (void)
{
  guint n;
  const QingMathCommand *commands = qing_math_command_list (&n);

  g_assert_cmpuint (n, >=, 200);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpint (strcmp (commands[i - 1].name, commands[i].name), <, 0);
      g_assert_true (qing_math_command_lookup (commands[i].name) == &commands[i]);
      g_assert_null (qing_math_symbol_lookup (commands[i].name));
      g_assert_nonnull (commands[i].reader);
    }
  g_assert_null (qing_math_command_lookup ("nosuch"));
}

static void
test_environments_sorted (void)
{
  guint n;
  const QingMathEnvironment *environments = qing_math_environment_list (&n);

  g_assert_cmpuint (n, >=, 30);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpint (strcmp (environments[i - 1].name, environments[i].name), <, 0);
      g_assert_true (qing_math_environment_lookup (environments[i].name) == &environments[i]);
    }
  g_assert_null (qing_math_environment_lookup ("nosuch"));
}

/* A character that is typed has the class of one of its names. */
static void
test_typed_classes (void)
{
  guint n;
  const QingMathSymbol *symbols = qing_math_symbol_list (&n);

  g_assert_cmpuint (qing_math_symbol_from_char (0x2264).klass, ==, QING_MATH_CLASS_REL);
  g_assert_cmpuint (qing_math_symbol_from_char (0x2211).klass, ==, QING_MATH_CLASS_OP);
  g_assert_cmpuint (qing_math_symbol_from_char (0xd7).klass, ==, QING_MATH_CLASS_BIN);
  g_assert_cmpuint (qing_math_symbol_from_char ('-').ch, ==, 0x2212);
  g_assert_cmpuint (qing_math_symbol_from_char (0x4e2d).klass, ==, QING_MATH_CLASS_ORD);
  for (guint i = 0; i < n; i++)
    {
      QingMathSymbol typed = qing_math_symbol_from_char (symbols[i].ch);
      gboolean found = symbols[i].ch < 0x80 || symbols[i].ch == 0xb7;

      for (guint k = 0; k < n && !found; k++)
        found = symbols[k].ch == typed.ch && symbols[k].klass == typed.klass;
      g_assert_true (found);
    }
}

static gboolean
is_left_to_others (gunichar ch)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_to_others); i++)
    if (left_to_others[i] == ch)
      return TRUE;
  return FALSE;
}

static void
test_symbols_have_glyphs (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (QingMathFont) font = qing_math_font_new (context, 16.0);
  guint n;
  const QingMathSymbol *symbols = qing_math_symbol_list (&n);

  g_object_unref (context);
  if (font == NULL || strcmp (qing_math_font_get_family (font), "DejaVu Math TeX Gyre") != 0)
    {
      g_test_skip ("another font, or none, is installed");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      gunichar ch = qing_math_alphabet_map (symbols[i].ch, QING_MATH_VARIANT_NORMAL);
      gboolean has_glyph = qing_math_face_get_glyph (font->face, ch, 0) != 0 ||
                           qing_math_face_get_glyph (font->face, symbols[i].ch, 0) != 0;

      if (has_glyph == is_left_to_others (symbols[i].ch))
        g_test_message ("\\%s U+%04X", symbols[i].name, symbols[i].ch);
      g_assert_true (has_glyph != is_left_to_others (symbols[i].ch));
    }
}

/* What the font of mathematics lacks comes from another one: no name is an error. */
static void
test_symbols_are_set (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (QingMathFont) font = qing_math_font_new (context, 16.0);
  guint n;
  const QingMathSymbol *symbols = qing_math_symbol_list (&n);

  g_object_unref (context);
  if (font == NULL)
    {
      g_test_skip ("no font is installed");
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *source = g_strdup_printf ("x \\%s y", symbols[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (QingMath) math = qing_math_new (source, -1, FALSE, font, &error);
      double width;

      g_assert_no_error (error);
      g_assert_nonnull (math);
      qing_math_get_size (math, &width, NULL, NULL);
      g_assert_cmpfloat (width, >, 16.0);
    }
}

static void
test_alphabets (void)
{
  static const struct
  {
    gunichar ch;
    QingMathVariant variant;
    gunichar mapped;
  } cases[] = {
    { 'a', QING_MATH_VARIANT_NORMAL, 0x1d44e },   { 'h', QING_MATH_VARIANT_NORMAL, 0x210e },
    { 'Z', QING_MATH_VARIANT_DOUBLE, 0x2124 },    { 'A', QING_MATH_VARIANT_DOUBLE, 0x1d538 },
    { '7', QING_MATH_VARIANT_BOLD, 0x1d7d5 },     { '7', QING_MATH_VARIANT_NORMAL, '7' },
    { 'B', QING_MATH_VARIANT_SCRIPT, 0x212c },    { 'C', QING_MATH_VARIANT_FRAKTUR, 0x212d },
    { 0x3b1, QING_MATH_VARIANT_NORMAL, 0x1d6fc }, { 0x393, QING_MATH_VARIANT_NORMAL, 0x393 },
    { 0x393, QING_MATH_VARIANT_ITALIC, 0x1d6e4 }, { 0x3c9, QING_MATH_VARIANT_BOLD_NORMAL, 0x1d74e },
    { 0x2207, QING_MATH_VARIANT_BOLD, 0x1d6c1 },  { 0x2202, QING_MATH_VARIANT_NORMAL, 0x1d715 },
    { '+', QING_MATH_VARIANT_BOLD, '+' },         { 0x131, QING_MATH_VARIANT_NORMAL, 0x1d6a4 },
    { 0x4e2d, QING_MATH_VARIANT_BOLD, 0x4e2d },   { 'x', QING_MATH_VARIANT_MONO, 0x1d6a1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (qing_math_alphabet_map (cases[i].ch, cases[i].variant), ==, cases[i].mapped);
  for (guint v = 0; v < QING_MATH_N_VARIANTS; v++)
    for (gunichar ch = 0x20; ch < 0x3000; ch++)
      if (g_unichar_isdefined (ch))
        g_assert_true (g_unichar_isdefined (qing_math_alphabet_map (ch, (QingMathVariant) v)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/symbols/sorted", test_symbols_sorted);
  g_test_add_func ("/math/symbols/commands", test_commands_sorted);
  g_test_add_func ("/math/symbols/environments", test_environments_sorted);
  g_test_add_func ("/math/symbols/typed", test_typed_classes);
  g_test_add_func ("/math/symbols/glyphs", test_symbols_have_glyphs);
  g_test_add_func ("/math/symbols/set", test_symbols_are_set);
  g_test_add_func ("/math/symbols/alphabets", test_alphabets);
  return g_test_run ();
}
