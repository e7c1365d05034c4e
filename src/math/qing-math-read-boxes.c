/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Readers of commands about blanks, boxes, colours and labels. */

/* The value is a signed number of eighteenths of an em. */
gboolean
qing_math_read_space (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  *out =
    qing_math_node_new_space (self->arena, (double) (gint32) command->value, QING_MATH_UNIT_MU);
  return TRUE;
}

static QingMathNode *
new_dimension_space (QingMathParser *self, const QingMathDimension *dimension)
{
  return qing_math_node_new_space (self->arena, dimension->value, dimension->unit);
}

gboolean
qing_math_read_kern (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathDimension dimension = { 0.0, QING_MATH_UNIT_NONE };

  if (!qing_math_parser_read_dimension (self, &dimension))
    return FALSE;
  *out = new_dimension_space (self, &dimension);
  return TRUE;
}

/* \phantom, \smash, \mathrlap: the value is the alignment in halves, the flags say what to drop. */
gboolean
qing_math_read_shell (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_SHELL, QING_MATH_CLASS_ORD);
  gsize start, length;

  node->flags = command->flags;
  node->u.shell.align = command->value / 2.0;
  if (strcmp (command->name, "smash") == 0 &&
      qing_math_lexer_take_raw_group (&self->lexer, '[', ']', &start, &length) && length == 1)
    node->flags &=
      self->lexer.text[start] == 't' ? ~QING_MATH_FLAG_NO_DESCENT : ~QING_MATH_FLAG_NO_ASCENT;
  if (!qing_math_parser_read_argument (self, &node->u.shell.child))
    return FALSE;
  if ((node->flags & QING_MATH_FLAG_INVISIBLE) == 0)
    node->klass = qing_math_node_class_of (node->u.shell.child);
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_raisebox (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_SHELL, QING_MATH_CLASS_ORD);

  if (!qing_math_parser_read_dimension (self, &node->u.shell.raise) ||
      !qing_math_parser_read_text (self, QING_MATH_VARIANT_ROMAN, &node->u.shell.child))
    return FALSE;
  *out = node;
  return TRUE;
}

gboolean
qing_math_read_rule (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_RULE, QING_MATH_CLASS_ORD);
  gsize start, length;

  if (qing_math_lexer_take_raw_group (&self->lexer, '[', ']', &start, &length) &&
      !qing_math_parse_dimension (self->lexer.text + start, length, &node->u.rule.raise))
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                  _ ("A length such as “2em” or “3pt” is missing here"));
  if (!qing_math_parser_read_dimension (self, &node->u.rule.width) ||
      !qing_math_parser_read_dimension (self, &node->u.rule.height))
    return FALSE;
  *out = node;
  return TRUE;
}

/* \boxed and \cancel hold mathematics, \fbox holds text. */
gboolean
qing_math_read_frame (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_FRAME, QING_MATH_CLASS_ORD);
  gboolean is_text = (command->flags & QING_MATH_FLAG_TEXT_STYLE) != 0;

  node->flags = command->flags;
  if (is_text ? !qing_math_parser_read_text (self, QING_MATH_VARIANT_ROMAN, &node->u.frame.child)
              : !qing_math_parser_read_argument (self, &node->u.frame.child))
    return FALSE;
  *out = node;
  return TRUE;
}

static QingMathNode *
new_colored_group (QingMathParser *self, const QingMathColor *color, QingMathNode *list)
{
  QingMathNode *node = qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_ORD);

  node->flags |= QING_MATH_FLAG_TRANSPARENT;
  node->u.group.color = color;
  return node;
}

/* \color{red} holds to the end of the group in LaTeX. Before a group people mean that group alone,
 * which is what it does in browsers. */
gboolean
qing_math_read_color (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  const QingMathColor *color = qing_math_parser_read_color (self);
  QingMathNode *list = NULL;

  if (color == NULL)
    return FALSE;
  if (qing_math_lexer_peek (&self->lexer)->type == QING_MATH_TOKEN_OPEN)
    {
      if (!qing_math_parser_read_argument (self, &list))
        return FALSE;
      *out = new_colored_group (self, color, list);
      return TRUE;
    }
  *out = qing_math_node_new (self->arena, QING_MATH_NODE_COLOR, QING_MATH_CLASS_NONE);
  (*out)->u.group.color = color;
  return TRUE;
}

gboolean
qing_math_read_textcolor (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  const QingMathColor *color = qing_math_parser_read_color (self);
  QingMathNode *list = NULL;

  if (color == NULL || !qing_math_parser_read_argument (self, &list))
    return FALSE;
  *out = new_colored_group (self, color, list);
  return TRUE;
}

/* \colorbox{background}{text} and \fcolorbox{border}{background}{text}. */
gboolean
qing_math_read_colorbox (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_FRAME, QING_MATH_CLASS_ORD);

  node->flags = command->flags;
  if ((command->flags & QING_MATH_FLAG_BORDER) != 0 &&
      (node->u.frame.border = qing_math_parser_read_color (self)) == NULL)
    return FALSE;
  node->u.frame.background = qing_math_parser_read_color (self);
  if (node->u.frame.background == NULL ||
      !qing_math_parser_read_text (self, QING_MATH_VARIANT_ROMAN, &node->u.frame.child))
    return FALSE;
  *out = node;
  return TRUE;
}

/* \tag{1} is set in parentheses beside the row, \tag* without them. */
gboolean
qing_math_read_tag (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathList list = { NULL, NULL };
  QingMathNode *text = NULL;
  gsize start = qing_math_lexer_tell (&self->lexer);

  if (!qing_math_parser_read_text (self, QING_MATH_VARIANT_ROMAN, &text))
    return FALSE;
  if (self->tag != NULL)
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                  _ ("A row can have only one tag"));

  if (command->value)
    qing_math_list_append (&list,
                           qing_math_parser_new_text (self, "(", 1, QING_MATH_VARIANT_ROMAN));
  qing_math_list_append (&list, text);
  if (command->value)
    qing_math_list_append (&list,
                           qing_math_parser_new_text (self, ")", 1, QING_MATH_VARIANT_ROMAN));
  self->tag = list.first;
  return TRUE;
}

/* \ref and \eqref show the name of what they refer to: there are no numbers here. */
gboolean
qing_math_read_reference (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  g_autofree char *text = NULL;
  gsize start, length;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  text = command->value ? g_strdup_printf ("(%.*s)", (int) length, self->lexer.text + start)
                        : g_strndup (self->lexer.text + start, length);
  *out = qing_math_parser_new_text (self, text, strlen (text), QING_MATH_VARIANT_ROMAN);
  return TRUE;
}

/* Commands whose argument does not show, such as \label. */
gboolean
qing_math_read_ignored (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  gsize start, length;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  return TRUE;
}

gboolean
qing_math_read_nothing (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  return TRUE;
}

/* Commands that TeX has and that are left out on purpose. */
gboolean
qing_math_read_forbidden (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  qing_math_set_error (self->error, QING_MATH_ERROR_UNKNOWN,
                       qing_math_lexer_tell (&self->lexer) - strlen (command->name) - 1,
                       _ ("New commands cannot be defined here: “\\%s”"), command->name);
  return FALSE;
}

/* Commands that only mean something at another place. */
gboolean
qing_math_read_misplaced (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX,
                       qing_math_lexer_tell (&self->lexer) - strlen (command->name) - 1,
                       _ ("“\\%s” is not possible here"), command->name);
  return FALSE;
}
