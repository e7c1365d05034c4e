/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole request bodies, byte for byte. */

#include "qing-attachment.h"
#include "qing-catalogue.h"
#include "qing-json-writer.h"
#include "qing-message.h"
#include "qing-request-builder.h"
#include "qing-tool-call.h"
#include "qing-tool.h"

#include <string.h>

typedef enum
{
  DASHSCOPE,
  OTHER,
  ROUTER,
} Server;

/**
 * Row: a request and its body.
 *
 * @talk: messages, parted by "|": "u text", "a text", "s text"; "r text" is the reasoning of the
 *  message before, "c id name arguments" a call of it, "t id result" a tool's message; "i name",
 *  "m name", "v name", "d name" attach a picture, a recording, a video, a document to the message
 *  before; "!" makes the message before a failed one. A line end within a text is written "¶".
 * @settings: "name=value", parted by ";"
 * @body: what is sent, with ' for "
 */
typedef struct
{
  const char *name;
  const char *model;
  const char *talk;
  const char *settings;
  const char *body;
  QingPurpose purpose;
  Server server;
  guint n_tools;
} Row;

#define STREAM "'stream':true,'stream_options':{'include_usage':true}"
#define USER   "'messages':[{'role':'user','content':'Hi'}],"
#define PLUS   "{'model':'qwen3.6-plus',"
#define IMAGE  "{'type':'image_url','image_url':{'url':'data:image/png;base64,AQIDBA=='}"

