/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that one character becomes. */
#define QING_FOLD_MAX 4

/* Whether @c is a word of its own, as in scripts that are written without spaces. */
gboolean qing_search_is_alone (gunichar c);
/* Whether @c is part of a longer word. */
gboolean qing_search_is_letter (gunichar c);
/* What SQLite does not see as the same letters, such as "ł" and "l", or the wide "Ａ" and "A":
 * NULL when @c stays as it is. */
const char *qing_search_get_plain (gunichar c);
/* @c as it is compared: without case and accents. Returns: how many characters, 0 for an accent. */
guint qing_search_fold (gunichar c, gunichar out[QING_FOLD_MAX]);
/* Whether a part of a word such as "getElementById" begins at @c. */
gboolean qing_search_is_hump (gunichar before, gunichar c, gunichar after);

G_END_DECLS
