/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/**
 * QingMessageMirror: a conversation of one message that stays as another message is: one version
 * of an answer can be shown by itself while it comes.
 */
#define QING_TYPE_MESSAGE_MIRROR (qing_message_mirror_get_type ())
G_DECLARE_FINAL_TYPE (QingMessageMirror, qing_message_mirror, QING, MESSAGE_MIRROR, GObject)

QingMessageMirror *qing_message_mirror_new (QingMessage *source);
QingMessage *qing_message_mirror_get_source (QingMessageMirror *self);
QingConversation *qing_message_mirror_get_conversation (QingMessageMirror *self);

G_END_DECLS
