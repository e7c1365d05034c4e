/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-chemistry.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *tex;
} Case;

/* clang-format off */
static const Case formulas[] = {
  { "H2O", "H_{2}O" },
  { "2H2 + O2 -> 2H2O", "2\\,H_{2}  +  O_{2} \\xrightarrow[{}]{} 2\\,H_{2}O" },
  { "SO4^2-", "SO_{4}^{2-}" },
  { "SO4^{2-}", "SO_{4}^{2 - }" },
  { "Na+", "Na^{+}" },
  { "OH- + H+", "OH^{-}  +  H^{+}" },
  { "CH3-CH3", "CH_{3}{-}CH_{3}" },
  { "CH2=CH2", "CH_{2}{=}CH_{2}" },
  { "HC#CH", "HC{\\equiv}CH" },
  { "CuSO4.5H2O", "CuSO_{4}{\\cdot}5\\,H_{2}O" },
  { "Ca(OH)2", "Ca(OH)_{2}" },
  { "A <=>[a][b2] B", "A \\xrightleftharpoons[{b_{2}}]{a} B" },
  { "A <-> B", "A \\xleftrightarrow[{}]{} B" },
  { "CO2 ^", "CO_{2} {\\uparrow}" },
  { "AgCl v", "AgCl {\\downarrow}" },
  { "^{14}_6C", "{}^{14}_{6}C" },
  { "500 ^\\circ C", "500 {}^{{\\circ}} C" },
  { "->[\\Delta]", "\\xrightarrow[{}]{{\\Delta}}" },
  { "1/2 O2", "1/2\\, O_{2}" },
  { "$n$ CO2", "\\mathnormal{n} CO_{2}" },
  { "$n", "\\mathnormal{n}" },
  { "{x", "{}x" },
  { "->[a", "\\xrightarrow[{}]{}[a" },
  { "^", "{\\uparrow}" },
  { "\\", "{\\}" },
  { "", "" },
};

static const Case units[] = {
  { "9.81 m/s2", "9.81\\,m/s^{2}" },
  { "J mol-1 K-1", "J\\,mol^{-1}\\,K^{-1}" },
  { "N*m", "N{\\cdot}m" },
  { "kg.m2", "kg{\\cdot}m^{2}" },
  { "5", "5" },
  { "", "" },
};
/* clang-format on */

static void
test_chemistry (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autofree char *tex =
        qing_math_chemistry_to_tex (formulas[i].text, strlen (formulas[i].text));

      g_assert_cmpstr (tex, ==, formulas[i].tex);
    }
}

static void
test_units (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *tex = qing_math_units_to_tex (units[i].text, strlen (units[i].text));

      g_assert_cmpstr (tex, ==, units[i].tex);
    }
}

/* Brackets in brackets cost no more than their length, to the depth that is followed. */
static void
test_nesting (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tex = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "->[");
  for (guint i = 0; i < 200; i++)
    g_string_append (text, "]");
  tex = qing_math_chemistry_to_tex (text->str, text->len);
  g_assert_cmpuint (strlen (tex), <, 40 * text->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/chemistry/formulas", test_chemistry);
  g_test_add_func ("/math/chemistry/units", test_units);
  g_test_add_func ("/math/chemistry/nesting", test_nesting);
  return g_test_run ();
}
