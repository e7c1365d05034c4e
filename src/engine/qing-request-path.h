/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/**
 * qing_request_path_list:
 * @leaf: (nullable): the last message that is sent
 *
 * What of the branch to @leaf a request holds: answers without a word are left out, because no
 * server takes them, and so is a turn that the content inspection refused, because it would be
 * refused again and again (protocol.md 8.3).
 *
 * Returns: (transfer full) (element-type QingMessage)
 */
GPtrArray *qing_request_path_list (QingConversation *conversation, QingMessage *leaf);

G_END_DECLS
