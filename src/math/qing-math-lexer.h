/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No command or environment has a longer name than this. */
#define QING_MATH_NAME_SIZE 32

/* Nor is what a command takes verbatim longer, such as a colour; this keeps a search short. */
#define QING_MATH_MAX_RAW 1000

typedef enum
{
  QING_MATH_TOKEN_END,
  QING_MATH_TOKEN_CHAR,
  QING_MATH_TOKEN_COMMAND,
  QING_MATH_TOKEN_OPEN,
  QING_MATH_TOKEN_CLOSE,
  QING_MATH_TOKEN_SUPERSCRIPT,
  QING_MATH_TOKEN_SUBSCRIPT,
  QING_MATH_TOKEN_ALIGN,
  QING_MATH_TOKEN_ROW,
  QING_MATH_TOKEN_DOLLAR,
} QingMathTokenType;

typedef struct
{
  QingMathTokenType type;
  gsize start;
  gsize end;
  gunichar ch;
  char name[QING_MATH_NAME_SIZE]; /* of a command, without the backslash; cut when longer */
} QingMathToken;

typedef struct
{
  const char *text; /* valid UTF-8 */
  gsize length;
  gsize position;
  gboolean has_token;
  QingMathToken token;
} QingMathLexer;

void qing_math_lexer_init (QingMathLexer *self, const char *text, gsize length);
const QingMathToken *qing_math_lexer_peek (QingMathLexer *self);
void qing_math_lexer_skip (QingMathLexer *self);
void qing_math_lexer_seek (QingMathLexer *self, gsize position);
gsize qing_math_lexer_tell (QingMathLexer *self);
gboolean qing_math_lexer_take_char (QingMathLexer *self, char ch);
gboolean qing_math_lexer_take_raw_group (QingMathLexer *self,
                                         char open,
                                         char close,
                                         gsize *start,
                                         gsize *length);

G_END_DECLS
