/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-request.h"
#include "qing-fault.h"

G_BEGIN_DECLS

/* What a server says about asking again, in the header x-should-retry. */
typedef enum
{
  QING_WISH_NONE,
  QING_WISH_RETRY,
  QING_WISH_LEAVE,
} QingRetryWish;

/**
 * QingRetryPolicy: whether and when to ask again by itself (protocol.md 3.4). A plain value.
 *
 * @max_retries: how often at most
 * @first_delay_ms: before the first; each further one waits twice as long
 * @random: gives a number from 0 up to but not including 1
 */
typedef struct
{
  guint max_retries;
  guint first_delay_ms;
  double (*random) (gpointer user_data);
  gpointer random_data;
} QingRetryPolicy;

void qing_retry_policy_init (QingRetryPolicy *self, QingPurpose purpose);

/**
 * qing_retry_policy_decide:
 * @n_retries: how often it was already asked again
 * @answer_began: whether any byte of an answer came: then asking again would show it twice
 * @delay_ms: (out): how long to wait
 */
gboolean qing_retry_policy_decide (const QingRetryPolicy *self,
                                   const QingFault *fault,
                                   guint n_retries,
                                   gboolean answer_began,
                                   QingRetryWish wish,
                                   guint *delay_ms);

QingRetryWish qing_retry_wish_parse (const char *header);
/* The headers retry-after-ms and retry-after (seconds, or a date) as milliseconds from @now, which
 * counts seconds since the epoch; -1 when they say nothing usable. */
int qing_retry_wait_parse (const char *milliseconds, const char *seconds, gint64 now);

G_END_DECLS
