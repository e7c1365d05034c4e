/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-commands.h"
#include "qing-math-symbols.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Readers of commands that choose letters and classes of atoms. */

static gboolean
read_with_variant (QingMathParser *self, QingMathVariant variant, QingMathNode **out)
{
  QingMathVariant saved = self->variant;
  gboolean ok;

  self->variant = variant;
  ok = qing_math_parser_read_argument (self, out);
  self->variant = saved;
  return ok;
}

/* A single symbol stays one, with its class when @keep_class; more become an ordinary group. */
static QingMathNode *
wrap (QingMathParser *self, QingMathNode *list, gboolean keep_class)
{
  if (list != NULL && list->next == NULL && list->sub == NULL && list->sup == NULL &&
      list->type == QING_MATH_NODE_SYMBOL)
    {
      if (!keep_class && (list->flags & QING_MATH_FLAG_LARGE) == 0)
        list->klass = QING_MATH_CLASS_ORD;
      return list;
    }
  return qing_math_node_new_group (self->arena, list,
                                   keep_class ? qing_math_node_class_of (list)
                                              : QING_MATH_CLASS_ORD);
}

gboolean
qing_math_read_alphabet (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathVariant variant = command->value;
  QingMathNode *list = NULL;

  /* \mathbf{\mathcal{A}} is bold, whichever stands outside. */
  if (variant == QING_MATH_VARIANT_BOLD &&
      (self->variant == QING_MATH_VARIANT_SCRIPT || self->variant == QING_MATH_VARIANT_FRAKTUR))
    variant = qing_math_variant_to_bold (self->variant);
  if (self->variant == QING_MATH_VARIANT_BOLD || self->variant == QING_MATH_VARIANT_BOLD_NORMAL)
    variant = qing_math_variant_to_bold (variant);

  if (!read_with_variant (self, variant, &list))
    return FALSE;
  *out = wrap (self, list, FALSE);
  return TRUE;
}

/* \bf and the like hold to the end of the group; read_list() restores the letters there. */
gboolean
qing_math_read_font_switch (QingMathParser *self,
                            const QingMathCommand *command,
                            QingMathNode **out)
{
  self->variant = command->value;
  return TRUE;
}

gboolean
qing_math_read_bold_symbol (QingMathParser *self,
                            const QingMathCommand *command,
                            QingMathNode **out)
{
  QingMathNode *list = NULL;

  if (!read_with_variant (self, qing_math_variant_to_bold (self->variant), &list))
    return FALSE;
  *out = wrap (self, list, TRUE);
  return TRUE;
}

gboolean
qing_math_read_text_command (QingMathParser *self,
                             const QingMathCommand *command,
                             QingMathNode **out)
{
  return qing_math_parser_read_text (self, command->value, out);
}

/* Letters of an operator's name, upright and without the look of a product. */
static QingMathNode *
new_name (QingMathParser *self, const char *name)
{
  return qing_math_parser_new_text (self, name, strlen (name), QING_MATH_VARIANT_ROMAN);
}

/* \sin, \lim and so on; flags tell whether limits go above and below in display style. */
gboolean
qing_math_read_named_operator (QingMathParser *self,
                               const QingMathCommand *command,
                               QingMathNode **out)
{
  static const struct
  {
    const char *name;
    const char *text;
  } spaced[] = {
    { "argmax", "arg\u2009max" }, { "argmin", "arg\u2009min" },
    { "injlim", "inj\u2009lim" }, { "liminf", "lim\u2009inf" },
    { "limsup", "lim\u2009sup" }, { "projlim", "proj\u2009lim" },
    { "plim", "plim" },           { "tr", "tr" },
  };
  const char *name = command->name;

  for (guint i = 0; i < G_N_ELEMENTS (spaced); i++)
    if (strcmp (name, spaced[i].name) == 0)
      name = spaced[i].text;

  *out = new_name (self, name);
  (*out)->klass = QING_MATH_CLASS_OP;
  (*out)->limits = command->value;
  return TRUE;
}

/* \varlimsup and its kin: "lim" with a line or an arrow. */
gboolean
qing_math_read_decorated_limit (QingMathParser *self,
                                const QingMathCommand *command,
                                QingMathNode **out)
{
  gboolean is_line = command->value == 0;

  *out = qing_math_node_new (self->arena, is_line ? QING_MATH_NODE_LINE : QING_MATH_NODE_STRETCH,
                             QING_MATH_CLASS_OP);
  (*out)->flags = command->flags;
  if (is_line)
    {
      (*out)->u.group.child = new_name (self, "lim");
    }
  else
    {
      (*out)->u.accent.child = new_name (self, "lim");
      (*out)->u.accent.ch = command->value;
    }
  return TRUE;
}

/* A hyphen or star in an operator's name is text, not an operation. */
static void
make_name_plain (QingMathNode *list)
{
  for (; list != NULL; list = list->next)
    {
      if (list->type != QING_MATH_NODE_SYMBOL || list->klass == QING_MATH_CLASS_OP)
        continue;
      if (list->u.symbol.base == 0x2212)
        list->u.symbol.ch = list->u.symbol.base = '-';
      else if (list->u.symbol.base == 0x2217)
        list->u.symbol.ch = list->u.symbol.base = '*';
      list->klass = QING_MATH_CLASS_ORD;
    }
}

