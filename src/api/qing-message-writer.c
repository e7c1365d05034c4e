/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-writer.h"

#include "qing-attachment.h"
#include "qing-json.h"
#include "qing-message.h"
#include "qing-tool-call.h"

#include <string.h>

#define MIN_FRAMES 4
#define MAX_FRAMES 80

struct _QingMessageWriter
{
  QingRuling *ruling;
  gboolean helper; /* a title or a test: words are enough */
  gboolean narrow; /* one kind of media in a request */
  QingAttachmentKind lone;
  gboolean no_films;
  QingBytesFunc func;
  gpointer user_data;
};

/* For the model, so they are not translated. */
static const char *const placeholders[] = {
  [QING_ATTACHMENT_IMAGE] = "[The picture “%s” is attached here, but you cannot see it.]",
  [QING_ATTACHMENT_AUDIO] = "[The recording “%s” is attached here, but you cannot hear it.]",
  [QING_ATTACHMENT_VIDEO] = "[The video “%s” is attached here, but you cannot see it.]",
  [QING_ATTACHMENT_DOCUMENT] = "[The document “%s” is attached here, but you cannot read it.]",
};

static const struct
{
  const char *mime_type;
  const char *format;
} audio_formats[] = {
  { "audio/mpeg", "mp3" },  { "audio/mp3", "mp3" },      { "audio/wav", "wav" },
  { "audio/x-wav", "wav" }, { "audio/vnd.wave", "wav" }, { "audio/ogg", "ogg" },
  { "audio/flac", "flac" }, { "audio/x-flac", "flac" },  { "audio/aac", "aac" },
  { "audio/mp4", "m4a" },   { "audio/x-m4a", "m4a" },    { "audio/amr", "amr" },
  { "audio/webm", "webm" },
};

static const char *
get_audio_format (QingAttachment *attachment)
{
  const char *mime_type = qing_attachment_get_mime_type (attachment);

  for (guint i = 0; i < G_N_ELEMENTS (audio_formats); i++)
    if (g_ascii_strcasecmp (audio_formats[i].mime_type, mime_type) == 0)
      return audio_formats[i].format;

  return "wav";
}

GBytes *
qing_message_writer_get_bytes (QingMessageWriter *self, QingAttachment *attachment)
{
  if (self->func != NULL)
    return self->func (attachment, self->user_data);

  return qing_attachment_get_bytes (attachment);
}

static gboolean
takes_kind (QingMessageWriter *self, QingAttachmentKind kind)
{
  if (self->helper)
    return FALSE;
  if (self->narrow && kind != QING_ATTACHMENT_DOCUMENT && kind != self->lone)
    return FALSE;

  switch (kind)
    {
    case QING_ATTACHMENT_IMAGE:
      return qing_ruling_sends_images (self->ruling);
    case QING_ATTACHMENT_AUDIO:
      return qing_ruling_sends_audio (self->ruling);
    case QING_ATTACHMENT_VIDEO:
      return qing_ruling_sends_video (self->ruling);
    case QING_ATTACHMENT_DOCUMENT:
      return TRUE;
    default:
      return FALSE;
    }
}

GPtrArray *
qing_message_writer_list_attachments (QingMessageWriter *self, GPtrArray *messages)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < messages->len; i++)
    {
      QingWireMessage *message = g_ptr_array_index (messages, i);

      for (guint j = 0; j < message->attachments->len; j++)
        {
          QingAttachment *attachment = g_ptr_array_index (message->attachments, j);

          if (takes_kind (self, qing_attachment_get_kind (attachment)))
            g_ptr_array_add (list, g_object_ref (attachment));
        }
    }

  return list;
}

/* The text of a document; (nullable). */
static const char *
get_document (QingMessageWriter *self, QingAttachment *attachment, gsize *length)
{
  GBytes *bytes = qing_message_writer_get_bytes (self, attachment);
  const char *text;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, length);
  return text != NULL && g_utf8_validate_len (text, *length, NULL) ? text : NULL;
}

static gboolean
is_part (QingMessageWriter *self, QingAttachment *attachment)
{
  QingAttachmentKind kind = qing_attachment_get_kind (attachment);

  return kind != QING_ATTACHMENT_DOCUMENT && takes_kind (self, kind) &&
         qing_message_writer_get_bytes (self, attachment) != NULL;
}

