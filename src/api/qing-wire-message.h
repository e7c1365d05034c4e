/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-request.h"
#include "qing-message.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/**
 * QingWireMessage: a message in the shape in which it is sent: what must not be sent is left out,
 * and neighbours of the same role are one.
 *
 * @attachments: (element-type QingAttachment): of all kinds, also those the model does not take
 * @calls: (element-type QingToolCall): only those whose results follow
 */
typedef struct
{
  QingRole role;
  GString *text;
  char *reasoning;
  GPtrArray *attachments;
  GPtrArray *calls;
  char *tool_call_id;
  gboolean partial;
} QingWireMessage;

/* (transfer full) (element-type QingWireMessage): what @request sends, the system prompt first. */
GPtrArray *qing_wire_messages_new (QingChatRequest *request, QingRuling *ruling);

G_END_DECLS
