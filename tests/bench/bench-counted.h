/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is done in this function, and in all that it calls, is what bench-instructions counts; it
 * finds it by its name. */
G_GNUC_NO_INLINE void bench_counted (gpointer data);

G_END_DECLS
