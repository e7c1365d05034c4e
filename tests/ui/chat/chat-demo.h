/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/* A conversation in which messages are in every state that there is. */
QingConversation *chat_demo_new (void);

G_END_DECLS
