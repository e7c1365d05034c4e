/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-record-build.h"

#include "qing-message-private.h"

struct _QingBuild
{
  QingConversationRecord *record;
  GPtrArray *messages; /* QingMessage, not linked before all are there */
};

QingBuild *
qing_build_new (QingConversationRecord *record)
{
  QingBuild *self = g_new0 (QingBuild, 1);

  self->record = record;
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
qing_build_free (QingBuild *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->record, qing_conversation_record_free);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self);
}

/* What nobody knows the time of is taken to be of now: better than 1970. */
static gint64
get_time (gint64 time)
{
  return time > 0 ? time : g_get_real_time ();
}

static void
add_attachments (QingMessage *message, const QingMessageNote *note)
{
  for (guint i = 0; note->attachments != NULL && i < note->attachments->len; i++)
    {
      const QingAttachmentRecord *record = g_ptr_array_index (note->attachments, i);
      g_autoptr (QingAttachment) attachment =
        qing_attachment_new (record->uid, record->kind, record->name, record->mime_type);

      qing_attachment_set_size (attachment, (gsize) record->size);
      if (record->bytes != NULL)
        qing_attachment_set_bytes (attachment, record->bytes);
      qing_attachment_set_dimensions (attachment, record->width, record->height);
      qing_attachment_set_thumbnail (attachment, record->thumbnail);
      qing_message_add_attachment (message, attachment);
    }
}

static void
add_calls (QingMessage *message, const QingMessageNote *note)
{
  for (guint i = 0; note->calls != NULL && i < note->calls->len; i++)
    {
      const QingCallRecord *record = g_ptr_array_index (note->calls, i);
      g_autoptr (QingToolCall) call =
        qing_tool_call_new (record->id, record->name, record->arguments);

      qing_tool_call_set_outcome (call, record->state, record->result);
      qing_message_add_tool_call (message, call);
    }
}

/* Those that do not fit the text are let go of. */
static void
add_logprobs (QingMessage *message, const QingMessageNote *note)
{
  g_autoptr (QingLogprobs) logprobs = NULL;
  gsize length;

  if (note->logprobs == NULL)
    return;
  qing_message_get_text (message, &length);
  logprobs = qing_logprobs_from_bytes (note->logprobs, length);
  if (logprobs != NULL)
    qing_message_set_logprobs (message, logprobs);
}

static QingMessage *
make_message (const QingMessageNote *note)
{
  QingMessage *message = qing_message_new_with_uid (note->role, note->uid);

  qing_message_set_created (message, get_time (note->created));
  if (note->text != NULL)
    qing_message_set_text (message, note->text, -1);
  if (note->reasoning != NULL)
    qing_message_set_reasoning (message, note->reasoning, -1);
  qing_message_set_state (message, note->state);
  qing_message_set_fault (message, note->fault);
  qing_message_set_model (message, note->model);
  qing_message_set_finish_reason (message, note->finish_reason);
  qing_message_set_request_id (message, note->request_id);
  qing_message_set_tool_call_id (message, note->tool_call_id);
  qing_message_set_verdict (message, note->verdict);
  add_logprobs (message, note);
  qing_message_set_usage (message, &note->usage);
  qing_message_set_timing (message, &note->timing);
  add_attachments (message, note);
  add_calls (message, note);
  return message;
}

static void
set_parameters (QingConversation *conversation, const QingConversationRecord *record)
{
  QingParameters *parameters = qing_conversation_get_parameters (conversation);

  if (record->parameters != NULL)
    qing_parameters_load_json (parameters, record->parameters, NULL);
  if (record->system_prompt != NULL && *record->system_prompt != '\0')
    qing_parameters_set (parameters, QING_PARAMETER_SYSTEM_PROMPT,
                         g_variant_new_string (record->system_prompt));
}

static QingConversation *
make_conversation (const QingConversationRecord *record)
{
  QingConversation *conversation = qing_conversation_new_with_uid (record->uid);

  qing_conversation_set_loaded (conversation, TRUE);
  qing_conversation_set_title (conversation, record->title, record->title_final);
  qing_conversation_set_model (conversation, record->model);
  qing_conversation_set_account (conversation, record->account);
  qing_conversation_set_folder (conversation, record->folder);
  qing_conversation_set_draft (conversation, record->draft);
  qing_conversation_set_created (conversation, get_time (record->created));
  qing_conversation_set_updated (conversation, get_time (record->updated));
  qing_conversation_set_pinned (conversation, record->pinned);
  qing_conversation_set_archived (conversation, record->archived);
  set_parameters (conversation, record);
  return conversation;
}

/* The branches are put together before the conversation knows them: added one by one, every side
 * branch would have it look along the whole chosen one. */
static QingConversation *
link_messages (QingBuild *self)
{
  QingConversation *conversation = make_conversation (self->record);
  guint n = self->messages->len;
  g_autofree guint *places = g_new0 (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const QingMessageNote *note = g_ptr_array_index (self->record->messages, i);
      QingMessage *message = g_ptr_array_index (self->messages, i);
      QingMessage *parent;

      if (note->parent == QING_NO_PARENT)
        continue;
      parent = g_ptr_array_index (self->messages, note->parent);
      places[i] = qing_message_get_n_children (parent);
      qing_message_insert_child (parent, message, places[i]);
      if (note->chosen)
        qing_message_set_chosen (parent, message);
    }
  for (guint i = 0; i < n; i++)
    {
      const QingMessageNote *note = g_ptr_array_index (self->record->messages, i);
      QingMessage *message = g_ptr_array_index (self->messages, i);
      QingMessage *parent = qing_message_get_parent (message);

      if (parent != NULL)
        qing_message_set_place (message, places[i], qing_message_get_n_children (parent));
      else
        qing_conversation_add (conversation, message, NULL, note->chosen);
    }
  return conversation;
}

QingConversation *
qing_build_step (QingBuild *self, guint n)
{
  GPtrArray *notes = self->record->messages;

  for (; n > 0 && self->messages->len < notes->len; n--)
    g_ptr_array_add (self->messages, make_message (g_ptr_array_index (notes, self->messages->len)));
  return self->messages->len < notes->len ? NULL : link_messages (self);
}
