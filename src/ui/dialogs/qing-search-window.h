/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingSearchWindow: looks for words in all conversations, also the archived ones, while they are
 * typed. It is only hidden when it is closed, and shows what it showed when it comes back.
 *
 * Signal: "activated" (QingSearchHit): the user wants to see that place.
 */
#define QING_TYPE_SEARCH_WINDOW (qing_search_window_get_type ())
G_DECLARE_FINAL_TYPE (QingSearchWindow, qing_search_window, QING, SEARCH_WINDOW, AdwWindow)

QingSearchWindow *qing_search_window_new (GtkWindow *parent, QingEngine *engine);
/* Shows the window, ready for other words. */
void qing_search_window_open (QingSearchWindow *self);
void qing_search_window_set_text (QingSearchWindow *self, const char *text);
/* Of QingSearchHit: (transfer none). */
GListModel *qing_search_window_get_hits (QingSearchWindow *self);

G_END_DECLS
