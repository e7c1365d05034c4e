/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-demo.h"

#include "qing-demo-request.h"
#include "qing-test-frames.h"
#include "qing-test-image.h"
#include "qing-test-json.h"
#include "qing-test-tokens.h"

#include <math.h>
#include <string.h>

#define SLOW_SPEED 4.0

typedef struct
{
  guint status;
  const char *code;
  const char *message;
} Failure;

/* clang-format off */
static const Failure failures[] = {
  { 400, "invalid_parameter_error", "Range of input length should be [1, 991808]" },
  { 401, "invalid_api_key", "Incorrect API key provided. " },
  { 402, "Arrearage", "Access denied, please make sure your account is in good standing." },
  { 403, "access_denied", "Access denied." },
  { 404, "model_not_found", "The model `demo` does not exist or you do not have access to it." },
  { 413, "invalid_parameter_error", "Exceeded limit on max bytes per data-uri item : 10485760" },
  { 429, "limit_requests", "You exceeded your current requests list." },
  { 500, "internal_error", "An internal error has occurred, please try again later." },
  { 503, "ModelUnavailable", "Model is unavailable, please try again later." },
};
/* clang-format on */

static const char gateway_page[] =
  "<html>\r\n<head><title>405</title></head>\r\n<body>\r\n<h1>Sorry, your request has been blocked "
  "as it may cause potential threats to the server's security.</h1>\r\n</body>\r\n</html>\r\n";

static QingTestScript *
answer_failure (const QingDemoRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      const Failure *failure = &failures[i];
      g_autofree char *word = g_strdup_printf ("error %u", failure->status);

      /* The service itself answers 400 when money is owed. */
      if (qing_demo_request_has_word (request, word))
        return qing_test_script_new_error (failure->status == 402 ? 400 : failure->status,
                                           QING_TEST_ERROR_OPENAI, failure->code, failure->message);
    }
  if (qing_demo_request_has_word (request, "error inspection"))
    return qing_test_script_new_error (400, QING_TEST_ERROR_OPENAI, "data_inspection_failed",
                                       "Input data may contain inappropriate content.");
  if (qing_demo_request_has_word (request, "empty"))
    return qing_test_script_new ();
  if (qing_demo_request_has_word (request, "html"))
    return qing_test_script_new_body (200, "text/html", gateway_page);
  if (qing_demo_request_has_word (request, "silent"))
    return qing_test_script_new_silent ();

  return NULL;
}

/* The sentences about pictures, by language: one picture, several, one of them. */
static const char *const picture_texts[][5] = {
  [QING_DEMO_ENGLISH] = {
    "One picture has arrived at the demonstration server on this computer (I am not Qwen, so I "
    "cannot see what it shows):\n\n",
    "%u pictures have arrived at the demonstration server on this computer (I am not Qwen, so I "
    "cannot see what they show):\n\n",
    "- **Picture %u** is an address on the web; I do not fetch it.\n",
    "- **Picture %u** (%s, stated as `%s`) could not be decoded.\n",
    "- **Picture %u**: %d × %d pixels, stated as `%s`, in truth `%s`, %s, on average **%s** "
    "(`#%02x%02x%02x`), about %u tokens.\n",
  },
  [QING_DEMO_CHINESE] = {
    "本机的演示服务器收到了一张图片（我不是通义千问，看不懂画面内容）：\n\n",
    "本机的演示服务器收到了 %u 张图片（我不是通义千问，看不懂画面内容）：\n\n",
    "- **图片 %u** 是一个网址，我不会去下载。\n",
    "- **图片 %u**（%s，声明为 `%s`）无法解码。\n",
    "- **图片 %u**：%d × %d 像素，声明为 `%s`，实际为 `%s`，%s，平均颜色 **%s**"
    "（`#%02x%02x%02x`），约 %u 个 token。\n",
  },
  [QING_DEMO_GERMAN] = {
    "Beim Vorführserver auf diesem Rechner ist ein Bild angekommen (ich bin nicht Qwen und sehe "
    "nicht, was es zeigt):\n\n",
    "Beim Vorführserver auf diesem Rechner sind %u Bilder angekommen (ich bin nicht Qwen und sehe "
    "nicht, was sie zeigen):\n\n",
    "- **Bild %u** ist eine Adresse im Netz; ich rufe sie nicht ab.\n",
    "- **Bild %u** (%s, angegeben als `%s`) ließ sich nicht entziffern.\n",
    "- **Bild %u**: %d × %d Pixel, angegeben als `%s`, in Wahrheit `%s`, %s, im Mittel **%s** "
    "(`#%02x%02x%02x`), etwa %u Token.\n",
  },
};

