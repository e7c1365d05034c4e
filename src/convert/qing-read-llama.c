/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>

static void
read_extra (QingReader *self, QingMessageNote *note, QingJsonAt extra)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt images = qing_tape_get (tape, extra, "images");
  QingJsonAt data = qing_tape_get (tape, extra, "base64Url");
  g_autofree char *name = qing_json_dup_member (tape, extra, "name");
  g_autofree char *mime_type = qing_json_dup_member (tape, extra, "mimeType");
  g_autofree char *content = qing_json_dup_member (tape, extra, "content");

  if (data == QING_JSON_NONE)
    data = qing_tape_get (tape, extra, "base64Data");
  if (data != QING_JSON_NONE)
    qing_reader_add_json_file (self, note, data, name, mime_type);
  else if (images != QING_JSON_NONE && qing_json_count (tape, images) > 0)
    for (QingJsonAt at = qing_json_get_first (tape, images); at != QING_JSON_NONE;
         at = qing_json_get_next (tape, images, at))
      qing_reader_add_json_file (self, note, at, NULL, NULL);
  else if (content != NULL)
    qing_reader_add_document (self, note, name, content);
}

/* The name has changed with the versions. */
static char *
dup_reasoning (const QingJsonTape *tape, QingJsonAt at)
{
  static const char *const names[] = { "reasoningContent", "reasoning_content", "reasoning",
                                       "thinking" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *text = qing_json_dup_string (tape, qing_tape_get (tape, at, names[i]));

      if (text != NULL && *text != '\0')
        return text;
      g_free (text);
    }
  return NULL;
}

static void
read_message (QingReader *self, QingConversationRecord *record, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt children = qing_tape_get (tape, at, "children");
  QingJsonAt extras = qing_tape_get (tape, at, "extra");
  g_autofree char *id = qing_json_dup_member (tape, at, "id");
  g_autofree char *role = qing_json_dup_member (tape, at, "role");
  g_autofree char *type = qing_json_dup_member (tape, at, "type");
  QingMessageNote *note =
    qing_reader_add_message (self, record, at, qing_reader_parse_role (role), id);

  note->parent_id = qing_json_dup_member (tape, at, "parent");
  if (g_strcmp0 (note->parent_id, "-1") == 0)
    g_clear_pointer (&note->parent_id, g_free);
  note->text = qing_json_dup_member (tape, at, "content");
  note->reasoning = dup_reasoning (tape, at);
  note->created = qing_reader_get_time (self, qing_tape_get (tape, at, "timestamp"));
  note->skipped = note->role == 0 || g_strcmp0 (type, "root") == 0;
  if (note->role == QING_ROLE_ASSISTANT)
    note->model = qing_json_dup_member (tape, at, "model");
  for (QingJsonAt child = qing_json_get_first (tape, children); child != QING_JSON_NONE;
       child = qing_json_get_next (tape, children, child))
    {
      g_autofree char *child_id = qing_tape_dup_scalar (tape, child);

      if (child_id != NULL)
        qing_conversation_record_rank (record, child_id);
    }
  for (QingJsonAt extra = qing_json_get_first (tape, extras); extra != QING_JSON_NONE;
       extra = qing_json_get_next (tape, extras, extra))
    read_extra (self, note, extra);
  if (!note->skipped)
    qing_reader_take_prompt (record, note);
}

static gboolean
read_conversation (QingReader *self, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt conv = qing_tape_get (tape, at, "conv");
  QingJsonAt messages = qing_tape_get (tape, at, "messages");
  g_autofree char *id = qing_json_dup_member (tape, conv, "id");
  g_autoptr (QingConversationRecord) record = NULL;

  if (qing_json_get_kind (tape, messages) != QING_JSON_ARRAY)
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  record = qing_reader_begin (self, at, id);
  record->title = qing_json_dup_member (tape, conv, "name");
  record->title_final = record->title != NULL;
  record->updated = qing_reader_get_time (self, qing_tape_get (tape, conv, "lastModified"));
  record->current = qing_json_dup_member (tape, conv, "currNode");
  for (QingJsonAt message = qing_json_get_first (tape, messages); message != QING_JSON_NONE;
       message = qing_json_get_next (tape, messages, message))
    read_message (self, record, message);
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_llama (QingReader *self, GError **error)
{
  QingJsonAt container;

  for (QingJsonAt at = qing_reader_get_first_item (self, &container); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, container, at))
    if (!read_conversation (self, at, error))
      return FALSE;
  return TRUE;
}
