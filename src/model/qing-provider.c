/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-provider.h"

enum
{
  SIGNAL_EXCHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (QingProvider, qing_provider, G_TYPE_OBJECT)

static void
qing_provider_class_init (QingProviderClass *klass)
{
  signals[SIGNAL_EXCHANGED] =
    g_signal_new ("exchanged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, QING_TYPE_CHAT_REQUEST, QING_TYPE_EXCHANGE);
}

static void
qing_provider_init (QingProvider *self)
{
}

void
qing_provider_chat_async (QingProvider *self,
                          QingChatRequest *request,
                          QingDeltaFunc func,
                          gpointer func_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (QING_IS_PROVIDER (self));
  g_return_if_fail (QING_IS_CHAT_REQUEST (request));
  g_return_if_fail (func != NULL);

  QING_PROVIDER_GET_CLASS (self)->chat_async (self, request, func, func_data, cancellable, callback,
                                              user_data);
}

gboolean
qing_provider_chat_finish (QingProvider *self, GAsyncResult *result, QingFault **fault)
{
  g_return_val_if_fail (QING_IS_PROVIDER (self), FALSE);
  return QING_PROVIDER_GET_CLASS (self)->chat_finish (self, result, fault);
}

gboolean
qing_provider_retry_now (QingProvider *self, QingChatRequest *request)
{
  QingProviderClass *klass;

  g_return_val_if_fail (QING_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (request), FALSE);

  klass = QING_PROVIDER_GET_CLASS (self);
  return klass->retry_now != NULL && klass->retry_now (self, request);
}

gboolean
qing_provider_is_watched (QingProvider *self)
{
  g_return_val_if_fail (QING_IS_PROVIDER (self), FALSE);
  return g_signal_has_handler_pending (self, signals[SIGNAL_EXCHANGED], 0, FALSE);
}

void
qing_provider_tell_exchanged (QingProvider *self, QingChatRequest *request, QingExchange *exchange)
{
  g_return_if_fail (QING_IS_PROVIDER (self));
  g_return_if_fail (QING_IS_CHAT_REQUEST (request));
  g_return_if_fail (QING_IS_EXCHANGE (exchange));

  g_signal_emit (self, signals[SIGNAL_EXCHANGED], 0, request, exchange);
}

void
qing_provider_list_models_async (QingProvider *self,
                                 QingAccount *account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (QING_IS_PROVIDER (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  QING_PROVIDER_GET_CLASS (self)->list_models_async (self, account, cancellable, callback,
                                                     user_data);
}

char **
qing_provider_list_models_finish (QingProvider *self, GAsyncResult *result, QingFault **fault)
{
  g_return_val_if_fail (QING_IS_PROVIDER (self), NULL);
  return QING_PROVIDER_GET_CLASS (self)->list_models_finish (self, result, fault);
}
