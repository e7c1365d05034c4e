/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"
#include "qing-client.h"
#include "qing-message.h"
#include "qing-test-server.h"

G_BEGIN_DECLS

/* A client, a server on the loopback, and what one chat between them told. */
typedef struct
{
  QingTestServer *server;
  QingClient *client;
  QingCatalogue *catalogue;
  QingAccount *account;
  QingParameters *parameters;
  GPtrArray *messages;
  QingPurpose purpose;
  char *model;
  GListModel *tools;
  GCancellable *cancellable;

  /* When to cancel from inside of a delta: at that one, counted from 1; 0 never. */
  guint cancel_at;
  gboolean quiet; /* no delta may come any more */

  gboolean done;
  gboolean good;
  QingFault *fault;
  GString *text;
  GString *reasoning;
  GString *kinds; /* one letter a delta */
  GString *finish;
  char *request_id;
  QingUsage usage;
  QingTiming timing;
  guint n_deltas;
  guint n_text;
  guint n_retries;
  guint delays[16];
  guint n_tool_calls;
  QingChatRequest *request; /* of the last chat */
} QingProbe;

QingProbe *qing_probe_new (void);
void qing_probe_free (QingProbe *self);

void qing_probe_say (QingProbe *self, QingRole role, const char *text);
QingChatRequest *qing_probe_make_request (QingProbe *self);
/* Starts a chat; what was told before is forgotten. */
void qing_probe_start (QingProbe *self);
/* Runs the main context until the chat is over. */
void qing_probe_wait (QingProbe *self);
/* Both, with the words "Hello" when nothing else was said. */
void qing_probe_chat (QingProbe *self);
/* Runs the main context for so long. */
void qing_probe_idle (guint milliseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingProbe, qing_probe_free)

G_END_DECLS
