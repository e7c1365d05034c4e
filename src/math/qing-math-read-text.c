/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Text inside a formula, as in \text{if $x > 0$}. Blanks count here. */

typedef struct
{
  QingMathParser *parser;
  QingMathVariant variant;
  QingMathList list;
  GString *pending;
} TextReader;

static gboolean read_span (QingMathParser *self, QingMathVariant variant, QingMathNode **out);

QingMathNode *
qing_math_parser_new_text (QingMathParser *self, const char *text, gsize length, guint8 variant)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_TEXT, QING_MATH_CLASS_ORD);

  node->variant = variant;
  node->u.text.text = qing_math_arena_strndup (self->arena, text, length);
  node->u.text.length = length;
  return node;
}

static void
flush (TextReader *reader)
{
  if (reader->pending->len == 0)
    return;
  qing_math_list_append (&reader->list,
                         qing_math_parser_new_text (reader->parser, reader->pending->str,
                                                    reader->pending->len, reader->variant));
  g_string_truncate (reader->pending, 0);
}

/* Reads the formula up to its closing dollar or \). */
static gboolean
read_inner_math (TextReader *reader, const char *close)
{
  QingMathParser *self = reader->parser;
  QingMathVariant variant = self->variant;
  QingMathNode *list = NULL;
  QingMathNode *group;
  const QingMathToken *token;
  gboolean ok;

  flush (reader);
  self->variant = QING_MATH_VARIANT_NORMAL;
  ok = qing_math_parser_read_list (self, FALSE, &list);
  self->variant = variant;
  if (!ok)
    return FALSE;

  token = qing_math_lexer_peek (&self->lexer);
  if (strncmp (self->lexer.text + token->start, close, strlen (close)) != 0)
    return qing_math_parser_unexpected (self);
  qing_math_lexer_seek (&self->lexer, token->start + strlen (close));

  group = qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_ORD);
  group->flags |= QING_MATH_FLAG_TEXT_STYLE;
  qing_math_list_append (&reader->list, group);
  return TRUE;
}

/* Reads a command in text: an escaped character, \(…\), a blank, or anything that mathematics
 * knows, which then stands as it would there. */
static gboolean
read_text_escape (TextReader *reader)
{
  QingMathParser *self = reader->parser;
  gsize start = self->lexer.position;
  char next = start + 1 < self->lexer.length ? self->lexer.text[start + 1] : '\0';
  QingMathNode *node = NULL;

  if (next != '\0' && strchr ("%$&#_{} \n\\", next) != NULL)
    {
      g_string_append_c (reader->pending, next == '\\' || next == '\n' ? ' ' : next);
      qing_math_lexer_seek (&self->lexer, start + 2);
      return TRUE;
    }
  if (next == '(')
    {
      qing_math_lexer_seek (&self->lexer, start + 2);
      return read_inner_math (reader, "\\)");
    }

  flush (reader);
  if (!qing_math_parser_read_argument (self, &node))
    return FALSE;
  qing_math_list_append (&reader->list, node);
  return TRUE;
}

/* The quotes and dashes that TeX makes of ASCII. Returns: the bytes that were used, or 0 */
static gsize
substitute (TextReader *reader, const char *text, gsize left)
{
  static const struct
  {
    char ascii[4];
    const char *text;
  } table[] = {
    { "---", "—" }, { "--", "–" }, { "``", "“" },     { "''", "”" },
    { "`", "‘" },   { "'", "’" },  { "~", "\u00a0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gsize length = strlen (table[i].ascii);

      if (length <= left && strncmp (text, table[i].ascii, length) == 0)
        {
          g_string_append (reader->pending, table[i].text);
          return length;
        }
    }
  return 0;
}

static void
read_text_char (TextReader *reader)
{
  QingMathLexer *lexer = &reader->parser->lexer;
  const char *text = lexer->text + lexer->position;
  gsize used = substitute (reader, text, lexer->length - lexer->position);

  if (used == 0 && g_ascii_isspace (*text))
    {
      if (reader->pending->len == 0 || reader->pending->str[reader->pending->len - 1] != ' ')
        g_string_append_c (reader->pending, ' ');
      used = 1;
    }
  else if (used == 0)
    {
      used = g_utf8_next_char (text) - text;
      g_string_append_len (reader->pending, text, used);
    }
  qing_math_lexer_seek (lexer, lexer->position + used);
}

static gboolean
read_piece (TextReader *reader)
{
  QingMathParser *self = reader->parser;
  QingMathNode *node = NULL;

  switch (self->lexer.text[self->lexer.position])
    {
    case '\\':
      return read_text_escape (reader);
    case '$':
      qing_math_lexer_seek (&self->lexer, self->lexer.position + 1);
      return read_inner_math (reader, "$");
    case '{':
      flush (reader);
      if (!read_span (self, reader->variant, &node))
        return FALSE;
      qing_math_list_append (&reader->list, node);
      return TRUE;
    default:
      read_text_char (reader);
      return TRUE;
    }
}

/* Reads "{…}"; the lexer stands at the brace. */
static gboolean
read_span (QingMathParser *self, QingMathVariant variant, QingMathNode **out)
{
  TextReader reader = { self, variant, { NULL, NULL }, NULL };
  g_autoptr (GString) pending = g_string_new (NULL);
  gsize start = qing_math_lexer_peek (&self->lexer)->start;

  if (self->depth >= QING_MATH_MAX_DEPTH)
    return qing_math_parser_fail (self, QING_MATH_ERROR_LIMIT, start,
                                  _ ("The formula is nested too deeply"));

  self->depth++;
  reader.pending = pending;
  qing_math_lexer_seek (&self->lexer, start + 1);
  while (self->lexer.position < self->lexer.length && self->lexer.text[self->lexer.position] != '}')
    if (!read_piece (&reader))
      return FALSE;
  self->depth--;

  if (self->lexer.position >= self->lexer.length)
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, self->lexer.length,
                                  _ ("A closing “}” is missing"));
  qing_math_lexer_seek (&self->lexer, self->lexer.position + 1);
  flush (&reader);
  *out = reader.list.first;
  return TRUE;
}

/* Reads the argument of \text and its kin as one atom. */
gboolean
qing_math_parser_read_text (QingMathParser *self, QingMathVariant variant, QingMathNode **out)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  QingMathNode *list = NULL;

  if (token->type == QING_MATH_TOKEN_CHAR)
    {
      *out = qing_math_parser_new_text (self, self->lexer.text + token->start,
                                        token->end - token->start, variant);
      qing_math_lexer_skip (&self->lexer);
      return TRUE;
    }
  if (token->type != QING_MATH_TOKEN_OPEN)
    return qing_math_parser_unexpected (self);

  if (!read_span (self, variant, &list))
    return FALSE;
  if (list != NULL && list->next == NULL)
    *out = list;
  else
    *out = qing_math_node_new_group (self->arena, list, QING_MATH_CLASS_ORD);
  return TRUE;
}
