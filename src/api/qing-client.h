/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-patience.h"
#include "qing-provider.h"

G_BEGIN_DECLS

#define QING_TYPE_CLIENT (qing_client_get_type ())
G_DECLARE_FINAL_TYPE (QingClient, qing_client, QING, CLIENT, QingProvider)

/**
 * QingClient: the provider that speaks to servers over HTTP. One for the whole program: it keeps
 * connections open between requests.
 */
QingClient *qing_client_new (void);
void qing_client_set_patience (QingClient *self, const QingPatience *patience);
/* Who is trusted to vouch for servers, instead of whom the system trusts. */
void qing_client_set_trust (QingClient *self, GTlsDatabase *database);

/**
 * qing_client_build_preview:
 *
 * The JSON body that @request would send, without sending it. Attachments whose bytes are not in
 * memory are words in it.
 *
 * Returns: (transfer full) (nullable): %NULL with @fault when it would not be sent
 */
char *qing_client_build_preview (QingClient *self, QingChatRequest *request, QingFault **fault);

/**
 * qing_client_build_exchange:
 *
 * The same as what would go over the wire: address, headers and body, and no response. The key is
 * not in it.
 *
 * Returns: (transfer full) (nullable): %NULL with @fault when it would not be sent
 */
QingExchange *
qing_client_build_exchange (QingClient *self, QingChatRequest *request, QingFault **fault);

G_END_DECLS
