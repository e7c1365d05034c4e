/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-delta.h"
#include "qing-message.h"

G_BEGIN_DECLS

/**
 * QingAnswer: one answer of a turn: turns the deltas of a provider into changes of a message.
 */
typedef struct _QingAnswer QingAnswer;

QingAnswer *qing_answer_new (QingMessage *message);
void qing_answer_free (QingAnswer *self);
QingMessage *qing_answer_get_message (QingAnswer *self);
gboolean qing_answer_is_running (QingAnswer *self);
/* The question is on its way: the message is WAITING from now on. */
void qing_answer_begin (QingAnswer *self);
void qing_answer_take (QingAnswer *self, const QingDelta *delta);
/**
 * qing_answer_end:
 * @fault: (nullable): why it did not come to a good end
 *
 * Settles the state: COMPLETE, STOPPED, INTERRUPTED with what came, or FAILED.
 */
void qing_answer_end (QingAnswer *self, const QingFault *fault);
/* The speech that came, as a WAV file: (transfer full) (nullable). */
QingAttachment *qing_answer_take_audio (QingAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAnswer, qing_answer_free)

G_END_DECLS
