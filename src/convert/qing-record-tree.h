/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-record.h"

G_BEGIN_DECLS

/* What a tree of somebody else's may be at most. */
#define QING_MAX_MESSAGES 200000
#define QING_MAX_ROOTS    1000

/**
 * qing_record_sort:
 * @n_orphans: (out): messages whose parent is not there; they become first messages
 * @place: (out): on failure, the message at fault
 *
 * Makes a tree of what refers to each other by id: the messages come to stand in the order of a
 * walk from the first (parents before children, siblings in their order), those to be skipped are
 * gone, and of all siblings one is chosen. What a skipped message thought goes to what comes below
 * it.
 *
 * Returns: NULL, or what is wrong, translated: a cycle, a duplicate, too many messages
 */
const char *qing_record_sort (QingConversationRecord *self, guint *n_orphans, QingJsonAt *place);

G_END_DECLS
