/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingCompareWindow: two answers to the same question beside each other, or one above the other
 * where there is little room, also while they come. Which two is chosen above them, and below them
 * which one the conversation goes on with.
 */
#define QING_TYPE_COMPARE_WINDOW (qing_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (QingCompareWindow, qing_compare_window, QING, COMPARE_WINDOW, AdwWindow)

/* @message: one of at least two siblings. @conversation: the one that it belongs to. */
QingCompareWindow *qing_compare_window_new (GtkWindow *parent,
                                            QingEngine *engine,
                                            QingConversation *conversation,
                                            QingMessage *message);

G_END_DECLS
