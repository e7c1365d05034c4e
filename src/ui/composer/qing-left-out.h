/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-conversation.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/* Whether @attachment stays behind because another kind of media goes with the message.
 * @ready: of QingAttachment: all that goes with it. */
gboolean qing_left_out_has (QingRuling *ruling, GListModel *ready, QingAttachment *attachment);
/* What stays behind then, of the message and of earlier ones, in words: (transfer full) (nullable).
 * @conversation: (nullable) */
char *
qing_left_out_describe (QingRuling *ruling, GListModel *ready, QingConversation *conversation);

G_END_DECLS
