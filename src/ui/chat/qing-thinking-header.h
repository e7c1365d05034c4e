/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-message.h"

G_BEGIN_DECLS

#define QING_TYPE_THINKING_HEADER (qing_thinking_header_get_type ())
G_DECLARE_FINAL_TYPE (QingThinkingHeader, qing_thinking_header, QING, THINKING_HEADER, GtkWidget)

/**
 * QingThinkingHeader: the line that stands for what a model thought before it answered. Unfolding
 * shows the thoughts below.
 *
 * Signal: "toggled" (gboolean unfolded): the user wants to see them, or no longer.
 */
GtkWidget *qing_thinking_header_new (QingMessage *message, gboolean unfolded);
void qing_thinking_header_set_unfolded (QingThinkingHeader *self, gboolean unfolded);
void qing_thinking_header_update (QingThinkingHeader *self);
char *qing_thinking_header_dup_title (QingMessage *message, gint64 thought_since);

G_END_DECLS
