/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-request.h"
#include "qing-delta.h"
#include "qing-exchange.h"
#include "qing-types.h"

G_BEGIN_DECLS

#define QING_TYPE_PROVIDER (qing_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (QingProvider, qing_provider, QING, PROVIDER, GObject)

/**
 * QingProvider: whoever answers a request. The app hands the engine a QingClient, tests a scripted
 * one.
 *
 * Signal "exchanged" (QingChatRequest, QingExchange): a chat ended, well or not, and its callback
 * is about to be called. What went over the wire is kept only while somebody listens when the chat
 * begins.
 */
struct _QingProviderClass
{
  GObjectClass parent_class;

  void (*chat_async) (QingProvider *self,
                      QingChatRequest *request,
                      QingDeltaFunc func,
                      gpointer func_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*chat_finish) (QingProvider *self, GAsyncResult *result, QingFault **fault);
  void (*list_models_async) (QingProvider *self,
                             QingAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
  char **(*list_models_finish) (QingProvider *self, GAsyncResult *result, QingFault **fault);
  gboolean (*retry_now) (QingProvider *self, QingChatRequest *request);

  gpointer padding[3];
};

/**
 * qing_provider_chat_async:
 * @func: called for every delta, in the caller's thread-default main context, never after
 *  @callback was called and never after @cancellable was cancelled.
 *
 * Sends @request and streams its answer. Cancelling ends it at once, before the first byte too;
 * the fault is then QING_ERROR_CANCELLED.
 */
void qing_provider_chat_async (QingProvider *self,
                               QingChatRequest *request,
                               QingDeltaFunc func,
                               gpointer func_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* TRUE when the answer came to a good end; else @fault (transfer full) says why it did not. */
gboolean qing_provider_chat_finish (QingProvider *self, GAsyncResult *result, QingFault **fault);

/* Ends the wait before the next try of @request, which was told by QING_DELTA_RETRY: FALSE when it
 * does not wait, or the provider does not count its tries. */
gboolean qing_provider_retry_now (QingProvider *self, QingChatRequest *request);

/* For providers: whether somebody wants to see exchanges, and here is one. */
gboolean qing_provider_is_watched (QingProvider *self);
void
qing_provider_tell_exchanged (QingProvider *self, QingChatRequest *request, QingExchange *exchange);

/* The ids that the server lists at GET {base}/models: (transfer full) (nullable). */
void qing_provider_list_models_async (QingProvider *self,
                                      QingAccount *account,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char **
qing_provider_list_models_finish (QingProvider *self, GAsyncResult *result, QingFault **fault);

G_END_DECLS
