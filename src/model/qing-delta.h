/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-fault.h"
#include "qing-types.h"
#include "qing-usage.h"

G_BEGIN_DECLS

typedef enum
{
  QING_DELTA_STARTED,   /* the answer's headers came: request_id, model when known */
  QING_DELTA_TEXT,      /* text, length */
  QING_DELTA_REASONING, /* text, length */
  QING_DELTA_TOOL_CALL, /* one assembled call, at the end of the stream */
  QING_DELTA_AUDIO,     /* bytes: PCM s16le 24 kHz mono (protocol.md 2.6) */
  QING_DELTA_LOGPROB,   /* token, logprob, alternatives */
  QING_DELTA_USAGE,     /* usage: replaces what came before */
  QING_DELTA_TIMING,    /* timing: replaces what came before */
  QING_DELTA_FINISH,    /* reason for this choice */
  QING_DELTA_RETRY,     /* attempt, delay_ms, fault: before any other delta of the next try */
} QingDeltaKind;

typedef struct
{
  const char *token;
  gsize length;
  double logprob;
} QingAlternative;

/**
 * QingDelta: one step of an answer. A plain value on the caller's stack: everything it points to
 * is borrowed and valid during the call only.
 *
 * @choice: the answer it belongs to when several were asked for (n > 1), from 0.
 */
struct _QingDelta
{
  QingDeltaKind kind;
  guint choice;
  const char *text;
  gsize length;
  const char *request_id;
  const char *model;
  const char *reason;
  QingToolCall *tool_call;
  const guint8 *bytes;
  gsize n_bytes;
  double logprob;
  const QingAlternative *alternatives;
  guint n_alternatives;
  const QingUsage *usage;
  const QingTiming *timing;
  guint attempt;
  guint delay_ms;
  const QingFault *fault;
};

/* Called in the main context that was the thread default when the request began. */
typedef void (*QingDeltaFunc) (const QingDelta *delta, gpointer user_data);

G_END_DECLS
