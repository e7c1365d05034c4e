/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

QingTestRequest *
qing_test_request_new (SoupServerMessage *message, const char *path, guint ordinal);

void qing_test_request_count_chunk (QingTestRequest *self);
void qing_test_request_set_refusal (QingTestRequest *self, const char *rule);
void qing_test_request_set_finished (QingTestRequest *self, gboolean disconnected);

G_END_DECLS
