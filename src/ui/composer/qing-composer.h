/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment-tray.h"
#include "qing-ruling-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingComposer: where a question is written: text, pictures, and switches of the model. What is
 * unfinished stays with its conversation.
 *
 * Properties: watch (whose conversation it writes for), enter-sends, max-edge (of pictures,
 *  in pixels; 0: as much as a server takes), can-send (there is something
 *  to send, and it is ready).
 * Signals:
 *  "send": the user wants what is here to be sent.
 *  "stop": the user wants the answer under way to be stopped.
 *  "attach": the user asks for a file chooser.
 *  "attachment-opened" (QingAttachment): the user wants to see a picture.
 */
#define QING_TYPE_COMPOSER (qing_composer_get_type ())
G_DECLARE_FINAL_TYPE (QingComposer, qing_composer, QING, COMPOSER, GtkWidget)

QingRulingWatch *qing_composer_get_watch (QingComposer *self);
void qing_composer_set_watch (QingComposer *self, QingRulingWatch *watch);
gboolean qing_composer_can_send (QingComposer *self);
/* (transfer full) */
char *qing_composer_dup_text (QingComposer *self);
void qing_composer_set_text (QingComposer *self, const char *text);
/* Puts @text before what is written already, quoted with ">" when @quote. */
void qing_composer_insert (QingComposer *self, const char *text, gboolean quote);
/* The pictures for the conversation on screen; NULL without one. */
QingAttachmentTray *qing_composer_get_tray (QingComposer *self);
void qing_composer_clear (QingComposer *self);
/* Shows a line above the text until it is dismissed or something is sent; NULL hides it. */
void qing_composer_set_notice (QingComposer *self, const char *words);
const char *qing_composer_get_notice (QingComposer *self);
void qing_composer_focus (QingComposer *self);
/* Hands what was written to the conversation now. */
void qing_composer_save_draft (QingComposer *self);

G_END_DECLS
