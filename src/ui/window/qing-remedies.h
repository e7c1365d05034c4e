/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-composer.h"
#include "qing-ruling-watch.h"

G_BEGIN_DECLS

/**
 * QingRemedies: what the button beside a fault does, and the answers that wait to be asked for
 * again. A wait shows itself as the message's time of the next try.
 *
 * Signal "open-uri" (const char *uri): a page to be opened in the browser.
 */
#define QING_TYPE_REMEDIES (qing_remedies_get_type ())
G_DECLARE_FINAL_TYPE (QingRemedies, qing_remedies, QING, REMEDIES, GObject)

/* @host: (transfer none): the widget above which the window's actions are found. */
QingRemedies *qing_remedies_new (QingRulingWatch *watch, QingComposer *composer, GtkWidget *host);
/* Does what the fault of @message asks for. */
void qing_remedies_apply (QingRemedies *self, QingMessage *message);
/* Ends the wait of @message; FALSE when it does not wait here. */
gboolean qing_remedies_cancel_wait (QingRemedies *self, QingMessage *message);

G_END_DECLS
