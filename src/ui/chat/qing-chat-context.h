/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-highlighter.h"
#include "qing-style.h"

G_BEGIN_DECLS

/* What all messages of a view share; owned by the conversation's view. */
typedef struct
{
  QingStyle *style;
  QingStyle *dimmed;
  QingHighlighter *highlighter;
  GHashTable *unfolded; /* uids of the messages whose thoughts are shown */
} QingChatContext;

G_END_DECLS