/* clang-format off */
static const Row rows[] = {
  { "plain", "qwen3.6-plus", "u Hi", "", PLUS USER STREAM "}" },
  { "escapes", "qwen3.6-plus", "u \"\\¶\t\x01/é😀", "",
    PLUS "'messages':[{'role':'user','content':'\\\"\\\\\\n\\t\\u0001/é😀'}]," STREAM "}" },
  { "system", "qwen3.6-plus", "u Hi", "system-prompt=Be kind.",
    PLUS "'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi'}]," STREAM "}" },
  { "blank-system", "qwen3.6-plus", "u Hi", "system-prompt=  ", PLUS USER STREAM "}" },
  { "no-system", "qwq-plus", "u Hi", "system-prompt=Be kind.", "{'model':'qwq-plus'," USER STREAM "}" },
  { "no-stream", "qwen3.6-plus", "u Hi", "stream=off", PLUS USER "'stream':false}" },
  { "no-usage", "qwen3.6-plus", "u Hi", "include-usage=off", PLUS USER "'stream':true}" },
  { "sampling", "qwen3.6-plus", "u Hi",
    "temperature=0.7;top-k=20;presence-penalty=-1;repetition-penalty=1.05;seed=7;max-tokens=100;stop=END,STOP",
    PLUS USER STREAM ",'temperature':0.7,'top_k':20,'presence_penalty':-1.0,'repetition_penalty':1.05,"
    "'max_tokens':100,'seed':7,'stop':['END','STOP']}" },
  { "top-p", "qwen3.6-plus", "u Hi", "top-p=1;stop=", PLUS USER STREAM ",'top_p':1.0}" },
  { "thinking", "qwen3.6-plus", "u Hi", "enable-thinking=on;thinking-budget=4096",
    PLUS USER STREAM ",'enable_thinking':true,'thinking_budget':4096}" },
  { "thinking-off", "qwen3.6-plus", "u Hi", "enable-thinking=off", PLUS USER STREAM ",'enable_thinking':false}" },
  { "thinking-always", "qwq-plus", "u Hi", "enable-thinking=off", "{'model':'qwq-plus'," USER STREAM "}" },
  { "effort", "qwen3.8-max", "u Hi", "reasoning-effort=low",
    "{'model':'qwen3.8-max'," USER STREAM ",'reasoning_effort':'low'}" },
  { "search", "qwen3.6-plus", "u Hi",
    "enable-search=on;forced-search=on;search-strategy=turbo;search-freshness=30;"
    "search-sites=a.example,b.example;search-intention=News",
    PLUS USER STREAM ",'enable_search':true,'search_options':{'forced_search':true,"
    "'search_strategy':'turbo','freshness':30,'assigned_site_list':['a.example','b.example'],"
    "'intention_options':{'prompt_intervene':'News'}}}" },
  { "json-object", "qwen3.6-plus", "u Hi, JSON please", "enable-thinking=off;response-format=json_object",
    PLUS "'messages':[{'role':'user','content':'Hi, JSON please'}]," STREAM
    ",'enable_thinking':false,'response_format':{'type':'json_object'}}" },
  { "json-schema", "qwen3.7-plus", "u Hi",
    "response-format=json_schema;json-schema={\"name\":\"n\",\"schema\":{\"type\":\"object\"}}",
    "{'model':'qwen3.7-plus'," USER STREAM
    ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}}}" },
  { "speech", "qwen3-omni-flash", "u Hi", "audio-output=on;voice=Cherry",
    "{'model':'qwen3-omni-flash'," USER STREAM
    ",'modalities':['text','audio'],'audio':{'voice':'Cherry','format':'wav'}}" },
  { "several", "qwen-plus-character", "u Hi", "n=3", "{'model':'qwen-plus-character'," USER STREAM ",'n':3}" },
  { "logprobs", "qwen3-vl-plus", "u Hi", "logprobs=on;top-logprobs=3",
    "{'model':'qwen3-vl-plus'," USER STREAM ",'logprobs':true,'top_logprobs':3}" },

  /* Free JSON. */
  { "extra", "qwen3.6-plus", "u Hi", "temperature=0.5;extra-body={\"temperature\":1,\"x\":{\"y\":[1,null]}}",
    PLUS USER STREAM ",'temperature':1,'x':{'y':[1,null]}}" },
  { "extra-deep", "qwen3.6-plus", "u Hi", "enable-search=on;forced-search=on;extra-body={\"search_options\":{\"new\":1}}",
    PLUS USER STREAM ",'enable_search':true,'search_options':{'forced_search':true,'new':1}}" },
  { "extra-literal", "qwen3.6-plus", "u Hi", "extra-body={\"extra_body\":{\"a\":1,\"extra_body\":{\"b\":2}}}",
    PLUS USER STREAM ",'a':1,'b':2}" },
  { "extra-fixed", "qwen3.6-plus", "u Hi",
    "extra-body={\"messages\":[],\"model\":\"x\",\"stream\":false,\"stream_options\":1,\"extra_body\":{\"model\":\"y\"}}",
    PLUS USER STREAM "}" },
  { "extra-broken", "qwen3.6-plus", "u Hi", "extra-body=[1]", PLUS USER STREAM "}" },

  /* Other servers. */
  { "other", "unknown-7b", "u Hi", "temperature=0.7;enable-search=on;thinking-budget=100;top-k=3",
    "{'model':'unknown-7b'," USER STREAM ",'temperature':0.7}", QING_PURPOSE_CHAT, OTHER },
  { "other-thinking", "unknown-7b", "u Hi", "enable-thinking=off;reasoning-effort=low",
    "{'model':'unknown-7b'," USER STREAM ",'chat_template_kwargs':{'enable_thinking':false},"
    "'reasoning_effort':'low'}", QING_PURPOSE_CHAT, OTHER },

  { "router-thinking", "unknown-7b", "u Hi", "enable-thinking=on;reasoning-effort=low",
    "{'model':'unknown-7b'," USER STREAM ",'reasoning':{'enabled':true,'effort':'low'}}", QING_PURPOSE_CHAT, ROUTER },

  /* Who translates takes the last question and nothing before it. */
  { "translation", "qwen-mt-plus", "s Be kind.|u A|a B|u C", "system-prompt=Be short.;translate-to=German",
    "{'model':'qwen-mt-plus','messages':[{'role':'user','content':'C'}]," STREAM
    ",'translation_options':{'source_lang':'auto','target_lang':'German'}}" },

  /* The shape of a conversation. */
  { "history", "qwen3.6-plus", "u A|a B|r thought|u C", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'B'},"
    "{'role':'user','content':'C'}]," STREAM "}" },
  { "replay", "qwen3.6-plus", "u A|a B|r thought|u C", "preserve-thinking=on;enable-thinking=on",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'B',"
    "'reasoning_content':'thought'},{'role':'user','content':'C'}]," STREAM
    ",'enable_thinking':true,'preserve_thinking':true}" },
  { "failed-answer", "qwen3.6-plus", "u A|a |!|u C", "",
    PLUS "'messages':[{'role':'user','content':'A\\n\\nC'}]," STREAM "}" },
  { "stopped-answer", "qwen3.6-plus", "u A|a Half|!|u C", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'Half'},"
    "{'role':'user','content':'C'}]," STREAM "}" },
  { "thought-only", "qwen3.6-plus", "u A|a |r thought|u C", "",
    PLUS "'messages':[{'role':'user','content':'A\\n\\nC'}]," STREAM "}" },
  { "neighbours", "qwen3.6-plus", "u A|u  |u B|a C|a D|u E", "",
    PLUS "'messages':[{'role':'user','content':'A\\n\\nB'},{'role':'assistant','content':'C\\n\\nD'},"
    "{'role':'user','content':'E'}]," STREAM "}" },
  { "systems", "qwen3.6-plus", "s One|u A", "system-prompt=Zero",
    PLUS "'messages':[{'role':'system','content':'Zero\\n\\nOne'},{'role':'user','content':'A'}]," STREAM "}" },

  /* Tools. */
  { "tools", "qwen3.6-plus", "u Hi", "parallel-tool-calls=on;tool-choice=auto",
    PLUS USER STREAM ",'tools':[{'type':'function','function':{'name':'tool_0','description':'Does 0.',"
    "'parameters':{'type':'object','properties':{}}}}],'tool_choice':'auto','parallel_tool_calls':true}",
    QING_PURPOSE_CHAT, DASHSCOPE, 1 },
  { "tool-forced", "qwen3.6-plus", "u Hi", "enable-thinking=off;tool-choice=tool_0",
    PLUS USER STREAM ",'enable_thinking':false,'tools':[{'type':'function','function':{'name':'tool_0',"
    "'description':'Does 0.','parameters':{'type':'object','properties':{}}}}],"
    "'tool_choice':{'type':'function','function':{'name':'tool_0'}}}", QING_PURPOSE_CHAT, DASHSCOPE, 1 },
  { "tool-choice-alone", "qwen3.6-plus", "u Hi", "tool-choice=tool_0", PLUS USER STREAM "}" },
  { "round-trip", "qwen3.6-plus", "u A|a |c 1 f {\"x\":1}|c 2 g |t 1 One|t 2 ", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'','tool_calls':["
    "{'id':'1','type':'function','index':0,'function':{'name':'f','arguments':'{\\'x\\':1}'}},"
    "{'id':'2','type':'function','index':1,'function':{'name':'g','arguments':'{}'}}]},"
    "{'role':'tool','content':'One','tool_call_id':'1'},"
    "{'role':'tool','content':'(no output)','tool_call_id':'2'}]," STREAM "}" },
  { "round-trip-replay", "qwen3.6-plus", "u A|a |c 1 f {}|t 1 One", "preserve-thinking=on;enable-thinking=on",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'','reasoning_content':'',"
    "'tool_calls':[{'id':'1','type':'function','index':0,'function':{'name':'f','arguments':'{}'}}]},"
    "{'role':'tool','content':'One','tool_call_id':'1'}]," STREAM ",'enable_thinking':true,'preserve_thinking':true}" },
  { "orphan-call", "qwen3.6-plus", "u A|a Wait.|c 1 f {}|u B", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'Wait.'},"
    "{'role':'user','content':'B'}]," STREAM "}" },
  { "orphan-call-alone", "qwen3.6-plus", "u A|a |c 1 f {}|u B", "",
    PLUS "'messages':[{'role':'user','content':'A\\n\\nB'}]," STREAM "}" },
  { "orphan-result", "qwen3.6-plus", "u A|a B|t 9 Nine|u C", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'B'},"
    "{'role':'user','content':'C'}]," STREAM "}" },
  { "half-orphans", "qwen3.6-plus", "u A|a |c 1 f {}|c 2 g {}|t 2 Two|u B", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'','tool_calls':["
    "{'id':'2','type':'function','index':0,'function':{'name':'g','arguments':'{}'}}]},"
    "{'role':'tool','content':'Two','tool_call_id':'2'},{'role':'user','content':'B'}]," STREAM "}" },
  { "bad-arguments", "qwen3.6-plus", "u A|a |c 1 f [1|t 1 One", "",
    PLUS "'messages':[{'role':'user','content':'A'},{'role':'assistant','content':'','tool_calls':["
    "{'id':'1','type':'function','index':0,'function':{'name':'f','arguments':'{}'}}]},"
    "{'role':'tool','content':'One','tool_call_id':'1'}]," STREAM "}" },

  /* Attachments: pictures first. */
  { "picture", "qwen3.6-plus", "u What is it?|i a.png", "",
    PLUS "'messages':[{'role':'user','content':[" IMAGE "},{'type':'text','text':'What is it?'}]}]," STREAM "}" },
  { "picture-alone", "qwen3.6-plus", "u |i a.png", "",
    PLUS "'messages':[{'role':'user','content':[" IMAGE "}]}]," STREAM "}" },
  { "pictures-sized", "qwen3.6-plus", "u A|i a.png|i b.jpg", "min-pixels=65536;max-pixels=2621440",
    PLUS "'messages':[{'role':'user','content':[" IMAGE ",'min_pixels':65536,'max_pixels':2621440},"
    "{'type':'image_url','image_url':{'url':'data:image/jpeg;base64,AQIDBA=='},'min_pixels':65536,"
    "'max_pixels':2621440},{'type':'text','text':'A'}]}]," STREAM "}" },
  { "picture-high", "qwen3.6-plus", "u A|i a.png", "vl-high-resolution-images=on",
    PLUS "'messages':[{'role':'user','content':[" IMAGE "},{'type':'text','text':'A'}]}]," STREAM
    ",'vl_high_resolution_images':true}" },
  { "picture-unseen", "qwen3-max", "u A|i a.png", "",
    "{'model':'qwen3-max','messages':[{'role':'user','content':"
    "'[The picture “a.png” is attached here, but you cannot see it.]\\n\\nA'}]," STREAM "}" },
  { "picture-unseen-alone", "qwen3-max", "u |i a\"\nb.png", "",
    "{'model':'qwen3-max','messages':[{'role':'user','content':"
    "'[The picture “a  b.png” is attached here, but you cannot see it.]'}]," STREAM "}" },
  { "picture-elsewhere", "unknown-7b", "u A|i a.png", "max-pixels=2621440",
    "{'model':'unknown-7b','messages':[{'role':'user','content':[" IMAGE
    "},{'type':'text','text':'A'}]}]," STREAM "}", QING_PURPOSE_CHAT, OTHER },
  { "recording", "qwen3-omni-flash", "u A|m a.mp3", "",
    "{'model':'qwen3-omni-flash','messages':[{'role':'user','content':[{'type':'input_audio','input_audio':"
    "{'data':'data:;base64,AQIDBA==','format':'mp3'}},{'type':'text','text':'A'}]}]," STREAM "}" },
  /* protocol.md 7.4: "one non-text modality per request": what came last. */
  { "one-modality", "qwen3-omni-flash", "u A|i a.png|d d.txt|a B|u C|m c.mp3|i c.png", "",
    "{'model':'qwen3-omni-flash','messages':[{'role':'user','content':'[The picture “a.png” is attached here, "
    "but you cannot see it.]\\n\\n<document name=\\'d.txt\\'>\\nSome text.\\n</document>\\n\\nA'},"
    "{'role':'assistant','content':'B'},{'role':'user','content':[{'type':'input_audio','input_audio':"
    "{'data':'data:;base64,AQIDBA==','format':'mp3'}},{'type':'text','text':"
    "'[The picture “c.png” is attached here, but you cannot see it.]\\n\\nC'}]}]," STREAM "}" },
  { "one-modality-film", "qwen3-omni-flash", "u A|i a.png|i b.png|i c.png|i d.png|u C|i e.png",
    "pictures-as-video=on",
    "{'model':'qwen3-omni-flash','messages':[{'role':'user','content':[" IMAGE "}," IMAGE "}," IMAGE "},"
    IMAGE "}," IMAGE "},{'type':'text','text':'A\\n\\nC'}]}]," STREAM "}" },
  { "video", "qwen3.6-plus", "u A|v a.mp4", "max-pixels=2621440",
    PLUS "'messages':[{'role':'user','content':[{'type':'video_url','video_url':"
    "{'url':'data:video/mp4;base64,AQIDBA=='}},{'type':'text','text':'A'}]}]," STREAM "}" },
  { "film", "qwen3.6-plus", "u A|i a.png|i b.jpg|i c.png|m a.mp3|i d.png", "pictures-as-video=on;video-fps=0.5;max-pixels=2621440",
    PLUS "'messages':[{'role':'user','content':[{'type':'video','video':['data:image/png;base64,AQIDBA==',"
    "'data:image/jpeg;base64,AQIDBA==','data:image/png;base64,AQIDBA==','data:image/png;base64,AQIDBA=='],"
    "'fps':0.5},{'type':'text','text':'[The recording “a.mp3” is attached here, but you cannot hear it.]\\n\\nA'}]}],"
    STREAM "}" },
  { "film-too-short", "qwen3.6-plus", "u A|i a.png", "pictures-as-video=on",
    PLUS "'messages':[{'role':'user','content':[" IMAGE "},{'type':'text','text':'A'}]}]," STREAM "}" },
  { "video-fps", "qwen3.6-plus", "u A|v a.mp4", "video-fps=10",
    PLUS "'messages':[{'role':'user','content':[{'type':'video_url','video_url':"
    "{'url':'data:video/mp4;base64,AQIDBA=='},'fps':10.0},{'type':'text','text':'A'}]}]," STREAM "}" },
  { "document", "qwen3-max", "u A|d a.txt", "",
    "{'model':'qwen3-max','messages':[{'role':'user','content':"
    "'<document name=\\'a.txt\\'>\\nSome text.\\n</document>\\n\\nA'}]," STREAM "}" },

  /* Going on with a cut answer. */
  { "continue", "qwen3-max", "u A|a Half", "",
    "{'model':'qwen3-max','messages':[{'role':'user','content':'A'},{'role':'assistant','content':'Half',"
    "'partial':true}]," STREAM ",'enable_thinking':false}", QING_PURPOSE_CONTINUE },
  { "continue-otherwise", "unknown-7b", "u A|a Half", "",
    "{'model':'unknown-7b','messages':[{'role':'user','content':'A'},{'role':'assistant','content':'Half'},"
    "{'role':'user','content':'Your last answer was cut off. Go on exactly where it stopped, without "
    "repeating anything and without a preface.'}]," STREAM "}", QING_PURPOSE_CONTINUE, OTHER },

  /* Helpers. */
  { "title", "qwen3.6-plus", "u A|i a.png|a B", "system-prompt=Pirate;temperature=1;enable-search=on;extra-body={\"x\":1}",
    PLUS "'messages':[{'role':'user','content':'[The picture “a.png” is attached here, but you cannot see it.]"
    "\\n\\nA'},{'role':'assistant','content':'B'}]," STREAM ",'max_tokens':64,'enable_thinking':false}",
    QING_PURPOSE_TITLE, DASHSCOPE, 1 },
  { "title-plain", "qwen-max", "u A", "", "{'model':'qwen-max','messages':[{'role':'user','content':'A'}]," STREAM
    ",'max_tokens':64}", QING_PURPOSE_TITLE },
  { "test", "qwen3.6-plus", "u A", "", PLUS "'messages':[{'role':'user','content':'A'}]," STREAM
    ",'max_tokens':16,'enable_thinking':false}", QING_PURPOSE_TEST },
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

static const struct
{
  char letter;
  QingAttachmentKind kind;
} attachment_letters[] = {
  { 'i', QING_ATTACHMENT_IMAGE },
  { 'm', QING_ATTACHMENT_AUDIO },
  { 'v', QING_ATTACHMENT_VIDEO },
  { 'd', QING_ATTACHMENT_DOCUMENT },
};

static void
attach (QingMessage *message, QingAttachmentKind kind, const char *name)
{
  static const guint8 data[] = { 1, 2, 3, 4 };
  const char *mime_type = g_str_has_suffix (name, ".jpg")   ? "image/jpeg"
                          : g_str_has_suffix (name, ".mp3") ? "audio/mpeg"
                          : g_str_has_suffix (name, ".mp4") ? "video/mp4"
                          : g_str_has_suffix (name, ".txt") ? "text/plain"
                                                            : "image/png";
  g_autoptr (QingAttachment) attachment = qing_attachment_new (NULL, kind, name, mime_type);
  g_autoptr (GBytes) bytes = kind == QING_ATTACHMENT_DOCUMENT
                               ? g_bytes_new_static ("Some text.", 10)
                               : g_bytes_new_static (data, sizeof data);

  qing_attachment_set_bytes (attachment, bytes);
  qing_message_add_attachment (message, attachment);
}

static void
add_call (QingMessage *message, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (QingToolCall) call = qing_tool_call_new (words[0], words[1], words[2]);

  qing_message_add_tool_call (message, call);
}

static QingMessage *
add_message (GPtrArray *messages, QingRole role, const char *text)
{
  QingMessage *message = qing_message_new (role);
  g_auto (GStrv) lines = g_strsplit (text, "¶", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);

  qing_message_set_text (message, joined, -1);
  g_ptr_array_add (messages, message);

  return message;
}

static void
add_result (GPtrArray *messages, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  QingMessage *message = add_message (messages, QING_ROLE_TOOL, words[1]);

  qing_message_set_tool_call_id (message, words[0]);
}

static void
add_line (GPtrArray *messages, const char *line)
{
  QingMessage *last = messages->len > 0 ? g_ptr_array_index (messages, messages->len - 1) : NULL;

  switch (line[0])
    {
    case 's':
      add_message (messages, QING_ROLE_SYSTEM, line + 2);
      break;
    case 'u':
      add_message (messages, QING_ROLE_USER, line + 2);
      break;
    case 'a':
      add_message (messages, QING_ROLE_ASSISTANT, line + 2);
      break;
    case 't':
      add_result (messages, line + 2);
      break;
    case 'r':
      qing_message_set_reasoning (last, line + 2, -1);
      break;
    case 'c':
      add_call (last, line + 2);
      break;
    case '!':
      qing_message_set_state (last, QING_MESSAGE_FAILED);
      break;
    default:
      for (guint i = 0; i < G_N_ELEMENTS (attachment_letters); i++)
        if (attachment_letters[i].letter == line[0])
          attach (last, attachment_letters[i].kind, line + 2);
      break;
    }
}

static GPtrArray *
make_messages (const char *talk)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) lines = g_strsplit (talk, "|", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (messages, lines[i]);

  return messages;
}

