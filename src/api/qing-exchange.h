/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "qing-usage.h"

G_BEGIN_DECLS

/* The most of a stream that is kept. */
#define QING_EXCHANGE_LOG_LIMIT (1024 * 1024)

#define QING_TYPE_EXCHANGE (qing_exchange_get_type ())
G_DECLARE_FINAL_TYPE (QingExchange, qing_exchange, QING, EXCHANGE, GObject)

/**
 * QingExchange: what went over the wire for one chat, for people who want to see it. It holds
 * messages and answers: nobody logs or stores it. The key is in none of it.
 */
QingExchange *qing_exchange_new (const char *address, GBytes *body);

/* A new try forgets the response of the one before. */
void qing_exchange_begin (QingExchange *self);
void qing_exchange_set_status (QingExchange *self, guint status);
void qing_exchange_add_header (QingExchange *self, const char *name, const char *value);
void qing_exchange_append (QingExchange *self, const guint8 *bytes, gsize length);
/* Takes the key out of everything a server may have repeated. */
void qing_exchange_end (QingExchange *self, const QingTiming *timing, const char *key);

const char *qing_exchange_get_address (QingExchange *self);
GBytes *qing_exchange_get_body (QingExchange *self);
guint qing_exchange_get_n_tries (QingExchange *self);
/* 0 when there was no response. */
guint qing_exchange_get_status (QingExchange *self);
/* "Name: value" lines. */
const char *qing_exchange_get_headers (QingExchange *self);
/* The first bytes of the response. */
const char *qing_exchange_get_log (QingExchange *self, gsize *length);
/* Whether the response was longer than the log. */
gboolean qing_exchange_is_cut (QingExchange *self);
const QingTiming *qing_exchange_get_timing (QingExchange *self);

G_END_DECLS
