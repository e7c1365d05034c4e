/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json.h"

#include <string.h>

/* Where the look over the text has come to. */
typedef struct
{
  const char *data;
  gsize length;
  char *copy; /* made when something has to be changed */
  gboolean broken;
} QingJsonGuard;

static int
read_escape (const QingJsonGuard *guard, gsize position)
{
  int value = 0;

  if (position + 6 > guard->length || guard->data[position] != '\\' ||
      guard->data[position + 1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (guard->data[position + i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  return value;
}

static void
replace_escape (QingJsonGuard *guard, gsize position)
{
  if (guard->copy == NULL)
    guard->copy = g_strndup (guard->data, guard->length);

  /* The same length as what it replaces, so that nothing moves. */
  memcpy (guard->copy + position, "\\ufffd", 6);
}

/* Returns how many bytes the escape at @position takes. */
static gsize
check_escape (QingJsonGuard *guard, gsize position)
{
  int value = read_escape (guard, position);
  int second;

  /* The parser makes something of an escape with fewer than four digits. */
  if (value < 0)
    {
      if (position + 1 < guard->length && guard->data[position + 1] == 'u')
        guard->broken = TRUE;
      return 2;
    }

  if (value == 0 || (value >= 0xdc00 && value <= 0xdfff))
    {
      replace_escape (guard, position);
      return 6;
    }

  if (value < 0xd800 || value > 0xdbff)
    return 6;

  second = read_escape (guard, position + 6);
  if (second >= 0xdc00 && second <= 0xdfff)
    return 12;

  replace_escape (guard, position);
  return 6;
}

/* Returns where the string that begins at @position ends. */
static gsize
check_string (QingJsonGuard *guard, gsize position)
{
  position++;
  while (position < guard->length)
    {
      char c = guard->data[position];

      if (c == '"')
        return position + 1;
      if (c == '\\')
        position += check_escape (guard, position);
      else
        position++;
    }

  return guard->length;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, message);
  return FALSE;
}

static gboolean
check_text (QingJsonGuard *guard, GError **error)
{
  gsize position = 0;
  guint depth = 0;
  gboolean closed = FALSE;

  while (position < guard->length)
    {
      char c = guard->data[position];

      /* The parser takes a second text after the first, and loses the first without freeing it. */
      if (closed && !g_ascii_isspace (c))
        return refuse (error, "Something follows the JSON text");

      if (c == '"')
        {
          position = check_string (guard, position);
          continue;
        }

      /* The parser takes comments and single quotes, which JSON does not know, and in which a
       * quote or a bracket would mean something else than it means here. */
      if (c == '\'' || c == '/' || c == '#')
        return refuse (error, "This is no JSON text");

      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        closed = --depth == 0;

      if (depth > QING_JSON_MAX_DEPTH)
        return refuse (error, "The JSON text is nested too deeply");
      position++;
    }

  return guard->broken ? refuse (error, "This is no JSON text") : TRUE;
}

JsonNode *
qing_json_parse (JsonParser *parser, const char *data, gsize length, GError **error)
{
  QingJsonGuard guard = { data, length, NULL, FALSE };
  g_autofree char *valid = NULL;
  g_autofree char *copy = NULL;
  const char *text;
  JsonNode *root;

  if (length == 0)
    {
      refuse (error, "There is no JSON text");
      return NULL;
    }

  if (!g_utf8_validate_len (data, length, NULL))
    {
      valid = g_utf8_make_valid (data, length);
      guard.data = valid;
      guard.length = strlen (valid);
    }

  if (!check_text (&guard, error))
    {
      g_free (guard.copy);
      return NULL;
    }

  copy = guard.copy;
  text = copy != NULL ? copy : guard.data;
  if (!json_parser_load_from_data (parser, text, guard.length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL)
    refuse (error, "There is no JSON text");

  return root;
}

JsonNode *
qing_json_get (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

JsonObject *
qing_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = qing_json_get (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
qing_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = qing_json_get (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
qing_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = qing_json_get (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

gint64
qing_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = qing_json_get (object, name);
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      value = json_node_get_double (node);
      /* Casting a double outside the range of an integer is undefined. */
      return value > -9e15 && value < 9e15 ? (gint64) value : fallback;
    }

  return fallback;
}

JsonObject *
qing_json_get_element_object (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char *
qing_json_dup_scalar (JsonObject *object, const char *name)
{
  JsonNode *node = qing_json_get (object, name);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    default:
      return NULL;
    }
}
