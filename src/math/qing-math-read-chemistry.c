/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-chemistry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Reads TeX that was made from another notation; errors are reported where that began. */
static gboolean
read_generated (QingMathParser *self, const char *tex, gsize position, QingMathNode **list)
{
  QingMathLexer lexer = self->lexer;
  QingMathVariant variant = self->variant;
  GError **error = self->error;
  g_autoptr (GError) inner = NULL;
  gsize length = strlen (tex);
  gboolean ok;

  qing_math_lexer_init (&self->lexer, qing_math_arena_strndup (self->arena, tex, length), length);
  self->variant = QING_MATH_VARIANT_ROMAN;
  self->error = &inner;
  ok = qing_math_parser_read_list (self, FALSE, list) &&
       (qing_math_lexer_peek (&self->lexer)->type == QING_MATH_TOKEN_END ||
        qing_math_parser_unexpected (self));
  self->error = error;
  self->variant = variant;
  self->lexer = lexer;
  if (!ok)
    qing_math_set_error (self->error, inner->code, position, "%s", inner->message);
  return ok;
}

/* \ce{H2O} and \pu{9.81 m/s2}; the atoms join the list around them. */
gboolean
qing_math_read_chemistry (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  g_autofree char *tex = NULL;
  QingMathNode *list = NULL;
  gsize start, length;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  if (command->value == 0)
    tex = qing_math_chemistry_to_tex (self->lexer.text + start, length);
  else
    tex = qing_math_units_to_tex (self->lexer.text + start, length);
  if (!read_generated (self, tex, start, &list))
    return FALSE;
  *out = qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_ORD);
  (*out)->flags |= QING_MATH_FLAG_TRANSPARENT;
  return TRUE;
}
