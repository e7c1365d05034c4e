/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row for every row of the parameter table: what is typed, what is sent, byte for byte, on a
 * model that takes it; what is refused; and that a model that does not take it, or another server,
 * gets the same request as if it were not set. A parameter without a row here fails the test. */

#include "qing-attachment.h"
#include "qing-catalogue.h"
#include "qing-message.h"
#include "qing-request-builder.h"
#include "qing-tool.h"

#include <string.h>

typedef struct
{
  const char *typed;
  const char *sent; /* the members after "stream_options", with ' for " */
} Good;

typedef enum
{
  NOTHING = 0,
  TOOLS = 1 << 0,
  PICTURES = 1 << 1, /* four */
  VIDEO = 1 << 2,
  FOR_ALL = 1 << 3,  /* other servers take it, too */
  HEADERS = 1 << 4,  /* compared are the headers */
  MESSAGES = 1 << 5, /* compared are the messages */
  WHOLE = 1 << 6,    /* compared is everything after the messages */
} Flags;

/**
 * Row:
 *
 * @source: where it says so
 * @with: other settings, without which it means nothing
 * @bad: typed, and refused at once: just outside of the range, or of another kind
 * @refuser: (nullable): a model that does not take it
 */
typedef struct
{
  QingParameterId id;
  const char *source;
  const char *model;
  const char *with;
  Good good[7];
  const char *bad[6];
  const char *refuser;
  Flags flags;
} Row;

#define SCHEMA "{\"name\":\"a\",\"schema\":{\"type\":\"object\"}}"
#define PICTURE(more)                                                                              \
  "{'type':'image_url','image_url':{'url':'data:image/png;base64,AQIDBA=='}" more "}"
#define TEXT     "{'type':'text','text':'Answer as JSON'}"
#define IMAGE_IN "'data:image/png;base64,AQIDBA=='"
#define FOUR(more)                                                                                 \
  "[{'role':'user','content':[" PICTURE (more) "," PICTURE (more) "," PICTURE (                    \
    more) ","                                                                                      \
          "" PICTURE (more) "," TEXT "]}]"
#define FILM                                                                                       \
  "[{'role':'user','content':[{'type':'video','video':[" IMAGE_IN "," IMAGE_IN "," IMAGE_IN        \
  "," IMAGE_IN "]}," TEXT "]}]"
#define FILE_WITH(more)                                                                            \
  "[{'role':'user','content':[{'type':'video_url','video_url':{'url':'data:video/mp4;base64,"      \
  "AQIDBA=='}" more "}," TEXT "]}]"

