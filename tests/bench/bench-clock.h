/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds of processor time, which another load on the machine disturbs less than the time on
 * the wall. */
double bench_clock_get_process (void);
double bench_clock_get_thread (void);

/* Megabytes of this process's memory, by a name of /proc/self/smaps_rollup: "Rss", "Private_Dirty". */
double bench_clock_get_memory (const char *name);

G_END_DECLS