static QingParameters *
make_parameters (const char *settings)
{
  QingParameters *parameters = qing_parameters_new ();
  g_auto (GStrv) list = g_strsplit (settings, ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (list[i], "=", 2);
      const QingParameterSpec *spec;
      g_autoptr (GError) error = NULL;
      GVariant *value;

      if (pair[0] == NULL || pair[0][0] == '\0')
        continue;
      spec = qing_parameter_lookup (pair[0]);
      g_assert_nonnull (spec);
      value = qing_parameter_parse (spec->id, pair[1], &error);
      g_assert_no_error (error);
      g_assert_true (qing_parameters_set (parameters, spec->id, value));
    }

  return parameters;
}

static GListModel *
make_tools (guint n_tools)
{
  GListStore *store = g_list_store_new (QING_TYPE_TOOL);

  for (guint i = 0; i < n_tools; i++)
    {
      g_autofree char *name = g_strdup_printf ("tool_%u", i);
      g_autofree char *description = g_strdup_printf ("Does %u.", i);
      g_autoptr (QingTool) tool =
        g_object_new (TEST_TYPE_TOOL, "name", name, "description", description, "schema",
                      "{\"type\":\"object\",\"properties\":{}}", NULL);

      g_list_store_append (store, tool);
    }

  return G_LIST_MODEL (store);
}

