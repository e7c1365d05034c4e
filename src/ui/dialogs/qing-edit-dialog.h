/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingEditDialog: a message's text to be changed. The old one is never overwritten: a changed
 * question is asked anew beside it, a changed answer is kept beside it.
 */
#define QING_TYPE_EDIT_DIALOG (qing_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (QingEditDialog, qing_edit_dialog, QING, EDIT_DIALOG, AdwWindow)

/* Shows it over the window of @parent and returns it. */
GtkWidget *qing_edit_dialog_show (GtkWidget *parent,
                                  QingEngine *engine,
                                  QingConversation *conversation,
                                  QingMessage *message);

G_END_DECLS
