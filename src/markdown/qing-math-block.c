/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-math-block.h"

#include "qing-leaf-private.h"

#include <string.h>

#define MAX_LENGTH QING_MAX_HELD_LINE

void
qing_math_block_init (QingMathBlock *self)
{
  *self = (QingMathBlock){ .tex = g_string_new (NULL) };
}

void
qing_math_block_clear (QingMathBlock *self)
{
  g_string_free (self->tex, TRUE);
}

gboolean
qing_line_opens_math (const QingLine *line, gboolean *bracket)
{
  const char *word = line->text + line->word;

  if (line->length - line->word < 2 || line->length > QING_MAX_HELD_LINE)
    return FALSE;
  *bracket = word[0] == '\\' && word[1] == '[';
  return *bracket || (word[0] == '$' && word[1] == '$');
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!qing_is_space (text[i]))
      return FALSE;
  return TRUE;
}

/* A line of a formula: the closing delimiter may only stand at its end. */
static QingScan
scan_line (QingMathBlock *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      char next = i + 1 < length ? text[i + 1] : '\0';
      gboolean closes =
        self->bracket ? text[i] == '\\' && next == ']' : text[i] == '$' && next == '$';

      if (text[i] == '`' || (self->bracket && text[i] == '\\' && next == '['))
        return QING_SCAN_NO;
      if (closes)
        {
          g_string_append_len (self->tex, text, i);
          return is_blank (text + i + 2, length - i - 2) &&
                     !is_blank (self->tex->str, self->tex->len)
                   ? QING_SCAN_YES
                   : QING_SCAN_NO;
        }
      if (text[i] == '\\')
        i++;
    }
  g_string_append_len (self->tex, text, length);
  return self->tex->len > MAX_LENGTH ? QING_SCAN_NO : QING_SCAN_MORE;
}

/* Looks at the line that the delimiter is on; the line stands at the delimiter. */
QingScan
qing_math_block_begin (QingMathBlock *self,
                       gboolean bracket,
                       const QingLine *line,
                       guint depth,
                       gsize line_start,
                       gsize next_line)
{
  gsize start = line->word + 2;

  g_string_truncate (self->tex, 0);
  self->bracket = bracket;
  self->depth = depth;
  self->start = line_start + line->word;
  self->next_line = next_line;
  self->n_lines = 1;
  self->end = line_start + line->length;
  return scan_line (self, line->text + start, line->length - start);
}

/* Looks at one more line, which must belong to the same blocks and must not be blank. */
QingScan
qing_math_block_add_line (QingMathBlock *self,
                          const QingBlockStack *stack,
                          const char *text,
                          gsize length,
                          gsize next_line)
{
  QingLine line;

  qing_line_init (&line, text, length);
  if (length > QING_MAX_HELD_LINE)
    return QING_SCAN_NO;
  if (qing_block_stack_match (stack, self->depth, &line) < self->depth || line.blank)
    return QING_SCAN_NO;
  self->end = self->next_line + length;
  self->next_line = next_line;
  self->n_lines++;
  g_string_append_c (self->tex, '\n');
  return scan_line (self, line.text + line.offset, line.length - line.offset);
}

/* Returns: (transfer full): the formula as far as it is known */
QingLeaf *
qing_math_block_make_leaf (QingMathBlock *self,
                           QingBlockStack *stack,
                           gboolean closed,
                           gsize source_start)
{
  g_autoptr (GArray) containers = g_array_new (FALSE, FALSE, sizeof (QingContainer));
  gsize start = 0;
  gsize end = self->tex->len;
  QingLeaf *leaf;

  qing_block_stack_get_containers (stack, self->depth, closed, containers);
  leaf = qing_leaf_new (QING_LEAF_MATH, (const QingContainer *) (gpointer) containers->data,
                        containers->len, source_start);
  while (start < end && qing_is_space (self->tex->str[start]))
    start++;
  while (end > start && qing_is_space (self->tex->str[end - 1]))
    end--;
  qing_text_sink_append (qing_leaf_get_sink (leaf), self->tex->str + start, end - start,
                         QING_RUN_PLAIN, QING_NO_LINK);
  qing_leaf_sync (leaf);
  qing_leaf_freeze (leaf);
  leaf->closed = closed;
  leaf->source_end = self->end;
  return leaf;
}