static QingChatRequest *
make_request (const Row *row, QingCatalogue *catalogue)
{
  static const char *const urls[] = {
    [DASHSCOPE] = "https://dashscope.aliyuncs.com/v1",
    [OTHER] = "http://127.0.0.1:1/v1",
    [ROUTER] = "https://openrouter.ai/api/v1",
  };
  g_autoptr (QingAccount) account = qing_account_new (NULL, "Test", urls[row->server]);
  g_autoptr (QingParameters) parameters = make_parameters (row->settings);
  g_autoptr (GPtrArray) messages = make_messages (row->talk);
  g_autoptr (GListModel) tools = make_tools (row->n_tools);

  return qing_chat_request_new (row->purpose, account,
                                qing_catalogue_lookup (catalogue, row->model), parameters, messages,
                                tools);
}

static QingRuling *
make_ruling (QingChatRequest *request)
{
  return qing_ruling_new (qing_chat_request_get_purpose (request),
                          qing_chat_request_get_account (request),
                          qing_chat_request_get_model (request),
                          qing_chat_request_get_parameters (request),
                          qing_chat_request_get_messages (request),
                          g_list_model_get_n_items (qing_chat_request_get_tools (request)) > 0);
}

static QingBuiltRequest *
build (const Row *row, QingFault **fault)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingChatRequest) request = make_request (row, catalogue);
  g_autoptr (QingRuling) ruling = make_ruling (request);

  return qing_request_build (request, ruling, NULL, NULL, fault);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingBuiltRequest) built = build (row, &fault);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *expected = g_strdelimit (g_strdup (row->body), "'", '"');
  g_autofree char *actual = NULL;
  gsize length;
  const char *bytes;

  g_assert_null (fault);
  bytes = g_bytes_get_data (built->body, &length);
  actual = g_strndup (bytes, length);
  g_assert_cmpstr (actual, ==, expected);

  /* And it is JSON. */
  node = json_from_string (actual, NULL);
  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
}

