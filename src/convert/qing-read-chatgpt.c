/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What an asset ("file-service://file-abc", "sediment://file_abc#page") is called where it lies. */
static char *
dup_asset_id (const char *pointer)
{
  const char *slash = strrchr (pointer, '/');
  const char *id = slash != NULL ? slash + 1 : pointer;

  return g_strndup (id, strcspn (id, "#"));
}

/* The name that a message gives to an asset of its own. */
static char *
find_asset_name (const QingJsonTape *tape, QingJsonAt message, const char *id)
{
  QingJsonAt files = qing_tape_get (tape, qing_tape_get (tape, message, "metadata"), "attachments");

  for (QingJsonAt at = qing_json_get_first (tape, files); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, files, at))
    {
      g_autofree char *file_id = qing_json_dup_member (tape, at, "id");
      char *name = qing_json_dup_member (tape, at, "name");

      if (name != NULL && g_strcmp0 (file_id, id) == 0)
        return name;
      g_free (name);
    }
  return g_strdup (id);
}

static void
read_part (QingReader *self, QingMessageNote *note, QingJsonAt message, QingJsonAt part)
{
  g_autofree char *text = qing_json_dup_string (self->tape, part);
  g_autofree char *inner = qing_json_dup_member (self->tape, part, "text");
  g_autofree char *pointer = qing_json_dup_member (self->tape, part, "asset_pointer");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  qing_message_note_add_text (note, text);
  qing_message_note_add_text (note, inner);
  if (pointer == NULL)
    return;
  id = dup_asset_id (pointer);
  name = find_asset_name (self->tape, message, id);
  qing_reader_add_named_file (self, note, part, id, name);
}

static gboolean
points_to (const QingJsonTape *tape, QingJsonAt parts, const char *id)
{
  for (QingJsonAt part = qing_json_get_first (tape, parts); part != QING_JSON_NONE;
       part = qing_json_get_next (tape, parts, part))
    {
      g_autofree char *pointer = qing_json_dup_member (tape, part, "asset_pointer");
      g_autofree char *other = pointer != NULL ? dup_asset_id (pointer) : NULL;

      if (g_strcmp0 (other, id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Documents are with a message, but in none of its parts. */
static void
read_attachments (QingReader *self, QingMessageNote *note, QingJsonAt message, QingJsonAt parts)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt files = qing_tape_get (tape, qing_tape_get (tape, message, "metadata"), "attachments");

  for (QingJsonAt at = qing_json_get_first (tape, files); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, files, at))
    {
      g_autofree char *id = qing_json_dup_member (tape, at, "id");
      g_autofree char *name = qing_json_dup_member (tape, at, "name");

      if (id != NULL && !points_to (tape, parts, id))
        qing_reader_add_named_file (self, note, at, id, name != NULL ? name : id);
    }
}

static void
read_thoughts (QingReader *self, QingMessageNote *note, QingJsonAt content)
{
  QingJsonAt thoughts = qing_tape_get (self->tape, content, "thoughts");

  for (QingJsonAt at = qing_json_get_first (self->tape, thoughts); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, thoughts, at))
    {
      g_autofree char *summary = qing_json_dup_member (self->tape, at, "summary");
      g_autofree char *text = qing_json_dup_member (self->tape, at, "content");
      g_autofree char *title =
        summary != NULL && *summary != '\0' ? g_strdup_printf ("**%s**", summary) : NULL;

      qing_message_note_add_reasoning (note, title);
      qing_message_note_add_reasoning (note, text);
    }
}

/* Kinds of content that are about the conversation rather than in it. */
static gboolean
is_aside (const char *type)
{
  static const char *const asides[] = { "user_editable_context", "model_editable_context",
                                        "reasoning_recap", "thoughts", NULL };

  return type != NULL && g_strv_contains (asides, type);
}

static void
read_content (QingReader *self, QingMessageNote *note, QingJsonAt message)
{
  QingJsonAt content = qing_tape_get (self->tape, message, "content");
  QingJsonAt parts = qing_tape_get (self->tape, content, "parts");
  g_autofree char *type = qing_json_dup_member (self->tape, content, "content_type");
  g_autofree char *text = qing_json_dup_member (self->tape, content, "text");
  g_autofree char *result = qing_json_dup_member (self->tape, content, "result");

  read_thoughts (self, note, content);
  if (is_aside (type))
    {
      note->skipped = TRUE;
      return;
    }
  qing_message_note_add_text (note, text);
  qing_message_note_add_text (note, result);
  for (QingJsonAt part = qing_json_get_first (self->tape, parts); part != QING_JSON_NONE;
       part = qing_json_get_next (self->tape, parts, part))
    read_part (self, note, message, part);
  read_attachments (self, note, message, parts);
}

/* What was said to a tool rather than to the reader is a call. */
static void
read_call (QingReader *self, QingMessageNote *note, const char *recipient)
{
  QingCallRecord *call = qing_call_record_new ();

  call->id = g_strdup (note->id);
  call->name = g_strdup (recipient);
  call->arguments = g_steal_pointer (&note->text);
  call->state = QING_TOOL_CALL_DONE;
  qing_message_note_add_call (note, call);
}

static void
read_message (QingReader *self, QingMessageNote *note, QingJsonAt message)
{
  QingJsonAt metadata = qing_tape_get (self->tape, message, "metadata");
  QingJsonAt hidden = qing_tape_get (self->tape, metadata, "is_visually_hidden_from_conversation");
  QingJsonAt author = qing_tape_get (self->tape, message, "author");
  g_autofree char *role = qing_json_dup_member (self->tape, author, "role");
  g_autofree char *recipient = qing_json_dup_member (self->tape, message, "recipient");
  gboolean empty;

  note->role = qing_reader_parse_role (role);
  note->created = qing_reader_get_time (self, qing_tape_get (self->tape, message, "create_time"));
  read_content (self, note, message);
  empty = (note->text == NULL || *note->text == '\0') && note->reasoning == NULL &&
          note->attachments == NULL;
  if (note->role == 0 || empty || qing_json_get_true (self->tape, hidden))
    note->skipped = TRUE;
  if (note->role != QING_ROLE_ASSISTANT)
    return;
  note->model = qing_json_dup_member (self->tape, metadata, "model_slug");
  if (!note->skipped && recipient != NULL && !g_str_equal (recipient, "all"))
    read_call (self, note, recipient);
}

static void
read_node (QingReader *self, QingConversationRecord *record, QingJsonAt key)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt node = qing_json_get_value (tape, key);
  QingJsonAt children = qing_tape_get (tape, node, "children");
  QingJsonAt message = qing_tape_get (tape, node, "message");
  g_autofree char *id = qing_json_dup_string (tape, key);
  QingMessageNote *note = qing_reader_add_message (self, record, key, QING_ROLE_USER, id);

  note->parent_id = qing_json_dup_member (tape, node, "parent");
  for (QingJsonAt at = qing_json_get_first (tape, children); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, children, at))
    {
      g_autofree char *child = qing_tape_dup_scalar (tape, at);

      if (child != NULL)
        qing_conversation_record_rank (record, child);
    }
  if (message != QING_JSON_NONE)
    read_message (self, note, message);
  else
    note->skipped = TRUE;
}

