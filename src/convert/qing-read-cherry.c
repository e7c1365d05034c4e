/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the list of assistants, which lies elsewhere in the backup, says about a topic. */
typedef struct
{
  char *name;
  char *prompt;
  char *folder;
  gboolean pinned;
} Topic;

typedef struct
{
  QingReader *reader;
  GHashTable *topics; /* id -> Topic */
  GHashTable *blocks; /* id -> place + 1 */
} Backup;

static void
topic_free (gpointer data)
{
  Topic *topic = data;

  g_free (topic->name);
  g_free (topic->prompt);
  g_free (topic->folder);
  g_free (topic);
}

static void
add_topics (Backup *backup, const QingJsonTape *tape, QingJsonAt assistant)
{
  QingJsonAt topics = qing_tape_get (tape, assistant, "topics");
  g_autofree char *folder = qing_json_dup_member (tape, assistant, "name");
  g_autofree char *prompt = qing_json_dup_member (tape, assistant, "prompt");

  for (QingJsonAt at = qing_json_get_first (tape, topics); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, topics, at))
    {
      char *id = qing_json_dup_member (tape, at, "id");
      Topic *topic;

      if (id == NULL)
        continue;
      topic = g_new0 (Topic, 1);
      topic->name = qing_json_dup_member (tape, at, "name");
      topic->prompt = qing_json_dup_member (tape, at, "prompt");
      if (topic->prompt == NULL || *topic->prompt == '\0')
        {
          g_free (topic->prompt);
          topic->prompt = g_strdup (prompt);
        }
      topic->folder = g_strdup (folder);
      topic->pinned = qing_json_get_true (tape, qing_tape_get (tape, at, "pinned"));
      g_hash_table_insert (backup->topics, id, topic);
    }
}

/* A JSON text that is a string in another one; NULL when it is damaged, since only names are in
 * there. */
static QingJsonTape *
open_inner (QingReader *self, const QingJsonTape *tape, QingJsonAt string)
{
  char *text = qing_json_dup_string (tape, string);
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, strlen (text));
  return qing_json_tape_new (bytes, self->cancellable, NULL);
}

static void
read_assistants (Backup *backup)
{
  QingReader *self = backup->reader;
  QingJsonAt storage = qing_tape_get (self->tape, qing_json_get_root (self->tape), "localStorage");
  g_autoptr (QingJsonTape) state =
    open_inner (self, self->tape, qing_tape_get (self->tape, storage, "persist:cherry-studio"));
  g_autoptr (QingJsonTape) inner = NULL;
  QingJsonAt list;

  if (state == NULL)
    return;
  inner = open_inner (self, state, qing_tape_get (state, qing_json_get_root (state), "assistants"));
  if (inner == NULL)
    return;
  add_topics (backup, inner, qing_tape_get (inner, qing_json_get_root (inner), "defaultAssistant"));
  list = qing_tape_get (inner, qing_json_get_root (inner), "assistants");
  for (QingJsonAt at = qing_json_get_first (inner, list); at != QING_JSON_NONE;
       at = qing_json_get_next (inner, list, at))
    add_topics (backup, inner, at);
}

static void
index_blocks (Backup *backup, QingJsonAt blocks)
{
  const QingJsonTape *tape = backup->reader->tape;

  if (qing_json_get_kind (tape, blocks) != QING_JSON_ARRAY)
    return;
  for (QingJsonAt at = qing_json_get_first (tape, blocks); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, blocks, at))
    {
      char *id = qing_json_dup_member (tape, at, "id");

      if (id != NULL)
        g_hash_table_insert (backup->blocks, id, GUINT_TO_POINTER (at + 1));
    }
}

static void
add_named_file (QingReader *self, QingMessageNote *note, QingJsonAt file)
{
  g_autofree char *id = qing_json_dup_member (self->tape, file, "id");
  g_autofree char *name = qing_json_dup_member (self->tape, file, "origin_name");

  if (name == NULL)
    name = qing_json_dup_member (self->tape, file, "name");
  if (name != NULL)
    qing_reader_add_named_file (self, note, file, id, name);
}

static void
add_picture (QingReader *self, QingMessageNote *note, QingJsonAt url)
{
  gsize length;
  const char *raw = qing_json_get_raw (self->tape, url, &length);
  g_autofree char *address = NULL;

  if (raw == NULL)
    return;
  if (length > 5 && strncmp (raw, "data:", 5) == 0)
    {
      qing_reader_add_json_file (self, note, url, NULL, NULL);
      return;
    }
  address = qing_json_dup_string (self->tape, url);
  qing_reader_add_placeholder (self, note, url, address);
}

