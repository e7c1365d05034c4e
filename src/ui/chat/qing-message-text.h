/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-message.h"
#include "qing-spot.h"

G_BEGIN_DECLS

/* The text of messages as it is copied, and parts of it. */

GPtrArray *qing_message_text_parse (QingMessage *message, QingSpotPart part);
char *qing_leaf_dup_text (const QingLeaf *leaf, guint start, guint end);
void qing_leaf_find_word (const QingLeaf *leaf, guint byte, guint *start, guint *end);
void qing_message_text_append_plain (GString *out,
                                     QingMessage *message,
                                     const QingSpot *start,
                                     const QingSpot *end);
void qing_message_text_append_markdown (GString *out,
                                        QingMessage *message,
                                        const QingSpot *start,
                                        const QingSpot *end);

G_END_DECLS
