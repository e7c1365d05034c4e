/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"
#include "qing-highlighter.h"
#include "qing-style.h"

G_BEGIN_DECLS

typedef enum
{
  QING_FOLD_AUTO = 0,
  QING_FOLD_FOLDED,
  QING_FOLD_UNFOLDED,
} QingFold;

/* What all messages of a view share; owned by the conversation's view. */
typedef struct
{
  QingStyle *style;
  QingStyle *dimmed;
  QingHighlighter *highlighter;
  QingCatalogue *catalogue; /* (nullable): whose names for models are shown */
  gboolean show_thinking;   /* thoughts are shown while they come */
  gboolean read_only;       /* messages can be copied, and nothing else */
  /* Uids of the messages whose thoughts somebody has folded or unfolded: QingFold. */
  GHashTable *folds;
  /* Uids of the messages that are shaded by how sure the model was: a set. */
  GHashTable *shaded;
} QingChatContext;

G_END_DECLS
