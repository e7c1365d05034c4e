/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser.h"

typedef struct
{
  gsize position;
} QingMathErrorPrivate;

static void
qing_math_error_private_init (QingMathErrorPrivate *priv)
{
  priv->position = 0;
}

static void
qing_math_error_private_copy (const QingMathErrorPrivate *source, QingMathErrorPrivate *target)
{
  target->position = source->position;
}

static void
qing_math_error_private_clear (QingMathErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (QingMathError, qing_math_error)

/**
 * qing_math_error_get_position:
 * @error: an error of the domain %QING_MATH_ERROR
 *
 * Returns: the byte offset in the source where the formula stopped making sense
 */
gsize
qing_math_error_get_position (const GError *error)
{
  QingMathErrorPrivate *priv;

  g_return_val_if_fail (error != NULL && error->domain == QING_MATH_ERROR, 0);
  priv = qing_math_error_get_private (error);
  return priv->position;
}

/* Sets an error with its place; the first one stays. */
void
qing_math_set_error (GError **error, QingMathError code, gsize position, const char *format, ...)
{
  va_list args;

  if (error == NULL || *error != NULL)
    return;

  va_start (args, format);
  *error = g_error_new_valist (QING_MATH_ERROR, code, format, args);
  va_end (args);
  qing_math_error_get_private (*error)->position = position;
}
