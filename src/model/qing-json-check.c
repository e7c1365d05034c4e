/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-check.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* An answer or a schema that nests deeper, or is longer, is not judged. */
#define MAX_DEPTH  64
#define MAX_LENGTH (4 * 1024 * 1024)
/* The names of members come from a model: no more of one is shown. */
#define MAX_NAME 64
/* So many places are looked at, so that no schema makes us look for ever. */
#define MAX_STEPS 200000

typedef struct
{
  GString *path;
  char *words; /* what is wrong; NULL so far */
  guint depth;
  guint steps;
} Check;

static gboolean check (Check *self, JsonNode *node, JsonNode *schema);

/* "<data>:3:14: Parse error: …" is for programmers: line and column are what is of use. The parser
 * itself has forgotten them when it has failed. */
static char *
dup_syntax_words (const GError *error)
{
  const char *at = strchr (error->message, ':');
  char *end = NULL;
  guint64 line = at != NULL ? g_ascii_strtoull (at + 1, &end, 10) : 0;
  guint64 column = end != NULL && *end == ':' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;

  if (line == 0)
    return g_strdup (_ ("No valid JSON"));
  return g_strdup_printf (_ ("No valid JSON: line %u, column %u"), (guint) line, (guint) column);
}

/* The parser takes single values and comments as JSON, too; its recursion is bounded here. */
static gboolean
is_bounded (const char *text)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at - text >= MAX_LENGTH)
        return FALSE;
      if (quoted && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && (*at == '{' || *at == '['))
        depth++;
      else if (!quoted && (*at == '}' || *at == ']'))
        depth -= MIN (depth, 1);
      if (depth > MAX_DEPTH)
        return FALSE;
    }
  return TRUE;
}

/* NULL, with @words, when it is no JSON. */
static JsonNode *
parse (const char *text, char **words)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  *words = NULL;
  if (!is_bounded (text))
    {
      *words = g_strdup (_ ("Too long or nested too deeply to be checked"));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, -1, &error))
    {
      *words = dup_syntax_words (error);
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    *words = g_strdup (_ ("No JSON: there is nothing"));
  return root;
}

char *
qing_json_check_schema (const char *text)
{
  g_autoptr (JsonNode) root = NULL;
  char *words = NULL;
  JsonObject *object;
  JsonNode *name;
  JsonNode *schema;

  root = parse (text, &words);
  if (root == NULL)
    return words;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return g_strdup (_ ("A schema is an object with “name” and “schema”."));
  object = json_node_get_object (root);
  name = json_object_get_member (object, "name");
  schema = json_object_get_member (object, "schema");
  if (name == NULL || !JSON_NODE_HOLDS_VALUE (name) ||
      json_node_get_value_type (name) != G_TYPE_STRING || *json_node_get_string (name) == '\0')
    return g_strdup (_ ("“name” is missing: a text."));
  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema))
    return g_strdup (_ ("“schema” is missing: an object."));
  return NULL;
}

/* Whole characters of @name. */
static char *
dup_name (const char *name)
{
  return g_utf8_strlen (name, -1) > MAX_NAME ? g_utf8_substring (name, 0, MAX_NAME)
                                             : g_strdup (name);
}

static gboolean fail (Check *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (Check *self, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_free (self->words);
  self->words = g_strdup_printf ("%s %s", self->path->str, words);
  return FALSE;
}

static gboolean
is_number (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
has_type (JsonNode *node, const char *type)
{
  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (node);
  if (g_str_equal (type, "string"))
    return is_string (node);
  if (g_str_equal (type, "boolean"))
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "number"))
    return is_number (node);
  if (g_str_equal (type, "integer"))
    return is_number (node) && floor (json_node_get_double (node)) == json_node_get_double (node);
  return TRUE;
}

static const char *
describe_type (const char *type)
{
  static const char *const words[][2] = {
    { "object", N_ ("must be an object") },
    { "array", N_ ("must be a list") },
    { "null", N_ ("must be null") },
    { "string", N_ ("must be a text") },
    { "boolean", N_ ("must be true or false") },
    { "number", N_ ("must be a number") },
    { "integer", N_ ("must be a whole number") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], type))
      return g_dgettext (GETTEXT_PACKAGE, words[i][1]);
  return _ ("has the wrong type");
}

