/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-provider.h"

G_DEFINE_ABSTRACT_TYPE (QingProvider, qing_provider, G_TYPE_OBJECT)

static void
qing_provider_class_init (QingProviderClass *klass)
{
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