static void
assert_refused (const Row *row, QingFaultAction action, const char *parameter)
{
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingBuiltRequest) built = build (row, &fault);

  g_assert_null (built);
  g_assert_cmpint (fault->code, ==, QING_ERROR_REQUEST);
  g_assert_cmpint (fault->action, ==, action);
  g_assert_cmpstr (fault->parameter, ==, parameter);
}

static void
test_refused (void)
{
  const Row title = { "", "qwq-plus", "u A", "", "", QING_PURPOSE_TITLE };
  const Row nothing = { "", "qwen3.6-plus", "a B", "", "" };

  assert_refused (&title, QING_FAULT_ACTION_NONE, NULL);
  assert_refused (&nothing, QING_FAULT_ACTION_NONE, NULL);
}

static void
test_headers (void)
{
  static const char *const bad[] = {
    "NoColon",           ": value",     "Bad Name: x", "Authorization: Bearer x",
    "content-length: 3", "Host: other", "X-A: a\x01z",
  };
  Row row = { "", "qwen3.6-plus", "u A",
              "extra-headers=X-DashScope-DataInspection: {\"input\":\"cip\"}, X-B :b ", "" };
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (QingBuiltRequest) built = build (&row, &fault);
  g_autofree char *joined = NULL;

  g_assert_null (fault);
  joined = g_strjoinv ("|", built->headers);
  g_assert_cmpstr (joined, ==, "X-DashScope-DataInspection|{\"input\":\"cip\"}|X-B|b");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *settings = g_strconcat ("extra-headers=", bad[i], NULL);

      row.settings = settings;
      assert_refused (&row, QING_FAULT_ACTION_RESET_PARAMETER, "extra-headers");
    }
}

