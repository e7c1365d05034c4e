/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_CORPUS_MIXED,
  CHAT_CORPUS_CODE,
  CHAT_CORPUS_TABLE,
  CHAT_CORPUS_PARAGRAPH,
} ChatCorpusKind;

/* Markdown as models write it, always the same for the same seed; at least @length bytes. */
char *chat_corpus_new (ChatCorpusKind kind, gsize length, guint32 seed);
QingConversation *chat_corpus_new_conversation (guint n_messages);

G_END_DECLS
