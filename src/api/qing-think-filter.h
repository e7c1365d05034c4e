/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

G_BEGIN_DECLS

typedef void (*QingThinkFunc) (QingPart part, const char *text, gsize length, gpointer user_data);

typedef struct _QingThinkFilter QingThinkFilter;

/**
 * QingThinkFilter: parts thinking from answer in content where a server leaks its tags
 * (protocol.md 2.8).
 *
 * <think> counts at the very start of the content only, and </think> at the very start or as the
 * end of a thought that is open. Everything else is the model's own text and goes through as it
 * is: an answer may well speak of these tags.
 *
 * With @prefilled the thought is already open at the start, because the model's template opens it
 * in the prompt and the server knows nothing of it.
 */
QingThinkFilter *qing_think_filter_new (gboolean prefilled, QingThinkFunc func, gpointer user_data);
void qing_think_filter_free (QingThinkFilter *self);

void qing_think_filter_push (QingThinkFilter *self, const char *text, gsize length);
/* The server sends the thinking apart: a thought is not taken to be open without its tag. */
void qing_think_filter_close (QingThinkFilter *self);
/**
 * qing_think_filter_finish:
 * @complete: whether the answer came to its proper end
 *
 * Lets go of what was held back. A complete answer that never closed the thought which was only
 * assumed to be open was no thought: it is reported once more, as the answer.
 */
void qing_think_filter_finish (QingThinkFilter *self, gboolean complete);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingThinkFilter, qing_think_filter_free)

G_END_DECLS
