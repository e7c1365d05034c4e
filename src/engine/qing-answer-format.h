/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-request.h"
#include "qing-message.h"

G_BEGIN_DECLS

/* Whether an answer is the JSON that @request asked for: see qing_message_get_verdict().
 * (transfer full) (nullable) */
char *qing_answer_format_judge (QingChatRequest *request, QingMessage *answer);

G_END_DECLS
