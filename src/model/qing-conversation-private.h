/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

void qing_conversation_count_running (QingConversation *self, gboolean running);

G_END_DECLS
