/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-pane.h"
#include "qing-conversation-view-private.h"

G_BEGIN_DECLS

/* A pane in a window, on whatever screen there is. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *pane;
  QingConversationView *view;
} ChatFixture;

void chat_fixture_set_up (ChatFixture *self, gconstpointer data);
void chat_fixture_tear_down (ChatFixture *self, gconstpointer data);
void chat_fixture_show (ChatFixture *self, QingConversation *conversation);
void chat_fixture_settle (ChatFixture *self);
void chat_fixture_resize (ChatFixture *self, int width, int height);
QingMessage *chat_fixture_add (QingConversation *conversation, QingRole role, const char *text);

G_END_DECLS