/* A name must not end the quotation or the line that it stands in. */
static char *
dup_safe_name (QingAttachment *attachment)
{
  char *name = g_utf8_make_valid (qing_attachment_get_name (attachment), -1);

  return g_strdelimit (name, "\"\n\r<>", ' ');
}

static void
add_words (QingMessageWriter *self, GString *text, QingAttachment *attachment)
{
  QingAttachmentKind kind = qing_attachment_get_kind (attachment);
  g_autofree char *name = dup_safe_name (attachment);
  const char *document = NULL;
  gsize length = 0;

  if (kind == QING_ATTACHMENT_DOCUMENT && takes_kind (self, kind))
    document = get_document (self, attachment, &length);

  if (document != NULL)
    {
      g_string_append_printf (text, "<document name=\"%s\">\n", name);
      g_string_append_len (text, document, length);
      g_string_append (text, "\n</document>\n\n");
    }
  else if (kind < G_N_ELEMENTS (placeholders) && placeholders[kind] != NULL)
    {
      g_string_append_printf (text, placeholders[kind], name);
      g_string_append (text, "\n\n");
    }
}

/* What is said in words comes before the user's text, like what is shown. */
static GString *
make_text (QingMessageWriter *self, QingWireMessage *message, guint *n_parts)
{
  GString *text = g_string_sized_new (message->text->len + 1);

  *n_parts = 0;
  for (guint i = 0; i < message->attachments->len; i++)
    {
      QingAttachment *attachment = g_ptr_array_index (message->attachments, i);

      if (is_part (self, attachment))
        (*n_parts)++;
      else
        add_words (self, text, attachment);
    }
  g_string_append_len (text, message->text->str, message->text->len);

  if (message->text->len == 0)
    {
      gsize end = text->len;

      while (end > 0 && text->str[end - 1] == '\n')
        end--;
      g_string_truncate (text, end);
    }

  return text;
}

static void
write_member (QingJsonWriter *json, const char *name, const char *value)
{
  qing_json_writer_name (json, name);
  qing_json_writer_string (json, value, -1);
}

static void
write_bytes (QingJsonWriter *json, const char *name, const char *prefix, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  qing_json_writer_name (json, name);
  qing_json_writer_base64 (json, prefix, data, size);
}

static void
write_pixels (QingMessageWriter *self, QingJsonWriter *json, QingParameterId id, const char *name)
{
  GVariant *value = qing_ruling_get (self->ruling, id)->effective;

  if (value == NULL)
    return;
  qing_json_writer_name (json, name);
  qing_json_writer_int (json, g_variant_get_int64 (value));
}

static void
write_fps (QingMessageWriter *self, QingJsonWriter *json)
{
  GVariant *value = qing_ruling_get (self->ruling, QING_PARAMETER_VIDEO_FPS)->effective;
  g_autoptr (JsonNode) node = NULL;

  if (value == NULL)
    return;
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_double (node, g_variant_get_double (value));
  qing_json_writer_name (json, "fps");
  qing_json_writer_node (json, node);
}

static void
write_url (QingJsonWriter *json, const char *type, QingAttachment *attachment, GBytes *bytes)
{
  g_autofree char *prefix =
    g_strdup_printf ("data:%s;base64,", qing_attachment_get_mime_type (attachment));

  write_member (json, "type", type);
  qing_json_writer_name (json, type);
  qing_json_writer_open (json, '{');
  write_bytes (json, "url", prefix, bytes);
  qing_json_writer_close (json, '}');
}

/* The sizing keys stand beside the address, not inside (protocol.md 1.2). */
static void
write_image (QingMessageWriter *self,
             QingJsonWriter *json,
             QingAttachment *attachment,
             GBytes *bytes)
{
  write_url (json, "image_url", attachment, bytes);
  write_pixels (self, json, QING_PARAMETER_MIN_PIXELS, "min_pixels");
  write_pixels (self, json, QING_PARAMETER_MAX_PIXELS, "max_pixels");
}

/* DashScope's samples have a data address without a type, everybody else takes bare base64
 * (protocol.md 7.4). */
static void
write_audio (QingMessageWriter *self,
             QingJsonWriter *json,
             QingAttachment *attachment,
             GBytes *bytes)
{
  write_member (json, "type", "input_audio");
  qing_json_writer_name (json, "input_audio");
  qing_json_writer_open (json, '{');
  write_bytes (json, "data", qing_ruling_is_dashscope (self->ruling) ? "data:;base64," : "", bytes);
  write_member (json, "format", get_audio_format (attachment));
  qing_json_writer_close (json, '}');
}

