/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-block-starts.h"

static void
add_cell (GArray *cells, const char *text, gsize start, gsize end)
{
  QingSpan cell;

  while (start < end && qing_is_space (text[start]))
    start++;
  while (end > start && qing_is_space (text[end - 1]))
    end--;
  cell = (QingSpan){ start, end };
  g_array_append_val (cells, cell);
}

static gsize
skip_blanks (const char *text, gsize length, gsize pos)
{
  while (pos < length && qing_is_blank (text[pos]))
    pos++;
  return pos;
}

/* A pipe at the start of the row opens its first cell, one at its end closes the last; a pipe
 * after a backslash is text. A lone pipe is no row.
 */
void
qing_row_split (const char *text, gsize length, GArray *cells)
{
  gsize start = skip_blanks (text, length, 0);

  g_array_set_size (cells, 0);
  if (start < length && text[start] == '|')
    start = skip_blanks (text, length, start + 1);
  for (gsize pos = start; pos < length; pos++)
    {
      if (text[pos] != '|' || (pos > 0 && text[pos - 1] == '\\'))
        continue;
      add_cell (cells, text, start, pos);
      start = skip_blanks (text, length, pos + 1);
    }
  if (start < length)
    add_cell (cells, text, start, length);
}

static gboolean
parse_alignment (const char *text, QingSpan cell, QingAlignment *alignment)
{
  gboolean left = cell.end > cell.start && text[cell.start] == ':';
  gboolean right = cell.end > cell.start + 1 && text[cell.end - 1] == ':';
  gsize start = cell.start + (left ? 1 : 0);
  gsize end = cell.end - (right ? 1 : 0);

  if (start >= end)
    return FALSE;
  for (gsize pos = start; pos < end; pos++)
    if (text[pos] != '-')
      return FALSE;
  *alignment = left && right ? QING_ALIGNMENT_CENTER
               : left        ? QING_ALIGNMENT_LEFT
               : right       ? QING_ALIGNMENT_RIGHT
                             : QING_ALIGNMENT_NONE;
  return TRUE;
}

static gboolean
is_delimiter_row (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != '|' && text[i] != '-' && text[i] != ':' && !qing_is_blank (text[i]))
      return FALSE;
  return TRUE;
}

/* The row below a table's header has nothing but hyphens and colons in its cells.
 *
 * Returns: (transfer full) (nullable): an array of QingAlignment, if the line is such a row
 */
GArray *
qing_line_get_alignments (const QingLine *line)
{
  const char *text = line->text + line->word;
  gsize length = line->length - line->word;
  g_autoptr (GArray) cells = NULL;
  g_autoptr (GArray) alignments = NULL;

  if (!is_delimiter_row (text, length))
    return NULL;
  cells = g_array_new (FALSE, FALSE, sizeof (QingSpan));
  alignments = g_array_new (FALSE, FALSE, sizeof (QingAlignment));
  qing_row_split (text, length, cells);
  for (guint i = 0; i < cells->len; i++)
    {
      QingAlignment alignment;

      if (!parse_alignment (text, g_array_index (cells, QingSpan, i), &alignment))
        return NULL;
      g_array_append_val (alignments, alignment);
    }
  return cells->len > 0 ? g_steal_pointer (&alignments) : NULL;
}
