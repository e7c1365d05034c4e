/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-code-lines.h"

#define MAX_LINE_BYTES 2000
#define TAB_CELLS      4

typedef struct
{
  guint start;
  guint end;   /* without the line break */
  guint cells; /* how many columns of a terminal it would take */
} Line;

struct _QingCodeLines
{
  GArray *lines; /* of Line; at least one */
  guint max_cells;
};

QingCodeLines *
qing_code_lines_new (void)
{
  QingCodeLines *self = g_new0 (QingCodeLines, 1);
  Line empty = { 0 };

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_append_val (self->lines, empty);
  return self;
}

void
qing_code_lines_free (QingCodeLines *self)
{
  g_array_unref (self->lines);
  g_free (self);
}

static guint
count_cells (const char *text, guint start, guint end)
{
  guint cells = 0;

  for (guint i = start; i < end; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '\t')
        cells += TAB_CELLS - cells % TAB_CELLS;
      else if (c >= 0xe0)
        cells += 2;
      else if ((c & 0xc0) != 0x80)
        cells++;
    }
  return cells;
}

static void
add_line (QingCodeLines *self, const char *text, guint start, guint end)
{
  Line line = { start, end, count_cells (text, start, end) };

  self->max_cells = MAX (self->max_cells, line.cells);
  g_array_append_val (self->lines, line);
}

static guint
find_end (const char *text, guint start, guint length)
{
  guint limit = MIN (length, start + MAX_LINE_BYTES);
  guint at = start;

  while (at < limit && text[at] != '\n')
    at++;
  if (at < length && text[at] != '\n')
    while (at > start + 1 && ((guchar) text[at] & 0xc0) == 0x80)
      at--;
  return at;
}

/**
 * qing_code_lines_update:
 * @stable: how many bytes at the beginning are the same as at the last call
 *
 * Returns: the first line that is not as it was.
 */
guint
qing_code_lines_update (QingCodeLines *self, const char *text, guint length, guint stable)
{
  guint first = qing_code_lines_find (self, stable);
  guint start = g_array_index (self->lines, Line, first).start;

  /* A line break at the very end ends the last line and begins none. */
  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (start > length)
    {
      first = 0;
      start = 0;
    }
  g_array_set_size (self->lines, first);
  if (first == 0)
    self->max_cells = 0;
  while (start < length)
    {
      guint end = find_end (text, start, length);
      gboolean broken = end < length && text[end] == '\n';

      add_line (self, text, start, end);
      start = broken ? end + 1 : end;
      if (broken && start == length)
        add_line (self, text, start, start);
    }
  if (self->lines->len == 0)
    add_line (self, text, 0, 0);
  return first;
}

guint
qing_code_lines_get_n_lines (QingCodeLines *self)
{
  return self->lines->len;
}

/* @end does not count the line break. */
void
qing_code_lines_get_range (QingCodeLines *self, guint line, guint *start, guint *end)
{
  const Line *found = &g_array_index (self->lines, Line, line);

  *start = found->start;
  *end = found->end;
}

guint
qing_code_lines_get_cells (QingCodeLines *self, guint line)
{
  return g_array_index (self->lines, Line, line).cells;
}

guint
qing_code_lines_get_max_cells (QingCodeLines *self)
{
  return self->max_cells;
}

/* Returns: the line that @byte is in, counting the line break to the line before it. */
guint
qing_code_lines_find (QingCodeLines *self, guint byte)
{
  guint low = 0;
  guint high = self->lines->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->lines, Line, middle).start <= byte)
        low = middle;
      else
        high = middle;
    }
  return low;
}