/* clang-format off */
static const Row rows[] = {
  { QING_PARAMETER_SYSTEM_PROMPT, "API page: \"Do not set a System Message for the QwQ model.\"",
    "qwen3.6-plus", "",
    { { "Be kind.", "[{'role':'system','content':'Be kind.'},{'role':'user','content':'Answer as JSON'}]" } },
    { "\xff" }, "qwq-plus", MESSAGES | FOR_ALL },
  { QING_PARAMETER_TEMPERATURE, "API page: \"greater than or equal to 0 and less than 2\"",
    "qwen3.6-plus", "",
    { { "0", ",'temperature':0.0" }, { "1.99", ",'temperature':1.99" } },
    { "2", "-0.01", "warm", "nan", "\xff" }, "qvq-max", FOR_ALL },
  { QING_PARAMETER_TOP_P, "API page: \"Value range: (0, 1.0]\"",
    "qwen3.6-plus", "",
    { { "0.01", ",'top_p':0.01" }, { "1", ",'top_p':1.0" } },
    { "0", "1.01", "-1", "most" }, "qvq-max", FOR_ALL },
  { QING_PARAMETER_TOP_K, "API page: \"an integer greater than or equal to 0\"",
    "qwen3.6-plus", "",
    { { "0", ",'top_k':0" }, { "20", ",'top_k':20" }, { "101", ",'top_k':101" } },
    { "-1", "1.5", "many", "2147483648" }, "deepseek-v3.2", NOTHING },
  { QING_PARAMETER_PRESENCE_PENALTY, "API page: \"Valid values: -2.0 to 2.0.\"",
    "qwen3.6-plus", "",
    { { "-2", ",'presence_penalty':-2.0" }, { "2", ",'presence_penalty':2.0" } },
    { "-2.01", "2.01", "some" }, "qvq-max", FOR_ALL },
  { QING_PARAMETER_REPETITION_PENALTY, "protocol.md 1.1: \"number > 0\"",
    "qwen3.6-plus", "",
    { { "0.01", ",'repetition_penalty':0.01" }, { "1.05", ",'repetition_penalty':1.05" } },
    { "0", "-1", "10.01", "x" }, NULL, NOTHING },
  { QING_PARAMETER_MAX_TOKENS, "API page: \"correspond to the model's maximum output length\"",
    "qwen-max", "",
    { { "1", ",'max_tokens':1" }, { "8192", ",'max_tokens':8192" }, { "8193", ",'max_tokens':8192" } },
    { "0", "-1", "1.5", "all" }, NULL, FOR_ALL },
  { QING_PARAMETER_MAX_COMPLETION_TOKENS, "protocol.md 1.1: \"Only Qwen3.7-Max+, Qwen3.5-Plus+, …\"",
    "qwen3.6-plus", "",
    { { "1", ",'max_completion_tokens':1" }, { "147456", ",'max_completion_tokens':147456" },
      { "147457", ",'max_completion_tokens':147456" } },
    { "0", "1.5", "all" }, "qwen-max", FOR_ALL },
  { QING_PARAMETER_SEED, "API page: \"Valid values: [0, 2^31-1].\"",
    "qwen3.6-plus", "",
    { { "0", ",'seed':0" }, { "2147483647", ",'seed':2147483647" } },
    { "-1", "2147483648", "1.5", "x" }, NULL, FOR_ALL },
  { QING_PARAMETER_STOP, "API page: \"do not use a token_id and a string as elements simultaneously\"",
    "qwen3.6-plus", "",
    { { "END", ",'stop':['END']" }, { "END, 7", ",'stop':['END','7']" }, { " , ", "" } },
    { "\xff" }, NULL, FOR_ALL },
  { QING_PARAMETER_N, "API page: \"an integer in the range of 1-4 … Supported only by Qwen3 (non-thinking mode) models\"",
    "qwen3-32b", "enable-thinking=off",
    { { "1", ",'n':1,'enable_thinking':false" }, { "4", ",'n':4,'enable_thinking':false" } },
    { "0", "5", "1.5", "two" }, "qwen-max", FOR_ALL },
  { QING_PARAMETER_ENABLE_THINKING, "protocol.md 3.2: \"The model xxx does not support enable_thinking.\"",
    "qwen3.6-plus", "",
    { { "on", ",'enable_thinking':true" }, { "off", ",'enable_thinking':false" } },
    { "maybe", "2", "" }, "qwen-max", NOTHING },
  { QING_PARAMETER_THINKING_BUDGET, "protocol.md 1.1: \"≤ model's max CoT\"",
    "qwen3.6-plus", "",
    { { "1", ",'thinking_budget':1" }, { "81920", ",'thinking_budget':81920" },
      { "81921", ",'thinking_budget':81920" } },
    { "0", "-1", "0.5", "much" }, "qwen-max", NOTHING },
  { QING_PARAMETER_REASONING_EFFORT, "protocol.md 1.1: \"qwen3.8*: low, medium, xhigh(default)\"",
    "qwen3.8-max", "",
    { { "low", ",'reasoning_effort':'low'" }, { "medium", ",'reasoning_effort':'medium'" },
      { "xhigh", ",'reasoning_effort':'xhigh'" }, { "none", ",'reasoning_effort':'none'" },
      { "max", "" } },
    { "extreme", "1" }, "qwen3.6-plus", NOTHING },
  { QING_PARAMETER_PRESERVE_THINKING, "protocol.md 1.1: \"qwen3.6-plus/-flash, qwen3.7-*, qwen3.8-*, …\"",
    "qwen3.6-plus", "",
    { { "on", ",'preserve_thinking':true" }, { "off", ",'preserve_thinking':false" } },
    { "perhaps" }, "qwen-plus", NOTHING },
  { QING_PARAMETER_CLEAR_THINKING, "protocol.md 1.1: \"GLM only\"",
    "glm-5.1", "",
    { { "on", ",'clear_thinking':true" }, { "off", ",'clear_thinking':false" } },
    { "perhaps" }, "qwen3.6-plus", NOTHING },
  { QING_PARAMETER_RESPONSE_FORMAT, "API page: \"Valid values: {\"type\": \"text\"} … json_object … json_schema\"",
    "qwen3.7-plus", "json-schema=" SCHEMA,
    { { "text", ",'response_format':{'type':'text'}" },
      { "json_object", ",'response_format':{'type':'json_object'}" },
      { "json_schema", ",'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':{'type':'object'}}}" } },
    { "xml", "1" }, "qwq-plus", FOR_ALL },
  { QING_PARAMETER_JSON_SCHEMA, "protocol.md 6.4: \"json_schema: only Qwen3.7-Plus/-Flash/-Max, Qwen3.8-Flash/-Max\"",
    "qwen3.7-plus", "response-format=json_schema",
    { { SCHEMA, ",'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':{'type':'object'}}}" },
      { "{}", "" }, { "{", "" }, { "{\"name\":\"a b\",\"schema\":{}}", "" } },
    { "\xff" }, "qwen-max", FOR_ALL },
  { QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES, "API page: \"Increases the maximum pixel limit for input images\"",
    "qwen3-vl-plus", "",
    { { "on", ",'vl_high_resolution_images':true" }, { "off", ",'vl_high_resolution_images':false" } },
    { "very" }, "qwen3-omni-flash", NOTHING },
  { QING_PARAMETER_MIN_PIXELS, "protocol.md 7.1: \"min default=min 65536 … max allowed 16777216\"",
    "qwen3.6-plus", "max-pixels=16777216",
    { { "65536", FOUR (",'min_pixels':65536,'max_pixels':16777216") },
      { "16777216", FOUR (",'min_pixels':16777216,'max_pixels':16777216") },
      { "65535", FOUR (",'max_pixels':16777216") } },
    { "0", "1.5", "few" }, "qwen3-max", MESSAGES | PICTURES },
  { QING_PARAMETER_MAX_PIXELS, "protocol.md 7.1: \"max allowed 16777216\"",
    "qwen3.6-plus", "",
    { { "65536", FOUR (",'max_pixels':65536") }, { "16777216", FOUR (",'max_pixels':16777216") },
      { "16777217", FOUR (",'max_pixels':16777216") }, { "65535", FOUR ("") } },
    { "0", "1.5", "few" }, "qwen3-max", MESSAGES | PICTURES },
  { QING_PARAMETER_PICTURES_AS_VIDEO, "protocol.md 1.2: \"video as frames\"",
    "qwen3.6-plus", "",
    { { "on", FILM }, { "off", FOUR ("") } },
    { "film" }, "qwen3-max", MESSAGES | PICTURES },
  { QING_PARAMETER_VIDEO_FPS, "protocol.md 1.2: \"fps float [0.1, 10]\"",
    "qwen3.6-plus", "",
    { { "0.1", FILE_WITH (",'fps':0.1") }, { "10", FILE_WITH (",'fps':10.0") } },
    { "0.09", "10.1", "fast" }, "qwen3-max", MESSAGES | VIDEO },
  { QING_PARAMETER_AUDIO_OUTPUT, "API page: \"This parameter applies only to Qwen-Omni models\"",
    "qwen3-omni-flash", "",
    { { "on", ",'modalities':['text','audio'],'audio':{'voice':'Cherry','format':'wav'}" }, { "off", "" } },
    { "loud" }, "qwen3.6-plus", NOTHING },
  { QING_PARAMETER_VOICE, "API page: \"The voice and format of the output audio\"",
    "qwen3-omni-flash", "audio-output=on",
    { { "Ethan", ",'modalities':['text','audio'],'audio':{'voice':'Ethan','format':'wav'}" },
      { "", ",'modalities':['text','audio'],'audio':{'voice':'Cherry','format':'wav'}" } },
    { "\xff" }, "qwen3.6-plus", NOTHING },
  { QING_PARAMETER_AUDIO_FORMAT, "protocol.md 1.1: \"only \"wav\" documented\"",
    "qwen3-omni-flash", "audio-output=on",
    { { "wav", ",'modalities':['text','audio'],'audio':{'voice':'Cherry','format':'wav'}" } },
    { "mp3", "" }, "qwen3.6-plus", NOTHING },
  { QING_PARAMETER_ENABLE_SEARCH, "protocol.md 3.2: \"This model does not support enable_search.\"",
    "qwen-plus", "",
    { { "on", ",'enable_search':true" }, { "off", ",'enable_search':false" } },
    { "web" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_FORCED_SEARCH, "API page: \"forced_search (boolean, default: false)\"",
    "qwen-plus", "enable-search=on",
    { { "on", ",'enable_search':true,'search_options':{'forced_search':true}" },
      { "off", ",'enable_search':true,'search_options':{'forced_search':false}" } },
    { "x" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_SEARCH_STRATEGY, "API page: \"search_strategy (string, default: turbo)\"",
    "qwen3.6-plus", "enable-search=on",
    { { "turbo", ",'enable_search':true,'search_options':{'search_strategy':'turbo'}" },
      { "max", ",'enable_search':true,'search_options':{'search_strategy':'max'}" },
      { "agent", ",'enable_search':true,'search_options':{'search_strategy':'agent'}" },
      { "agent_max", ",'enable_search':true,'search_options':{'search_strategy':'agent_max'}" } },
    { "best", "" }, "qwq-plus", NOTHING },
  { QING_PARAMETER_SEARCH_EXTENSION, "API page: \"enable_search_extension (boolean, default: false)\"",
    "qwen-plus", "enable-search=on",
    { { "on", ",'enable_search':true,'search_options':{'enable_search_extension':true}" } },
    { "x" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_SEARCH_FRESHNESS, "protocol.md 1.5: \"freshness (7|30|180|365 days)\"",
    "qwen-plus", "enable-search=on",
    { { "7", ",'enable_search':true,'search_options':{'freshness':7}" },
      { "365", ",'enable_search':true,'search_options':{'freshness':365}" } },
    { "8", "0", "x" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_SEARCH_SITES, "protocol.md 1.5: \"assigned_site_list (string[], ≤25 sites, turbo)\"",
    "qwen-plus", "enable-search=on",
    { { "a.example, b.example", ",'enable_search':true,'search_options':{'assigned_site_list':['a.example','b.example']}" },
      { "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26", ",'enable_search':true" } },
    { "a,\xff" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_SEARCH_INTENTION, "protocol.md 1.5: \"intention_options:{prompt_intervene:…}\"",
    "qwen-plus", "enable-search=on",
    { { "News", ",'enable_search':true,'search_options':{'intention_options':{'prompt_intervene':'News'}}" } },
    { "\xff" }, "qwen3-vl-plus", NOTHING },
  { QING_PARAMETER_TEXT_IMAGE_MIXED, "protocol.md 1.1: \"qwen-max, qwen-plus-latest, qwen-flash\"",
    "qwen-max", "",
    { { "on", ",'enable_text_image_mixed':true" }, { "off", ",'enable_text_image_mixed':false" } },
    { "x" }, "qwen-plus", NOTHING },
  { QING_PARAMETER_ENABLE_CODE_INTERPRETER, "protocol.md 1.8: \"with enable_thinking:true and stream:true\"",
    "qwen3.5-plus", "",
    { { "on", ",'enable_thinking':true,'enable_code_interpreter':true" }, { "off", ",'enable_code_interpreter':false" } },
    { "python" }, "qwen-plus", NOTHING },
  { QING_PARAMETER_TOOL_CHOICE, "API page: \"Models in thinking mode do not support forcing a specific tool.\"",
    "qwen-plus", "",
    { { "auto", ",'tools':TOOL,'tool_choice':'auto'" }, { "none", ",'tools':TOOL,'tool_choice':'none'" },
      { "clock", ",'tools':TOOL,'tool_choice':{'type':'function','function':{'name':'clock'}}" },
      { "required", ",'tools':TOOL" } },
    { "\xff" }, "qvq-max", TOOLS | FOR_ALL },
  { QING_PARAMETER_PARALLEL_TOOL_CALLS, "API page: \"Specifies whether to enable parallel tool calling.\"",
    "qwen-plus", "",
    { { "on", ",'tools':TOOL,'parallel_tool_calls':true" }, { "off", ",'tools':TOOL,'parallel_tool_calls':false" } },
    { "x" }, "qvq-max", TOOLS | FOR_ALL },
  { QING_PARAMETER_TOOL_STREAM, "protocol.md 1.1: \"stream only; … qwen3.5-plus … 3.8, glm-4.6+\"",
    "qwen3.6-plus", "",
    { { "on", ",'tools':TOOL,'tool_stream':true" }, { "off", ",'tools':TOOL,'tool_stream':false" } },
    { "x" }, "qwen-plus", TOOLS },
  { QING_PARAMETER_LOGPROBS, "API page: \"Qwen-plus series snapshots (excluding the stable model)\"",
    "qwen-plus-2025-07-14", "",
    { { "on", ",'logprobs':true" }, { "off", ",'logprobs':false" } },
    { "x" }, "qwen-plus", FOR_ALL },
  { QING_PARAMETER_TOP_LOGPROBS, "API page: \"Valid values: 0 to 5. … only if logprobs is set to true.\"",
    "qwen3-vl-plus", "logprobs=on",
    { { "0", ",'logprobs':true,'top_logprobs':0" }, { "5", ",'logprobs':true,'top_logprobs':5" } },
    { "-1", "6", "1.5" }, "qwen-plus", FOR_ALL },
  { QING_PARAMETER_TRANSLATE_FROM, "protocol.md 1.1: \"qwen-mt-* only: source_lang, target_lang\"",
    "qwen-mt-plus", "",
    { { "Chinese", ",'translation_options':{'source_lang':'Chinese','target_lang':'English'}" },
      { "", ",'translation_options':{'source_lang':'auto','target_lang':'English'}" } },
    { "\xff" }, "qwen-plus", NOTHING },
  { QING_PARAMETER_TRANSLATE_TO, "protocol.md 1.1: \"qwen-mt-* only: source_lang, target_lang\"",
    "qwen-mt-plus", "",
    { { "German", ",'translation_options':{'source_lang':'auto','target_lang':'German'}" } },
    { "\xff" }, "qwen-plus", NOTHING },
  { QING_PARAMETER_STREAM, "protocol.md 1.1: \"stream_options must not be sent when stream:false\"",
    "qwen-max", "",
    { { "on", "'stream':true,'stream_options':{'include_usage':true}" }, { "off", "'stream':false" } },
    { "x" }, "qwq-plus", WHOLE | FOR_ALL },
  { QING_PARAMETER_INCLUDE_USAGE, "API page: \"Configuration options for streaming output.\"",
    "qwen-max", "",
    { { "on", "'stream':true,'stream_options':{'include_usage':true}" }, { "off", "'stream':true" } },
    { "x" }, NULL, WHOLE | FOR_ALL },
  { QING_PARAMETER_CONTENT_INSPECTION, "protocol.md 1.1: \"X-DashScope-DataInspection: {\"input\":\"cip\",\"output\":\"cip\"}\"",
    "qwen3.6-plus", "",
    { { "on", "X-DashScope-DataInspection: {'input':'cip','output':'cip'}" }, { "off", "" } },
    { "x" }, NULL, HEADERS },
  { QING_PARAMETER_WAIT_TIMEOUT, "protocol.md 3.4: \"X-DashScope-Wait-Timeout: <seconds> (3–120 advised, 0 = off)\"",
    "qwen3.6-plus", "",
    { { "0", "" }, { "1", "X-DashScope-Wait-Timeout: 1" }, { "120", "X-DashScope-Wait-Timeout: 120" } },
    { "-1", "121", "1.5", "soon" }, NULL, HEADERS },
  { QING_PARAMETER_EXTRA_BODY, "protocol.md 1: \"Never send a literal \"extra_body\" key\"",
    "qwen-max", "",
    { { "{\"x\":1}", ",'x':1" }, { "{\"extra_body\":{\"y\":[]}}", ",'y':[]" }, { "[1]", "" }, { "{", "" } },
    { "\xff" }, NULL, FOR_ALL },
  { QING_PARAMETER_EXTRA_HEADERS, "protocol.md 5.5: \"X-DashScope-WorkSpace …\"",
    "qwen-max", "",
    { { "X-A: 1, X-B: two", "X-A: 1|X-B: two" }, { "", "" } },
    { "X-A: \xff" }, NULL, HEADERS | FOR_ALL },
};
/* clang-format on */

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

static void
attach (QingMessage *message, QingAttachmentKind kind, const char *name, const char *mime_type)
{
  static const guint8 data[] = { 1, 2, 3, 4 };
  g_autoptr (QingAttachment) attachment = qing_attachment_new (NULL, kind, name, mime_type);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data);

  qing_attachment_set_bytes (attachment, bytes);
  qing_message_add_attachment (message, attachment);
}

static GPtrArray *
make_messages (const Row *row)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  QingMessage *message = qing_message_new (QING_ROLE_USER);

  qing_message_set_text (message, "Answer as JSON", -1);
  for (guint i = 0; i < 4 && (row->flags & PICTURES) != 0; i++)
    attach (message, QING_ATTACHMENT_IMAGE, "a.png", "image/png");
  if ((row->flags & VIDEO) != 0)
    attach (message, QING_ATTACHMENT_VIDEO, "a.mp4", "video/mp4");
  g_ptr_array_add (messages, message);
  return messages;
}

static void
set (QingParameters *parameters, QingParameterId id, const char *typed)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = qing_parameter_parse (id, typed, &error);

  g_assert_no_error (error);
  g_assert_true (qing_parameters_set (parameters, id, value));
}

static QingParameters *
make_parameters (const Row *row, const char *typed)
{
  QingParameters *parameters = qing_parameters_new ();
  g_auto (GStrv) with = g_strsplit (row->with, ";", -1);

  for (guint i = 0; with[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (with[i], "=", 2);

      set (parameters, qing_parameter_lookup (pair[0])->id, pair[1]);
    }
  if (typed != NULL)
    set (parameters, row->id, typed);
  return parameters;
}

/* What is sent: the body, with the headers behind it. */
static char *
build (const Row *row, const char *model, QingServerKind kind, const char *typed, char **headers)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingAccount) account = qing_account_new (NULL, "", "http://127.0.0.1:1/v1");
  g_autoptr (QingParameters) parameters = make_parameters (row, typed);
  g_autoptr (GPtrArray) messages = make_messages (row);
  g_autoptr (GListStore) tools = g_list_store_new (QING_TYPE_TOOL);
  g_autoptr (QingTool) tool =
    g_object_new (TEST_TYPE_TOOL, "name", "clock", "description", "Tells.", "schema", "{}", NULL);
  g_autoptr (QingChatRequest) request = NULL;
  g_autoptr (QingRuling) ruling = NULL;
  g_autoptr (QingBuiltRequest) built = NULL;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  qing_account_force_kind (account, kind);
  if ((row->flags & TOOLS) != 0)
    g_list_store_append (tools, tool);
  request =
    qing_chat_request_new (QING_PURPOSE_CHAT, account, qing_catalogue_lookup (catalogue, model),
                           parameters, messages, G_LIST_MODEL (tools));
  ruling = qing_ruling_new (QING_PURPOSE_CHAT, account, qing_chat_request_get_model (request),
                            parameters, messages, (row->flags & TOOLS) != 0);
  built = qing_request_build (request, ruling, NULL, NULL, &fault);
  g_assert_null (fault);
  for (guint i = 0; built->headers[i] != NULL; i += 2)
    g_string_append_printf (lines, "%s%s: %s", i > 0 ? "|" : "", built->headers[i],
                            built->headers[i + 1]);
  *headers = g_string_free (g_steal_pointer (&lines), FALSE);
  return g_strndup (g_bytes_get_data (built->body, NULL), g_bytes_get_size (built->body));
}

#define USER    "[{'role':'user','content':'Answer as JSON'}]"
#define OPTIONS "'stream':true,'stream_options':{'include_usage':true}"

static char *
make_expected (const Row *row, const char *sent)
{
  const char *messages = (row->flags & MESSAGES) != 0 ? sent : USER;
  const char *options = (row->flags & WHOLE) != 0 ? sent : OPTIONS;
  const char *rest = (row->flags & (MESSAGES | WHOLE | HEADERS)) != 0 ? "" : sent;
  g_autofree char *body =
    g_strdup_printf ("{'model':'%s','messages':%s,%s%s}", row->model, messages, options, rest);
  g_auto (GStrv) parts = g_strsplit (body, "TOOL", -1);
  char *joined =
    g_strjoinv ("[{'type':'function','function':{'name':'clock','description':'Tells.',"
                "'parameters':{}}}]",
                parts);

  return g_strdelimit (joined, "'", '"');
}

static void
test_sent (const Row *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (row->good) && row->good[i].typed != NULL; i++)
    {
      g_autofree char *headers = NULL;
      g_autofree char *body =
        build (row, row->model, QING_SERVER_DASHSCOPE, row->good[i].typed, &headers);
      g_autofree char *expected = make_expected (row, row->good[i].sent);
      g_autofree char *lines = g_strdelimit (g_strdup (row->good[i].sent), "'", '"');

      g_assert_cmpstr (body, ==, expected);
      g_assert_cmpstr (headers, ==, (row->flags & HEADERS) != 0 ? lines : "");
    }
}