static gboolean
check_type (Check *self, JsonNode *node, JsonNode *type)
{
  JsonArray *types;

  if (type == NULL)
    return TRUE;
  if (is_string (type))
    return has_type (node, json_node_get_string (type)) ||
           fail (self, "%s", describe_type (json_node_get_string (type)));
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return TRUE;
  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      JsonNode *each = json_array_get_element (types, i);

      if (is_string (each) && has_type (node, json_node_get_string (each)))
        return TRUE;
    }
  return fail (self, "%s", _ ("has the wrong type"));
}

/* 1 and 1.0 are the same number. */
static gboolean
is_equal (JsonNode *a, JsonNode *b)
{
  if (is_number (a) && is_number (b))
    return json_node_get_double (a) == json_node_get_double (b);
  return json_node_equal (a, b);
}

static gboolean
check_enum (Check *self, JsonNode *node, JsonNode *values)
{
  JsonArray *array;

  if (values == NULL || !JSON_NODE_HOLDS_ARRAY (values))
    return TRUE;
  array = json_node_get_array (values);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (self->steps++ > MAX_STEPS || is_equal (node, json_array_get_element (array, i)))
        return TRUE;
    }
  return fail (self, "%s", _ ("is none of the values that are allowed"));
}

/* FALSE when @schema does not say so. */
static gboolean
get_limit (JsonObject *schema, const char *name, double *limit)
{
  JsonNode *node = json_object_get_member (schema, name);

  if (node == NULL || !is_number (node))
    return FALSE;
  *limit = json_node_get_double (node);
  return TRUE;
}

static gboolean
check_number (Check *self, double value, JsonObject *schema)
{
  double limit;

  if (get_limit (schema, "minimum", &limit) && value < limit)
    return fail (self, _ ("must be at least %g"), limit);
  if (get_limit (schema, "maximum", &limit) && value > limit)
    return fail (self, _ ("must be at most %g"), limit);
  if (get_limit (schema, "exclusiveMinimum", &limit) && value <= limit)
    return fail (self, _ ("must be more than %g"), limit);
  if (get_limit (schema, "exclusiveMaximum", &limit) && value >= limit)
    return fail (self, _ ("must be less than %g"), limit);
  return TRUE;
}

static gboolean
check_text (Check *self, const char *text, JsonObject *schema)
{
  double length = (double) g_utf8_strlen (text, -1);
  double limit;

  if (get_limit (schema, "minLength", &limit) && length < limit)
    return fail (self, _ ("must have at least %g characters"), limit);
  if (get_limit (schema, "maxLength", &limit) && length > limit)
    return fail (self, _ ("must have at most %g characters"), limit);
  return TRUE;
}

static gboolean
check_array (Check *self, JsonArray *array, JsonObject *schema)
{
  JsonNode *items = json_object_get_member (schema, "items");
  guint n = json_array_get_length (array);
  double limit;

  if (get_limit (schema, "minItems", &limit) && n < limit)
    return fail (self, _ ("must have at least %g entries"), limit);
  if (get_limit (schema, "maxItems", &limit) && n > limit)
    return fail (self, _ ("must have at most %g entries"), limit);
  for (guint i = 0; items != NULL && i < n; i++)
    {
      gsize length = self->path->len;

      g_string_append_printf (self->path, "[%u]", i);
      if (!check (self, json_array_get_element (array, i), items))
        return FALSE;
      g_string_truncate (self->path, length);
    }
  return TRUE;
}

static gboolean
check_required (Check *self, JsonObject *object, JsonNode *required)
{
  JsonArray *names;

  if (required == NULL || !JSON_NODE_HOLDS_ARRAY (required))
    return TRUE;
  names = json_node_get_array (required);
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonNode *name = json_array_get_element (names, i);
      g_autofree char *shown = NULL;

      if (!is_string (name) || json_object_has_member (object, json_node_get_string (name)))
        continue;
      shown = dup_name (json_node_get_string (name));
      return fail (self, _ ("lacks “%s”"), shown);
    }
  return TRUE;
}

static gboolean
check_member (Check *self, const char *name, JsonNode *node, JsonObject *known, JsonNode *others)
{
  JsonNode *schema = known != NULL ? json_object_get_member (known, name) : NULL;
  g_autofree char *shown = dup_name (name);
  gsize length = self->path->len;

  g_string_append_printf (self->path, ".%s", shown);
  if (schema == NULL && others != NULL && JSON_NODE_HOLDS_VALUE (others) &&
      json_node_get_value_type (others) == G_TYPE_BOOLEAN && !json_node_get_boolean (others))
    return fail (self, "%s", _ ("must not be there"));
  if (schema == NULL && others != NULL && JSON_NODE_HOLDS_OBJECT (others))
    schema = others;
  if (schema != NULL && !check (self, node, schema))
    return FALSE;
  g_string_truncate (self->path, length);
  return TRUE;
}

