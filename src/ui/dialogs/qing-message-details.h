/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingMessageDetails: what is known about an answer: tokens, speed, the server's request id. */
#define QING_TYPE_MESSAGE_DETAILS (qing_message_details_get_type ())
G_DECLARE_FINAL_TYPE (QingMessageDetails, qing_message_details, QING, MESSAGE_DETAILS, AdwWindow)

/* Shows it over the window of @parent and returns it. */
GtkWidget *qing_message_details_show (GtkWidget *parent,
                                      QingEngine *engine,
                                      QingConversation *conversation,
                                      QingMessage *message);

/* (transfer full): what is shown, one line for each row: title, tabulator, value. */
char *qing_message_details_dup_text (QingMessageDetails *self);

G_END_DECLS
