/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-chat-context.h"
#include "qing-message.h"

G_BEGIN_DECLS

/**
 * QingMessageParts: what stands around the text of a message and can be used: each a widget of its
 * own, made only when it is needed.
 */
typedef struct _QingMessageParts QingMessageParts;

typedef void (*QingUnfoldFunc) (GtkWidget *host, gboolean unfolded);

QingMessageParts *qing_message_parts_new (GtkWidget *host, QingUnfoldFunc unfold);
void qing_message_parts_free (QingMessageParts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMessageParts, qing_message_parts_free)

gboolean
qing_message_parts_update (QingMessageParts *self, QingMessage *message, gboolean unfolded);
void qing_message_parts_clear (QingMessageParts *self);
void qing_message_parts_set_context (QingMessageParts *self, const QingChatContext *context);
void qing_message_parts_set_model_shown (QingMessageParts *self, gboolean shown);
void qing_message_parts_set_last (QingMessageParts *self, gboolean last);
void qing_message_parts_set_pointed_at (QingMessageParts *self, gboolean pointed_at);

int qing_message_parts_lay_out_above (QingMessageParts *self, int width);
int qing_message_parts_lay_out_below (QingMessageParts *self, int width, int y);
void qing_message_parts_allocate (QingMessageParts *self, int width);

G_END_DECLS
