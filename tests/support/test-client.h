/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-server.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The plainest client there is, to try the test server with. */
typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GCancellable *cancellable;
  GString *body;
  GError *error;
  GMainLoop *loop;
  const char *key;
  gsize stop_after; /* cancels after so many bytes */
  gint64 started;
  gint64 headers_at; /* microseconds after the start */
  gint64 first_byte_at;
  gint64 ended_at;
  guint n_pending;
  char buffer[16384];
} TestClient;

void test_client_init (TestClient *self);
void test_client_clear (TestClient *self);
void test_client_start (TestClient *self, QingTestServer *server, const char *json);
void test_client_run (TestClient *self, QingTestServer *server, const char *json);
guint test_client_get_status (TestClient *self);
const char *test_client_get_header (TestClient *self, const char *name);
guint test_client_count (TestClient *self, const char *what);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestClient, test_client_clear)

G_END_DECLS
