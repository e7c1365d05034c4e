/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-provider.h"

G_BEGIN_DECLS

/* The first line of @text, cut at a word to about 60 characters: what a conversation is called
 * until there is something better. "" when there is no word in it. */
char *qing_title_from_text (const char *text);
/* What a model gave for a title as one line of at most 80 characters, without quotes, Markdown and
 * the like; "" when nothing is left. */
char *qing_title_clean (const char *text);

/* Whether @model can be asked for a title: one that always thinks would take too long. */
gboolean qing_title_can_ask (QingModelInfo *model);
/* Asks for a title for the first question and answer of @conversation. Finishes with NULL when
 * there is none; why, is nobody's business. */
void qing_title_ask_async (QingProvider *provider,
                           QingConversation *conversation,
                           QingAccount *account,
                           QingModelInfo *model,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
char *qing_title_ask_finish (QingProvider *provider, GAsyncResult *result);

G_END_DECLS
