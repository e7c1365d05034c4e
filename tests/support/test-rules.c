/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"
#include "qing-test-server.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <libsoup/soup.h>
#include <string.h>

#define USER                      "{\"role\":\"user\",\"content\":\"Hello\"}"
#define HELLO                     "\"messages\":[" USER "]"
#define BODY(model, rest)         "{\"model\":\"" model "\"," HELLO rest "}"
#define MESSAGES(model, messages) "{\"model\":\"" model "\",\"messages\":[" messages "]}"
#define PARTS(model, parts)                                                                        \
  "{\"model\":\"" model "\",\"messages\":[{\"role\":\"user\",\"content\":[" parts "]}]}"
#define TOOL(name)                                                                                 \
  "{\"type\":\"function\",\"function\":{\"name\":\"" name "\",\"description\":\"x\","              \
  "\"parameters\":{}}}"
#define TOOLS ",\"tools\":[" TOOL ("now") "]"
#define CALL(id, arguments)                                                                        \
  "{\"id\":\"" id "\",\"type\":\"function\",\"index\":0,\"function\":{\"name\":\"now\","           \
  "\"arguments\":\"" arguments "\"}}"
#define CALLS(calls) "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" calls "]}"
#define RESULT(id)   "{\"role\":\"tool\",\"tool_call_id\":\"" id "\",\"content\":\"noon\"}"
#define STREAM       ",\"stream\":true"
#define IMAGE(url)   "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" url "\"}}"

typedef struct
{
  const char *rule; /* NULL: the request is right */
  const char *body;
} Row;

