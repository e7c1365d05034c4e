/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-request.h"
#include "qing-test-script.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on 127.0.0.1 that speaks the OpenAI-compatible dialect of DashScope, answers what it is
 * told to, and remembers what it was asked. */
#define QING_TYPE_TEST_SERVER (qing_test_server_get_type ())
G_DECLARE_FINAL_TYPE (QingTestServer, qing_test_server, QING, TEST_SERVER, GObject)

/* What a route looks at. */
typedef enum
{
  QING_TEST_ROUTE_MODEL, /* the request's model, exactly */
  QING_TEST_ROUTE_TEXT,  /* a substring of the last user message */
  QING_TEST_ROUTE_PATH,  /* the end of the path, such as "/models" */
} QingTestRoute;

/* Makes the script for a request; called in the server's thread. NULL leaves the request to the
 * server's default script. */
typedef QingTestScript *(*QingTestHandler) (QingTestServer *server,
                                            QingTestRequest *request,
                                            gpointer user_data);

QingTestServer *qing_test_server_new (void);
QingTestServer *qing_test_server_new_on_port (guint port, GError **error);
QingTestServer *qing_test_server_start_in_thread (void);
void qing_test_server_stop (QingTestServer *self);

guint qing_test_server_get_port (QingTestServer *self);
const char *qing_test_server_get_base_url (QingTestServer *self);

void qing_test_server_set_key (QingTestServer *self, const char *key);
void qing_test_server_set_strict (QingTestServer *self, gboolean strict);
void qing_test_server_set_default (QingTestServer *self, QingTestScript *script);
void
qing_test_server_set_handler (QingTestServer *self, QingTestHandler handler, gpointer user_data);
void qing_test_server_push (QingTestServer *self, QingTestScript *script);
void qing_test_server_take (QingTestServer *self, QingTestScript *script);
void qing_test_server_route (QingTestServer *self,
                             QingTestRoute route,
                             const char *key,
                             QingTestScript *script);

guint qing_test_server_get_n_requests (QingTestServer *self);
QingTestRequest *qing_test_server_dup_request (QingTestServer *self, guint position);
GPtrArray *qing_test_server_dup_requests (QingTestServer *self);
void qing_test_server_clear (QingTestServer *self);
gboolean qing_test_server_wait_requests (QingTestServer *self, guint n);
gboolean qing_test_server_wait_finished (QingTestServer *self, guint n);
gboolean qing_test_server_wait_chunks (QingTestServer *self, guint position, guint n);

G_END_DECLS
