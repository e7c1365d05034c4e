/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingPatience: how long a client waits, in milliseconds.
 *
 * @connect: for the name, the connection and its encryption
 * @silence: for the first byte, and between any two
 * @thinking: the same for a model that thinks or runs code, when nothing may come for minutes
 *  (protocol.md 2.9, f)
 * @whole: for an answer that comes in one piece; the service gives up after five minutes and then
 *  sends what it has (protocol.md 3.5)
 * @retry: before the first automatic retry
 */
typedef struct
{
  guint connect;
  guint silence;
  guint thinking;
  guint whole;
  guint retry;
} QingPatience;

#define QING_PATIENCE_INIT                                                                         \
  {                                                                                                \
    15000, 120000, 240000, 330000, 500                                                             \
  }

G_END_DECLS
