/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-demo-request.h"

#include "qing-test-image.h"
#include "qing-test-json.h"
#include "qing-test-models.h"
#include "qing-test-tokens.h"

#include <string.h>

#define MAX_TITLE_INSTRUCTION 60

static void
read_part (QingDemoRequest *self, JsonObject *part, GString *text, gboolean is_last)
{
  JsonObject *image = qing_test_json_get_object (part, "image_url");
  const char *piece = qing_test_json_get_string (part, "text");
  const char *url = qing_test_json_get_string (image, "url");
  g_autoptr (QingTestImage) picture = NULL;

  if (piece != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", piece);
  if (url == NULL)
    return;

  picture = qing_test_image_new (url);
  if (picture->decoded)
    self->image_tokens += qing_test_image_count_tokens (picture->width, picture->height);
  if (is_last)
    g_ptr_array_add (self->images, g_steal_pointer (&picture));
}

static char *
read_content (QingDemoRequest *self, JsonObject *message, gboolean is_last)
{
  JsonArray *parts = qing_test_json_get_array (message, "content");
  const char *plain = qing_test_json_get_string (message, "content");
  GString *text = NULL;

  if (parts == NULL)
    return g_strdup (plain != NULL ? plain : "");

  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = qing_test_json_nth_object (parts, i);

      if (part != NULL)
        read_part (self, part, text, is_last);
    }

  return g_string_free (text, FALSE);
}

static guint
find_last_user (JsonArray *messages)
{
  for (guint i = json_array_get_length (messages); i > 0; i--)
    {
      if (g_strcmp0 (qing_test_json_get_string (qing_test_json_nth_object (messages, i - 1),
                                                "role"),
                     "user") == 0)
        return i - 1;
    }

  return G_MAXUINT;
}

static void
replace (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
read_message (QingDemoRequest *self, JsonObject *message, gboolean is_question, gboolean is_last)
{
  const char *role = qing_test_json_get_string (message, "role");
  g_autofree char *text = read_content (self, message, is_question);

  self->prompt_tokens += qing_test_tokens_count (text) + 4;
  if (g_strcmp0 (role, "system") == 0)
    replace (&self->system, text);
  if (is_last)
    self->tool_result = g_strcmp0 (role, "tool") == 0;
  if (is_last && qing_test_json_get_boolean (message, "partial", FALSE))
    replace (&self->prefix, text);
  if (is_question || (is_last && self->tool_result))
    replace (&self->question, text);
}

static void
read_messages (QingDemoRequest *self)
{
  JsonArray *messages = qing_test_json_get_array (self->body, "messages");
  guint question = 0;

  if (messages == NULL)
    return;
  question = find_last_user (messages);
  self->n_messages = json_array_get_length (messages);
  for (guint i = 0; i < self->n_messages; i++)
    {
      JsonObject *message = qing_test_json_nth_object (messages, i);

      if (message != NULL)
        read_message (self, message, i == question, i + 1 == self->n_messages);
    }
}

static void
read_stops (QingDemoRequest *self)
{
  JsonArray *stops = qing_test_json_get_array (self->body, "stop");
  const char *single = qing_test_json_get_string (self->body, "stop");

  if (single != NULL)
    g_ptr_array_add (self->stops, g_strdup (single));
  for (guint i = 0; stops != NULL && i < json_array_get_length (stops); i++)
    {
      JsonNode *stop = json_array_get_element (stops, i);

      if (qing_test_json_is (stop, G_TYPE_STRING))
        g_ptr_array_add (self->stops, json_node_dup_string (stop));
    }
}

static void
read_audio (QingDemoRequest *self)
{
  JsonArray *modalities = qing_test_json_get_array (self->body, "modalities");

  for (guint i = 0; modalities != NULL && i < json_array_get_length (modalities); i++)
    {
      JsonNode *node = json_array_get_element (modalities, i);

      if (qing_test_json_is (node, G_TYPE_STRING) &&
          g_str_equal (json_node_get_string (node), "audio"))
        self->audio = TRUE;
    }
}

QingDemoRequest *
qing_demo_request_new (QingTestRequest *request)
{
  QingDemoRequest *self = g_new0 (QingDemoRequest, 1);
  gint64 limit = 0;

  self->body = qing_test_request_get_body (request);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_test_image_free);
  self->stops = g_ptr_array_new_with_free_func (g_free);
  read_messages (self);
  read_stops (self);
  self->thinking =
    qing_test_model_thinks (qing_test_model_find (qing_test_json_get_string (self->body, "model")),
                            self->body);
  read_audio (self);
  limit = qing_test_json_get_int (self->body, "max_tokens",
                                  qing_test_json_get_int (self->body, "max_completion_tokens", 0));
  self->max_tokens = CLAMP (limit, 0, G_MAXINT);
  self->n_choices = CLAMP (qing_test_json_get_int (self->body, "n", 1), 1, 4);
  if (self->question == NULL)
    self->question = g_strdup ("");
  self->language = qing_demo_language_of (self->question);
  self->prompt_tokens += self->image_tokens;

  return self;
}