static QingFault *
build_with_picture (gsize size, guint count, const char *base_url)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingAccount) account = qing_account_new (NULL, "Test", base_url);
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (GPtrArray) messages = make_messages ("u A");
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (QingChatRequest) request = NULL;
  g_autoptr (QingRuling) ruling = NULL;
  g_autoptr (QingBuiltRequest) built = NULL;
  QingFault *fault = NULL;

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (QingAttachment) attachment =
        qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "a.png", "image/png");

      qing_attachment_set_bytes (attachment, bytes);
      qing_message_add_attachment (g_ptr_array_index (messages, 0), attachment);
    }
  request = qing_chat_request_new (QING_PURPOSE_CHAT, account,
                                   qing_catalogue_lookup (catalogue, "qwen3.6-plus"), parameters,
                                   messages, NULL);
  ruling = qing_ruling_new (QING_PURPOSE_CHAT, account, qing_chat_request_get_model (request),
                            parameters, messages, FALSE);
  built = qing_request_build (request, ruling, NULL, NULL, &fault);
  g_assert_true ((built == NULL) == (fault != NULL));

  return fault;
}

/* protocol.md 7.1: refused here rather than after a minute of sending. */
static void
test_sizes (void)
{
  const gsize mib = 1024 * 1024;
  const struct
  {
    gsize size;
    guint count;
    const char *base_url;
    gboolean good;
  } sizes[] = {
    { 7 * mib, 1, "https://dashscope.aliyuncs.com/compatible-mode/v1", TRUE },
    { 8 * mib, 1, "https://dashscope.aliyuncs.com/compatible-mode/v1", FALSE },
    { 6 * mib, 2, "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", FALSE },
    { 5 * mib, 2, "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", TRUE },
    { 6 * mib, 4, "https://llm-x.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", TRUE },
    { 7 * mib, 7, "https://llm-x.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", FALSE },
    { 20 * mib, 2, "http://127.0.0.1:1/v1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (QingFault) fault =
        build_with_picture (sizes[i].size, sizes[i].count, sizes[i].base_url);

      g_assert_true ((fault == NULL) == sizes[i].good);
      if (fault != NULL)
        g_assert_cmpint (fault->action, ==, QING_FAULT_ACTION_DROP_ATTACHMENT);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } numbers[] = {
    { 0.1, "[0.1]" },
    { 1, "[1.0]" },
    { 1.0 / 3, "[0.3333333333333333]" },
    { 1e300, "[1e+300]" },
    { -2.5, "[-2.5]" },
    { 0.1 + 0.2, "[0.30000000000000004]" },
    { G_MAXDOUBLE * 10, "[null]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      QingJsonWriter *writer = qing_json_writer_new (16);
      g_autoptr (JsonArray) array = json_array_new ();
      g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);
      g_autoptr (GBytes) bytes = NULL;

      json_array_add_double_element (array, numbers[i].number);
      qing_json_writer_node (writer, node);
      bytes = qing_json_writer_end (writer);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), numbers[i].text,
                       strlen (numbers[i].text));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/builder/row/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/builder/refused", test_refused);
  g_test_add_func ("/builder/headers", test_headers);
  g_test_add_func ("/builder/sizes", test_sizes);
  g_test_add_func ("/builder/numbers", test_numbers);

  return g_test_run ();
}
