/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What was read out of a document lies at different places in different versions. */
static char *
dup_document (const QingJsonTape *tape, QingJsonAt file)
{
  QingJsonAt inner = qing_tape_get (tape, file, "file");
  char *text = qing_json_dup_member (tape, qing_tape_get (tape, inner, "data"), "content");

  return text != NULL ? text : qing_json_dup_member (tape, file, "content");
}

static void
read_file (QingReader *self, QingMessageNote *note, QingJsonAt file)
{
  QingJsonAt url = qing_tape_get (self->tape, file, "url");
  g_autofree char *name = qing_json_dup_member (self->tape, file, "name");
  g_autofree char *text = NULL;
  gsize length;
  const char *raw = qing_json_get_raw (self->tape, url, &length);

  if (raw != NULL && length > 5 && strncmp (raw, "data:", 5) == 0)
    {
      qing_reader_add_json_file (self, note, url, name, NULL);
      return;
    }
  text = dup_document (self->tape, file);
  if (text != NULL && *text != '\0')
    qing_reader_add_document (self, note, name, text);
  else if (name != NULL || raw != NULL)
    {
      g_autofree char *address = qing_json_dup_string (self->tape, url);

      qing_reader_add_placeholder (self, note, file, name != NULL ? name : address);
    }
}

static void
read_usage (QingReader *self, QingMessageNote *note, QingJsonAt message)
{
  QingJsonAt usage = qing_tape_get (self->tape, message, "usage");

  if (usage == QING_JSON_NONE)
    usage = qing_tape_get (self->tape, message, "info");
  note->usage.prompt =
    qing_tape_get_int (self->tape, qing_tape_get (self->tape, usage, "prompt_tokens"), -1);
  note->usage.completion =
    qing_tape_get_int (self->tape, qing_tape_get (self->tape, usage, "completion_tokens"), -1);
  note->usage.total =
    qing_tape_get_int (self->tape, qing_tape_get (self->tape, usage, "total_tokens"), -1);
}

static void
read_error (QingReader *self, QingMessageNote *note, QingJsonAt message)
{
  QingJsonAt fault = qing_tape_get (self->tape, message, "error");
  g_autofree char *text = qing_json_dup_member (self->tape, fault, "content");

  if (text == NULL || note->role != QING_ROLE_ASSISTANT)
    return;
  note->state = QING_MESSAGE_FAILED;
  note->fault = qing_fault_new (QING_ERROR_SERVER, _ ("The server refused or failed."));
  qing_fault_set_detail (note->fault, text, -1);
}

static void
read_message (QingReader *self,
              QingConversationRecord *record,
              QingJsonAt place,
              QingJsonAt at,
              const char *id)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt children = qing_tape_get (tape, at, "childrenIds");
  QingJsonAt files = qing_tape_get (tape, at, "files");
  g_autofree char *role = qing_json_dup_member (tape, at, "role");
  QingMessageNote *note =
    qing_reader_add_message (self, record, place, qing_reader_parse_role (role), id);

  note->parent_id = qing_json_dup_member (tape, at, "parentId");
  note->text = qing_json_dup_member (tape, at, "content");
  note->reasoning = qing_json_dup_member (tape, at, "reasoning_content");
  note->created = qing_reader_get_time (self, qing_tape_get (tape, at, "timestamp"));
  note->skipped = note->role == 0;
  for (QingJsonAt child = qing_json_get_first (tape, children); child != QING_JSON_NONE;
       child = qing_json_get_next (tape, children, child))
    {
      g_autofree char *child_id = qing_tape_dup_scalar (tape, child);

      if (child_id != NULL)
        qing_conversation_record_rank (record, child_id);
    }
  for (QingJsonAt file = qing_json_get_first (tape, files); file != QING_JSON_NONE;
       file = qing_json_get_next (tape, files, file))
    read_file (self, note, file);
  if (note->role == QING_ROLE_ASSISTANT)
    note->model = qing_json_dup_member (tape, at, "model");
  read_usage (self, note, at);
  read_error (self, note, at);
  qing_reader_take_prompt (record, note);
}

/* Old exports have a list in place of a tree. */
static void
read_list (QingReader *self, QingConversationRecord *record, QingJsonAt list)
{
  g_autofree char *previous = NULL;

  for (QingJsonAt at = qing_json_get_first (self->tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, list, at))
    {
      g_autofree char *id = qing_json_dup_member (self->tape, at, "id");
      QingMessageNote *note;

      read_message (self, record, at, at, id);
      note = g_ptr_array_index (record->messages, record->messages->len - 1);
      g_free (note->parent_id);
      note->parent_id = g_steal_pointer (&previous);
      previous = g_strdup (note->id);
    }
}

static void
read_tree (QingReader *self, QingConversationRecord *record, QingJsonAt messages)
{
  for (QingJsonAt key = qing_json_get_first (self->tape, messages); key != QING_JSON_NONE;
       key = qing_json_get_next (self->tape, messages, key))
    {
      g_autofree char *id = qing_json_dup_string (self->tape, key);

      read_message (self, record, key, qing_json_get_value (self->tape, key), id);
    }
}

static void
read_head (QingReader *self, QingConversationRecord *record, QingJsonAt at, QingJsonAt chat)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt created = qing_tape_get (tape, at, "created_at");
  QingJsonAt models = qing_tape_get (tape, chat, "models");

  record->title = qing_json_dup_member (tape, at, "title");
  if (record->title == NULL)
    record->title = qing_json_dup_member (tape, chat, "title");
  record->title_final = record->title != NULL;
  if (created == QING_JSON_NONE)
    created = qing_tape_get (tape, chat, "timestamp");
  record->created = qing_reader_get_time (self, created);
  record->updated = qing_reader_get_time (self, qing_tape_get (tape, at, "updated_at"));
  record->pinned = qing_json_get_true (tape, qing_tape_get (tape, at, "pinned"));
  record->archived = qing_json_get_true (tape, qing_tape_get (tape, at, "archived"));
  record->model = qing_json_dup_string (tape, qing_json_get_first (tape, models));
  record->system_prompt =
    qing_json_dup_member (tape, qing_tape_get (tape, chat, "params"), "system");
  if (record->system_prompt == NULL)
    record->system_prompt = qing_json_dup_member (tape, chat, "system");
}

static gboolean
read_chat (QingReader *self, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt chat = qing_tape_get (tape, at, "chat");
  QingJsonAt history;
  QingJsonAt messages;
  g_autofree char *id = qing_json_dup_member (tape, at, "id");
  g_autoptr (QingConversationRecord) record = NULL;

  if (qing_json_get_kind (tape, at) != QING_JSON_OBJECT)
    return qing_reader_fail (self, at, _ ("this is no conversation"), error);
  if (chat == QING_JSON_NONE)
    chat = at;
  history = qing_tape_get (tape, chat, "history");
  messages = qing_tape_get (tape, history, "messages");
  record = qing_reader_begin (self, at, id);
  read_head (self, record, at, chat);
  record->current = qing_json_dup_member (tape, history, "currentId");
  if (qing_json_get_kind (tape, messages) == QING_JSON_OBJECT)
    read_tree (self, record, messages);
  else if (qing_json_get_kind (tape, qing_tape_get (tape, chat, "messages")) == QING_JSON_ARRAY)
    read_list (self, record, qing_tape_get (tape, chat, "messages"));
  else
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_open_webui (QingReader *self, GError **error)
{
  QingJsonAt container;

  for (QingJsonAt at = qing_reader_get_first_item (self, &container); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, container, at))
    if (!read_chat (self, at, error))
      return FALSE;
  return TRUE;
}
