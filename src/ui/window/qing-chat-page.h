/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-composer.h"
#include "qing-conversation-pane.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingChatPage: the messages of a conversation, or the welcome of an empty one, above the composer,
 * which takes at most two fifths of the height. Pictures may be dropped anywhere on it.
 *
 * Properties: watch.
 */
#define QING_TYPE_CHAT_PAGE (qing_chat_page_get_type ())
G_DECLARE_FINAL_TYPE (QingChatPage, qing_chat_page, QING, CHAT_PAGE, GtkWidget)

void qing_chat_page_set_watch (QingChatPage *self, QingRulingWatch *watch);
QingComposer *qing_chat_page_get_composer (QingChatPage *self);
QingConversationPane *qing_chat_page_get_pane (QingChatPage *self);
/* Shows @toast above the composer, where it is in nobody's way. */
void qing_chat_page_add_toast (QingChatPage *self, AdwToast *toast);

G_END_DECLS
