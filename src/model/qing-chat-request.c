/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chat-request.h"

#include "qing-message.h"

struct _QingChatRequest
{
  GObject parent_instance;

  QingPurpose purpose;
  QingAccount *account;
  QingModelInfo *model;
  QingParameters *parameters;
  GPtrArray *messages;
  GListModel *tools;
};

G_DEFINE_FINAL_TYPE (QingChatRequest, qing_chat_request, G_TYPE_OBJECT)

static void
qing_chat_request_finalize (GObject *object)
{
  QingChatRequest *self = QING_CHAT_REQUEST (object);

  g_clear_object (&self->account);
  g_clear_object (&self->model);
  g_clear_object (&self->parameters);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_object (&self->tools);

  G_OBJECT_CLASS (qing_chat_request_parent_class)->finalize (object);
}

static void
qing_chat_request_class_init (QingChatRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_chat_request_finalize;
}

static void
qing_chat_request_init (QingChatRequest *self)
{
}

QingChatRequest *
qing_chat_request_new (QingPurpose purpose,
                       QingAccount *account,
                       QingModelInfo *model,
                       QingParameters *parameters,
                       GPtrArray *messages,
                       GListModel *tools)
{
  QingChatRequest *self;

  g_return_val_if_fail (QING_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (QING_IS_MODEL_INFO (model), NULL);
  g_return_val_if_fail (messages != NULL, NULL);

  self = g_object_new (QING_TYPE_CHAT_REQUEST, NULL);
  self->purpose = purpose;
  self->account = g_object_ref (account);
  self->model = g_object_ref (model);
  self->parameters =
    parameters != NULL ? qing_parameters_copy (parameters) : qing_parameters_new ();
  self->messages = g_ptr_array_new_full (messages->len, g_object_unref);
  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (self->messages, g_object_ref (g_ptr_array_index (messages, i)));
  g_set_object (&self->tools, tools);
  return self;
}

QingPurpose
qing_chat_request_get_purpose (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), QING_PURPOSE_CHAT);
  return self->purpose;
}

QingAccount *
qing_chat_request_get_account (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), NULL);
  return self->account;
}

QingModelInfo *
qing_chat_request_get_model (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), NULL);
  return self->model;
}

QingParameters *
qing_chat_request_get_parameters (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), NULL);
  return self->parameters;
}

/* (element-type QingMessage): oldest first. */
GPtrArray *
qing_chat_request_get_messages (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), NULL);
  return self->messages;
}

GListModel *
qing_chat_request_get_tools (QingChatRequest *self)
{
  g_return_val_if_fail (QING_IS_CHAT_REQUEST (self), NULL);
  return self->tools;
}