/* clang-format off */
static const Row rows[] = {
  { NULL, BODY ("qwen3.6-plus", "") },
  { NULL, BODY ("qwen3.6-plus", STREAM ",\"stream_options\":{\"include_usage\":true}") },
  { "body-object", "[1]" },
  { "body-object", "{\"model\":" },
  { "body-object", "" },
  { "model-given", "{" HELLO "}" },
  { "model-given", "{\"model\":\"\"," HELLO "}" },
  { "model-known", BODY ("gpt-x", "") },
  { "model-known", BODY ("Qwen3-max", "") },
  { "unknown-key", BODY ("qwen3.6-plus", ",\"extra_body\":{}") },
  { "unknown-key", BODY ("qwen3.6-plus", ",\"frequency_penalty\":1") },
  { "type", BODY ("qwen3.6-plus", ",\"temperature\":\"0.5\"") },
  { "type", BODY ("qwen3.6-plus", ",\"seed\":1.5") },
  { "type", BODY ("qwen3.6-plus", ",\"max_tokens\":null") },
  { "type", BODY ("qwen3.6-plus", ",\"stream\":1") },
  { "messages-given", "{\"model\":\"qwen3.6-plus\"}" },
  { "empty-array", "{\"model\":\"qwen3.6-plus\",\"messages\":[]}" },
  { "empty-array", BODY ("qwen3.6-plus", ",\"tools\":[]") },

  { NULL, BODY ("qwen3.6-plus", ",\"temperature\":0,\"top_p\":1,\"top_k\":null,\"seed\":2147483647") },
  { "temperature", BODY ("qwen3.6-plus", ",\"temperature\":2") },
  { "temperature", BODY ("qwen3.6-plus", ",\"temperature\":-0.1") },
  { "top-p", BODY ("qwen3.6-plus", ",\"top_p\":0") },
  { "top-p", BODY ("qwen3.6-plus", ",\"top_p\":1.01") },
  { "top-k", BODY ("qwen3.6-plus", ",\"top_k\":-1") },
  { "top-k", BODY ("deepseek-v3.2", ",\"top_k\":20") },
  { "repetition-penalty", BODY ("qwen3.6-plus", ",\"repetition_penalty\":0") },
  { NULL, BODY ("qwen3.6-plus", ",\"repetition_penalty\":1.05,\"presence_penalty\":-2") },
  { "presence-penalty", BODY ("qwen3.6-plus", ",\"presence_penalty\":2.1") },
  { "qvq-sampling", BODY ("qvq-max", STREAM ",\"top_k\":10") },
  { NULL, BODY ("qwen3.6-plus", ",\"max_tokens\":65536") },
  { "max-tokens", BODY ("qwen3.6-plus", ",\"max_tokens\":65537") },
  { "max-tokens", BODY ("qwen3.6-plus", ",\"max_tokens\":0") },
  { "max-tokens", BODY ("qwen3-max", ",\"max_tokens\":32769,\"enable_thinking\":true") },
  { NULL, BODY ("qwen3-max", ",\"max_tokens\":32769") },
  { "max-completion-tokens", BODY ("qwen-plus", ",\"max_completion_tokens\":100") },
  { NULL, BODY ("qwen3.7-max", ",\"max_completion_tokens\":100") },
  { "seed", BODY ("qwen3.6-plus", ",\"seed\":-1") },
  { "seed", BODY ("qwen3.6-plus", ",\"seed\":2147483648") },
  { NULL, BODY ("qwen3-max", ",\"n\":4") },
  { "n", BODY ("qwen3-max", ",\"n\":5") },
  { "n", BODY ("qwen3-max", ",\"n\":2,\"enable_thinking\":true") },
  { "n", BODY ("qwen3-max", ",\"n\":2" TOOLS) },
  { "n", BODY ("qwen-plus", ",\"n\":2") },
  { "n", BODY ("qwen-vl-max", ",\"n\":2") },
  { NULL, BODY ("qwen3-vl-plus", ",\"logprobs\":true,\"top_logprobs\":5") },
  { "logprobs", BODY ("qwen-plus", ",\"logprobs\":true") },
  { NULL, BODY ("qwen-plus-2025-07-28", ",\"logprobs\":true") },
  { "logprobs", BODY ("qwen3-vl-plus", ",\"logprobs\":true,\"top_logprobs\":6") },
  { "logprobs", BODY ("qwen3-vl-plus", ",\"top_logprobs\":2") },
  { NULL, BODY ("qwen-plus", ",\"stop\":\"x\"") },
  { NULL, BODY ("qwen-plus", ",\"stop\":[\"x\",\"y\"]") },
  { NULL, BODY ("qwen-plus", ",\"stop\":[[1,2],[3]]") },
  { "stop", BODY ("qwen-plus", ",\"stop\":[\"x\",2]") },
  { "stop", BODY ("qwen-plus", ",\"stop\":\"\"") },
  { "stop", BODY ("qwen-plus", ",\"stop\":[\"\"]") },
  { "stop", BODY ("qwen-plus", ",\"stop\":{}") },
  { "stream-options", BODY ("qwen-plus", ",\"stream_options\":{\"include_usage\":true}") },
  { "stream-options", BODY ("qwen-plus", STREAM ",\"stream_options\":{\"usage\":true}") },
  { "stream-only", BODY ("qwq-plus", "") },
  { "stream-only", BODY ("qwen3-omni-flash", ",\"stream\":false") },
  { NULL, BODY ("qwq-plus", STREAM) },
  { "tool-stream", BODY ("qwen3.6-plus", ",\"tool_stream\":true" TOOLS) },
  { "high-resolution", BODY ("qwen-plus", ",\"vl_high_resolution_images\":true") },

  { "thinking-unknown", BODY ("qwen-max", ",\"enable_thinking\":false") },
  { "thinking-restricted", BODY ("qwq-plus", STREAM ",\"enable_thinking\":false") },
  { NULL, BODY ("qwq-plus", STREAM ",\"enable_thinking\":true") },
  { "thinking-stream", BODY ("qwen3-32b", "") },
  { "thinking-stream", BODY ("qwen3-235b-a22b", ",\"enable_thinking\":true") },
  { NULL, BODY ("qwen3-32b", ",\"enable_thinking\":false") },
  { NULL, BODY ("qwen3-32b", STREAM) },
  { NULL, BODY ("qwen3.6-plus", ",\"thinking_budget\":81920") },
  { "thinking-budget", BODY ("qwen3.6-plus", ",\"thinking_budget\":81921") },
  { "thinking-budget", BODY ("qwen3.6-plus", ",\"thinking_budget\":0") },
  { "thinking-budget", BODY ("qwen-max", ",\"thinking_budget\":1") },
  { "thinking-budget", BODY ("deepseek-v4-pro", ",\"thinking_budget\":1") },
  { "thinking-budget", BODY ("qwen3.8-max", ",\"thinking_budget\":1,\"reasoning_effort\":\"low\"") },
  { NULL, BODY ("qwen3.8-max", ",\"reasoning_effort\":\"xhigh\"") },
  { "reasoning-effort", BODY ("qwen3.8-max", ",\"reasoning_effort\":\"extreme\"") },
  { "reasoning-effort", BODY ("qwen3.6-plus", ",\"reasoning_effort\":\"low\"") },
  { "clear-thinking", BODY ("qwen3.6-plus", ",\"clear_thinking\":true") },
  { NULL, BODY ("qwen3.5-plus", STREAM ",\"enable_code_interpreter\":true,\"enable_thinking\":true") },
  { NULL, BODY ("glm-5.1", ",\"clear_thinking\":true") },
  { "text-image-mixed", BODY ("qwen-plus", ",\"enable_text_image_mixed\":true") },
  { NULL, BODY ("qwen-plus-latest", ",\"enable_text_image_mixed\":true") },
  { "high-resolution", BODY ("qwen3-omni-flash", STREAM ",\"vl_high_resolution_images\":true") },
  { "search", BODY ("deepseek-v3.1", ",\"enable_search\":true,\"enable_thinking\":true") },
  { NULL, BODY ("deepseek-v3.1", ",\"enable_search\":true") },
  { "search-options", BODY ("qwen3-max", ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"agent_max\"}") },
  { NULL, BODY ("qwen3-max", ",\"enable_search\":true,\"enable_thinking\":true,\"search_options\":{\"search_strategy\":\"agent_max\"}") },
  { "search-options", BODY ("qwen-plus", ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"max\",\"assigned_site_list\":[\"a\"]}") },
  { "video", PARTS ("qwen3.6-plus", "{\"type\":\"video\",\"video\":[\"https://a/1\",\"https://a/2\",\"https://a/3\"]}") },
  { "video", PARTS ("qwen3.6-plus", "{\"type\":\"video\",\"video\":[\"https://a/1\",\"https://a/2\",\"https://a/3\",\"4\"]}") },
  { "video", PARTS ("qwen3.6-plus", "{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://a/1\"},\"fps\":10.5}") },
  { NULL, PARTS ("qwen3.6-plus", "{\"type\":\"video\",\"video\":[\"https://a/1\",\"https://a/2\",\"https://a/3\",\"https://a/4\"],\"fps\":0.1}") },
  { "pixels", PARTS ("qwen3.6-plus", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/1\"},\"min_pixels\":65535}") },
  { NULL, PARTS ("qwen3.6-plus", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/1\"},\"min_pixels\":65536}") },
  { "pixels", "{\"model\":\"qvq-max\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/1\"},\"max_pixels\":12845057}]}]}" },
  { "translation", BODY ("qwen-mt-plus", ",\"translation_options\":{\"source_lang\":\"auto\"}") },
  { "code-interpreter", BODY ("qwen3.5-plus", ",\"enable_code_interpreter\":true,\"enable_thinking\":true") },
  { "code-interpreter", BODY ("qwen3-max", STREAM ",\"enable_code_interpreter\":true") },
  { "code-interpreter", BODY ("qwen-plus", STREAM ",\"enable_code_interpreter\":true,\"enable_thinking\":true") },
  { "code-interpreter", BODY ("qwen3-max", STREAM ",\"enable_code_interpreter\":true,\"enable_thinking\":true" TOOLS) },
  { "response-format", BODY ("qwen3.6-plus", ",\"response_format\":{\"type\":\"xml\"}") },
  { "response-format", BODY ("qwq-plus", STREAM ",\"response_format\":{\"type\":\"json_object\"}") },
  { "response-format", BODY ("qwen3.6-plus", ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{}}}") },
  { "response-format", BODY ("qwen3.7-plus", ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a b\",\"schema\":{}}}") },
  { NULL, BODY ("qwen3.7-plus", ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{}}}") },
  { "json-word", BODY ("qwen-plus", ",\"response_format\":{\"type\":\"json_object\"}") },
  { "json-thinking", BODY ("qwen3.6-plus", ",\"response_format\":{\"type\":\"json_object\"}") },
  { NULL, "{\"model\":\"qwen-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"as Json\"}],\"response_format\":{\"type\":\"json_object\"}}" },
  { NULL, BODY ("qwen3.6-plus", TOOLS ",\"tool_choice\":\"auto\",\"parallel_tool_calls\":true") },
  { "tools", BODY ("qvq-max", STREAM TOOLS) },
  { "tools", BODY ("qwen3.6-plus", ",\"tools\":[" TOOL ("search") "]") },
  { "tools", BODY ("qwen3.6-plus", ",\"tools\":[" TOOL ("a.b") "]") },
  { "tools", BODY ("qwen3.6-plus", ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}]") },
  { "tool-choice", BODY ("qwen3.6-plus", TOOLS ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"now\"}}") },
  { NULL, BODY ("qwen3.6-plus", TOOLS ",\"enable_thinking\":false,\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"now\"}}") },
  { "tool-choice", BODY ("qwen-plus", TOOLS ",\"tool_choice\":\"required\"") },
  { "search", BODY ("qwen3-vl-plus", ",\"enable_search\":true") },
  { "search", BODY ("qwen3.6-plus", ",\"enable_search\":true") },
  { "search", BODY ("qwen3.5-omni-plus", STREAM ",\"enable_search\":true") },
  { NULL, BODY ("qwen3.6-plus", STREAM ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"agent\"}") },
  { NULL, BODY ("qwen-plus", ",\"enable_search\":true,\"search_options\":{\"forced_search\":true,\"freshness\":30}") },
  { "search-options", BODY ("qwen-plus", ",\"search_options\":{\"forced_search\":true}") },
  { "search-options", BODY ("qwen-plus", ",\"enable_search\":true,\"search_options\":{\"enable_citation\":true}") },
  { "search-options", BODY ("qwen-plus", ",\"enable_search\":true,\"search_options\":{\"freshness\":8}") },
  { "search-options", BODY ("qwen-plus", ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"agent\"}") },
  { "search-options", BODY ("qwen3.8-max", STREAM ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"agent\"}") },
  { "search-options", BODY ("qwq-plus", STREAM ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"turbo\"}") },
  { "search-options", BODY ("qwen3-max", ",\"enable_search\":true,\"search_options\":{\"search_strategy\":\"agent\",\"forced_search\":true}") },
  { NULL, BODY ("qwen3-omni-flash", STREAM ",\"modalities\":[\"text\",\"audio\"],\"audio\":{\"voice\":\"Cherry\",\"format\":\"wav\"}") },
  { "modalities", BODY ("qwen3-omni-flash", STREAM ",\"modalities\":[\"text\",\"audio\"]") },
  { "modalities", BODY ("qwen3-omni-flash", STREAM ",\"modalities\":[\"text\",\"audio\"],\"enable_thinking\":true") },
  { "modalities", BODY ("qwen3-omni-flash", STREAM ",\"modalities\":[\"audio\"]") },
  { "modalities", BODY ("qwen3.8-omni-flash", STREAM ",\"modalities\":[\"text\",\"audio\"]") },
  { "modalities", BODY ("qwen-plus", ",\"modalities\":[\"text\"]") },
  { "audio", BODY ("qwen3-omni-flash", STREAM ",\"audio\":{\"voice\":\"Cherry\",\"format\":\"wav\"}") },
  { "audio", BODY ("qwen3-omni-flash", STREAM ",\"modalities\":[\"text\",\"audio\"],\"audio\":{\"voice\":\"Cherry\"}") },
  { "translation", BODY ("qwen-mt-plus", "") },
  { "translation", BODY ("qwen-plus", ",\"translation_options\":{}") },
  { NULL, BODY ("qwen-mt-plus", ",\"translation_options\":{\"target_lang\":\"English\"}") },

  { "message-role", MESSAGES ("qwen-plus", "{\"role\":\"developer\",\"content\":\"x\"}," USER) },
  { "message-role", MESSAGES ("qwen-plus", "\"x\"") },
  { "message-key", MESSAGES ("qwen-plus", "{\"role\":\"user\",\"content\":\"x\",\"name\":\"y\"}") },
  { "content-given", MESSAGES ("qwen-plus", "{\"role\":\"user\"}") },
  { "content-given", MESSAGES ("qwen-plus", "{\"role\":\"user\",\"content\":null}") },
  { "content-given", MESSAGES ("qwen-plus", "{\"role\":\"user\",\"content\":5}") },
  { "content-string", PARTS ("qwen-plus", "{\"type\":\"text\",\"text\":\"x\"}") },
  { NULL, PARTS ("qwen3.6-plus", "{\"type\":\"text\",\"text\":\"x\"}") },
  { "content-string", MESSAGES ("qwen3.6-plus", USER ",{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}," USER) },
  { "content-empty", MESSAGES ("qwen-plus", "{\"role\":\"user\",\"content\":\"\"}") },
  { "content-empty", MESSAGES ("qwen-plus", USER ",{\"role\":\"assistant\",\"content\":\"\"}," USER) },
  { "user-message", MESSAGES ("qwen-plus", "{\"role\":\"system\",\"content\":\"x\"}") },
  { NULL, MESSAGES ("qwen-plus", "{\"role\":\"system\",\"content\":\"x\"}," USER) },
  { "system-message", MESSAGES ("qwen-plus", USER ",{\"role\":\"system\",\"content\":\"x\"}," USER) },
  { "system-message", "{\"model\":\"qwq-plus\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"x\"}," USER "]}" },
  { NULL, MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "{}") "," CALL ("b", "{}")) "," RESULT ("b") "," RESULT ("a")) },
  { "tool-calls", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "")) "," RESULT ("a")) },
  { "tool-calls", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "[]")) "," RESULT ("a")) },
  { "tool-calls", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("", "{}")) "," RESULT ("")) },
  { "tool-calls", MESSAGES ("qwen-plus", USER "," CALLS ("")) },
  { "tool-results", MESSAGES ("qwen-plus", USER "," RESULT ("a")) },
  { "tool-results", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "{}")) "," RESULT ("b")) },
  { "tool-results", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "{}")) "," USER) },
  { "tool-results", MESSAGES ("qwen-plus", USER "," CALLS (CALL ("a", "{}"))) },
  { NULL, MESSAGES ("qwen-plus", USER ",{\"role\":\"assistant\",\"content\":\"He\",\"partial\":true}") },
  { "partial", MESSAGES ("qwen3.6-plus", USER ",{\"role\":\"assistant\",\"content\":\"He\",\"partial\":true}") },
  { "partial", MESSAGES ("qwen-plus", USER ",{\"role\":\"assistant\",\"content\":\"He\",\"partial\":true}," USER) },
  { "partial", MESSAGES ("qwen-long", USER ",{\"role\":\"assistant\",\"content\":\"He\",\"partial\":true}") },
  { "last-message", MESSAGES ("qwen-plus", USER ",{\"role\":\"assistant\",\"content\":\"x\"}") },
  { "thinking-in-content", MESSAGES ("qwen-plus", USER ",{\"role\":\"assistant\",\"content\":\"<think>x</think>\"}," USER) },
  { NULL, MESSAGES ("qwen3.7-max", USER ",{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"y\"}," USER) },
  { "translation-messages", "{\"model\":\"qwen-mt-plus\",\"translation_options\":{\"target_lang\":\"English\"},\"messages\":[" USER "," USER "]}" },

  { NULL, PARTS ("qwen3.6-plus", IMAGE ("https://example.org/a.png") ",{\"type\":\"text\",\"text\":\"x\"}") },
  { "part-type", PARTS ("qwen3.6-plus", "{\"type\":\"image\",\"image\":\"x\"}") },
  { "part-type", PARTS ("qwen3.6-plus", "{\"type\":\"text\"}") },
  { "part-type", PARTS ("qwen3.6-plus", "\"x\"") },
  { "part-key", PARTS ("qwen3.6-plus", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/\",\"detail\":\"high\"}}") },
  { "part-key", PARTS ("qwen3.6-plus", "{\"type\":\"text\",\"text\":\"x\",\"x\":1}") },
  { "part-text", PARTS ("qwen3.6-plus", "{\"type\":\"text\",\"text\":\"\"}") },
  { "content-string", PARTS ("qwen-plus", IMAGE ("https://example.org/a.png")) },
  { "modality", PARTS ("qwen3.7-max", IMAGE ("https://example.org/a.png")) },
  { "modality", PARTS ("qwen3.6-plus", "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"data:;base64,AAAA\",\"format\":\"wav\"}}") },
  { "media-role", MESSAGES ("qwen3.6-plus", "{\"role\":\"system\",\"content\":[" IMAGE ("https://example.org/a.png") "]}," USER) },
  { "image-url", PARTS ("qwen3.6-plus", IMAGE ("file:///a.png")) },
  { "image-url", PARTS ("qwen3.6-plus", IMAGE ("iVBORw0KGgo=")) },
  { "image", PARTS ("qwen3.6-plus", IMAGE ("data:image/png;base64,iVBORw0KGgo")) },
  { "image", PARTS ("qwen3.6-plus", IMAGE ("data:image/png;base64,iVBORw0KGgo=")) },
  { "pixels", PARTS ("qwen3.6-plus", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/\"},\"max_pixels\":99999999}") },
};