static void
test_bad (const Row *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (row->bad) && row->bad[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) value = qing_parameter_parse (row->id, row->bad[i], &error);

      g_autofree char *shown = g_strescape (row->bad[i], NULL);

      g_test_message ("“%s”", shown);
      g_assert_null (value);
      g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* A value of another type is refused, and what was set before stays. */
static void
test_types (const Row *row)
{
  static const char *const types[] = {
    "1.5", "int64 1", "true", "'on'", "['a']", "byte 1", "@as []"
  };
  g_autoptr (QingParameters) parameters = make_parameters (row, row->good[0].typed);
  g_autoptr (GVariant) before = g_variant_ref (qing_parameters_get (parameters, row->id));

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GVariant) value = g_variant_new_parsed (types[i]);

      g_variant_ref_sink (value);
      if (g_variant_is_of_type (value, g_variant_get_type (before)))
        continue;
      g_assert_false (qing_parameters_set (parameters, row->id, value));
      g_assert_true (g_variant_equal (qing_parameters_get (parameters, row->id), before));
    }
}

static void
assert_unheard (const Row *row, const char *model, QingServerKind kind)
{
  g_autofree char *plain_headers = NULL;
  g_autofree char *plain = build (row, model, kind, NULL, &plain_headers);

  for (guint i = 0; i < G_N_ELEMENTS (row->good) && row->good[i].typed != NULL; i++)
    {
      g_autofree char *headers = NULL;
      g_autofree char *body = build (row, model, kind, row->good[i].typed, &headers);

      g_assert_cmpstr (body, ==, plain);
      g_assert_cmpstr (headers, ==, plain_headers);
    }
}

