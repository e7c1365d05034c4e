/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-delta.h"

G_BEGIN_DECLS

typedef struct _QingDeltaDecoder QingDeltaDecoder;

/**
 * QingDeltaDecoder: the bytes of an answer in, QingDeltas out (protocol.md sections 2 and 4).
 *
 * Pure: it knows nothing of connections and time. STARTED comes with the first chunk, then the
 * pieces as they come; tool calls, USAGE and FINISH come when the answer has come to its good end.
 */
QingDeltaDecoder *qing_delta_decoder_new (QingDeltaFunc func, gpointer user_data);
void qing_delta_decoder_free (QingDeltaDecoder *self);

/* How many answers were asked for; 1 takes every index as 0. */
void qing_delta_decoder_set_n_choices (QingDeltaDecoder *self, guint n_choices);
/* The content begins inside a thought; see qing_think_filter_new(). */
void qing_delta_decoder_set_prefilled (QingDeltaDecoder *self, gboolean prefilled);
/* From the response's headers; it is believed more than what the chunks say. */
void qing_delta_decoder_set_request_id (QingDeltaDecoder *self, const char *request_id);

/* Bytes of a stream, in pieces of any size. FALSE when nothing more is wanted: the answer ended,
 * well or not, or stop() was called. */
gboolean qing_delta_decoder_push (QingDeltaDecoder *self, const void *bytes, gsize length);
/* The whole of an answer that is no stream; @partial: the server says that it gave up in between. */
void qing_delta_decoder_push_body (QingDeltaDecoder *self,
                                   const char *bytes,
                                   gsize length,
                                   gboolean partial);
/* No delta is reported any more; may be called while one is. */
void qing_delta_decoder_stop (QingDeltaDecoder *self);

/* Whether anything of an answer came, so that asking again would show it twice. */
gboolean qing_delta_decoder_has_content (QingDeltaDecoder *self);
/* Whether the server said that the answer is complete, whatever the connection does now. */
gboolean qing_delta_decoder_is_complete (QingDeltaDecoder *self);

/**
 * qing_delta_decoder_finish:
 *
 * There will be no more bytes. Call it once.
 *
 * Returns: (transfer full) (nullable): %NULL when the answer came to a good end.
 */
QingFault *qing_delta_decoder_finish (QingDeltaDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingDeltaDecoder, qing_delta_decoder_free)

G_END_DECLS
