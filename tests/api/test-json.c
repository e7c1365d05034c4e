/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON from outside: what is taken, what is mended and what is refused. */

#include "qing-json.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *value; /* of the array's first element; NULL: refused */
} rows[] = {
  { "[\"a\"]", "a" },
  { "[\"\\ud83d\\ude00\"]", "😀" },
  /* Half a pair, a pair the wrong way round, and U+0000. */
  { "[\"\\ud83d\"]", "\xef\xbf\xbd" },
  { "[\"\\ud83dx\"]", "\xef\xbf\xbdx" },
  { "[\"\\ud83d\\u0041\"]", "\xef\xbf\xbd"
                            "A" },
  { "[\"\\ude00\\ud83d\"]", "\xef\xbf\xbd\xef\xbf\xbd" },
  { "[\"\\uD83D\\uD83D\\uDE00\"]", "\xef\xbf\xbd😀" },
  { "[\"a\\u0000b\"]", "a\xef\xbf\xbd"
                       "b" },
  { "[\"\\\\u0000\"]", "\\u0000" },
  /* Bytes that are no UTF-8. */
  { "[\"a\xff\"]", "a\xef\xbf\xbd" },
  { "[\"\\ud8t\"]", NULL },
  { "[\"\\u12\"]", NULL },
  { "[\"a\"", NULL },
  { "", NULL },
  { "  ", NULL },
  { "['a']", NULL },
  { "[/* */\"a\"]", NULL },
  { "[\"a\"] // x", NULL },
  { "[\"a\" # x\n]", NULL },
  { "[tru]", NULL },
  { " [\"a\"] \n", "a" },
  /* Of two texts the parser would keep the last, and lose the first. */
  { "[\"a\"][\"b\"]", NULL },
  { "{\"id\":\"x\"}[\"a\"]", NULL },
  { "[\"a\"]]", NULL },
};

static void
test_rows (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      /* A copy without an end, so that reading past it is seen. */
      g_autofree char *copy = g_memdup2 (rows[i].text, strlen (rows[i].text));
      JsonNode *root = qing_json_parse (parser, copy, strlen (rows[i].text), &error);

      g_assert_true ((root == NULL) == (error != NULL));
      if (rows[i].value == NULL)
        g_assert_null (root);
      else
        g_assert_cmpstr (json_array_get_string_element (json_node_get_array (root), 0), ==,
                         rows[i].value);
    }
}

static gboolean
parse_depth (guint depth, const char *open, const char *close)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  GString *text = g_string_new (NULL);
  gboolean good;

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, "1");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  good = qing_json_parse (parser, text->str, text->len, NULL) != NULL;
  g_string_free (text, TRUE);

  return good;
}

/* The parser's own recursion would end in a crash. */
static void
test_depth (void)
{
  g_assert_true (parse_depth (QING_JSON_MAX_DEPTH, "[", "]"));
  g_assert_false (parse_depth (QING_JSON_MAX_DEPTH + 1, "[", "]"));
  g_assert_true (parse_depth (QING_JSON_MAX_DEPTH, "{\"a\":", "}"));
  g_assert_false (parse_depth (1000000, "[", ""));
  g_assert_false (parse_depth (1000000, "{\"a\":", ""));
}

static void
test_access (void)
{
  const char *text = "{\"null\":null,\"string\":\"s\",\"int\":7,\"double\":7.9,\"huge\":1e300,"
                     "\"bool\":true,\"array\":[{\"a\":1},2],\"object\":{\"x\":\"y\"}}";
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = qing_json_parse (parser, text, strlen (text), NULL);
  JsonObject *object = json_node_get_object (root);
  g_autofree char *number = qing_json_dup_scalar (object, "int");
  g_autofree char *truth = qing_json_dup_scalar (object, "bool");

  g_assert_null (qing_json_get (object, "null"));
  g_assert_null (qing_json_get (object, "missing"));
  g_assert_null (qing_json_get (NULL, "missing"));
  g_assert_cmpstr (qing_json_get_string (object, "string"), ==, "s");
  g_assert_null (qing_json_get_string (object, "int"));
  g_assert_null (qing_json_get_string (object, "object"));
  g_assert_cmpint (qing_json_get_int (object, "int", -1), ==, 7);
  g_assert_cmpint (qing_json_get_int (object, "double", -1), ==, 7);
  g_assert_cmpint (qing_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (qing_json_get_int (object, "string", -1), ==, -1);
  g_assert_cmpint (qing_json_get_int (object, "array", -1), ==, -1);
  g_assert_nonnull (qing_json_get_array (object, "array"));
  g_assert_null (qing_json_get_array (object, "object"));
  g_assert_nonnull (qing_json_get_element_object (qing_json_get_array (object, "array"), 0));
  g_assert_null (qing_json_get_element_object (qing_json_get_array (object, "array"), 1));
  g_assert_cmpstr (number, ==, "7");
  g_assert_cmpstr (truth, ==, "true");
  g_assert_null (qing_json_dup_scalar (object, "object"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/rows", test_rows);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/access", test_access);

  return g_test_run ();
}
