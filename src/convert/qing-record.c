/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-record.h"

QingAttachmentRecord *
qing_attachment_record_new (void)
{
  return g_new0 (QingAttachmentRecord, 1);
}

void
qing_attachment_record_free (QingAttachmentRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->name);
  g_free (self->mime_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_free (self);
}

QingCallRecord *
qing_call_record_new (void)
{
  return g_new0 (QingCallRecord, 1);
}

void
qing_call_record_free (QingCallRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->arguments);
  g_free (self->result);
  g_free (self);
}

QingMessageNote *
qing_message_note_new (QingRole role, const char *id)
{
  QingMessageNote *self = g_new0 (QingMessageNote, 1);

  self->role = role;
  self->id = g_strdup (id);
  self->place = QING_JSON_NONE;
  self->parent = QING_NO_PARENT;
  self->usage = (QingUsage) QING_USAGE_INIT;
  self->timing = (QingTiming) QING_TIMING_INIT;
  return self;
}

void
qing_message_note_free (QingMessageNote *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->parent_id);
  g_free (self->uid);
  g_free (self->text);
  g_free (self->reasoning);
  g_free (self->model);
  g_free (self->finish_reason);
  g_free (self->request_id);
  g_free (self->tool_call_id);
  g_free (self->verdict);
  g_clear_pointer (&self->logprobs, g_bytes_unref);
  g_clear_pointer (&self->fault, qing_fault_free);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_free (self);
}

QingConversationRecord *
qing_conversation_record_new (void)
{
  QingConversationRecord *self = g_new0 (QingConversationRecord, 1);

  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_message_note_free);
  return self;
}

void
qing_conversation_record_free (QingConversationRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->title);
  g_free (self->model);
  g_free (self->account);
  g_free (self->folder);
  g_free (self->draft);
  g_free (self->system_prompt);
  g_free (self->parameters);
  g_free (self->current);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_free (self);
}

void
qing_message_note_add_attachment (QingMessageNote *self, QingAttachmentRecord *attachment)
{
  if (self->attachments == NULL)
    self->attachments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) qing_attachment_record_free);
  g_ptr_array_add (self->attachments, attachment);
}

void
qing_message_note_add_call (QingMessageNote *self, QingCallRecord *call)
{
  if (self->calls == NULL)
    self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_call_record_free);
  g_ptr_array_add (self->calls, call);
}

static void
add_paragraph (char **field, const char *text)
{
  g_autofree char *old = *field;

  if (text == NULL || *text == '\0')
    {
      *field = g_steal_pointer (&old);
      return;
    }
  *field = old == NULL || *old == '\0' ? g_strdup (text) : g_strconcat (old, "\n\n", text, NULL);
}

void
qing_message_note_add_text (QingMessageNote *self, const char *text)
{
  add_paragraph (&self->text, text);
}

void
qing_message_note_add_reasoning (QingMessageNote *self, const char *text)
{
  add_paragraph (&self->reasoning, text);
}

void
qing_conversation_record_rank (QingConversationRecord *self, const char *id)
{
  if (self->ranks == NULL)
    self->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_contains (self->ranks, id))
    g_hash_table_insert (self->ranks, g_strdup (id),
                         GUINT_TO_POINTER (g_hash_table_size (self->ranks) + 1));
}
