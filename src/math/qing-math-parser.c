/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-symbols.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
qing_math_parser_fail (QingMathParser *self,
                       QingMathError code,
                       gsize position,
                       const char *message)
{
  qing_math_set_error (self->error, code, position, "%s", message);
  return FALSE;
}

/* Fails because of the token that comes next. */
gboolean
qing_math_parser_unexpected (QingMathParser *self)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  const char *message;

  switch (token->type)
    {
    case QING_MATH_TOKEN_END:
      message = _ ("The formula ends too early");
      break;
    case QING_MATH_TOKEN_CLOSE:
      message = _ ("“}” closes nothing that is open here");
      break;
    case QING_MATH_TOKEN_OPEN:
      message = _ ("This “{” is not closed, or holds too much");
      break;
    case QING_MATH_TOKEN_ALIGN:
      message = _ ("“&” is only possible inside a table");
      break;
    case QING_MATH_TOKEN_ROW:
      message = _ ("“\\\\” is only possible inside a table");
      break;
    case QING_MATH_TOKEN_DOLLAR:
      message = _ ("“$” is not possible inside a formula");
      break;
    case QING_MATH_TOKEN_COMMAND:
      qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX, token->start,
                           _ ("“\\%s” is not possible here"), token->name);
      return FALSE;
    default:
      message = _ ("Something is missing here");
      break;
    }
  return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, token->start, message);
}

static gboolean
enter (QingMathParser *self)
{
  if (self->depth >= QING_MATH_MAX_DEPTH)
    return qing_math_parser_fail (self, QING_MATH_ERROR_LIMIT, qing_math_lexer_tell (&self->lexer),
                                  _ ("The formula is nested too deeply"));
  self->depth++;
  return TRUE;
}

gboolean
qing_math_parser_expect_close (QingMathParser *self)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);

  if (token->type == QING_MATH_TOKEN_END)
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, token->start,
                                  _ ("A closing “}” is missing"));
  if (token->type != QING_MATH_TOKEN_CLOSE)
    return qing_math_parser_unexpected (self);
  qing_math_lexer_skip (&self->lexer);
  return TRUE;
}

static gboolean
read_group (QingMathParser *self, QingMathNode **out)
{
  qing_math_lexer_skip (&self->lexer);
  return qing_math_parser_read_list (self, FALSE, out) && qing_math_parser_expect_close (self);
}

/* Letters that no mathematical font has, such as Chinese typed without \text. */
static gboolean
is_plain_text (gunichar ch)
{
  GUnicodeScript script;

  if (ch < 0x250)
    return FALSE;
  if (g_unichar_iswide (ch) || (g_unichar_isspace (ch) && ch != 0xa0))
    return TRUE;
  script = g_unichar_get_script (ch);
  return script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_INHERITED &&
         script != G_UNICODE_SCRIPT_GREEK && script != G_UNICODE_SCRIPT_LATIN &&
         script != G_UNICODE_SCRIPT_HEBREW;
}

static QingMathNode *
read_plain_text (QingMathParser *self)
{
  const char *text = self->lexer.text;
  gsize start = qing_math_lexer_peek (&self->lexer)->start;
  gsize end = start;

  while (end < self->lexer.length && is_plain_text (g_utf8_get_char (text + end)))
    end = g_utf8_next_char (text + end) - text;
  qing_math_lexer_seek (&self->lexer, end);
  return qing_math_parser_new_text (self, text + start, end - start, QING_MATH_VARIANT_ROMAN);
}

QingMathNode *
qing_math_parser_new_symbol (QingMathParser *self, const QingMathSymbol *symbol)
{
  QingMathNode *node =
    qing_math_node_new_symbol (self->arena, qing_math_alphabet_map (symbol->ch, self->variant),
                               symbol->ch, symbol->klass);

  node->flags = symbol->flags;
  node->limits = symbol->limits;
  return node;
}

static gboolean
read_char (QingMathParser *self, QingMathNode **out)
{
  gunichar ch = qing_math_lexer_peek (&self->lexer)->ch;
  QingMathSymbol symbol;

  if (qing_math_parser_is_script (ch))
    {
      *out = qing_math_node_new_group (self->arena, NULL, QING_MATH_CLASS_ORD);
      return TRUE;
    }
  if (is_plain_text (ch))
    {
      *out = read_plain_text (self);
      return TRUE;
    }

  qing_math_lexer_skip (&self->lexer);
  if (ch == '~' || ch == 0xa0)
    {
      *out = qing_math_node_new_space (self->arena, 1.0 / 3.0, QING_MATH_UNIT_EM);
      return TRUE;
    }
  symbol = qing_math_symbol_from_char (ch);
  *out = qing_math_parser_new_symbol (self, &symbol);
  return TRUE;
}

