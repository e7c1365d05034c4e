/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-message.h"

G_BEGIN_DECLS

#define QING_TYPE_FAULT_CARD (qing_fault_card_get_type ())
G_DECLARE_FINAL_TYPE (QingFaultCard, qing_fault_card, QING, FAULT_CARD, GtkWidget)

/* Says where it happened why an answer failed, and what can be done. */
GtkWidget *qing_fault_card_new (QingMessage *message);
const char *qing_fault_action_get_label (QingFaultAction action);

G_END_DECLS