static void
append_picture (GString *out,
                const QingTestImage *image,
                guint number,
                const char *const *sentences)
{
  g_autofree char *size = g_format_size (image->n_bytes);

  if (image->remote)
    g_string_append_printf (out, sentences[2], number);
  else if (!image->decoded)
    g_string_append_printf (out, sentences[3], number, size,
                            image->stated_type != NULL ? image->stated_type : "?");
  else
    g_string_append_printf (out, sentences[4], number, image->width, image->height,
                            image->stated_type, image->true_type != NULL ? image->true_type : "?",
                            size, qing_test_image_name_colour (image), image->red, image->green,
                            image->blue,
                            qing_test_image_count_tokens (image->width, image->height));
}

static char *
describe_pictures (const QingDemoRequest *request)
{
  GString *out = g_string_new (NULL);
  const char *const *sentences = picture_texts[request->language];

  if (request->images->len == 1)
    g_string_append (out, sentences[0]);
  else
    g_string_append_printf (out, sentences[1], request->images->len);
  for (guint i = 0; i < request->images->len; i++)
    append_picture (out, g_ptr_array_index (request->images, i), i + 1, sentences);

  return g_string_free (out, FALSE);
}

static char *
with_parameters (const QingDemoRequest *request, const char *text)
{
  g_autofree char *rows = qing_demo_request_list_parameters (request);

  return g_strconcat (text, qing_demo_text (QING_DEMO_TEXT_PARAMETERS, request->language), rows,
                      NULL);
}

static gboolean
wants_json (const QingDemoRequest *request)
{
  JsonObject *format = qing_test_json_get_object (request->body, "response_format");
  const char *type = qing_test_json_get_string (format, "type");

  return type != NULL && g_str_has_prefix (type, "json");
}

static char *
write_text (const QingDemoRequest *request)
{
  static const struct
  {
    const char *word;
    QingDemoText text;
  } words[] = { { "code", QING_DEMO_TEXT_CODE },
                { "table", QING_DEMO_TEXT_TABLE },
                { "math", QING_DEMO_TEXT_MATH } };
  g_autofree char *pictures = NULL;

  if (qing_demo_request_is_title (request))
    return qing_demo_title (request->question);
  if (wants_json (request))
    return g_strdup ("{\"server\": \"demonstration\", \"is_qwen\": false, \"numbers\": [1, 2, 3]}");
  if (request->tool_result)
    return g_strdup_printf ("The tool answered:\n\n> %.400s\n\nThank you! (This is the "
                            "demonstration server, not Qwen.)\n",
                            request->question);
  if (request->images->len > 0)
    {
      pictures = describe_pictures (request);
      return with_parameters (request, pictures);
    }
  if (qing_demo_request_has_word (request, "long"))
    return qing_demo_long_text ();
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (qing_demo_request_has_word (request, words[i].word))
      return g_strdup (qing_demo_text (words[i].text, request->language));
  if (qing_demo_is_greeting (request->question))
    return g_strdup (qing_demo_text (QING_DEMO_TEXT_GREETING, request->language));

  return with_parameters (request, qing_demo_text (QING_DEMO_TEXT_DEFAULT, request->language));
}

