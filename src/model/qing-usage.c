/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-usage.h"

gboolean
qing_usage_is_known (const QingUsage *self)
{
  return self->prompt >= 0 || self->completion >= 0 || self->total >= 0;
}

/**
 * qing_usage_get_speed:
 *
 * Tokens a second from the first token to the end, or -1 when it cannot be told: without usage,
 * without an end, or when everything came at once.
 */
double
qing_usage_get_speed (const QingUsage *usage, const QingTiming *timing)
{
  gint64 span;

  if (usage->completion <= 0 || timing->first_token < 0 || timing->finished < 0)
    return -1;

  span = timing->finished - timing->first_token;
  if (span <= 0)
    return -1;
  return (double) usage->completion * G_USEC_PER_SEC / (double) span;
}
