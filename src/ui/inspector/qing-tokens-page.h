/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingTokensPage: an answer as the model wrote it, token by token, the darker the less sure it was.
 *
 * It shows the source, not the formatted text: of that nobody knows which letters came from which
 * token, because marks of Markdown vanish, entities and formulas become something else.
 */
#define QING_TYPE_TOKENS_PAGE (qing_tokens_page_get_type ())
G_DECLARE_FINAL_TYPE (QingTokensPage, qing_tokens_page, QING, TOKENS_PAGE, GtkWidget)

void qing_tokens_page_set_message (QingTokensPage *self, QingMessage *message);
/* (transfer full): what is told of the token that holds the byte @offset of the text. */
char *qing_tokens_page_describe (QingTokensPage *self, guint offset);

G_END_DECLS
