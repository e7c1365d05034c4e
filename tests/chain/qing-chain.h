/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"
#include "qing-test-server.h"

G_BEGIN_DECLS

/* The whole chain below the window: the test server, the client, the engine and the store. */
typedef struct
{
  char *folder;
  char *path;
  QingTestServer *server;
  QingEngine *engine;
  QingAccount *account;
} QingChain;

void qing_chain_set_up (QingChain *self, gconstpointer data);
void qing_chain_tear_down (QingChain *self, gconstpointer data);

QingEngine *qing_chain_open_engine (const char *path);
void qing_chain_close_engine (QingEngine *engine);
QingConversation *qing_chain_new_conversation (QingChain *self);
QingConversation *qing_chain_find (QingEngine *engine, const char *uid);
/* Sends, and returns when the question is on the disk. */
void qing_chain_ask (QingChain *self, QingConversation *conversation, const char *text);
void qing_chain_wait_until_quiet (QingConversation *conversation);

/* A callback that keeps its result, and the wait for it. */
void qing_chain_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *qing_chain_wait_for (GAsyncResult **result);

G_END_DECLS
