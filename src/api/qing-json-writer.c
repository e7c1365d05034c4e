/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-writer.h"

#include <math.h>
#include <string.h>

struct _QingJsonWriter
{
  GString *text;
  gboolean follows; /* a value stands before: a comma is due */
};

static void
begin_value (QingJsonWriter *self)
{
  if (self->follows)
    g_string_append_c (self->text, ',');
  self->follows = TRUE;
}

void
qing_json_writer_open (QingJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->text, bracket);
  self->follows = FALSE;
}

void
qing_json_writer_close (QingJsonWriter *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->follows = TRUE;
}

static void
append_escaped (GString *text, const char *string, gsize length)
{
  static const char short_escapes[] = "btn\0fr";
  gsize begin = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = string[i];

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;

      g_string_append_len (text, string + begin, i - begin);
      begin = i + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, c);
        }
      else if (c >= '\b' && c <= '\r' && short_escapes[c - '\b'] != '\0')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, short_escapes[c - '\b']);
        }
      else
        g_string_append_printf (text, "\\u%04x", c);
    }

  g_string_append_len (text, string + begin, length - begin);
}

static void
append_string (QingJsonWriter *self, const char *text, gsize length)
{
  g_autofree char *valid = NULL;

  /* What is not UTF-8 would be refused as a whole. */
  if (!g_utf8_validate_len (text, length, NULL) && memchr (text, '\0', length) == NULL)
    {
      valid = g_utf8_make_valid (text, length);
      text = valid;
      length = strlen (valid);
    }

  g_string_append_c (self->text, '"');
  append_escaped (self->text, text, length);
  g_string_append_c (self->text, '"');
}

void
qing_json_writer_name (QingJsonWriter *self, const char *name)
{
  begin_value (self);
  append_string (self, name, strlen (name));
  g_string_append_c (self->text, ':');
  self->follows = FALSE;
}

void
qing_json_writer_string (QingJsonWriter *self, const char *text, gssize length)
{
  begin_value (self);
  append_string (self, text, length < 0 ? strlen (text) : (gsize) length);
}

void
qing_json_writer_int (QingJsonWriter *self, gint64 number)
{
  begin_value (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

/* The shortest text that gives the same number again: 0.7, not 0.69999999999999996. */
static void
write_double (QingJsonWriter *self, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  begin_value (self);
  if (!isfinite (number))
    {
      g_string_append (self->text, "null");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  g_string_append (self->text, buffer);

  /* "1" would be an integer, and some servers want a float where they say so. */
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (self->text, ".0");
}

void
qing_json_writer_boolean (QingJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->text, value ? "true" : "false");
}

static void
write_null (QingJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->text, "null");
}

static void
write_value (QingJsonWriter *self, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      qing_json_writer_string (self, json_node_get_string (node), -1);
      break;
    case G_TYPE_INT64:
      qing_json_writer_int (self, json_node_get_int (node));
      break;
    case G_TYPE_DOUBLE:
      write_double (self, json_node_get_double (node));
      break;
    case G_TYPE_BOOLEAN:
      qing_json_writer_boolean (self, json_node_get_boolean (node));
      break;
    default:
      write_null (self);
      break;
    }
}

static void
write_array (QingJsonWriter *self, JsonArray *array)
{
  qing_json_writer_open (self, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    qing_json_writer_node (self, json_array_get_element (array, i));
  qing_json_writer_close (self, ']');
}

void
qing_json_writer_node (QingJsonWriter *self, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      qing_json_writer_open (self, '{');
      qing_json_writer_members (self, json_node_get_object (node));
      qing_json_writer_close (self, '}');
      break;
    case JSON_NODE_ARRAY:
      write_array (self, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_value (self, node);
      break;
    case JSON_NODE_NULL:
    default:
      write_null (self);
      break;
    }
}

void
qing_json_writer_members (QingJsonWriter *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      qing_json_writer_name (self, name);
      qing_json_writer_node (self, node);
    }
}

void
qing_json_writer_base64 (QingJsonWriter *self, const char *prefix, const guint8 *bytes, gsize size)
{
  gsize before;
  gsize length;
  int state = 0;
  int save = 0;

  begin_value (self);
  g_string_append_c (self->text, '"');
  append_escaped (self->text, prefix, strlen (prefix));

  before = self->text->len;
  g_string_set_size (self->text, before + (size / 3 + 1) * 4 + 4);
  length = g_base64_encode_step (bytes, size, FALSE, self->text->str + before, &state, &save);
  length += g_base64_encode_close (FALSE, self->text->str + before + length, &state, &save);
  g_string_truncate (self->text, before + length);

  g_string_append_c (self->text, '"');
}

QingJsonWriter *
qing_json_writer_new (gsize size_hint)
{
  QingJsonWriter *self = g_new0 (QingJsonWriter, 1);

  self->text = g_string_sized_new (size_hint);

  return self;
}

GBytes *
qing_json_writer_end (QingJsonWriter *self)
{
  GBytes *bytes = g_string_free_to_bytes (g_steal_pointer (&self->text));

  qing_json_writer_free (self);
  return bytes;
}

void
qing_json_writer_free (QingJsonWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}
