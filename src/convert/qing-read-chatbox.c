/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A stored picture lies in the program's own storage, of which only the key is exported. */
static void
read_picture (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  QingJsonAt url = qing_tape_get (self->tape, at, "url");
  g_autofree char *key = qing_json_dup_member (self->tape, at, "storageKey");
  gsize length;
  const char *raw = qing_json_get_raw (self->tape, url, &length);

  if (raw != NULL && length > 5 && strncmp (raw, "data:", 5) == 0)
    qing_reader_add_json_file (self, note, url, NULL, NULL);
  else if (key != NULL)
    qing_reader_add_placeholder (self, note, at, key);
  else if (raw != NULL)
    {
      g_autofree char *address = qing_json_dup_string (self->tape, url);

      qing_reader_add_placeholder (self, note, at, address);
    }
}

/* The program runs its tools inside an answer; what they said is kept with the call. */
static void
read_call (QingReader *self, QingMessageNote *note, QingJsonAt part)
{
  QingJsonAt result = qing_tape_get (self->tape, part, "result");
  g_autofree char *name = qing_json_dup_member (self->tape, part, "toolName");
  g_autofree char *arguments =
    qing_json_dup_json (self->tape, qing_tape_get (self->tape, part, "args"));
  g_autofree char *said = result != QING_JSON_NONE ? qing_json_dup_json (self->tape, result) : NULL;
  g_autofree char *words = g_strdup_printf ("`%s` %s\n\n%s", name != NULL ? name : "", arguments,
                                            said != NULL ? said : "");

  qing_message_note_add_reasoning (note, g_strchomp (words));
}

static void
read_part (QingReader *self, QingMessageNote *note, QingJsonAt part)
{
  QingJsonAt type = qing_tape_get (self->tape, part, "type");
  g_autofree char *text = qing_json_dup_member (self->tape, part, "text");

  if (qing_json_equals (self->tape, type, "text"))
    qing_message_note_add_text (note, text);
  else if (qing_json_equals (self->tape, type, "reasoning"))
    qing_message_note_add_reasoning (note, text);
  else if (qing_json_equals (self->tape, type, "image"))
    read_picture (self, note, part);
  else if (qing_json_equals (self->tape, type, "tool-call"))
    read_call (self, note, part);
}

static void
for_each (QingReader *self,
          QingMessageNote *note,
          QingJsonAt list,
          void (*func) (QingReader *, QingMessageNote *, QingJsonAt))
{
  if (qing_json_get_kind (self->tape, list) != QING_JSON_ARRAY)
    return;
  for (QingJsonAt at = qing_json_get_first (self->tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, list, at))
    func (self, note, at);
}

static void
read_file (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  g_autofree char *name = qing_json_dup_member (self->tape, at, "name");
  g_autofree char *content = qing_json_dup_member (self->tape, at, "content");

  if (content != NULL && *content != '\0')
    qing_reader_add_document (self, note, name, content);
  else if (name != NULL)
    qing_reader_add_placeholder (self, note, at, name);
}

static void
read_fault (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  g_autofree char *text = qing_json_dup_member (self->tape, at, "error");

  if (text == NULL || *text == '\0' || note->role != QING_ROLE_ASSISTANT)
    return;
  note->state = QING_MESSAGE_FAILED;
  note->fault = qing_fault_new (QING_ERROR_SERVER, _ ("The server refused or failed."));
  qing_fault_set_detail (note->fault, text, -1);
}

static QingMessageNote *
read_message (QingReader *self, QingConversationRecord *record, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;
  g_autofree char *id = qing_json_dup_member (tape, at, "id");
  g_autofree char *role = qing_json_dup_member (tape, at, "role");
  QingJsonAt parts = qing_tape_get (tape, at, "contentParts");
  QingMessageNote *note =
    qing_reader_add_message (self, record, at, qing_reader_parse_role (role), id);

  note->skipped = note->role == 0;
  note->created = qing_reader_get_time (self, qing_tape_get (tape, at, "timestamp"));
  note->reasoning = qing_json_dup_member (tape, at, "reasoningContent");
  if (note->role == QING_ROLE_ASSISTANT)
    note->model = qing_json_dup_member (tape, at, "model");
  if (qing_json_count (tape, parts) > 0)
    for_each (self, note, parts, read_part);
  else
    note->text = qing_json_dup_member (tape, at, "content");
  for_each (self, note, qing_tape_get (tape, at, "pictures"), read_picture);
  for_each (self, note, qing_tape_get (tape, at, "files"), read_file);
  read_fault (self, note, at);
  return note;
}

/* Adds messages one after the other below @parent; the id of the last, or of @parent. */
static const char *
read_chain (QingReader *self, QingConversationRecord *record, QingJsonAt list, const char *parent)
{
  if (qing_json_get_kind (self->tape, list) != QING_JSON_ARRAY)
    return parent;
  for (QingJsonAt at = qing_json_get_first (self->tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, list, at))
    {
      QingMessageNote *note = read_message (self, record, at);

      note->parent_id = g_strdup (parent);
      parent = note->id;
      qing_reader_take_prompt (record, note);
    }
  return parent;
}

