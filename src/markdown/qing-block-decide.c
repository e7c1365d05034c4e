/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-parser-private.h"

#include <string.h>

/* Everything that can mark the beginning of a block or make up the whole of one, but letters. */
#define STRUCTURAL "\t >-+*_=#~`|:.)0123456789"

/* No fence is farther in than this, behind the marks of as many containers as there may be. */
#define MAX_FENCE_INDENT 1000

/* A fence is one only if there is no backtick behind it, so its whole line has to be seen. */
static gboolean
has_fence (const char *text, gsize length)
{
  return g_strstr_len (text, length, "```") != NULL || g_strstr_len (text, length, "~~~") != NULL;
}

/* Where a footnote's label and colon end; 0 if there is none, G_MAXSIZE if that is not known. */
static gsize
skip_footnote (const char *text, gsize length, gsize pos)
{
  if (pos >= length || text[pos] != '[')
    return 0;
  if (pos + 1 < length && text[pos + 1] != '^')
    return 0;
  while (pos < length && text[pos] != ']' && !qing_is_blank (text[pos]))
    pos++;
  if (pos + 1 >= length)
    return G_MAXSIZE;
  return text[pos] == ']' && text[pos + 1] == ':' ? pos + 2 : 0;
}

/* Skips all that may be a mark of a block. Returns FALSE if the line ends in the middle of one. */
static gboolean
skip_marks (QingBlockParser *self, const char *text, gsize length)
{
  gsize footnote;

  do
    {
      while (self->structural < length && strchr (STRUCTURAL, text[self->structural]) != NULL)
        self->structural++;
      footnote = skip_footnote (text, length, self->structural);
      if (footnote == G_MAXSIZE)
        return length > QING_MAX_HELD_LINE;
      self->structural = MAX (self->structural, footnote);
    }
  while (footnote > 0);
  return self->structural < length;
}

static gboolean
may_be_math (const char *text, gsize length)
{
  if (text[0] != '$' && text[0] != '\\')
    return FALSE;
  return length < 2 || text[1] == (text[0] == '$' ? '$' : '[');
}

static gboolean
is_in_literal_leaf (QingBlockParser *self, const char *text, gsize length)
{
  QingLine line;
  guint depth = self->stack.blocks->len;

  if (!qing_open_leaf_is_literal (&self->leaf))
    return FALSE;
  qing_line_init (&line, text, length);
  return qing_block_stack_match (&self->stack, depth, &line) == depth &&
         (self->leaf.kind != QING_OPEN_INDENTED || line.indent >= 4);
}

/* Whether the beginning of a line is enough to know what kind of line it is. Until then the
 * line is held back; that is a few characters in nearly every case.
 */
gboolean
qing_block_parser_is_decided (QingBlockParser *self, const char *text, gsize length)
{
  gsize pos;

  if (!skip_marks (self, text, length))
    return FALSE;
  pos = self->structural;
  if (is_in_literal_leaf (self, text, length))
    return TRUE;
  if (has_fence (text, pos))
    return FALSE;
  if (length > QING_MAX_HELD_LINE)
    return TRUE;
  return text[pos] != '<' && !may_be_math (text + pos, length - pos);
}
