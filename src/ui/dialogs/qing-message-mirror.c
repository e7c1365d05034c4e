/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-mirror.h"

#include "qing-tree.h"

struct _QingMessageMirror
{
  GObject parent_instance;

  QingMessage *source;
  QingMessage *copy;
  QingConversation *conversation;
};

G_DEFINE_FINAL_TYPE (QingMessageMirror, qing_message_mirror, G_TYPE_OBJECT)

static void
appended_cb (QingMessageMirror *self, QingPart part, guint64 offset)
{
  gsize length = 0;
  gsize known = 0;
  const char *text = part == QING_PART_TEXT ? qing_message_get_text (self->source, &length)
                                            : qing_message_get_reasoning (self->source, &length);

  if (part == QING_PART_TEXT)
    qing_message_get_text (self->copy, &known);
  else
    qing_message_get_reasoning (self->copy, &known);
  if (known < length)
    qing_message_append (self->copy, part, text + known, (gssize) (length - known));
}

static void
replaced_cb (QingMessageMirror *self, QingPart part)
{
  gsize length = 0;
  const char *text;

  if (part == QING_PART_TEXT)
    {
      text = qing_message_get_text (self->source, &length);
      qing_message_set_text (self->copy, text, (gssize) length);
      return;
    }
  text = qing_message_get_reasoning (self->source, &length);
  qing_message_set_reasoning (self->copy, text, (gssize) length);
}

static void
take_state (QingMessageMirror *self)
{
  qing_message_set_model (self->copy, qing_message_get_model (self->source));
  qing_message_set_finish_reason (self->copy, qing_message_get_finish_reason (self->source));
  qing_message_set_fault (self->copy, qing_message_get_fault (self->source));
  qing_message_set_usage (self->copy, qing_message_get_usage (self->source));
  qing_message_set_timing (self->copy, qing_message_get_timing (self->source));
  qing_message_set_retry (self->copy, qing_message_get_retry_attempt (self->source),
                          qing_message_get_retry_at (self->source));
  qing_message_set_state (self->copy, qing_message_get_state (self->source));
}

static void
qing_message_mirror_finalize (GObject *object)
{
  QingMessageMirror *self = QING_MESSAGE_MIRROR (object);

  g_clear_object (&self->source);
  g_clear_object (&self->copy);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (qing_message_mirror_parent_class)->finalize (object);
}

static void
qing_message_mirror_class_init (QingMessageMirrorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_message_mirror_finalize;
}

static void
qing_message_mirror_init (QingMessageMirror *self)
{
}

QingMessageMirror *
qing_message_mirror_new (QingMessage *source)
{
  QingMessageMirror *self = g_object_new (QING_TYPE_MESSAGE_MIRROR, NULL);

  self->source = g_object_ref (source);
  self->copy = qing_tree_copy_message (source, NULL);
  qing_message_set_state (self->copy, qing_message_get_state (source));
  self->conversation = qing_conversation_new ();
  qing_conversation_set_temporary (self->conversation, TRUE);
  qing_conversation_add (self->conversation, self->copy, NULL, TRUE);
  g_signal_connect_object (source, "appended", G_CALLBACK (appended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify", G_CALLBACK (take_state), self, G_CONNECT_SWAPPED);
  return self;
}

QingMessage *
qing_message_mirror_get_source (QingMessageMirror *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE_MIRROR (self), NULL);

  return self->source;
}

QingConversation *
qing_message_mirror_get_conversation (QingMessageMirror *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE_MIRROR (self), NULL);

  return self->conversation;
}