/* A picture that a tool made is with the message that asked for it: what tools say is not shown. */
static void
show_pictures (QingMessageNote *note, QingMessageNote *caller)
{
  if (note->attachments == NULL)
    return;
  if (caller->attachments == NULL)
    caller->attachments = g_steal_pointer (&note->attachments);
  else
    g_ptr_array_extend_and_steal (caller->attachments, g_steal_pointer (&note->attachments));
}

/* A tool's word answers the call right before it; one without a call (what a page said that was
 * opened) cannot be sent again and is not shown by its own program either. */
static void
answer_calls (QingConversationRecord *record)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < record->messages->len; i++)
    {
      QingMessageNote *note = g_ptr_array_index (record->messages, i);

      g_hash_table_insert (by_id, note->id, note);
    }
  for (guint i = 0; i < record->messages->len; i++)
    {
      QingMessageNote *note = g_ptr_array_index (record->messages, i);
      QingMessageNote *parent =
        note->parent_id != NULL ? g_hash_table_lookup (by_id, note->parent_id) : NULL;
      QingCallRecord *call;

      if (note->role != QING_ROLE_TOOL || note->skipped)
        continue;
      if (parent == NULL || parent->skipped || parent->calls == NULL)
        {
          if (note->attachments != NULL)
            note->role = QING_ROLE_ASSISTANT;
          else
            note->skipped = TRUE;
          continue;
        }
      show_pictures (note, parent);
      call = g_ptr_array_index (parent->calls, 0);
      note->tool_call_id = g_strdup (call->id);
      if (call->result == NULL)
        call->result = g_strdup (note->text != NULL ? note->text : "");
    }
}

static gboolean
read_conversation (QingReader *self, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt mapping = qing_tape_get (tape, at, "mapping");
  g_autofree char *id = qing_json_dup_member (tape, at, "conversation_id");
  g_autoptr (QingConversationRecord) record = NULL;

  if (qing_json_get_kind (tape, mapping) != QING_JSON_OBJECT)
    return qing_reader_fail (self, at, _ ("the messages (“mapping”) are missing"), error);
  if (id == NULL)
    id = qing_json_dup_member (tape, at, "id");
  record = qing_reader_begin (self, at, id);
  record->title = qing_json_dup_member (tape, at, "title");
  record->title_final = record->title != NULL;
  record->model = qing_json_dup_member (tape, at, "default_model_slug");
  record->created = qing_reader_get_time (self, qing_tape_get (tape, at, "create_time"));
  record->updated = qing_reader_get_time (self, qing_tape_get (tape, at, "update_time"));
  record->archived = qing_json_get_true (tape, qing_tape_get (tape, at, "is_archived"));
  record->pinned = qing_json_get_true (tape, qing_tape_get (tape, at, "is_starred"));
  record->current = qing_json_dup_member (tape, at, "current_node");
  for (QingJsonAt key = qing_json_get_first (tape, mapping); key != QING_JSON_NONE;
       key = qing_json_get_next (tape, mapping, key))
    read_node (self, record, key);
  answer_calls (record);
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_chatgpt (QingReader *self, GError **error)
{
  QingJsonAt container;

  for (QingJsonAt at = qing_reader_get_first_item (self, &container); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, container, at))
    if (!read_conversation (self, at, error))
      return FALSE;
  return TRUE;
}
