/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"
#include "qing-titler.h"

/* The title that a conversation has from its first word on, until there is a better one. */
void
qing_engine_title_from_question (QingEngine *self, QingConversation *conversation, const char *text)
{
  g_autofree char *title = NULL;

  if (*qing_conversation_get_title (conversation) != '\0')
    return;
  title = qing_title_from_text (text);
  if (*title == '\0')
    return;
  qing_conversation_set_title (conversation, title, FALSE);
  qing_engine_tell_title (self, conversation);
}

typedef struct
{
  QingEngine *engine;
  QingConversation *conversation;
} Asking;

/* What the user has named meanwhile stays as it is. */
static void
title_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (QingEngine) self = asking->engine;
  g_autoptr (QingConversation) conversation = asking->conversation;
  g_autofree char *title = qing_title_ask_finish (QING_PROVIDER (object), result);

  if (title == NULL || self->closing || qing_conversation_is_title_final (conversation))
    return;
  qing_conversation_set_title (conversation, title, TRUE);
  qing_engine_tell_title (self, conversation);
  qing_engine_touch (self, conversation);
}

/* After the first exchange only: whoever goes on without a title does not want one. */
void
qing_engine_ask_title (QingEngine *self, QingConversation *conversation)
{
  QingModelInfo *model = qing_engine_get_model (self, conversation);
  QingAccount *account = qing_engine_find_account (self, conversation);
  Asking *asking;

  if (self->closing || account == NULL || qing_conversation_is_title_final (conversation) ||
      g_list_model_get_n_items (G_LIST_MODEL (conversation)) != 2 || !qing_title_can_ask (model))
    return;
  asking = g_new0 (Asking, 1);
  asking->engine = g_object_ref (self);
  asking->conversation = g_object_ref (conversation);
  qing_title_ask_async (self->provider, conversation, account, model, self->cancellable, title_cb,
                        asking);
}

void
qing_engine_rename (QingEngine *self, QingConversation *conversation, const char *title)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  clean = g_strstrip (g_utf8_make_valid (title, -1));
  g_strdelimit (clean, "\r\n\t", ' ');
  if (*clean == '\0')
    return;
  qing_conversation_set_title (conversation, clean, TRUE);
  qing_engine_tell_title (self, conversation);
  qing_engine_touch (self, conversation);
}
