/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the value of a command in the table means to its reader. */

enum
{
  QING_MATH_FRACTION_BAR,
  QING_MATH_FRACTION_NO_BAR,
  QING_MATH_FRACTION_BINOM,
  QING_MATH_FRACTION_BRACE,
  QING_MATH_FRACTION_BRACKET,
  QING_MATH_FRACTION_CONTINUED,
};

enum
{
  QING_MATH_STACK_OVER = 1 << 0,
  QING_MATH_STACK_UNDER = 1 << 1,
  QING_MATH_STACK_RELATION = 1 << 2,
};

enum
{
  QING_MATH_BRAKET_BRA = 1 << 0,
  QING_MATH_BRAKET_KET = 1 << 1,
  QING_MATH_BRAKET_STRETCHY = 1 << 2,
};

enum
{
  QING_MATH_MOD_PARENTHESES, /* \pmod */
  QING_MATH_MOD_PLAIN,       /* \mod */
  QING_MATH_MOD_OPERATOR,    /* \bmod */
  QING_MATH_MOD_BARE,        /* \pod */
};

G_END_DECLS