static void
add_pictures (QingReader *self, QingMessageNote *note, QingJsonAt holder)
{
  QingJsonAt images = qing_tape_get (self->tape, qing_tape_get (self->tape, holder, "metadata"),
                                     "generateImageResponse");

  if (images == QING_JSON_NONE)
    images =
      qing_tape_get (self->tape, qing_tape_get (self->tape, holder, "metadata"), "generateImage");
  images = qing_tape_get (self->tape, images, "images");
  if (qing_json_get_kind (self->tape, images) == QING_JSON_ARRAY)
    for (QingJsonAt at = qing_json_get_first (self->tape, images); at != QING_JSON_NONE;
         at = qing_json_get_next (self->tape, images, at))
      add_picture (self, note, at);
}

static void
read_tool (QingReader *self, QingMessageNote *note, QingJsonAt block)
{
  QingJsonAt content = qing_tape_get (self->tape, block, "content");
  g_autofree char *name = qing_json_dup_member (self->tape, block, "toolName");
  g_autofree char *arguments =
    qing_json_dup_json (self->tape, qing_tape_get (self->tape, block, "arguments"));
  g_autofree char *said = qing_json_get_kind (self->tape, content) == QING_JSON_STRING
                            ? qing_json_dup_string (self->tape, content)
                            : qing_json_dup_json (self->tape, content);
  g_autofree char *words =
    g_strdup_printf ("`%s` %s\n\n%s", name != NULL ? name : "", arguments, said);

  qing_message_note_add_reasoning (note, g_strchomp (words));
}

static void
read_fault (QingReader *self, QingMessageNote *note, QingJsonAt block)
{
  QingJsonAt fault = qing_tape_get (self->tape, block, "error");
  g_autofree char *text = qing_json_dup_member (self->tape, fault, "message");

  if (note->role != QING_ROLE_ASSISTANT || note->fault != NULL)
    return;
  note->state = QING_MESSAGE_FAILED;
  note->fault = qing_fault_new (QING_ERROR_SERVER, _ ("The server refused or failed."));
  qing_fault_set_detail (note->fault, text, -1);
}

static void
read_block (QingReader *self, QingMessageNote *note, QingJsonAt block)
{
  QingJsonAt type = qing_tape_get (self->tape, block, "type");
  g_autofree char *content = qing_json_dup_member (self->tape, block, "content");

  if (qing_json_equals (self->tape, type, "main_text"))
    {
      qing_message_note_add_text (note, content);
    }
  else if (qing_json_equals (self->tape, type, "thinking"))
    {
      qing_message_note_add_reasoning (note, content);
    }
  else if (qing_json_equals (self->tape, type, "code") && content != NULL)
    {
      g_autofree char *language = qing_json_dup_member (self->tape, block, "language");
      g_autofree char *fenced =
        g_strdup_printf ("````%s\n%s\n````", language != NULL ? language : "", content);

      qing_message_note_add_text (note, fenced);
    }
  else if (qing_json_equals (self->tape, type, "image"))
    {
      add_picture (self, note, qing_tape_get (self->tape, block, "url"));
      add_pictures (self, note, block);
      add_named_file (self, note, qing_tape_get (self->tape, block, "file"));
    }
  else if (qing_json_equals (self->tape, type, "file"))
    {
      add_named_file (self, note, qing_tape_get (self->tape, block, "file"));
    }
  else if (qing_json_equals (self->tape, type, "tool"))
    {
      read_tool (self, note, block);
    }
  else if (qing_json_equals (self->tape, type, "error"))
    {
      read_fault (self, note, block);
    }
}

static void
read_blocks (Backup *backup, QingMessageNote *note, QingJsonAt list)
{
  const QingJsonTape *tape = backup->reader->tape;

  if (qing_json_get_kind (tape, list) != QING_JSON_ARRAY)
    return;
  for (QingJsonAt at = qing_json_get_first (tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, list, at))
    {
      g_autofree char *id = qing_json_dup_string (tape, at);
      guint block = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (backup->blocks, id)) : 0;

      if (block > 0)
        read_block (backup->reader, note, block - 1);
      else
        qing_reader_remark (backup->reader, at, _ ("this part of the message is not in the file"));
    }
}

