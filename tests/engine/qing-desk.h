/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"
#include "qing-scripted-provider.h"
#include "qing-store-private.h"

G_BEGIN_DECLS

/* An engine with a store in a folder of its own and a scripted provider. */
typedef struct
{
  char *folder;
  char *path;
  QingStore *store;
  QingScriptedProvider *provider;
  QingCatalogue *catalogue;
  QingAccount *account;
  QingEngine *engine;
} QingDesk;

/* A GAsyncReadyCallback that keeps the result in a GAsyncResult *. */
void qing_desk_keep_result (GObject *object, GAsyncResult *result, gpointer place);
/* Runs the main loop until the result is there: (transfer full). */
GAsyncResult *qing_desk_wait (GAsyncResult **place);
/* Runs the main loop until @func says yes. */
typedef gboolean (*QingDeskFunc) (gpointer user_data);
void qing_desk_run_until (QingDeskFunc func, gpointer user_data);

QingStore *qing_desk_open_store (const char *path);
void qing_desk_close_store (QingStore *store);

/* An account that nobody answers, of DashScope's kind. */
QingAccount *qing_desk_new_account (void);
void qing_desk_set_up (QingDesk *self);
/* Shuts the engine down, and with it the store. */
void qing_desk_shut_down (QingDesk *self);
/* A new engine on the same file, as after a new start of the program. */
void qing_desk_start (QingDesk *self);
/* Shuts down, checks that nothing is left of any object, and removes the folder. */
void qing_desk_tear_down (QingDesk *self);

/* Sends and waits until the message is stored. */
void qing_desk_send (QingDesk *self, QingConversation *conversation, const char *text);
/* The last request there was. */
QingScriptedCall *qing_desk_get_call (QingDesk *self);
/* Sends and answers. */
void qing_desk_exchange (QingDesk *self,
                         QingConversation *conversation,
                         const char *question,
                         const char *answer);
/* Sends and tells what went wrong; NULL when nothing did. */
GError *qing_desk_try_send (QingDesk *self, QingConversation *conversation, const char *text);
/* Starts anew and loads the conversation in that place of the list: (transfer full). */
QingConversation *qing_desk_restart (QingDesk *self, guint position);
/* Runs what is ready, without waiting. */
void qing_desk_settle (void);
void qing_desk_load (QingDesk *self, QingConversation *conversation);
/* The branch as text, "user: Hi | assistant: Hello (stopped)". */
char *qing_desk_describe (QingConversation *conversation);

G_END_DECLS
