/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-message.h"

G_BEGIN_DECLS

#define QING_TYPE_MESSAGE_FOOTER (qing_message_footer_get_type ())
G_DECLARE_FINAL_TYPE (QingMessageFooter, qing_message_footer, QING, MESSAGE_FOOTER, GtkWidget)

/* The line below a message: which of several versions it is, what can be done with it, and what it
 * took. All but the first is shown only when asked for. */
GtkWidget *qing_message_footer_new (QingMessage *message, gboolean read_only);
void qing_message_footer_update (QingMessageFooter *self);
void qing_message_footer_set_tools_shown (QingMessageFooter *self, gboolean shown);
char *qing_message_footer_dup_details (QingMessage *message);

G_END_DECLS
