/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-waiter.h"

#define WAIT_SECONDS 600

void
qing_test_waiter_init (QingTestWaiter *self)
{
  g_mutex_init (&self->lock);
  self->context = NULL;
}

void
qing_test_waiter_clear (QingTestWaiter *self)
{
  g_mutex_clear (&self->lock);
}

/**
 * qing_test_waiter_notify:
 * @self: a waiter
 *
 * Makes whoever waits look at its condition again. May be called from any thread.
 */
void
qing_test_waiter_notify (QingTestWaiter *self)
{
  g_mutex_lock (&self->lock);
  if (self->context != NULL)
    g_main_context_wakeup (self->context);
  g_mutex_unlock (&self->lock);
}

static void
set_context (QingTestWaiter *self, GMainContext *context)
{
  g_mutex_lock (&self->lock);
  self->context = context;
  g_mutex_unlock (&self->lock);
}

static gboolean
timeout_cb (gpointer user_data)
{
  gboolean *timed_out = user_data;

  *timed_out = TRUE;

  return G_SOURCE_CONTINUE;
}

/**
 * qing_test_waiter_wait:
 * @self: a waiter
 * @condition: what is waited for
 * @object: passed to @condition, as are @position and @n
 *
 * Iterates the caller's main context until @condition holds.
 *
 * Returns: %FALSE if that took too long
 */
gboolean
qing_test_waiter_wait (QingTestWaiter *self,
                       QingTestCondition condition,
                       gpointer object,
                       guint position,
                       guint n)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (WAIT_SECONDS);
  gboolean timed_out = FALSE;

  g_source_set_callback (timeout, timeout_cb, &timed_out, NULL);
  g_source_attach (timeout, context);
  set_context (self, context);

  while (!condition (object, position, n) && !timed_out)
    g_main_context_iteration (context, TRUE);

  set_context (self, NULL);
  g_source_destroy (timeout);

  return condition (object, position, n);
}
