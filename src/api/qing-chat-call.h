/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "qing-chat-request.h"
#include "qing-delta.h"
#include "qing-exchange.h"
#include "qing-patience.h"

G_BEGIN_DECLS

#define QING_TYPE_CHAT_CALL (qing_chat_call_get_type ())
G_DECLARE_FINAL_TYPE (QingChatCall, qing_chat_call, QING, CHAT_CALL, GObject)

/* QingChatCall: one chat from the request to its end: attachments, body, tries and waits. */
QingChatCall *qing_chat_call_new (SoupSession *session,
                                  const QingPatience *patience,
                                  QingChatRequest *request,
                                  QingDeltaFunc func,
                                  gpointer func_data);
/* Keeps what goes over the wire; see qing_chat_call_get_exchange(). */
void qing_chat_call_record (QingChatCall *self);

void qing_chat_call_run_async (QingChatCall *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* (transfer full) (nullable): %NULL when the answer came to a good end. */
QingFault *qing_chat_call_run_finish (QingChatCall *self, GAsyncResult *result);
/* Ends the wait for the next try: FALSE when there is none. */
gboolean qing_chat_call_retry_now (QingChatCall *self);
QingChatRequest *qing_chat_call_get_request (QingChatCall *self);
/* (nullable): NULL when nothing was sent, or nothing was to be kept. */
QingExchange *qing_chat_call_get_exchange (QingChatCall *self);

G_END_DECLS
