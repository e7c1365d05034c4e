/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-chemistry.h"

#include <string.h>

/* The notation of \ce: "2H2 + O2 -> 2H2O", "SO4^2-", "Fe^3+", "CuSO4.5H2O", and of \pu: units. */

#define MAX_DEPTH 8

typedef struct
{
  const char *at;
  const char *end;
  GString *tex;
  gboolean after_atom; /* a digit is a subscript, a sign is a charge */
  guint depth;
} Converter;

static void convert (GString *tex, const char *text, gsize length, guint depth);

static char
peek (Converter *self, gsize offset)
{
  return self->at + offset < self->end ? self->at[offset] : '\0';
}

/* Whether a sign before this character is a charge. */
static gboolean
ends_term (char ch)
{
  return ch == '\0' || g_ascii_isspace (ch) || strchr (")]},;^", ch) != NULL;
}

/* The length of "{…}" or "[…]" at the current place with its brackets, or 0. */
static gsize
group_length (Converter *self, char open, char close)
{
  guint depth = 0;

  if (peek (self, 0) != open)
    return 0;
  for (const char *at = self->at; at < self->end; at++)
    {
      if (*at == open)
        depth++;
      else if (*at == close && --depth == 0)
        return at + 1 - self->at;
    }
  return 0;
}

/* Converts what is inside the group at the current place and passes it. */
static gboolean
convert_group (Converter *self, GString *tex, char open, char close)
{
  gsize length = group_length (self, open, close);

  if (length == 0)
    return FALSE;
  convert (tex, self->at + 1, length - 2, self->depth + 1);
  self->at += length;
  return TRUE;
}

/* "->[above][below]" and the other arrows. */
static gboolean
read_arrow (Converter *self)
{
  static const struct
  {
    const char *text;
    const char *command;
  } arrows[] = {
    { "<=>>", "\\xrightleftharpoons" }, { "<<=>", "\\xrightleftharpoons" },
    { "<-->", "\\xrightleftarrows" },   { "<=>", "\\xrightleftharpoons" },
    { "<->", "\\xleftrightarrow" },     { "->", "\\xrightarrow" },
    { "<-", "\\xleftarrow" },           { "→", "\\xrightarrow" },
    { "⇌", "\\xrightleftharpoons" },
  };
  g_autoptr (GString) above = g_string_new (NULL);
  g_autoptr (GString) below = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gsize length = strlen (arrows[i].text);

      if ((gsize) (self->end - self->at) < length ||
          strncmp (self->at, arrows[i].text, length) != 0)
        continue;
      self->at += length;
      if (convert_group (self, above, '[', ']'))
        convert_group (self, below, '[', ']');
      g_string_append_printf (self->tex, "%s[{%s}]{%s}", arrows[i].command, below->str, above->str);
      self->after_atom = FALSE;
      return TRUE;
    }
  return FALSE;
}

/* Digits after an atom count it, digits before one are its factor. */
static void
read_number (Converter *self)
{
  const char *start = self->at;
  int length;

  while (g_ascii_isdigit (peek (self, 0)) ||
         (!self->after_atom && strchr ("./", peek (self, 0)) != NULL &&
          g_ascii_isdigit (peek (self, 1))))
    self->at++;
  length = (int) (self->at - start);
  if (self->after_atom)
    g_string_append_printf (self->tex, "_{%.*s}", length, start);
  else if (g_ascii_isalpha (peek (self, 0)) ||
           (peek (self, 0) == ' ' && g_ascii_isalpha (peek (self, 1))))
    g_string_append_printf (self->tex, "%.*s\\,", length, start);
  else
    g_string_append_len (self->tex, start, length);
}

/* A sign is a charge, a bond, or stands between two substances. */
static void
read_sign (Converter *self)
{
  char sign = *self->at++;
  gboolean ends = ends_term (peek (self, 0));

  if (self->after_atom && ends)
    g_string_append_printf (self->tex, "^{%c}", sign);
  else if (ends || sign == '+')
    g_string_append_printf (self->tex, " %c ", sign);
  else
    g_string_append_printf (self->tex, "{%c}", sign);
  if (!self->after_atom || !ends)
    self->after_atom = FALSE;
}

/* Copies a command of TeX with its arguments. */
static void
read_command (Converter *self)
{
  const char *start = self->at++;
  gsize length;

  if (g_ascii_isalpha (peek (self, 0)))
    while (g_ascii_isalpha (peek (self, 0)))
      self->at++;
  else if (self->at < self->end)
    self->at = g_utf8_next_char (self->at);
  while ((length = group_length (self, '{', '}')) > 0 ||
         (length = group_length (self, '[', ']')) > 0)
    self->at += length;
  g_string_append_c (self->tex, '{');
  g_string_append_len (self->tex, start, self->at - start);
  g_string_append_c (self->tex, '}');
  self->after_atom = TRUE;
}

