/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"
#include "qing-math-private.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Formulas in several lines, and in pieces. */

static QingMathFont *font;

static QingMath *
create_math (const char *tex, gboolean display)
{
  g_autoptr (GError) error = NULL;
  QingMath *math = qing_math_new (tex, -1, display, font, &error);

  g_assert_no_error (error);
  return math;
}

static double
width_of (QingMath *math)
{
  double width;

  qing_math_get_size (math, &width, NULL, NULL);
  return width;
}

static const QingMathItem *
find_item (QingMath *math, gunichar ch)
{
  for (guint i = 0; i < math->canvas.items->len; i++)
    {
      const QingMathItem *item = &g_array_index (math->canvas.items, QingMathItem, i);

      if (item->ch == ch || item->ch == qing_math_alphabet_map (ch, QING_MATH_VARIANT_NORMAL))
        return item;
    }
  g_assert_not_reached ();
}

typedef struct
{
  const char *tex;
  double em;           /* the room, relative to the size */
  const char *lines;   /* the character that each line begins with */
  const char *aligned; /* two that are below each other, or "" */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "a = bbbbbb + ccccccc = dddddddd", 9.0, "a=", "" },
  { "a = bbbbbb = ccccccc = dddddddd", 5.0, "a", "" },
  { "a = bbbbbbbb + cccccccc + dddddddd", 9.5, "a+", "b+" },
  { "xxxxxxxxxx, \\quad yyyyyyyyy", 9.0, "xy", "xy" },
  { "aaaaaaaaaa (bbbb + cccc) + ddddd", 12.5, "a+", "" },
  { "a + b", 100.0, "a", "" },
  { "\\frac{aaaaaaaaaa}{b}", 3.0, "a", "" },
  { "aaaaaaaaaaaa", 3.0, "a", "" },
};
/* clang-format on */

static void
check_case (const Case *c)
{
  double room = c->em * qing_math_font_get_size (font);
  g_autoptr (QingMath) whole = create_math (c->tex, TRUE);
  g_autoptr (QingMath) lines = qing_math_wrap (whole, room);
  double whole_ascent, ascent;
  float y = -G_MAXFLOAT;
  guint n_lines = 0;

  g_assert_cmpuint (lines->canvas.items->len, ==, whole->canvas.items->len);
  for (const char *at = c->lines; *at != '\0'; at = g_utf8_next_char (at))
    {
      const QingMathItem *item = find_item (lines, g_utf8_get_char (at));

      if (g_utf8_get_char (at) != '=')
        g_assert_cmpfloat (item->y, >, y);
      y = item->y;
      n_lines++;
    }
  if (n_lines == 1 && c->em > 50.0)
    g_assert_true (lines == whole);
  if (c->aligned[0] != '\0')
    g_assert_cmpfloat_with_epsilon (find_item (lines, c->aligned[0])->x,
                                    find_item (lines, c->aligned[1])->x, 1.0);
  qing_math_get_size (whole, NULL, &whole_ascent, NULL);
  qing_math_get_size (lines, NULL, &ascent, NULL);
  g_assert_cmpfloat (ascent, <=, whole_ascent + 0.01);
  g_assert_cmpstr (qing_math_get_source (lines), ==, c->tex);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

/* With single words there is always a place to break at; then no line is too wide. */
static void
test_width (void)
{
  g_autoptr (GString) tex = g_string_new ("s = a");
  g_autoptr (QingMath) whole = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (tex, i % 3 == 0 ? " + b_i" : i % 3 == 1 ? " = c^2" : " - d");
  whole = create_math (tex->str, TRUE);
  for (double room = 120.0; room < 2000.0; room *= 1.3)
    {
      g_autoptr (QingMath) lines = qing_math_wrap (whole, room);
      double ascent, descent;

      qing_math_get_size (lines, NULL, &ascent, &descent);
      g_assert_cmpfloat (width_of (lines), <=, room + 1.0);
      g_assert_cmpfloat (width_of (lines), >, room / 2.0);
      g_assert_cmpfloat (ascent + descent, >, width_of (whole) / room * 16.0);
      g_assert_cmpfloat (ascent + descent, <, 4.0 * width_of (whole) / room * 16.0 * 1.7 + 40.0);
    }
}

/* What cannot be broken comes back as it is. */
static void
test_unbreakable (void)
{
  static const char *const formulas[] = {
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",   "x = 1 \\tag{1}", "", "x",
    "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autoptr (QingMath) whole = create_math (formulas[i], TRUE);
      g_autoptr (QingMath) lines = qing_math_wrap (whole, 1.0);

      g_assert_true (lines == whole);
    }
}

static void
test_pieces (void)
{
  static const struct
  {
    const char *tex;
    guint n;
  } formulas[] = {
    { "a+b=c", 3 },      { "x", 1 },         { "", 1 },          { "f(a+b)", 1 },
    { "a,b,c", 3 },      { "-a+b", 2 },      { "a\\le b<c", 3 }, { "\\frac{a+b}{c}", 1 },
    { "a \\not= b", 2 }, { "\\{a,b\\}", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autoptr (QingMath) whole = create_math (formulas[i].tex, FALSE);
      g_autoptr (GPtrArray) pieces = qing_math_list_pieces (whole);
      double width = 0.0;
      guint n_items = 0;

      g_assert_cmpuint (pieces->len, ==, formulas[i].n);
      for (guint k = 0; k < pieces->len; k++)
        {
          QingMath *piece = g_ptr_array_index (pieces, k);

          for (guint j = 0; j < piece->canvas.items->len; j++, n_items++)
            {
              const QingMathItem *part = &g_array_index (piece->canvas.items, QingMathItem, j);
              const QingMathItem *item =
                &g_array_index (whole->canvas.items, QingMathItem, n_items);

              g_assert_cmpuint (part->glyph, ==, item->glyph);
              g_assert_cmpfloat_with_epsilon (part->x + width, item->x, 0.01);
              g_assert_cmpfloat (part->y, ==, item->y);
            }
          width += width_of (piece);
        }
      g_assert_cmpuint (n_items, ==, whole->canvas.items->len);
      g_assert_cmpfloat_with_epsilon (width, width_of (whole), 0.01);
    }
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
    return 77;
  g_test_add_func ("/math/wrap/cases", test_cases);
  g_test_add_func ("/math/wrap/width", test_width);
  g_test_add_func ("/math/wrap/unbreakable", test_unbreakable);
  g_test_add_func ("/math/pieces", test_pieces);
  result = g_test_run ();
  qing_math_font_unref (font);
  return result;
}
