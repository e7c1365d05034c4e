/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-commands.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Readers of commands that put one thing over, under or around another. */

static void
set_fraction_kind (QingMathNode *node, guint32 kind)
{
  static const gunichar delimiters[][2] = {
    [QING_MATH_FRACTION_BAR] = { 0, 0 },         [QING_MATH_FRACTION_NO_BAR] = { 0, 0 },
    [QING_MATH_FRACTION_BINOM] = { '(', ')' },   [QING_MATH_FRACTION_BRACE] = { '{', '}' },
    [QING_MATH_FRACTION_BRACKET] = { '[', ']' },
  };

  node->u.fraction.left = delimiters[kind][0];
  node->u.fraction.right = delimiters[kind][1];
  if (kind != QING_MATH_FRACTION_BAR)
    node->u.fraction.thickness.unit = QING_MATH_UNIT_PX;
}

/* Makes the fraction of a command; its value is the kind, its flags hold the style. */
QingMathNode *
qing_math_parser_new_fraction (QingMathParser *self,
                               const QingMathCommand *command,
                               QingMathNode *numerator,
                               QingMathNode *denominator)
{
  QingMathNode *node =
    qing_math_node_new (self->arena, QING_MATH_NODE_FRACTION, QING_MATH_CLASS_INNER);

  node->u.fraction.numerator = numerator;
  node->u.fraction.denominator = denominator;
  node->style = command->flags & 0xff;
  if (command->value == QING_MATH_FRACTION_CONTINUED)
    node->flags |= QING_MATH_FLAG_CONTINUED;
  else
    set_fraction_kind (node, command->value);
  return node;
}

gboolean
qing_math_read_fraction (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *numerator = NULL, *denominator = NULL;
  gsize start, length;

  /* \cfrac[l]{…}{…} moves the numerator aside in LaTeX; that is rare and left out. */
  if (command->value == QING_MATH_FRACTION_CONTINUED)
    qing_math_lexer_take_raw_group (&self->lexer, '[', ']', &start, &length);
  if (!qing_math_parser_read_argument (self, &numerator) ||
      !qing_math_parser_read_argument (self, &denominator))
    return FALSE;
  *out = qing_math_parser_new_fraction (self, command, numerator, denominator);
  return TRUE;
}

/* Reads "{(}" or "{}" of \genfrac. */
static gboolean
read_braced_delimiter (QingMathParser *self, gunichar *delimiter)
{
  *delimiter = 0;
  if (qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_OPEN)
    return qing_math_parser_unexpected (self);
  qing_math_lexer_skip (&self->lexer);
  if (qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_CLOSE &&
      !qing_math_parser_read_delimiter (self, delimiter))
    return FALSE;
  return qing_math_parser_expect_close (self);
}

gboolean
qing_math_read_genfrac (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node =
    qing_math_node_new (self->arena, QING_MATH_NODE_FRACTION, QING_MATH_CLASS_INNER);
  gsize start, length;

  if (!read_braced_delimiter (self, &node->u.fraction.left) ||
      !read_braced_delimiter (self, &node->u.fraction.right))
    return FALSE;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  if (length > 0 &&
      !qing_math_parse_dimension (self->lexer.text + start, length, &node->u.fraction.thickness))
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                  _ ("A length such as “2em” or “3pt” is missing here"));

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  node->style = QING_MATH_STYLE_INHERIT;
  if (length == 1 && self->lexer.text[start] >= '0' && self->lexer.text[start] <= '3')
    node->style = (self->lexer.text[start] - '0') * 2;

  if (!qing_math_parser_read_argument (self, &node->u.fraction.numerator) ||
      !qing_math_parser_read_argument (self, &node->u.fraction.denominator))
    return FALSE;
  *out = node;
  return TRUE;
}

/* Lists take infix commands before they are read; one that gets here is an argument itself. */
gboolean
qing_math_read_infix (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX, qing_math_lexer_tell (&self->lexer),
                       _ ("“\\%s” is not possible here"), command->name);
  return FALSE;
}

gboolean
qing_math_read_sqrt (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node =
    qing_math_node_new (self->arena, QING_MATH_NODE_RADICAL, QING_MATH_CLASS_ORD);

  if (!qing_math_parser_read_optional (self, &node->u.radical.degree) ||
      !qing_math_parser_read_argument (self, &node->u.radical.child))
    return FALSE;
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_accent (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_ACCENT, QING_MATH_CLASS_ORD);

  node->u.accent.ch = command->value;
  node->flags = command->flags;
  if (!qing_math_parser_read_argument (self, &node->u.accent.child))
    return FALSE;
  *out = node;
  return TRUE;
}