static const Row omni_rows[] = {
  { NULL, "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"data:;base64,AAAA\",\"format\":\"wav\"}}" },
  { "audio-data", "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}" },
  { "audio-data", "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"data:;base64,AAAA\"}}" },
  { "media-count", "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"data:;base64,AAAA\",\"format\":\"wav\"}}," IMAGE ("https://example.org/a.png") },
};
/* clang-format on */

typedef struct
{
  QingTestServer *server;
  SoupSession *session;
  GHashTable *seen; /* the rules that have refused something */
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = qing_test_server_start_in_thread ();
  fixture->session = soup_session_new ();
  fixture->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  qing_test_server_set_strict (fixture->server, TRUE);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->session);
  g_object_unref (fixture->server);
  g_hash_table_unref (fixture->seen);
}

static void
send_it (Fixture *fixture,
         const char *rule,
         const char *body,
         const char *content_type,
         const char *name,
         const char *value)
{
  g_autofree char *url =
    g_strconcat (qing_test_server_get_base_url (fixture->server), "/chat/completions", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (QingTestRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refusal = NULL;
  guint n = qing_test_server_get_n_requests (fixture->server);

  soup_message_set_request_body_from_bytes (message, content_type, bytes);
  if (name != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), name, value);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  request = qing_test_server_dup_request (fixture->server, n);
  refusal = qing_test_request_dup_refusal (request);
  if (g_strcmp0 (refusal, rule) != 0)
    g_test_message ("%.600s\n%.*s", body, (int) g_bytes_get_size (answer),
                    (const char *) g_bytes_get_data (answer, NULL));
  g_assert_cmpstr (refusal, ==, rule);
  g_assert_cmpint (soup_message_get_status (message) == 200, ==, rule == NULL);
  if (rule != NULL)
    g_hash_table_add (fixture->seen, g_strdup (rule));
}

static void
expect (Fixture *fixture, const char *rule, const char *body, const char *content_type)
{
  send_it (fixture, rule, body, content_type, NULL, NULL);
}

static void
expect_header (Fixture *fixture, const char *rule, const char *name, const char *value)
{
  send_it (fixture, rule, BODY ("qwen3.6-plus", ""), "application/json", name, value);
}

static void
expect_picture (Fixture *fixture, const char *rule, int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autofree char *data = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *body = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  base64 = g_base64_encode ((const guchar *) data, size);
  body = g_strdup_printf (PARTS ("qwen3.6-plus", IMAGE ("data:%s;base64,%s")), type, base64);
  expect (fixture, rule, body, "application/json");
}

static void
expect_large (Fixture *fixture, const char *rule, const char *format, gsize n)
{
  g_autofree char *filling = g_strnfill (n, 'A');
  g_autofree char *body = g_strdup_printf (format, filling);

  expect (fixture, rule, body, "application/json");
}

static void
expect_many_pictures (Fixture *fixture, const char *rule, guint n)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 11, 11);
  g_autofree char *data = NULL;
  g_autofree char *base64 = NULL;
  g_autoptr (GString) parts = g_string_new (NULL);
  g_autofree char *body = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, 0);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  base64 = g_base64_encode ((const guchar *) data, size);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (parts, "%s" IMAGE ("data:image/png;base64,%s"), i > 0 ? "," : "",
                            base64);
  body = g_strdup_printf (PARTS ("qwen3.6-plus", "%s"), parts->str);
  expect (fixture, rule, body, "application/json");
}

