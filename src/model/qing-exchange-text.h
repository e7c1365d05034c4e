/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-exchange.h"

G_BEGIN_DECLS

/* What stands for the key in a command. */
#define QING_EXCHANGE_KEY "$DASHSCOPE_API_KEY"

/**
 * qing_exchange_dup_curl:
 *
 * A command for a POSIX shell that sends the same request: the key is $DASHSCOPE_API_KEY, values of
 * other secret headers are stars. The body is whole.
 *
 * Returns: (transfer full)
 */
char *qing_exchange_dup_curl (QingExchange *self);

/**
 * qing_exchange_dup_members:
 *
 * The members "request", "response", "headers" (those of the response) and "tries" of a JSON
 * object, without the braces. The body is the JSON that was sent, byte for byte.
 *
 * Returns: (transfer full)
 */
char *qing_exchange_dup_members (QingExchange *self);

/* The request alone as one JSON object: (transfer full). */
char *qing_exchange_dup_request (QingExchange *self);

/* All of it as one JSON object, with the log: (transfer full). */
char *qing_exchange_dup_json (QingExchange *self);

/* The last "usage" of the response, as the server wrote it: (transfer full) (nullable). */
char *qing_exchange_dup_usage (QingExchange *self);

/* The log as text; @words stand where something is left out: (transfer full). */
char *qing_exchange_dup_log_text (QingExchange *self, const char *words);

G_END_DECLS
