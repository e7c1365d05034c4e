/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-delta.h"

G_BEGIN_DECLS

/* The most tokens of an answer and the most alternatives of a token that are kept. */
#define QING_LOGPROBS_MAX_TOKENS       131072
#define QING_LOGPROBS_MAX_ALTERNATIVES 5

/**
 * QingLogprobs: how sure a model was of each token of an answer. It never changes once it is made,
 * and it is one block of bytes, in memory as on the disk.
 */
typedef struct _QingLogprobs QingLogprobs;

/* A token: the bytes from @start that are @length long in the text of the message. @logprob is
 * -HUGE_VAL when the server called it extremely low. */
typedef struct
{
  guint start;
  guint length;
  double logprob;
  guint n_alternatives;
} QingToken;

QingLogprobs *qing_logprobs_ref (QingLogprobs *self);
void qing_logprobs_unref (QingLogprobs *self);
guint qing_logprobs_get_n (QingLogprobs *self);
void qing_logprobs_get_token (QingLogprobs *self, guint index, QingToken *token);
/* The token that holds the byte @offset; FALSE when none does. */
gboolean qing_logprobs_find (QingLogprobs *self, guint offset, guint *index);
/* (transfer full): as text; what is not UTF-8 becomes U+FFFD. */
char *qing_logprobs_dup_alternative (QingLogprobs *self, guint token, guint index, double *logprob);

/* For the store. NULL when @bytes are not what was stored, or tokens lie outside of the text. */
GBytes *qing_logprobs_to_bytes (QingLogprobs *self);
QingLogprobs *qing_logprobs_from_bytes (GBytes *bytes, gsize text_length);

/* QingLogprobsMaker: collects tokens while they come. */
typedef struct _QingLogprobsMaker QingLogprobsMaker;

/* @before: (nullable): those of the text that is there already, @offset bytes of it */
QingLogprobsMaker *qing_logprobs_maker_new (QingLogprobs *before, gsize offset);
void qing_logprobs_maker_free (QingLogprobsMaker *self);
void qing_logprobs_maker_add (QingLogprobsMaker *self, const QingDelta *delta);
/* (transfer full) (nullable): those tokens that are, byte for byte, the end of @text. */
QingLogprobs *qing_logprobs_maker_end (QingLogprobsMaker *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingLogprobs, qing_logprobs_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingLogprobsMaker, qing_logprobs_maker_free)

G_END_DECLS