static void
check_all_seen (Fixture *fixture)
{
  const QingTestRule *const tables[] = { qing_test_rules_basic, qing_test_rules_parameters,
                                         qing_test_rules_features, qing_test_rules_messages,
                                         qing_test_rules_media };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const QingTestRule *rule = tables[i]; rule->name != NULL; rule++)
      if (!g_hash_table_contains (fixture->seen, rule->name))
        g_error ("No request here breaks the rule %s", rule->name);
}

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    expect (fixture, rows[i].rule, rows[i].body, "application/json");
  for (guint i = 0; i < G_N_ELEMENTS (omni_rows); i++)
    {
      g_autofree char *body =
        g_strdup_printf ("{\"model\":\"qwen3-omni-flash\",\"stream\":true,"
                         "\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}",
                         omni_rows[i].body);
      expect (fixture, omni_rows[i].rule, body, "application/json");
    }

  expect (fixture, "content-type", BODY ("qwen3.6-plus", ""), "text/plain");
  expect_header (fixture, NULL, "X-DashScope-Wait-Timeout", "120");
  expect_header (fixture, "headers", "X-DashScope-Wait-Timeout", "121");
  expect_header (fixture, "headers", "X-DashScope-Wait-Timeout", "soon");
  expect_header (fixture, NULL, "X-DashScope-DataInspection", "{\"input\":\"cip\"}");
  expect_header (fixture, "headers", "X-DashScope-DataInspection", "cip");
  expect_picture (fixture, NULL, 11, 11, "image/png");
  expect_picture (fixture, NULL, 2200, 11, "image/png");
  expect_picture (fixture, "image", 10, 11, "image/png");
  expect_picture (fixture, "image", 2201, 11, "image/png");
  expect_picture (fixture, "image", 64, 64, "image/jpeg");
  expect_picture (fixture, "image", 64, 64, "image/jpg");
  expect_many_pictures (fixture, NULL, 250);
  expect_many_pictures (fixture, "media-count", 251);
  expect_large (fixture, "data-size", PARTS ("qwen3.6-plus", IMAGE ("data:image/png;base64,%s")),
                10485760);
  expect_large (fixture, "body-size",
                MESSAGES ("qwen-plus", "{\"role\":\"user\",\"content\":\"%s\"}"), 16 * 1024 * 1024);

  check_all_seen (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/rules/all", Fixture, NULL, fixture_set_up, test_rules, fixture_tear_down);

  return g_test_run ();
}