/* Unset is nothing at all: what can be typed and means nothing is the same. */
static void
test_unset (const Row *row)
{
  g_autoptr (QingParameters) parameters = make_parameters (row, row->good[0].typed);
  g_autoptr (QingParameters) without = make_parameters (row, NULL);

  g_assert_false (qing_parameters_equal (parameters, without));
  qing_parameters_unset (parameters, row->id);
  g_assert_true (qing_parameters_equal (parameters, without));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const gboolean elsewhere = (row->flags & FOR_ALL) != 0;

  g_test_message ("%s", row->source);
  test_sent (row);
  test_bad (row);
  test_types (row);
  test_unset (row);
  if (row->refuser != NULL)
    assert_unheard (row, row->refuser, QING_SERVER_DASHSCOPE);
  /* How other servers spell these two is in test-request-builder. */
  if (!elsewhere && row->id != QING_PARAMETER_ENABLE_THINKING &&
      row->id != QING_PARAMETER_REASONING_EFFORT)
    assert_unheard (row, "unknown-7b", QING_SERVER_OTHER);
}

static void
test_complete (void)
{
  for (guint id = 0; id < QING_N_PARAMETERS; id++)
    {
      guint n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        n += rows[i].id == id ? 1 : 0;
      if (n != 1)
        g_error ("The parameter “%s” has %u rows here",
                 qing_parameter_get_spec ((QingParameterId) id)->name, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameter-rows/complete", test_complete);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
        g_strconcat ("/parameter-rows/", qing_parameter_get_spec (rows[i].id)->name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
