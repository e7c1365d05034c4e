/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-check.h"

#include <string.h>

#define NAME_16 "清谈清谈清谈清谈清谈清谈清谈清谈"
#define NAME_64 NAME_16 NAME_16 NAME_16 NAME_16
#define NAME_70 NAME_64 "清谈清谈清谈"

#define SCHEMA(text) "{\"name\":\"n\",\"schema\":" text "}"

typedef struct
{
  const char *schema;
  const char *answer;
  const char *words; /* what the verdict holds; NULL for a good one */
} Case;

static const Case cases[] = {
  { NULL, "{\"a\":[1,2.5,null,true]}", NULL },
  { NULL, " {}\n", NULL },
  { NULL, "[1]", "no object" },
  { NULL, "{\"a\":1", "line 1" },
  { NULL, "{\n\"a\": tru }", "line 2" },
  { NULL, "```json\n{}\n```", "No valid JSON" },
  { NULL, "", "No" },
  { SCHEMA ("{\"type\":\"object\"}"), "{}", NULL },
  { SCHEMA ("{\"type\":\"object\"}"), "[]", "$ must be an object" },
  { SCHEMA ("{\"type\":\"array\"}"), "[]", NULL },
  { SCHEMA ("{\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"number\"}}}}}"),
    "{\"a\":{\"b\":\"x\"}}", "$.a.b must be a number" },
  { SCHEMA ("{\"properties\":{\"a\":{\"type\":\"integer\"}}}"), "{\"a\":2.0}", NULL },
  { SCHEMA ("{\"properties\":{\"a\":{\"type\":\"integer\"}}}"), "{\"a\":2.5}",
    "$.a must be a whole number" },
  { SCHEMA ("{\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}"), "{\"a\":null}", NULL },
  { SCHEMA ("{\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}"), "{\"a\":1}",
    "$.a has the wrong type" },
  { SCHEMA ("{\"properties\":{\"a\":{\"type\":\"boolean\"}}}"), "{\"a\":1}", "true or false" },
  { SCHEMA ("{\"required\":[\"a\",\"b\"]}"), "{\"a\":1}", "$ lacks “b”" },
  { SCHEMA ("{\"additionalProperties\":false,\"properties\":{\"a\":{}}}"), "{\"a\":1,\"b\":2}",
    "$.b must not be there" },
  { SCHEMA ("{\"additionalProperties\":{\"type\":\"string\"}}"), "{\"b\":2}",
    "$.b must be a text" },
  { SCHEMA ("{\"properties\":{\"a\":{\"items\":{\"type\":\"string\"}}}}"), "{\"a\":[\"x\",3]}",
    "$.a[1] must be a text" },
  { SCHEMA ("{\"minItems\":2}"), "[1]", "at least 2 entries" },
  { SCHEMA ("{\"maxItems\":0}"), "[1]", "at most 0 entries" },
  { SCHEMA ("{\"enum\":[\"x\",1,null]}"), "1.0", NULL },
  { SCHEMA ("{\"enum\":[\"x\",1,null]}"), "\"y\"", "none of the values" },
  { SCHEMA ("{\"const\":\"x\"}"), "\"y\"", "not the value" },
  { SCHEMA ("{\"minimum\":1.5,\"maximum\":3}"), "1.5", NULL },
  { SCHEMA ("{\"minimum\":1.5}"), "1", "at least 1.5" },
  { SCHEMA ("{\"maximum\":3}"), "4", "at most 3" },
  { SCHEMA ("{\"exclusiveMinimum\":3}"), "3", "more than 3" },
  { SCHEMA ("{\"exclusiveMaximum\":3}"), "3", "less than 3" },
  { SCHEMA ("{\"minLength\":2,\"maxLength\":2}"), "\"清谈\"", NULL },
  { SCHEMA ("{\"maxLength\":1}"), "\"清谈\"", "at most 1 char" },
  { SCHEMA ("{\"minLength\":3}"), "\"清谈\"", "at least 3 char" },
  { SCHEMA ("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}"), "null", NULL },
  { SCHEMA ("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}"), "1", "none of the forms" },
  { SCHEMA ("{\"oneOf\":[{\"type\":\"number\"},{\"type\":\"integer\"}]}"), "1", "none of" },
  { SCHEMA ("{\"allOf\":[{\"minimum\":1},{\"maximum\":3}]}"), "4", "at most 3" },
  /* A name of a model's making is cut between characters. */
  { SCHEMA ("{\"additionalProperties\":false}"), "{\"" NAME_70 "\":1}", "$." NAME_64 " must not" },
  { SCHEMA ("{\"required\":[\"" NAME_70 "\"]}"), "{}", "lacks “" NAME_64 "”" },
  /* A schema that says what nobody understands says nothing. */
  { SCHEMA ("{\"type\":7,\"enum\":{},\"required\":\"a\",\"items\":4,\"properties\":[]}"), "{}",
    NULL },
  { "nonsense", "{}", NULL },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *verdict = qing_json_check_answer (cases[i].answer, cases[i].schema);

      if (cases[i].words == NULL)
        g_assert_cmpstr (verdict, ==, "");
      else if (strstr (verdict, cases[i].words) == NULL)
        g_error ("case %u: “%s”", i, verdict);
      g_assert_true (g_utf8_validate (verdict, -1, NULL));
    }
}

static void
test_schemas (void)
{
  static const struct
  {
    const char *schema;
    const char *words;
  } schemas[] = {
    { SCHEMA ("{}"), NULL },
    { "{\"name\":\"x\",\"strict\":true,\"schema\":{\"type\":\"object\"}}", NULL },
    { "{\"name\":\"\",\"schema\":{}}", "name" },
    { "{\"schema\":{}}", "name" },
    { "{\"name\":3,\"schema\":{}}", "name" },
    { "{\"name\":\"x\"}", "schema" },
    { "{\"name\":\"x\",\"schema\":[]}", "schema" },
    { "[]", "object" },
    { "{\"name\":\"x\",\n  \"schema\" {}}", "line 2" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *words = qing_json_check_schema (schemas[i].schema);

      g_assert_true ((words == NULL) == (schemas[i].words == NULL));
      if (words != NULL)
        g_assert_nonnull (strstr (words, schemas[i].words));
    }
}

/* Neither depth nor breadth make it slow or deep. */
static void
test_bounds (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *verdict = qing_json_check_answer (open, NULL);
  g_autoptr (GString) schema = g_string_new ("{\"name\":\"x\",\"schema\":");
  g_autofree char *many = NULL;

  g_assert_cmpstr (verdict, !=, "");
  for (guint i = 0; i < 16; i++)
    g_string_append (schema, "{\"anyOf\":[{},{\"type\":\"string\"},");
  g_string_append (schema, "{}");
  for (guint i = 0; i < 16; i++)
    g_string_append (schema, "]}");
  g_string_append_c (schema, '}');
  many = qing_json_check_answer ("{\"a\":1}", schema->str);
  g_assert_cmpstr (many, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-check/answers", test_answers);
  g_test_add_func ("/json-check/schemas", test_schemas);
  g_test_add_func ("/json-check/bounds", test_bounds);
  return g_test_run ();
}
