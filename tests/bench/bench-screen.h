/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The X screen, to see from outside what a program has drawn on it. */
typedef struct _BenchScreen BenchScreen;

BenchScreen *bench_screen_new (void);
void bench_screen_free (BenchScreen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchScreen, bench_screen_free)

/* Whether a window is there that is not black. */
gboolean bench_screen_is_drawn (BenchScreen *self);

G_END_DECLS