static gboolean
check_object (Check *self, JsonObject *object, JsonObject *schema)
{
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonNode *others = json_object_get_member (schema, "additionalProperties");
  JsonObject *known = properties != NULL && JSON_NODE_HOLDS_OBJECT (properties)
                        ? json_node_get_object (properties)
                        : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!check_required (self, object, json_object_get_member (schema, "required")))
    return FALSE;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!check_member (self, name, node, known, others))
      return FALSE;
  return TRUE;
}

/* How many of the schemas under @name the value follows; what was wrong is forgotten. */
static guint
count_matches (Check *self, JsonNode *node, JsonArray *schemas)
{
  gsize length = self->path->len;
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (schemas); i++)
    {
      n += check (self, node, json_array_get_element (schemas, i)) ? 1 : 0;
      g_string_truncate (self->path, length);
      g_clear_pointer (&self->words, g_free);
    }
  return n;
}

static gboolean
check_several (Check *self, JsonNode *node, JsonObject *schema)
{
  static const char *const names[] = { "anyOf", "oneOf" };
  JsonNode *all = json_object_get_member (schema, "allOf");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *list = json_object_get_member (schema, names[i]);
      guint n;

      if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
        continue;
      n = count_matches (self, node, json_node_get_array (list));
      if (n == 0 || (i == 1 && n > 1))
        return fail (self, "%s", _ ("is none of the forms that are allowed"));
    }
  for (guint i = 0; all != NULL && JSON_NODE_HOLDS_ARRAY (all) &&
                    i < json_array_get_length (json_node_get_array (all));
       i++)
    if (!check (self, node, json_array_get_element (json_node_get_array (all), i)))
      return FALSE;
  return TRUE;
}

static gboolean
check_value (Check *self, JsonNode *node, JsonObject *schema)
{
  JsonNode *constant = json_object_get_member (schema, "const");

  if (!check_type (self, node, json_object_get_member (schema, "type")) ||
      !check_enum (self, node, json_object_get_member (schema, "enum")))
    return FALSE;
  if (constant != NULL && !is_equal (node, constant))
    return fail (self, "%s", _ ("is not the value that is asked for"));
  if (is_number (node) && !check_number (self, json_node_get_double (node), schema))
    return FALSE;
  if (is_string (node) && !check_text (self, json_node_get_string (node), schema))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node) && !check_array (self, json_node_get_array (node), schema))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node) && !check_object (self, json_node_get_object (node), schema))
    return FALSE;
  return check_several (self, node, schema);
}

static gboolean
check (Check *self, JsonNode *node, JsonNode *schema)
{
  gboolean ok;

  if (!JSON_NODE_HOLDS_OBJECT (schema) || self->steps++ > MAX_STEPS || self->depth >= MAX_DEPTH)
    return TRUE;
  self->depth++;
  ok = check_value (self, node, json_node_get_object (schema));
  self->depth--;
  return ok;
}

char *
qing_json_check_answer (const char *answer, const char *schema)
{
  char *words = NULL;
  g_autoptr (JsonNode) root = parse (answer, &words);
  g_autoptr (JsonNode) wrapped = NULL;
  Check self = { NULL };
  JsonNode *inner;

  if (root == NULL)
    return words;
  if (!JSON_NODE_HOLDS_OBJECT (root) && schema == NULL)
    return g_strdup (_ ("Valid JSON, but no object"));
  wrapped = schema != NULL ? parse (schema, &words) : NULL;
  g_free (words);
  inner = wrapped != NULL && JSON_NODE_HOLDS_OBJECT (wrapped)
            ? json_object_get_member (json_node_get_object (wrapped), "schema")
            : NULL;
  if (inner == NULL)
    return g_strdup ("");
  self.path = g_string_new ("$");
  if (!check (&self, root, inner))
    words = g_strdup_printf (_ ("Does not follow the schema: %s"), self.words);
  else
    words = g_strdup ("");
  g_string_free (self.path, TRUE);
  g_free (self.words);
  return words;
}
