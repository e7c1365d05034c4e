/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lets one thread iterate its main context until another one has made something true. */
typedef struct
{
  GMutex lock;
  GMainContext *context; /* of the thread that waits */
} QingTestWaiter;

typedef gboolean (*QingTestCondition) (gpointer object, guint position, guint n);

void qing_test_waiter_init (QingTestWaiter *self);
void qing_test_waiter_clear (QingTestWaiter *self);
void qing_test_waiter_notify (QingTestWaiter *self);
gboolean qing_test_waiter_wait (QingTestWaiter *self,
                                QingTestCondition condition,
                                gpointer object,
                                guint position,
                                guint n);

G_END_DECLS