static QingMessageNote *
read_message (Backup *backup, QingConversationRecord *record, QingJsonAt at)
{
  QingReader *self = backup->reader;
  const QingJsonTape *tape = self->tape;
  QingJsonAt files = qing_tape_get (tape, at, "files");
  g_autofree char *id = qing_json_dup_member (tape, at, "id");
  g_autofree char *role = qing_json_dup_member (tape, at, "role");
  QingMessageNote *note =
    qing_reader_add_message (self, record, at, qing_reader_parse_role (role), id);

  note->skipped =
    note->role == 0 || qing_json_equals (tape, qing_tape_get (tape, at, "type"), "clear");
  note->created = qing_reader_get_time (self, qing_tape_get (tape, at, "createdAt"));
  if (note->role == QING_ROLE_ASSISTANT)
    {
      note->model = qing_json_dup_member (tape, qing_tape_get (tape, at, "model"), "id");
      if (note->model == NULL)
        note->model = qing_json_dup_member (tape, at, "modelId");
    }
  /* Older messages hold their text themselves. */
  note->text = qing_json_dup_member (tape, at, "content");
  note->reasoning = qing_json_dup_member (tape, at, "reasoning_content");
  read_blocks (backup, note, qing_tape_get (tape, at, "blocks"));
  add_pictures (self, note, at);
  if (qing_json_get_kind (tape, files) == QING_JSON_ARRAY)
    for (QingJsonAt file = qing_json_get_first (tape, files); file != QING_JSON_NONE;
         file = qing_json_get_next (tape, files, file))
      add_named_file (self, note, file);
  if (qing_json_get_kind (tape, qing_tape_get (tape, at, "error")) == QING_JSON_OBJECT)
    read_fault (self, note, at);
  return note;
}

/* The messages of a topic are a list. Answers of several models to one question stand one after
 * the other with the question's id: they are siblings, and what follows goes below the one that
 * was selected, or the last. */
static void
read_messages (Backup *backup, QingConversationRecord *record, QingJsonAt messages)
{
  const QingJsonTape *tape = backup->reader->tape;
  g_autofree char *question = NULL;
  const char *above = NULL;   /* what the group of answers follows */
  const char *current = NULL; /* of the group, what the next message follows */
  gboolean selected = FALSE;

  for (QingJsonAt at = qing_json_get_first (tape, messages); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, messages, at))
    {
      QingMessageNote *note = read_message (backup, record, at);
      g_autofree char *asked = qing_json_dup_member (tape, at, "askId");
      gboolean same = note->role == QING_ROLE_ASSISTANT && asked != NULL && question != NULL &&
                      g_str_equal (asked, question);

      qing_reader_take_prompt (record, note);
      if (!same)
        {
          above = current;
          selected = FALSE;
        }
      note->parent_id = g_strdup (above);
      if (!selected)
        current = note->id;
      selected = selected || qing_json_get_true (tape, qing_tape_get (tape, at, "foldSelected"));
      g_free (question);
      question = note->role == QING_ROLE_ASSISTANT ? g_steal_pointer (&asked) : NULL;
    }
  record->current = g_strdup (current);
}

static gboolean
read_topic (Backup *backup, QingJsonAt at, GError **error)
{
  QingReader *self = backup->reader;
  QingJsonAt messages = qing_tape_get (self->tape, at, "messages");
  g_autofree char *id = qing_json_dup_member (self->tape, at, "id");
  Topic *topic = id != NULL ? g_hash_table_lookup (backup->topics, id) : NULL;
  g_autoptr (QingConversationRecord) record = NULL;

  if (qing_json_get_kind (self->tape, messages) != QING_JSON_ARRAY)
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  record = qing_reader_begin (self, at, id);
  record->title =
    topic != NULL ? g_strdup (topic->name) : qing_json_dup_member (self->tape, at, "name");
  record->title_final = record->title != NULL;
  if (topic != NULL)
    {
      record->system_prompt = g_strdup (topic->prompt);
      record->folder = g_strdup (topic->folder);
      record->pinned = topic->pinned;
    }
  read_messages (backup, record, messages);
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_cherry (QingReader *self, GError **error)
{
  QingJsonAt database = qing_tape_get (self->tape, qing_json_get_root (self->tape), "indexedDB");
  QingJsonAt topics = qing_tape_get (self->tape, database, "topics");
  g_autoptr (GHashTable) names =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, topic_free);
  g_autoptr (GHashTable) blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Backup backup = { self, names, blocks };

  if (qing_json_get_kind (self->tape, topics) != QING_JSON_ARRAY)
    return qing_reader_fail (self, database, _ ("the conversations (“topics”) are missing"), error);
  read_assistants (&backup);
  index_blocks (&backup, qing_tape_get (self->tape, database, "message_blocks"));
  for (QingJsonAt at = qing_json_get_first (self->tape, topics); at != QING_JSON_NONE;
       at = qing_json_get_next (self->tape, topics, at))
    if (!read_topic (&backup, at, error))
      return FALSE;
  return TRUE;
}
