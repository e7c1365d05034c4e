/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-excerpt.h"

#include <string.h>

static gsize
count_run (const char *at, char c)
{
  gsize n = 0;

  while (at[n] == c)
    n++;
  return n;
}

/* Returns: how many bytes of markup begin at @at; @begins: whether a word could begin there. */
static gsize
measure_markup (const char *at, gboolean begins)
{
  gsize n = count_run (at, *at);

  switch (*at)
    {
    case '`':
    case '|':
      return n;
    case '*':
    case '$':
      return n >= 2 ? n : 0;
    case '-':
      return n >= 3 ? n : 0;
    case '#':
      return begins && n <= 6 && at[n] == ' ' ? n : 0;
    default:
      return 0;
    }
}

static void
move_marks (guint *marks, guint n_marks, const guint *places, gsize length)
{
  for (guint i = 0; i < n_marks; i++)
    {
      gsize start = MIN (marks[2 * i], length);
      gsize end = MIN (start + marks[2 * i + 1], length);

      marks[2 * i] = places[start];
      marks[2 * i + 1] = places[end] - places[start];
    }
}

char *
qing_excerpt_clean (const char *text, guint *marks, guint n_marks)
{
  gsize length = strlen (text);
  GString *out = g_string_sized_new (length);
  g_autofree guint *places = g_new (guint, length + 1);
  gsize at = 0;

  while (at < length)
    {
      gboolean begins = out->len == 0 || out->str[out->len - 1] == ' ';
      gsize skipped = measure_markup (text + at, begins);

      /* What stood on both sides of it, blanks and all, is not to stand apart. */
      if (skipped == 0 && text[at] == ' ' && begins)
        skipped = 1;
      for (gsize i = 0; i < skipped; i++)
        places[at + i] = (guint) out->len;
      at += skipped;
      if (skipped > 0)
        continue;
      places[at] = (guint) out->len;
      g_string_append_c (out, text[at++]);
    }
  places[length] = (guint) out->len;
  move_marks (marks, n_marks, places, length);
  return g_string_free (out, FALSE);
}