/* Leaves only what comes after the text that is to be continued. */
static char *
continue_text (const QingDemoRequest *request, char *text)
{
  g_autofree char *whole = text;

  if (request->prefix == NULL)
    return g_steal_pointer (&whole);
  if (g_str_has_prefix (whole, request->prefix) && strlen (whole) > strlen (request->prefix))
    return g_strdup (whole + strlen (request->prefix));

  return g_strdup (" … and this is where the demonstration server goes on with what was begun.\n");
}

/* Ends the text before the first stop word. */
static char *
stop_text (const QingDemoRequest *request, char *text)
{
  for (guint i = 0; i < request->stops->len; i++)
    {
      const char *stop = g_ptr_array_index (request->stops, i);
      char *found = *stop != '\0' ? strstr (text, stop) : NULL;

      if (found != NULL)
        *found = '\0';
    }

  return text;
}

static GBytes *
make_tone (guint number)
{
  const guint rate = 24000, n = rate / 4;
  gint16 *samples = g_new (gint16, n);
  double pitch = 330.0 * pow (2.0, (number * 7 % 12) / 12.0);

  for (guint i = 0; i < n; i++)
    {
      double fade = sin (G_PI * i / n);
      gint16 value = (gint16) (6000 * fade * fade * sin (2 * G_PI * pitch * i / rate));
      samples[i] = GINT16_TO_LE (value);
    }

  return g_bytes_new_take (samples, n * sizeof *samples);
}

/* Adds one token of the answer in the form that was asked for. */
static void
add_token (const QingDemoRequest *request,
           QingTestScript *script,
           guint choice,
           const char *token,
           guint position)
{
  if (request->audio)
    {
      g_autoptr (GBytes) tone = position % 4 == 0 ? make_tone (position / 4) : NULL;
      qing_test_script_add_audio (script, token, tone);
    }
  else if (qing_test_json_get_boolean (request->body, "logprobs", FALSE))
    {
      /* Here and there one of which the model is not sure. */
      qing_test_script_add_logprobs (script, choice, token,
                                     position % 9 == 4 ? -1.5 : -0.01 * (position % 50));
      qing_test_script_set_tops (script,
                                 (guint) qing_test_json_get_int (request->body, "top_logprobs", 0));
    }
  else
    qing_test_script_add_text (script, choice, token, 0);
}

static guint
add_reasoning (const QingDemoRequest *request, QingTestScript *script)
{
  const char *text = qing_demo_text (QING_DEMO_TEXT_REASONING, request->language);
  g_autoptr (GPtrArray) tokens = NULL;

  if (!request->thinking)
    return 0;
  tokens = qing_test_tokens_split (text);
  for (guint i = 0; i < tokens->len; i++)
    qing_test_script_add_reasoning (script, 0, g_ptr_array_index (tokens, i), 0);

  return tokens->len;
}

/* Calls the first tool with a word for every property that it requires. */
static void
add_tool_call (QingTestScript *script, JsonObject *function)
{
  JsonObject *schema = qing_test_json_get_object (function, "parameters");
  JsonArray *required = qing_test_json_get_array (schema, "required");
  const char *name = qing_test_json_get_string (function, "name");
  g_autoptr (GString) arguments = g_string_new ("{");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *id = g_strdup_printf ("call_%.8s", uuid);

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      JsonNode *property = json_array_get_element (required, i);

      if (i > 0)
        g_string_append (arguments, ", ");
      qing_test_json_append (arguments, qing_test_json_is (property, G_TYPE_STRING)
                                          ? json_node_get_string (property)
                                          : "");
      g_string_append (arguments, ": \"demo\"");
    }
  g_string_append_c (arguments, '}');
  qing_test_script_add_tool_call (script, 0, id, name != NULL ? name : "", arguments->str, 5);
}

/* Returns the function to call, if the user asks for that. */
static JsonObject *
get_wanted_tool (const QingDemoRequest *request)
{
  JsonArray *tools = qing_test_json_get_array (request->body, "tools");

  if (request->tool_result || tools == NULL || json_array_get_length (tools) == 0 ||
      !qing_demo_request_has_word (request, "tool"))
    return NULL;

  return qing_test_json_get_object (qing_test_json_nth_object (tools, 0), "function");
}