static gboolean
read_command (QingMathParser *self, QingMathNode **out)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  const QingMathSymbol *symbol = qing_math_symbol_lookup (token->name);
  const QingMathCommand *command;

  if (symbol != NULL)
    {
      *out = qing_math_parser_new_symbol (self, symbol);
      qing_math_lexer_skip (&self->lexer);
      return TRUE;
    }

  command = qing_math_command_lookup (token->name);
  if (command == NULL)
    {
      qing_math_set_error (self->error, QING_MATH_ERROR_UNKNOWN, token->start,
                           _ ("The command “\\%s” is not known"), token->name);
      return FALSE;
    }
  qing_math_lexer_skip (&self->lexer);
  return command->reader (self, command, out);
}

/* A lone ordinary symbol in braces stays a symbol, as in TeX, so that scripts and accents are
 * placed as on a bare one. */
static QingMathNode *
wrap_group (QingMathParser *self, QingMathNode *list)
{
  if (list != NULL && list->next == NULL && list->klass == QING_MATH_CLASS_ORD &&
      list->sub == NULL && list->sup == NULL &&
      (list->type == QING_MATH_NODE_SYMBOL || list->type == QING_MATH_NODE_ACCENT))
    return list;
  return qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_ORD);
}

/* Reads one atom without its scripts; *out may become NULL for a command that leaves nothing. */
static gboolean
read_nucleus (QingMathParser *self, QingMathNode **out)
{
  QingMathNode *list = NULL;

  switch (qing_math_lexer_peek (&self->lexer)->type)
    {
    case QING_MATH_TOKEN_CHAR:
      return read_char (self, out);
    case QING_MATH_TOKEN_COMMAND:
      return read_command (self, out);
    case QING_MATH_TOKEN_OPEN:
      if (!read_group (self, &list))
        return FALSE;
      *out = wrap_group (self, list);
      return TRUE;
    case QING_MATH_TOKEN_SUPERSCRIPT:
    case QING_MATH_TOKEN_SUBSCRIPT:
      *out = qing_math_node_new_group (self->arena, NULL, QING_MATH_CLASS_ORD);
      return TRUE;
    default:
      return qing_math_parser_unexpected (self);
    }
}

/* Reads what TeX takes for one argument: a group, or a single token with its own arguments. */
gboolean
qing_math_parser_read_argument (QingMathParser *self, QingMathNode **out)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  gboolean ok;

  if (token->type == QING_MATH_TOKEN_OPEN)
    return read_group (self, out);
  if (token->type != QING_MATH_TOKEN_CHAR && token->type != QING_MATH_TOKEN_COMMAND)
    return qing_math_parser_unexpected (self);

  if (!enter (self))
    return FALSE;
  ok = read_nucleus (self, out);
  self->depth--;
  return ok;
}

/* Reads "[…]" when it comes next; otherwise *out becomes NULL. */
gboolean
qing_math_parser_read_optional (QingMathParser *self, QingMathNode **out)
{
  *out = NULL;
  if (!qing_math_lexer_take_char (&self->lexer, '['))
    return TRUE;
  if (!qing_math_parser_read_list (self, TRUE, out))
    return FALSE;
  if (!qing_math_lexer_take_char (&self->lexer, ']'))
    return qing_math_parser_unexpected (self);
  return TRUE;
}

static QingMathNode *
last_of (QingMathNode *chain)
{
  while (chain->next != NULL)
    chain = chain->next;
  return chain;
}

/* Whether the next token ends a list; it stays in place. */
static gboolean
at_end (QingMathParser *self, gboolean to_bracket)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);

  switch (token->type)
    {
    case QING_MATH_TOKEN_END:
    case QING_MATH_TOKEN_CLOSE:
    case QING_MATH_TOKEN_ALIGN:
    case QING_MATH_TOKEN_ROW:
    case QING_MATH_TOKEN_DOLLAR:
      return TRUE;
    case QING_MATH_TOKEN_CHAR:
      return to_bracket && token->ch == ']';
    case QING_MATH_TOKEN_COMMAND:
      return strcmp (token->name, "right") == 0 || strcmp (token->name, "middle") == 0 ||
             strcmp (token->name, "end") == 0 || strcmp (token->name, "cr") == 0 ||
             strcmp (token->name, ")") == 0 || strcmp (token->name, "]") == 0;
    default:
      return FALSE;
    }
}