gboolean
qing_math_read_operatorname (QingMathParser *self,
                             const QingMathCommand *command,
                             QingMathNode **out)
{
  QingMathNode *list = NULL;

  if (!read_with_variant (self, QING_MATH_VARIANT_ROMAN, &list))
    return FALSE;
  make_name_plain (list);
  *out = qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_OP);
  (*out)->limits = command->value;
  return TRUE;
}

/* \mathrel and the like give their argument a class; \mathop moves limits. */
gboolean
qing_math_read_class (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *list = NULL;
  gboolean is_symbol;

  if (!qing_math_parser_read_argument (self, &list))
    return FALSE;
  is_symbol = list != NULL && list->next == NULL && list->type == QING_MATH_NODE_SYMBOL &&
              list->sub == NULL && list->sup == NULL;
  if (is_symbol)
    *out = list;
  else
    *out = qing_math_node_new_group (self->arena, list, command->value);
  (*out)->klass = command->value;
  return TRUE;
}

static gboolean
read_mod_operator (QingMathParser *self, QingMathNode **out)
{
  *out = new_name (self, "mod");
  (*out)->klass = QING_MATH_CLASS_BIN;
  return TRUE;
}

/* \pmod{n} sets "(mod n)" at some distance, \mod{n} leaves the parentheses out. */
gboolean
qing_math_read_mod (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathList list = { NULL, NULL };
  QingMathNode *argument = NULL;
  gboolean has_parentheses = command->value != QING_MATH_MOD_PLAIN;

  if (command->value == QING_MATH_MOD_OPERATOR)
    return read_mod_operator (self, out);
  if (!qing_math_parser_read_argument (self, &argument))
    return FALSE;

  qing_math_list_append (&list, qing_math_node_new_space (self->arena, 12.0, QING_MATH_UNIT_MU));
  if (has_parentheses)
    qing_math_list_append (&list,
                           qing_math_node_new_symbol (self->arena, '(', '(', QING_MATH_CLASS_OPEN));
  if (command->value != QING_MATH_MOD_BARE)
    {
      qing_math_list_append (&list, new_name (self, "mod"));
      qing_math_list_append (&list, qing_math_node_new_space (self->arena, 6.0, QING_MATH_UNIT_MU));
    }
  qing_math_list_append (&list, argument);
  if (has_parentheses)
    qing_math_list_append (&list, qing_math_node_new_symbol (self->arena, ')', ')',
                                                             QING_MATH_CLASS_CLOSE));
  *out = list.first;
  return TRUE;
}

/* \not takes the negated symbol of Unicode where there is one and strikes through otherwise. */
gboolean
qing_math_read_not (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathNode *list = NULL;
  QingMathNode *node;
  gunichar negated;

  if (!qing_math_parser_read_argument (self, &list))
    return FALSE;
  if (list != NULL && list->next == NULL && list->type == QING_MATH_NODE_SYMBOL)
    {
      negated = qing_math_symbol_negate (list->u.symbol.base);
      if (negated != 0)
        {
          list->u.symbol.ch = list->u.symbol.base = negated;
          *out = list;
          return TRUE;
        }
    }
  node = qing_math_node_new (self->arena, QING_MATH_NODE_NEGATION, qing_math_node_class_of (list));
  node->u.group.child = list;
  *out = node;
  return TRUE;
}

/* Whether \dots stands between operations or relations, which centres the dots. */
static gboolean
wants_centred_dots (QingMathParser *self)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  const QingMathSymbol *symbol;
  QingMathSymbol typed;

  if (token->type == QING_MATH_TOKEN_CHAR)
    {
      typed = qing_math_symbol_from_char (token->ch);
      return typed.klass == QING_MATH_CLASS_BIN || typed.klass == QING_MATH_CLASS_REL;
    }
  if (token->type != QING_MATH_TOKEN_COMMAND)
    return FALSE;
  symbol = qing_math_symbol_lookup (token->name);
  return symbol != NULL &&
         (symbol->klass == QING_MATH_CLASS_BIN || symbol->klass == QING_MATH_CLASS_REL ||
          symbol->klass == QING_MATH_CLASS_OP);
}

gboolean
qing_math_read_dots (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  gunichar ch = wants_centred_dots (self) ? 0x22ef : 0x2026;

  *out = qing_math_node_new_symbol (self->arena, ch, ch, QING_MATH_CLASS_INNER);
  return TRUE;
}

/* A symbol with more room around it than its class gives: \implies, \iff, \colon. */
gboolean
qing_math_read_spaced_symbol (QingMathParser *self,
                              const QingMathCommand *command,
                              QingMathNode **out)
{
  QingMathList list = { NULL, NULL };
  gboolean is_punct = command->flags == QING_MATH_CLASS_PUNCT;
  double before = is_punct ? 2.0 : 5.0;
  double after = is_punct ? 3.0 : 5.0;

  qing_math_list_append (&list, qing_math_node_new_space (self->arena, before, QING_MATH_UNIT_MU));
  qing_math_list_append (&list, qing_math_node_new_symbol (self->arena, command->value,
                                                           command->value, command->flags));
  qing_math_list_append (&list, qing_math_node_new_space (self->arena, after, QING_MATH_UNIT_MU));
  *out = list.first;
  return TRUE;
}

gboolean
qing_math_read_style (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  *out = qing_math_node_new (self->arena, QING_MATH_NODE_STYLE, QING_MATH_CLASS_NONE);
  (*out)->style = command->value;
  return TRUE;
}
