/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-json.h"

#include <string.h>

typedef struct
{
  const char *role;
  const char *keys[6];
} Role;

/* protocol.md 1.2 */
static const Role roles[] = {
  { "system", { "role", "content" } },
  { "user", { "role", "content" } },
  { "assistant", { "role", "content", "reasoning_content", "partial", "tool_calls" } },
  { "tool", { "role", "content", "tool_call_id" } },
};

static guint
get_n (const QingTestCheck *check)
{
  return json_array_get_length (check->messages);
}

static JsonObject *
get_message (const QingTestCheck *check, guint position)
{
  return qing_test_json_nth_object (check->messages, position);
}

static const char *
get_role (const QingTestCheck *check, guint position)
{
  const char *role = qing_test_json_get_string (get_message (check, position), "role");

  return role != NULL ? role : "";
}

static gboolean
is_role (const QingTestCheck *check, guint position, const char *role)
{
  return g_str_equal (get_role (check, position), role);
}

static char *
check_roles (const QingTestCheck *check)
{
  /* protocol.md 1.2: "developer role: not documented → do not send" */
  for (guint i = 0; i < get_n (check); i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        known |= is_role (check, i, roles[j].role);
      if (!known)
        return g_strdup_printf ("'%s' is not one of ['system', 'assistant', 'user', 'tool'] - "
                                "'messages.%u.role'",
                                get_role (check, i), i);
    }

  return NULL;
}

static char *
check_keys (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      g_autoptr (GList) names = json_object_get_members (get_message (check, i));
      const Role *role = roles;

      while (!is_role (check, i, role->role))
        role++;
      /* protocol.md 1.2: the keys of each role */
      for (GList *l = names; l != NULL; l = l->next)
        if (!g_strv_contains (role->keys, l->data))
          return g_strdup_printf ("Unrecognized request argument supplied: messages.%u.%s", i,
                                  (char *) l->data);
    }

  return NULL;
}

static char *
check_content_given (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      JsonObject *message = get_message (check, i);
      JsonNode *content = json_object_get_member (message, "content");

      /* protocol.md 8.3: ""content":null is safe only on an assistant message with tool_calls" */
      if (qing_test_json_get_array (message, "tool_calls") != NULL)
        continue;
      /* protocol.md 1.2: "A missing content key → …" */
      if (content == NULL || JSON_NODE_HOLDS_NULL (content))
        return g_strdup ("The content field is a required field.");
      if (!JSON_NODE_HOLDS_ARRAY (content) && !qing_test_json_is (content, G_TYPE_STRING))
        return g_strdup ("input content must be a string.");
    }

  return NULL;
}

static char *
check_content_string (const QingTestCheck *check)
{
  const QingTestModelFlags flags =
    QING_TEST_MODEL_VISION | QING_TEST_MODEL_AUDIO_IN | QING_TEST_MODEL_TEXT_PARTS;

  for (guint i = 0; i < get_n (check); i++)
    {
      if (qing_test_json_get_array (get_message (check, i), "content") == NULL)
        continue;
      /* protocol.md 1.2: assistant and tool content is a string; "Text-only models reject
       * arrays" */
      if (is_role (check, i, "assistant") || is_role (check, i, "tool") ||
          !qing_test_rules_has (check, flags))
        return g_strdup ("input content must be a string.");
    }

  return NULL;
}

static char *
check_content_empty (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      JsonObject *message = get_message (check, i);
      const char *text = qing_test_json_get_string (message, "content");
      JsonArray *parts = qing_test_json_get_array (message, "content");

      /* protocol.md 1.2: "content may be empty only with tool_calls"; a tool may return nothing */
      if (qing_test_json_has (message, "tool_calls") || is_role (check, i, "tool"))
        continue;
      /* protocol.md 8.4: "… Content length must be greater than 0" */
      if ((text != NULL && *text == '\0') || (parts != NULL && json_array_get_length (parts) == 0))
        return g_strdup (
          "Role must be user or assistant and Content length must be greater than 0");
    }

  return NULL;
}

static char *
check_user (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    if (is_role (check, i, "user"))
      return NULL;

  /* protocol.md 1.1: "must hold a user message" */
  return g_strdup ("The input messages do not contain elements with the role of user");
}

static char *
check_system (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      if (!is_role (check, i, "system"))
        continue;
      /* protocol.md 1.2: "Not for QwQ" */
      if (qing_test_rules_has (check, QING_TEST_MODEL_NO_SYSTEM))
        return g_strdup ("Role must be in [user, assistant]");
      /* protocol.md 1.2: "First. … Multiple system messages are used with qwen-long" */
      if (i > 0 && !g_str_has_prefix (check->id, "qwen-long"))
        return g_strdup ("Role system must be in the first message");
    }

  return NULL;
}

static char *
check_last (const QingTestCheck *check)
{
  guint last = get_n (check) - 1;

  /* protocol.md 1.2: "The last message must be a user message …, or tool, or assistant with
   * partial:true" */
  if (is_role (check, last, "user") || is_role (check, last, "tool") ||
      qing_test_json_get_boolean (get_message (check, last), "partial", FALSE))
    return NULL;

  return g_strdup ("<500> InternalError.Algo: list index out of range");
}