void
qing_demo_request_free (QingDemoRequest *self)
{
  g_free (self->question);
  g_free (self->system);
  g_free (self->prefix);
  g_ptr_array_unref (self->images);
  g_ptr_array_unref (self->stops);
  g_free (self);
}

/* Whether the text begins with an instruction to write a title. */
static gboolean
speaks_of_title (const char *text)
{
  static const char *const words[] = { "title", "titel", "标题" };
  g_autofree char *start = g_strndup (text != NULL ? text : "", MAX_TITLE_INSTRUCTION);
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * qing_demo_request_is_title:
 *
 * Returns: whether the request asks for the title of a conversation
 */
gboolean
qing_demo_request_is_title (const QingDemoRequest *self)
{
  return !self->thinking && self->max_tokens > 0 && self->max_tokens <= 64 &&
         (speaks_of_title (self->system) || speaks_of_title (self->question));
}

/**
 * qing_demo_request_has_word:
 * @self: a request
 * @word: a word or words in lower case
 *
 * Returns: whether the question is short enough to be a command, is not about a title, and contains
 *   @word as whole words
 */
gboolean
qing_demo_request_has_word (const QingDemoRequest *self, const char *word)
{
  g_autofree char *lower = g_utf8_strdown (self->question, -1);
  gsize length = strlen (word);

  if (g_utf8_strlen (lower, -1) > 200 || qing_demo_request_is_title (self))
    return FALSE;
  for (const char *p = strstr (lower, word); p != NULL; p = strstr (p + 1, word))
    if ((p == lower || !g_ascii_isalnum (p[-1])) && !g_ascii_isalnum (p[length]))
      return TRUE;

  return FALSE;
}

static void
append_value (GString *out, JsonNode *value)
{
  g_autofree char *text = json_to_string (value, FALSE);

  g_string_append_c (out, '`');
  for (const char *p = text; *p != '\0' && p - text < 60; p++)
    if (*p == '|')
      g_string_append (out, "\\|");
    else if (*p != '`')
      g_string_append_c (out, *p);
  if (strlen (text) > 60)
    g_string_append (out, "…");
  g_string_append_c (out, '`');
}

/**
 * qing_demo_request_list_parameters:
 *
 * Returns: (transfer full): the rows of a table of everything that arrived except the messages
 */
char *
qing_demo_request_list_parameters (const QingDemoRequest *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (self->body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;

      if (g_str_equal (name, "messages") || g_str_equal (name, "tools"))
        continue;
      g_string_append_printf (out, "| %s | ", name);
      append_value (out, json_object_get_member (self->body, name));
      g_string_append (out, " |\n");
    }
  g_string_append_printf (out, "| messages | %u |\n", self->n_messages);
  if (json_object_has_member (self->body, "tools"))
    g_string_append_printf (out, "| tools | %u |\n",
                            qing_test_json_get_array (self->body, "tools") != NULL
                              ? json_array_get_length (
                                  qing_test_json_get_array (self->body, "tools"))
                              : 0);

  return g_string_free (out, FALSE);
}
