/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every model of the catalogue × every control: whatever the ruling offers is built by the request
 * builder and sent to the strict server, which refuses what DashScope refuses. Nothing that is
 * offered may be refused. */

#include "qing-attachment.h"
#include "qing-catalogue.h"
#include "qing-message.h"
#include "qing-request-builder.h"
#include "qing-ruling.h"
#include "qing-test-server.h"
#include "qing-tool.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* Values at the ends of each row's range, just inside them and beyond what some models take. */
static const struct
{
  QingParameterId id;
  const char *typed[6];
} candidates[] = {
  { QING_PARAMETER_SYSTEM_PROMPT, { "Answer as JSON." } },
  { QING_PARAMETER_TEMPERATURE, { "0", "1.99" } },
  { QING_PARAMETER_TOP_P, { "0.01", "1" } },
  { QING_PARAMETER_TOP_K, { "0", "101" } },
  { QING_PARAMETER_PRESENCE_PENALTY, { "-2", "2" } },
  { QING_PARAMETER_REPETITION_PENALTY, { "0.5", "2" } },
  { QING_PARAMETER_MAX_TOKENS, { "1", "2147483647" } },
  { QING_PARAMETER_MAX_COMPLETION_TOKENS, { "1", "2147483647" } },
  { QING_PARAMETER_SEED, { "0", "2147483647" } },
  { QING_PARAMETER_STOP, { "END", "END, STOP" } },
  { QING_PARAMETER_N, { "1", "4" } },
  { QING_PARAMETER_ENABLE_THINKING, { "on", "off" } },
  { QING_PARAMETER_THINKING_BUDGET, { "1", "2147483647" } },
  { QING_PARAMETER_REASONING_EFFORT, { "none", "low", "medium", "high", "xhigh", "max" } },
  { QING_PARAMETER_PRESERVE_THINKING, { "on", "off" } },
  { QING_PARAMETER_CLEAR_THINKING, { "on", "off" } },
  { QING_PARAMETER_RESPONSE_FORMAT, { "text", "json_object", "json_schema" } },
  { QING_PARAMETER_JSON_SCHEMA, { "{\"name\":\"a\",\"schema\":{\"type\":\"object\"}}", "{}" } },
  { QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES, { "on", "off" } },
  { QING_PARAMETER_MIN_PIXELS, { "1", "65536", "2147483647" } },
  { QING_PARAMETER_MAX_PIXELS, { "1", "1003520", "2147483647" } },
  { QING_PARAMETER_PICTURES_AS_VIDEO, { "on", "off" } },
  { QING_PARAMETER_VIDEO_FPS, { "0.1", "10" } },
  { QING_PARAMETER_AUDIO_OUTPUT, { "on", "off" } },
  { QING_PARAMETER_VOICE, { "Cherry" } },
  { QING_PARAMETER_AUDIO_FORMAT, { "wav" } },
  { QING_PARAMETER_ENABLE_SEARCH, { "on", "off" } },
  { QING_PARAMETER_FORCED_SEARCH, { "on" } },
  { QING_PARAMETER_SEARCH_STRATEGY, { "turbo", "max", "agent", "agent_max" } },
  { QING_PARAMETER_SEARCH_EXTENSION, { "on" } },
  { QING_PARAMETER_SEARCH_FRESHNESS, { "7", "365" } },
  { QING_PARAMETER_SEARCH_SITES, { "example.com" } },
  { QING_PARAMETER_SEARCH_INTENTION, { "only news" } },
  { QING_PARAMETER_TEXT_IMAGE_MIXED, { "on" } },
  { QING_PARAMETER_ENABLE_CODE_INTERPRETER, { "on" } },
  { QING_PARAMETER_TOOL_CHOICE, { "auto", "none", "clock", "required" } },
  { QING_PARAMETER_PARALLEL_TOOL_CALLS, { "on", "off" } },
  { QING_PARAMETER_TOOL_STREAM, { "on", "off" } },
  { QING_PARAMETER_LOGPROBS, { "on", "off" } },
  { QING_PARAMETER_TOP_LOGPROBS, { "0", "5" } },
  { QING_PARAMETER_TRANSLATE_FROM, { "Chinese" } },
  { QING_PARAMETER_TRANSLATE_TO, { "German" } },
  { QING_PARAMETER_STREAM, { "on", "off" } },
  { QING_PARAMETER_INCLUDE_USAGE, { "on", "off" } },
  { QING_PARAMETER_CONTENT_INSPECTION, { "on", "off" } },
  { QING_PARAMETER_WAIT_TIMEOUT, { "0", "3", "120" } },
  /* What is free is the user's own affair, but what is no object is never sent. */
  { QING_PARAMETER_EXTRA_BODY, { "[1]" } },
  { QING_PARAMETER_EXTRA_HEADERS, { "X-Free: yes" } },
};