/* \over and its kin take all of the list before and after them. */
static const QingMathCommand *
take_infix (QingMathParser *self)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  const QingMathCommand *command;

  if (token->type != QING_MATH_TOKEN_COMMAND || strchr ("oacb", token->name[0]) == NULL)
    return NULL;
  command = qing_math_command_lookup (token->name);
  if (command == NULL || command->reader != qing_math_read_infix)
    return NULL;
  qing_math_lexer_skip (&self->lexer);
  return command;
}

/* The atoms of a transparent group join the list themselves, between two nodes that set and
 * reset its colour, so that it does not disturb the spacing. */
static QingMathNode *
flatten (QingMathParser *self, QingMathNode *group)
{
  QingMathList list = { NULL, NULL };
  QingMathNode *set, *reset;

  if ((group->flags & QING_MATH_FLAG_TRANSPARENT) == 0 || group->sub != NULL || group->sup != NULL)
    return group;

  set = qing_math_node_new (self->arena, QING_MATH_NODE_COLOR, QING_MATH_CLASS_NONE);
  set->u.group.color = group->u.group.color;
  reset = qing_math_node_new (self->arena, QING_MATH_NODE_COLOR, QING_MATH_CLASS_NONE);
  reset->u.group.child = set;
  qing_math_list_append (&list, set);
  qing_math_list_append (&list, group->u.group.child);
  qing_math_list_append (&list, reset);
  return list.first;
}

static gboolean
read_atoms (QingMathParser *self, gboolean to_bracket, QingMathNode **out)
{
  QingMathList list = { NULL, NULL };
  QingMathNode *numerator = NULL;
  const QingMathCommand *infix = NULL;

  while (!at_end (self, to_bracket))
    {
      gsize start = qing_math_lexer_tell (&self->lexer);
      const QingMathCommand *command = take_infix (self);
      QingMathNode *atom = NULL;

      if (command != NULL)
        {
          if (infix != NULL)
            return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                          _ ("Two fractions at one place; braces are missing"));
          infix = command;
          numerator = list.first;
          list.first = list.last = NULL;
          continue;
        }
      if (!read_nucleus (self, &atom))
        return FALSE;
      if (atom == NULL)
        continue;
      if (last_of (atom)->klass != QING_MATH_CLASS_NONE &&
          !qing_math_parser_read_scripts (self, last_of (atom)))
        return FALSE;
      qing_math_list_append (&list, flatten (self, atom));
    }

  *out =
    infix == NULL ? list.first : qing_math_parser_new_fraction (self, infix, numerator, list.first);
  return TRUE;
}

/* Reads atoms up to the end of a group, cell or formula, which stays in place. */
gboolean
qing_math_parser_read_list (QingMathParser *self, gboolean to_bracket, QingMathNode **out)
{
  QingMathVariant variant = self->variant;
  gboolean ok;

  if (!enter (self))
    return FALSE;
  ok = read_atoms (self, to_bracket, out);
  self->variant = variant;
  self->depth--;
  return ok;
}

/* Reads @tex, which may hold anything, into a tree of nodes in @arena. */
gboolean
qing_math_parse (const char *tex,
                 gsize length,
                 gboolean display,
                 QingMathArena *arena,
                 QingMathTree *tree,
                 GError **error)
{
  QingMathParser parser = { .arena = arena, .error = error };
  g_autoptr (GError) local_error = NULL;
  const char *end = NULL;

  if (error == NULL)
    parser.error = &local_error;

  if (length > QING_MATH_MAX_LENGTH)
    return qing_math_parser_fail (&parser, QING_MATH_ERROR_LIMIT, QING_MATH_MAX_LENGTH,
                                  _ ("The formula is too long"));
  if (!g_utf8_validate_len (tex, length, &end))
    return qing_math_parser_fail (&parser, QING_MATH_ERROR_SYNTAX, end - tex,
                                  _ ("The formula has a character that is not valid"));

  qing_math_lexer_init (&parser.lexer, tex, length);
  if (!qing_math_parser_read_document (&parser, display, &tree->list))
    return FALSE;
  tree->tag = parser.tag;
  return TRUE;
}
