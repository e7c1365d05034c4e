/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-server.h"

G_BEGIN_DECLS

/* Which script answers which request: a queue for all requests, and routes that have their own.
 * Not locked; the server does that. */
typedef struct _QingTestRoutes QingTestRoutes;

QingTestRoutes *qing_test_routes_new (void);
void qing_test_routes_free (QingTestRoutes *self);
void qing_test_routes_clear (QingTestRoutes *self);

void qing_test_routes_push (QingTestRoutes *self, QingTestScript *script);
void qing_test_routes_add (QingTestRoutes *self,
                           QingTestRoute route,
                           const char *key,
                           QingTestScript *script);
QingTestScript *qing_test_routes_match (QingTestRoutes *self, QingTestRequest *request);
QingTestScript *qing_test_routes_pop (QingTestRoutes *self);

G_END_DECLS
