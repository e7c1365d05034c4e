/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One request as the server received it, and what became of its answer. Everything about the
 * request itself never changes; the rest may be asked from any thread at any time. */
#define QING_TYPE_TEST_REQUEST (qing_test_request_get_type ())
G_DECLARE_FINAL_TYPE (QingTestRequest, qing_test_request, QING, TEST_REQUEST, GObject)

const char *qing_test_request_get_method (QingTestRequest *self);
const char *qing_test_request_get_path (QingTestRequest *self);
const char *qing_test_request_get_header (QingTestRequest *self, const char *name);
GBytes *qing_test_request_get_bytes (QingTestRequest *self);
JsonNode *qing_test_request_get_json (QingTestRequest *self);
JsonObject *qing_test_request_get_body (QingTestRequest *self);
char *qing_test_request_dup_last_user_text (QingTestRequest *self);
gint64 qing_test_request_get_arrival (QingTestRequest *self);
guint qing_test_request_get_ordinal (QingTestRequest *self);

gboolean qing_test_request_is_finished (QingTestRequest *self);
gboolean qing_test_request_is_disconnected (QingTestRequest *self);
guint qing_test_request_get_chunks_sent (QingTestRequest *self);
char *qing_test_request_dup_refusal (QingTestRequest *self);

G_END_DECLS
