/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-exchange.h"
#include "qing-message.h"

G_BEGIN_DECLS

/* The most exchanges that are kept, and the most memory they take, in bytes. The newest is kept
 * whatever its size: it is the one that somebody wants to see. */
#define QING_EXCHANGE_SHELF_COUNT 50
#define QING_EXCHANGE_SHELF_SIZE  (32 * 1024 * 1024)

/* QingExchangeShelf: the latest exchanges and the answers that came of them. In memory only. */
typedef struct _QingExchangeShelf QingExchangeShelf;

QingExchangeShelf *qing_exchange_shelf_new (void);
void qing_exchange_shelf_free (QingExchangeShelf *self);
/* @answers: (element-type QingMessage): several when several were asked for at once. */
void qing_exchange_shelf_add (QingExchangeShelf *self, QingExchange *exchange, GPtrArray *answers);
/* (transfer none) (nullable): the latest one of @answer. */
QingExchange *qing_exchange_shelf_get (QingExchangeShelf *self, QingMessage *answer);
guint qing_exchange_shelf_get_n (QingExchangeShelf *self);
gsize qing_exchange_shelf_get_size (QingExchangeShelf *self);

G_END_DECLS
