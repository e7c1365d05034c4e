/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  QING_MATH_VARIANT_NORMAL, /* what TeX does: italic letters, upright capitals in Greek */
  QING_MATH_VARIANT_ROMAN,
  QING_MATH_VARIANT_BOLD,
  QING_MATH_VARIANT_ITALIC,
  QING_MATH_VARIANT_BOLD_ITALIC,
  QING_MATH_VARIANT_SANS,
  QING_MATH_VARIANT_SANS_BOLD,
  QING_MATH_VARIANT_SANS_ITALIC,
  QING_MATH_VARIANT_SANS_BOLD_ITALIC,
  QING_MATH_VARIANT_MONO,
  QING_MATH_VARIANT_SCRIPT,
  QING_MATH_VARIANT_BOLD_SCRIPT,
  QING_MATH_VARIANT_FRAKTUR,
  QING_MATH_VARIANT_BOLD_FRAKTUR,
  QING_MATH_VARIANT_DOUBLE,
  QING_MATH_VARIANT_BOLD_NORMAL, /* \boldsymbol: the bold form of what NORMAL gives */
  QING_MATH_N_VARIANTS,
} QingMathVariant;

gunichar qing_math_alphabet_map (gunichar ch, QingMathVariant variant);
QingMathVariant qing_math_variant_to_bold (QingMathVariant variant);

G_END_DECLS
