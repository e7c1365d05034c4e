/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "qing-delta.h"

G_BEGIN_DECLS

typedef struct _QingChoiceDecoder QingChoiceDecoder;

/**
 * QingChoiceDecoder: one of the answers of a stream: what its deltas hold, as QingDeltas.
 *
 * @index: the number that its deltas carry
 * @prefilled: see qing_think_filter_new()
 */
QingChoiceDecoder *
qing_choice_decoder_new (guint index, gboolean prefilled, QingDeltaFunc func, gpointer user_data);
void qing_choice_decoder_free (QingChoiceDecoder *self);

/* An element of "choices", of a chunk or of a whole completion. */
void qing_choice_decoder_push (QingChoiceDecoder *self, JsonObject *choice);

/* NULL until the server gave one; "null" and "" are none. */
const char *qing_choice_decoder_get_reason (QingChoiceDecoder *self);
void qing_choice_decoder_set_reason (QingChoiceDecoder *self, const char *reason);
/* What the server put in place of an answer when it ended in an error; NULL when it did not. */
const char *qing_choice_decoder_get_error (QingChoiceDecoder *self);
gboolean qing_choice_decoder_has_text (QingChoiceDecoder *self);
/* Whether anything came that a user sees or a tool gets. */
gboolean qing_choice_decoder_has_content (QingChoiceDecoder *self);

/* The stream is over: reports the text that was held back. */
void qing_choice_decoder_flush (QingChoiceDecoder *self, gboolean complete);
/* The answer came to its good end: reports its tool calls, then why it ended. FALSE when the calls
 * were more or longer than can be. */
gboolean qing_choice_decoder_complete (QingChoiceDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingChoiceDecoder, qing_choice_decoder_free)

G_END_DECLS
