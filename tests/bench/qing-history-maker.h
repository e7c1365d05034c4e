/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes a history of deterministic text: the same arguments give the same content. Some answers
 * have a sibling, some conversations are Chinese. Returns the bytes of text in it. */
gsize qing_history_maker_write (const char *path, guint n_conversations, guint n_messages);
/* Such text, as long. */
char *qing_history_maker_text (gsize n_bytes);

G_END_DECLS