static void
write_part (QingMessageWriter *self, QingJsonWriter *json, QingAttachment *attachment)
{
  GBytes *bytes = qing_message_writer_get_bytes (self, attachment);

  qing_json_writer_open (json, '{');
  switch (qing_attachment_get_kind (attachment))
    {
    case QING_ATTACHMENT_AUDIO:
      write_audio (self, json, attachment, bytes);
      break;
    case QING_ATTACHMENT_VIDEO:
      write_url (json, "video_url", attachment, bytes);
      write_fps (self, json);
      break;
    case QING_ATTACHMENT_IMAGE:
    case QING_ATTACHMENT_DOCUMENT:
    default:
      write_image (self, json, attachment, bytes);
      break;
    }
  qing_json_writer_close (json, '}');
}

static gboolean
is_picture (QingMessageWriter *self, QingAttachment *attachment)
{
  return qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE &&
         is_part (self, attachment);
}

/* protocol.md 7.3: a list of frames has at least 4, and at most 80 on every model. */
static gboolean
is_film (QingMessageWriter *self, GPtrArray *attachments)
{
  GVariant *wanted = qing_ruling_get (self->ruling, QING_PARAMETER_PICTURES_AS_VIDEO)->effective;
  guint n = 0;

  if (self->no_films || wanted == NULL || !g_variant_get_boolean (wanted))
    return FALSE;
  for (guint i = 0; i < attachments->len; i++)
    n += is_picture (self, g_ptr_array_index (attachments, i)) ? 1 : 0;
  return n >= MIN_FRAMES && n <= MAX_FRAMES;
}

static void
write_film (QingMessageWriter *self, QingJsonWriter *json, GPtrArray *attachments)
{
  qing_json_writer_open (json, '{');
  write_member (json, "type", "video");
  qing_json_writer_name (json, "video");
  qing_json_writer_open (json, '[');
  for (guint i = 0; i < attachments->len; i++)
    {
      QingAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *prefix =
        g_strdup_printf ("data:%s;base64,", qing_attachment_get_mime_type (attachment));
      GBytes *bytes = qing_message_writer_get_bytes (self, attachment);

      if (is_picture (self, attachment))
        qing_json_writer_base64 (json, prefix, g_bytes_get_data (bytes, NULL),
                                 g_bytes_get_size (bytes));
    }
  qing_json_writer_close (json, ']');
  write_fps (self, json);
  qing_json_writer_close (json, '}');
}

/* Pictures first: that is the order of the service's own samples, and a question that follows what
 * it asks about is understood better by models that read from left to right. */
static void
write_parts (QingMessageWriter *self, QingJsonWriter *json, GPtrArray *attachments, GString *text)
{
  gboolean film = is_film (self, attachments);

  qing_json_writer_open (json, '[');
  if (film)
    write_film (self, json, attachments);
  for (guint i = 0; i < attachments->len; i++)
    {
      QingAttachment *attachment = g_ptr_array_index (attachments, i);

      if (is_part (self, attachment) && !(film && is_picture (self, attachment)))
        write_part (self, json, attachment);
    }

  if (text->len > 0)
    {
      qing_json_writer_open (json, '{');
      write_member (json, "type", "text");
      qing_json_writer_name (json, "text");
      qing_json_writer_string (json, text->str, text->len);
      qing_json_writer_close (json, '}');
    }
  qing_json_writer_close (json, ']');
}

/* Only a message with parts is an array: text-only models refuse one, and some servers drop it
 * without a word (protocol.md 8.4). */
static void
write_user (QingMessageWriter *self, QingJsonWriter *json, QingWireMessage *message)
{
  guint n_parts;
  GString *text = make_text (self, message, &n_parts);

  qing_json_writer_name (json, "content");
  if (n_parts > 0)
    write_parts (self, json, message->attachments, text);
  else
    qing_json_writer_string (json, text->str, text->len);

  g_string_free (text, TRUE);
}

