/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message.h"
#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Whether "json" stands in a system or user message, in any case (protocol.md 1.1). */
static gboolean
says_json (const QingSituation *s)
{
  const char *system = qing_parameters_get_string (s->parameters, QING_PARAMETER_SYSTEM_PROMPT);
  g_autofree char *lower = system != NULL ? g_ascii_strdown (system, -1) : NULL;

  if (lower != NULL && strstr (lower, "json") != NULL &&
      !qing_situation_has (s, QING_FEATURE_NO_SYSTEM))
    return TRUE;
  for (guint i = 0; i < s->messages->len; i++)
    {
      QingMessage *message = g_ptr_array_index (s->messages, i);
      g_autofree char *text = NULL;

      if (qing_message_get_role (message) != QING_ROLE_USER)
        continue;
      text = g_ascii_strdown (qing_message_get_text (message, NULL), -1);
      if (strstr (text, "json") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether @text is {"name": …, "schema": {…}} with a name of at most 64 of A-Z a-z 0-9 _ -. */
static gboolean
is_schema (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *schema;
  JsonNode *name;
  const char *word;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  schema = json_object_get_member (json_node_get_object (node), "schema");
  name = json_object_get_member (json_node_get_object (node), "name");
  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema) || name == NULL ||
      !JSON_NODE_HOLDS_VALUE (name) || json_node_get_string (name) == NULL)
    return FALSE;
  word = json_node_get_string (name);
  return *word != '\0' && strlen (word) <= 64 &&
         strspn (word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") == strlen (word);
}

/* protocol.md 6.4 and 1.4: which models take which format, and when. */
void
qing_rule_response_format (const QingSituation *s, QingRule *rule)
{
  static const char *const plain[] = { "text", NULL };
  static const char *const object[] = { "text", "json_object", NULL };
  static const char *const schema[] = { "text", "json_object", "json_schema", NULL };
  gboolean takes_object = qing_situation_has (s, QING_FEATURE_JSON_OBJECT);
  gboolean takes_schema = qing_situation_has (s, QING_FEATURE_JSON_SCHEMA);
  const char *value =
    rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : "text";

  rule->fallback = g_variant_new_string ("text");
  if (!s->dashscope || !s->known)
    takes_object = takes_schema = TRUE;
  if (!takes_object)
    {
      qing_rule_refuse (rule, _ ("This model answers in text only."));
      return;
    }
  rule->choices = takes_schema ? schema : takes_object ? object : plain;

  if (!g_strv_contains (rule->choices, value))
    qing_rule_hold_back (rule, _ ("This model does not take a schema."));
  else if (g_str_equal (value, "json_object") && s->dashscope && s->known && s->thinking &&
           !qing_situation_has (s, QING_FEATURE_JSON_OBJECT_THINKING))
    qing_rule_hold_back (rule, _ ("This model answers in JSON only when it does not think."));
  else if (g_str_equal (value, "json_object") && s->messages != NULL && !says_json (s))
    qing_rule_hold_back (rule,
                         _ ("The word “JSON” must stand in the system prompt or in a message."));
  else if (g_str_equal (value, "json_schema") &&
           !is_schema (qing_parameters_get_string (s->parameters, QING_PARAMETER_JSON_SCHEMA)))
    qing_rule_hold_back (rule, _ ("A schema is needed: an object with “name” and “schema”."));
}

void
qing_rule_json_schema (const QingSituation *s, QingRule *rule)
{
  const char *format = qing_parameters_get_string (s->parameters, QING_PARAMETER_RESPONSE_FORMAT);

  if (s->dashscope && s->known && !qing_situation_has (s, QING_FEATURE_JSON_SCHEMA))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
  else if (g_strcmp0 (format, "json_schema") != 0)
    qing_rule_hold_back (rule, _ ("Only with the answer format “json_schema”."));
  else if (rule->effective != NULL && !is_schema (g_variant_get_string (rule->effective, NULL)))
    qing_rule_hold_back (rule, _ ("A schema is an object with “name” and “schema”."));
}
