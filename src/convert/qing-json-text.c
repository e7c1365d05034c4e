/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-text.h"

#include "qing-base64.h"

#include <string.h>

static void
append_escaped (GString *out, guchar byte)
{
  switch (byte)
    {
    case '"':
      g_string_append (out, "\\\"");
      break;
    case '\\':
      g_string_append (out, "\\\\");
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      g_string_append_printf (out, "\\u%04x", byte);
    }
}

void
qing_json_append_string (GString *out, const char *text, gssize length)
{
  g_autofree char *valid = NULL;
  const char *end;
  const char *start;

  if (!g_utf8_validate (text, length, NULL))
    {
      text = valid = g_utf8_make_valid (text, length);
      length = -1;
    }
  end = text + (length >= 0 ? (gsize) length : strlen (text));
  g_string_append_c (out, '"');
  for (start = text; text < end; text++)
    {
      if ((guchar) *text >= 0x20 && *text != '"' && *text != '\\' && *text != 0x7f)
        continue;
      g_string_append_len (out, start, text - start);
      append_escaped (out, (guchar) *text);
      start = text + 1;
    }
  g_string_append_len (out, start, end - start);
  g_string_append_c (out, '"');
}

void
qing_json_append_name (GString *out, const char *name)
{
  if (out->len > 0 && strchr ("{[:", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
}

void
qing_json_append_member (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  qing_json_append_name (out, name);
  qing_json_append_string (out, text, -1);
}

void
qing_json_append_int (GString *out, const char *name, gint64 value)
{
  qing_json_append_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

void
qing_json_append_true (GString *out, const char *name, gboolean value)
{
  if (!value)
    return;
  qing_json_append_name (out, name);
  g_string_append (out, "true");
}

void
qing_json_append_base64 (GString *out, const char *name, GBytes *bytes)
{
  if (bytes == NULL)
    return;
  qing_json_append_name (out, name);
  g_string_append_c (out, '"');
  qing_base64_append (out, bytes);
  g_string_append_c (out, '"');
}

/* Four hexadecimal digits, which a checked text has. */
static gunichar
read_unit (const char *digits)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);
  return unit;
}

/* Reads "\uXXXX", or two of them that are one character; returns what comes after. */
static const char *
read_unicode (const char *at, const char *end, GString *out)
{
  gunichar unit = read_unit (at + 2);

  at += 6;
  if (unit >= 0xd800 && unit < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
    {
      gunichar low = read_unit (at + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          at += 6;
        }
    }
  if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
    unit = 0xfffd;
  g_string_append_unichar (out, unit);
  return at;
}

static char
unescape_byte (char byte)
{
  switch (byte)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return byte;
    }
}

char *
qing_json_unescape (const char *raw, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = raw + length;

  while (raw < end)
    {
      const char *escape = memchr (raw, '\\', (gsize) (end - raw));

      g_string_append_len (out, raw, (escape != NULL ? escape : end) - raw);
      if (escape == NULL)
        break;
      if (escape[1] == 'u')
        {
          raw = read_unicode (escape, end, out);
          continue;
        }
      g_string_append_c (out, unescape_byte (escape[1]));
      raw = escape + 2;
    }
  return g_string_free (out, FALSE);
}
