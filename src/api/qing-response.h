/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "qing-delta-decoder.h"
#include "qing-exchange.h"

G_BEGIN_DECLS

typedef struct _QingResponse QingResponse;

/**
 * QingResponse: one response to a chat request, told by its status and its type what it is: a
 * stream, a whole answer, an error or a page of something in between.
 */
QingResponse *qing_response_new (QingDeltaDecoder *decoder, QingExchange *exchange);
void qing_response_free (QingResponse *self);

void qing_response_take_headers (QingResponse *self, SoupMessage *message);
/* FALSE when no more bytes are wanted. */
gboolean qing_response_take_bytes (QingResponse *self, const guint8 *bytes, gsize length);
/**
 * qing_response_finish:
 * @error: (nullable): why the connection ended, when it did not end well
 *
 * Returns: (transfer full) (nullable): %NULL when the answer came to a good end
 */
QingFault *qing_response_finish (QingResponse *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingResponse, qing_response_free)

G_END_DECLS
