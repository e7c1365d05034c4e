/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingInspector: what went over the wire for an answer, and what is known of one of an earlier
 * session. */
#define QING_TYPE_INSPECTOR (qing_inspector_get_type ())
G_DECLARE_FINAL_TYPE (QingInspector, qing_inspector, QING, INSPECTOR, AdwWindow)

/* Shows it beside the window of @parent and returns it. */
GtkWidget *qing_inspector_show (GtkWidget *parent,
                                QingEngine *engine,
                                QingConversation *conversation,
                                QingMessage *message);

/* One of "request", "response", "timing", "usage" and, for answers with logprobs, "tokens". */
void qing_inspector_set_page (QingInspector *self, const char *page);
/* (transfer full): what the page of that name shows; of the tokens, the first. */
char *qing_inspector_dup_text (QingInspector *self, const char *page);

G_END_DECLS