static char *
check_partial (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      if (!qing_test_json_get_boolean (get_message (check, i), "partial", FALSE))
        continue;
      /* protocol.md 1.3: "Last message" */
      if (i + 1 < get_n (check))
        return g_strdup ("partial is only allowed in the last message.");
      /* protocol.md 1.3: "Non-thinking only", 6: column "features", P */
      if (check->thinking)
        return g_strdup ("partial mode is not supported when enable_thinking is true");
      if (!qing_test_rules_has (check, QING_TEST_MODEL_PARTIAL))
        return g_strdup_printf ("The model %s does not support partial.", check->id);
    }

  return NULL;
}

static char *
check_thinking_in_content (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      const char *text = qing_test_json_get_string (get_message (check, i), "content");

      /* protocol.md 1.2: "do not splice it into content" */
      if (is_role (check, i, "assistant") && text != NULL && g_str_has_prefix (text, "<think>"))
        return g_strdup ("reasoning_content must not be part of content.");
    }

  return NULL;
}

static gboolean
is_arguments (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return text != NULL && json_parser_load_from_data (parser, text, -1, NULL) &&
         json_parser_get_root (parser) != NULL &&
         JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser));
}

static char *
check_tool_calls (const QingTestCheck *check)
{
  for (guint i = 0; i < get_n (check); i++)
    {
      JsonArray *calls = qing_test_json_get_array (get_message (check, i), "tool_calls");

      if (qing_test_json_has (get_message (check, i), "tool_calls") &&
          (calls == NULL || json_array_get_length (calls) == 0))
        return g_strdup_printf ("[] is too short - 'messages.%u.tool_calls'", i);
      for (guint j = 0; calls != NULL && j < json_array_get_length (calls); j++)
        {
          JsonObject *call = qing_test_json_nth_object (calls, j);
          JsonObject *function = qing_test_json_get_object (call, "function");
          const char *id = qing_test_json_get_string (call, "id");

          /* protocol.md 1.2: "tool_calls?:[{id,type:"function",function:{name,
           * arguments(string)},index}]" */
          if (id == NULL || *id == '\0' ||
              g_strcmp0 (qing_test_json_get_string (call, "type"), "function") != 0 ||
              !qing_test_rules_is_name (qing_test_json_get_string (function, "name")))
            return g_strdup_printf ("'messages.%u.tool_calls.%u' is not a tool call", i, j);
          /* protocol.md 2.9, 8.3: "Replayed arguments:"" → 400 "Expecting value"" */
          if (!is_arguments (qing_test_json_get_string (function, "arguments")))
            return g_strdup ("Expecting value: line 1 column 1 (char 0)");
        }
    }

  return NULL;
}

/* Crosses the call that the tool message answers off the list of open calls. */
static gboolean
answer_call (GPtrArray *open, const char *id)
{
  for (guint i = 0; id != NULL && i < open->len; i++)
    if (g_str_equal (g_ptr_array_index (open, i), id))
      {
        g_ptr_array_remove_index (open, i);
        return TRUE;
      }

  return FALSE;
}

static char *
check_tool_results (const QingTestCheck *check)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < get_n (check); i++)
    {
      JsonObject *message = get_message (check, i);
      JsonArray *calls = qing_test_json_get_array (message, "tool_calls");

      if (is_role (check, i, "tool"))
        {
          /* protocol.md 1.2: "must follow an assistant message with tool_calls" */
          if (!answer_call (open, qing_test_json_get_string (message, "tool_call_id")))
            return g_strdup ("messages with role \"tool\" must be a response to a preceeding "
                             "message with \"tool_calls\".");
          continue;
        }
      /* protocol.md 8.3: "tool_calls without results → 400" */
      if (open->len > 0)
        break;
      for (guint j = 0; calls != NULL && j < json_array_get_length (calls); j++)
        g_ptr_array_add (open,
                         (char *) qing_test_json_get_string (qing_test_json_nth_object (calls, j),
                                                             "id"));
    }

  return open->len == 0 ? NULL
                        : g_strdup ("An assistant message with \"tool_calls\" must be followed by "
                                    "tool messages responding to each \"tool_call_id\".");
}

static char *
check_translation (const QingTestCheck *check)
{
  /* protocol.md 1.1: "messages = exactly one user message, no system" */
  if (!qing_test_rules_has (check, QING_TEST_MODEL_TRANSLATION) || get_n (check) == 1)
    return NULL;

  return g_strdup ("<500> InternalError.Algo: Role must be in [user, assistant]");
}

const QingTestRule qing_test_rules_messages[] = {
  { "message-role", check_roles, 400, "invalid_request_error" },
  { "message-key", check_keys, 400, "invalid_request_error" },
  { "content-given", check_content_given, 400, "invalid_parameter_error" },
  { "content-string", check_content_string, 400, "invalid_parameter_error" },
  { "content-empty", check_content_empty, 400, "invalid_parameter_error" },
  { "user-message", check_user, 400, "invalid_parameter_error" },
  { "system-message", check_system, 400, "invalid_parameter_error" },
  { "tool-calls", check_tool_calls, 400, "invalid_parameter_error" },
  { "tool-results", check_tool_results, 400, "invalid_parameter_error" },
  { "partial", check_partial, 400, "invalid_parameter_error" },
  { "last-message", check_last, 500, "internal_error" },
  { "thinking-in-content", check_thinking_in_content, 400, "invalid_parameter_error" },
  { "translation-messages", check_translation, 500, "internal_error" },
  { NULL },
};