/* Random sets of parameters for each model; QING_CHAIN_SETS raises it. */
#define DEFAULT_SETS 24
#define SEED         20261122

/* A tool that is never run: only its description travels. */
#define TEST_TYPE_TOOL (test_tool_get_type ())
G_DECLARE_FINAL_TYPE (TestTool, test_tool, TEST, TOOL, QingTool)
struct _TestTool
{
  QingTool parent_instance;
};
G_DEFINE_FINAL_TYPE (TestTool, test_tool, QING_TYPE_TOOL)

static void
test_tool_class_init (TestToolClass *klass)
{
}

static void
test_tool_init (TestTool *self)
{
}

typedef struct
{
  QingTestServer *server;
  SoupSession *session;
  QingCatalogue *catalogue;
  QingAccount *account;
  GListStore *tools;
  GPtrArray *messages;
  guint n_sent;
  guint n_refused;
} Chain;

static void
test_complete (void)
{
  for (guint id = 0; id < QING_N_PARAMETERS; id++)
    {
      guint n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
        n += candidates[i].id == id ? 1 : 0;
      g_test_message ("%s", qing_parameter_get_spec ((QingParameterId) id)->name);
      g_assert_cmpuint (n, ==, 1);
    }
}

static QingAttachment *
new_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 16);
  QingAttachment *attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "white.png", "image/png");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *png = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0xffffffff);
  gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", &error, NULL);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (png, size);
  qing_attachment_set_bytes (attachment, bytes);
  qing_attachment_set_dimensions (attachment, 16, 16);
  return attachment;
}

static QingMessage *
new_message (QingRole role, const char *text)
{
  QingMessage *message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  return message;
}

static void
chain_init (Chain *self)
{
  QingMessage *question = new_message (QING_ROLE_USER, "What is on the picture?");
  g_autoptr (QingAttachment) picture = new_picture ();
  g_autoptr (QingTool) tool =
    g_object_new (TEST_TYPE_TOOL, "name", "clock", "description", "Tells the time.", "schema",
                  "{\"type\":\"object\",\"properties\":{}}", NULL);

  self->server = qing_test_server_start_in_thread ();
  qing_test_server_set_strict (self->server, TRUE);
  self->session = soup_session_new ();
  self->catalogue = qing_catalogue_new ();
  self->account = qing_account_new (NULL, "", qing_test_server_get_base_url (self->server));
  qing_account_force_kind (self->account, QING_SERVER_DASHSCOPE);
  qing_account_set_key (self->account, "sk-test");
  self->tools = g_list_store_new (QING_TYPE_TOOL);
  g_list_store_append (self->tools, tool);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  /* Enough for the frames of a film. */
  for (guint i = 0; i < 4; i++)
    qing_message_add_attachment (question, picture);
  g_ptr_array_add (self->messages, question);
  g_ptr_array_add (self->messages, new_message (QING_ROLE_ASSISTANT, "A white square."));
  g_ptr_array_add (self->messages, new_message (QING_ROLE_USER, "Are you sure?"));
  self->n_sent = self->n_refused = 0;
}