/* The failures that come after the answer has begun. */
static const char *const late_failures[] = { "cut", "stall", "error stream", "error finish" };

static gboolean
fails_midway (const QingDemoRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (late_failures); i++)
    if (qing_demo_request_has_word (request, late_failures[i]))
      return TRUE;

  return FALSE;
}

static void
add_failure (const QingDemoRequest *request, QingTestScript *script)
{
  if (qing_demo_request_has_word (request, "cut"))
    qing_test_script_add_cut (script, QING_TEST_CUT_CLOSE);
  else if (qing_demo_request_has_word (request, "stall"))
    qing_test_script_add_cut (script, QING_TEST_CUT_STALL);
  else if (qing_demo_request_has_word (request, "error stream"))
    qing_test_script_add_error_frame (script, 429, "Throttling.AllocationQuota",
                                      "Allocated quota exceeded, please increase your quota "
                                      "limit.");
  else
    {
      qing_test_script_add_text (script, 0, "Requests rate limit exceeded, please try again later.",
                                 0);
      qing_test_script_add_finish (script, 0, "error_finish");
    }
}

static guint
add_answer (const QingDemoRequest *request, QingTestScript *script, guint choice)
{
  g_autofree char *text = stop_text (request, continue_text (request, write_text (request)));
  g_autoptr (GPtrArray) tokens = qing_test_tokens_split (text);
  guint n = request->max_tokens > 0 ? MIN (tokens->len, request->max_tokens) : tokens->len;
  gboolean fails = fails_midway (request);

  if (fails)
    n = MIN (n, 40);
  for (guint i = 0; i < n; i++)
    add_token (request, script, choice, g_ptr_array_index (tokens, i), i);
  if (fails)
    add_failure (request, script);
  else
    qing_test_script_add_finish (script, choice, n < tokens->len ? "length" : "stop");

  return n;
}

/**
 * qing_demo_answer:
 * @server: the server
 * @request: what was asked
 * @user_data: a #QingDemo
 *
 * Makes the demonstration's answer. A #QingTestHandler.
 *
 * Returns: (transfer full) (nullable): the script
 */
QingTestScript *
qing_demo_answer (QingTestServer *server, QingTestRequest *request, gpointer user_data)
{
  const QingDemo *demo = user_data;
  g_autoptr (QingDemoRequest) asked = NULL;
  g_autoptr (QingTestScript) script = NULL;
  QingTestUsage usage = { 0 };
  JsonObject *tool = NULL;

  if (qing_test_request_get_body (request) == NULL)
    return qing_test_script_new_error (400, QING_TEST_ERROR_OPENAI, "invalid_request_error",
                                       "Required body invalid, please check the request body "
                                       "format.");
  asked = qing_demo_request_new (request);
  script = answer_failure (asked);
  if (script != NULL)
    return g_steal_pointer (&script);

  script = qing_test_script_new ();
  qing_test_script_add_role (script, 0);
  usage.reasoning_tokens = add_reasoning (asked, script);
  usage.completion_tokens = usage.reasoning_tokens;
  tool = get_wanted_tool (asked);
  if (tool != NULL)
    {
      add_tool_call (script, tool);
      qing_test_script_add_finish (script, 0, "tool_calls");
      usage.completion_tokens += 24;
    }
  else
    for (guint i = 0; i < asked->n_choices; i++)
      usage.completion_tokens += add_answer (asked, script, i);

  usage.prompt_tokens = asked->prompt_tokens;
  usage.image_tokens = asked->image_tokens;
  usage.cached_tokens = asked->n_messages > 3 ? asked->prompt_tokens / 2 / 64 * 64 : 0;
  qing_test_script_add_usage (script, &usage);
  qing_test_script_add_done (script);
  qing_test_script_set_speed (script, qing_demo_request_has_word (asked, "slow") ? SLOW_SPEED
                                                                                 : demo->speed);

  return g_steal_pointer (&script);
}