/* "^{2+}", "^2-", "_n"; a lone "^" is a gas that rises. */
static void
read_script (Converter *self)
{
  char mark = *self->at++;
  gsize length = 0;

  if (mark == '^' && ends_term (peek (self, 0)) && !self->after_atom)
    {
      g_string_append (self->tex, "{\\uparrow}");
      return;
    }
  if (!self->after_atom)
    g_string_append (self->tex, "{}");
  g_string_append_printf (self->tex, "%c{", mark);
  if (peek (self, 0) == '\\')
    {
      read_command (self);
    }
  else if (!convert_group (self, self->tex, '{', '}'))
    {
      while (g_ascii_isdigit (peek (self, length)))
        length++;
      if (length == 0 && g_ascii_isalpha (peek (self, 0)))
        length++;
      if (strchr ("+-", peek (self, length)) != NULL && peek (self, length) != '\0')
        length++;
      g_string_append_len (self->tex, self->at, length);
      self->at += length;
    }
  g_string_append_c (self->tex, '}');
  self->after_atom = TRUE;
}

static void
read_dollars (Converter *self)
{
  const char *close = memchr (self->at + 1, '$', self->end - self->at - 1);

  if (close == NULL)
    close = self->end;
  g_string_append (self->tex, "\\mathnormal{");
  g_string_append_len (self->tex, self->at + 1, close - self->at - 1);
  g_string_append_c (self->tex, '}');
  self->at = MIN (close + 1, self->end);
  self->after_atom = TRUE;
}

static void
read_other (Converter *self)
{
  const char *next = g_utf8_next_char (self->at);
  char ch = *self->at;

  if (ch == 'v' && !self->after_atom && ends_term (peek (self, 1)))
    g_string_append (self->tex, "{\\downarrow}");
  else if (ch == '#')
    g_string_append (self->tex, "{\\equiv}");
  else if (ch == '=')
    g_string_append (self->tex, self->after_atom ? "{=}" : "=");
  else if ((ch == '.' || ch == '*') && self->after_atom && !ends_term (peek (self, 1)))
    g_string_append (self->tex, "{\\cdot}");
  else
    g_string_append_len (self->tex, self->at, next - self->at);
  self->after_atom = g_ascii_isalpha (ch) || ch == ')' || ch == ']';
  self->at = next;
}

static void
read_piece (Converter *self)
{
  char ch = *self->at;

  if (g_ascii_isspace (ch))
    {
      g_string_append_c (self->tex, ' ');
      self->after_atom = FALSE;
      self->at++;
    }
  else if (ch == '{')
    {
      g_string_append_c (self->tex, '{');
      if (!convert_group (self, self->tex, '{', '}'))
        self->at++;
      g_string_append_c (self->tex, '}');
      self->after_atom = TRUE;
    }
  else if (read_arrow (self))
    {
      return;
    }
  else if (g_ascii_isdigit (ch))
    {
      read_number (self);
    }
  else if (ch == '^' || ch == '_')
    {
      read_script (self);
    }
  else if (ch == '+' || ch == '-')
    {
      read_sign (self);
    }
  else if (ch == '\\')
    {
      read_command (self);
    }
  else if (ch == '$')
    {
      read_dollars (self);
    }
  else
    {
      read_other (self);
    }
}

static void
convert (GString *tex, const char *text, gsize length, guint depth)
{
  Converter self = { text, text + length, tex, FALSE, depth };

  while (self.at < self.end && depth < MAX_DEPTH)
    read_piece (&self);
}

/* Returns: (transfer full): the TeX for what stands in \ce{…}, to be read with upright letters */
char *
qing_math_chemistry_to_tex (const char *text, gsize length)
{
  GString *tex = g_string_new (NULL);

  convert (tex, text, length, 0);
  return g_string_free (tex, FALSE);
}

/* Returns: (transfer full): the TeX for what stands in \pu{…}, as "9.81 m/s2" */
char *
qing_math_units_to_tex (const char *text, gsize length)
{
  GString *tex = g_string_new (NULL);
  gboolean after_letter = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char ch = text[i];

      if (ch == ' ')
        g_string_append (tex, "\\,");
      else if (ch == '*')
        g_string_append (tex, "{\\cdot}");
      else if (ch == '.' && after_letter)
        g_string_append (tex, "{\\cdot}");
      else if ((g_ascii_isdigit (ch) || ch == '-') && after_letter)
        {
          g_string_append (tex, "^{");
          for (; i < length && (g_ascii_isdigit (text[i]) || text[i] == '-'); i++)
            g_string_append_c (tex, text[i]);
          g_string_append_c (tex, '}');
          i--;
        }
      else
        g_string_append_c (tex, ch);
      after_letter = g_ascii_isalpha (ch);
    }
  return g_string_free (tex, FALSE);
}