/* Arguments that are no object are refused when they come back (protocol.md 2.9). */
static const char *
get_arguments (QingToolCall *call)
{
  const char *arguments = qing_tool_call_get_arguments (call);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root =
    arguments != NULL ? qing_json_parse (parser, arguments, strlen (arguments), NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? arguments : "{}";
}

static void
write_calls (QingJsonWriter *json, GPtrArray *calls)
{
  qing_json_writer_name (json, "tool_calls");
  qing_json_writer_open (json, '[');
  for (guint i = 0; i < calls->len; i++)
    {
      QingToolCall *call = g_ptr_array_index (calls, i);

      qing_json_writer_open (json, '{');
      write_member (json, "id", qing_tool_call_get_id (call));
      write_member (json, "type", "function");
      qing_json_writer_name (json, "index");
      qing_json_writer_int (json, i);
      qing_json_writer_name (json, "function");
      qing_json_writer_open (json, '{');
      write_member (json, "name", qing_tool_call_get_name (call));
      write_member (json, "arguments", get_arguments (call));
      qing_json_writer_close (json, '}');
      qing_json_writer_close (json, '}');
    }
  qing_json_writer_close (json, ']');
}

/* A message with calls always says its thoughts where they are replayed at all: without them it
 * can be refused (protocol.md 8.3). */
static void
write_assistant (QingMessageWriter *self, QingJsonWriter *json, QingWireMessage *message)
{
  const char *reasoning = message->reasoning != NULL ? message->reasoning : "";

  qing_json_writer_name (json, "content");
  qing_json_writer_string (json, message->text->str, message->text->len);

  if (qing_ruling_replays_reasoning (self->ruling) &&
      (reasoning[0] != '\0' || message->calls->len > 0))
    write_member (json, "reasoning_content", reasoning);
  if (message->calls->len > 0)
    write_calls (json, message->calls);
  if (message->partial)
    {
      qing_json_writer_name (json, "partial");
      qing_json_writer_boolean (json, TRUE);
    }
}

static void
write_plain (QingMessageWriter *self, QingJsonWriter *json, QingWireMessage *message)
{
  qing_json_writer_name (json, "content");
  qing_json_writer_string (json, message->text->str, message->text->len);
  if (message->tool_call_id != NULL)
    write_member (json, "tool_call_id", message->tool_call_id);
}

static const struct
{
  const char *name;
  void (*write) (QingMessageWriter *self, QingJsonWriter *json, QingWireMessage *message);
} roles[] = {
  [QING_ROLE_SYSTEM] = { "system", write_plain },
  [QING_ROLE_USER] = { "user", write_user },
  [QING_ROLE_ASSISTANT] = { "assistant", write_assistant },
  [QING_ROLE_TOOL] = { "tool", write_plain },
};

void
qing_message_writer_write (QingMessageWriter *self, QingJsonWriter *json, GPtrArray *messages)
{
  qing_json_writer_open (json, '[');
  for (guint i = 0; i < messages->len; i++)
    {
      QingWireMessage *message = g_ptr_array_index (messages, i);

      qing_json_writer_open (json, '{');
      write_member (json, "role", roles[message->role].name);
      roles[message->role].write (self, json, message);
      qing_json_writer_close (json, '}');
    }
  qing_json_writer_close (json, ']');
}

/* protocol.md 7.4: "one non-text modality per request" on some models. What was attached last is what
 * the question is about. Pictures of several messages stay pictures: some might not be enough for a
 * film, and a film is another modality. */
static void
narrow (QingMessageWriter *self, GPtrArray *messages)
{
  guint n_messages = 0;

  for (guint i = messages->len; i > 0; i--)
    {
      QingMessage *message = g_ptr_array_index (messages, i - 1);
      QingAttachmentKind kind;

      if (qing_message_get_role (message) != QING_ROLE_USER ||
          !qing_attachment_find_media (qing_message_get_attachments (message), &kind))
        continue;
      if (n_messages++ == 0)
        self->lone = kind;
    }
  self->narrow = TRUE;
  self->no_films = n_messages > 1;
}

QingMessageWriter *
qing_message_writer_new (QingChatRequest *request,
                         QingRuling *ruling,
                         QingBytesFunc func,
                         gpointer user_data)
{
  QingMessageWriter *self = g_new0 (QingMessageWriter, 1);
  QingPurpose purpose = qing_chat_request_get_purpose (request);

  self->ruling = qing_ruling_ref (ruling);
  self->helper = purpose == QING_PURPOSE_TITLE || purpose == QING_PURPOSE_TEST;
  self->func = func;
  self->user_data = user_data;
  if (qing_ruling_sends_one_kind (ruling))
    narrow (self, qing_chat_request_get_messages (request));

  return self;
}

void
qing_message_writer_free (QingMessageWriter *self)
{
  qing_ruling_unref (self->ruling);
  g_free (self);
}
