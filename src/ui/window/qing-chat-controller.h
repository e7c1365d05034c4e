/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-composer.h"
#include "qing-ruling-watch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingChatController: what the window does when something is asked of a message: the actions
 * "message.*", "attachment.open", "attachment.save" and "link.open", each with a string, "code.save" with a language and
 * a text, and sending.
 *
 * The conversation it acts on is the one of its watch.
 *
 * Signals: "toast" (AdwToast): something to tell in passing.
 */
#define QING_TYPE_CHAT_CONTROLLER (qing_chat_controller_get_type ())
G_DECLARE_FINAL_TYPE (QingChatController, qing_chat_controller, QING, CHAT_CONTROLLER, GObject)

/* @composer: (transfer none): where questions come from. @host: the widget below which the actions
 * are found and over which dialogs appear. */
QingChatController *
qing_chat_controller_new (QingRulingWatch *watch, QingComposer *composer, GtkWidget *host);
/* Sends what is in the composer. What could not be written to disk comes back into it. */
void qing_chat_controller_send (QingChatController *self);
void qing_chat_controller_stop (QingChatController *self);
/* Copies the last answer of the conversation; FALSE when there is none. */
gboolean qing_chat_controller_copy_last_answer (QingChatController *self);
void qing_chat_controller_attach_files (QingChatController *self);
void qing_chat_controller_open_attachment (QingChatController *self, QingAttachment *attachment);

G_END_DECLS
