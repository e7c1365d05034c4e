/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-lexer.h"

#include <string.h>

void
qing_math_lexer_init (QingMathLexer *self, const char *text, gsize length)
{
  self->text = text;
  self->length = length;
  self->position = 0;
  self->has_token = FALSE;
}

/* A percent sign starts a comment, except after a digit: there the writer meant per cent and
 * forgot the backslash, and text must not disappear. */
static gboolean
is_comment (QingMathLexer *self)
{
  gsize before = self->position;

  while (before > 0 && self->text[before - 1] == ' ')
    before--;
  return before == 0 || !g_ascii_isdigit (self->text[before - 1]);
}

static void
skip_blank (QingMathLexer *self)
{
  while (self->position < self->length)
    {
      char ch = self->text[self->position];

      if (g_ascii_isspace (ch))
        {
          self->position++;
        }
      else if (ch == '%' && is_comment (self))
        {
          const char *rest = self->text + self->position;
          const char *end = memchr (rest, '\n', self->length - self->position);

          self->position = end != NULL ? (gsize) (end - self->text) : self->length;
        }
      else
        {
          return;
        }
    }
}

static gsize
next_char (QingMathLexer *self, gsize position)
{
  return g_utf8_next_char (self->text + position) - self->text;
}

static void
read_command (QingMathLexer *self, QingMathToken *token)
{
  gsize end = token->start + 1;
  gsize length;

  token->type = QING_MATH_TOKEN_COMMAND;
  if (end < self->length && g_ascii_isalpha (self->text[end]))
    {
      while (end < self->length && g_ascii_isalpha (self->text[end]))
        end++;
      /* Starred forms are names of their own. */
      if (end < self->length && self->text[end] == '*' &&
          (strncmp (self->text + token->start, "\\operatorname", end - token->start) == 0 ||
           strncmp (self->text + token->start, "\\tag", end - token->start) == 0 ||
           strncmp (self->text + token->start, "\\hspace", end - token->start) == 0))
        end++;
    }
  else if (end < self->length)
    {
      end = next_char (self, end);
    }

  length = MIN (end - token->start - 1, QING_MATH_NAME_SIZE - 1);
  memcpy (token->name, self->text + token->start + 1, length);
  token->name[length] = '\0';
  token->end = end;
  if (length == 1 && token->name[0] == '\\')
    token->type = QING_MATH_TOKEN_ROW;
}

static void
read_token (QingMathLexer *self)
{
  QingMathToken *token = &self->token;

  skip_blank (self);
  token->start = self->position;
  token->end = self->position;
  token->ch = 0;
  token->name[0] = '\0';
  if (self->position >= self->length)
    {
      token->type = QING_MATH_TOKEN_END;
      return;
    }

  token->ch = g_utf8_get_char (self->text + self->position);
  token->end = next_char (self, self->position);
  switch (token->ch)
    {
    case '\\':
      read_command (self, token);
      break;
    case '{':
      token->type = QING_MATH_TOKEN_OPEN;
      break;
    case '}':
      token->type = QING_MATH_TOKEN_CLOSE;
      break;
    case '^':
      token->type = QING_MATH_TOKEN_SUPERSCRIPT;
      break;
    case '_':
      token->type = QING_MATH_TOKEN_SUBSCRIPT;
      break;
    case '&':
      token->type = QING_MATH_TOKEN_ALIGN;
      break;
    case '$':
      token->type = QING_MATH_TOKEN_DOLLAR;
      break;
    default:
      token->type = QING_MATH_TOKEN_CHAR;
      break;
    }
}

/* The next token, which stays in place; blanks and comments before it are skipped. */
const QingMathToken *
qing_math_lexer_peek (QingMathLexer *self)
{
  if (!self->has_token)
    {
      read_token (self);
      self->has_token = TRUE;
    }
  return &self->token;
}

/* Passes the token that was last peeked at. */
void
qing_math_lexer_skip (QingMathLexer *self)
{
  self->position = qing_math_lexer_peek (self)->end;
  self->has_token = FALSE;
}

void
qing_math_lexer_seek (QingMathLexer *self, gsize position)
{
  self->position = position;
  self->has_token = FALSE;
}

/* The place where reading goes on; blanks before a token already peeked at are behind it. */
gsize
qing_math_lexer_tell (QingMathLexer *self)
{
  return self->has_token ? self->token.start : self->position;
}

/* Passes @ch when it is the next token. */
gboolean
qing_math_lexer_take_char (QingMathLexer *self, char ch)
{
  const QingMathToken *token = qing_math_lexer_peek (self);

  if (token->type != QING_MATH_TOKEN_CHAR || token->ch != (gunichar) ch)
    return FALSE;
  qing_math_lexer_skip (self);
  return TRUE;
}

/* Passes @open … @close with balanced braces inside and tells where the text between them is;
 * leaves everything in place when there is no such group. */
gboolean
qing_math_lexer_take_raw_group (QingMathLexer *self,
                                char open,
                                char close,
                                gsize *start,
                                gsize *length)
{
  gsize at = qing_math_lexer_peek (self)->start;
  guint depth = 0;

  if (at >= self->length || self->text[at] != open)
    return FALSE;

  for (gsize i = at + 1; i < MIN (self->length, at + QING_MATH_MAX_RAW); i++)
    {
      char ch = self->text[i];

      if (ch == close && depth == 0)
        {
          *start = at + 1;
          *length = i - at - 1;
          qing_math_lexer_seek (self, i + 1);
          return TRUE;
        }
      if (ch == '\\')
        i++;
      else if (ch == '{')
        depth++;
      else if (ch == '}' && depth-- == 0)
        return FALSE;
    }
  return FALSE;
}
