/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A picture is a data URI, or an address, which is not fetched. */
static void
read_url (QingReader *self, QingMessageNote *note, QingJsonAt url)
{
  g_autofree char *text = NULL;
  gsize length;
  const char *raw;

  if (qing_json_get_kind (self->tape, url) == QING_JSON_OBJECT)
    url = qing_tape_get (self->tape, url, "url");
  raw = qing_json_get_raw (self->tape, url, &length);
  if (raw == NULL)
    return;
  if (length > 5 && strncmp (raw, "data:", 5) == 0)
    {
      qing_reader_add_json_file (self, note, url, NULL, NULL);
      return;
    }
  text = qing_json_dup_string (self->tape, url);
  qing_reader_add_placeholder (self, note, url, text);
}

static void
read_part (QingReader *self, QingMessageNote *note, QingJsonAt part)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt audio = qing_tape_get (tape, part, "input_audio");
  g_autofree char *text = qing_json_dup_member (tape, part, "text");

  qing_message_note_add_text (note, text);
  read_url (self, note, qing_tape_get (tape, part, "image_url"));
  read_url (self, note, qing_tape_get (tape, part, "video_url"));
  if (audio != QING_JSON_NONE)
    qing_reader_add_json_file (self, note, qing_tape_get (tape, audio, "data"), NULL, NULL);
}

static void
read_content (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt content = qing_tape_get (tape, at, "content");
  QingJsonAt images = qing_tape_get (tape, at, "images");

  note->text = qing_json_dup_string (tape, content);
  if (qing_json_get_kind (tape, content) == QING_JSON_ARRAY)
    for (QingJsonAt part = qing_json_get_first (tape, content); part != QING_JSON_NONE;
         part = qing_json_get_next (tape, content, part))
      read_part (self, note, part);
  if (qing_json_get_kind (tape, images) == QING_JSON_ARRAY)
    for (QingJsonAt image = qing_json_get_first (tape, images); image != QING_JSON_NONE;
         image = qing_json_get_next (tape, images, image))
      qing_reader_add_json_file (self, note, image, NULL, NULL);
}

static void
read_calls (QingReader *self, QingMessageNote *note, QingJsonAt calls)
{
  for (QingJsonAt at = qing_json_get_first (self->tape, calls); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, calls, at))
    {
      QingJsonAt function = qing_tape_get (self->tape, at, "function");
      QingJsonAt arguments = qing_tape_get (self->tape, function, "arguments");
      QingCallRecord *call = qing_call_record_new ();

      call->id = qing_json_dup_member (self->tape, at, "id");
      call->name = qing_json_dup_member (self->tape, function, "name");
      call->arguments = qing_json_get_kind (self->tape, arguments) == QING_JSON_STRING
                          ? qing_json_dup_string (self->tape, arguments)
                          : qing_json_dup_json (self->tape, arguments);
      call->state = QING_TOOL_CALL_DONE;
      qing_message_note_add_call (note, call);
    }
}

static QingMessageNote *
read_message (QingReader *self, QingConversationRecord *record, QingJsonAt at)
{
  static const char *const thoughts[] = { "reasoning_content", "reasoning", "thinking" };
  const QingJsonTape *tape = self->tape;
  g_autofree char *role = qing_json_dup_member (tape, at, "role");
  QingMessageNote *note =
    qing_reader_add_message (self, record, at, qing_reader_parse_role (role), NULL);

  note->skipped = note->role == 0;
  read_content (self, note, at);
  for (gsize i = 0; i < G_N_ELEMENTS (thoughts) && note->reasoning == NULL; i++)
    note->reasoning = qing_json_dup_string (tape, qing_tape_get (tape, at, thoughts[i]));
  read_calls (self, note, qing_tape_get (tape, at, "tool_calls"));
  if (note->role == QING_ROLE_TOOL)
    note->tool_call_id = qing_json_dup_member (tape, at, "tool_call_id");
  if (note->role == QING_ROLE_ASSISTANT)
    note->model = qing_json_dup_member (tape, at, "model");
  return note;
}

static gboolean
read_conversation (QingReader *self, QingJsonAt at, QingJsonAt messages, GError **error)
{
  const QingJsonTape *tape = self->tape;
  g_autoptr (QingConversationRecord) record = NULL;
  const char *previous = NULL;

  if (qing_json_get_kind (tape, messages) != QING_JSON_ARRAY)
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  record = qing_reader_begin (self, at, NULL);
  record->title = qing_json_dup_member (tape, at, "title");
  record->title_final = record->title != NULL;
  record->model = qing_json_dup_member (tape, at, "model");
  for (QingJsonAt message = qing_json_get_first (tape, messages); message != QING_JSON_NONE;
       message = qing_json_get_next (tape, messages, message))
    {
      QingMessageNote *note = read_message (self, record, message);

      note->parent_id = g_strdup (previous);
      previous = note->id;
      qing_reader_take_prompt (record, note);
      if (note->role == QING_ROLE_ASSISTANT && note->model == NULL)
        note->model = g_strdup (record->model);
    }
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_messages (QingReader *self, GError **error)
{
  QingJsonAt container;
  QingJsonAt first = qing_reader_get_first_item (self, &container);

  if (container != QING_JSON_NONE && qing_tape_get (self->tape, first, "role") != QING_JSON_NONE)
    return read_conversation (self, container, container, error);
  for (QingJsonAt at = first; at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, container, at))
    if (!read_conversation (self, at, qing_tape_get (self->tape, at, "messages"), error))
      return FALSE;
  return TRUE;
}
