/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-split-thought.h"

#include <string.h>

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

/* Open WebUI quotes each line of a thought ("> …") and writes its entities as HTML. */
static char *
unquote (const char *start, gsize length)
{
  static const char *const entities[][2] = {
    { "&gt;", ">" }, { "&lt;", "<" }, { "&quot;", "\"" }, { "&#x27;", "'" }, { "&amp;", "&" },
  };
  g_autofree char *inner = g_strndup (start, length);
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  if (g_str_has_prefix (inner, "<summary>"))
    {
      const char *end = strstr (inner, "</summary>");

      if (end != NULL)
        memmove (inner, end + 10, strlen (end + 10) + 1);
    }
  lines = g_strsplit (g_strstrip (inner), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (g_str_has_prefix (line, "&gt;"))
        line += 4;
      else if (*line == '>')
        line++;
      if (line != lines[i] && *line == ' ')
        line++;
      g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", line);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (out, entities[i][0], entities[i][1], 0);
  return g_strdup (out->str);
}

static void
add (char **reasoning, char *thought)
{
  g_autofree char *old = *reasoning;
  g_autofree char *added = thought;

  g_strstrip (added);
  if (*added == '\0')
    *reasoning = g_steal_pointer (&old);
  else if (old == NULL || *old == '\0')
    *reasoning = g_steal_pointer (&added);
  else
    *reasoning = g_strconcat (old, "\n\n", added, NULL);
}

/* Unlike g_str_has_prefix() of newer GLib this does not measure the whole rest each time. */
static gboolean
begins_with (const char *text, const char *start)
{
  return strncmp (text, start, strlen (start)) == 0;
}

/* A thought that was never closed is all there is. */
static const char *
take (const char *inner, const char *closing, gboolean quoted, char **reasoning)
{
  const char *end = strstr (inner, closing);
  gsize length = end != NULL ? (gsize) (end - inner) : strlen (inner);

  add (reasoning, quoted
                    ? unquote (skip_space (inner), length - (gsize) (skip_space (inner) - inner))
                    : g_strndup (inner, length));
  return end != NULL ? skip_space (end + strlen (closing)) : inner + length;
}

void
qing_split_thought (char **text, char **reasoning)
{
  static const char details[] = "<details type=\"reasoning\"";
  g_autofree char *old = NULL;
  const char *rest;

  if (*text == NULL)
    return;
  rest = skip_space (*text);
  if (!begins_with (rest, "<think>") && !begins_with (rest, details))
    return;

  old = g_steal_pointer (text);
  rest = skip_space (old);
  while (TRUE)
    {
      if (begins_with (rest, "<think>"))
        rest = take (rest + strlen ("<think>"), "</think>", FALSE, reasoning);
      else if (begins_with (rest, details) && strchr (rest, '>') != NULL)
        rest = take (strchr (rest, '>') + 1, "</details>", TRUE, reasoning);
      else
        break;
    }
  *text = g_strdup (rest);
}
