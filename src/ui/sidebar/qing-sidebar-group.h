/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_sidebar_group_key:
 * @pinned: whether the conversation is pinned
 * @updated: when it was last used, wall-clock microseconds since the epoch
 * @now: the time against which days are counted, in the user's time zone
 *
 * A number for the group of the list that a conversation belongs to; later groups have larger
 * numbers. Groups are Pinned, Today, Yesterday, Previous 7 Days, then one for each month.
 */
int qing_sidebar_group_key (gboolean pinned, gint64 updated, GDateTime *now);

/* The translated heading of a group, for example "Today" or "March 2025". */
char *qing_sidebar_group_dup_label (int key, GDateTime *now);

/* Microseconds from @now until the groups have to be looked at again: the next midnight. */
gint64 qing_sidebar_group_time_left (GDateTime *now);

G_END_DECLS
