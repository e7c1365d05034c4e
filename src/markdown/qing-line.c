/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-line.h"

#define TAB_STOP 4

void
qing_line_init (QingLine *line, const char *text, gsize length)
{
  *line = (QingLine){ .text = text, .length = length };
  qing_line_find_word (line);
}

void
qing_line_find_word (QingLine *line)
{
  line->word = line->offset;
  line->word_column = line->column;
  for (; line->word < line->length; line->word++)
    {
      if (line->text[line->word] == ' ')
        line->word_column++;
      else if (line->text[line->word] == '\t')
        line->word_column += TAB_STOP - line->word_column % TAB_STOP;
      else
        break;
    }
  line->indent = line->word_column - line->column;
  line->blank = line->word == line->length;
}

void
qing_line_advance_columns (QingLine *line, guint columns)
{
  while (columns > 0 && line->offset < line->length)
    {
      guint width = 1;

      if (line->text[line->offset] == '\t')
        width = TAB_STOP - line->column % TAB_STOP;
      line->in_tab = width > columns;
      line->column += MIN (width, columns);
      line->offset += line->in_tab ? 0 : 1;
      columns -= MIN (width, columns);
    }
  qing_line_find_word (line);
}

void
qing_line_advance (QingLine *line, gsize bytes)
{
  gsize end = MIN (line->offset + bytes, line->length);

  while (line->offset < end)
    {
      if (line->text[line->offset] == '\t')
        line->column += TAB_STOP - line->column % TAB_STOP;
      else
        line->column++;
      line->offset++;
    }
  line->in_tab = FALSE;
  qing_line_find_word (line);
}

void
qing_line_advance_to_word (QingLine *line)
{
  line->offset = line->word;
  line->column = line->word_column;
  line->in_tab = FALSE;
  line->indent = 0;
}

/* What is left of a tab that was used up in part counts as spaces. */
void
qing_line_append_rest (const QingLine *line, GString *out)
{
  gsize offset = line->offset;

  if (line->in_tab)
    {
      for (guint i = line->column % TAB_STOP; i < TAB_STOP; i++)
        g_string_append_c (out, ' ');
      offset++;
    }
  if (offset < line->length)
    g_string_append_len (out, line->text + offset, line->length - offset);
}
