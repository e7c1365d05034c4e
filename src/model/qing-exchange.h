/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "qing-usage.h"

G_BEGIN_DECLS

typedef enum
{
  QING_EXCHANGE_REQUEST,
  QING_EXCHANGE_RESPONSE,
} QingExchangeSide;

/**
 * QingExchangeTry: one attempt at an exchange.
 *
 * @status: 0 when there was no response
 * @started: wall-clock microseconds since the epoch
 * @elapsed: microseconds until it ended
 * @words: (nullable): what went wrong
 * @delay_ms: how long was waited before the next try
 */
typedef struct
{
  guint status;
  gint64 started;
  gint64 elapsed;
  char *words;
  guint delay_ms;
} QingExchangeTry;

#define QING_TYPE_EXCHANGE (qing_exchange_get_type ())
G_DECLARE_FINAL_TYPE (QingExchange, qing_exchange, QING, EXCHANGE, GObject)

/**
 * QingExchange: what went over the wire for one chat, for people who want to see it. It holds
 * messages and answers: nobody logs or stores it. The key is in none of it.
 */
QingExchange *qing_exchange_new (const char *address, GBytes *body);

/* For who makes the exchange. A new try forgets the response of the one before. */
void qing_exchange_begin (QingExchange *self);
void qing_exchange_set_address (QingExchange *self, const char *address);
void qing_exchange_set_status (QingExchange *self, guint status, const char *protocol);
void qing_exchange_clear_headers (QingExchange *self, QingExchangeSide side);
/* Values that are secrets by their name become stars. */
void qing_exchange_add_header (QingExchange *self,
                               QingExchangeSide side,
                               const char *name,
                               const char *value);
void qing_exchange_append (QingExchange *self, const guint8 *bytes, gsize length);
void qing_exchange_end_try (QingExchange *self,
                            const QingTiming *timing,
                            const char *words,
                            guint delay_ms);
/* Takes the key out of everything, also where a server repeated it. */
void qing_exchange_end (QingExchange *self, const char *key);

const char *qing_exchange_get_address (QingExchange *self);
GBytes *qing_exchange_get_body (QingExchange *self);
guint qing_exchange_get_n_tries (QingExchange *self);
const QingExchangeTry *qing_exchange_get_try (QingExchange *self, guint index);
/* 0 when there was no response. */
guint qing_exchange_get_status (QingExchange *self);
/* "HTTP/2", or NULL without a response. */
const char *qing_exchange_get_protocol (QingExchange *self);
/* "Name: value" lines. */
const char *qing_exchange_get_headers (QingExchange *self, QingExchangeSide side);
/* (transfer full): the response, or its beginning and its end. */
GBytes *qing_exchange_dup_log (QingExchange *self);
/* The number of bytes that are missing in the log, and before which of its bytes. */
guint64 qing_exchange_get_n_left_out (QingExchange *self, gsize *position);
/* Of the last try. */
const QingTiming *qing_exchange_get_timing (QingExchange *self);
/* What it takes of the memory, in bytes. */
gsize qing_exchange_get_size (QingExchange *self);

G_END_DECLS
