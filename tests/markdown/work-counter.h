/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much work something is: the blocks of code that ran (counted by what the compiler puts
 * into the copy of a room that is built for counting), and what the functions of libraries
 * that it calls have to read or to write. It depends on nothing but what is worked on: the same
 * work is the same number, however busy the machine is.
 */
typedef struct
{
  guint64 start;
} WorkCounter;

void work_counter_begin (WorkCounter *self);
guint64 work_counter_end (const WorkCounter *self);

/* For what else a library is called for: n_bytes are read or written there. */
void work_counter_add_bytes (gsize n_bytes);

G_END_DECLS
