/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-record.h"

G_BEGIN_DECLS

/**
 * QingBuild: one conversation on its way from a sorted record to objects, a few messages at a time,
 * so that a window stays alive meanwhile.
 */
typedef struct _QingBuild QingBuild;

/* Takes the record. */
QingBuild *qing_build_new (QingConversationRecord *record);
void qing_build_free (QingBuild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBuild, qing_build_free)

/* Makes up to @n more messages. NULL while there are more to make, then the conversation. */
QingConversation *qing_build_step (QingBuild *self, guint n);

G_END_DECLS
