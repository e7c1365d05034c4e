/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_HISTORY_MANY     20000
#define BENCH_HISTORY_MESSAGES 1000000
#define BENCH_HISTORY_FEW      10

/* The path of a history of so many conversations and messages. It takes minutes to make one, so it is
 * kept in the folder for caches for the next time.
 *
 * @n_text: (out) (optional): the bytes of text in it */
char *bench_history_get (guint n_conversations, guint n_messages, gsize *n_text);

G_END_DECLS