/* Other continuations lie apart, in lists by the message that they follow. The list that is shown
 * is empty there. */
static void
read_forks (QingReader *self, QingConversationRecord *record, QingJsonAt forks)
{
  const QingJsonTape *tape = self->tape;

  if (qing_json_get_kind (tape, forks) != QING_JSON_OBJECT)
    return;
  for (QingJsonAt key = qing_json_get_first (tape, forks); key != QING_JSON_NONE;
       key = qing_json_get_next (tape, forks, key))
    {
      g_autofree char *parent = qing_json_dup_string (tape, key);
      QingJsonAt lists = qing_tape_get (tape, qing_json_get_value (tape, key), "lists");

      if (qing_json_get_kind (tape, lists) != QING_JSON_ARRAY)
        continue;
      for (QingJsonAt at = qing_json_get_first (tape, lists); at != QING_JSON_NONE;
           at = qing_json_get_next (tape, lists, at))
        read_chain (self, record, qing_tape_get (tape, at, "messages"), parent);
    }
}

static void
read_head (QingReader *self, QingConversationRecord *record, QingJsonAt session)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt settings = qing_tape_get (tape, session, "settings");

  record->model = qing_json_dup_member (tape, settings, "modelId");
  if (record->model == NULL)
    record->model = qing_json_dup_member (tape, settings, "model");
  record->pinned = qing_json_get_true (tape, qing_tape_get (tape, session, "starred"));
}

/* A former topic of a session: a conversation of its own, since nothing leads from one to the
 * other. */
static gboolean
read_thread (QingReader *self,
             QingJsonAt session,
             QingJsonAt thread,
             const char *session_id,
             const char *session_name,
             GError **error)
{
  g_autofree char *id = qing_json_dup_member (self->tape, thread, "id");
  g_autofree char *whole =
    g_strdup_printf ("%s/%s", session_id != NULL ? session_id : "", id != NULL ? id : "");
  g_autoptr (QingConversationRecord) record =
    qing_reader_begin (self, thread, id != NULL ? whole : NULL);

  read_head (self, record, session);
  record->title = qing_json_dup_member (self->tape, thread, "name");
  if (record->title == NULL || *record->title == '\0')
    {
      g_free (record->title);
      record->title = g_strdup (session_name);
    }
  record->title_final = record->title != NULL;
  record->created = qing_reader_get_time (self, qing_tape_get (self->tape, thread, "createdAt"));
  read_chain (self, record, qing_tape_get (self->tape, thread, "messages"), NULL);
  return qing_reader_finish (self, g_steal_pointer (&record), thread, error);
}

static gboolean
read_session (QingReader *self, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt threads = qing_tape_get (tape, at, "threads");
  g_autofree char *id = qing_json_dup_member (tape, at, "id");
  g_autofree char *name = qing_json_dup_member (tape, at, "name");
  g_autoptr (QingConversationRecord) record = NULL;

  if (qing_json_get_kind (tape, qing_tape_get (tape, at, "messages")) != QING_JSON_ARRAY)
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  if (qing_json_get_kind (tape, threads) == QING_JSON_ARRAY)
    for (QingJsonAt thread = qing_json_get_first (tape, threads); thread != QING_JSON_NONE;
         thread = qing_json_get_next (tape, threads, thread))
      if (!read_thread (self, at, thread, id, name, error))
        return FALSE;

  record = qing_reader_begin (self, at, id);
  read_head (self, record, at);
  record->title = qing_json_dup_member (tape, at, "threadName");
  if (record->title == NULL || *record->title == '\0')
    {
      g_free (record->title);
      record->title = g_steal_pointer (&name);
    }
  record->title_final = record->title != NULL;
  record->current =
    g_strdup (read_chain (self, record, qing_tape_get (tape, at, "messages"), NULL));
  read_forks (self, record, qing_tape_get (tape, at, "messageForksHash"));
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

static gboolean
read_sessions (QingReader *self, QingJsonAt list, GError **error)
{
  if (qing_json_get_kind (self->tape, list) != QING_JSON_ARRAY)
    return TRUE;
  for (QingJsonAt at = qing_json_get_first (self->tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, list, at))
    if (!read_session (self, at, error))
      return FALSE;
  return TRUE;
}

gboolean
qing_read_chatbox (QingReader *self, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt root = qing_json_get_root (tape);

  for (QingJsonAt key = qing_json_get_first (tape, root); key != QING_JSON_NONE;
       key = qing_json_get_next (tape, root, key))
    {
      g_autofree char *name = qing_json_dup_string (tape, key);

      if (g_str_has_prefix (name, "session:") &&
          !read_session (self, qing_json_get_value (tape, key), error))
        return FALSE;
    }
  return read_sessions (self, qing_tape_get (tape, root, "chat-sessions"), error) &&
         read_sessions (self, qing_tape_get (tape, root, "sessions"), error);
}