static void
chain_clear (Chain *self)
{
  g_assert_cmpuint (self->n_refused, ==, 0);
  qing_test_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->account);
  g_clear_object (&self->tools);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static void
append_headers (SoupMessageHeaders *headers, char **pairs)
{
  for (guint i = 0; pairs != NULL && pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    soup_message_headers_append (headers, pairs[i], pairs[i + 1]);
}

/* Asserts that the server takes what is built for this situation. */
static void
offer (Chain *self,
       QingPurpose purpose,
       QingModelInfo *model,
       QingParameters *parameters,
       gboolean with_tools)
{
  GListModel *tools = with_tools ? G_LIST_MODEL (self->tools) : NULL;
  g_autoptr (QingChatRequest) request =
    qing_chat_request_new (purpose, self->account, model, parameters, self->messages, tools);
  g_autoptr (QingRuling) ruling =
    qing_ruling_new (purpose, self->account, model, parameters, self->messages, with_tools);
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingBuiltRequest) built = qing_request_build (request, ruling, NULL, NULL, &fault);
  g_autofree char *url =
    g_strconcat (qing_account_get_base_url (self->account), "/chat/completions", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (built == NULL)
    {
      /* Only a helper request may be given up before it is sent. */
      g_assert_cmpint (purpose, !=, QING_PURPOSE_CHAT);
      return;
    }
  append_headers (soup_message_get_request_headers (message), built->headers);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer sk-test");
  soup_message_set_request_body_from_bytes (message, "application/json", built->body);
  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  self->n_sent++;
  if (soup_message_get_status (message) != 200)
    {
      g_autofree char *set = qing_parameters_to_json (parameters);

      self->n_refused++;
      g_test_message ("refused: %s with %s%s: %.*s", qing_model_info_get_id (model), set,
                      with_tools ? " and tools" : "", (int) g_bytes_get_size (answer),
                      (const char *) g_bytes_get_data (answer, NULL));
    }
}

static void
set (QingParameters *parameters, guint row, guint column)
{
  g_autoptr (GError) error = NULL;
  GVariant *value =
    qing_parameter_parse (candidates[row].id, candidates[row].typed[column], &error);

  g_assert_no_error (error);
  g_assert_true (qing_parameters_set (parameters, candidates[row].id, value));
}

static guint
n_columns (guint row)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (candidates[row].typed) && candidates[row].typed[n] != NULL)
    n++;
  return n;
}

static void
test_each (void)
{
  g_auto (Chain) chain = { 0 };
  guint n;

  chain_init (&chain);
  n = g_list_model_get_n_items (G_LIST_MODEL (chain.catalogue));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (G_LIST_MODEL (chain.catalogue), i);

      for (guint row = 0; row < G_N_ELEMENTS (candidates); row++)
        for (guint column = 0; column < n_columns (row); column++)
          {
            g_autoptr (QingParameters) parameters = qing_parameters_new ();

            set (parameters, row, column);
            offer (&chain, QING_PURPOSE_CHAT, model, parameters, row % 2 == 0);
          }
    }
  g_test_message ("%u requests", chain.n_sent);
}

static void
test_sets (void)
{
  g_auto (Chain) chain = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  const char *wanted = g_getenv ("QING_CHAIN_SETS");
  guint sets = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : DEFAULT_SETS;
  guint n;

  chain_init (&chain);
  n = g_list_model_get_n_items (G_LIST_MODEL (chain.catalogue));
  for (guint i = 0; i < n * sets; i++)
    {
      g_autoptr (QingModelInfo) model =
        g_list_model_get_item (G_LIST_MODEL (chain.catalogue), i % n);
      g_autoptr (QingParameters) parameters = qing_parameters_new ();
      guint density = (guint) g_rand_int_range (rand, 2, 12);

      for (guint row = 0; row < G_N_ELEMENTS (candidates); row++)
        if (g_rand_int_range (rand, 0, (gint32) density) == 0)
          set (parameters, row, (guint) g_rand_int_range (rand, 0, (gint32) n_columns (row)));
      offer (&chain, QING_PURPOSE_CHAT, model, parameters, g_rand_boolean (rand));
    }
  g_test_message ("seed %d: %u requests", SEED, chain.n_sent);
}

