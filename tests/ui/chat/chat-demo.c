/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat-demo.h"

#include "qing-attachment.h"
#include "qing-tool-call.h"

#include <gtk/gtk.h>

typedef struct
{
  QingConversation *conversation;
  QingMessage *last;
} Demo;

static QingMessage *
add (Demo *demo, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  if (role == QING_ROLE_ASSISTANT)
    qing_message_set_model (message, "qwen3-max");
  qing_conversation_add (demo->conversation, message, demo->last, TRUE);
  demo->last = message;
  return message;
}

static GBytes *
make_picture (int width, int height, guint32 color)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *buffer;
  gsize size;

  gdk_pixbuf_fill (pixbuf, color);
  for (int i = 0; i < MIN (width, height); i++)
    {
      guchar *pixel =
        gdk_pixbuf_get_pixels (pixbuf) + i * gdk_pixbuf_get_rowstride (pixbuf) + 3 * i;

      pixel[0] = pixel[1] = pixel[2] = 255;
    }
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", NULL, NULL);
  return g_bytes_new_take (buffer, size);
}

static void
attach (QingMessage *message, const char *name, int width, int height, guint32 color)
{
  gboolean is_picture = width > 0;
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, is_picture ? QING_ATTACHMENT_IMAGE : QING_ATTACHMENT_DOCUMENT, name,
                         is_picture ? "image/png" : "application/pdf");

  qing_attachment_set_size (attachment, 48213);
  if (is_picture)
    {
      g_autoptr (GBytes) bytes = make_picture (width, height, color);

      qing_attachment_set_dimensions (attachment, width, height);
      qing_attachment_set_thumbnail (attachment, bytes);
    }
  qing_message_add_attachment (message, attachment);
}

static void
add_thinking (Demo *demo)
{
  QingMessage *message;
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;

  add (demo, QING_ROLE_USER, "Which is larger, 9.11 or 9.9?");
  message = add (demo, QING_ROLE_ASSISTANT, "**9.9** is larger, because 0.90 is more than 0.11.");
  qing_message_set_reasoning (
    message,
    "The user asks about decimals. Compare the *tenths* first:\n\n1. 9.11 has 1 tenth\n"
    "2. 9.9 has 9 tenths\n\n```python\n>>> 9.11 < 9.9\nTrue\n```\n\nSo `9.9` is larger.",
    -1);
  timing.first_token = 800000;
  timing.answer_began = 12800000;
  timing.finished = 14000000;
  usage.completion = 1234;
  qing_message_set_timing (message, &timing);
  qing_message_set_usage (message, &usage);
}

static void
add_fault (Demo *demo)
{
  g_autoptr (QingFault) fault =
    qing_fault_new (QING_ERROR_AUTH, "The server does not accept the key. Check the key of the "
                                     "account, or use another account.");
  QingMessage *message;

  fault->action = QING_FAULT_ACTION_EDIT_KEY;
  fault->server_code = g_strdup ("invalid_api_key");
  fault->http_status = 401;
  qing_fault_set_detail (fault, "Incorrect API key provided.", -1);
  add (demo, QING_ROLE_USER, "Try again with the other account, please.");
  message = add (demo, QING_ROLE_ASSISTANT, "");
  qing_message_set_request_id (message, "3f6c1b7e-0c0e-9a51-8a5d-6d3a0c7f2b11");
  qing_message_set_fault (message, fault);
  qing_message_set_state (message, QING_MESSAGE_FAILED);
}

static void
add_tool (Demo *demo)
{
  QingMessage *message;
  g_autoptr (QingToolCall) call =
    qing_tool_call_new ("call_1", "read_file", "{\"path\": \"notes.txt\"}");

  add (demo, QING_ROLE_USER, "What is in my notes?");
  message = add (demo, QING_ROLE_ASSISTANT, "I will look.");
  qing_tool_call_set_outcome (call, QING_TOOL_CALL_DONE, "Buy milk\nCall Ada");
  qing_message_add_tool_call (message, call);
  add (demo, QING_ROLE_TOOL, "Buy milk\nCall Ada");
  message = add (demo, QING_ROLE_ASSISTANT, "Two things: *milk*, and a call to");
  qing_message_set_finish_reason (message, "length");
}

static void
add_versions (Demo *demo)
{
  g_autoptr (QingMessage) other = qing_message_new (QING_ROLE_ASSISTANT);
  QingMessage *question;

  question = add (demo, QING_ROLE_USER, "Two pictures and a paper. What do they show?");
  attach (question, "square.png", 300, 300, 0x3584e4ff);
  attach (question, "wide screenshot.png", 1200, 500, 0x26a269ff);
  attach (question, "A rather long name of a paper about Fenwick trees.pdf", 0, 0, 0);
  qing_message_set_text (other, "An earlier answer.", -1);
  qing_conversation_add (demo->conversation, other, question, TRUE);
  add (demo, QING_ROLE_ASSISTANT, "A blue square, a green rectangle, and a paper.");
  qing_message_set_state (demo->last, QING_MESSAGE_INTERRUPTED);
}

static void
add_running (Demo *demo)
{
  g_autoptr (QingFault) fault =
    qing_fault_new (QING_ERROR_RATE, "The server asks to wait: too many requests.");
  QingMessage *message;

  add (demo, QING_ROLE_USER, "And now?");
  message = add (demo, QING_ROLE_ASSISTANT, "");
  qing_message_set_fault (message, fault);
  qing_message_set_state (message, QING_MESSAGE_WAITING);
  qing_message_set_retry (message, 1, g_get_monotonic_time () + 42 * G_USEC_PER_SEC);
  add (demo, QING_ROLE_USER, "Think.");
  message = add (demo, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  qing_message_append (message, QING_PART_REASONING, "Let me see", -1);
  add (demo, QING_ROLE_USER, "Hello?");
  message = add (demo, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (message, QING_MESSAGE_WAITING);
}

QingConversation *
chat_demo_new (void)
{
  Demo demo = { qing_conversation_new (), NULL };

  add_thinking (&demo);
  add_versions (&demo);
  add_tool (&demo);
  add_fault (&demo);
  add_running (&demo);
  return demo.conversation;
}
