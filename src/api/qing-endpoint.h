/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "qing-account.h"
#include "qing-fault.h"

G_BEGIN_DECLS

/* Where chats go, below an account's base address. */
#define QING_CHAT_PATH "/chat/completions"

/* QingEndpoint: where and how an account's server is spoken to (protocol.md section 5). */

/* Whether anything may be sent to @account at all; (transfer full): NULL when it may. */
QingFault *qing_endpoint_check (QingAccount *account);
/* A message for {base}@path; (transfer full) (nullable): with @fault when the address is none. */
SoupMessage *qing_endpoint_new_message (QingAccount *account,
                                        const char *method,
                                        const char *path,
                                        const char *const *headers,
                                        QingFault **fault);
/* The same, whether or not it may be sent; (transfer full) (nullable): when the address is none. */
SoupMessage *qing_endpoint_draft_message (QingAccount *account,
                                          const char *method,
                                          const char *path,
                                          const char *const *headers);
/* Where a redirect of @message leads, if it stays on the same server and keeps the method; else
 * (nullable): NULL. */
GUri *qing_endpoint_follow (SoupMessage *message);

G_END_DECLS
