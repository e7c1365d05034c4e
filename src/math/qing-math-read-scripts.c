/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-symbols.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What follows an atom and belongs to it. */

/* The superscripts and subscripts of Unicode, as in "x²". */
static gboolean
decode_script (gunichar ch, gboolean *is_sub, gunichar *plain)
{
  static const char after_digits[] = "+-=()";

  *is_sub = FALSE;
  if (ch == 0xb2 || ch == 0xb3)
    *plain = '2' + (ch - 0xb2);
  else if (ch == 0xb9)
    *plain = '1';
  else if (ch == 0x2071)
    *plain = 'i';
  else if (ch == 0x207f)
    *plain = 'n';
  else if (ch == 0x2070 || (ch >= 0x2074 && ch <= 0x2079))
    *plain = '0' + (ch - 0x2070);
  else if (ch >= 0x207a && ch <= 0x207e)
    *plain = after_digits[ch - 0x207a];
  else if (ch >= 0x2080 && ch <= 0x208e)
    {
      *is_sub = TRUE;
      *plain = ch <= 0x2089 ? '0' + (ch - 0x2080) : (gunichar) after_digits[ch - 0x208a];
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_prime (const QingMathToken *token)
{
  return token->type == QING_MATH_TOKEN_CHAR && (token->ch == '\'' || token->ch == 0x2032);
}

/* Whether a character that is typed belongs to the atom before it. */
gboolean
qing_math_parser_is_script (gunichar ch)
{
  gboolean is_sub;
  gunichar plain;

  return ch == '\'' || ch == 0x2032 || decode_script (ch, &is_sub, &plain);
}

/* The scripts of one atom while they are read. */
typedef struct
{
  QingMathList sup;
  QingMathList sub;
  gboolean has_sup; /* from "^"; primes may stand before it */
  gboolean has_sub;
} Scripts;

static void
read_primes (QingMathParser *self, Scripts *scripts)
{
  static const gunichar primes[] = { 0x2032, 0x2033, 0x2034, 0x2057 };
  guint n = 0;

  while (is_prime (qing_math_lexer_peek (&self->lexer)))
    {
      qing_math_lexer_skip (&self->lexer);
      n++;
    }
  while (n > 0)
    {
      guint step = MIN (n, G_N_ELEMENTS (primes));

      qing_math_list_append (&scripts->sup,
                             qing_math_node_new_symbol (self->arena, primes[step - 1],
                                                        primes[step - 1], QING_MATH_CLASS_ORD));
      n -= step;
    }
}

static void
read_unicode_scripts (QingMathParser *self, Scripts *scripts)
{
  gboolean is_sub;
  gunichar plain;

  while (decode_script (qing_math_lexer_peek (&self->lexer)->ch, &is_sub, &plain))
    {
      QingMathSymbol symbol = qing_math_symbol_from_char (plain);

      qing_math_list_append (is_sub ? &scripts->sub : &scripts->sup,
                             qing_math_parser_new_symbol (self, &symbol));
      qing_math_lexer_skip (&self->lexer);
    }
}

static gboolean
read_script (QingMathParser *self, gboolean is_sup, Scripts *scripts)
{
  gboolean *seen = is_sup ? &scripts->has_sup : &scripts->has_sub;
  QingMathNode *list = NULL;

  if (*seen)
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, qing_math_lexer_tell (&self->lexer),
                                  is_sup ? _ ("Two superscripts at one place; braces are missing")
                                         : _ ("Two subscripts at one place; braces are missing"));
  *seen = TRUE;
  qing_math_lexer_skip (&self->lexer);
  if (!qing_math_parser_read_argument (self, &list))
    return FALSE;
  qing_math_list_append (is_sup ? &scripts->sup : &scripts->sub, list);
  return TRUE;
}

static gboolean
read_limits (QingMathParser *self, const char *name, QingMathNode *node)
{
  if (strcmp (name, "limits") == 0)
    node->limits = QING_MATH_LIMITS_ALWAYS;
  else if (strcmp (name, "nolimits") == 0)
    node->limits = QING_MATH_LIMITS_NEVER;
  else if (strcmp (name, "displaylimits") == 0)
    node->limits = QING_MATH_LIMITS_DEFAULT;
  else
    return FALSE;
  qing_math_lexer_skip (&self->lexer);
  return TRUE;
}

static gboolean
read_all (QingMathParser *self, QingMathNode *node, Scripts *scripts)
{
  while (TRUE)
    {
      const QingMathToken *token = qing_math_lexer_peek (&self->lexer);

      if (token->type == QING_MATH_TOKEN_SUPERSCRIPT || token->type == QING_MATH_TOKEN_SUBSCRIPT)
        {
          if (!read_script (self, token->type == QING_MATH_TOKEN_SUPERSCRIPT, scripts))
            return FALSE;
        }
      else if (is_prime (token))
        {
          read_primes (self, scripts);
        }
      else if (token->type == QING_MATH_TOKEN_CHAR && qing_math_parser_is_script (token->ch))
        {
          read_unicode_scripts (self, scripts);
        }
      else if (token->type != QING_MATH_TOKEN_COMMAND || node->klass != QING_MATH_CLASS_OP ||
               !read_limits (self, token->name, node))
        {
          return TRUE;
        }
    }
}

/* Reads what follows an atom and belongs to it: scripts, primes and the place of limits. */
gboolean
qing_math_parser_read_scripts (QingMathParser *self, QingMathNode *node)
{
  Scripts scripts = { { NULL, NULL }, { NULL, NULL }, FALSE, FALSE };

  qing_math_list_append (&scripts.sup, node->sup);
  qing_math_list_append (&scripts.sub, node->sub);
  if (!read_all (self, node, &scripts))
    return FALSE;
  node->sup = scripts.sup.first;
  node->sub = scripts.sub.first;
  return TRUE;
}
