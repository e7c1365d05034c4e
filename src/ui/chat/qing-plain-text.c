/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-plain-text.h"

#include <string.h>

#define NO_BREAK_SPACE "\xc2\xa0"

static gboolean
is_fence (const char *line, gsize length)
{
  gsize at = 0;

  while (at < length && at < 3 && line[at] == ' ')
    at++;
  return length - at >= 3 &&
         (memcmp (line + at, "```", 3) == 0 || memcmp (line + at, "~~~", 3) == 0);
}

static gboolean
begins_address (const char *at, gsize rest)
{
  return (rest > 8 && memcmp (at, "https://", 8) == 0) ||
         (rest > 7 && memcmp (at, "http://", 7) == 0);
}

static void
append_line (GString *out, const char *line, gsize length)
{
  gboolean inside_address = FALSE;
  gsize at = 0;

  for (; at < length && (line[at] == ' ' || line[at] == '\t'); at++)
    g_string_append (out, line[at] == ' '
                            ? NO_BREAK_SPACE
                            : NO_BREAK_SPACE NO_BREAK_SPACE NO_BREAK_SPACE NO_BREAK_SPACE);
  for (; at < length; at++)
    {
      if (begins_address (line + at, length - at))
        inside_address = TRUE;
      else if (g_ascii_isspace (line[at]) || strchr ("<>\"`\\", line[at]) != NULL)
        inside_address = FALSE;
      /* A backslash before a bracket would begin a formula. */
      if (strchr ("()[]", line[at]) != NULL && !inside_address)
        {
          g_string_append_printf (out, "&#%d;", line[at]);
          continue;
        }
      if (g_ascii_ispunct (line[at]) && !inside_address)
        g_string_append_c (out, '\\');
      g_string_append_c (out, line[at]);
    }
}

/**
 * qing_plain_text_to_markdown:
 *
 * What people write to a model is shown as they wrote it: a line stays a line, and a "#" or "*" is
 * nothing but itself. Only code between fences and addresses are recognised.
 *
 * Returns: (transfer full): Markdown that looks like @text
 */
char *
qing_plain_text_to_markdown (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + length / 8 + 16);
  const char *end = text + length;
  gboolean inside_fence = FALSE;
  gboolean after_text = FALSE;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize line_length = (gsize) ((stop != NULL ? stop : end) - text);

      if (line_length > 0 && text[line_length - 1] == '\r')
        line_length--;
      if (is_fence (text, line_length))
        {
          g_string_append (out, after_text ? "\n\n" : "\n");
          inside_fence = !inside_fence;
          after_text = FALSE;
          g_string_append_len (out, text, (gssize) line_length);
        }
      else if (inside_fence)
        {
          g_string_append_c (out, '\n');
          g_string_append_len (out, text, (gssize) line_length);
        }
      else
        {
          gsize blank = strspn (text, " \t\r");
          gboolean is_text = blank < line_length;

          /* A backslash at the end of a line is a line break that stays one. */
          g_string_append (out, is_text && after_text ? "\\\n" : "\n");
          if (is_text)
            append_line (out, text, line_length);
          after_text = is_text;
        }
      text = stop != NULL ? stop + 1 : end;
    }
  return g_string_free (out, FALSE);
}
