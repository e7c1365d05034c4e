/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-markdown-stream.h"

G_BEGIN_DECLS

/* How many bytes to feed before the next update; state is the caller's. */
typedef gsize (*NextCut) (gpointer state);

gsize cut_by_size (gpointer size);
gsize cut_at_random (gpointer random);

void stream_check (const char *text, gsize length, NextCut next_cut, gpointer state);
void stream_check_end (const char *text, gsize length, NextCut next_cut, gpointer state);

G_END_DECLS
