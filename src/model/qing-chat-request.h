/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-model-info.h"
#include "qing-parameters.h"
#include "qing-types.h"

G_BEGIN_DECLS

/* What a request is for: helper requests are small, non-thinking and never retried for long. */
typedef enum
{
  QING_PURPOSE_CHAT,     /* the user's turn */
  QING_PURPOSE_CONTINUE, /* go on with the last, partial assistant message (protocol.md 1.3) */
  QING_PURPOSE_TITLE,    /* a title for the conversation */
  QING_PURPOSE_TEST,     /* does this key work with this server */
} QingPurpose;

#define QING_TYPE_CHAT_REQUEST (qing_chat_request_get_type ())
G_DECLARE_FINAL_TYPE (QingChatRequest, qing_chat_request, QING, CHAT_REQUEST, GObject)

/**
 * qing_chat_request_new:
 * @messages: (element-type QingMessage): the branch to send, oldest first, without the answer to
 *  come; for CONTINUE the last one is the partial answer. A reference is taken on each.
 * @parameters: a copy is taken: later changes do not reach this request.
 * @tools: (nullable): of QingTool, what may be called.
 */
QingChatRequest *qing_chat_request_new (QingPurpose purpose,
                                        QingAccount *account,
                                        QingModelInfo *model,
                                        QingParameters *parameters,
                                        GPtrArray *messages,
                                        GListModel *tools);
QingPurpose qing_chat_request_get_purpose (QingChatRequest *self);
QingAccount *qing_chat_request_get_account (QingChatRequest *self);
QingModelInfo *qing_chat_request_get_model (QingChatRequest *self);
QingParameters *qing_chat_request_get_parameters (QingChatRequest *self);
GPtrArray *qing_chat_request_get_messages (QingChatRequest *self);
GListModel *qing_chat_request_get_tools (QingChatRequest *self);

G_END_DECLS
