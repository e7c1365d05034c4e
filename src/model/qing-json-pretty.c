/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-pretty.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INDENT 2

/* Deeper ones stay on the line of the last: nobody nests so far but to do harm. */
#define MAX_DEPTH 64

/* No word of a language is so long, and no request id. */
#define MIN_BLOB   512
#define BLOB_SHOWN 40

typedef struct
{
  GString *out;
  guint depth;
} Printer;

static void
break_line (Printer *self)
{
  guint depth = MIN (self->depth, MAX_DEPTH);

  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < depth * INDENT; i++)
    g_string_append_c (self->out, ' ');
}

/* The end of a string that begins at @at; escapes are two bytes at least. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\' && at + 1 < end)
      at++;

  return at < end ? at + 1 : end;
}

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;

  return at;
}

static const char *
print_open (Printer *self, const char *at, const char *end)
{
  const char *next = skip_space (at + 1, end);

  g_string_append_c (self->out, *at);
  if (next < end && (*next == ']' || *next == '}'))
    {
      g_string_append_c (self->out, *next);
      return next + 1;
    }
  self->depth++;
  break_line (self);

  return next;
}

/* Prints what begins at @at, and returns where the rest begins. */
static const char *
print_next (Printer *self, const char *at, const char *end)
{
  const char *start = at;

  switch (*at)
    {
    case '"':
      at = skip_string (at, end);
      g_string_append_len (self->out, start, at - start);
      return skip_space (at, end);
    case '{':
    case '[':
      return print_open (self, at, end);
    case '}':
    case ']':
      self->depth -= MIN (self->depth, 1);
      break_line (self);
      g_string_append_c (self->out, *at);
      return skip_space (at + 1, end);
    case ',':
      g_string_append_c (self->out, ',');
      break_line (self);
      return skip_space (at + 1, end);
    case ':':
      g_string_append (self->out, ": ");
      return skip_space (at + 1, end);
    default:
      while (at < end && strchr ("\"{}[],:", *at) == NULL && !g_ascii_isspace (*at))
        at++;
      /* A NUL is in strchr()'s set. */
      at = MAX (at, start + 1);
      g_string_append_len (self->out, start, at - start);
      if (at < end && g_ascii_isspace (*at))
        {
          at = skip_space (at, end);
          if (at < end && strchr ("}],:", *at) == NULL)
            g_string_append_c (self->out, ' ');
        }
      return at;
    }
}

/* Prints the number that @word is in as few digits as give it again; what is none stays. */
static void
print_number (GString *out, const char *word, gsize length)
{
  static const char *const formats[] = { "%.15g", "%.16g" };
  g_autofree char *copy = g_strndup (word, length);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double number = g_ascii_strtod (copy, &end);

  for (guint i = 0; *end == '\0' && strchr (copy, '.') != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, formats[i], number), NULL) ==
        number)
      {
        g_string_append (out, buffer);
        return;
      }
  g_string_append_len (out, word, (gssize) length);
}

char *
qing_json_shorten_numbers (const char *json)
{
  const char *end = json + strlen (json);
  GString *out = g_string_new (NULL);

  for (const char *at = json, *start = json; at < end; start = at)
    if (*at == '"')
      {
        at = skip_string (at, end);
        g_string_append_len (out, start, at - start);
      }
    else if (g_ascii_isdigit (*at) || *at == '-')
      {
        while (g_ascii_isalnum (*at) || *at == '.' || *at == '-' || *at == '+')
          at++;
        print_number (out, start, (gsize) (at - start));
      }
    else
      {
        g_string_append_c (out, *at++);
      }

  return g_string_free (out, FALSE);
}

char *
qing_json_pretty (const char *json, gssize length)
{
  const char *end = json + (length >= 0 ? (gsize) length : strlen (json));
  const char *at = skip_space (json, end);
  Printer self = { NULL, 0 };

  if (at == end || (*at != '{' && *at != '['))
    return g_strndup (json, (gsize) (end - json));

  self.out = g_string_sized_new ((gsize) (end - json) * 5 / 4 + 64);
  while (at < end)
    at = print_next (&self, at, end);

  return g_string_free (self.out, FALSE);
}

static gboolean
is_blob_byte (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
}

char *
qing_abbreviate_blobs (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *at = text;

  while (*at != '\0')
    {
      const char *start = at;
      const char *blob;

      while (*at != '\0' && !is_blob_byte (*at))
        at++;
      g_string_append_len (out, start, at - start);
      blob = at;
      while (is_blob_byte (*at))
        at++;
      if (at - blob < MIN_BLOB)
        {
          g_string_append_len (out, blob, at - blob);
          continue;
        }
      g_string_append_len (out, blob, BLOB_SHOWN);
      /* Translators: stands for what is left out of a long line of letters. */
      g_string_append_printf (out, _ ("… %'d more characters …"), (int) (at - blob - BLOB_SHOWN));
    }

  return g_string_free (out, FALSE);
}
