/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much work something is: instructions where the system lets us count them, otherwise
 * processor time of this thread in nanoseconds. Only to be compared with itself.
 */
typedef struct
{
  int counter; /* file descriptor or -1 */
  guint64 start;
} WorkCounter;

void work_counter_begin (WorkCounter *self);
guint64 work_counter_end (WorkCounter *self);

G_END_DECLS