/* Braces and arrows as wide as their base. Scripts of a brace are its label. */
gboolean
qing_math_read_stretch (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  gboolean is_label = command->value >= 0x23b4 && command->value <= 0x23e1;
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_STRETCH,
                                           is_label ? QING_MATH_CLASS_OP : QING_MATH_CLASS_ORD);

  node->u.accent.ch = command->value;
  node->flags = command->flags;
  if (is_label)
    node->limits = QING_MATH_LIMITS_ALWAYS;
  if (!qing_math_parser_read_argument (self, &node->u.accent.child))
    return FALSE;
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_line (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_LINE, QING_MATH_CLASS_ORD);

  node->flags = command->flags;
  if (!qing_math_parser_read_argument (self, &node->u.group.child))
    return FALSE;
  *out = node;
  return TRUE;
}

/* \overset, \underset, \overunderset and \stackrel. */
gboolean
qing_math_read_stack (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_STACK, QING_MATH_CLASS_ORD);

  if ((command->value & QING_MATH_STACK_OVER) != 0 &&
      !qing_math_parser_read_argument (self, &node->u.stack.over))
    return FALSE;
  if ((command->value & QING_MATH_STACK_UNDER) != 0 &&
      !qing_math_parser_read_argument (self, &node->u.stack.under))
    return FALSE;
  if (!qing_math_parser_read_argument (self, &node->u.stack.child))
    return FALSE;
  node->klass = (command->value & QING_MATH_STACK_RELATION) != 0
                  ? QING_MATH_CLASS_REL
                  : qing_math_node_class_of (node->u.stack.child);
  /* What is set over an operator does not move beside it; further limits go around both. */
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_arrow (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_ARROW, QING_MATH_CLASS_REL);

  node->u.stack.ch = command->value;
  if (!qing_math_parser_read_optional (self, &node->u.stack.under) ||
      !qing_math_parser_read_argument (self, &node->u.stack.over))
    return FALSE;
  *out = node;
  return TRUE;
}

/* Reads the parts of \left … \middle … \right. */
static gboolean
read_parts (QingMathParser *self, gsize start, QingMathPart **part)
{
  while (TRUE)
    {
      const QingMathToken *token;
      gboolean at_right;

      *part = qing_math_arena_alloc0 (self->arena, sizeof (QingMathPart));
      if (!qing_math_parser_read_list (self, FALSE, &(*part)->child))
        return FALSE;

      token = qing_math_lexer_peek (&self->lexer);
      at_right = token->type == QING_MATH_TOKEN_COMMAND && strcmp (token->name, "right") == 0;
      if (!at_right &&
          (token->type != QING_MATH_TOKEN_COMMAND || strcmp (token->name, "middle") != 0))
        {
          qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX,
                               token->type == QING_MATH_TOKEN_END ? start : token->start,
                               _ ("“\\left” has no “\\right”"));
          return FALSE;
        }
      qing_math_lexer_skip (&self->lexer);
      if (!qing_math_parser_read_delimiter (self, &(*part)->delimiter))
        return FALSE;
      if (at_right)
        return TRUE;
      part = &(*part)->next;
    }
}

gboolean
qing_math_read_left (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node =
    qing_math_node_new (self->arena, QING_MATH_NODE_FENCED, QING_MATH_CLASS_INNER);
  gsize start = qing_math_lexer_tell (&self->lexer) - strlen ("\\left");

  if (!qing_math_parser_read_delimiter (self, &node->u.fenced.left) ||
      !read_parts (self, start, &node->u.fenced.parts))
    return FALSE;
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_big (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_DELIMITER, command->flags);

  node->u.delimiter.level = command->value;
  if (!qing_math_parser_read_delimiter (self, &node->u.delimiter.ch))
    return FALSE;
  *out = node;
  return TRUE;
}

/* \bra{a}, \ket{a}, \braket{a|b} and their stretching capitals. */
gboolean
qing_math_read_braket (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *child = NULL;
  QingMathNode *node;
  gunichar left = (command->value & QING_MATH_BRAKET_BRA) != 0 ? 0x27e8 : '|';
  gunichar right = (command->value & QING_MATH_BRAKET_KET) != 0 ? 0x27e9 : '|';

  if (!qing_math_parser_read_argument (self, &child))
    return FALSE;
  if ((command->value & QING_MATH_BRAKET_STRETCHY) != 0)
    {
      node = qing_math_node_new (self->arena, QING_MATH_NODE_FENCED, QING_MATH_CLASS_INNER);
      node->u.fenced.left = left;
      node->u.fenced.parts = qing_math_arena_alloc0 (self->arena, sizeof (QingMathPart));
      node->u.fenced.parts->child = child;
      node->u.fenced.parts->delimiter = right;
    }
  else
    {
      QingMathList list = { NULL, NULL };

      qing_math_list_append (&list, qing_math_node_new_symbol (self->arena, left, left,
                                                               QING_MATH_CLASS_OPEN));
      qing_math_list_append (&list, child);
      qing_math_list_append (&list, qing_math_node_new_symbol (self->arena, right, right,
                                                               QING_MATH_CLASS_CLOSE));
      node = qing_math_node_new_group (self->arena, list.first, QING_MATH_CLASS_ORD);
    }
  *out = node;
  return TRUE;
}
