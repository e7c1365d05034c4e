/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-alphabet.h"

/* The first code point of each run of mathematical letters in Unicode; 0 where there is none. */
typedef struct
{
  gunichar upper;
  gunichar lower;
  gunichar digits;
  gunichar greek_upper;
  gunichar greek_lower;
} Alphabet;

/* clang-format off */
static const Alphabet alphabets[QING_MATH_N_VARIANTS] = {
  [QING_MATH_VARIANT_NORMAL]           = { 0x1d434, 0x1d44e, 0,       0,       0x1d6fc },
  [QING_MATH_VARIANT_ROMAN]            = { 0,       0,       0,       0,       0x1d6fc },
  [QING_MATH_VARIANT_BOLD]             = { 0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d736 },
  [QING_MATH_VARIANT_ITALIC]           = { 0x1d434, 0x1d44e, 0,       0x1d6e2, 0x1d6fc },
  [QING_MATH_VARIANT_BOLD_ITALIC]      = { 0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736 },
  [QING_MATH_VARIANT_SANS]             = { 0x1d5a0, 0x1d5ba, 0x1d7e2, 0,       0x1d6fc },
  [QING_MATH_VARIANT_SANS_BOLD]        = { 0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756, 0x1d770 },
  [QING_MATH_VARIANT_SANS_ITALIC]      = { 0x1d608, 0x1d622, 0x1d7e2, 0,       0x1d6fc },
  [QING_MATH_VARIANT_SANS_BOLD_ITALIC] = { 0x1d63c, 0x1d656, 0x1d7ec, 0x1d790, 0x1d7aa },
  [QING_MATH_VARIANT_MONO]             = { 0x1d670, 0x1d68a, 0x1d7f6, 0,       0x1d6fc },
  [QING_MATH_VARIANT_SCRIPT]           = { 0x1d49c, 0x1d4b6, 0,       0,       0x1d6fc },
  [QING_MATH_VARIANT_BOLD_SCRIPT]      = { 0x1d4d0, 0x1d4ea, 0x1d7ce, 0x1d6a8, 0x1d736 },
  [QING_MATH_VARIANT_FRAKTUR]          = { 0x1d504, 0x1d51e, 0,       0,       0x1d6fc },
  [QING_MATH_VARIANT_BOLD_FRAKTUR]     = { 0x1d56c, 0x1d586, 0x1d7ce, 0x1d6a8, 0x1d736 },
  [QING_MATH_VARIANT_DOUBLE]           = { 0x1d538, 0x1d552, 0x1d7d8, 0,       0x1d6fc },
  [QING_MATH_VARIANT_BOLD_NORMAL]      = { 0x1d468, 0x1d482, 0x1d7ce, 0x1d6a8, 0x1d736 },
};

/* Places that Unicode leaves empty in those runs, because the letter was encoded before. */
static const struct { gunichar hole, letter; } holes[] = {
  { 0x1d455, 0x210e }, { 0x1d49d, 0x212c }, { 0x1d4a0, 0x2130 }, { 0x1d4a1, 0x2131 },
  { 0x1d4a3, 0x210b }, { 0x1d4a4, 0x2110 }, { 0x1d4a7, 0x2112 }, { 0x1d4a8, 0x2133 },
  { 0x1d4ad, 0x211b }, { 0x1d4ba, 0x212f }, { 0x1d4bc, 0x210a }, { 0x1d4c4, 0x2134 },
  { 0x1d506, 0x212d }, { 0x1d50b, 0x210c }, { 0x1d50c, 0x2111 }, { 0x1d515, 0x211c },
  { 0x1d51d, 0x2128 }, { 0x1d53a, 0x2102 }, { 0x1d53f, 0x210d }, { 0x1d545, 0x2115 },
  { 0x1d547, 0x2119 }, { 0x1d548, 0x211a }, { 0x1d549, 0x211d }, { 0x1d551, 0x2124 },
};

/* Symbols that follow the small Greek letters, as offsets from alpha. */
static const struct { gunichar ch; guint offset; } greek_symbols[] = {
  { 0x2202, 25 }, { 0x03f5, 26 }, { 0x03d1, 27 }, { 0x03f0, 28 }, { 0x03d5, 29 },
  { 0x03f1, 30 }, { 0x03d6, 31 },
};
/* clang-format on */

static gunichar
fill_hole (gunichar ch)
{
  for (guint i = 0; i < G_N_ELEMENTS (holes); i++)
    if (holes[i].hole == ch)
      return holes[i].letter;
  return ch;
}

static gunichar
map_greek (gunichar ch, const Alphabet *alphabet)
{
  if (ch >= 0x391 && ch <= 0x3a9 && alphabet->greek_upper != 0)
    return alphabet->greek_upper + (ch - 0x391);
  if (ch == 0x2207 && alphabet->greek_upper != 0)
    return alphabet->greek_upper + 25;
  if (ch >= 0x3b1 && ch <= 0x3c9 && alphabet->greek_lower != 0)
    return alphabet->greek_lower + (ch - 0x3b1);
  for (guint i = 0; i < G_N_ELEMENTS (greek_symbols); i++)
    if (greek_symbols[i].ch == ch && alphabet->greek_lower != 0)
      return alphabet->greek_lower + greek_symbols[i].offset;
  return ch;
}

/* The character that shows @ch in the style of @variant; @ch itself where Unicode has none. */
gunichar
qing_math_alphabet_map (gunichar ch, QingMathVariant variant)
{
  const Alphabet *alphabet = &alphabets[variant];

  if (ch >= 'a' && ch <= 'z' && alphabet->lower != 0)
    return fill_hole (alphabet->lower + (ch - 'a'));
  if (ch >= 'A' && ch <= 'Z' && alphabet->upper != 0)
    return fill_hole (alphabet->upper + (ch - 'A'));
  if (ch >= '0' && ch <= '9' && alphabet->digits != 0)
    return alphabet->digits + (ch - '0');
  if (ch < 0x131)
    return ch;

  if (ch == 0x131 || ch == 0x237)
    return variant == QING_MATH_VARIANT_NORMAL || variant == QING_MATH_VARIANT_ITALIC
             ? (ch == 0x131 ? 0x1d6a4 : 0x1d6a5)
             : ch;

  /* Nabla has bold forms, but is an upright symbol otherwise. */
  if (ch == 0x2207 && alphabet->greek_upper == 0x1d6e2)
    return ch;
  return map_greek (ch, alphabet);
}

QingMathVariant
qing_math_variant_to_bold (QingMathVariant variant)
{
  switch (variant)
    {
    case QING_MATH_VARIANT_NORMAL:
      return QING_MATH_VARIANT_BOLD_NORMAL;
    case QING_MATH_VARIANT_ROMAN:
      return QING_MATH_VARIANT_BOLD;
    case QING_MATH_VARIANT_ITALIC:
      return QING_MATH_VARIANT_BOLD_ITALIC;
    case QING_MATH_VARIANT_SANS:
      return QING_MATH_VARIANT_SANS_BOLD;
    case QING_MATH_VARIANT_SANS_ITALIC:
      return QING_MATH_VARIANT_SANS_BOLD_ITALIC;
    case QING_MATH_VARIANT_SCRIPT:
      return QING_MATH_VARIANT_BOLD_SCRIPT;
    case QING_MATH_VARIANT_FRAKTUR:
      return QING_MATH_VARIANT_BOLD_FRAKTUR;
    default:
      return variant;
    }
}