/* Helper requests are as right as the user's own (peers.md, "No-400 guarantees"). */
static void
test_helpers (void)
{
  static const QingPurpose purposes[] = { QING_PURPOSE_TITLE, QING_PURPOSE_TEST };
  g_auto (Chain) chain = { 0 };
  guint n;

  chain_init (&chain);
  n = g_list_model_get_n_items (G_LIST_MODEL (chain.catalogue));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (G_LIST_MODEL (chain.catalogue), i);
      g_autoptr (QingParameters) parameters = qing_parameters_new ();

      for (gsize j = 0; j < G_N_ELEMENTS (purposes); j++)
        offer (&chain, purposes[j], model, parameters, FALSE);
    }
}

/* Continuing uses partial mode, which thinking excludes (protocol.md 1.3 and 1.4, 9). */
static void
test_continue (void)
{
  g_auto (Chain) chain = { 0 };
  guint n;

  chain_init (&chain);
  g_ptr_array_add (chain.messages, new_message (QING_ROLE_ASSISTANT, "Quite su"));
  n = g_list_model_get_n_items (G_LIST_MODEL (chain.catalogue));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingModelInfo) model = g_list_model_get_item (G_LIST_MODEL (chain.catalogue), i);
      g_autoptr (QingParameters) parameters = qing_parameters_new ();
      g_autoptr (QingRuling) ruling = NULL;

      qing_parameters_set (parameters, QING_PARAMETER_ENABLE_THINKING,
                           g_variant_new_boolean (TRUE));
      ruling = qing_ruling_new (QING_PURPOSE_CONTINUE, chain.account, model, parameters,
                                chain.messages, FALSE);
      if (qing_ruling_can_continue (ruling))
        offer (&chain, QING_PURPOSE_CONTINUE, model, parameters, FALSE);
    }
  g_assert_cmpuint (chain.n_sent, >, 20);
}

/* What other servers know: OpenAI's own parameters of this endpoint; protocol.md 2.9 for the rest. */
static const char *const standard_keys[] = { "model",
                                             "messages",
                                             "stream",
                                             "stream_options",
                                             "temperature",
                                             "top_p",
                                             "max_tokens",
                                             "max_completion_tokens",
                                             "seed",
                                             "stop",
                                             "n",
                                             "presence_penalty",
                                             "tools",
                                             "tool_choice",
                                             "logprobs",
                                             "parallel_tool_calls",
                                             "top_logprobs",
                                             "modalities",
                                             "audio",
                                             "response_format",
                                             "metadata",
                                             "user",
                                             "service_tier",
                                             NULL };
static const char *const own_keys[] = { "chat_template_kwargs", "reasoning_effort", NULL };

/* vLLM, SGLang, llama.cpp and Ollama here; a host that only looks like DashScope's. */
static const char *const elsewhere[] = {
  "http://127.0.0.1:8000/v1",
  "https://example.invalid/dashscope.aliyuncs.com/v1",
};

