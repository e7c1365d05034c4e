/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-request-private.h"
#include "qing-test-script.h"

G_BEGIN_DECLS

/* Plays one script to one client. */
typedef struct _QingTestExchange QingTestExchange;

/* Called for every chunk and at the end; the exchange may be freed once it is finished. */
typedef void (*QingTestExchangeFunc) (QingTestExchange *self,
                                      gboolean finished,
                                      gpointer user_data);

QingTestExchange *qing_test_exchange_new (SoupServerMessage *message,
                                          QingTestRequest *request,
                                          QingTestScript *script,
                                          GMainContext *context,
                                          QingTestExchangeFunc func,
                                          gpointer user_data);
void qing_test_exchange_free (QingTestExchange *self);
void qing_test_exchange_start (QingTestExchange *self);

G_END_DECLS
