/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingNoticeBar: a line across the window that tells a lasting state, with one remedy.
 *
 * Properties: text, button-label (nullable: no button), action-name (of the button), revealed.
 */
#define QING_TYPE_NOTICE_BAR (qing_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (QingNoticeBar, qing_notice_bar, QING, NOTICE_BAR, GtkWidget)

void qing_notice_bar_set_text (QingNoticeBar *self, const char *text);
void qing_notice_bar_set_revealed (QingNoticeBar *self, gboolean revealed);
gboolean qing_notice_bar_get_revealed (QingNoticeBar *self);

G_END_DECLS
