/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * QingUsage: token counts of one answer as the server reported them (protocol.md section 4).
 *
 * Every field is -1 when the server did not say. @reasoning is inside @completion; @cached and
 * @cache_creation are inside @prompt.
 */
typedef struct
{
  gint64 prompt;
  gint64 completion;
  gint64 total;
  gint64 cached;
  gint64 cache_creation;
  gint64 reasoning;
  gint64 prompt_text;
  gint64 prompt_image;
  gint64 prompt_video;
  gint64 prompt_audio;
  gint64 completion_text;
  gint64 completion_audio;
} QingUsage;

#define QING_USAGE_INIT                                                                            \
  {                                                                                                \
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1                                                 \
  }

/**
 * QingTiming: when things happened, in microseconds. @started is wall-clock time since the epoch
 * (g_get_real_time()); the others count from @started and are -1 when they did not happen.
 */
typedef struct
{
  gint64 started;
  gint64 dns_done;
  gint64 connected;
  gint64 tls_done;
  gint64 first_byte;
  gint64 first_token;
  gint64 answer_began;
  gint64 finished;
} QingTiming;

#define QING_TIMING_INIT                                                                           \
  {                                                                                                \
    0, -1, -1, -1, -1, -1, -1, -1                                                                  \
  }

gboolean qing_usage_is_known (const QingUsage *self);
double qing_usage_get_speed (const QingUsage *usage, const QingTiming *timing);

G_END_DECLS
