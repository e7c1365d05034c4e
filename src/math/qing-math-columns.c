/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-columns.h"

#include <string.h>

/* The column specification of an array, as in "r|cc@{\;}*{3}{l}". */

#define MAX_COLUMNS 128
#define MAX_REPEATS 4
#define MAX_STEPS   1000

typedef struct
{
  char align[MAX_COLUMNS];
  guint8 edges[MAX_COLUMNS + 1];
  guint n;
  guint steps;
} Columns;

/* Passes "{…}" with balanced braces. */
static gboolean
take_group (const char **text, const char *end, const char **start, gsize *length)
{
  const char *at = *text;
  guint depth = 0;

  while (at < end && *at == ' ')
    at++;
  if (at >= end || *at != '{')
    return FALSE;
  *start = at + 1;
  for (; at < end; at++)
    {
      if (*at == '{')
        depth++;
      else if (*at == '}' && --depth == 0)
        {
          *length = at - *start;
          *text = at + 1;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean read_columns (const char *text, gsize length, guint depth, Columns *columns);

static gboolean
read_repeat (const char **text, const char *end, guint depth, Columns *columns)
{
  const char *count, *body;
  gsize count_length, body_length;
  guint n = 0;

  if (!take_group (text, end, &count, &count_length) ||
      !take_group (text, end, &body, &body_length) || depth >= MAX_REPEATS)
    return FALSE;
  for (gsize i = 0; i < count_length; i++)
    {
      if (!g_ascii_isdigit (count[i]))
        return FALSE;
      n = n * 10 + (guint) (count[i] - '0');
      if (n > MAX_COLUMNS)
        return FALSE;
    }
  for (guint i = 0; i < n && body_length > 0; i++)
    if (!read_columns (body, body_length, depth + 1, columns))
      return FALSE;
  return TRUE;
}

static gboolean
add_column (Columns *columns, char align)
{
  if (columns->n >= MAX_COLUMNS)
    return FALSE;
  columns->align[columns->n++] = align;
  return TRUE;
}

static gboolean
read_columns (const char *text, gsize length, guint depth, Columns *columns)
{
  const char *end = text + length;
  const char *start;
  gsize group;

  while (text < end)
    {
      char ch = *text++;
      gboolean ok = TRUE;

      if (++columns->steps > MAX_STEPS)
        return FALSE;
      if (ch == 'l' || ch == 'c' || ch == 'r')
        ok = add_column (columns, ch);
      else if (ch == 'p' || ch == 'm' || ch == 'b')
        ok = take_group (&text, end, &start, &group) && add_column (columns, 'l');
      else if (ch == '|' || ch == ':')
        columns->edges[columns->n] += (columns->edges[columns->n] & QING_MATH_COLUMN_LINES) < 3;
      else if (ch == '@')
        {
          /* What would stand between the columns is left out, but it replaces their distance. */
          ok = take_group (&text, end, &start, &group);
          columns->edges[columns->n] |= QING_MATH_COLUMN_TIGHT;
        }
      else if (ch == '!' || ch == '>' || ch == '<')
        ok = take_group (&text, end, &start, &group);
      else if (ch == '*')
        ok = read_repeat (&text, end, depth, columns);
      else
        ok = g_ascii_isspace (ch);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

gboolean
qing_math_columns_parse (const char *text, gsize length, QingMathArena *arena, QingMathTable *table)
{
  Columns columns = { .n = 0 };
  guint8 *edges;

  if (!read_columns (text, length, 0, &columns) || columns.n == 0)
    return FALSE;

  table->n_align = columns.n;
  table->align = qing_math_arena_strndup (arena, columns.align, columns.n);
  edges = qing_math_arena_alloc0 (arena, columns.n + 1);
  memcpy (edges, columns.edges, columns.n + 1);
  table->edges = edges;
  return TRUE;
}