/* Parts of a message as OpenAI describes them; nothing stands beside the address. */
static void
assert_standard_parts (JsonArray *messages)
{
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonNode *content =
        json_object_get_member (json_array_get_object_element (messages, i), "content");
      JsonArray *parts = JSON_NODE_HOLDS_ARRAY (content) ? json_node_get_array (content) : NULL;

      g_assert_false (
        json_object_has_member (json_array_get_object_element (messages, i), "partial"));
      for (guint j = 0; parts != NULL && j < json_array_get_length (parts); j++)
        {
          JsonObject *part = json_array_get_object_element (parts, j);
          const char *type = json_object_get_string_member (part, "type");

          g_assert_cmpuint (json_object_get_size (part), ==, 2);
          g_assert_true (json_object_has_member (part, type));
          g_assert_true (g_str_equal (type, "text") || g_str_equal (type, "image_url") ||
                         g_str_equal (type, "input_audio"));
        }
    }
}

/* Nothing that only DashScope knows is in a body or among the headers for another server, and the
 * switch of thinking is spelled as that server wants it. */
static void
assert_standard (QingBuiltRequest *built, gboolean sets_thinking)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) names = NULL;
  g_autoptr (GError) error = NULL;
  gboolean own = FALSE;
  JsonObject *root;

  json_parser_load_from_data (parser, g_bytes_get_data (built->body, NULL),
                              (gssize) g_bytes_get_size (built->body), &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  names = json_object_get_members (root);
  for (GList *l = names; l != NULL; l = l->next)
    {
      gboolean standard = g_strv_contains (standard_keys, l->data);

      if (!standard && !g_strv_contains (own_keys, l->data))
        g_error ("“%s” is sent to another server", (char *) l->data);
      own |= !standard;
    }
  g_assert_cmpint (own, ==, sets_thinking);
  assert_standard_parts (json_object_get_array_member (root, "messages"));
  for (guint i = 0; built->headers[i] != NULL; i += 2)
    g_assert_false (g_str_has_prefix (built->headers[i], "X-DashScope"));
}

static void
build_elsewhere (Chain *chain, guint server, const char *id, guint row, guint column)
{
  g_autoptr (QingAccount) account = qing_account_new (NULL, "", elsewhere[server]);
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  QingModelInfo *model = qing_catalogue_lookup (chain->catalogue, id);
  g_autoptr (QingChatRequest) request = NULL;
  g_autoptr (QingRuling) ruling = NULL;
  g_autoptr (QingBuiltRequest) built = NULL;
  g_autoptr (QingFault) fault = NULL;
  gboolean thinks;

  set (parameters, row, column);
  request = qing_chat_request_new (QING_PURPOSE_CHAT, account, model, parameters, chain->messages,
                                   G_LIST_MODEL (chain->tools));
  ruling = qing_ruling_new (QING_PURPOSE_CHAT, account, model, parameters, chain->messages, TRUE);
  built = qing_request_build (request, ruling, NULL, NULL, &fault);
  g_assert_null (fault);
  thinks = qing_ruling_get (ruling, QING_PARAMETER_ENABLE_THINKING)->effective != NULL ||
           qing_ruling_get (ruling, QING_PARAMETER_REASONING_EFFORT)->effective != NULL;
  assert_standard (built, thinks);
}

static void
test_elsewhere (void)
{
  static const char *const ids[] = { "unknown-7b",       "qwen3.6-plus", "qwen3-32b",
                                     "qwen3-omni-flash", "qwq-plus",     "glm-5.1",
                                     "qwen-mt-plus" };
  g_auto (Chain) chain = { 0 };

  chain_init (&chain);
  for (guint server = 0; server < G_N_ELEMENTS (elsewhere); server++)
    for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
      for (guint row = 0; row < G_N_ELEMENTS (candidates); row++)
        for (guint column = 0; column < n_columns (row); column++)
          build_elsewhere (&chain, server, ids[i], row, column);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/complete", test_complete);
  g_test_add_func ("/chain/elsewhere", test_elsewhere);
  g_test_add_func ("/chain/each", test_each);
  g_test_add_func ("/chain/sets", test_sets);
  g_test_add_func ("/chain/helpers", test_helpers);
  g_test_add_func ("/chain/continue", test_continue);
  return g_test_run ();
}
